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

class Resolver {
 public:
  Resolver(const Site& site, base::Diagnostics& diagnostics) : site_(site), diagnostics_(diagnostics) {}

  Target resolve(const Page& page, const markup::Reference& reference) {
    Target target;
    const auto parts = split_target(page.directory, reference.target);
    target.fragment = parts.fragment;
    if (parts.path.empty() && !reference.target.starts_with('/')) return own_anchor(page, reference, std::move(target));
    if (parts.path.starts_with("..")) {
      report(page, reference, "file", fmt::format("'{}' leads out of the site", reference.target), "");
      target.kind = Target::Kind::broken;
      return target;
    }
    if (reference.kind == markup::Reference::Kind::link) target.id = page_by_path(site_, parts.path);
    target.kind = Target::Kind::page;
    if (target.id != kNone) return target;
    const auto asset = site_.asset_by_path.find(parts.path);
    target.kind = asset == site_.asset_by_path.end() ? Target::Kind::broken : Target::Kind::asset;
    if (target.kind == Target::Kind::asset) {
      target.id = asset->second;
    } else {
      not_found(page, reference, parts.path);
    }
    return target;
  }

 private:
  Target own_anchor(const Page& page, const markup::Reference& reference, Target target) {
    if (target.fragment.size() > 1 && !has_anchor(page, target.fragment)) missing_anchor(page, reference, page, target.fragment);
    return target;
  }

 public:
  bool has_anchor(const Page& page, std::string_view fragment) const {
    const std::string id = percent_decoded(fragment.substr(1));
    return id.empty() || std::ranges::binary_search(site_.shown(page).text.anchors, markup::anchor_hash(id));
  }

  void missing_anchor(const Page& page, const markup::Reference& reference, const Page& target, std::string_view fragment) {
    std::vector<std::string_view> names;
    for (const auto& heading : site_.shown(target).text.headings) names.push_back(heading.id);
    report(page, reference, "anchor",
           fmt::format("no anchor '{}' on '{}'", fragment, site_.shown(target).source),
           base::did_you_mean(fragment.substr(1), names));
  }

 private:
  void not_found(const Page& page, const markup::Reference& reference, const std::string& path) {
    const bool wants_page = path.ends_with(".md") || reference.target.ends_with('/');
    const std::string folder(base::directory_of(path));
    std::vector<std::string> paths;
    for (const auto& other : site_.pages) {
      if (wants_page && !other.source.empty() && base::directory_of(other.source) == folder) paths.push_back(other.source);
    }
    for (const auto& asset : site_.assets) {
      if (!wants_page && base::directory_of(asset.path) == folder) paths.push_back(asset.path);
    }
    std::vector<std::string_view> names;
    names.reserve(paths.size());
    for (const auto& other : paths) names.push_back(base::file_name_of(other));
    report(page, reference, wants_page ? "link" : "file",
           fmt::format("no {} at '{}'", wants_page ? "page" : "file", reference.target),
           base::did_you_mean(base::file_name_of(path), names));
  }

  void report(const Page& page, const markup::Reference& reference, std::string_view check, std::string message,
              std::string hint) {
    diagnostics_.report(check, {page.source, reference.line, reference.column}, std::move(message), std::move(hint));
  }

  const Site& site_;
  base::Diagnostics& diagnostics_;
};

void check_anchors(const Site& site, const Page& page, base::Diagnostics& diagnostics) {
  Resolver resolver(site, diagnostics);
  for (std::size_t i = 0; i < page.targets.size(); ++i) {
    const Target& target = page.targets[i];
    if (target.kind != Target::Kind::page || target.fragment.size() < 2) continue;
    if (page.text.references[i].kind != markup::Reference::Kind::link) continue;
    const PageId shown = site.in_language(target.id, page.language);
    if (!resolver.has_anchor(site.page(shown), target.fragment)) {
      resolver.missing_anchor(page, page.text.references[i], site.page(shown), target.fragment);
    }
  }
}

void resolve_page(const Site& site, Page& page, base::Diagnostics& diagnostics) {
  Resolver resolver(site, diagnostics);
  page.targets.reserve(page.text.references.size());
  for (const auto& reference : page.text.references) {
    // A note repeats the link before it.
    if (reference.kind == markup::Reference::Kind::note && !page.targets.empty()) {
      page.targets.push_back(page.targets.back());
    } else {
      page.targets.push_back(resolver.resolve(page, reference));
    }
  }
}

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
    if (find_page(site, page, related) == kNone) {
      diagnostics.report("link", {page.source, meta.line_of("related"), 0}, fmt::format("no page at '{}'", related), "");
    }
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
      if (entry.target.find("://") != std::string::npos || is_list(entry.target) || find_page(site, root, entry.target) != kNone) continue;
      diagnostics.report("link", {"site.yaml", entry.line, entry.column}, fmt::format("no page at '{}'", entry.target),
                         "name a file such as pages/tentang.md, or courses, stories or infographics");
    }
  }
}

}  // namespace

PageId find_page(const Site& site, const Page& from, std::string_view target) {
  const auto parts = split_target(from.directory, target);
  return parts.path.starts_with("..") ? kNone : page_by_path(site, parts.path);
}

AssetId find_asset(const Site& site, const Page& from, std::string_view target) {
  const auto found = site.asset_by_path.find(split_target(from.directory, target).path);
  return found == site.asset_by_path.end() ? kNone : found->second;
}

void resolve_references(Site& site, int jobs, base::Diagnostics& diagnostics) {
  std::vector<base::Diagnostics> found(site.pages.size());
  base::parallel_for(site.pages.size(), jobs,
                     [&](std::size_t i, int) { resolve_page(site, site.pages[i], found[i]); });
  base::parallel_for(site.pages.size(), jobs,
                     [&](std::size_t i, int) { check_anchors(site, site.pages[i], found[i]); });
  for (auto& list : found) diagnostics.append(std::move(list));
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
}

}  // namespace model
