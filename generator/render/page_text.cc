#include "generator/render/page_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/locale.h"
#include "base/text.h"
#include "generator/render/player.h"

namespace render {
namespace {

using markup::Reference;
using model::Target;

constexpr std::string_view kImageTag = "<img";
constexpr std::string_view kLinkStart = "<a href=\"";  // stands before a link's address
constexpr std::string_view kLinkEnd = "</a>";

class TextWriter {
 public:
  TextWriter(const ViewContext& context, const model::Page& page, bool picture_above, std::string& out)
      : context_(context), page_(page), first_picture_(!picture_above), out_(out) {}

  void write() {
    const model::Page& shown = context_.site.shown(page_);
    const std::string_view html = shown.text.html;
    std::size_t done = 0;
    for (std::size_t i = 0; i < shown.targets.size(); ++i) {
      const auto& reference = shown.text.references[i];
      copy(html, done, reference.offset);
      done = reference.offset;
      if (reference.kind == Reference::Kind::link && shown.targets[i].kind == Target::Kind::hidden) {
        done = leave_link_out(html, done);
        continue;
      }
      switch (reference.kind) {
        case Reference::Kind::note: append_note(shown.targets[i]); break;
        case Reference::Kind::picture:
        case Reference::Kind::figure: done += append_picture_of(shown.targets[i], reference, html.substr(done)); break;
        case Reference::Kind::player:
        case Reference::Kind::film: done += append_player_of(shown.targets[i], i, html.substr(done)); break;
        case Reference::Kind::link: append_address(shown.targets[i], reference); break;
      }
    }
    copy(html, done, html.size());
  }

 private:
  void copy(std::string_view html, std::size_t from, std::size_t to) {
    if (left_out_end_ >= from && left_out_end_ < to) {
      out_ += html.substr(from, left_out_end_ - from);
      from = left_out_end_ + kLinkEnd.size();
    }
    out_ += html.substr(from, to - from);
  }

  // Keeps the text of a link to a page that is not shown; returns where it starts.
  std::size_t leave_link_out(std::string_view html, std::size_t address) {
    out_.resize(out_.size() - kLinkStart.size());
    const auto text = html.find('>', address) + 1;  // none inside: texts are escaped
    left_out_end_ = html.find(kLinkEnd, text);
    return text;
  }

  void append_address(const Target& target, const Reference& reference) {
    const auto& site = context_.site;
    if (target.kind == Target::Kind::as_written) return base::append_html_escaped(out_, reference.target);
    if (target.kind == Target::Kind::asset) {
      return base::append_html_escaped(out_, link(context_.links, page_, site.assets[target.id].url) + target.fragment);
    }
    if (target.kind != Target::Kind::page) return;
    const model::PageId id = site.in_language(target.id, page_.language);
    base::append_html_escaped(out_, link(context_.links, page_, site.page(id).url) + target.fragment);
  }

  // " (PDF, 12 kB)"
  void append_note(const Target& target) {
    if (target.kind != Target::Kind::asset) return;
    const auto& asset = context_.site.assets[target.id];
    std::string type(base::extension_of(asset.path));
    std::ranges::transform(type, type.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    out_ += fmt::format(" <span class=\"download\">({}, {})</span>", base::html_escaped(type),
                        base::format_bytes(asset.size, context_.site.language_of(page_)));
  }

  // `rest` starts with "<img alt="…">"; returns how much of it this has replaced.
  std::size_t append_picture_of(const Target& target, const Reference& reference, std::string_view rest) {
    const auto end = rest.find('>');  // none inside: texts are escaped
    if (target.kind != Target::Kind::asset || !rest.starts_with(kImageTag)) return 0;
    PictureUse use;
    use.attributes = rest.substr(kImageTag.size(), end - kImageTag.size());
    use.sizes = context_.theme.sizes.text;
    use.first = first_picture_ && reference.kind == Reference::Kind::figure;
    use.shade = reference.kind == Reference::Kind::figure;
    first_picture_ = first_picture_ && !use.first;
    append_picture(context_, page_, target.id, use, out_);
    return end + 1;
  }

  std::size_t append_player_of(const Target& target, std::size_t reference, std::string_view rest) {
    const auto open = rest.find('>') + 1;
    const bool alone = context_.site.shown(page_).text.references[reference].kind == Reference::Kind::film;
    if (target.kind == Target::Kind::asset) append_player(context_, page_, {target.id, reference, rest.substr(0, open), alone}, out_);
    return rest.find('>', open) + 1;  // the closing tag's
  }

  const ViewContext& context_;
  const model::Page& page_;
  bool first_picture_;
  std::size_t left_out_end_ = std::string_view::npos;  // the end tag of a link that is left out
  std::string& out_;
};

}  // namespace

void append_text(const ViewContext& context, const model::Page& page, bool picture_above, std::string& out) {
  TextWriter(context, page, picture_above, out).write();
}

}  // namespace render
