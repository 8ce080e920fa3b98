// A list below a video or sound whose every item begins with a moment: its chapters.
#include "base/moment.h"
#include "base/text.h"
#include "generator/markup/addresses.h"
#include "generator/markup/nodes.h"
#include "generator/markup/renderer.h"

namespace markup {
namespace {

// "0:15 Kas masuk" → the moment, and what begins there; false for other texts.
bool read_chapter(std::string_view text, Chapter& chapter) {
  text = base::trim(text);
  const auto space = text.find(' ');
  if (space == std::string_view::npos || text.substr(0, space).find(':') == std::string_view::npos) return false;
  chapter.text = base::trim(text.substr(space));
  return base::parse_moment(text.substr(0, space), chapter.seconds);
}

bool is_clip(const cmark_node* paragraph) {
  if (paragraph == nullptr || paragraph->type != CMARK_NODE_PARAGRAPH) return false;
  const cmark_node* image = paragraph->first_child;
  return image != nullptr && image->next == nullptr && image->type == CMARK_NODE_IMAGE && media_kind(view(image->as.link.url)) != MediaKind::picture;
}

// The one paragraph of an item, or nullptr.
cmark_node* only_paragraph(cmark_node* item) {
  cmark_node* paragraph = item->first_child;
  return paragraph != nullptr && paragraph->next == nullptr && paragraph->type == CMARK_NODE_PARAGRAPH ? paragraph : nullptr;
}

}  // namespace

bool Renderer::is_chapter_list(cmark_node* list) {
  if (list->as.list.list_type != CMARK_BULLET_LIST || !is_clip(list->prev)) return false;
  for (cmark_node* item = list->first_child; item != nullptr; item = item->next) {
    cmark_node* paragraph = only_paragraph(item);
    Chapter chapter;
    if (paragraph == nullptr || is_task(item) || !read_chapter(plain_text(paragraph), chapter)) return false;
  }
  return true;
}

void Renderer::chapters(cmark_node* list) {
  const auto& references = document_.references;
  if (references.empty() || references.back().kind != Reference::Kind::film) return;  // its clip has been reported
  double last = -1;
  for (cmark_node* item = list->first_child; item != nullptr; item = item->next) {
    const auto where = place(item);
    Chapter chapter{references.size() - 1, 0, {}, where.line, where.column};
    read_chapter(plain_text(item->first_child), chapter);
    if (chapter.seconds <= last) {
      report("chapters", where, "chapter '" + chapter.text + "' (" + base::format_moment(chapter.seconds) + ") begins no later than the one above (" + base::format_moment(last) + ")",
             "put the moments in rising order");
      continue;
    }
    last = chapter.seconds;
    document_.chapters.push_back(std::move(chapter));
  }
}

}  // namespace markup
