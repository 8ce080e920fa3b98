#include "generator/render/links.h"

namespace render {
std::string link(const LinkOptions& options, const model::Page& from, std::string_view to) {
  if (from.kind == model::PageKind::not_found && options.style == model::LinkStyle::folders) {
    return options.base_path + model::encode_path(to);
  }
  return model::relative_link(from.url, to, options.style);
}

}  // namespace render
