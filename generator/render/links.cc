#include "generator/render/links.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/locale.h"
#include "base/text.h"

namespace render {
namespace {

using model::Target;

void append_address(const model::Site& site, const LinkOptions& options, const model::Page& page, const Target& target,
                    const markup::Reference& reference, std::string& out) {
  if (target.kind == Target::Kind::as_written) return base::append_html_escaped(out, reference.target);
  if (target.kind == Target::Kind::asset) {
    return base::append_html_escaped(out, link(options, page, site.assets[target.id].url) + target.fragment);
  }
  if (target.kind != Target::Kind::page) return;
  const model::PageId id = site.in_language(target.id, page.language);
  base::append_html_escaped(out, link(options, page, site.page(id).url) + target.fragment);
}

// " (PDF, 12 kB)"
void append_note(const model::Site& site, const model::Page& page, const Target& target, std::string& out) {
  if (target.kind != Target::Kind::asset) return;
  const auto& asset = site.assets[target.id];
  std::string type(base::extension_of(asset.path));
  std::ranges::transform(type, type.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  out += fmt::format(" <span class=\"download\">({}, {})</span>", base::html_escaped(type),
                     base::format_bytes(asset.size, site.language_of(page)));
}

}  // namespace

std::string link(const LinkOptions& options, const model::Page& from, std::string_view to) {
  if (from.kind == model::PageKind::not_found && options.style == model::LinkStyle::folders) {
    return options.base_path + model::encode_path(to);
  }
  return model::relative_link(from.url, to, options.style);
}

void append_text(const model::Site& site, const LinkOptions& options, const model::Page& page, std::string& out) {
  const model::Page& shown = site.shown(page);
  const std::string_view html = shown.text.html;
  std::size_t done = 0;
  for (std::size_t i = 0; i < shown.targets.size(); ++i) {
    const auto& reference = shown.text.references[i];
    out += html.substr(done, reference.offset - done);
    done = reference.offset;
    if (reference.kind == markup::Reference::Kind::note) {
      append_note(site, page, shown.targets[i], out);
    } else {
      append_address(site, options, page, shown.targets[i], reference, out);
    }
  }
  out += html.substr(done);
}

}  // namespace render
