#include "generator/render/chapters.h"

#include <fmt/format.h>

#include "base/hash.h"
#include "base/text.h"
#include "generator/media/captions.h"

namespace render {

std::vector<media::Cue> chapters_of(const markup::Document& document, std::size_t reference, const media::Item& item) {
  std::vector<media::Cue> chapters;
  for (const auto& chapter : document.chapters) {
    if (chapter.reference != reference || chapter.seconds >= item.video.seconds) continue;
    if (!chapters.empty()) chapters.back().end = chapter.seconds;
    chapters.push_back({chapter.seconds, item.video.seconds, chapter.text});
  }
  return chapters;
}

std::string chapters_url(const media::Item& item, const std::vector<media::Cue>& chapters) {
  const auto name = base::file_name_of(item.source);
  return fmt::format("media/{}/{}.bagian.vtt", base::short_hash(media::to_webvtt(chapters), 16), base::slugify(name.substr(0, name.rfind('.'))));
}

}  // namespace render
