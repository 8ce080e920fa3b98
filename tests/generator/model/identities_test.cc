#include <doctest/doctest.h>

#include "tests/generator/model/built_site.h"

using test::build;
using test::page;
using test::page_at;

namespace {

std::string question(const std::string& first, const std::string& second) {
  return ":::question id=untung\nBerapa?\n\n- [x] 2" + first + "\n- [ ] 3" + second + "\n:::\n";
}

}  // namespace

TEST_SUITE("model/identities") {
  TEST_CASE("an id is the file's name without its number, an activity is the course's and the lesson's id") {
    const auto built = build({{{"courses/umkm/course.md", page("U", "", "slug: usaha\n")}, {"courses/umkm/01-mulai/module.md", page("M")},
                               {"courses/umkm/01-mulai/02-Kas Kecil.md", page("K", "", "slug: kas\n")}, {"pages/a.md", page("A")}}});
    CHECK(built.messages == "");
    CHECK(page_at(built, "courses/usaha/").activity == "https://contoh.example/courses/umkm");
    CHECK(page_at(built, "courses/usaha/mulai/").activity == "https://contoh.example/courses/umkm/mulai");
    CHECK(page_at(built, "courses/usaha/mulai/kas/").activity == "https://contoh.example/courses/umkm/kas-kecil");
    CHECK(page_at(built, "a/").activity == "");
  }

  TEST_CASE("an id that the author gives stands for all languages") {
    const auto built = build({{{"courses/umkm/course.md", page("U", "", "id: usaha\n")}, {"courses/umkm/01-kas.md", page("K", "", "id: uang\n")},
                               {"courses/umkm/01-kas.en.md", page("C", "", "id: money\n")}},
                              "languages: [id, en]\n"});
    CHECK(page_at(built, "courses/umkm/kas/").activity == "https://contoh.example/courses/usaha/uang");
    CHECK(page_at(built, "en/courses/umkm/kas/").activity == "https://contoh.example/courses/usaha/uang");
    CHECK(page_at(built, "en/courses/umkm/").activity == "https://contoh.example/courses/usaha");
  }

  TEST_CASE("a former id belongs to one quiz, and to one question") {
    const auto question = [](const std::string& more) { return ":::question " + more + "\nBerapa hari?\n\n- [x] Tujuh\n- [ ] Enam\n:::\n"; };
    const std::string quizzes = ":::quiz id=kuis\n" + question("id=a aliases=c") + question("id=b aliases=c,d") + ":::\n\n:::quiz id=akhir aliases=kuis,uji\n" +
                                question("id=a aliases=d") + ":::\n\n:::quiz id=lain aliases=uji\n" + question("id=a") + ":::\n";
    CHECK(build({{{"courses/u/course.md", page("U")}, {"courses/u/01-a.md", page("A", quizzes)}}}).messages ==
          "courses/u/01-a.md:5: error: the former id 'c' of 'b' is also one of 'a' (name ids that are no longer used, each once)\n"
          "courses/u/01-a.md:20: error: the former id 'kuis' of 'akhir' is also one of 'kuis' (name ids that are no longer used, each once)\n"
          "courses/u/01-a.md:29: error: the former id 'uji' of 'lain' is also one of 'akhir' (name ids that are no longer used, each once)\n");
  }

  TEST_CASE("ids are unique in a course, aliases among them, and may repeat in another") {
    CHECK(build({{{"courses/u/course.md", page("U")}, {"courses/u/01-a.md", page("A")}, {"courses/u/02-b/module.md", page("B")},
                  {"courses/u/02-b/01-a.md", page("A", "", "draft: false\n")}, {"courses/v/course.md", page("V")}, {"courses/v/01-a.md", page("A")}}}).messages ==
          "courses/u/02-b/01-a.md:1: error: the id 'a' is also that of 'courses/u/01-a.md' (give one of them an 'id' of its own)\n");
    CHECK(build({{{"courses/u/course.md", page("U")}, {"courses/u/01-a.md", page("A")}, {"courses/u/02-b.md", page("B", "", "aliases: [a]\n")}}}).messages ==
          "courses/u/02-b.md:1: error: the id 'a' is also that of 'courses/u/01-a.md' (give one of them an 'id' of its own)\n");
    CHECK(build({{{"courses/u/course.md", page("U")}, {"courses/v/course.md", page("V", "", "id: u\n")}}}).messages ==
          "courses/v/course.md:3: error: the id 'u' is also that of 'courses/u/course.md' (give one of them an 'id' of its own)\n");
    CHECK(build({{{"courses/u/course.md", page("U")}, {"courses/u/01-u.md", page("U", "", "aliases: [u, w]\n")}}}).messages == "");
  }

  TEST_CASE("a name that gives no id asks for one") {
    CHECK(build({{{"courses/u/course.md", page("U")}, {"courses/u/01-курс.md", page("A")}}}).messages ==
          "courses/u/01-курс.md: error: no id can be made of '01-курс' (give the page an 'id' of small letters, digits and hyphens)\n");
    CHECK(build({{{"courses/u/course.md", page("U")}, {"courses/u/01-курс.md", page("A", "", "id: a\n")}}}).messages == "");
  }

  TEST_CASE("a translated quiz keeps the ids of questions and options") {
    const std::string settings = "languages: [id, en]\n";
    const auto messages = [&](const std::string& original, const std::string& translation) {
      return build({{{"courses/u/course.md", page("U")}, {"courses/u/01-a.md", page("A", original)}, {"courses/u/01-a.en.md", page("A", translation)}}, settings}).messages;
    };
    CHECK(messages(question(" {#dua}", " {#tiga}"), question(" {#dua}", " {#tiga}")) == "");
    CHECK(messages(question(" {#dua}", " {#tiga}"), question(" {#dua}", " {#lain}")) ==
          "courses/u/01-a.en.md: warning: 'untung/untung:tiga' of 'courses/u/01-a.md' is missing in the translation "
          "(give questions and options the same ids: {#id})\n");
    CHECK(messages(question(" {#dua}", " {#tiga}"), "Tanpa kuis.\n") ==
          "courses/u/01-a.en.md: warning: 'untung/untung' of 'courses/u/01-a.md' is missing in the translation "
          "(give questions and options the same ids: {#id})\n"
          "courses/u/01-a.en.md: warning: 'untung/untung:dua' of 'courses/u/01-a.md' is missing in the translation "
          "(give questions and options the same ids: {#id})\n"
          "courses/u/01-a.en.md: warning: 'untung/untung:tiga' of 'courses/u/01-a.md' is missing in the translation "
          "(give questions and options the same ids: {#id})\n");
  }

  TEST_CASE("a lesson is graded in all languages or in none") {
    const auto messages = [&](const std::string& original, const std::string& translation) {
      return build({{{"courses/u/course.md", page("U")}, {"courses/u/01-a.md", page("A", "", original)}, {"courses/u/01-a.en.md", page("A", "", translation)}},
                    "languages: [id, en]\nendpoint: {url: https://nilai.example/}\n"}).messages;
    };
    CHECK(messages("graded: true\n", "graded: true\n") == "");
    CHECK(messages("graded: true\n", "") == "courses/u/01-a.en.md:1: error: 'courses/u/01-a.md' is graded, and this translation would show the answers "
                                            "(write the same 'graded' in both)\n");
    CHECK(messages("", "graded: true\n") == "courses/u/01-a.en.md:3: error: this translation is graded, and 'courses/u/01-a.md' is not "
                                            "(write the same 'graded' in both)\n");
  }
}
