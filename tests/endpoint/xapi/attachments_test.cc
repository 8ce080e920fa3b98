#include "endpoint/xapi/attachments.h"

#include <doctest/doctest.h>

#include "endpoint/xapi/digest.h"
#include "tests/endpoint/xapi/problem_text.h"

using namespace xapi;

namespace {

Attachment attachment(const std::string& hash, bool has_url = false, bool is_signature = false) { return {hash, "text/plain", 1, has_url, is_signature}; }
Part part(const std::string& hash, const std::string& body) { return {"text/plain", hash, "binary", body}; }

std::string fit_problem(const std::vector<Attachment>& declared, const std::vector<Part>& parts) { return test::text_of(check_attachments(declared, parts)); }

}  // namespace

TEST_SUITE("xapi/attachments") {
  TEST_CASE("hashes are SHA-2 of any length") {
    CHECK(sha2_of("abc", 64) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha2_of("abc", 56) == "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7");
    CHECK(sha2_of("abc", 96).starts_with("cb00753f45a35e8bb5a03d699ac65007"));
    CHECK(sha2_of("abc", 128).starts_with("ddaf35a193617abacc417349ae204131"));
  }

  TEST_CASE("base64 has one form for some bytes") {
    CHECK(decode_base64url("") == "");
    CHECK(decode_base64url("-_8") == "\xfb\xff");
    CHECK(decode_base64("+/8=") == "\xfb\xff");
    CHECK(decode_base64("YQ==") == "a");
    for (const auto* text : {"A", "AB", "AA=", "AA==", "+/8", "A A", "AA\n"}) CHECK_FALSE(decode_base64url(text));
    for (const auto* text : {"A", "AA", "AB==", "-_8=", "A===", "====", "AA=A"}) CHECK_FALSE(decode_base64(text));
  }

  TEST_CASE("parts and declarations fit when each has the other") {
    for (const std::size_t digits : {56U, 64U, 96U, 128U}) {
      const std::string hash = sha2_of("abc", digits);
      CHECK(fit_problem({attachment(hash)}, {part(hash, "abc")}) == "");
      CHECK(fit_problem({attachment(hash), attachment(hash)}, {part(hash, "abc")}) == "");
      CHECK(fit_problem({attachment(hash, true)}, {}) == "");
      CHECK(fit_problem({attachment(hash, true)}, {part(hash, "abc")}) == "");
    }
    CHECK(fit_problem({}, {}) == "");
  }

  TEST_CASE("what does not fit is refused") {
    const std::string hash = sha2_of("abc", 64);
    CHECK(fit_problem({}, {part(hash, "abc")}) == "part 2: belongs to no attachment of the statements");
    CHECK(fit_problem({attachment(hash)}, {part(hash, "abd")}) == "part 2: has a hash that is not that of its bytes");
    CHECK(fit_problem({attachment(hash)}, {part(hash, "abc"), part(sha2_of("x", 64), "x")}) == "part 3: belongs to no attachment of the statements");
    CHECK(fit_problem({attachment(hash)}, {}) == "attachments: declares " + hash + ", which has no fileUrl and is not sent");
    CHECK(fit_problem({attachment(hash, true, true)}, {}) == "attachments: declares the signature " + hash + ", which is not sent");
  }
}
