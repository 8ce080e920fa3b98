#include "endpoint/learning/grading.h"

#include <doctest/doctest.h>

#include <set>

#include "endpoint/learning/quiz_statement.h"
#include "endpoint/xapi/statement.h"
#include "tests/endpoint/learning/contract_file.h"
#include "tests/endpoint/xapi/changed.h"

namespace {

using learning::Question;

Question question_from(const std::string& json) {
  const auto question = learning::read_question(test::json(json).as_object());
  REQUIRE_MESSAGE(question.has_value(), json);
  return *question;
}

std::string said_in(const learning::Grade& grade) {
  std::string said;
  for (const auto& one : grade.said) said += (said.empty() ? "" : " ") + one.text;
  return said;
}

std::string expected_said(const boost::json::object& answer) {
  std::string said;
  if (const auto* list = answer.if_contains("said")) {
    for (const auto& one : list->as_array()) said += (said.empty() ? "" : " ") + std::string(one.as_string());
  }
  return said;
}

}  // namespace

TEST_SUITE("learning/grading") {
  TEST_CASE("typed text is compared as the contract says") {
    const auto file = test::contract_file("grading.json");
    const auto& vectors = file.at("normal").as_array();
    for (const auto& one : vectors) CHECK(learning::normal_text(std::string(one.at("text").as_string())) == std::string(one.at("normal").as_string()));
    CHECK(vectors.size() >= 12);
  }

  TEST_CASE("every answer of the contract is right or wrong, and brings the feedback that it says") {
    const auto file = test::contract_file("grading.json");
    std::size_t answers = 0;
    std::set<learning::QuestionType> types;
    for (const auto& one : file.at("questions").as_array()) {
      const auto question = question_from(xapi::to_text(one.at("question")));
      types.insert(question.type);
      for (const auto& answer : one.at("answers").as_array()) {
        const std::string response(answer.at("response").as_string());
        INFO(question.id, ": ", response);
        const auto grade = learning::grade(question, response);
        CHECK(grade.right == answer.at("right").as_bool());
        CHECK(said_in(grade) == expected_said(answer.as_object()));
        ++answers;
      }
    }
    CHECK(types.size() == 8);
    CHECK(answers > 20);
  }

  TEST_CASE("a quiz is passed as the contract says") {
    const auto file = test::contract_file("grading.json");
    for (const auto& one : file.at("passing").as_array()) {
      INFO(xapi::to_text(one));
      const auto number = [&](const char* key) { return one.at(key).to_number<double>(); };
      learning::Quiz quiz;
      quiz.pass_points = number("pass_points");
      quiz.pass_percent = number("pass_percent");
      CHECK(learning::is_passed({number("score"), number("max")}, quiz) == one.at("passed").as_bool());
    }
    CHECK(file.at("passing").as_array().size() >= 8);
  }

  TEST_CASE("what is no answer at all is wrong for every type of question") {
    const auto file = test::contract_file("grading.json");
    for (const auto& one : file.at("questions").as_array()) {
      const auto question = question_from(xapi::to_text(one.at("question")));
      for (const auto* response : {"", "[,]", "[.]", "NaN", "nan", "inf", "-", "[,][,][,]", "...", "\xEF\xBB\xBF"}) CHECK_FALSE(learning::grade(question, response).right);
    }
  }

  TEST_CASE("an answer may be named twice, and still counts once") {
    const auto question = question_from(R"({"id":"a","type":"multiple","points":1,"choices":[{"id":"x","text":"X","right":true},{"id":"y","text":"Y","right":true}]})");
    CHECK_FALSE(learning::grade(question, "x[,]x").right);
    CHECK(learning::grade(question, "y[,]x").right);
  }

  TEST_CASE("letters are compared whatever way they are put together, in either case") {
    const auto question = question_from(R"({"id":"a","type":"text","points":1,"choices":[{"id":"x","text":"Éclair","right":true}]})");
    CHECK(learning::grade(question, "e\xCC\x81" "CLAIR").right);
    CHECK_FALSE(learning::grade(question, "eclair").right);
  }

  TEST_CASE("the right answer is told in words") {
    const auto file = test::contract_file("grading.json");
    std::string told;
    for (const auto& one : file.at("questions").as_array()) {
      for (const auto& part : learning::right_answer(question_from(xapi::to_text(one.at("question"))))) told += part + "|";
      told += "\n";
    }
    CHECK(told == "Rp 4.000|\nSewa|Iuran|\nfalse|\ntitik impas|\n4500|\nSapa|Hitung|Bayar|\nKurir: Dekat|Pos: Jauh|\npandan|kirim|\n");
  }

  TEST_CASE("a quiz that cannot be graded is refused with the place") {
    using learning::read_quiz;
    const std::string quiz = R"({"id":"harga","questions":[{"id":"a","type":"single","points":1,"choices":[{"id":"x","text":"X","right":true}]}]})";
    const auto refused = [&](const std::string& pointer, std::string_view text) { return test::text_of(read_quiz(test::changed(quiz, pointer, text).as_object())); };
    CHECK(read_quiz(test::json(quiz).as_object()).has_value());
    CHECK(refused("/id", "") == "id: is needed, and is a text");
    CHECK(refused("/questions", "[]") == "questions: is needed, and is a list");
    CHECK(refused("/questions", "[1]") == "questions[0]: is no object");
    CHECK(refused("/questions/0/id", "") == "questions[0].id: is needed, and is a text");
    CHECK(refused("/questions/0/type", "\"essay\"") == "questions[0].type: is no type of question that this program knows");
    CHECK(refused("/questions/0/points", "0") == "questions[0].points: is needed, and is a number above 0");
    CHECK(refused("/questions/0/choices", "") == "questions[0].choices: is needed for this type of question");
    CHECK(refused("/questions/0/choices/0/id", "") == "questions[0].choices: has one without an id");
    CHECK(refused("/questions/0/type", "\"gap\"") == "questions[0].gaps: is needed for this type of question");
    CHECK(refused("/questions/0/type", "\"truefalse\"") == "questions[0].truth: is needed for this type of question");
    CHECK(refused("/questions/0/type", "\"number\"") == "questions[0].number: is needed for this type of question");
  }

  TEST_CASE("statements of answers and of a quiz's end are the contract's, and right by the rules of xAPI") {
    const auto file = test::contract_file("statements.json");
    const std::string site(file.at("site").as_string());
    std::size_t cases = 0;
    for (const auto& one : file.at("cases").as_array()) {
      auto event = test::event_from(one.at("event").as_object());
      if (event.type != learning::EventType::answered && event.type != learning::EventType::quiz_ended) continue;
      INFO(std::string(one.at("name").as_string()));
      // Scaled is not told by the event of an answer.
      if (event.type == learning::EventType::answered) event.score.scaled = *event.score.max > 0 ? *event.score.raw / *event.score.max : 0;
      const auto statement = learning::statement_of(event, site);
      CHECK(xapi::to_text(statement) == xapi::to_text(one.at("statement")));
      CHECK(test::text_of(xapi::check_statement(statement, xapi::Version::k1_0_3)) == "");
      ++cases;
    }
    CHECK(cases >= 10);
  }
}
