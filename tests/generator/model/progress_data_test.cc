#include "generator/model/progress_data.h"

#include <doctest/doctest.h>

#include <boost/json.hpp>

#include "generator/model/endpoint_bundle.h"
#include "tests/generator/model/built_site.h"
#include "tests/generator/model/json_schema.h"

namespace {

namespace json = boost::json;
using test::page;

constexpr std::string_view kQuiz = ":::question id=hari\nBerapa hari?\n\n- [x] Tujuh {#tujuh}\n- [ ] Enam {#enam}\n:::\n";
constexpr std::string_view kQuizInEnglish = ":::question id=hari\nHow many days?\n\n- [x] Seven {#tujuh}\n- [ ] Six {#enam}\n:::\n";

test::Built courses() {
  return test::build({{{"courses/umkm/course.md", page("UMKM </script>", "", "aliases: [usaha]\ncomplete: {lessons: 1, quizzes: passed, pass: 70%}\n")},
                       {"courses/umkm/01-a/module.md", page("A")},
                       {"courses/umkm/01-a/01-b.md", page("B", kQuiz, "aliases: [lama]\n")},
                       {"courses/umkm/01-a/01-b.en.md", page("B", kQuizInEnglish)},
                       {"courses/umkm/02-c.md", page("C")},
                       {"stories/d.md", page("D")}},
                      "languages: [id, en]\n"});
}

std::string data_of(const test::Built& built, std::string_view url) {
  return model::progress_data(built.site, test::page_at(built, url), model::LinkStyle::folders);
}

json::value parsed(const test::Built& built, std::string_view url) { return json::parse(data_of(built, url)); }

constexpr auto kCourse =
    R"({"id":"umkm","aliases":["usaha"],"title":"UMKM </script>","href":"../../","complete":{"lessons":1,"quizzes":"passed","pass":7E-1},)"
    R"("lessons":[{"id":"c"},{"id":"b","aliases":["lama"],"quizzes":["hari"]}]})";

}  // namespace

TEST_SUITE("model/progress_data") {
  TEST_CASE("a lesson has its course by ids, with former ids, quizzes and the rule") {
    const auto built = courses();
    REQUIRE(built.messages == "");
    const auto data = parsed(built, "courses/umkm/a/b/");
    CHECK(data.at("site") == "https://contoh.example/");
    CHECK(data.at("course") == "umkm");
    CHECK(data.at("lesson") == "b");
    CHECK(json::serialize(data.at("courses")) == "[" + std::string(kCourse) + "]");
  }

  TEST_CASE("former ids of quizzes and questions, in whatever language they are written, stand by the present ones") {
    const std::string quiz = ":::quiz id=akhir aliases=kuis,uji\n:::question id=hari aliases=pekan\nBerapa hari?\n\n- [x] Tujuh {#tujuh}\n- [ ] Enam {#enam}\n:::\n:::\n";
    const std::string english = ":::quiz id=akhir aliases=test,kuis\n:::question id=hari\nHow many?\n\n- [x] Seven {#tujuh}\n- [ ] Six {#enam}\n:::\n:::\n";
    const auto built = test::build({{{"courses/u/course.md", page("U")}, {"courses/u/01-a.md", page("A", quiz)}, {"courses/u/01-a.en.md", page("A", english)}}, "languages: [id, en]\n"});
    REQUIRE(built.messages == "");
    const std::string lessons = R"([{"id":"a","quizzes":["akhir"],"former":{"akhir":["kuis","uji","test"],"akhir/hari":["pekan"]}}])";
    CHECK(json::serialize(parsed(built, "courses/u/a/").at_pointer("/courses/0/lessons")) == lessons);
    const auto bundle = json::parse(model::endpoint_bundle(built.site).json);
    CHECK(json::serialize(bundle.at_pointer("/courses/0/lessons/0/quizzes/id/0/aliases")) == R"(["kuis","uji"])");
    CHECK(json::serialize(bundle.at_pointer("/courses/0/lessons/0/quizzes/id/0/questions/0/aliases")) == R"(["pekan"])");
    CHECK(test::violations(bundle, test::read_json("tests/contract/bundle.schema.json")) == "");
  }

  TEST_CASE("a lesson knows the hashes of its questions in other languages, not its own") {
    const auto built = courses();
    const auto hash = [&](const char* url) { return parsed(built, url).at("hashes").as_array(); };
    REQUIRE(hash("courses/umkm/a/b/").size() == 1);
    CHECK(hash("courses/umkm/a/b/") != hash("en/courses/umkm/a/b/"));
    CHECK(!parsed(built, "courses/umkm/c/").as_object().contains("hashes"));
  }

  TEST_CASE("lists have all courses, a course only itself") {
    const auto built = courses();
    CHECK(parsed(built, "").at("courses").as_array().size() == 1);
    CHECK(!parsed(built, "").as_object().contains("course"));
    CHECK(parsed(built, "kemajuan/").at_pointer("/courses/0/href") == "../courses/umkm/");
    CHECK(parsed(built, "courses/umkm/").at("course") == "umkm");
    CHECK(parsed(built, "courses/umkm/a/").at("course") == "umkm");
    CHECK(parsed(built, "en/courses/umkm/").at_pointer("/courses/0/aliases/0") == "usaha");
  }

  TEST_CASE("nothing in it can end the block that holds it") {
    CHECK(data_of(courses(), "courses/umkm/").find('<') == std::string::npos);
  }

  TEST_CASE("other pages, and sites without courses, keep none") {
    const auto built = courses();
    CHECK(data_of(built, "stories/d/") == "");
    const auto bare = test::build({});
    CHECK(data_of(bare, "") == "");
  }
}
