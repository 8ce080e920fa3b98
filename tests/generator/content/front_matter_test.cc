#include "generator/content/front_matter.h"

#include <doctest/doctest.h>

#include "generator/content/keys.h"
#include "tests/generator/content/show.h"

namespace {

using content::FrontMatter;
using Texts = std::vector<std::string>;

struct Read {
  FrontMatter meta;
  std::string messages;
};

content::SiteConfig config() {
  content::SiteConfig config;
  config.time_zone = "Asia/Jakarta";
  config.languages = {"id"};
  config.taxonomies = {{"tags", {}, {}, false}, {"topik", {}, {}, false}};
  return config;
}

Read read_all(std::string_view text, unsigned scopes = content::kEveryPage) {
  Read read;
  base::Diagnostics diagnostics;
  content::SplitPage parts;
  if (content::split_page(text, "a.md", {}, parts, diagnostics)) {
    read.meta = content::read_front_matter(parts, "a.md", scopes, config(), diagnostics);
  }
  read.messages = test::show(diagnostics);
  return read;
}

// Reads keys that stand from line 3 on, below a title.
Read read(const std::string& lines, unsigned scopes = content::kEveryPage) {
  return read_all("---\ntitle: Uji\n" + lines + "---\n", content::kEveryPage | scopes);
}

std::string split_messages(std::string_view text, const content::Limits& limits = {}) {
  base::Diagnostics diagnostics;
  content::SplitPage parts;
  content::split_page(text, "a.md", limits, parts, diagnostics);
  return test::show(diagnostics);
}

struct Wrong {
  std::string lines;
  unsigned scopes;
  std::string message;  // behind "a.md:"
};

void check_all(const std::vector<Wrong>& cases) {
  for (const auto& wrong : cases) {
    CAPTURE(wrong.lines);
    CHECK(read(wrong.lines, wrong.scopes).messages == "a.md:" + wrong.message + "\n");
  }
}

}  // namespace

TEST_SUITE("content/front_matter") {
  TEST_CASE("texts, lists, dates and flags of every page are read") {
    const auto [meta, messages] = read(
        "description: Sedikit\ndate: 2026-05-17\nupdated: 2026-05-18\nreview: 2027-01-01\npublish: 2026-08-17\n"
        "expire: 2026-08-17 09:00\ndraft: true\nslug: uji-coba\nid: uji\naliases: [lama, lebih-lama]\nauthor: sari\n"
        "owner: Dinas\nlanguage: id\nimage: foto.jpg\nrelated:\n  - b.md\n  - c.md\nweight: -2.5\ntrusted: yes\n");
    CHECK(messages == "");
    CHECK(meta.title == "Uji");
    CHECK(meta.description == "Sedikit");
    CHECK(base::iso_date(meta.date) + base::iso_date(meta.updated) + base::iso_date(meta.review) == "2026-05-172026-05-182027-01-01");
    CHECK(meta.publish == 1786899600);  // midnight in Jakarta
    CHECK(meta.expire == 1786899600 + 9 * 3600);
    CHECK(meta.draft);
    CHECK(meta.trusted);
    CHECK(meta.slug + meta.id + meta.owner + meta.language + meta.image == "uji-cobaujiDinasidfoto.jpg");
    CHECK(meta.aliases == Texts{"lama", "lebih-lama"});
    CHECK(meta.authors == Texts{"sari"});
    CHECK(meta.related == Texts{"b.md", "c.md"});
    CHECK(meta.weight == -2.5);
  }

  TEST_CASE("the keys of a course are read") {
    const auto [meta, messages] = read(
        "summary: Singkat\noutcomes: [bisa, mau]\nlevel: advanced\nduration: 90\nneeds: [dasar]\nminimum_age: 12\n"
        "complete:\n  lessons: 3\n  quizzes: passed\n  pass: 70%\n", content::kCourse);
    CHECK(messages == "");
    CHECK(meta.summary + meta.level == "Singkatadvanced");
    CHECK(meta.outcomes == Texts{"bisa", "mau"});
    CHECK(meta.needs == Texts{"dasar"});
    CHECK(meta.duration == 90);
    CHECK(meta.minimum_age == 12);
    CHECK(meta.complete.lessons == 3);
    CHECK(meta.complete.quizzes_passed);
    CHECK(meta.complete.pass == doctest::Approx(0.7));
  }

  TEST_CASE("'complete' may say 'all' and a percentage without its sign") {
    const auto meta = read("complete: {lessons: all, quizzes: any, pass: 55}\n", content::kCourse).meta;
    CHECK(meta.complete.lessons == -1);
    CHECK_FALSE(meta.complete.quizzes_passed);
    CHECK(meta.complete.pass == doctest::Approx(0.55));
  }

  TEST_CASE("the keys of lessons and stories are read") {
    CHECK(read("graded: true\n", content::kLesson).meta.graded);
    CHECK(read("kind: quiz\n", content::kLesson).meta.kind == "quiz");
    const auto [meta, messages] = read(
        "kind: immersive\nconsent: tertulis\nplace: Tirtasari\nprogramme: UMKM\ncourse: jahit\n"
        "results:\n  - number: 12\n    label: anggota\n", content::kStory);
    CHECK(messages == "");
    CHECK(meta.kind + meta.consent + meta.place + meta.programme + meta.course == "immersivetertulisTirtasariUMKMjahit");
    REQUIRE(meta.results.size() == 1);
    CHECK(meta.results[0].number + meta.results[0].label == "12anggota");
  }

  TEST_CASE("taxonomies are lists of terms in the author's order, and a single term is a list of one") {
    const auto [meta, messages] = read("topik: hukum\ntags: [satu, dua]\n");
    CHECK(messages == "");
    REQUIRE(meta.terms.size() == 2);
    CHECK(meta.terms[0] == std::pair<std::string, Texts>{"topik", {"hukum"}});
    CHECK(meta.terms[1] == std::pair<std::string, Texts>{"tags", {"satu", "dua"}});
    CHECK(meta.line_of("tags") == 4);
    CHECK(meta.line_of("image") == 1);
  }

  TEST_CASE("a value that its key does not take is named with what the key takes") {
    using namespace content;
    check_all({
        {"draft: mungkin\n", 0, "3:8: error: 'mungkin' is no value for 'draft' (it takes true or false)"},
        {"trusted: \"true\"\n", 0, "3:10: error: 'true' is no value for 'trusted' (it takes true or false)"},
        {"date: kemarin\n", 0, "3:7: error: 'kemarin' is no value for 'date' (it takes a date such as 2026-08-17)"},
        {"updated: 2026-02-30\n", 0, "3:10: error: '2026-02-30' is no value for 'updated' (it takes a date such as 2026-08-17)"},
        {"review: [2026-02-01]\n", 0, "3:9: error: 'review' has no value that it takes (it takes a date such as 2026-08-17)"},
        {"publish: besok\n", 0, "3:10: error: 'besok' is no value for 'publish' (it takes a date or time such as 2026-08-17 or 2026-08-17 09:00)"},
        {"expire: 2026-08-17 25:00\n", 0, "3:9: error: '2026-08-17 25:00' is no value for 'expire' (it takes a date or time such as 2026-08-17 or 2026-08-17 09:00)"},
        {"slug: Foto Produk\n", 0, "3:7: error: 'Foto Produk' is no value for 'slug' (it takes small letters, digits and hyphens)"},
        {"id: -a\n", 0, "3:5: error: '-a' is no value for 'id' (it takes small letters, digits and hyphens)"},
        {"weight: berat\n", 0, "3:9: error: 'berat' is no value for 'weight' (it takes a number from -1000000 to 1000000)"},
        {"owner: [a]\n", 0, "3:8: error: 'owner' has no value that it takes (it takes text)"},
        {"related: {a: b}\n", 0, "3:10: error: 'related' has no value that it takes (it takes a list)"},
        {"author: [[sari]]\n", 0, "3:10: error: 'author' has an item that is no text (write one text an item)"},
        {"tags: {a: b}\n", 0, "3:7: error: 'tags' has no value that it takes (it takes a list)"},
        {"share: ya\n", 0, "3:8: error: 'ya' is no value for 'share' (it takes settings, one 'key: value' a line)"},
        {"duration: 0\n", kLesson, "3:11: error: '0' is no value for 'duration' (it takes a number from 1 to 100000)"},
        {"minimum_age: 200\n", kCourse, "3:14: error: '200' is no value for 'minimum_age' (it takes a number from 0 to 150)"},
        {"level: sulit\n", kCourse, "3:8: error: 'sulit' is no value for 'level' (it takes beginner, intermediate or advanced)"},
        {"kind: article\n", kLesson, "3:7: error: 'article' is no value for 'kind' (it takes lesson or quiz)"},
        {"kind: quiz\n", kStory, "3:7: error: 'quiz' is no value for 'kind' (it takes article, immersive or infographic)"},
    });
  }

  TEST_CASE("mistakes inside 'complete' and 'results' stand where they are") {
    using namespace content;
    check_all({
        {"complete: all\n", kCourse, "3:11: error: 'all' is no value for 'complete' (it takes settings, one 'key: value' a line)"},
        {"complete:\n  lessons: some\n", kCourse, "4:12: error: 'some' is no value for 'lessons' (it takes a number from 0 to 10000)"},
        {"complete:\n  quizzes: all\n", kCourse, "4:12: error: 'all' is no value for 'quizzes' (it takes passed or any)"},
        {"complete:\n  pass: 170%\n", kCourse, "4:9: error: '170%' is no value for 'pass' (it takes a percentage such as 70%)"},
        {"complete:\n  lesson: 2\n", kCourse, "4:3: error: unknown key 'lesson' in 'complete' (did you mean 'lessons'?)"},
        {"results: 12\n", kStory, "3:10: error: '12' is no value for 'results' (it takes a list of 'number:' and 'label:')"},
        {"results:\n  - number: 12\n", kStory, "4:5: error: a result needs 'number' and 'label'"},
        {"results:\n  - {number: 1, label: a, labels: b}\n", kStory, "4:27: error: unknown key 'labels' in 'results' (did you mean 'label'?)"},
    });
  }

  TEST_CASE("an unknown key is named with the nearest one, a taxonomy's among them") {
    CHECK(read("descripton: x\n").messages == "a.md:3:1: error: unknown key 'descripton' in the front matter (did you mean 'description'?)\n");
    CHECK(read("topic: x\n").messages == "a.md:3:1: error: unknown key 'topic' in the front matter (did you mean 'topik'?)\n");
    CHECK(read("xyzzy: x\n").messages == "a.md:3:1: error: unknown key 'xyzzy' in the front matter\n");
  }

  TEST_CASE("a key of another kind of page is unknown") {
    CHECK(read("graded: true\n", content::kCourse).messages == "a.md:3:1: error: unknown key 'graded' in the front matter\n");
    CHECK(read("level: beginner\n", content::kModule).messages == "a.md:3:1: error: unknown key 'level' in the front matter\n");
  }

  TEST_CASE("an alias is a former id, so it has an id's form") {
    CHECK(read("aliases: [lama, /kursus/lama/]\n").messages ==
          "a.md:3:1: error: '/kursus/lama/' is no value for 'aliases' (it takes former ids: small letters, digits and hyphens)\n");
  }

  TEST_CASE("every mistake is shown, not only the first") {
    CHECK(read("draft: a\nslug: B\n").messages ==
          "a.md:3:8: error: 'a' is no value for 'draft' (it takes true or false)\n"
          "a.md:4:7: error: 'B' is no value for 'slug' (it takes small letters, digits and hyphens)\n");
  }

  TEST_CASE("a page needs a title") {
    const std::string message = "a.md:1:1: error: the page has no title (add 'title: …' to the front matter)\n";
    CHECK(read_all("---\n---\n").messages == message);
    CHECK(read_all("---\ntitle:\n---\n").messages == message);
    CHECK(read_all("---\n# hanya catatan\n---\n").messages == message);
  }

  TEST_CASE("a page needs a front matter that closes") {
    const std::string none = "a.md:1:1: error: the page has no front matter (start with a line '---', then 'title: …', then a line '---')\n";
    CHECK(split_messages("") == none);
    CHECK(split_messages("# Judul\n") == none);
    CHECK(split_messages("----\ntitle: a\n----\n") == none);
    const std::string open = "a.md:1:1: error: the front matter never closes (end it with a line '---')\n";
    CHECK(split_messages("---") == open);
    CHECK(split_messages("---\ntitle: a\n") == open);
    CHECK(split_messages("---\ntitle: a\n --- \n") == open);
  }

  TEST_CASE("the closing line may have blanks behind it and be the last of the file") {
    content::SplitPage parts;
    base::Diagnostics diagnostics;
    REQUIRE(content::split_page("---  \ntitle: a\n--- \t", "a.md", {}, parts, diagnostics));
    CHECK(parts.front_matter == "title: a\n");
    CHECK(parts.body == "");
    CHECK(parts.body_line == 4);
  }

  TEST_CASE("a front matter may not be longer than the limit") {
    content::Limits limits;
    limits.front_matter_bytes = 10;
    const std::string message = "a.md:1:1: error: the front matter is longer than 10 bytes (is its closing line '---' missing?)\n";
    CHECK(split_messages("---\n123456789\n---\n", limits) == "");
    CHECK(split_messages("---\n1234567890\n---\n", limits) == message);
    CHECK(split_messages("---\na: b\nc: d\ne: f\ng: h\n", limits) == message);
  }

  TEST_CASE("what is no list of keys is refused, and broken YAML stands on its line of the file") {
    CHECK(read_all("---\n- a\n---\n").messages == "a.md:2:1: error: the front matter is no list of keys (write one 'key: value' a line)\n");
    CHECK(read("description: a: b\n").messages ==
          "a.md:3:15: error: invalid nested block mapping on the same line (put text that holds ': ' in quotes)\n");
    CHECK(read("title: Lagi\n").messages == "a.md:3:1: error: key 'title' stands twice (first on line 2)\n");
  }
}
