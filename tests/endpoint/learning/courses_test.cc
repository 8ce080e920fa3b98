#include "endpoint/learning/courses.h"

#include "endpoint/xapi/statement.h"
#include "tests/endpoint/learning/contract_file.h"
#include "tests/endpoint/xapi/changed.h"

namespace {

using test::text_of;

// The contract's sample with something else at one place.
std::string changed(const std::string& pointer, std::string_view text) {
  return xapi::to_text(test::changed(xapi::to_text(test::contract_file("bundle.sample.json")), pointer, text));
}

}  // namespace

TEST_SUITE("learning/courses") {
  TEST_CASE("the contract's bundle is read: courses with rules, lessons, quizzes once for all languages") {
    const auto bundle = learning::read_bundle(xapi::to_text(test::contract_file("bundle.sample.json")));
    REQUIRE(bundle.has_value());
    CHECK(bundle->site == "https://belajar.tirtasari.example/");
    CHECK(bundle->version == "9f2c41d07ab3e518");
    REQUIRE(bundle->courses.size() == 1);
    const auto& course = bundle->courses.front();
    CHECK(course.id == "jualan-digital");
    CHECK_FALSE(course.complete.lessons.has_value());
    CHECK(course.complete.all_quizzes_passed);
    CHECK(course.complete.pass == 0.7);
    REQUIRE(course.lessons.size() == 2);
    CHECK(course.lessons[0].aliases == std::vector<std::string>{"foto"});
    CHECK(course.lessons[0].quizzes.empty());
    CHECK(course.lessons[1].quizzes == std::vector<std::string>{"harga"});
    CHECK(bundle->course("jualan-digital") == &course);
    CHECK(bundle->course("lain") == nullptr);
  }

  TEST_CASE("a bundle that lacks something is refused with the place") {
    using learning::read_bundle;
    CHECK(text_of(read_bundle("[]")) == "line 1, column 1: is no object");
    CHECK(text_of(read_bundle(changed("/format", "2"))) == "format: is not 1, which this program knows");
    CHECK(text_of(read_bundle(changed("/site", ""))) == "site: is needed, and is a text");
    CHECK(text_of(read_bundle(changed("/courses", "{}"))) == "courses: is needed, and is a list");
    CHECK(text_of(read_bundle(changed("/courses/0", "7"))) == "courses[0]: is no object");
    CHECK(text_of(read_bundle(changed("/courses/0/complete/lessons", "\"most\""))) == "courses[0].complete.lessons: is neither \"all\" nor a number");
    CHECK(text_of(read_bundle(changed("/courses/0/lessons/1/id", ""))) == "courses[0].lessons[1].id: is needed, and is a text");
    CHECK(text_of(read_bundle(changed("/courses/0/lessons/0/aliases", "[1]"))) == "courses[0].lessons[0].aliases: is no list of texts");
    CHECK(text_of(read_bundle(changed("/courses/0/lessons/0/quizzes", "[]"))) == "courses[0].lessons[0].quizzes: is needed, and is an object");
    CHECK(text_of(read_bundle(changed("/courses/0/lessons/0/quizzes", R"({"id": 1})"))) == "courses[0].lessons[0].quizzes.id: is needed, and is a list");
    CHECK(text_of(read_bundle(changed("/courses/0/minimum_age", "-1"))) == "courses[0].minimum_age: is not 0 to 150 years");
    CHECK(read_bundle(changed("/courses/0/minimum_age", "13"))->minimum_age() == 13);
    CHECK(read_bundle(changed("/courses/0/complete/lessons", "2"))->courses[0].complete.lessons == 2);
  }

  TEST_CASE("the statement that a course is completed is the contract's, and right by the rules of xAPI") {
    const auto file = test::contract_file("statements.json");
    const auto& last = file.at("cases").as_array().back();
    const auto& event = last.at("event").as_object();
    const auto text = [&](const char* key) { return std::string(learning::text_at(&event, key)); };
    const auto statement = learning::statement_of({text("learner"), text("course"), text("version"), text("language"), 1'795'339'200'000'000},
                                                  std::string(file.at("site").as_string()));
    CHECK(xapi::to_text(statement) == xapi::to_text(last.at("statement")));
    CHECK(text_of(xapi::check_statement(statement, xapi::Version::k1_0_3)) == "");
  }
}
