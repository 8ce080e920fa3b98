#include <doctest/doctest.h>

#include "endpoint/xapi/statement.h"

using namespace xapi;

TEST_SUITE("xapi/merged_definition") {
  TEST_CASE("one definition alone stays as it is") {
    CHECK(merged_definition("", "") == "");
    CHECK(merged_definition("", R"({"type":"https://a.example"})") == R"({"type":"https://a.example"})");
    CHECK(merged_definition(R"({"type":"https://a.example"})", "") == R"({"type":"https://a.example"})");
  }

  TEST_CASE("the newer one wins, language maps and extensions are united") {
    CHECK(merged_definition(R"({"name":{"id":"Kuis","en":"Quiz"},"type":"https://a.example","extensions":{"https://a.example/1":{"a":1}}})",
                            R"({"name":{"id":"Kuis kas","jv":"Kuis"},"description":{"id":"Kas"},"type":"https://b.example",)"
                            R"("extensions":{"https://a.example/1":{"b":2},"https://a.example/2":null}})") ==
          R"({"name":{"id":"Kuis kas","en":"Quiz","jv":"Kuis"},"type":"https://b.example",)"
          R"("extensions":{"https://a.example/1":{"b":2},"https://a.example/2":null},"description":{"id":"Kas"}})");
  }

  TEST_CASE("another type of interaction forgets the components of the one before") {
    CHECK(merged_definition(R"({"interactionType":"choice","correctResponsesPattern":["a"],"choices":[{"id":"a"}]})",
                            R"({"interactionType":"likert","scale":[{"id":"b"}]})") == R"({"interactionType":"likert","scale":[{"id":"b"}]})");
    CHECK(merged_definition(R"({"interactionType":"choice","choices":[{"id":"a"}]})", R"({"interactionType":"choice","correctResponsesPattern":["a"]})") ==
          R"({"interactionType":"choice","choices":[{"id":"a"}],"correctResponsesPattern":["a"]})");
  }
}
