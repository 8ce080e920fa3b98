// The settings on top of a page: from the text between two lines of `---` to typed values.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/diagnostics.h"
#include "base/locale.h"
#include "generator/content/site_config.h"

namespace content {

// When a course counts as finished.
struct CompletionRule {
  int lessons = -1;              // how many lessons must be finished; -1: all
  bool quizzes_passed = false;   // every quiz must be passed
  double pass = 0;               // least mean score of the quizzes, 0 to 1
};

struct ResultFigure {
  std::string number;
  std::string label;
};

// Empty text, no date, 0 or false: the author did not write the key.
struct FrontMatter {
  std::string title, description, slug, id, owner, language, image;
  base::Date date, updated, review;
  std::optional<base::UnixTime> publish, expire;
  bool draft = false, trusted = false;
  std::vector<std::string> aliases, authors, related;
  std::vector<std::pair<std::string, std::vector<std::string>>> terms;  // taxonomy → terms as written
  double weight = 0;

  std::string summary, level;           // course
  std::vector<std::string> outcomes, needs;
  int duration = 0;                     // minutes
  CompletionRule complete;
  int minimum_age = 0;
  bool graded = false;                  // lesson
  std::string kind;                     // lesson, story
  std::string consent, place, programme, course;  // story
  std::vector<ResultFigure> results;

  // Lines of keys whose values are checked later, against the whole site.
  std::vector<std::pair<std::string, int>> lines;
  int line_of(std::string_view key) const;
};

// The two parts of a page's file. Both borrow the file's bytes.
struct SplitPage {
  std::string_view front_matter;
  int front_matter_line = 2;
  std::string_view body;
  int body_line = 1;
};

// Splits at the two lines of `---`. Reports check "front-matter" or "limit" and returns false when there is no front
// matter, when it does not close, or when it is longer than the limit.
bool split_page(std::string_view text, std::string_view file, const Limits& limits, SplitPage& parts,
                base::Diagnostics& diagnostics);

// Reads and checks all keys; `scopes` are the KeyScope bits of the page's kind.
FrontMatter read_front_matter(const SplitPage& parts, std::string_view file, unsigned scopes, const SiteConfig& config,
                              base::Diagnostics& diagnostics);

}  // namespace content
