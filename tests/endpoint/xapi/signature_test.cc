#include <doctest/doctest.h>

#include <vector>

#include "endpoint/xapi/attachments.h"
#include "tests/endpoint/xapi/changed.h"
#include "tests/endpoint/xapi/samples.h"
#include "tests/endpoint/xapi/signer.h"

using namespace xapi;

namespace {

const test::Signer& signer() {
  static const test::Signer instance;
  return instance;
}

std::string signature_problem(const boost::json::value& statement, std::string_view signature) { return test::text_of(check_signature(statement, signature)); }
std::string signature_problem(std::string_view signature) { return signature_problem(test::json(test::kFullStatement), signature); }

const std::string kPayload(test::kFullStatement);

std::string header_with(const std::string& certificate, const std::string& algorithm = "RS256") {
  return R"({"alg":")" + algorithm + R"(","x5c":[")" + certificate + "\"]}";
}

}  // namespace

TEST_SUITE("xapi/signature") {
  TEST_CASE("the three algorithms pass, with and without a certificate") {
    CHECK(signature_problem(signer().jws(R"({"alg":"RS256"})", kPayload)) == "");
    CHECK(signature_problem(signer().jws(header_with(signer().certificate()), kPayload)) == "");
    CHECK(signature_problem(signer().jws(header_with(signer().certificate(), "RS384"), kPayload, EVP_sha384())) == "");
    CHECK(signature_problem(signer().jws(header_with(signer().certificate(), "RS512"), kPayload, EVP_sha512())) == "");
  }

  TEST_CASE("a signature that is not the certificate's is refused") {
    const test::Signer other;
    CHECK(signature_problem(other.jws(header_with(signer().certificate()), kPayload)) == "signature: is not that of the certificate in its x5c");
    CHECK(signature_problem(signer().jws(header_with(signer().certificate(), "RS512"), kPayload)) == "signature: is not that of the certificate in its x5c");
    CHECK(signature_problem(signer().jws(header_with("AAAA"), kPayload)) == "signature: has an x5c that has no certificate with an RSA key");
    CHECK(signature_problem(signer().jws(header_with("A"), kPayload)) == "signature: has an x5c that is no list of certificates in base64");
    CHECK(signature_problem(signer().jws(R"({"alg":"RS256","x5c":[]})", kPayload)) == "signature: has an x5c that is no list of certificates in base64");
  }

  TEST_CASE("what is no JWS is refused") {
    using test::base64url;
    const std::string right = base64url(R"({"alg":"RS256"})");
    const std::string payload = base64url(kPayload);
    const std::vector<std::pair<std::string, std::string_view>> rows = {
        {"", "is no compact JWS of three parts"},
        {right + "." + payload, "is no compact JWS of three parts"},
        {right + "." + payload + ".AAAA.", "is no compact JWS of three parts"},
        {right + "=." + payload + ".AAAA", "has a header that is no base64url"},
        {base64url("[]") + "." + payload + ".AAAA", "has a header that is no JSON object"},
        {base64url(R"({"alg":"HS256"})") + "." + payload + ".AAAA", "has an algorithm other than RS256, RS384 and RS512"},
        {base64url(R"({"alg":"none"})") + "." + payload + ".", "has an algorithm other than RS256, RS384 and RS512"},
        {base64url("{}") + "." + payload + ".AAAA", "has an algorithm other than RS256, RS384 and RS512"},
        {base64url(R"({"alg":"RS256","crit":["b64"]})") + "." + payload + ".AAAA", "demands an extension that is unknown here"},
        {right + "." + payload + ".AAA+", "has a last part that is no base64url"},
        {right + "." + payload + ".AB", "has a last part that is no base64url"},
        {right + "." + payload + ".", "has a last part that is no base64url"},
        {right + ".A." + "AAAA", "has a payload that is no base64url"},
        {right + "." + base64url("{'a':1}") + ".AAAA", "has a payload that is no JSON object"},
        {right + "." + base64url("{}") + ".AAAA", "has a payload that is no statement: payload.actor is missing"}};
    for (const auto& [text, problem] : rows) CHECK(signature_problem(text) == "signature: " + std::string(problem));
  }

  TEST_CASE("the payload is the statement before it was signed") {
    const std::string signature = signer().jws(R"({"alg":"RS256"})", kPayload);
    const auto with = [](const std::string& pointer, std::string_view text) { return test::changed(test::kFullStatement, pointer, text); };
    CHECK(signature_problem(with("/result/duration", "\"PT1M30.504S\""), signature) == "");
    CHECK(signature_problem(with("/timestamp", "\"2026-11-22T02:00:00.123Z\""), signature) == "");
    CHECK(signature_problem(with("/id", ""), signature) == "");
    auto signed_one = test::json(test::kFullStatement);
    signed_one.at("attachments").as_array().push_back(test::json(R"({"usageType":"http://adlnet.gov/expapi/attachments/signature","display":{"en":"S"},
      "contentType":"application/octet-stream","length":1,"sha2":")" + std::string(64, 'a') + "\"}"));
    CHECK(signature_problem(signed_one, signature) == "");
    const std::string problem = "signature: has a payload that is not this statement";
    CHECK(signature_problem(with("/actor/mbox", "\"mailto:budi@desa.example\""), signature) == problem);
    CHECK(signature_problem(with("/id", "\"ec531277-b57b-4c15-8d91-d292c5b2b8f8\""), signature) == problem);
    CHECK(signature_problem(with("/version", "\"1.0.0\""), signature) == problem);
    CHECK(signature_problem(with("/result/duration", "\"PT1M30.51S\""), signature) == problem);
    CHECK(signature_problem(with("/timestamp", ""), signature) == problem);
  }
}
