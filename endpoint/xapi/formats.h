// The small formats of which statements are made. Each function takes the whole text; none throws.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace xapi {

// RFC 4122 in its usual form, any variant and either letter case.
bool is_uuid(std::string_view text);

// The same in lower case: how ids are kept and compared.
std::string lower_uuid(std::string_view uuid);

// A new random UUID (version 4) and the UUIDv5 of a name in a namespace, which is a UUID itself.
std::string random_uuid();
std::string uuid_of_name(std::string_view namespace_uuid, std::string_view name);

// An absolute IRI with a scheme (RFC 3987); spaces and control characters are refused, other scripts' letters are not.
bool is_iri(std::string_view text);

// "mailto:" and an address with one '@'.
bool is_mailto(std::string_view text);

// 40 hexadecimal digits, and 56, 64, 96 or 128.
bool is_sha1(std::string_view text);
bool is_sha2(std::string_view text);

// RFC 5646, well-formed: "id", "zh-Hant-TW", "x-desa".
bool is_language_tag(std::string_view text);

// "text/plain; charset=utf-8" (RFC 9110, 8.3.1).
bool is_media_type(std::string_view text);

// Microseconds since 1970 of an RFC 3339 / ISO 8601 timestamp with date and time. Fractions finer than a microsecond are cut off. No
// zone means UTC; "-00", "-00:00" and "-0000" are refused, as 1.0.3 asks (4.1.11). Years 0001 to 9999.
std::optional<std::int64_t> timestamp_of(std::string_view text);

// "2026-11-22T09:00:00.123456Z", always with six digits.
std::string timestamp_text(std::int64_t microseconds);

// ISO 8601: P1DT2H, PT0.5S, P3W; the calendar form is refused.
bool is_duration(std::string_view text);

}  // namespace xapi
