// A theme: layouts, interface texts and assets, found in several folders that overlay each other file by file.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/file_system.h"
#include "generator/content/site_config.h"
#include "generator/content/texts.h"
#include "generator/render/template.h"

namespace render {

struct ThemeAsset {
  std::string name;   // "core.css"
  std::string key;    // "core_css", as templates write it
  std::string url;    // "assets/core.1a2b3c4d.css"
  std::string bytes;
};

// How wide the theme shows pictures, as CSS media conditions (the `sizes` of HTML): in texts, on cards, on top of a page.
struct PictureSizes {
  std::string text = "100vw";
  std::string card = "100vw";
  std::string cover = "100vw";
};

// Read-only after loading.
struct Theme {
  std::string name;
  std::map<std::string, TemplateText, std::less<>> layouts;  // by kind, partials put in
  std::vector<content::Texts> texts;                         // by language of the site
  PictureSizes sizes;
  double card_ratio = 5.0 / 3;                               // width / height of pictures on cards
  std::vector<ThemeAsset> assets;                            // sorted by name
};

// Loads theme `config.theme`. `folders` hold themes (each a folder's parent: "<site>/themes", "<prefix>/share/sanggar/themes"),
// nearest first; the built-in theme "sanggar" supplies what another theme lacks. Reports check "theme".
Theme load_theme(base::FileSystem& files, const std::vector<std::string>& folders, const content::SiteConfig& config,
                 base::Diagnostics& diagnostics);

}  // namespace render
