#include "endpoint/auth/auth.h"

#include <sodium.h>

#include <array>

#include "base/text.h"
#include "endpoint/xapi/digest.h"

namespace auth {
namespace {

struct ScopeName {
  std::string_view name;
  unsigned scopes;
};

constexpr unsigned kRead = kReadMine | kReadStatements;
constexpr std::array kScopes{ScopeName{"statements/write", kWriteStatements},
                             ScopeName{"statements/read/mine", kReadMine},
                             ScopeName{"statements/read", kRead},
                             ScopeName{"state", kState},
                             ScopeName{"define", kDefine},
                             ScopeName{"profile", kProfile},
                             ScopeName{"all/read", kRead | kState | kProfile},
                             ScopeName{"all", kWriteStatements | kRead | kState | kDefine | kProfile},
                             ScopeName{"administer", kAdminister}};

// "a2V5OnNlY3JldA==" → "key:secret"; nothing when it is no base64.
std::optional<std::string> base64_decoded(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t size = 0;
  const char* end = nullptr;
  const int failed = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(), nullptr, &size, &end,
                                       sodium_base64_VARIANT_ORIGINAL);
  if (failed != 0 || end != text.data() + text.size()) return std::nullopt;
  bytes.resize(size);
  return bytes;
}

// What a scheme is followed by; letter case of the scheme is ignored (RFC 9110, 11.1).
std::optional<std::string_view> after_scheme(std::string_view header, std::string_view scheme) {
  if (header.size() <= scheme.size() || header[scheme.size()] != ' ') return std::nullopt;
  if (base::to_lower(header.substr(0, scheme.size())) != scheme) return std::nullopt;
  return header.substr(scheme.size() + 1);
}

store::Result<std::optional<Caller>> caller_of(store::Store& store, const std::string& key, const std::string& secret_hash) {
  auto found = store.credential(key);
  if (!found) return tl::unexpected<store::Failure>(found.error());
  if (!*found || !same_secret((*found)->secret_hash, secret_hash)) return std::nullopt;
  return Caller{(*found)->key, scopes_of((*found)->scopes).value_or(0), (*found)->authority, (*found)->learner};
}

}  // namespace

std::optional<unsigned> scopes_of(std::string_view text) {
  unsigned scopes = 0;
  for (const auto word : base::split(text, ' ')) {
    unsigned found = 0;
    for (const auto& scope : kScopes) {
      if (scope.name == word) found = scope.scopes;
    }
    if (found == 0) return std::nullopt;
    scopes |= found;
  }
  return scopes;
}

store::Result<std::optional<Caller>> identify(store::Store& store, std::string_view authorization) {
  if (const auto token = after_scheme(authorization, "bearer")) {
    const std::string hash = hash_of(*token);
    return caller_of(store, hash, hash);
  }
  const auto pair = basic_of(authorization);
  if (!pair) return std::nullopt;
  return caller_of(store, pair->key, hash_of(pair->secret));
}

std::optional<BasicPair> basic_of(std::string_view authorization) {
  const auto basic = after_scheme(authorization, "basic");
  const auto pair = basic ? base64_decoded(*basic) : std::nullopt;
  const auto colon = pair ? pair->find(':') : std::string::npos;
  if (colon == std::string::npos) return std::nullopt;
  return BasicPair{pair->substr(0, colon), pair->substr(colon + 1)};
}

bool same_secret(const std::string& a, const std::string& b) { return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0; }

std::string token_hash_of(std::string_view authorization) {
  const auto token = after_scheme(authorization, "bearer");
  return token ? hash_of(*token) : std::string();
}

std::string base64_of(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();
  return text;
}

std::string hash_of(std::string_view secret) { return xapi::sha2_of(secret, xapi::kSha256Digits); }

std::string random_secret() {
  if (sodium_init() < 0) std::abort();  // no source of randomness: nothing may be issued
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();
  return text;
}

}  // namespace auth
