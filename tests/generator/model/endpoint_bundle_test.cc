#include "generator/model/endpoint_bundle.h"

#include <doctest/doctest.h>

#include <boost/json.hpp>

#include "tests/generator/model/built_site.h"
#include "tests/generator/model/json_schema.h"

namespace {

namespace json = boost::json;
using test::page;

constexpr auto kSchema = "tests/contract/bundle.schema.json";

// One question of each type, with everything that an author can write.
constexpr std::string_view kEveryType =
    ":::quiz id=semua pass=50% attempts=2 title=\"Semua jenis\"\n"
    ":::question id=satu hint=\"Pikirkan.\" points=2\nBerapa?\n\n- [x] Dua {#dua}\n  > Benar.\n- [ ] Tiga {#tiga}\n\n:::right\nBagus.\n:::\n:::wrong\nBelum.\n:::\n:::\n"
    ":::question id=banyak\nMana?\n\n- [x] A\n- [x] B\n- [ ] C\n:::\n"
    ":::question id=bs type=truefalse answer=true\nLangit biru.\n:::\n"
    ":::question id=teks type=text\nIbu kota?\n\n- [x] Jakarta\n- [ ] Bandung\n  > Bukan lagi.\n:::\n"
    ":::question id=angka type=number answer=4000 tolerance=0.5 unit=rupiah\nBerapa?\n\n- [ ] 3000\n  > Kurang.\n:::\n"
    ":::question id=urut type=order\nUrutkan.\n\n1. Satu\n2. Dua\n:::\n"
    ":::question id=pasang type=match\nPasangkan.\n\n| a | b |\n|---|---|\n| Kas | uang |\n| Laba | sisa |\n:::\n"
    ":::question id=isi type=gap\nModal adalah [[uang|dana]].\n:::\n"
    ":::\n";

test::Sources course_with_quiz() {
  return {{{"courses/umkm/course.md", page("UMKM", "", "aliases: [usaha]\nminimum_age: 12\ncomplete: {lessons: 1, quizzes: passed, pass: 70%}\n")},
           {"courses/umkm/course.en.md", page("Business")},
           {"courses/umkm/01-a/module.md", page("A")},
           {"courses/umkm/01-a/01-b.md", page("B", kEveryType, "aliases: [lama]\n")},
           {"courses/umkm/02-c.md", page("C")},
           {"courses/lain/course.md", page("Lain")}},
          "languages: [id, en]\n"};
}

json::value bundle_of(const test::Built& built) { return json::parse(model::endpoint_bundle(built.site).json); }

}  // namespace

TEST_SUITE("model/endpoint_bundle") {
  TEST_CASE("the contract's sample obeys the contract, and what is wrong does not") {
    auto sample = test::read_json("tests/contract/bundle.sample.json");
    const auto schema = test::read_json(kSchema);
    CHECK(test::violations(sample, schema) == "");
    sample.as_object()["version"] = "X";
    sample.as_object()["lebih"] = 1;
    sample.as_object().erase("site");
    CHECK(test::violations(sample, schema) == ": lacks 'site'\n/lebih: is not in the contract\n/version: breaks pattern\n");
  }

  TEST_CASE("a bundle with every type of question obeys the contract") {
    const auto built = test::build(course_with_quiz());
    REQUIRE(built.messages == "");
    const auto bundle = bundle_of(built);
    CHECK(test::violations(bundle, test::read_json(kSchema)) == "");
    CHECK(bundle.at_pointer("/courses/1/lessons/0/quizzes/id/0/questions").as_array().size() == 8);
  }

  TEST_CASE("courses and lessons are in their order, with ids, names by language and rules") {
    const auto bundle = bundle_of(test::build(course_with_quiz()));
    CHECK(bundle.at("site") == "https://contoh.example/");
    CHECK(json::serialize(bundle.at_pointer("/courses/0/complete")) == R"({"quizzes":"any","pass":0E0,"lessons":"all"})");
    const auto& umkm = bundle.at_pointer("/courses/1");
    CHECK(json::serialize(umkm.at("name")) == R"({"id":"UMKM","en":"Business"})");
    CHECK(json::serialize(umkm.at("aliases")) == R"(["usaha"])");
    CHECK(json::serialize(umkm.at("complete")) == R"({"quizzes":"passed","pass":7E-1,"lessons":1})");
    CHECK(umkm.at("minimum_age") == 12);
    CHECK(umkm.at_pointer("/lessons/0/activity") == "https://contoh.example/courses/umkm/b");
    CHECK(umkm.at_pointer("/lessons/1/activity") == "https://contoh.example/courses/umkm/c");
    CHECK(json::serialize(umkm.at_pointer("/lessons/1/quizzes")) == "{}");
  }

  TEST_CASE("a translated quiz stands beside its original") {
    auto sources = course_with_quiz();
    sources.files["courses/umkm/02-c.md"] = page("C", ":::question id=a type=text\nApa?\n\n- [x] uang {#uang}\n:::\n");
    sources.files["courses/umkm/02-c.en.md"] = page("C", ":::question id=a type=text\nWhat?\n\n- [x] money {#uang}\n:::\n");
    const auto built = test::build(sources);
    REQUIRE(built.messages == "");
    const auto bundle = bundle_of(built);
    CHECK(bundle.at_pointer("/courses/1/lessons/1/quizzes/id/0/questions/0/choices/0/text") == "uang");
    CHECK(bundle.at_pointer("/courses/1/lessons/1/quizzes/en/0/questions/0/choices/0/text") == "money");
    CHECK(test::violations(bundle, test::read_json(kSchema)) == "");
  }

  TEST_CASE("lessons are graded by the endpoint only where there is one") {
    auto sources = course_with_quiz();
    sources.files["courses/umkm/02-c.md"] = page("C", "", "graded: true\n");
    CHECK(bundle_of(test::build(sources)).at_pointer("/courses/1/lessons/1/graded") == false);
    sources.settings += "endpoint: {url: https://nilai.example/}\n";
    CHECK(bundle_of(test::build(sources)).at_pointer("/courses/1/lessons/1/graded") == true);
  }

  TEST_CASE("the version is that of the content") {
    auto sources = course_with_quiz();
    const auto first = model::endpoint_bundle(test::build(sources).site);
    CHECK(first.version == model::endpoint_bundle(test::build(sources).site).version);
    CHECK(json::parse(first.json).at("version") == json::value(first.version));
    sources.files["courses/umkm/02-c.md"] = page("D");
    CHECK(first.version != model::endpoint_bundle(test::build(sources).site).version);
  }
}
