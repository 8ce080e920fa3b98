#include "generator/render/vocabulary.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/diagnostics.h"
#include "base/yaml.h"
#include "generator/render/template.h"

namespace {

namespace fs = std::filesystem;

std::string read_text(const fs::path& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  REQUIRE_FALSE(text.str().empty());
  return text.str();
}

// Words of [a-z_] inside `code`.
std::set<std::string> words_in_code(const std::string& text) {
  std::set<std::string> words;
  bool code = false;
  std::string word;
  for (const char c : text) {
    if ((c >= 'a' && c <= 'z') || c == '_') {
      word += c;
      continue;
    }
    if (code && !word.empty()) words.insert(word);
    word.clear();
    if (c == '`') code = !code;
  }
  return words;
}

std::vector<fs::path> templates() {
  std::vector<fs::path> paths;
  for (const auto* folder : {"themes/sanggar/layouts", "themes/sanggar/partials"}) {
    for (const auto& entry : fs::directory_iterator(folder)) paths.push_back(entry.path());
  }
  REQUIRE(paths.size() > 20);
  return paths;
}

bool has_text(const base::YamlValue& texts, const std::string& key) { return texts.find(key) && texts.find(key)->is_scalar(); }

}  // namespace

TEST_SUITE("render/vocabulary") {
  TEST_CASE("every name that the built-in theme uses is in the vocabulary") {
    for (const auto& path : templates()) {
      CAPTURE(path.string());
      for (const auto& [name, offset] : render::names_in(read_text(path))) {
        CAPTURE(name);
        CHECK(render::absent_names().get(name.substr(0, name.find('.'))) != nullptr);
      }
    }
  }

  TEST_CASE("every text that the built-in theme uses stands in both of its languages") {
    for (const auto* language : {"id", "en"}) {
      CAPTURE(language);
      const auto yaml = read_text(std::string("themes/sanggar/i18n/") + language + ".yaml");
      base::YamlValue texts;
      base::Diagnostics diagnostics;
      REQUIRE(base::parse_yaml({yaml, "i18n", 1}, texts, diagnostics));
      for (const auto& path : templates()) {
        for (const auto& [name, offset] : render::names_in(read_text(path))) {
          if (!name.starts_with("t.")) continue;
          CAPTURE(name);
          CHECK(has_text(texts, name.substr(2)));
        }
      }
    }
  }

  TEST_CASE("every file that the built-in theme names is among its assets") {
    for (const auto& path : templates()) {
      for (const auto& [name, offset] : render::names_in(read_text(path))) {
        if (!name.starts_with("assets.")) continue;
        CAPTURE(name);
        bool found = false;
        for (const auto& entry : fs::directory_iterator("themes/sanggar/assets")) {
          std::string key = entry.path().filename().string();
          std::ranges::replace_if(key, [](char c) { return c == '.' || c == '-'; }, '_');
          found = found || name == "assets." + key;
        }
        CHECK(found);
      }
    }
  }

  TEST_CASE("docs/themes.md has every name of the vocabulary") {
    const auto documented = words_in_code(read_text("docs/themes.md"));
    for (const std::string name : render::vocabulary()) {
      CAPTURE(name);
      CHECK(documented.contains(name));
    }
  }

  TEST_CASE("no name stands twice, and each is false where a page has it not") {
    std::set<std::string> names;
    for (const std::string name : render::vocabulary()) {
      CAPTURE(name);
      CHECK(names.insert(name).second);
      REQUIRE(render::absent_names().get(name));
      CHECK(render::absent_names().get(name)->is_false());
    }
    CHECK(render::absent_names().get("is_lesson"));
    CHECK(render::absent_names().get("is_not_found"));
  }
}
