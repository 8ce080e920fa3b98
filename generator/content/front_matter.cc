#include "generator/content/front_matter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"
#include "base/yaml.h"
#include "generator/content/keys.h"
#include "generator/content/yaml_reader.h"

namespace content {
namespace {

constexpr std::string_view kFence = "---";

// The line that starts at `offset`, without its end.
std::string_view line_at(std::string_view text, std::size_t offset) {
  const auto end = text.find('\n', offset);
  return text.substr(offset, end == std::string_view::npos ? end : end - offset);
}

bool is_fence(std::string_view line) {
  return line.starts_with(kFence) && line.find_first_not_of(" \t", kFence.size()) == std::string_view::npos;
}

class FrontMatterReader {
 public:
  FrontMatterReader(std::string_view file, unsigned scopes, const SiteConfig& config, base::Diagnostics& diagnostics)
      : reader_(file, diagnostics), scopes_(scopes), config_(config) {}

  FrontMatter read(const base::YamlValue& root) {
    for (const auto& entry : root.entries) read_entry(entry);
    if (matter_.title.empty()) reader_.report("front-matter", 1, 1, "the page has no title", "add 'title: …' to the front matter");
    return std::move(matter_);
  }

 private:
  void read_entry(const base::YamlEntry& entry) {
    const std::string& key = entry.key;
    if (const Taxonomy* taxonomy = config_.find_taxonomy(key)) {
      matter_.terms.emplace_back(taxonomy->name, reader_.list(entry));
      remember_line(entry);
    } else if (!is_key(key, scopes_)) {
      reader_.unknown_key(entry, known_names(), "the front matter");
    } else if (!read_text(entry) && !read_list(entry) && !read_time(entry)) {
      read_rest(entry);
    }
  }

  std::vector<std::string_view> known_names() const {
    auto names = key_names(scopes_);
    for (const auto& taxonomy : config_.taxonomies) names.push_back(taxonomy.name);
    return names;
  }

  void remember_line(const base::YamlEntry& entry) { matter_.lines.emplace_back(entry.key, entry.line); }

  bool read_text(const base::YamlEntry& entry) {
    struct TextKey {
      std::string_view key;
      std::string FrontMatter::* member;
    };
    static constexpr std::array kTexts = {
        TextKey{"title", &FrontMatter::title},       TextKey{"description", &FrontMatter::description},
        TextKey{"owner", &FrontMatter::owner},       TextKey{"summary", &FrontMatter::summary},
        TextKey{"image", &FrontMatter::image},       TextKey{"consent", &FrontMatter::consent},
        TextKey{"place", &FrontMatter::place},       TextKey{"programme", &FrontMatter::programme},
        TextKey{"course", &FrontMatter::course},     TextKey{"language", &FrontMatter::language},
    };
    const auto* found = std::ranges::find(kTexts, entry.key, &TextKey::key);
    if (found == kTexts.end()) return false;
    matter_.*(found->member) = reader_.text(entry);
    if (entry.key == "image" || entry.key == "course") remember_line(entry);
    return true;
  }

  bool read_list(const base::YamlEntry& entry) {
    struct ListKey {
      std::string_view key;
      std::vector<std::string> FrontMatter::* member;
    };
    static constexpr std::array kLists = {
        ListKey{"aliases", &FrontMatter::aliases}, ListKey{"author", &FrontMatter::authors},
        ListKey{"related", &FrontMatter::related}, ListKey{"outcomes", &FrontMatter::outcomes},
        ListKey{"needs", &FrontMatter::needs},
    };
    const auto* found = std::ranges::find(kLists, entry.key, &ListKey::key);
    if (found == kLists.end()) return false;
    matter_.*(found->member) = reader_.list(entry);
    if (entry.key == "aliases") check_aliases(entry);
    remember_line(entry);
    return true;
  }

  void check_aliases(const base::YamlEntry& entry) {
    for (const auto& alias : matter_.aliases) {
      if (base::is_identifier(alias)) continue;
      reader_.report("key", entry.line, entry.column, fmt::format("'{}' is no value for 'aliases'", alias),
                     "it takes former ids: small letters, digits and hyphens");
    }
  }

  bool read_time(const base::YamlEntry& entry) {
    if (entry.key == "date") {
      matter_.date = reader_.date(entry);
    } else if (entry.key == "updated") {
      matter_.updated = reader_.date(entry);
    } else if (entry.key == "review") {
      matter_.review = reader_.date(entry);
    } else if (entry.key == "publish") {
      matter_.publish = reader_.time(entry, config_.time_zone);
    } else if (entry.key == "expire") {
      matter_.expire = reader_.time(entry, config_.time_zone);
    } else {
      return false;
    }
    return true;
  }

  void read_rest(const base::YamlEntry& entry) {
    static constexpr std::array<std::string_view, 3> kLevels = {"beginner", "intermediate", "advanced"};
    static constexpr std::array<std::string_view, 2> kLessonKinds = {"lesson", "quiz"};
    static constexpr std::array<std::string_view, 3> kStoryKinds = {"article", "immersive", "infographic"};
    const std::string& key = entry.key;
    if (key == "slug") matter_.slug = reader_.identifier(entry);
    if (key == "id") matter_.id = reader_.identifier(entry);
    if (key == "draft") matter_.draft = reader_.boolean(entry);
    if (key == "trusted") matter_.trusted = reader_.boolean(entry);
    if (key == "graded") matter_.graded = reader_.boolean(entry);
    if (key == "weight") matter_.weight = reader_.number(entry, -1e6, 1e6);
    if (key == "duration") matter_.duration = static_cast<int>(std::lround(reader_.number(entry, 1, 100'000)));
    if (key == "minimum_age") matter_.minimum_age = static_cast<int>(std::lround(reader_.number(entry, 0, 150)));
    if (key == "level") matter_.level = reader_.choice(entry, kLevels);
    if (key == "kind" && (scopes_ & kLesson)) matter_.kind = reader_.choice(entry, kLessonKinds);
    if (key == "kind" && (scopes_ & kStory)) matter_.kind = reader_.choice(entry, kStoryKinds);
    if (key == "complete") read_completion(entry);
    if (key == "results") read_results(entry);
    if (key == "share") reader_.map(entry);
    if (key == "id" || key == "slug" || key == "graded" || key == "complete") remember_line(entry);
  }

  void read_completion(const base::YamlEntry& entry) {
    static constexpr std::array<std::string_view, 3> kKnown = {"lessons", "quizzes", "pass"};
    static constexpr std::array<std::string_view, 2> kQuizzes = {"passed", "any"};
    if (!reader_.map(entry)) return;
    for (const auto& rule : entry.value.entries) {
      if (rule.key == "lessons") {
        const bool all = rule.value.is_scalar() && rule.value.text == "all";
        matter_.complete.lessons = all ? -1 : static_cast<int>(reader_.number(rule, 0, 10'000));
      } else if (rule.key == "quizzes") {
        matter_.complete.quizzes_passed = reader_.choice(rule, kQuizzes) == "passed";
      } else if (rule.key == "pass") {
        matter_.complete.pass = read_percent(rule);
      } else {
        reader_.unknown_key(rule, kKnown, "'complete'");
      }
    }
  }

  double read_percent(const base::YamlEntry& entry) {
    base::YamlEntry bare = entry;
    if (bare.value.text.ends_with('%')) bare.value.text.pop_back();
    double percent = 0;
    bare.value.quoted = false;
    if (base::as_number(bare.value, percent) && percent >= 0 && percent <= 100) return percent / 100;
    reader_.wrong(entry, "a percentage such as 70%");
    return 0;
  }

  void read_results(const base::YamlEntry& entry) {
    static constexpr std::array<std::string_view, 2> kKnown = {"number", "label"};
    if (!entry.value.is_list()) return reader_.wrong(entry, "a list of 'number:' and 'label:'");
    for (const auto& item : entry.value.items) {
      ResultFigure figure;
      for (const auto& part : item.entries) {
        if (part.key == "number") {
          figure.number = reader_.text(part);
        } else if (part.key == "label") {
          figure.label = reader_.text(part);
        } else {
          reader_.unknown_key(part, kKnown, "'results'");
        }
      }
      if (figure.number.empty() || figure.label.empty()) {
        reader_.report("key", item.line, item.column, "a result needs 'number' and 'label'");
      } else {
        matter_.results.push_back(std::move(figure));
      }
    }
  }

  YamlReader reader_;
  unsigned scopes_;
  const SiteConfig& config_;
  FrontMatter matter_;
};

}  // namespace

int FrontMatter::line_of(std::string_view key) const {
  const auto found = std::ranges::find(lines, key, [](const auto& entry) -> std::string_view { return entry.first; });
  return found == lines.end() ? 1 : found->second;
}

bool split_page(std::string_view text, std::string_view file, const Limits& limits, SplitPage& parts,
                base::Diagnostics& diagnostics) {
  const std::string name(file);
  if (!is_fence(line_at(text, 0))) {
    diagnostics.report("front-matter", {name, 1, 1}, "the page has no front matter",
                       "start with a line '---', then 'title: …', then a line '---'");
    return false;
  }
  const std::size_t start = std::min(text.size(), line_at(text, 0).size() + 1);
  int line = 2;
  for (std::size_t offset = start; offset < text.size(); ++line) {
    const std::string_view current = line_at(text, offset);
    if (offset - start > limits.front_matter_bytes) {
      diagnostics.report("limit", {name, 1, 1},
                         fmt::format("the front matter is longer than {} bytes", limits.front_matter_bytes),
                         "is its closing line '---' missing?");
      return false;
    }
    if (is_fence(current)) {
      parts.front_matter = text.substr(start, offset - start);
      parts.body = text.substr(std::min(text.size(), offset + current.size() + 1));
      parts.body_line = line + 1;
      return true;
    }
    offset += current.size() + 1;
  }
  diagnostics.report("front-matter", {name, 1, 1}, "the front matter never closes", "end it with a line '---'");
  return false;
}

FrontMatter read_front_matter(const SplitPage& parts, std::string_view file, unsigned scopes, const SiteConfig& config,
                              base::Diagnostics& diagnostics) {
  base::YamlValue root;
  if (!base::parse_yaml({parts.front_matter, file, parts.front_matter_line}, root, diagnostics)) return {};
  if (!root.is_map() && !root.is_null()) {
    diagnostics.report("yaml", {std::string(file), parts.front_matter_line, 1}, "the front matter is no list of keys",
                       "write one 'key: value' a line");
    return {};
  }
  return FrontMatterReader(file, scopes, config, diagnostics).read(root);
}

}  // namespace content
