// Whole sites as folders: tests/sites_invalid/<case>/ with expected.txt, tests/sites/<case>/ with expected/.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>

#include "tests/generator/app/site_folder.h"

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> cases_in(const fs::path& folder) {
  std::vector<fs::path> cases;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.is_directory()) cases.push_back(entry.path());
  }
  std::ranges::sort(cases);
  return cases;
}

void compare_with_expected(const std::map<std::string, std::string>& made, const fs::path& expected_folder) {
  if (test::updating()) {
    fs::remove_all(expected_folder);
    for (const auto& [path, text] : made) test::write_text(expected_folder / path, text);
  }
  const auto expected = test::all_files(expected_folder);
  for (const auto& [path, text] : expected) {
    INFO(path);
    REQUIRE_MESSAGE(made.contains(path), "stale expected file: no build makes it any more");
    CHECK(made.at(path) == text);
  }
  for (const auto& [path, text] : made) {
    INFO(path);
    CHECK_MESSAGE(expected.contains(path), "the build makes a file that is not expected");
  }
}

}  // namespace

TEST_SUITE("app/sites") {
  TEST_CASE("each invalid site gives its whole expected diagnostic, and writes nothing") {
    const auto cases = cases_in("tests/sites_invalid");
    REQUIRE(cases.size() >= 20);
    for (const auto& folder : cases) {
      INFO(folder.string());
      test::SiteFolder out;
      auto options = test::build_options(folder.string());
      options.out = out.path("site");
      options.cache = out.path("cache");
      const std::string shown = test::build_and_show(options);
      if (test::updating()) test::write_text(folder / "expected.txt", shown);
      CHECK(shown == test::read_text(folder / "expected.txt"));
      if (shown.find("error: ") != std::string::npos) CHECK_FALSE(out.has("site"));
      fs::remove_all(folder / ".sanggar");
    }
  }

  TEST_CASE("each site gives its whole expected output") {
    const auto cases = cases_in("tests/sites");
    REQUIRE_FALSE(cases.empty());
    for (const auto& folder : cases) {
      INFO(folder.string());
      test::SiteFolder copy;
      fs::copy(folder, copy.path("source"), fs::copy_options::recursive);
      fs::remove_all(copy.path("source/expected"));
      auto options = test::build_options(copy.path("source"));
      CHECK(test::build_and_show(options) == (fs::exists(folder / "expected.txt") ? test::read_text(folder / "expected.txt") : ""));
      auto made = test::all_files(copy.path("source/site"));
      std::erase_if(made, [](const auto& file) { return file.first.starts_with("assets/"); });  // the theme's, not the case's
      // Renditions are tested by what they show (tests/generator/media); here it is that they are there.
      for (auto& [path, text] : made) {
        if (path.starts_with("media/") && path.find('-') != std::string::npos) text = text.empty() ? "empty\n" : "a rendition\n";
      }
      for (const auto& name : {"activities.json"}) {
        if (copy.has(std::string("source/") + name)) made[name] = copy.text(std::string("source/") + name);
      }
      compare_with_expected(made, folder / "expected");
    }
  }
}
