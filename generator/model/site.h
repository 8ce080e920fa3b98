// The whole site as values: every page, its place among the others, its address and identity.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "generator/content/front_matter.h"
#include "generator/content/site_config.h"
#include "generator/content/source_tree.h"
#include "generator/content/texts.h"
#include "generator/markup/document.h"

namespace model {

// Indices into Site::pages and Site::assets.
using PageId = std::uint32_t;
using AssetId = std::uint32_t;
inline constexpr std::uint32_t kNone = UINT32_MAX;

enum class PageKind {
  home, page, course_list, course, module, lesson, quiz, story_list, story, infographic_list, infographic,
  taxonomy, term, author, progress, classroom, not_found,
};

// The name of the kind's layout: "course_list".
std::string_view name_of(PageKind kind);
// True for a section's own page: a list of courses, stories, infographics or terms.
bool is_list(PageKind kind);

// Where a reference in a page's text leads.
struct Target {
  enum class Kind : std::uint8_t { as_written, page, asset, hidden, broken };
  Kind kind = Kind::as_written;
  bool anchor_missing = false;
  std::uint32_t id = kNone;  // PageId of the default language's page, or AssetId
  std::string fragment;      // "#contoh", or empty
};

struct Page {
  PageKind kind = PageKind::page;
  int language = 0;         // index in SiteConfig::languages
  std::string key;          // the same for all translations
  std::string source;       // its file; empty for pages that the generator makes
  std::string directory;    // where its relative links start
  std::string url;          // "courses/umkm/", "" for home, "404.html"
  std::string id;           // course, module, lesson: what progress is kept under
  std::string activity;     // its activity IRI, or empty

  // A page without translation shows `original`'s text (meta and text here are then empty).
  PageId original = kNone;
  content::FrontMatter meta;
  markup::Document text;
  std::vector<Target> targets;  // one for each of text.references

  PageId course = kNone;
  PageId module = kNone;
  PageId previous = kNone;
  PageId next = kNone;
  std::vector<PageId> children;  // course: modules and lessons; module: lessons; term, author, lists: their pages
  int number = 0;                // lesson: 1-based in its course
  int minutes = 0;
  std::string taxonomy;          // taxonomy, term
  std::string term;              // term: its name as shown
};

// A page that has a file but is not shown now.
struct HiddenPage {
  std::string why;   // "is a draft", "is published on 2026-09-01", "expired on 2026-08-01"
  std::string cure;
};

struct Asset {
  std::string path;  // relative to the site's root
  std::string url;   // where it goes
  std::uint64_t size = 0;
  bool linked = false;    // a page offers it: it goes into the site as it is
  bool shown = false;     // a page shows or plays it
  bool on_cards = false;  // some page's `image`
  bool replaced = false;  // renditions stand in its place wherever it is shown

  bool published() const { return linked || (shown && !replaced); }
};

// Built once by build_model, then const.
struct Site {
  content::SiteConfig config;
  std::vector<content::Texts> texts;  // by language
  std::deque<Page> pages;  // pages are large: a vector that grows would take twice their memory
  std::vector<Asset> assets;
  std::unordered_map<std::string, std::vector<PageId>> by_key;  // key → page by language, kNone where there is none
  std::unordered_map<std::string, HiddenPage> hidden;           // key → page of the default language
  std::unordered_map<std::string, PageId> by_url;
  std::unordered_map<std::string, AssetId> asset_by_path;

  // Pages of the default language, in the order they are shown.
  std::vector<PageId> courses, stories, infographics, authors;

  const Page& page(PageId id) const { return pages[id]; }
  // The page whose front matter and text `page` shows: itself, or its original.
  const Page& shown(const Page& page) const { return page.original == kNone ? page : pages[page.original]; }
  const content::FrontMatter& meta(const Page& page) const { return shown(page).meta; }
  // The same page in another language (its fallback page where there is no translation), or kNone.
  PageId in_language(PageId id, int language) const;
  const content::Texts& texts_of(const Page& page) const { return texts[static_cast<std::size_t>(page.language)]; }
  const std::string& language_of(const Page& page) const { return config.languages[static_cast<std::size_t>(page.language)]; }
};

}  // namespace model
