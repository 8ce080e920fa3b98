#include <doctest/doctest.h>

#include "endpoint/xapi/language_choice.h"
#include "endpoint/xapi/statement.h"
#include "tests/endpoint/xapi/changed.h"
#include "tests/endpoint/xapi/samples.h"

using namespace xapi;

namespace {

std::string no_definition(const std::string&) { return ""; }

std::string formatted_part(std::string_view text, Format format, std::string_view languages, const std::string& pointer,
                           const DefinitionOf& definition = no_definition) {
  return to_text(test::json(formatted(text, format, languages, definition)).at_pointer(pointer));
}

std::string best(std::string_view map, std::string_view languages) {
  auto value = test::json(map);
  keep_best_language(value.as_object(), language_ranges(languages));
  return to_text(value);
}

}  // namespace

TEST_SUITE("xapi/formatted") {
  TEST_CASE("exact is the text itself") { CHECK(formatted("{ }", Format::exact, "", no_definition) == "{ }"); }

  TEST_CASE("ids keeps what identifies and no more") {
    const auto part = [](const std::string& pointer) { return formatted_part(test::kFullStatement, Format::ids, "", pointer); };
    CHECK(part("/actor") == R"({"objectType":"Agent","mbox":"mailto:siti@desa.example"})");
    CHECK(part("/verb") == R"({"id":"http://adlnet.gov/expapi/verbs/answered"})");
    CHECK(part("/object") == R"({"id":"https://contoh.example/courses/umkm/kas/quiz"})");
    CHECK(part("/context/team") == R"({"objectType":"Group","mbox":"mailto:tani@desa.example"})");
    CHECK(part("/context/contextActivities/category/0") == R"({"id":"https://contoh.example/profile"})");
    CHECK(part("/result/score/raw") == "5");
  }

  TEST_CASE("of a group without an identifier the members are kept, in sub-statements too") {
    const auto named = test::changed(test::kNestedStatement, "/object/actor/member/0", R"({"mbox":"mailto:a@desa.example","name":"A"})");
    CHECK(formatted_part(to_text(named), Format::ids, "", "/object/actor") ==
          R"({"objectType":"Group","member":[{"mbox":"mailto:a@desa.example"},{"mbox":"mailto:b@desa.example"}]})");
  }

  TEST_CASE("canonical has one language of each map and the store's definition") {
    const DefinitionOf definition = [](const std::string& activity) -> std::string {
      if (activity != "https://contoh.example/courses/umkm/kas/quiz") return "";
      return R"({"name":{"id":"Kuis","en-GB":"Quiz"},"interactionType":"choice","choices":[{"id":"a","description":{"en":"Two","id":"Dua"}}]})";
    };
    const auto part = [&](const std::string& pointer) { return formatted_part(test::kFullStatement, Format::canonical, "en-GB", pointer, definition); };
    CHECK(part("/verb") == R"({"id":"http://adlnet.gov/expapi/verbs/answered","display":{"en-GB":"answered"}})");
    CHECK(part("/object/definition") == R"({"name":{"en-GB":"Quiz"},"interactionType":"choice","choices":[{"id":"a","description":{"en":"Two"}}]})");
    CHECK(part("/context/contextActivities/category/0/definition") == R"({"type":"http://adlnet.gov/expapi/activities/profile"})");
    CHECK(part("/actor") == R"({"objectType":"Agent","name":"Siti","mbox":"mailto:siti@desa.example"})");
  }

  TEST_CASE("the entry that fits the reader best is kept") {
    constexpr std::string_view kMap = R"({"id":"1","en-US":"2","en-GB":"3","jv-Latn":"4"})";
    CHECK(best(kMap, "en-GB") == R"({"en-GB":"3"})");
    CHECK(best(kMap, "EN-gb") == R"({"en-GB":"3"})");
    CHECK(best(kMap, "en") == R"({"en-US":"2"})");
    CHECK(best(kMap, "jv-Latn-ID") == R"({"jv-Latn":"4"})");
    CHECK(best(kMap, "de, jv;q=0.5, en-GB;q=0.8") == R"({"en-GB":"3"})");
    CHECK(best(kMap, "id;q=0, en-GB") == R"({"en-GB":"3"})");
    CHECK(best(kMap, "de") == R"({"id":"1"})");
    CHECK(best(kMap, "*") == R"({"id":"1"})");
    CHECK(best(kMap, "") == R"({"id":"1"})");
    CHECK(best(R"({"i":"1","in":"2"})", "i") == R"({"i":"1"})");
    CHECK(best("{}", "id") == "{}");
  }
}
