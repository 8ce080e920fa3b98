#include "generator/model/activities.h"

#include <doctest/doctest.h>

#include <boost/json.hpp>

#include "generator/content/checks.h"
#include "tests/generator/content/show.h"
#include "tests/generator/model/built_site.h"
#include "tests/generator/model/json_schema.h"

namespace {

namespace json = boost::json;
using test::page;

constexpr std::string_view kQuestion = ":::question id=untung\nBerapa?\n\n- [x] 2 {#dua}\n- [ ] 3 {#tiga}\n:::\n";

test::Sources course() {
  return {{{"courses/umkm/course.md", page("UMKM")},
           {"courses/umkm/01-a/module.md", page("A")},
           {"courses/umkm/01-a/01-b.md", page("B", kQuestion)},
           {"courses/umkm/01-a/01-b.en.md", page("B in English", kQuestion, "slug: bee\n")},
           {"pages/x.md", page("X", kQuestion)}},
          "languages: [id, en]\n"};
}

struct Written {
  std::string text;
  std::string messages;
};

Written write(const test::Sources& sources, std::string_view before = "") {
  const auto built = test::build(sources);
  REQUIRE(built.messages == "");
  base::Diagnostics diagnostics;
  auto text = model::activities_json(built.site, before, diagnostics);
  content::apply_severities(diagnostics, {});
  return {std::move(text), test::show(std::move(diagnostics))};
}

std::string gone(std::string_view iri) {
  const std::string key = iri.find('#') == std::string_view::npos ? "aliases: [former id]" : "aliases=former-id";
  return "activities.json: warning: 'https://contoh.example/courses/" + std::string(iri) + "' is gone (give its successor '" + key +
         "', or delete the line from activities.json)\n";
}

const json::value& activity(const json::value& file, std::string_view iri) {
  return file.at("activities").at("https://contoh.example/courses/" + std::string(iri));
}

}  // namespace

TEST_SUITE("model/activities") {
  TEST_CASE("courses, modules, lessons, quizzes and questions are listed as the contract says") {
    const auto file = json::parse(write(course()).text);
    CHECK(test::violations(file, test::read_json("tests/contract/activities.schema.json")) == "");
    CHECK(file.at("activities").as_object().size() == 5);
    CHECK(json::serialize(activity(file, "umkm")) == R"({"type":"course","name":{"id":"UMKM"},"url":"courses/umkm/"})");
    CHECK(activity(file, "umkm/a").at("type") == "module");
    CHECK(json::serialize(activity(file, "umkm/b")) == R"({"type":"lesson","name":{"en":"B in English","id":"B"},"url":"courses/umkm/a/b/"})");
    CHECK(activity(file, "umkm/b#untung").at("type") == "quiz");
    CHECK(activity(file, "umkm/b#untung/untung").at("type") == "question");
  }

  TEST_CASE("the address is the default language's, of quizzes and questions too") {
    const auto file = json::parse(write(course()).text);
    CHECK(activity(file, "umkm/b#untung").at("url") == "courses/umkm/a/b/");
    CHECK(activity(file, "umkm/b#untung/untung").at("url") == "courses/umkm/a/b/");
  }

  TEST_CASE("a site that stays the same writes the same file") {
    const auto first = write(course());
    CHECK(first.messages == "");
    const auto second = write(course(), first.text);
    CHECK(second.messages == "");
    CHECK(second.text == first.text);
  }

  TEST_CASE("an id that is gone is reported and stays listed, until it is claimed or deleted") {
    const auto before = write(course()).text;
    auto sources = course();
    sources.files.erase("courses/umkm/01-a/01-b.en.md");
    sources.files.erase("courses/umkm/01-a/01-b.md");
    sources.files["courses/umkm/01-a/01-c.md"] = page("C");
    const auto after = write(sources, before);
    CHECK(after.messages == gone("umkm/b#untung") + gone("umkm/b#untung/untung") + gone("umkm/b"));
    CHECK(json::parse(after.text).at("activities").as_object().size() == 6);
    CHECK(write(sources, after.text).messages == after.messages);
    CHECK(write(sources, "{\"activities\": {}}").messages == "");
    sources.files["courses/umkm/01-a/01-c.md"] = page("C", "", "aliases: [b]\n");
    const auto claimed = write(sources, after.text);
    CHECK(claimed.messages == "");
    CHECK(json::serialize(json::parse(claimed.text).at("aliases")) ==
          R"({"https://contoh.example/courses/umkm/b":"https://contoh.example/courses/umkm/c"})");
    CHECK(json::parse(claimed.text).at("activities").as_object().size() == 3);
  }

  TEST_CASE("a course's alias claims all that lay below it") {
    const auto before = write(course()).text;
    auto sources = course();
    sources.files["courses/umkm/course.md"] = page("UMKM", "", "id: usaha\naliases: [umkm]\n");
    CHECK(write(sources, before).messages == "");
  }

  TEST_CASE("a damaged file is reported, never taken for an empty one") {
    const std::string message =
        "activities.json: error: the file is damaged (take it back from your last copy, or delete it: then ids that vanished are not noticed)\n";
    for (const std::string_view damaged : {"{", "[]", "{}", "{\"activities\": []}", "\xFF"}) CHECK(write(course(), damaged).messages == message);
    CHECK(write(course(), "").messages == "");
  }

  TEST_CASE("each activity has a line of its own, in the order of IRIs") {
    const auto text = write(course()).text;
    CHECK(std::ranges::count(text, '\n') == 8);
    CHECK(text.find("courses/umkm\":") < text.find("courses/umkm/a\":"));
    CHECK(text.ends_with("\n}}\n"));
  }
}
