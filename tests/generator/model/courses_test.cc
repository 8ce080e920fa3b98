#include <doctest/doctest.h>

#include "tests/generator/model/built_site.h"

using test::build;
using test::page;
using test::page_at;
using test::urls;

namespace {

constexpr auto kCourse = "courses/umkm/course.md";

// Text of so many words.
std::string words(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += i % 10 == 9 ? "kata.\n\n" : "kata ";
  return text + "\n";
}

}  // namespace

TEST_SUITE("model/courses") {
  TEST_CASE("lessons are in the order of their names, across modules and without them") {
    const auto built = build({{{kCourse, page("UMKM")},
                               {"courses/umkm/02-jual/module.md", page("Jual")},
                               {"courses/umkm/02-jual/01-pasar.md", page("Pasar")},
                               {"courses/umkm/01-mulai/module.md", page("Mulai")},
                               {"courses/umkm/01-mulai/02-kas.md", page("Kas")},
                               {"courses/umkm/01-mulai/01-modal.md", page("Modal")},
                               {"courses/umkm/03-akhir.md", page("Akhir", "", "kind: quiz\n")}}});
    CHECK(built.messages == "");
    CHECK(urls(built, page_at(built, "courses/umkm/").children) == "courses/umkm/mulai/ courses/umkm/jual/ courses/umkm/akhir/");
    CHECK(urls(built, page_at(built, "courses/umkm/mulai/").children) == "courses/umkm/mulai/modal/ courses/umkm/mulai/kas/");
    const auto& cash = page_at(built, "courses/umkm/mulai/kas/");
    CHECK(cash.number == 2);
    CHECK(urls(built, {cash.course, cash.module, cash.previous, cash.next}) ==
          "courses/umkm/ courses/umkm/mulai/ courses/umkm/mulai/modal/ courses/umkm/jual/pasar/");
    const auto& last = page_at(built, "courses/umkm/akhir/");
    CHECK(last.number == 4);
    CHECK(last.kind == model::PageKind::quiz);
    CHECK(urls(built, {last.module, last.previous, last.next}) == "(none) courses/umkm/jual/pasar/ (none)");
    CHECK(page_at(built, "courses/umkm/mulai/modal/").previous == model::kNone);
  }

  TEST_CASE("a smaller weight comes first, among lessons, modules and courses") {
    const auto built = build({{{kCourse, page("UMKM", "", "weight: 2\n")}, {"courses/zaitun/course.md", page("Zaitun", "", "weight: 1\n")},
                               {"courses/umkm/01-a.md", page("A")}, {"courses/umkm/02-b.md", page("B", "", "weight: -1\n")},
                               {"courses/umkm/03-c/module.md", page("C", "", "weight: -2\n")}}});
    CHECK(urls(built, built.site.courses) == "courses/zaitun/ courses/umkm/");
    CHECK(urls(built, page_at(built, "courses/umkm/").children) == "courses/umkm/c/ courses/umkm/b/ courses/umkm/a/");
    CHECK(page_at(built, "courses/umkm/b/").number == 1);
  }

  TEST_CASE("translations and pages without one have their own course in the same order") {
    const auto built = build({{{kCourse, page("UMKM")}, {"courses/umkm/course.en.md", page("Business")},
                               {"courses/umkm/01-a.md", page("A", "", "weight: 5\n")}, {"courses/umkm/01-a.en.md", page("A")},
                               {"courses/umkm/02-b.md", page("B")}},
                              "languages: [id, en]\n"});
    CHECK(urls(built, page_at(built, "courses/umkm/").children) == "courses/umkm/b/ courses/umkm/a/");
    const auto& english = page_at(built, "en/courses/umkm/b/");
    CHECK(english.original != model::kNone);
    CHECK(urls(built, {english.course}) == "en/courses/umkm/");
    for (const auto id : {english.next, english.previous}) {
      if (id != model::kNone) CHECK(built.site.page(id).url == "en/courses/umkm/a/");
    }
  }

  TEST_CASE("minutes are those that the author wrote, or counted from the words, and add up to the course's") {
    const auto built = build({{{kCourse, page("UMKM")}, {"courses/umkm/01-a.md", page("A", words(181))},
                               {"courses/umkm/02-b.md", page("B", "", "duration: 20\n")}, {"courses/umkm/03-c.md", page("C")},
                               {"courses/lain/course.md", page("Lain", "", "duration: 90\n")}, {"courses/lain/01-a.md", page("A")}}});
    CHECK(page_at(built, "courses/umkm/a/").minutes == 2);
    CHECK(page_at(built, "courses/umkm/b/").minutes == 20);
    CHECK(page_at(built, "courses/umkm/c/").minutes == 1);
    CHECK(page_at(built, "courses/umkm/").minutes == 23);
    CHECK(page_at(built, "courses/lain/").minutes == 90);
  }

  TEST_CASE("stories and infographics are newest first, dated by key or by name") {
    const auto built = build({{{"stories/2026-05-a.md", page("A")}, {"stories/2026-08-b.md", page("B")},
                               {"stories/2026-01-c.md", page("C", "", "date: 2026-09-01\n")}, {"stories/d.md", page("D")},
                               {"stories/2026-05-e.md", page("E", "", "kind: infographic\n")}}});
    CHECK(urls(built, built.site.stories) == "stories/c/ stories/b/ stories/a/ stories/d/");
    CHECK(urls(built, built.site.infographics) == "stories/e/");
  }

  TEST_CASE("a course that another needs, or that a story names, must be there") {
    CHECK(build({{{kCourse, page("UMKM", "", "needs: [dassar]\n")}, {"courses/dasar/course.md", page("Dasar")},
                  {"stories/a.md", page("A", "", "course: umkn\n")}}}).messages ==
          "courses/umkm/course.md:3: error: no course 'dassar' (did you mean 'dasar'?)\n"
          "stories/a.md:3: error: no course 'umkn' (did you mean 'umkm'?)\n");
    CHECK(build({{{kCourse, page("UMKM", "", "needs: [dasar]\n")}, {"courses/dasar/course.md", page("Dasar")}}}).messages == "");
  }

  TEST_CASE("a course that nobody can complete is a mistake") {
    CHECK(build({{{"courses/a/course.md", page("A", "", "complete: {lessons: 2}\n")}, {"courses/a/01-b.md", page("B")}}}).messages ==
          "courses/a/course.md:3: error: nobody can complete 2 lessons: the course has 1 (write 'lessons: all')\n");
    CHECK(build({{{"courses/a/course.md", page("A", "", "complete: {lessons: 1}\n")}, {"courses/a/01-b.md", page("B")}}}).messages == "");
  }

  TEST_CASE("courses that need each other or themselves are a mistake") {
    CHECK(build({{{"courses/a/course.md", page("A", "", "needs: [a]\n")}}}).messages ==
          "courses/a/course.md:3: error: no course of a circle can be begun: 'a' needs 'a' (take one of the 'needs' out)\n");
    CHECK(build({{{"courses/a/course.md", page("A", "", "needs: [d, b]\n")}, {"courses/b/course.md", page("B", "", "needs: [c]\n")},
                  {"courses/c/course.md", page("C", "", "needs: [d, b]\n")}, {"courses/d/course.md", page("D")}}}).messages ==
          "courses/b/course.md:3: error: no course of a circle can be begun: 'b' needs 'c' needs 'b' (take one of the 'needs' out)\n");
    CHECK(build({{{"courses/a/course.md", page("A", "", "needs: [b, c]\n")}, {"courses/b/course.md", page("B", "", "needs: [c, c]\n")},
                  {"courses/c/course.md", page("C")}}}).messages == "");
  }
}
