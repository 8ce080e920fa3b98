// Links, pictures and files that pages name: found, or reported with the nearest name.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/parallel_for.h"
#include "base/text.h"
#include "generator/model/passes.h"

namespace model {
namespace {

std::string percent_decoded(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0) {
      decoded += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  return decoded;
}

struct SplitTarget {
  std::string path;      // relative to the site's root; starts with ".." when it leaves it
  std::string fragment;  // with '#'
};

SplitTarget split_target(std::string_view directory, std::string_view target) {
  SplitTarget parts;
  const auto hash = target.find('#');
  if (hash != std::string_view::npos) parts.fragment = target.substr(hash);
  const std::string path = percent_decoded(target.substr(0, target.find_first_of("#?")));
  parts.path = path.empty() ? "" : base::join_path(directory, path);
  return parts;
}

bool leads_out(const SplitTarget& parts) { return parts.path.starts_with(".."); }

// "a/foto.en.md" → "a/foto"; "a/foto/index.md" → "a/foto".
std::string key_of(const Site& site, std::string_view path) {
  std::string_view stem = path.substr(0, path.size() - 3);
  const auto dot = stem.rfind('.');
  if (dot != std::string_view::npos && site.config.language_index(stem.substr(dot + 1)) >= 0) stem = stem.substr(0, dot);
  const auto name = base::file_name_of(stem);
  const auto folder = base::directory_of(stem);
  const bool of_folder = name == "index" || name == "course" || name == "module";
  return std::string(of_folder && folder.find('/') != std::string_view::npos ? folder : stem);
}

// The 404 page is none to link to: it stands in one language only.
PageId page_by_key(const Site& site, const std::string& key) {
  const auto found = site.by_key.find(key);
  if (found == site.by_key.end() || found->second[0] == kNone) return kNone;
  return site.page(found->second[0]).kind == PageKind::not_found ? kNone : found->second[0];
}

PageId page_by_path(const Site& site, const std::string& path) {
  if (path.ends_with(".md")) return page_by_key(site, key_of(site, path));
  const auto by_url = site.by_url.find(path.empty() || path.ends_with('/') ? path : path + "/");
  if (by_url != site.by_url.end()) return by_url->second;
  const PageId by_key = page_by_key(site, path.ends_with('/') ? path.substr(0, path.size() - 1) : path);
  return by_key != kNone ? by_key : page_by_key(site, "pages/" + path);
}

// The key of a page that is not shown now, or empty.
std::string hidden_key(const Site& site, std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  std::string key = path.ends_with(".md") ? key_of(site, path) : std::string(path);
  if (site.hidden.contains(key)) return key;
  key = "pages/" + key;
  return !path.ends_with(".md") && site.hidden.contains(key) ? key : std::string();
}

Target resolve(const Site& site, const Page& page, const markup::Reference& reference) {
  Target target;
  const auto parts = split_target(page.directory, reference.target);
  target.fragment = parts.fragment;
  if (parts.path.empty() && !reference.target.starts_with('/')) return target;
  target.kind = Target::Kind::broken;
  if (leads_out(parts)) return target;
  if (reference.kind == markup::Reference::Kind::link) target.id = page_by_path(site, parts.path);
  if (target.id != kNone) {
    target.kind = Target::Kind::page;
    return target;
  }
  const auto asset = site.asset_by_path.find(parts.path);
  if (asset == site.asset_by_path.end()) {
    const bool hidden = reference.kind == markup::Reference::Kind::link && !hidden_key(site, parts.path).empty();
    if (hidden) target.kind = Target::Kind::hidden;
    return target;
  }
  target.kind = Target::Kind::asset;
  target.id = asset->second;
  return target;
}

// The page that a link with an anchor leads to, in the language of `page`; kNone when it leads to no page.
PageId anchored_page(const Site& site, PageId from, std::size_t index) {
  const Page& page = site.page(from);
  const Target& target = page.targets[index];
  if (target.fragment.size() < 2) return kNone;
  if (target.kind == Target::Kind::as_written) return from;
  const bool is_link = page.text.references[index].kind == markup::Reference::Kind::link;
  return target.kind == Target::Kind::page && is_link ? site.in_language(target.id, page.language) : kNone;
}

bool has_anchor(const Site& site, const Page& page, std::string_view fragment) {
  const std::string id = percent_decoded(fragment.substr(1));
  return id.empty() || std::ranges::binary_search(site.shown(page).text.anchors, markup::anchor_hash(id));
}

void check_anchors(const Site& site, PageId id, Page& page) {
  for (std::size_t i = 0; i < page.targets.size(); ++i) {
    const PageId to = anchored_page(site, id, i);
    page.targets[i].anchor_missing = to != kNone && !has_anchor(site, site.page(to), page.targets[i].fragment);
  }
}

void resolve_page(const Site& site, Page& page) {
  page.targets.reserve(page.text.references.size());
  for (const auto& reference : page.text.references) {
    // A note repeats the link before it.
    const bool repeats = reference.kind == markup::Reference::Kind::note && !page.targets.empty();
    page.targets.push_back(repeats ? page.targets.back() : resolve(site, page, reference));
  }
}

// Reports what the pages' targets turned out to be, page after page: the nearest name is looked for only so often.
class Reporter {
 public:
  Reporter(const Site& site, base::Diagnostics& diagnostics) : site_(site), diagnostics_(diagnostics) {}

  void report_targets(PageId id) {
    const Page& page = site_.page(id);
    for (std::size_t i = 0; i < page.targets.size(); ++i) {
      const Target& target = page.targets[i];
      const auto& reference = page.text.references[i];
      if (reference.kind == markup::Reference::Kind::note) continue;
      if (target.kind == Target::Kind::broken) not_found(page, reference);
      if (target.kind == Target::Kind::hidden) {
        report_hidden(site_, hidden_key(site_, split_target(page.directory, reference.target).path), reference.target,
                      {page.source, reference.line, reference.column}, diagnostics_);
      }
      if (target.anchor_missing) missing_anchor(page, reference, site_.page(anchored_page(site_, id, i)), target.fragment);
    }
  }

 private:
  void missing_anchor(const Page& page, const markup::Reference& reference, const Page& target, std::string_view fragment) {
    std::vector<std::string_view> names;
    for (const auto& heading : site_.shown(target).text.headings) names.push_back(heading.id);
    report(page, reference, "anchor", fmt::format("no anchor '{}' on '{}'", fragment, site_.shown(target).source),
           suggestions_.nearest(fragment.substr(1), names));
  }

  void not_found(const Page& page, const markup::Reference& reference) {
    const auto parts = split_target(page.directory, reference.target);
    if (leads_out(parts)) return report(page, reference, "file", fmt::format("'{}' leads out of the site", reference.target), "");
    const bool wants_page = parts.path.ends_with(".md") || reference.target.ends_with('/');
    report(page, reference, wants_page ? "link" : "file",
           fmt::format("no {} at '{}'", wants_page ? "page" : "file", reference.target),
           suggestions_.used_up() ? "" : nearest_in_folder(parts.path, wants_page));
  }

  std::string nearest_in_folder(const std::string& path, bool wants_page) {
    const auto folder = base::directory_of(path);
    std::vector<std::string_view> names;
    const auto add = [&](std::string_view other) {
      if (base::directory_of(other) == folder) names.push_back(base::file_name_of(other));
    };
    if (wants_page) {
      for (const auto& other : site_.pages) {
        if (!other.source.empty()) add(other.source);
      }
    } else {
      for (const auto& asset : site_.assets) add(asset.path);
    }
    return suggestions_.nearest(base::file_name_of(path), names);
  }

  void report(const Page& page, const markup::Reference& reference, std::string_view check, std::string message,
              std::string hint) {
    diagnostics_.report(check, {page.source, reference.line, reference.column}, std::move(message), std::move(hint));
  }

  const Site& site_;
  base::Diagnostics& diagnostics_;
  Suggestions suggestions_;
};

void check_matter(Site& site, const Page& page, base::Diagnostics& diagnostics) {
  const auto& meta = page.meta;
  if (!meta.image.empty()) {
    const AssetId image = find_asset(site, page, meta.image);
    if (image != kNone) {
      site.assets[image].shown = site.assets[image].on_cards = true;
    } else {
      diagnostics.report("file", {page.source, meta.line_of("image"), 0}, fmt::format("no file at '{}'", meta.image), "");
    }
  }
  for (const auto& related : meta.related) {
    if (find_page(site, page, related) != kNone) continue;
    const base::Place place{page.source, meta.line_of("related"), 0};
    if (report_hidden(site, hidden_key(site, split_target(page.directory, related).path), related, place, diagnostics)) continue;
    diagnostics.report("link", place, fmt::format("no page at '{}'", related), "");
  }
}

// A list has a page as soon as it has an entry; until then the menu leaves it out.
bool is_list(std::string_view target) {
  static constexpr std::array<std::string_view, 3> kLists = {"courses", "stories", "infographics"};
  if (target.ends_with('/')) target.remove_suffix(1);
  return std::ranges::find(kLists, target) != kLists.end();
}

void check_menus(const Site& site, base::Diagnostics& diagnostics) {
  Page root;
  for (const auto& [name, entries] : site.config.menus) {
    for (const auto& entry : entries) {
      if (entry.target.find("://") != std::string::npos || find_page(site, root, entry.target) != kNone) continue;
      const base::Place place{"site.yaml", entry.line, entry.column};
      if (report_hidden(site, hidden_key(site, split_target("", entry.target).path), entry.target, place, diagnostics)) continue;
      if (is_list(entry.target)) continue;  // it has no pages yet
      diagnostics.report("link", place, fmt::format("no page at '{}'", entry.target),
                         "name a file such as pages/tentang.md, or courses, stories or infographics");
    }
  }
}

// A text document where pages are written, and no page offers it.
void check_documents(const Site& site, base::Diagnostics& diagnostics) {
  static constexpr std::array<std::string_view, 4> kDocuments = {"doc", "docx", "odt", "rtf"};
  for (const auto& asset : site.assets) {
    const auto ending = base::to_lower(base::extension_of(asset.path));
    if (asset.linked || std::ranges::find(kDocuments, ending) == kDocuments.end()) continue;
    if (asset.path.starts_with("data/") || asset.path.starts_with("media/")) continue;
    const auto name = base::file_name_of(asset.path);
    diagnostics.report("stray-file", {asset.path, 0, 0}, "this file becomes no page, and no page links to it",
                       fmt::format("write its text into '{}.md', or link to it", name.substr(0, name.size() - ending.size() - 1)));
  }
}

}  // namespace

bool report_hidden(const Site& site, const std::string& key, std::string_view name, const base::Place& place, base::Diagnostics& diagnostics) {
  const auto found = site.hidden.find(key);
  if (found == site.hidden.end()) return false;
  diagnostics.report("hidden-page", place, fmt::format("'{}' is not linked: the page {}", name, found->second.why), found->second.cure);
  return true;
}

PageId find_page(const Site& site, const Page& from, std::string_view target) {
  const auto parts = split_target(from.directory, target);
  return parts.path.starts_with("..") ? kNone : page_by_path(site, parts.path);
}

AssetId find_asset(const Site& site, const Page& from, std::string_view target) {
  const auto found = site.asset_by_path.find(split_target(from.directory, target).path);
  return found == site.asset_by_path.end() ? kNone : found->second;
}

void resolve_references(Site& site, int jobs, base::Diagnostics& diagnostics) {
  base::parallel_for(site.pages.size(), jobs, [&](std::size_t i, int) { resolve_page(site, site.pages[i]); });
  base::parallel_for(site.pages.size(), jobs, [&](std::size_t i, int) { check_anchors(site, static_cast<PageId>(i), site.pages[i]); });
  Reporter reporter(site, diagnostics);
  for (PageId id = 0; id < site.pages.size(); ++id) reporter.report_targets(id);
  for (const Page& page : site.pages) {
    if (!page.source.empty()) check_matter(site, page, diagnostics);
    for (std::size_t i = 0; i < page.targets.size(); ++i) {
      if (page.targets[i].kind != Target::Kind::asset) continue;
      using Kind = markup::Reference::Kind;
      const Kind kind = page.text.references[i].kind;
      auto& asset = site.assets[page.targets[i].id];
      (kind == Kind::link || kind == Kind::note ? asset.linked : asset.shown) = true;
    }
  }
  check_menus(site, diagnostics);
  check_documents(site, diagnostics);
}

}  // namespace model
