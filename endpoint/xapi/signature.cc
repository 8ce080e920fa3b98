#include <boost/json/array.hpp>
#include <array>

#include "base/text.h"
#include "endpoint/xapi/attachments.h"
#include "endpoint/xapi/characters.h"
#include "endpoint/xapi/comparison.h"
#include "endpoint/xapi/digest.h"
#include "endpoint/xapi/json.h"
#include "endpoint/xapi/rules.h"

namespace xapi {
namespace {

std::optional<Problem> wrong(std::string what) { return Problem{"signature", std::move(what)}; }

// The pieces of a compact serialization: header "." payload "." signature, each base64url.
struct Jws {
  Value header;
  Value payload;
  std::string_view signed_text;  // header and payload as they are written
  std::string signature;
  int bits = 0;  // of the hash: RS256 has 256
};

Checked<Value> json_of(std::string_view encoded, const char* name) {
  const auto text = decode_base64url(encoded);
  if (!text) return refuse("signature", std::string("has a ") + name + " that is no base64url");
  auto value = parse_json(*text);
  if (!value || !value->is_object()) return refuse("signature", std::string("has a ") + name + " that is no JSON object");
  return value;
}

int bits_of(const Object& header) {
  const Value* algorithm = header.if_contains("alg");
  if (algorithm == nullptr) return 0;
  for (const auto& [name, bits] : {std::pair{"RS256", 256}, std::pair{"RS384", 384}, std::pair{"RS512", 512}}) {
    if (is_text(*algorithm, name)) return bits;
  }
  return 0;
}

Checked<Jws> read(std::string_view text) {
  const auto pieces = base::split(text, '.');
  if (pieces.size() != 3) return refuse("signature", "is no compact JWS of three parts");
  auto header = json_of(pieces[0], "header");
  if (!header) return tl::unexpected<Problem>(header.error());
  const int bits = bits_of(header->get_object());
  if (bits == 0) return refuse("signature", "has an algorithm other than RS256, RS384 and RS512");
  if (header->get_object().contains("crit")) return refuse("signature", "demands an extension that is unknown here");
  auto payload = json_of(pieces[1], "payload");
  if (!payload) return tl::unexpected<Problem>(payload.error());
  auto signature = decode_base64url(pieces[2]);
  if (!signature || signature->empty()) return refuse("signature", "has a last part that is no base64url");
  return Jws{std::move(*header), std::move(*payload), text.substr(0, pieces[0].size() + 1 + pieces[1].size()), std::move(*signature), bits};
}

std::optional<Problem> check_certificate(const Jws& jws) {
  const Value* chain = jws.header.get_object().if_contains("x5c");
  if (chain == nullptr) return std::nullopt;
  const bool has_first = chain->is_array() && !chain->get_array().empty() && chain->get_array().front().is_string();
  const auto certificate = has_first ? decode_base64(view(chain->get_array().front().get_string())) : std::nullopt;
  if (!certificate) return wrong("has an x5c that is no list of certificates in base64");
  switch (check_rsa(jws.signed_text, jws.signature, *certificate, jws.bits)) {
    case Signed::right: return std::nullopt;
    case Signed::wrong: return wrong("is not that of the certificate in its x5c");
    case Signed::no_certificate: break;
  }
  return wrong("has an x5c that has no certificate with an RSA key");
}

// Both say it, and differently.
bool differ(const Object& one, const Object& other, std::string_view key) {
  const Value* first = one.if_contains(boost::json::string_view(key.data(), key.size()));
  const Value* second = other.if_contains(boost::json::string_view(key.data(), key.size()));
  if (first == nullptr || second == nullptr) return false;
  return lower_ascii(view(first->get_string())) != lower_ascii(view(second->get_string()));
}

}  // namespace

std::optional<Problem> check_signature(const Value& statement, std::string_view signature) {
  const auto jws = read(signature);
  if (!jws) return jws.error();
  if (const auto found = check_statement(jws->payload, Version::k2_0_0, "payload")) {
    return wrong("has a payload that is no statement: " + found->where + " " + found->what);
  }
  const Object& sent = statement.get_object();
  const Object& signed_one = jws->payload.get_object();
  if (differ(sent, signed_one, "id") || differ(sent, signed_one, "version") ||
      comparable_text(sent, Signatures::ignored) != comparable_text(signed_one, Signatures::ignored)) {
    return wrong("has a payload that is not this statement");
  }
  return check_certificate(*jws);
}

}  // namespace xapi
