// Pictures, videos, sounds.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "generator/markup/addresses.h"
#include "generator/markup/nodes.h"
#include "generator/markup/renderer.h"

namespace markup {
namespace {

// What browsers show, and what is made into what they show.
constexpr std::array<std::string_view, 13> kShown = {"apng", "avif", "bmp", "gif", "heic", "heif", "ico", "jfif", "jpeg", "jpg", "png", "svg", "webp"};

bool can_be_shown(std::string_view address) {
  const auto ending = base::to_lower(base::extension_of(address.substr(0, address.find_first_of("?#"))));
  return ending.empty() || std::ranges::binary_search(kShown, ending);
}

std::string_view name_of(MediaKind kind) {
  return kind == MediaKind::picture ? "picture" : kind == MediaKind::video ? "video" : "sound";
}

}  // namespace

// A paragraph that holds one picture, video or sound and nothing else.
bool Renderer::figure(cmark_node* paragraph) {
  cmark_node* image = paragraph->first_child;
  if (image->type != CMARK_NODE_IMAGE) return false;
  const auto kind = media_kind(view(image->as.link.url));
  line_start();
  raw(kind == MediaKind::picture ? "<figure class=\"figure\">" : "<figure class=\"figure player\">");
  media(image, Alone::yes);
  if (image->as.link.title.len > 0) {
    raw("<figcaption>");
    text(view(image->as.link.title));
    raw("</figcaption>");
  }
  raw("</figure>\n");
  return true;
}

void Renderer::media(cmark_node* image, Alone alone) {
  const auto address = view(image->as.link.url);
  const auto kind = media_kind(address);
  const std::string alt(base::trim(plain_text(image)));
  if (alt.empty()) {
    report("alt-text", place(image), std::string(name_of(kind)) + " '" + std::string(address) + "' has no text",
           "say in the brackets what it shows");
  }
  if (!is_local(image)) return text(alt);
  if (kind == MediaKind::picture) return picture(image, alt, alone);
  document_.has_media = true;
  player(image, kind == MediaKind::video ? "video" : "audio", alt, alone);
}

bool Renderer::is_local(cmark_node* image) {
  const auto address = view(image->as.link.url);
  const std::string name(name_of(media_kind(address)));
  if (address.empty()) {
    report("file", place(image), name + " without a file");
    return false;
  }
  if (scheme_of(address).empty() && !address.starts_with("//")) {
    if (media_kind(address) != MediaKind::picture || can_be_shown(address)) return true;
    report("file", place(image), "'" + std::string(address.substr(0, 80)) + "' is no picture, sound or video that pages show",
           "link to it, without the '!'; save a picture as JPEG or PNG");
    return false;
  }
  report("file", place(image), name + " '" + std::string(address.substr(0, 80)) + "' is not a file of the site",
         "put the file beside the page");
  return false;
}

// Address, size and loading are the site's to tell (Reference::Kind::picture).
void Renderer::picture(cmark_node* image, std::string_view alt, Alone alone) {
  reference(alone == Alone::yes ? Reference::Kind::figure : Reference::Kind::picture, view(image->as.link.url), image);
  raw("<img alt=\"");
  text(alt);
  if (alone == Alone::no && image->as.link.title.len > 0) {
    raw("\" title=\"");
    text(view(image->as.link.title));
  }
  raw("\">");
}

// The site puts the player in the element's place (Reference::Kind::player).
void Renderer::player(cmark_node* image, std::string_view tag, std::string_view alt, Alone alone) {
  reference(alone == Alone::yes ? Reference::Kind::film : Reference::Kind::player, view(image->as.link.url), image);
  raw("<");
  raw(tag);
  if (!alt.empty()) {
    raw(" aria-label=\"");
    text(alt);
    raw("\"");
  }
  raw("></");
  raw(tag);
  raw(">");
}

}  // namespace markup
