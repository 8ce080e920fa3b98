#include <array>

#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/rules.h"
#include "endpoint/xapi/words.h"

namespace xapi {
namespace {

Finding check_content_type(const Value& value, const Place& place, Version) {
  if (!value.is_string() || !is_media_type(view(value.get_string()))) return problem(place, "is no media type");
  return std::nullopt;
}

Finding check_sha2(const Value& value, const Place& place, Version) {
  if (!value.is_string() || !is_sha2(view(value.get_string()))) return problem(place, "is no SHA-2 in hexadecimal digits");
  return std::nullopt;
}

Finding check_length(const Value& value, const Place& place, Version) {
  boost::json::error_code error;
  if (!value.is_number()) return problem(place, "is no number");
  value.to_number<std::uint64_t>(error);
  return error ? problem(place, "is no number of bytes") : std::nullopt;
}

Finding check_attachment(const Value& value, const Place& place, Version version) {
  static constexpr std::array<Property, 7> kProperties = {{{"usageType", check_iri, Presence::required},
                                                           {"display", check_language_map, Presence::required},
                                                           {"description", check_language_map},
                                                           {"contentType", check_content_type, Presence::required},
                                                           {"length", check_length, Presence::required},
                                                           {"sha2", check_sha2, Presence::required},
                                                           {"fileUrl", check_iri}}};
  if (auto found = check_properties(value, place, version, {"an attachment", kProperties})) return found;
  const Object& attachment = value.get_object();
  if (is_text(attachment.at("usageType"), kSignatureUsage) && !is_text(attachment.at("contentType"), kSignatureType)) {
    return problem(place.of("contentType"), "is not 'application/octet-stream', as a signature's is");
  }
  return std::nullopt;
}

}  // namespace

Finding check_attachment_list(const Value& value, const Place& place, Version version) {
  return check_elements(value, place, version, check_attachment);
}

}  // namespace xapi
