#include "generator/markup/quiz.h"

#include <doctest/doctest.h>

#include "generator/markup/quiz_hash.h"
#include "generator/markup/quiz_parse.h"
#include "generator/markup/quiz_text.h"
#include "tests/generator/markup/quiz_page.h"

// What authors may write, and whole messages for what they may not.

using quiz_page::errors_of;
using quiz_page::parse;
using quiz_page::question_of;
using quiz_page::quiz_of;
using quiz_page::replaced;

namespace {

const std::string kSingle = R"(:::question id=untung
Berapa?

- [ ] Rp 3.000
- [x] Rp 4.000
- [ ] Rp 5.000
:::
)";

const std::string kMatch = R"(:::question id=pasangan type=match
Pasangkan.

| Tanya | Jawab |
|---|---|
| Muat? | 32 cm |
| Kapan? | 3 hari |
:::
)";

// A question with these keys and this text.
std::string question(const std::string& keys, const std::string& text = "Apa?") {
  return ":::question " + keys + "\n" + text + "\n:::\n";
}

// A quiz with these keys and true-or-false questions of these points.
std::string quiz(const std::string& keys, const std::vector<std::string>& points) {
  std::string text = ":::quiz " + keys + "\n";
  for (std::size_t i = 0; i < points.size(); ++i) {
    text += question("id=q" + std::to_string(i) + " type=truefalse answer=true points=" + points[i]);
  }
  return text + ":::\n";
}

}  // namespace

TEST_SUITE("markup/quiz") {
  TEST_CASE("one right option is a single choice, several are multiple") {
    CHECK(question_of(kSingle).type == markup::QuestionType::single);
    CHECK(question_of(replaced(kSingle, "[ ]", "[x]")).type == markup::QuestionType::multiple);
  }

  TEST_CASE("an option keeps its id when options are reordered, and {#id} leaves its text") {
    const auto one = question_of(":::question id=a\nX?\n\n- [x] satu\n- [ ] dua {#dua}\n:::\n");
    const auto two = question_of(":::question id=a\nX?\n\n- [ ] dua {#dua}\n- [x] satu\n:::\n");
    CHECK(one.choices[0].id == two.choices[1].id);
    CHECK(one.choices[0].id.size() == 8);
    CHECK(one.choices[1].id == "dua");
    CHECK(one.choices[1].text == "dua");
  }

  TEST_CASE("feedback, hint, points and what is said afterwards are kept as plain text") {
    const auto question = question_of(
        ":::question id=a hint=\"Pikir dulu.\" points=2\nApa *itu*?\n\n- [x] satu\n  > Ya,\n  > **benar**.\n- [ ] dua\n\n"
        ":::right\nHebat.\n:::\n:::wrong\nBaca lagi.\n:::\n:::\n");
    CHECK(question.text == "Apa itu?");
    CHECK(question.hint == "Pikir dulu.");
    CHECK(question.points == 2);
    CHECK(question.choices[0].feedback == "Ya, benar.");
    CHECK(question.right_feedback == "Hebat.");
    CHECK(question.wrong_feedback == "Baca lagi.");
  }

  TEST_CASE("a number has answer, tolerance, unit and foreseen mistakes") {
    const auto number = question_of(question("id=a type=number answer=-2.5 tolerance=0.5 unit=cm", "Berapa?\n\n- [ ] 3000\n  > Salah."));
    CHECK(number.number == -2.5);
    CHECK(number.tolerance == 0.5);
    CHECK(number.unit == "cm");
    CHECK(number.choices[0].text == "3000");
    CHECK_FALSE(number.choices[0].right);
  }

  TEST_CASE("items to order are kept in the right order, pairs with the ids of both sides") {
    const auto order = question_of(question("id=a type=order", "Urutkan.\n\n1. satu\n2. dua {#dua}\n3. tiga"));
    CHECK(order.choices[0].text == "satu");
    CHECK(order.choices[1].id == "dua");
    CHECK(order.text == "Urutkan.");
    const auto match = question_of(replaced(kMatch, "| 32 cm |", "| 32 cm {#panjang} |"));
    CHECK(match.choices[0].match == "32 cm");
    CHECK(match.choices[0].match_id == "panjang");
    CHECK(match.choices[1].match_id.size() == 8);
  }

  TEST_CASE("gaps may stand inside emphasis, span lines and hold marks") {
    const auto gap = question_of(question("id=a type=gap", "Tas **[[pandan|daun\npandan]]** dan [[*kain*| katun ]]."));
    REQUIRE(gap.gaps.size() == 2);
    CHECK(gap.gaps[0] == std::vector<std::string>{"pandan", "daun pandan"});
    CHECK(gap.gaps[1] == std::vector<std::string>{"kain", "katun"});
    CHECK(gap.text == "Tas ____ dan ____.");
  }

  TEST_CASE("a lone question is a quiz, and so is a quiz that is its own question") {
    CHECK(quiz_of(kSingle).id == "untung");
    CHECK(quiz_of(replaced(kSingle, "question", "quiz")).questions[0].id == "untung");
  }

  TEST_CASE("a percentage of whole points is rounded up to whole points") {
    CHECK(quiz_of(quiz("id=a pass=80%", {"1", "1", "1"})).pass_points == 3);
    CHECK(quiz_of(quiz("id=a pass=70% draw=2", {"1", "1", "1"})).pass_points == 2);
    CHECK(quiz_of(quiz("id=a pass=50%", {"0.5", "1"})).pass_points == doctest::Approx(0.75));
    CHECK(quiz_of(quiz("id=a", {"1"})).pass_points == 0);
  }

  TEST_CASE("a quiz that draws has the points of its worst draw") {
    CHECK(quiz_of(quiz("id=a draw=2 pass=3", {"5", "1", "2"})).max_points == 3);
    CHECK(errors_of(quiz("id=a draw=2 pass=4", {"5", "1", "2"})) ==
          "a.md:5:21: error: pass mark 4 of quiz 'a' is out of reach: the questions drawn may give only 3 points\n");
  }

  TEST_CASE("a quiz with a mistake is left out of page and model") {
    const auto parsed = parse(quiz("id=a pass=9", {"1"}));
    CHECK(parsed.document.quizzes.empty());
    CHECK(parsed.document.html.empty());
  }

  TEST_CASE("a quiz's mistakes are told with their cure") {
    const std::string at = "a.md:5:1: error: ";
    const std::string at_key = "a.md:5:14: error: ";
    const std::vector<std::pair<std::string, std::string>> cases{
        {quiz("pass=1", {"1"}), at + "the quiz has no id (write ':::quiz id=name')\n"},
        {quiz("id=A_b", {"1"}), "a.md:5:9: error: quiz id 'A_b' is malformed (use small letters, digits and hyphens)\n"},
        {quiz("id=a", {}), at + "quiz 'a' has no question (write ':::question id=name' inside)\n"},
        {quiz("id=a pass=3", {"1", "1"}), at_key + "pass mark 3 of quiz 'a' is out of reach: its questions give 2 points\n"},
        {quiz("id=a pass=101%", {"1"}), at_key + "pass mark 101% of quiz 'a' is more than 100%\n"},
        {quiz("id=a pass=semua", {"1"}),
         at_key + "pass mark 'semua' of quiz 'a' is neither points nor a percentage (write 'pass=3' or 'pass=80%')\n"},
        {quiz("id=a draw=3", {"1", "1"}), at_key + "quiz 'a' draws 3 of 2 questions\n"},
        {quiz("id=a draw=-1", {"1"}), at_key + "draw '-1' of quiz 'a' is not a whole number above 0\n"},
        {quiz("id=a attempts=dua", {"1"}), at_key + "attempts 'dua' of quiz 'a' is not a whole number above 0\n"},
        {quiz("id=a", {"1"}) + quiz("id=a", {"1"}),
         "a.md:10:9: error: quiz id 'a' occurs twice on this page (give each quiz an id of its own)\n"},
        {replaced(quiz("id=a", {"1", "1"}), "id=q1", "id=q0"),
         "a.md:9:13: error: question id 'q0' occurs twice in quiz 'a' (give each question an id of its own)\n"},
    };
    for (const auto& [body, expected] : cases) CHECK(errors_of(body) == expected);
  }

  TEST_CASE("a question's mistakes are told with their cure") {
    const std::vector<std::pair<std::string, std::string>> cases{
        {question("type=truefalse answer=true"), "5:1: error: the question has no id (write ':::question id=name')"},
        {question("id=-a type=truefalse answer=true"), "5:13: error: question id '-a' is malformed (use small letters, digits and hyphens)"},
        {question("id=a type=singel"), "5:18: error: type 'singel' of question 'a' is unknown (did you mean 'single'?)"},
        {question("id=a type=xyzxyzxyz"), "5:18: error: type 'xyzxyzxyz' of question 'a' is unknown (write one of single, multiple, truefalse, text, "
                                          "number, order, match, gap)"},
        {question("id=a type=truefalse answer=true points=0"), "5:45: error: points '0' of question 'a' are not a number above 0"},
        {question("id=a"), "5:1: error: question 'a' has no options (write a list of '- [ ]' and '- [x]', or name a type)"},
        {question("id=a", "Apa?\n\n- [ ] satu\n- [ ] dua"), "5:1: error: question 'a' has no right answer (mark it with '- [x]')"},
        {question("id=a", "Apa?\n\n- [x] satu"), "5:1: error: question 'a' has only one option"},
        {question("id=a", "Apa?\n\n- [x] satu\n- [ ] satu"), "9:1: error: two options of question 'a' are identical: 'satu'"},
        {question("id=a", "Apa?\n\n- [x] satu {#x}\n- [ ] dua {#x}"), "9:1: error: option id 'x' occurs twice in question 'a'"},
        {question("id=a", "Apa?\n\n- [x] satu {#X y}\n- [ ] dua"),
         "8:1: error: option id 'X y' of question 'a' is malformed (use small letters, digits and hyphens)"},
        {question("id=a", "Apa?\n\n- [x] satu\n- [ ]\n- [ ] tiga"),
         "9:1: error: option 2 of question 'a' is empty (write its text, or the alt text of its picture)"},
        {question("id=a", "Apa?\n\n- [x] satu\n- [ ] dua\n- tiga"), "10:1: error: item 'tiga' of question 'a' has neither '[ ]' nor '[x]'"},
        {question("id=a type=single", "Apa?\n\n- [x] satu\n- [x] dua"),
         "5:1: error: question 'a' is a single choice with 2 right answers (write 'type=multiple')"},
        {question("id=a type=truefalse"), "5:1: error: question 'a' has no right answer (write 'answer=true' or 'answer=false')"},
        {question("id=a type=truefalse answer=ya"), "5:33: error: answer 'ya' of question 'a' is neither true nor false"},
        {question("id=a type=text"), "5:1: error: question 'a' has no right answer (write each accepted form as '- [x] form')"},
        {question("id=a type=text", "Apa?\n\n- [x] Titik impas\n- [x] titik-impas."),
         "9:1: error: two options of question 'a' are identical: 'titik-impas.'"},
        {question("id=a type=text", "Apa?\n\n- [x] ..."), "8:1: error: form '...' of question 'a' has neither letter nor digit"},
        {question("id=a type=number"), "5:1: error: question 'a' has no right answer (write 'answer=4000')"},
        {question("id=a type=number answer=empat"), "5:30: error: answer 'empat' of question 'a' is not a number (write it as 4000 or 4000.5)"},
        {question("id=a type=number answer=4.000"), "5:30: error: answer '4.000' of question 'a' is not a number (write it as 4000 or 4000.5)"},
        {question("id=a type=number answer=4 tolerance=-1"), "5:39: error: tolerance -1 of question 'a' is negative"},
        {question("id=a type=number answer=4 tolerance=x"), "5:39: error: tolerance 'x' of question 'a' is not a number (write it as 50 or 0.5)"},
        {question("id=a type=number answer=4", "Apa?\n\n- [ ] lima"), "8:1: error: mistake 'lima' of question 'a' is not a number (write it as 4000 or 4000.5)"},
        {question("id=a type=number answer=4 tolerance=1", "Apa?\n\n- [ ] 5"), "8:1: error: mistake '5' of question 'a' would count as right"},
        {question("id=a type=number answer=4", "Apa?\n\n- [x] 5"), "8:1: error: '[x] 5' in question 'a' has no effect (the right number stands in 'answer=')"},
        {question("id=a type=order"), "5:1: error: question 'a' has no numbered list (write the items in the right order)"},
        {question("id=a type=order", "Apa?\n\n1. satu"), "5:1: error: question 'a' has fewer than 2 items to order"},
        {question("id=a type=order", "Apa?\n\n1. satu\n2. satu"), "9:1: error: two options of question 'a' are identical: 'satu'"},
        {question("id=a type=match"), "5:1: error: question 'a' has no table (write a table of two columns)"},
        {question("id=a type=match", "Apa?\n\n| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |"), "8:1: error: the table of question 'a' has 3 columns, not 2"},
        {question("id=a type=match", "Apa?\n\n| a | b |\n|---|---|\n| 1 | 2 |"), "5:1: error: question 'a' has fewer than 2 pairs"},
        {question("id=a type=match", "Apa?\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 1 | 3 |"), "11:1: error: left cell '1' occurs twice in question 'a'"},
        {question("id=a type=match", "Apa?\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 2 |"), "11:1: error: right cell '2' occurs twice in question 'a'"},
        {question("id=a type=match", "Apa?\n\n| a | b |\n|---|---|\n| 1 |  |\n| 3 | 2 |"), "10:1: error: a right cell of question 'a' is empty"},
        {question("id=a type=gap"), "5:1: error: question 'a' has no gap (write '[[answer]]' where the word is missing)"},
        {question("id=a type=gap", "Tas [[pandan."), "5:1: error: a gap of question 'a' is never closed (end it with ']]')"},
        {question("id=a type=gap", "Tas [[pandan|]]."), "6:1: error: a gap of question 'a' is empty (write '[[answer]]' or '[[answer|other form]]')"},
        {question("id=a type=gap", "| a |\n|---|\n| [[b]] |"), "5:1: error: a gap of question 'a' stands in a table (write it in a sentence)"},
        {question("id=a type=truefalse answer=true", "Apa?\n\n- [x] Benar\n- [ ] Salah"),
         "8:1: error: question 'a' has options, but type=truefalse takes none (remove the list of '- [ ]', or the type)"},
        {question("id=a", "Apa?\n\n- [x] satu\n- [ ] dua\n\n* [ ] tiga\n* [ ] empat"),
         "11:1: error: question 'a' has a second list of options (write all options in one list, each with the same mark)"},
        {question("id=a", "- [x] satu\n- [ ] dua"), "5:1: error: question 'a' asks nothing (write the question above its answers)"},
        {question("id=a answer=2", "Apa?\n\n- [x] 2\n- [ ] 3"),
         "5:18: error: 'answer' of question 'a' has no effect: it belongs to type=number and type=truefalse (name that type, or remove the key)"},
        {question("id=a type=truefalse answer=true tolerance=1"),
         "5:45: error: 'tolerance' of question 'a' has no effect: it belongs to type=number (name that type, or remove the key)"},
        {question("id=a aliases=Lama type=truefalse answer=true"),
         "5:18: error: alias 'Lama' is malformed (write former ids with commas between, such as 'aliases=old-id,older-id')"},
        {question("id=a aliases=a type=truefalse answer=true"),
         "5:18: error: alias 'a' is the id of a question in quiz 'a' (name ids that are no longer used)"},
        {question("id=a type=text unit=kg", "Apa?\n\n- [x] 2"),
         "5:28: error: 'unit' of question 'a' has no effect: it belongs to type=number (name that type, or remove the key)"},
    };
    for (const auto& [body, expected] : cases) CHECK(errors_of(body) == "a.md:" + expected + "\n");
  }

  TEST_CASE("quizzes and questions do not nest") {
    const auto inner = question("id=b type=truefalse answer=true");
    CHECK(errors_of(question("id=a type=truefalse answer=true", "Apa?\n\n" + inner)) ==
          "a.md:8:1: error: ':::question' stands deep inside ':::question' (close what is open before it with ':::')\n");
    CHECK(errors_of(":::quiz id=a\n" + inner + ":::details summary=x\n" + replaced(inner, "id=b", "id=c") + ":::\n:::\n") ==
          "a.md:10:1: error: ':::question' stands deep inside ':::quiz' (close what is open before it with ':::')\n");
  }

  TEST_CASE("all mistakes of a quiz are told at once, each where it stands") {
    CHECK(errors_of(":::quiz id=a draw=4\n" + question("id=b") + question("id=c type=truefalse") + ":::\n") ==
          "a.md:5:14: error: quiz 'a' draws 4 of 2 questions\n"
          "a.md:6:1: error: question 'b' has no options (write a list of '- [ ]' and '- [x]', or name a type)\n"
          "a.md:9:1: error: question 'c' has no right answer (write 'answer=true' or 'answer=false')\n");
  }

  TEST_CASE("the hash of a question changes with what decides the answer, not with hint or feedback") {
    const auto before = question_of(kSingle);
    auto after = before;
    after.hint = "Pikir.";
    after.choices[0].feedback = "Bukan.";
    CHECK(markup::question_hash(after) == markup::question_hash(before));
    after.choices[0].text = "Rp 3.500";
    CHECK(markup::question_hash(after) != markup::question_hash(before));
    CHECK(markup::question_hash(question_of(replaced(kSingle, "Berapa?", "Berapa ya?"))) != markup::question_hash(before));
  }

  TEST_CASE("typed answers are compared without case, punctuation and surrounding space") {
    CHECK(markup::normal_answer("  Pra-Pesan. ") == "pra pesan");
    CHECK(markup::normal_answer("Jum’at,\u00a0“Kliwon”!") == "jumat kliwon");
    CHECK(markup::normal_answer("50%") == "50%");
    CHECK(markup::normal_answer("...").empty());
  }

  TEST_CASE("more options, pairs or gaps than a person can read are a mistake") {
    std::string options, pairs = "| a | b |\n|---|---|\n", gaps;
    for (int i = 0; i < 101; ++i) {
      const std::string number = std::to_string(i);
      options += "- [x] " + number + "\n";
      pairs += "| " + number + " | x" + number + " |\n";
      gaps += "[[" + number + "]] ";
    }
    const std::string end = ", the limit is 100 (ask in several questions)\n";
    CHECK(errors_of(question("id=a", "Apa?\n\n" + options)) == "a.md:5:1: error: question 'a' has 101 options" + end);
    CHECK(errors_of(question("id=a type=match", "Apa?\n\n" + pairs)) == "a.md:5:1: error: question 'a' has 101 pairs" + end);
    CHECK(errors_of(question("id=a type=gap", gaps)) == "a.md:5:1: error: question 'a' has 101 gaps" + end);
  }

  TEST_CASE("numbers in keys are plain, and one that could mean thousands is none") {
    double number = 0;
    for (const auto* text : {"4.000", "1.500", "", "4,5", "1e3", "0x10", "inf", "4 000", "--4"}) CHECK_FALSE(markup::parse_number(text, number));
    CHECK(markup::parse_number("0.125", number));
    CHECK(number == 0.125);
    CHECK(markup::parse_number("-4000", number));
    CHECK(number == -4000);
  }
}
