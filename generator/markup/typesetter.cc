#include "generator/markup/typesetter.h"

#include <algorithm>

#include "base/process.h"
#include "base/hash.h"
#include "base/text.h"

namespace markup {
namespace {

constexpr double kTimeout = 10;  // seconds
constexpr std::size_t kLongestTex = 4000;
constexpr std::size_t kLongestCode = 200'000;
constexpr std::size_t kLongestOutput = 8'000'000;

// To be raised when what we make of the programs' output changes.
constexpr std::string_view kRecipe = "1";

constexpr const char* kHighlighter = "source-highlight";
constexpr const char* kFormulaSetter = "blahtexml";

void remove_all(std::string& text, std::string_view part) {
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at)) text.erase(at, part.size());
}

// What stands between the first `open` and the last `close`.
std::string_view between(std::string_view text, std::string_view open, std::string_view close) {
  const auto start = text.find(open);
  const auto end = text.rfind(close);
  if (start == text.npos || end == text.npos || end < start + open.size()) return {};
  return text.substr(start + open.size(), end - start - open.size());
}

// `<span class="normal">` says nothing; it never holds another span.
std::string without_normal_spans(std::string_view html) {
  constexpr std::string_view kOpen = "<span class=\"normal\">";
  constexpr std::string_view kClose = "</span>";
  std::string out;
  for (auto start = html.find(kOpen); start != html.npos; start = html.find(kOpen)) {
    const auto end = html.find(kClose, start);
    if (end == html.npos) break;
    out.append(html.substr(0, start)).append(html.substr(start + kOpen.size(), end - start - kOpen.size()));
    html.remove_prefix(end + kClose.size());
  }
  return out.append(html);
}

base::Result<std::string> run_highlighter(std::string_view language, std::string_view code) {
  const auto html = base::run_program({kHighlighter, "-f", "html-css", "--no-doc", "-s", std::string(language)}, code,
                                      kTimeout, kLongestOutput);
  if (!html) return html;
  auto inside = without_normal_spans(between(*html, "<pre><tt>", "</tt></pre>"));
  remove_all(inside, "\r");
  // One line end more or less than the author wrote is the program's doing.
  while (inside.ends_with('\n')) inside.pop_back();
  return inside.empty() ? inside : inside + "\n";
}

base::Result<std::string> run_formula_setter(std::string_view display, std::string_view tex) {
  std::vector<std::string> argv = {kFormulaSetter, "--mathml", "--mathml-encoding", "raw", "--other-encoding", "raw"};
  if (!display.empty()) argv.emplace_back("--displaymath");
  const auto xml = base::run_program(argv, tex, kTimeout, kLongestOutput);
  if (!xml) return xml;
  const auto message = between(*xml, "<message>", "</message>");
  if (!message.empty()) return base::fail(base::to_lower(message.substr(0, 1)) + std::string(message.substr(1)));
  std::string math(base::trim(between(*xml, "<markup>", "</markup>")));
  if (math.empty()) return base::fail("nothing came out");
  remove_all(math, "\n");
  return (display.empty() ? "<math>" : "<math display=\"block\">") + math + "</math>";
}

}  // namespace

base::Result<std::string> ProgramTypesetter::highlight(std::string_view language, std::string_view code) {
  const auto name = base::to_lower(language);
  if (code.size() > kLongestCode) return base::fail("it is longer than " + std::to_string(kLongestCode) + " bytes");
  if (!std::ranges::binary_search(languages(), name)) return std::string();
  return remembered("highlight " + version_of(kHighlighter), name, code, run_highlighter);
}

base::Result<std::string> ProgramTypesetter::formula(std::string_view tex, bool display) {
  if (tex.empty()) return base::fail("it is empty");
  if (tex.size() > kLongestTex) return base::fail("it is longer than " + std::to_string(kLongestTex) + " bytes");
  return remembered("formula " + version_of(kFormulaSetter), display ? "display" : "", tex, run_formula_setter);
}

base::Result<std::string> ProgramTypesetter::remembered(const std::string& recipe, std::string_view argument,
                                                        std::string_view input, Compute compute) {
  const auto whole = recipe + " " + std::string(kRecipe) + " " + std::string(argument);
  const auto key = cache::key_of(whole, input);
  const auto name = base::to_hex(key);
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = results_.find(name); known != results_.end()) return known->second;
  }
  base::Result<std::string> result;
  const auto stored = store_ == nullptr ? std::nullopt : store_->get(key);
  if (stored) {
    result = *stored;
  } else {
    result = compute(argument, input);
    // A cache that cannot be written costs time, nothing else.
    if (result && store_ != nullptr) static_cast<void>(store_->put(key, *result));
  }
  const std::lock_guard lock(mutex_);
  results_.emplace(name, result);
  return result;
}

const std::vector<std::string>& ProgramTypesetter::languages() {
  const std::lock_guard lock(mutex_);
  if (languages_known_) return languages_;
  languages_known_ = true;
  const auto list = base::run_program({kHighlighter, "--lang-list"}, {}, kTimeout, kLongestOutput);
  if (!list) return languages_;
  for (const auto line : base::split(*list, '\n')) {
    const auto name = base::trim(line.substr(0, line.find('=')));
    if (!name.empty()) languages_.push_back(base::to_lower(name));
  }
  std::ranges::sort(languages_);
  return languages_;
}

const std::string& ProgramTypesetter::version_of(const std::string& program) {
  const std::lock_guard lock(mutex_);
  const auto known = versions_.find(program);
  if (known != versions_.end()) return known->second;
  // blahtexml tells its version in its help.
  const auto text = base::run_program({program, program == kFormulaSetter ? "--help" : "--version"}, {}, kTimeout, kLongestOutput);
  return versions_.emplace(program, text ? base::short_hash(*text, 16) : "unknown").first->second;
}

}  // namespace markup
