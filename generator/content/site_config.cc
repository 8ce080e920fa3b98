#include "generator/content/site_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/clock.h"
#include "base/text.h"
#include "generator/content/keys.h"
#include "generator/content/yaml_reader.h"

namespace content {
namespace {

// The interface texts that a language needs come with the theme; any two- or three-letter code may be written.
bool is_language_code(std::string_view text) {
  return (text.size() == 2 || text.size() == 3) &&
         std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

class ConfigReader {
 public:
  ConfigReader(std::string_view file, base::Diagnostics& diagnostics) : reader_(file, diagnostics) {}

  SiteConfig read(const base::YamlValue& root) {
    config_.taxonomies.push_back({"tags", {"", {{"id", "Tagar"}, {"en", "Tags"}}}, {}, false});
    for (const auto& entry : root.entries) read_entry(entry);
    finish(root);
    return std::move(config_);
  }

 private:
  void read_entry(const base::YamlEntry& entry) {
    if (!is_key(entry.key, kSite)) return reader_.unknown_key(entry, key_names(kSite), "site.yaml");
    if (entry.key == "format") check_format(entry);
    if (entry.key == "id") config_.id = web_address(entry);
    if (entry.key == "base_url") config_.base_url = web_address(entry);
    if (entry.key == "title") config_.title = localized(entry);
    if (entry.key == "description") config_.description = localized(entry);
    if (entry.key == "language") config_.language = language(entry);
    if (entry.key == "languages") read_languages(entry);
    if (entry.key == "time_zone") read_time_zone(entry);
    if (entry.key == "theme") config_.theme = reader_.identifier(entry);
    if (entry.key == "settings" && reader_.map(entry)) config_.settings = entry.value;
    if (entry.key == "taxonomies" && reader_.map(entry)) read_taxonomies(entry.value);
    if (entry.key == "menus" && reader_.map(entry)) read_menus(entry.value);
    if (entry.key == "checks" && reader_.map(entry)) read_checks(entry.value);
    if (entry.key == "limits" && reader_.map(entry)) read_limits(entry.value);
    if (entry.key == "endpoint" && reader_.map(entry)) read_endpoint(entry.value);
    if (entry.key == "media" && reader_.map(entry)) read_media(entry.value);
    if (entry.key == "deploy" || entry.key == "share") reader_.map(entry);
  }

  void check_format(const base::YamlEntry& entry) {
    if (!entry.value.is_scalar() || entry.value.text != "1") reader_.wrong(entry, "1");
  }

  std::string web_address(const base::YamlEntry& entry) {
    std::string address = reader_.text(entry);
    if (!is_web_address(address)) {
      reader_.wrong(entry, "an address such as https://example.org/");
      return {};
    }
    if (!address.ends_with('/')) address += '/';
    return address;
  }

  std::string language(const base::YamlEntry& entry) {
    std::string code = reader_.text(entry);
    if (!is_language_code(code)) reader_.wrong(entry, "a language's code such as id or en");
    return code;
  }

  void read_languages(const base::YamlEntry& entry) {
    for (auto& code : reader_.list(entry)) {
      if (!is_language_code(code)) return reader_.wrong(entry, "a list of codes such as [id, en]");
      if (std::ranges::find(config_.languages, code) == config_.languages.end()) config_.languages.push_back(code);
    }
  }

  void read_time_zone(const base::YamlEntry& entry) {
    config_.time_zone = reader_.text(entry);
    if (!base::is_time_zone(config_.time_zone)) reader_.wrong(entry, "a name such as Asia/Jakarta");
  }

  LocalizedText localized(const base::YamlEntry& entry) {
    LocalizedText text;
    if (entry.value.is_map()) {
      for (const auto& part : entry.value.entries) text.by_language[part.key] = reader_.text(part);
    } else {
      text.fallback = reader_.text(entry);
    }
    return text;
  }

  void read_taxonomies(const base::YamlValue& map) {
    static constexpr std::array<std::string_view, 2> kKnown = {"title", "terms"};
    for (const auto& entry : map.entries) {
      Taxonomy taxonomy{entry.key, {entry.key, {}}, {}, false};
      if (!base::is_identifier(entry.key) || is_key(entry.key, ~kSite & ~0u & ~(entry.key == "tags" ? kEveryPage : 0u))) {
        reader_.report("key", entry.line, entry.column, fmt::format("'{}' cannot name a taxonomy", entry.key),
                       "use small letters, digits and hyphens, and no key of the front matter");
        continue;
      }
      reader_.map(entry);
      for (const auto& part : entry.value.entries) {
        if (part.key == "title") {
          taxonomy.title = localized(part);
        } else if (part.key == "terms") {
          taxonomy.closed = reader_.map(part);
          for (const auto& term : part.value.entries) taxonomy.terms[term.key] = localized(term);
        } else {
          reader_.unknown_key(part, kKnown, fmt::format("taxonomy '{}'", entry.key));
        }
      }
      if (entry.key == "tags") {
        config_.taxonomies.front() = std::move(taxonomy);
      } else {
        config_.taxonomies.push_back(std::move(taxonomy));
      }
    }
  }

  void read_menus(const base::YamlValue& map) {
    for (const auto& menu : map.entries) {
      auto& entries = config_.menus[menu.key];
      if (!menu.value.is_list()) reader_.wrong(menu, "a list of 'title:' and 'page:'");
      for (const auto& item : menu.value.items) entries.push_back(menu_entry(item));
    }
  }

  MenuEntry menu_entry(const base::YamlValue& item) {
    static constexpr std::array<std::string_view, 2> kKnown = {"title", "page"};
    MenuEntry entry{{}, {}, item.line, item.column};
    for (const auto& part : item.entries) {
      if (part.key == "title") {
        entry.title = localized(part);
      } else if (part.key == "page") {
        entry.target = reader_.text(part);
        entry.line = part.value.line;
        entry.column = part.value.column;
      } else {
        reader_.unknown_key(part, kKnown, "a menu");
      }
    }
    if (entry.target.empty()) reader_.report("key", item.line, item.column, "a menu's entry needs 'page'");
    return entry;
  }

  void read_checks(const base::YamlValue& map) {
    static constexpr std::array<std::string_view, 3> kSeverities = {"error", "warning", "off"};
    std::vector<std::string_view> names;
    for (const auto& check : checks()) names.push_back(check.name);
    for (const auto& entry : map.entries) {
      if (std::ranges::find(names, entry.key) == names.end()) {
        reader_.report("key", entry.line, entry.column, fmt::format("unknown check '{}'", entry.key),
                       base::did_you_mean(entry.key, names));
        continue;
      }
      const std::string severity = reader_.choice(entry, kSeverities);
      config_.checks[entry.key] = severity == "off"       ? base::Severity::off
                                  : severity == "warning" ? base::Severity::warning
                                                          : base::Severity::error;
    }
  }

  void read_limits(const base::YamlValue& map) {
    static constexpr std::array<std::string_view, 3> kKnown = {"page_bytes", "front_matter_bytes", "nesting"};
    for (const auto& entry : map.entries) {
      if (entry.key == "page_bytes") {
        config_.limits.page_bytes = static_cast<std::uint64_t>(reader_.number(entry, 1, 1 << 30));
      } else if (entry.key == "front_matter_bytes") {
        config_.limits.front_matter_bytes = static_cast<std::uint64_t>(reader_.number(entry, 1, 1 << 24));
      } else if (entry.key == "nesting") {
        config_.limits.nesting = static_cast<int>(reader_.number(entry, 1, 200));
      } else {
        reader_.unknown_key(entry, kKnown, "'limits'");
      }
    }
  }

  void read_media(const base::YamlValue& map) {
    static constexpr std::array<std::string_view, 5> kKnown = {"rungs", "preset", "layout", "av1", "opus"};
    static constexpr std::array<std::string_view, 3> kLayouts = {"single", "parts", "segments"};
    static constexpr std::array<std::string_view, 6> kRungs = {"144", "240", "360", "480", "720", "1080"};
    static constexpr std::array<std::string_view, 9> kPresets = {"ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow"};
    for (const auto& entry : map.entries) {
      if (entry.key == "preset") {
        config_.media_preset = reader_.choice(entry, kPresets);
      } else if (entry.key == "layout") {
        config_.media_layout = reader_.choice(entry, kLayouts);
      } else if (entry.key == "av1") {
        config_.media_av1 = reader_.boolean(entry);
      } else if (entry.key == "opus") {
        config_.media_opus = reader_.boolean(entry);
      } else if (entry.key == "rungs") {
        for (const auto& rung : reader_.list(entry)) {
          if (std::ranges::find(kRungs, rung) == kRungs.end()) return reader_.wrong(entry, "a list of 144, 240, 360, 480, 720 and 1080");
          config_.media_rungs.push_back(std::stoi(rung));
        }
      } else {
        reader_.unknown_key(entry, kKnown, "'media'");
      }
    }
  }

  void read_endpoint(const base::YamlValue& map) {
    static constexpr std::array<std::string_view, 1> kKnown = {"url"};
    for (const auto& entry : map.entries) {
      if (entry.key != "url") {
        reader_.unknown_key(entry, kKnown, "'endpoint'");
      } else {
        config_.endpoint_url = web_address(entry);
      }
    }
  }

  void finish(const base::YamlValue& root) {
    for (const std::string_view key : {"format", "id", "title", "language"}) {
      if (!root.find(key)) {
        reader_.report("front-matter", 1, 1, fmt::format("site.yaml lacks '{}'", key),
                       "'sanggar new site NAME' writes a complete one");
      }
    }
    if (config_.language.empty()) config_.language = "id";
    auto& languages = config_.languages;
    languages.erase(std::remove(languages.begin(), languages.end(), config_.language), languages.end());
    languages.insert(languages.begin(), config_.language);
  }

  YamlReader reader_;
  SiteConfig config_;
};

}  // namespace

const std::string& LocalizedText::in(std::string_view language) const {
  const auto found = by_language.find(language);
  if (found != by_language.end()) return found->second;
  if (!fallback.empty() || by_language.empty()) return fallback;
  return by_language.begin()->second;
}

const Taxonomy* SiteConfig::find_taxonomy(std::string_view name) const {
  const auto found = std::ranges::find(taxonomies, name, &Taxonomy::name);
  return found == taxonomies.end() ? nullptr : &*found;
}

int SiteConfig::language_index(std::string_view language_code) const {
  const auto found = std::ranges::find(languages, language_code);
  return found == languages.end() ? -1 : static_cast<int>(found - languages.begin());
}

bool is_web_address(std::string_view text) { return text.starts_with("https://") || text.starts_with("http://"); }

SiteConfig read_site_config(std::string_view text, std::string_view file, base::Diagnostics& diagnostics) {
  base::YamlValue root;
  if (!base::parse_yaml({text, file, 1}, root, diagnostics)) return {};
  if (!root.is_map()) {
    diagnostics.report("yaml", {std::string(file), 1, 1}, "site.yaml is no list of keys", "write one 'key: value' a line");
    return {};
  }
  return ConfigReader(file, diagnostics).read(root);
}

}  // namespace content
