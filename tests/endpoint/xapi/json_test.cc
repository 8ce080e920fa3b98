#include "endpoint/xapi/json.h"

#include <doctest/doctest.h>

#include <vector>

#include "tests/endpoint/xapi/problem_text.h"

using namespace xapi;

namespace {

std::string error(std::string_view text) { return test::text_of(parse_json(text)); }
std::string again(std::string_view text) { return to_text(test::json(text)); }

}  // namespace

TEST_SUITE("xapi/json") {
  TEST_CASE("what is no JSON is refused where it stops being so") {
    CHECK(error("") == "line 1, column 1: ends before its value is complete");
    CHECK(error("{\"a\":\n 1,}") == "line 2, column 4: is no JSON here");
    CHECK(error("[1, 2") == "line 1, column 6: ends before its value is complete");
    CHECK(error("{} {}") == "line 1, column 4: is followed by something after the value");
    CHECK(error("{'a':1}") == "line 1, column 2: is no JSON here");
    CHECK(error("[NaN]") == "line 1, column 2: is no JSON here");
    CHECK(error("[1] // note") == "line 1, column 5: is followed by something after the value");
    CHECK(error("\xEF\xBB\xBF{}") == "line 1, column 1: is no JSON here");
    CHECK(error("[\"\n\"]") == "line 1, column 3: is no JSON here");
    CHECK(error("[01]") == "line 1, column 3: is no JSON here");
  }

  TEST_CASE("a key stands once in an object, however it is written") {
    CHECK(error(R"({"a":1,"b":{"a":2},"c":[{"a":3}]})") == "");
    CHECK(error(R"({"a":1,"a":1})") == "line 1, column 10: has the key 'a' a second time");
    CHECK(error("{\"x\":[\n{\"a\":1,\"\\u0061\":2}]}") == "line 2, column 15: has the key 'a' a second time");
  }

  TEST_CASE("64 levels are read, a 65th is not") {
    CHECK(error(std::string(64, '[') + std::string(64, ']')) == "");
    CHECK(error(std::string(65, '[') + std::string(65, ']')) == "line 1, column 65: is nested more than 64 levels deep");
    CHECK(error(std::string(100000, '[')) == "line 1, column 65: is nested more than 64 levels deep");
  }

  TEST_CASE("texts are UTF-8 without halves of characters") {
    CHECK(error("[\"\\ud83d\\ude00\"]") == "");
    CHECK(error("[\"\\ud83d\"]") == "line 1, column 9: is no JSON here");
    CHECK(error("[\"\\ude00\"]") == "line 1, column 9: has half a surrogate pair");
    CHECK(error("[\"\\ud83d\\u0041\"]") == "line 1, column 11: has half a surrogate pair");
    CHECK(error("[\n\"\xff\"]") == "line 2, column 2: is no UTF-8");
    CHECK(error("[\"\xed\xa0\x80\"]") == "line 1, column 3: is no UTF-8");
    CHECK(again("[\"a\\u0000b\"]") == "[\"a\\u0000b\"]");
  }

  TEST_CASE("numbers that no double holds are refused") {
    CHECK(error("[1e400]") == "line 1, column 6: is a number too large for a double");
    CHECK(error("[-1e99999]").ends_with(": is a number too large for a double"));
    CHECK(error("[1" + std::string(400, '0') + "]").ends_with(": is a number too large for a double"));
    CHECK(error("[1" + std::string(400, '0') + "e-5]").ends_with(": is a number too large for a double"));
    CHECK(again("[1e-400]") == "[0]");
    CHECK(again("[1" + std::string(400, '0') + "e-400]") == "[1]");
    CHECK(again("[0." + std::string(400, '0') + "1]") == "[0]");
  }

  TEST_CASE("written text is compact, keeps the order of keys and the value of numbers") {
    CHECK(again("{ \"b\" : [ 1 , -2.50, 1.0, -1.0000, 0.6767676, 100.6767676, 1e3 ], \"a\" : { } , \"c\":[], \"d\":null,\"e\":true,\"f\":false}") ==
          R"({"b":[1,-2.5,1,-1,0.6767676,100.6767676,1000],"a":{},"c":[],"d":null,"e":true,"f":false})");
    CHECK(again("-0.6767676") == "-0.6767676");
    CHECK(again("5e-324") == "5e-324");
    CHECK(again("[18446744073709551615,-9223372036854775808,12345678901234567890123,-0,-0.0]") ==
          "[18446744073709551615,-9223372036854775808,1.2345678901234568e+22,0,0]");
    CHECK(again(R"(["\u00e9\/\"\\\b\f\n\r\t\u001f"])") == "[\"é/\\\"\\\\\\b\\f\\n\\r\\t\\u001f\"]");
  }
}
