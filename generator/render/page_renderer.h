// Site + theme → the HTML of pages.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "generator/model/site.h"
#include "generator/render/links.h"
#include "generator/render/pictures.h"
#include "generator/render/theme.h"

namespace render {

struct RenderOptions {
  LinkOptions links;
  MediaItems media;
};

// Renders pages one after the other. Not thread-safe: one renderer for each worker; site and theme are shared and outlive it.
class PageRenderer {
 public:
  PageRenderer(const model::Site& site, const Theme& theme, const RenderOptions& options);
  ~PageRenderer();
  PageRenderer(PageRenderer&&) noexcept;

  // The page's whole HTML into `html`, which is emptied first. Mistakes in templates are reported once, with the template's
  // place and the first page that met them.
  void render(const model::Page& page, std::string& html, base::Diagnostics& diagnostics);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace render
