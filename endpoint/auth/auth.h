// Who calls, and what the caller may do.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "endpoint/store/store.h"

namespace auth {

// The scopes of xAPI 1.0.3, part three, 4.2, as bits.
enum Scope : unsigned {
  kWriteStatements = 1,
  kReadMine = 2,
  kReadStatements = 4,
  kState = 8,
  kDefine = 16,
  kProfile = 32,
  kAdminister = 64,  // ours: keys, learners, classes
};

// Of "statements/write statements/read/mine state": unknown ones give nothing. "all/read" and "all" stand for several.
std::optional<unsigned> scopes_of(std::string_view text);

struct Caller {
  std::string key;
  unsigned scopes = 0;
  std::string authority;  // JSON of the agent
  std::string learner;    // UUID; the caller sees and writes this learner's own statements alone

  std::string session = {};   // of cmi5: the caller is a unit, and acts for its learner within that session alone
  std::string activity = {};  // the session's

  bool may(unsigned any_of) const { return (scopes & any_of) != 0; }
};

// Of an Authorization header: "Basic …" with a key and its secret, or "Bearer …" with a token. Nothing when it is wrong.
store::Result<std::optional<Caller>> identify(store::Store& store, std::string_view authorization);

// Of a "Basic …" header; nothing for another.
struct BasicPair {
  std::string key, secret;
};
std::optional<BasicPair> basic_of(std::string_view authorization);

// In a time that does not tell where they differ.
bool same_secret(const std::string& a, const std::string& b);

// The hash under which the token of a "Bearer …" header is kept; "" for another header.
std::string token_hash_of(std::string_view authorization);

// RFC 4648, 4, with padding.
std::string base64_of(std::string_view bytes);

// 64 hexadecimal digits of SHA-256: enough for random secrets, which nobody guesses. Codes that people write down are kept otherwise.
std::string hash_of(std::string_view secret);

// A new random secret of 256 bits, 43 characters of base64url.
std::string random_secret();

}  // namespace auth
