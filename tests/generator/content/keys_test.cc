#include "generator/content/keys.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

TEST_SUITE("content/keys") {
  TEST_CASE("every key stands once, somewhere, with what it takes and means") {
    std::set<std::string_view> names;
    for (const auto& key : content::keys()) {
      CAPTURE(key.name);
      CHECK(names.insert(key.name).second);
      CHECK(key.scopes != 0);
      CHECK_FALSE(key.value.empty());
      CHECK_FALSE(key.description.empty());
    }
  }

  TEST_CASE("a key belongs to the pages of its scopes") {
    using namespace content;
    CHECK(is_key("title", kEveryPage));
    CHECK(is_key("title", kSite));
    CHECK(is_key("level", kCourse));
    CHECK_FALSE(is_key("level", kEveryPage | kLesson));
    CHECK(is_key("kind", kEveryPage | kStory));
    CHECK_FALSE(is_key("kind", kEveryPage | kCourse));
    CHECK_FALSE(is_key("tiada", ~0u));
    CHECK(key_names(kModule).empty());
    CHECK(std::ranges::count(key_names(kEveryPage | kLesson), "graded") == 1);
  }

  TEST_CASE("docs/authors.md has every key of the front matter") {
    std::stringstream text;
    text << std::ifstream("docs/authors.md").rdbuf();
    for (const auto name : content::key_names(~content::kSite)) {
      CAPTURE(name);
      const std::string docs = text.str();
      const bool documented = docs.find("`" + std::string(name) + "`") != std::string::npos ||
                              docs.find("`" + std::string(name) + ":") != std::string::npos;
      CHECK(documented);
    }
  }
}
