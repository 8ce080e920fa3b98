#include "generator/render/theme.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "base/hash.h"
#include "base/text.h"
#include "base/yaml.h"
#include "generator/model/site.h"
#include "generator/render/slim.h"

namespace render {
namespace {

constexpr std::string_view kBuiltIn = "sanggar";
constexpr std::size_t kLargestLayout = 1u << 20;  // bytes, its partials put in
constexpr int kMostPartials = 2'000;              // put into one layout
constexpr int kDeepest = 100;                     // sections inside sections

// The files of a theme as if its folders lay on top of each other.
class Overlay {
 public:
  Overlay(base::FileSystem& files, std::vector<std::string> folders) : files_(files), folders_(std::move(folders)) {}

  bool empty() const { return folders_.empty(); }

  // Names in a subfolder, sorted.
  std::set<std::string> list(const std::string& subfolder) const {
    std::set<std::string> names;
    for (const auto& folder : folders_) {
      const auto entries = files_.list(fmt::format("{}/{}", folder, subfolder));
      if (!entries) continue;
      for (const auto& entry : *entries) {
        if (entry.kind == base::FileKind::file && !entry.name.starts_with('.')) names.insert(entry.name);
      }
    }
    return names;
  }

  // The nearest file of that name; `shown` becomes the path for messages.
  bool read(const std::string& path, std::string& bytes, std::string& shown) const {
    for (const auto& folder : folders_) {
      const auto status = files_.status(fmt::format("{}/{}", folder, path));
      if (!status || status->kind != base::FileKind::file) continue;
      auto read = files_.read(fmt::format("{}/{}", folder, path));
      if (!read) return false;
      bytes = std::move(*read);
      shown = fmt::format("themes/{}/{}", base::file_name_of(folder), path);
      return true;
    }
    return false;
  }

 private:
  base::FileSystem& files_;
  std::vector<std::string> folders_;
};

std::vector<std::string> existing_folders(base::FileSystem& files, const std::vector<std::string>& parents, std::string_view name) {
  std::vector<std::string> found;
  for (const auto& parent : parents) {
    const std::string folder = parent + "/" + std::string(name);
    const auto status = files.status(folder);
    if (status && status->kind == base::FileKind::directory) found.push_back(folder);
  }
  return found;
}

constexpr std::array<std::pair<std::string_view, std::string PictureSizes::*>, 3> kSizes = {
    {{"text_sizes", &PictureSizes::text}, {"card_sizes", &PictureSizes::card}, {"cover_sizes", &PictureSizes::cover}}};

// "5:3" → 1.67
bool read_ratio(std::string_view text, double& ratio) {
  const auto parts = base::split(text, ':');
  if (parts.size() != 2) return false;
  double numbers[2] = {0, 0};
  for (std::size_t i = 0; i < 2; ++i) {
    const auto part = base::trim(parts[i]);
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), numbers[i]);
    if (error != std::errc() || end != part.data() + part.size() || numbers[i] < 1 || numbers[i] > 100) return false;
  }
  ratio = numbers[0] / numbers[1];
  return true;
}

class ThemeLoader {
 public:
  ThemeLoader(const Overlay& overlay, const content::SiteConfig& config, base::Diagnostics& diagnostics)
      : overlay_(overlay), config_(config), diagnostics_(diagnostics) {}

  Theme load() {
    theme_.name = config_.theme;
    load_layouts();
    load_texts();
    load_assets();
    load_settings();
    return std::move(theme_);
  }

 private:
  void load_layouts() {
    for (int kind = 0; kind <= static_cast<int>(model::PageKind::not_found); ++kind) {
      const std::string name(model::name_of(static_cast<model::PageKind>(kind)));
      std::string bytes;
      std::string shown;
      if (!overlay_.read("layouts/base.mustache", bytes, shown)) return missing("layouts/base.mustache");
      TemplateText text;
      content_ = "layouts/" + name + ".mustache";
      partials_ = 0;
      expand(bytes, shown, text);
      if (too_large_) return;
      check_depth(text);
      theme_.layouts.emplace(name, std::move(text));
    }
  }

  void missing(const std::string& path) {
    diagnostics_.report("theme", {fmt::format("themes/{}/{}", config_.theme, path), 0, 0}, "the theme lacks this file", "");
  }

  // Copies `source`, putting partials in the place of their tags.
  void expand(std::string_view source, const std::string& file, TemplateText& text) {
    std::size_t start = 0;
    int line = 1;
    for (std::size_t open = source.find("{{>"); open != std::string_view::npos; open = source.find("{{>", start)) {
      const std::size_t close = source.find("}}", open);
      if (close == std::string_view::npos) break;
      text.append(source.substr(start, open - start), file, line);
      line += static_cast<int>(std::ranges::count(source.substr(start, open - start), '\n'));
      put_partial(std::string(base::trim(source.substr(open + 3, close - open - 3))), {file, line, 0}, text);
      start = close + 2;
    }
    text.append(source.substr(start), file, line);
  }

  void put_partial(const std::string& name, const base::Place& place, TemplateText& text) {
    if (std::ranges::find(open_, name) != open_.end()) {
      return diagnostics_.report("theme", place, fmt::format("partial '{}' includes itself", name), "remove the circle");
    }
    std::string bytes;
    std::string shown;
    const std::string path = name == "content" ? content_ : "partials/" + name + ".mustache";
    if (too_large_) return;
    if (overlay_.read(path, bytes, shown)) {
      too_large_ = ++partials_ > kMostPartials || text.text().size() + bytes.size() > kLargestLayout;
      if (too_large_) {
        return diagnostics_.report("theme", place,
                                   fmt::format("with partial '{}' the template grows beyond {} partials or {} KiB", name, kMostPartials,
                                               kLargestLayout / 1024),
                                   "include partials fewer times");
      }
      open_.push_back(name);
      expand(bytes, shown, text);
      open_.pop_back();
      return;
    }
    std::vector<std::string> names;
    for (const auto& file : overlay_.list("partials")) names.push_back(file.substr(0, file.find('.')));
    const std::vector<std::string_view> known(names.begin(), names.end());
    diagnostics_.report("theme", place, fmt::format("no file '{}' in the theme", path), base::did_you_mean(name, known));
  }

  // Mustache goes down a level of the stack for each section inside another.
  void check_depth(const TemplateText& text) {
    int depth = 0;
    const std::string& all = text.text();
    for (std::size_t open = all.find("{{"); open != std::string::npos; open = all.find("{{", open + 2)) {
      const auto at = all.find_first_not_of(" \t\n", open + 2);
      const char kind = at < all.size() ? all[at] : ' ';
      depth += kind == '#' || kind == '^' ? 1 : kind == '/' ? -1 : 0;
      if (kind == '=') {
        diagnostics_.report("theme", text.place_of(open), "the template sets other delimiters", "write '{{' and '}}' throughout");
      } else if (depth > kDeepest) {
        return diagnostics_.report("theme", text.place_of(open), fmt::format("sections are nested deeper than {}", kDeepest),
                                   "close each with '{{/name}}'");
      }
    }
  }

  void load_texts() {
    for (const auto& language : config_.languages) {
      std::map<std::string, std::string, std::less<>> texts;
      if (!read_texts("i18n/" + language + ".yaml", texts)) {
        diagnostics_.report("theme", {"site.yaml", 0, 0}, fmt::format("the theme has no texts in '{}'", language),
                            fmt::format("write themes/{}/i18n/{}.yaml", config_.theme, language));
      }
      theme_.texts.emplace_back(language, std::move(texts));
    }
  }

  bool read_texts(const std::string& path, std::map<std::string, std::string, std::less<>>& texts) {
    std::string bytes;
    std::string shown;
    if (!overlay_.read(path, bytes, shown)) return false;
    base::YamlValue root;
    base::parse_yaml({bytes, shown, 1}, root, diagnostics_);
    for (const auto& entry : root.entries) texts[entry.key] = entry.value.text;
    return true;
  }

  void load_assets() {
    for (const auto& name : overlay_.list("assets")) {
      ThemeAsset asset;
      std::string shown;
      if (!overlay_.read("assets/" + name, asset.bytes, shown)) continue;
      const auto dot = name.rfind('.');
      asset.bytes = slim(name, asset.bytes);
      asset.name = name;
      asset.key = name;
      std::ranges::replace_if(asset.key, [](char c) { return c == '.' || c == '-'; }, '_');
      asset.url = fmt::format("assets/{}.{}{}", name.substr(0, dot), base::short_hash(asset.bytes, 8),
                              dot == std::string::npos ? "" : name.substr(dot));
      theme_.assets.push_back(std::move(asset));
    }
  }

  // theme.yaml, which a theme may leave out.
  void load_settings() {
    std::string bytes;
    std::string shown;
    if (!overlay_.read("theme.yaml", bytes, shown)) return;
    base::YamlValue root;
    base::parse_yaml({bytes, shown, 1}, root, diagnostics_);
    for (const auto& entry : root.entries) {
      const auto slot = std::ranges::find(kSizes, entry.key, &std::pair<std::string_view, std::string PictureSizes::*>::first);
      if (slot != kSizes.end()) {
        theme_.sizes.*(slot->second) = base::html_escaped(entry.value.text);
      } else if (entry.key != "card_ratio" || !read_ratio(entry.value.text, theme_.card_ratio)) {
        diagnostics_.report("theme", {shown, entry.line, entry.column},
                            entry.key == "card_ratio" ? "card_ratio takes two numbers, such as 5:3" : fmt::format("unknown key '{}'", entry.key),
                            entry.key == "card_ratio" ? "" : "known: text_sizes, card_sizes, cover_sizes, card_ratio");
      }
    }
  }

  const Overlay& overlay_;
  const content::SiteConfig& config_;
  base::Diagnostics& diagnostics_;
  Theme theme_;
  int partials_ = 0;       // put into this layout
  bool too_large_ = false;
  std::string content_;  // what {{> content}} stands for
  std::vector<std::string> open_;  // the partials that are being put in, outermost first
};

void report_unknown(base::FileSystem& files, const std::vector<std::string>& folders, const content::SiteConfig& config,
                    base::Diagnostics& diagnostics) {
  std::set<std::string> names;
  for (const auto& folder : folders) {
    const auto entries = files.list(folder);
    if (!entries) continue;
    for (const auto& entry : *entries) {
      if (entry.kind == base::FileKind::directory) names.insert(entry.name);
    }
  }
  const std::vector<std::string_view> known(names.begin(), names.end());
  const std::string hint = base::did_you_mean(config.theme, known);
  diagnostics.report("theme", {"site.yaml", 0, 0}, fmt::format("no theme '{}'", config.theme),
                     hint.empty() ? fmt::format("themes are folders in themes/; known: {}", fmt::join(names, ", ")) : hint);
}

}  // namespace

Theme load_theme(base::FileSystem& files, const std::vector<std::string>& folders, const content::SiteConfig& config,
                 base::Diagnostics& diagnostics) {
  auto found = existing_folders(files, folders, config.theme);
  if (found.empty()) {
    report_unknown(files, folders, config, diagnostics);
    return {};
  }
  if (config.theme != kBuiltIn) {
    for (auto& folder : existing_folders(files, folders, kBuiltIn)) found.push_back(std::move(folder));
  }
  return ThemeLoader(Overlay(files, std::move(found)), config, diagnostics).load();
}

}  // namespace render
