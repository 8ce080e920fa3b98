#include "endpoint/xapi/digest.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <array>
#include <memory>

namespace xapi {
namespace {

struct Free {
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

template <class T>
using Owned = std::unique_ptr<T, Free>;

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

const EVP_MD* sha2(std::size_t bits) {
  switch (bits) {
    case 224: return EVP_sha224();
    case 256: return EVP_sha256();
    case 384: return EVP_sha384();
    default: return EVP_sha512();
  }
}

int value_of(char c, std::string_view last_two) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  const std::size_t index = last_two.find(c);
  return index == std::string_view::npos ? -1 : 62 + static_cast<int>(index);
}

std::optional<std::string> decode(std::string_view text, std::string_view last_two) {
  if (text.size() % 4 == 1) return std::nullopt;
  std::string out;
  out.reserve(text.size() * 3 / 4);
  unsigned buffer = 0;
  int bits = 0;
  for (const char c : text) {
    const int value = value_of(c, last_two);
    if (value < 0) return std::nullopt;
    buffer = (buffer << 6 | static_cast<unsigned>(value)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out += static_cast<char>(buffer >> bits & 0xff);
  }
  // Bits that are left over are nought, or the same bytes could be written in several ways.
  if ((buffer & ((1U << bits) - 1)) != 0) return std::nullopt;
  return out;
}

std::string hex_digest(std::string_view text, const EVP_MD* kind) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &length, kind, nullptr);
  std::string hex;
  for (unsigned i = 0; i < length; ++i) (hex += kDigits[digest[i] >> 4]) += kDigits[digest[i] & 0xF];
  return hex;
}

}  // namespace

std::string sha1_of(std::string_view text) { return hex_digest(text, EVP_sha1()); }

std::string sha2_of(std::string_view text, std::size_t digits) { return hex_digest(text, sha2(digits * 4)); }

std::optional<std::string> decode_base64url(std::string_view text) { return decode(text, "-_"); }

std::optional<std::string> decode_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  return decode(text, "+/");
}

Signed check_rsa(std::string_view text, std::string_view signature, std::string_view certificate, int bits) {
  const unsigned char* der = bytes(certificate);
  const Owned<X509> x509(d2i_X509(nullptr, &der, static_cast<long>(certificate.size())));
  if (!x509 || der != bytes(certificate) + certificate.size()) return Signed::no_certificate;
  const Owned<EVP_PKEY> key(X509_get_pubkey(x509.get()));
  if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA) return Signed::no_certificate;
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  if (!context || EVP_DigestVerifyInit(context.get(), nullptr, sha2(static_cast<std::size_t>(bits)), nullptr, key.get()) != 1) {
    return Signed::no_certificate;
  }
  const int verified = EVP_DigestVerify(context.get(), bytes(signature), signature.size(), bytes(text), text.size());
  return verified == 1 ? Signed::right : Signed::wrong;
}

}  // namespace xapi
