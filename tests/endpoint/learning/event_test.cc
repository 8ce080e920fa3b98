#include "endpoint/learning/event.h"

#include "endpoint/learning/activity.h"
#include "tests/endpoint/learning/contract_file.h"
#include "tests/endpoint/xapi/changed.h"

namespace {

const std::string kSite = "https://belajar.tirtasari.example/";

// The statement of one of the contract's cases with something else at one place.
boost::json::object changed_statement(std::size_t number, const std::string& pointer, std::string_view text) {
  const auto file = test::contract_file("statements.json");
  const auto& statement = file.at("cases").at(number).at("statement");
  return test::changed(xapi::to_text(statement), pointer, text).as_object();
}

constexpr std::size_t kOpened = 0, kAnswered = 2;

}  // namespace

TEST_SUITE("learning/event") {
  TEST_CASE("every statement of the contract gives back its event") {
    const auto file = test::contract_file("statements.json");
    std::size_t cases = 0;
    for (const auto& one : file.at("cases").as_array()) {
      INFO(std::string(one.at("name").as_string()));
      auto expected = test::event_from(one.at("event").as_object());
      if (expected.type == learning::EventType::answered) expected.score.scaled = *expected.score.raw / *expected.score.max;
      const auto event = learning::event_of(one.at("statement").as_object(), kSite);
      REQUIRE(event.has_value());
      CHECK(*event == expected);
      ++cases;
    }
    CHECK(cases > 20);
  }

  TEST_CASE("the registration of a learner and a course is the contract's") {
    const auto file = test::contract_file("statements.json");
    const auto& registration = file.at("registration");
    CHECK(learning::registration_of(kSite, std::string(registration.at("learner").as_string()), "jualan-digital") ==
          std::string(registration.at("uuid").as_string()));
  }

  TEST_CASE("times of other zones and other precision become UTC with milliseconds") {
    CHECK(learning::event_of(changed_statement(kOpened, "/timestamp", R"("2026-11-22T16:00:00.1239+07:00")"), kSite)->time == "2026-11-22T09:00:00.123Z");
    CHECK(learning::event_of(changed_statement(kOpened, "/timestamp", R"("2026-11-22T09:00:00Z")"), kSite)->time == "2026-11-22T09:00:00.000Z");
  }

  TEST_CASE("statements of another shape are no events") {
    const std::vector<std::pair<std::string, std::string>> strange{
        {"/actor", R"({"mbox": "mailto:siti@desa.example"})"},
        {"/actor/account/homePage", R"("https://lain.example/")"},
        {"/actor/account/name", R"("siti")"},
        {"/verb/id", R"("http://adlnet.gov/expapi/verbs/attended")"},
        {"/verb/id", R"("http://adlnet.gov/expapi/verbs/answered")"},
        {"/object", R"({"objectType": "StatementRef", "id": "0192f0c0-0000-7000-8000-000000000001"})"},
        {"/object/id", R"("https://lain.example/courses/a/b")"},
        {"/object/id", R"("https://belajar.tirtasari.example/stories/a/b")"},
        {"/object/id", R"("https://belajar.tirtasari.example/courses/a/b/c")"},
        {"/object/id", R"("https://belajar.tirtasari.example/courses/a/")"},
        {"/object/id", R"("https://belajar.tirtasari.example/courses/a#b")"},
        {"/object/id", R"("https://belajar.tirtasari.example/courses/a/b#c/d/e")"},
        {"/timestamp", ""},
    };
    for (const auto& [pointer, text] : strange) {
      INFO(pointer, " ", text);
      CHECK_FALSE(learning::event_of(changed_statement(kOpened, pointer, text), kSite).has_value());
    }
    CHECK_FALSE(learning::event_of(changed_statement(kAnswered, "/result/success", ""), kSite).has_value());
    CHECK_FALSE(learning::event_of(changed_statement(kAnswered, "/result", ""), kSite).has_value());
  }

  TEST_CASE("an answer with a strange context is still an answer") {
    const auto event = learning::event_of(changed_statement(kAnswered, "/context", R"({"extensions": {}, "language": "id"})"), kSite);
    REQUIRE(event.has_value());
    CHECK(event->version == "");
    CHECK(event->attempt == 0);
  }
}
