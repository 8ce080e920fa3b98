#include "generator/content/glossary.h"

#include <doctest/doctest.h>

#include "tests/generator/content/show.h"

namespace {

constexpr std::string_view kFile =
    "modal:\n  term: modal\n  text: uang untuk memulai\n  en: {term: capital, text: money to start with}\n"
    "laba:\n  term: laba\n  text: sisa\n  en: {term: profit}\n";

struct Read {
  content::Glossary glossary;
  std::string messages;
};

Read read(std::string_view text, std::string_view language) {
  base::Diagnostics diagnostics;
  auto glossary = content::read_glossary(text, "data/glossary.yaml", language, "id", diagnostics);
  return {std::move(glossary), test::show(diagnostics)};
}

std::string entry(const Read& read, std::string_view key) {
  const auto found = read.glossary.find(key);
  return found == read.glossary.end() ? "(none)" : found->second.term + ": " + found->second.text;
}

}  // namespace

TEST_SUITE("content/glossary") {
  TEST_CASE("an entry is in the page's language, and what that lacks is in the default one") {
    const auto id = read(kFile, "id");
    const auto en = read(kFile, "en");
    CHECK(id.messages + en.messages == "");
    CHECK(entry(id, "modal") == "modal: uang untuk memulai");
    CHECK(entry(en, "modal") == "capital: money to start with");
    CHECK(entry(en, "laba") == "profit: sisa");
    CHECK(entry(read(kFile, "jv"), "modal") == "modal: uang untuk memulai");
    CHECK(entry(id, "rugi") == "(none)");
  }

  TEST_CASE("an entry needs a term and a text, and takes no other key") {
    CHECK(read("modal:\n  term: modal\n", "id").messages == "data/glossary.yaml:1:1: error: a glossary entry needs 'term' and 'text'\n");
    CHECK(read("modal: uang\n", "id").messages == "data/glossary.yaml:1:1: error: a glossary entry needs 'term' and 'text'\n");
    CHECK(read("modal: {term: a, text: b, terms: c}\n", "id").messages ==
          "data/glossary.yaml:1:27: error: unknown key 'terms' in the glossary (did you mean 'term'?)\n");
    CHECK(read("modal: {term: [a], text: b}\n", "id").messages ==
          "data/glossary.yaml:1:1: error: a glossary entry needs 'term' and 'text'\n"
          "data/glossary.yaml:1:15: error: 'term' has no value that it takes (it takes text)\n");
  }

  TEST_CASE("an empty file is an empty glossary, a list is none") {
    CHECK(read("", "id").messages == "");
    CHECK(read("", "id").glossary.empty());
    CHECK(read("- modal\n", "id").messages ==
          "data/glossary.yaml:1:1: error: the glossary is no list of keys (write one 'key:' with 'term' and 'text' each)\n");
  }
}
