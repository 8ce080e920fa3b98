#include "generator/content/checks.h"

#include <doctest/doctest.h>

#include <set>

#include "tests/generator/content/show.h"

namespace {

std::string applied(std::string_view check, const content::Severities& severities) {
  base::Diagnostics diagnostics;
  diagnostics.report(check, {"a.md", 1, 0}, "pesan");
  content::apply_severities(diagnostics, severities);
  return test::show(diagnostics);
}

}  // namespace

TEST_SUITE("content/checks") {
  TEST_CASE("a check has the severity of the table unless site.yaml says otherwise") {
    using enum base::Severity;
    CHECK(applied("link", {}) == "a.md:1: error: pesan\n");
    CHECK(applied("acronym", {}) == "a.md:1: warning: pesan\n");
    CHECK(applied("link", {{"link", warning}}) == "a.md:1: warning: pesan\n");
    CHECK(applied("acronym", {{"acronym", error}}) == "a.md:1: error: pesan\n");
    CHECK(applied("acronym", {{"acronym", off}}) == "");
    CHECK(applied("acronym", {{"link", off}}) == "a.md:1: warning: pesan\n");
  }

  TEST_CASE("a warning is no error") {
    base::Diagnostics diagnostics;
    diagnostics.report("acronym", {}, "pesan");
    CHECK(diagnostics.has_errors());
    content::apply_severities(diagnostics, {});
    CHECK_FALSE(diagnostics.has_errors());
  }

  TEST_CASE("every check has one name and says what it means") {
    std::set<std::string_view> names;
    for (const auto& check : content::checks()) {
      CHECK(names.insert(check.name).second);
      CHECK_FALSE(check.description.empty());
      CHECK(check.severity != base::Severity::off);
    }
  }
}
