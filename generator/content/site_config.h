// site.yaml: the site's settings.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/yaml.h"
#include "generator/content/checks.h"

namespace content {

// A text that may differ by language: `title: Kursus` or `title: {id: Kursus, en: Courses}`.
struct LocalizedText {
  std::string fallback;
  std::map<std::string, std::string, std::less<>> by_language;

  const std::string& in(std::string_view language) const;
  bool empty() const { return fallback.empty() && by_language.empty(); }
};

struct MenuEntry {
  LocalizedText title;
  std::string target;  // a page's file, or "courses", "stories", "infographics", or a web address
  int line = 0;
  int column = 0;
};

struct Taxonomy {
  std::string name;  // the key in front matter and the folder in the address
  LocalizedText title;
  std::map<std::string, LocalizedText, std::less<>> terms;  // names of terms; a term not listed shows as written
  bool closed = false;  // terms are listed: others are mistakes
};

// What one page may not exceed.
struct Limits {
  std::uint64_t page_bytes = 4u << 20;
  std::uint64_t front_matter_bytes = 64u << 10;
  int nesting = 100;
};

struct SiteConfig {
  std::string id;         // IRI, ends with '/'
  LocalizedText title;
  LocalizedText description;
  std::string base_url;   // ends with '/'
  std::string language;   // the default one
  std::vector<std::string> languages;  // the default one first
  std::string time_zone = "UTC";
  std::string theme = "sanggar";
  base::YamlValue settings;
  std::vector<Taxonomy> taxonomies;    // "tags" first
  std::map<std::string, std::vector<MenuEntry>, std::less<>> menus;
  Severities checks;
  Limits limits;
  std::vector<int> media_rungs;   // short sides of videos in px; empty: all
  bool media_av1 = true;          // videos up to 480 also as AV1
  bool media_opus = true;         // sounds also as Opus
  std::string media_layout;       // "single", "parts" or "segments"; empty: single
  std::string media_preset;       // x264's; empty: the usual one
  std::string endpoint_url;

  const Taxonomy* find_taxonomy(std::string_view name) const;
  // The index in `languages`, or -1.
  int language_index(std::string_view language_code) const;
};

// True for addresses as `base_url` takes them: they start with https:// or http://.
bool is_web_address(std::string_view text);

// Reads site.yaml's text; mistakes are reported for `file`.
SiteConfig read_site_config(std::string_view text, std::string_view file, base::Diagnostics& diagnostics);

}  // namespace content
