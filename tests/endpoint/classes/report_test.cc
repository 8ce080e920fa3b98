// What a facilitator sees, from statements in a real store.
#include "endpoint/classes/report.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "endpoint/auth/codes.h"
#include "endpoint/classes/codes_of_members.h"
#include "endpoint/classes/report_text.h"
#include "endpoint/learning/records.h"
#include "endpoint/xapi/agent.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"
#include "endpoint/xapi/statement.h"
#include "tests/endpoint/store/database_file.h"

namespace {

const std::string kDesa = "https://desa.example/";
const std::string kHere = R"("hash":"aaaa","points":1)";

// A course "kas" of the lessons "buku" and, once called "jualan", "jual" with a quiz "soal" (once "kuis") of two questions, the first once
// called "pertama"; and a course "lain".
std::string bundle_text() {
  const std::string one = R"({"id":"satu","aliases":["pertama"],"type":"single",)" + kHere + R"(,"text":"Berapa?","choices":[{"id":"tiga","text":"Rp 3.000"},{"id":"empat","text":"Rp 4.000"}]})";
  const std::string two = R"({"id":"dua","type":"match",)" + kHere + R"(,"text":"Cocokkan","choices":[{"id":"kurir","text":"Kurir","match":"Dekat","match_id":"dekat"}]})";
  const std::string quiz = fmt::format(R"({{"id":"soal","aliases":["kuis"],"title":"Periksa","questions":[{},{}]}})", one, two);
  const std::string lessons = fmt::format(R"([{{"id":"buku","name":{{"id":"Buku kas","en":"Cash book"}},"aliases":[],"quizzes":{{}}}},)"
                                          R"({{"id":"jual","name":{{"id":"=Jualan"}},"aliases":["jualan"],"quizzes":{{"id":[{}]}}}}])", quiz);
  const std::string rule = R"("aliases":[],"complete":{"lessons":"all","quizzes":"any","pass":0})";
  return fmt::format(R"({{"format":1,"site":"{}","version":"9f2c41d07ab3e518","courses":[{{"id":"kas","name":{{"id":"Mengatur kas"}},{},"lessons":{}}},)"
                     R"({{"id":"lain","name":{{"id":"Lain"}},{},"lessons":[]}}]}})", kDesa, rule, lessons, rule);
}

struct Pupils {
  test::DatabaseFile file;
  std::unique_ptr<store::Store> store = file.open();
  store::Class of;
  std::shared_ptr<const learning::Bundle> bundle;
  int statements = 0;

  explicit Pupils(const std::string& course = "") {
    auto made = classes::make_class(*store, {"Kelas pagi", course});
    REQUIRE(made.has_value());
    of = made->made;
    REQUIRE(store->add_bundle("9f2c41d07ab3e518", bundle_text()).has_value());
    auto read = learning::read_bundle(bundle_text());
    REQUIRE_MESSAGE(read.has_value(), read.error().what);
    bundle = std::make_shared<const learning::Bundle>(std::move(*read));
  }

  // Without the cost of a code.
  std::string add(const std::string& name, const std::string& group = "") {
    const std::string id = xapi::random_uuid();
    store::NewMember added;
    added.learner = {id, xapi::key_of(learning::agent_of(kDesa, id)), "locator " + id, "hash", false, 7};
    added.member = {of.id, id, 0, name, group, true, 1'795'770'000'000'000};
    REQUIRE(*store->classes().add_members({added}));
    return id;
  }

  // `what` is "completed" for a verb of ADL's; `more` goes into the statement.
  xapi::Statement said_by(const std::string& learner, const std::string& verb, const std::string& object, const std::string& more) {
    ++statements;
    const std::string text = fmt::format(R"({{"id":"0192f0c1-0000-7000-8000-{:012}","actor":{},"verb":{{"id":"http://adlnet.gov/expapi/verbs/{}"}},)"
                                         R"("object":{{"id":"{}courses/{}"}},"timestamp":"2026-11-22T09:{:02}:{:02}.000Z"{}}})",
                                         statements, xapi::to_text(learning::agent_of(kDesa, learner)), verb, kDesa, object, statements / 60 % 60, statements % 60, more);
    return xapi::prepare_statement(xapi::parse_json(text)->as_object(), {xapi::Version::k1_0_3, 1, learning::agent_of(kDesa, "x")});
  }

  void say(const std::string& learner, const std::string& verb, const std::string& object, const std::string& more = "") {
    REQUIRE(store->insert({{said_by(learner, verb, object, more)}, {}}).has_value());
  }

  void answer(const std::string& learner, const std::string& question, const std::string& response, bool right, const std::string& hash = "aaaa") {
    say(learner, "answered", "kas/jual#soal/" + question,
        fmt::format(R"(,"result":{{"success":{},"response":"{}"}},"context":{{"extensions":{{"{}extensions/question-hash":"{}"}}}})", right, response, kDesa, hash));
  }

  classes::Report report(const std::string& group = "", bool with_bundle = true) {
    auto read = classes::report_of(*store, of, with_bundle ? bundle : nullptr, {kDesa, "id", group});
    REQUIRE(read.has_value());
    return std::move(*read);
  }
};

std::string questions_text(const classes::Report& report) {
  std::string all;
  for (const auto& question : report.questions) {
    all += fmt::format("{}: {} of {} at first, {} in the end;", question.key, question.first_right, question.members, question.right);
    for (const auto& wrong : question.wrong) all += fmt::format(" {}×{}", wrong.members, wrong.response);
    all += '\n';
  }
  return all;
}

}  // namespace

TEST_SUITE("classes/report") {
  TEST_CASE("lessons are counted under their present ids, whoever finished one has opened it, and groups may be looked at apart") {
    Pupils pupils;
    const auto siti = pupils.add("Siti", "A"), budi = pupils.add("", "B");
    pupils.add("Ani", "A");
    pupils.say(siti, "completed", "kas/buku");
    pupils.say(siti, "completed", "kas/jualan");
    pupils.say(budi, "initialized", "kas/buku");
    const auto report = pupils.report();
    REQUIRE(report.lessons.size() == 2);
    CHECK(report.lessons[0].opened == 2);
    CHECK(report.lessons[0].done == 1);
    CHECK(report.lessons[1].lesson == "jual");
    CHECK(report.lessons[1].opened == 1);
    CHECK(report.lessons[1].done == 1);
    CHECK(report.groups == std::vector<std::string>{"A", "B"});
    CHECK(report.members[0].last == "2026-11-22T09:00:02.000Z");
    CHECK(report.members[2].last == "");
    const auto group = pupils.report("B");
    CHECK(group.members.size() == 1);
    CHECK(group.lessons[0].done == 0);
    CHECK(group.groups.size() == 2);
  }

  TEST_CASE("the hardest question is the one most were wrong about at their first try, whatever came later") {
    Pupils pupils;
    const auto siti = pupils.add("Siti"), budi = pupils.add("Budi"), ani = pupils.add("Ani");
    pupils.answer(siti, "satu", "tiga", false);
    pupils.answer(siti, "satu", "tiga", false);
    pupils.answer(siti, "satu", "empat", true);
    pupils.answer(budi, "satu", "tiga", false);
    pupils.answer(ani, "satu", "empat", true);
    pupils.answer(siti, "dua", "kurir[.]dekat", true);
    pupils.answer(budi, "dua", "kurir[.]jauh", false, "bbbb");  // of a question that is asked otherwise now
    pupils.answer(budi, "hilang", "x", false);                    // of one that is not asked any more
    const auto report = pupils.report();
    CHECK(questions_text(report) ==
          "kas/jual#soal/satu: 1 of 3 at first, 2 in the end; 2×tiga\n"
          "kas/jual#soal/dua: 1 of 1 at first, 1 in the end;\n");
    const auto json = classes::to_json(report);
    CHECK(xapi::to_text(json.at("questions").at(0)) ==
          R"({"question":"kas/jual#soal/satu","text":"Berapa?","type":"single","lesson":"kas/jual","lesson_name":"=Jualan","members":3,"first_right":1,"right":2,)"
          R"("wrong":[{"response":"tiga","said":"Rp 3.000","members":2}]})");
    const auto one = classes::to_json(report, report.members[0]);
    CHECK(xapi::to_text(one.at("answers").at(0)) ==
          R"({"question":"kas/jual#soal/dua","text":"Cocokkan","type":"match","lesson":"kas/jual","lesson_name":"=Jualan","response":"kurir[.]dekat","said":"Kurir – Dekat",)"
          R"("success":true,"tries":1,"time":"2026-11-22T09:00:06.000Z"})");
    CHECK(one.at("answers").at(1).at("tries").as_int64() == 3);
  }

  TEST_CASE("answers are counted under the present ids of quiz and question") {
    Pupils pupils;
    const auto siti = pupils.add("Siti"), budi = pupils.add("Budi");
    pupils.answer(siti, "satu", "tiga", true);
    pupils.say(budi, "answered", "kas/jualan#kuis/pertama", 
               fmt::format(R"(,"result":{{"success":false,"response":"empat"}},"context":{{"extensions":{{"{}extensions/question-hash":"aaaa"}}}})", kDesa));
    CHECK(questions_text(pupils.report()) == "kas/jual#soal/satu: 1 of 2 at first, 1 in the end; 1×empat\n");
  }

  TEST_CASE("a class about one course sees nothing of others") {
    Pupils pupils("kas");
    const auto siti = pupils.add("Siti");
    pupils.say(siti, "completed", "lain/satu");
    auto report = pupils.report();
    CHECK(report.courses.size() == 1);
    CHECK(report.members[0].last == "");
    CHECK(report.members[0].state.lessons.empty());
    CHECK(pupils.report("", false).courses.empty());
  }

  TEST_CASE("without a bundle it is told what was heard of") {
    Pupils pupils;
    const auto siti = pupils.add("Siti");
    pupils.say(siti, "completed", "lain/satu");
    pupils.answer(siti, "satu", "tiga", false, "");
    const auto report = pupils.report("", false);
    REQUIRE(report.lessons.size() == 1);
    CHECK(report.lessons[0].lesson == "satu");
    CHECK(questions_text(report) == "kas/jual#soal/satu: 0 of 1 at first, 0 in the end; 1×tiga\n");
  }

  TEST_CASE("no learner's id is told, only numbers") {
    Pupils pupils;
    const auto siti = pupils.add("Siti");
    pupils.say(siti, "completed", "kas/buku");
    pupils.answer(siti, "satu", "tiga", false);
    const auto report = pupils.report();
    for (const auto& text : {xapi::to_text(classes::to_json(report)), xapi::to_text(classes::to_json(report, report.members[0])), classes::to_csv(report, "id")}) {
      CHECK(text.find(siti) == std::string::npos);
    }
  }

  TEST_CASE("the table has a row for each member, and no cell that a spreadsheet would calculate") {
    Pupils pupils("kas");
    const auto siti = pupils.add("=HYPERLINK(\"x\"),1", "-A"), budi = pupils.add("");
    pupils.say(siti, "completed", "kas/buku");
    pupils.say(siti, "initialized", "kas/jual");
    pupils.say(siti, "failed", "kas/jual#soal", R"(,"result":{"score":{"scaled":0.5}})");
    CHECK(classes::to_csv(pupils.report(), "id") ==
          "\xEF\xBB\xBF"
          "Nomor,Nama,Kelompok,Bergabung (UTC),Terakhir aktif (UTC),Mengatur kas: pelajaran selesai dari 2,Mengatur kas: kuis lulus dari 1,"
          "Mengatur kas: nilai rata-rata (%),Mengatur kas: kursus selesai,Buku kas,'=Jualan,'=Jualan: Periksa (%)\r\n"
          "1,\"'=HYPERLINK(\"\"x\"\"),1\",'-A,2026-11-27 09:00,2026-11-22 09:00,1,0,50,belum,2026-11-22 09:00,dibuka,50\r\n"
          "2,Peserta 2,,2026-11-27 09:00,,0,0,0,belum,,,\r\n");
    CHECK(classes::to_csv(pupils.report(), "en").find("Learner 2") != std::string::npos);
  }

  TEST_CASE("of a restricted member number and name are told, and no figure counts them") {
    Pupils pupils("kas");
    const auto siti = pupils.add("Siti", "A"), budi = pupils.add("Budi", "A");
    for (const auto& learner : {siti, budi}) {
      pupils.say(learner, "completed", "kas/buku");
      pupils.answer(learner, "satu", "tiga", false);
    }
    REQUIRE(*pupils.store->restrict_learner(siti, true));
    const auto report = pupils.report();
    CHECK(report.lessons[0].done == 1);
    CHECK(questions_text(report) == "kas/jual#soal/satu: 0 of 1 at first, 0 in the end; 1×tiga\n");
    const std::string told = R"({"number":1,"name":"Siti","restricted":true})";
    CHECK(xapi::to_text(classes::to_json(report).at("members").at(0)) == told);
    CHECK(xapi::to_text(classes::to_json(report, report.members[0])) == told);
    CHECK(classes::to_csv(report, "id").find("\r\n1,Siti,,,Dibatasi,,,,,,,\r\n2,Budi,A,") != std::string::npos);
    CHECK(classes::to_csv(report, "en").find("\r\n1,Siti,,,Restricted,,,,,,,\r\n") != std::string::npos);
  }

  TEST_CASE("a class of forty who did much is seen whole") {
    Pupils pupils;
    for (int member = 0; member < 40; ++member) {
      const auto learner = pupils.add("Peserta");
      store::Insertion insertion;
      for (int i = 0; i < 200; ++i) {
        insertion.statements.push_back(pupils.said_by(
            learner, "answered", "kas/jual#soal/satu",
            fmt::format(R"(,"result":{{"success":false,"response":"tiga","score":{{"raw":0,"min":0,"max":1}},"duration":"PT12.5S"}},)"
                        R"("context":{{"language":"id","platform":"Sanggar","extensions":{{"{0}extensions/question-hash":"aaaa","{0}extensions/attempt":1}}}})", kDesa)));
      }
      REQUIRE(pupils.store->insert(insertion).has_value());
    }
    CHECK(pupils.report().questions.at(0).members == 40);
  }
}
