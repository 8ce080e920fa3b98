#include "generator/markup/limits.h"

#include <algorithm>
#include <array>
#include <string>

namespace markup {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::size_t past_spaces(std::string_view line, std::size_t at) {
  while (at < line.size() && is_blank(line[at])) ++at;
  return at;
}

// The length of a marker that opens a block in which others may stand, or 0: `>`, `-`, `12.`, `[^name]:`.
std::size_t marker_length(std::string_view rest) {
  if (rest.empty()) return 0;
  if (rest[0] == '>') return 1;
  const auto space_at = [rest](std::size_t i) { return i == rest.size() || is_blank(rest[i]); };
  if (rest[0] == '-' || rest[0] == '*' || rest[0] == '+') return space_at(1) ? 1 : 0;
  if (rest[0] >= '0' && rest[0] <= '9') {
    const auto digits = rest.substr(0, 10).find_first_not_of("0123456789");
    const bool marker = digits < rest.size() && (rest[digits] == '.' || rest[digits] == ')') && space_at(digits + 1);
    return marker ? digits + 1 : 0;
  }
  if (!rest.starts_with("[^")) return 0;
  const auto close = rest.find_first_of("] \t", 2);
  return close < rest.size() && rest.substr(close).starts_with("]:") ? close + 2 : 0;
}

int leading_markers(std::string_view line) {
  int count = 0;
  std::size_t no_rule_before = 0;  // `* * * *` is a rule, however long; looked for once in each run
  for (auto at = past_spaces(line, 0); at < line.size(); at = past_spaces(line, at)) {
    const auto length = marker_length(line.substr(at));
    if (length == 0) break;
    if ((line[at] == '-' || line[at] == '*') && at >= no_rule_before) {
      no_rule_before = line.find_first_not_of(std::string{line[at], ' ', '\t'}, at);
      if (no_rule_before == line.npos) break;
    }
    ++count;
    at += length;
  }
  return count;
}

// cmark makes a node for every cell of every row, written or not.
constexpr std::size_t kMostCells = 200'000;

// Counts the cells of all tables.
class TableCells {
 public:
  // False when there are too many.
  bool add(std::string_view line) {
    const auto start = line.find_first_not_of(" \t>");
    if (start == line.npos) {
      columns_ = 0;
      return true;
    }
    if (line[start] == '|' || line[start] == '-' || line[start] == ':') look_for_columns(line.substr(start));
    cells_ += columns_;
    return cells_ <= kMostCells;
  }

 private:
  // A line such as `|---|:-:|`.
  void look_for_columns(std::string_view line) {
    if (line.find_first_not_of("|:- \t") == line.npos) columns_ = static_cast<std::size_t>(std::ranges::count(line, '|')) + 1;
  }

  std::size_t columns_ = 0;
  std::size_t cells_ = 0;
};

// Below this size the worst text takes less than a tenth of a second.
constexpr std::size_t kLongText = 16 * 1024;

// In eighths: a page of 4 MiB of prose has about 500,000.
constexpr std::size_t kMostMarks = 150'000;

// What a byte may cost: each may become a node.
constexpr auto kWeights = [] {
  std::array<unsigned char, 256> weights{};
  for (const char c : std::string_view("*_[]<`&\\~$|:\n@#!")) weights[static_cast<unsigned char>(c)] = 8;
  for (const char c : std::string_view("w\"'")) weights[static_cast<unsigned char>(c)] = 1;
  return weights;
}();

// What cmark-gfm's known super-linear constructs would cost, in steps of about a nanosecond.
constexpr std::size_t kMostSteps = 50'000'000;

struct Paragraph {
  std::size_t bytes = 0;
  std::size_t pictures = 0;  // "![": each link looks at all that are open
  std::size_t closings = 0;  // "]"
  std::size_t addresses = 0;  // "@": each looks at the whole text

  std::size_t steps() const { return pictures * closings + addresses * bytes; }
};

void count(std::string_view line, Paragraph& paragraph, std::size_t& pipes) {
  paragraph.bytes += line.size();
  char before = '\0';
  for (const char c : line) {
    switch (c) {
      case '|': ++pipes; break;
      case ']': ++paragraph.closings; break;
      case '@': ++paragraph.addresses; break;
      case '[': paragraph.pictures += before == '!' ? 1 : 0; break;
      default: break;
    }
    before = c;
  }
}

std::size_t count_steps(std::string_view body) {
  std::size_t steps = 0;
  Paragraph paragraph;
  for (std::size_t start = 0; start < body.size() && steps <= kMostSteps;) {
    const auto end = std::min(body.find('\n', start), body.size());
    const auto line = body.substr(start, end - start);
    start = end + 1;
    std::size_t pipes = 0;
    count(line, paragraph, pipes);
    steps += pipes * pipes;  // a row's cells are a list that is walked to add one
    if (line.find_first_not_of(" \t>") != line.npos) continue;
    steps += paragraph.steps();
    paragraph = {};
  }
  return steps + paragraph.steps();
}

Finding limit(int line, std::string message, std::string hint) {
  return {"limit", line, 0, std::move(message), std::move(hint)};
}

bool is_readable(std::string_view body, int first_line, std::vector<Finding>& findings) {
  std::size_t marks = 0;
  for (const char c : body) marks += kWeights[static_cast<unsigned char>(c)];
  marks /= 8;
  if (marks > kMostMarks) {
    findings.push_back(limit(first_line, std::to_string(marks) + " marks and line ends on one page, the limit is " +
                                             std::to_string(kMostMarks), "split the page"));
    return false;
  }
  if (count_steps(body) <= kMostSteps) return true;
  findings.push_back(limit(first_line, "too many pictures, addresses or table cells in one paragraph", "split the paragraph"));
  return false;
}

}  // namespace

bool within_limits(std::string_view body, int first_line, int nesting_limit, std::vector<Finding>& findings) {
  int number = first_line;
  TableCells cells;
  for (std::size_t start = 0; start < body.size(); ++number) {
    const auto end = std::min(body.find('\n', start), body.size());
    const auto line = body.substr(start, end - start);
    start = end + 1;
    if (!cells.add(line)) {
      findings.push_back(limit(number, "tables of more than " + std::to_string(kMostCells) + " cells", "split the page"));
      return false;
    }
    if (line.size() <= static_cast<std::size_t>(nesting_limit)) continue;
    const int depth = leading_markers(line);
    if (depth <= nesting_limit) continue;
    findings.push_back(limit(number, "blocks nest " + std::to_string(depth) + " deep, the limit is " +
                                         std::to_string(nesting_limit), {}));
    return false;
  }
  return body.size() <= kLongText || is_readable(body, first_line, findings);
}

}  // namespace markup
