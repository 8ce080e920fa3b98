#include "endpoint/xapi/multipart.h"

#include <doctest/doctest.h>

#include "endpoint/xapi/media_type.h"
#include "tests/endpoint/xapi/problem_text.h"

using namespace xapi;

namespace {

const std::string kHash(64, 'a');
const std::string kJson = "--b\r\nContent-Type: application/json\r\n\r\n{}";
const std::string kBytes = "\r\n--b\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: binary\r\nX-Experience-API-Hash: " + kHash + "\r\n\r\n";
const std::string kEnd = "\r\n--b--\r\n";

std::string multipart_problem(std::string_view body) { return test::text_of(parse_multipart(body, "b")); }

std::string second_part(const std::string& headers) { return multipart_problem(kJson + "\r\n--b\r\n" + headers + "\r\n\r\nx" + kEnd); }

}  // namespace

TEST_SUITE("xapi/multipart") {
  TEST_CASE("a Content-Type names the boundary") {
    CHECK(boundary_of("multipart/mixed; boundary=-------314159265358979323846") == "-------314159265358979323846");
    CHECK(boundary_of("Multipart/Mixed; charset=utf-8; BOUNDARY=\"a b:c\"") == "a b:c");
    CHECK(boundary_of("multipart/mixed; x=\"a;boundary=c\"; boundary=b") == "b");
    for (const auto* text : {"", "multipart/mixed", "multipart/mixed; boundary=", "multipart/mixed; boundary=\"\"", "multipart/form-data; boundary=b",
                             "multipart/mixed; boundary=\"a \"", "multipart/mixed; boundary=\"a\\\"\"", "application/json; boundary=b"}) {
      INFO(text);
      CHECK_FALSE(boundary_of(text));
    }
    CHECK_FALSE(boundary_of("multipart/mixed; boundary=" + std::string(71, 'a')));
  }

  TEST_CASE("parts are split at the boundary and keep their bytes") {
    const std::string bytes = std::string("\r\n--bx\r\n\0\r", 10);
    const auto parts = parse_multipart("preface\r\n" + kJson + kBytes + bytes + kEnd + "epilogue", "b");
    REQUIRE(parts);
    REQUIRE(parts->size() == 2);
    CHECK(parts->at(0).content_type == "application/json");
    CHECK(parts->at(0).body == "{}");
    CHECK(parts->at(1).content_type == "image/jpeg");
    CHECK(parts->at(1).encoding == "binary");
    CHECK(parts->at(1).hash == kHash);
    CHECK(parts->at(1).body == bytes);
  }

  TEST_CASE("the body may begin with a line end, end with the boundary, and names may be of any case") {
    const auto parts = parse_multipart("\r\n--b \t\r\ncontent-type:application/json; charset=utf-8\r\nX-Other: 1\r\n\r\n{}\r\n--b--", "b");
    REQUIRE(parts);
    CHECK(parts->at(0).content_type == "application/json; charset=utf-8");
    CHECK(multipart_problem(kJson + "\r\n--b\r\nCONTENT-TRANSFER-ENCODING:BINARY\r\nx-experience-api-hash:" + std::string(64, 'A') + "\r\n\r\n" + kEnd) == "");
  }

  TEST_CASE("what is wrong is said with the part") {
    CHECK(multipart_problem("") == "part 1: is not begun by the boundary");
    CHECK(multipart_problem("{}") == "part 1: is not begun by the boundary");
    CHECK(multipart_problem("--b--\r\n") == "part 1: is missing");
    CHECK(multipart_problem(kJson) == "part 1: is not ended by the boundary");
    CHECK(multipart_problem(kJson + kBytes + "x") == "part 2: is not ended by the boundary");
    CHECK(multipart_problem("--b\r\n--b--") == "part 1: has no empty line after its headers");
    CHECK(multipart_problem("--b\r\nContent-Type: application/json" + kEnd) == "part 1: has no empty line after its headers");
    CHECK(multipart_problem("--b\r\nContent-Type: text/plain\r\n\r\n{}" + kEnd) == "part 1: is not application/json, as the first part is");
    CHECK(multipart_problem("--b\r\n\r\n{}" + kEnd) == "part 1: is not application/json, as the first part is");
    CHECK(second_part("Content-Transfer-Encoding: binary") == "part 2: has no header X-Experience-API-Hash");
    CHECK(second_part("X-Experience-API-Hash: abc") == "part 2: has a header X-Experience-API-Hash that is no SHA-2 in hexadecimal digits");
    CHECK(second_part("X-Experience-API-Hash: " + kHash) == "part 2: has no header Content-Transfer-Encoding that says 'binary'");
    CHECK(second_part("Content-Transfer-Encoding: base64\r\nX-Experience-API-Hash: " + kHash) == "part 2: has no header Content-Transfer-Encoding that says 'binary'");
    CHECK(second_part("no header") == "part 2: has a line that is no header");
    CHECK(second_part("Content-Type : a/b") == "part 2: has a line that is no header");
    CHECK(second_part("Content-Type: a/b\r\n c/d") == "part 2: has a line that is no header");
    CHECK(second_part("Content-Type: a/b\r\nContent-Type: a/b") == "part 2: has the header Content-Type twice");
    CHECK(second_part("Content-Type: a\nb") == "part 2: has a control character in its header Content-Type");
  }

  TEST_CASE("parts that are written are read again") {
    const std::vector<Part> parts = {{"application/json", "", "", "{\"a\":1}"}, {"image/png", kHash, "binary", std::string("\0\r\n", 3)}, {"", kHash, "binary", ""}};
    const std::string text = multipart_text(parts, "b");
    const auto again = parse_multipart(text, "b");
    REQUIRE(again);
    CHECK(multipart_text(*again, "b") == text);
    CHECK(multipart_text({{"application/json", "", "", "{}"}}, "b") == "--b\r\nContent-Type: application/json\r\n\r\n{}\r\n--b--\r\n");
  }
}
