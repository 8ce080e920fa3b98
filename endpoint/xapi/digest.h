// Hashes and signatures; the only user of OpenSSL beside formats.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xapi {

// Digests are lower-case hexadecimal digits; of SHA-2 the kind that has so many of them: 56, 64, 96 or 128.
std::string sha1_of(std::string_view bytes);
std::string sha2_of(std::string_view bytes, std::size_t digits);
inline constexpr std::size_t kSha256Digits = 64;

// RFC 4648's alphabets: base64url without padding (as signatures are written), base64 with it (as certificates are). Nothing for a text
// that is not the one way to write some bytes.
std::optional<std::string> decode_base64url(std::string_view text);
std::optional<std::string> decode_base64(std::string_view text);

enum class Signed { right, wrong, no_certificate };

// Whether `signature` is that of `text` by the RSA key of a certificate (DER), by PKCS #1 1.5 with SHA-`bits`.
Signed check_rsa(std::string_view text, std::string_view signature, std::string_view certificate, int bits);

}  // namespace xapi
