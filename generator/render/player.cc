#include "generator/render/player.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/locale.h"
#include "base/moment.h"
#include "base/text.h"
#include "generator/media/video_plan.h"
#include "generator/render/chapters.h"
#include "generator/render/player_extras.h"

namespace render {
namespace {

using media::Rendition;

constexpr int kCountSeconds = 90;  // a shorter play is told in seconds

std::string filled(std::string text, std::string_view mark, const std::string& value) {
  const auto at = text.find(mark);
  if (at != std::string::npos) text.replace(at, mark.size(), value);
  return text;
}

// "45 detik", "4 menit"
std::string length_text(const ViewContext& context, const model::Page& page, double length) {
  const auto seconds = static_cast<int>(std::lround(length));
  if (seconds >= kCountSeconds) return base::format_minutes((seconds + 30) / 60, context.site.language_of(page));
  return filled(std::string(context.site.texts_of(page)("play_seconds")), "{n}", std::to_string(std::max(1, seconds)));
}

const Rendition* find_rendition(const media::Item* item, std::string_view group) {
  if (!item) return nullptr;
  const auto found = std::ranges::find(item->renditions, group, &Rendition::group);
  return found == item->renditions.end() ? nullptr : &*found;
}

// What an ordinary play fetches: the file for all players, or the sound; nullptr without renditions.
const Rendition* played(const media::Item* item) {
  const Rendition* download = find_rendition(item, "download");
  return download ? download : find_rendition(item, "sound");
}

class PlayerWriter {
 public:
  PlayerWriter(const ViewContext& context, const model::Page& page, const PlayerUse& use, std::string& out)
      : context_(context), page_(page), asset_(context.site.assets[use.asset]), item_(use.asset < context.media.size() ? context.media[use.asset] : nullptr),
        video_(use.tag.starts_with("<video")), attributes_(use.tag.substr(6, use.tag.size() - 7)), out_(out) {
    if (item_ && use.alone) chapters_ = chapters_of(context.site.shown(page).text, use.reference, *item_);
  }

  void write() {
    // A video file without a picture is a sound; a sound file has none to show.
    const bool picture = item_ && !item_->renditions.empty() ? item_->video.has_picture() : video_;
    const Rendition* sound = find("sound");
    const Rendition* download = picture ? find("download") : sound;
    const bool pair = item_ && sign_of(place());
    if (pair) out_ += "<div class=\"pair\">";
    out_ += fmt::format("<{} controls preload=\"none\" data-media=\"{}\"{}", picture ? "video" : "audio", base::html_escaped(stem()), attributes_);
    if (picture) append_picture_attributes();
    out_ += ">";
    if (!download) {
      append_source(source_address(), "");
    } else {
      // Browsers take the first type that they know.
      if (const auto* master = find("master")) append_source(address(*master), master->type, data_av1("master-av1"));
      if (const auto* dash = find("dash")) append_source(address(*dash), dash->type, data_av1("dash-av1"));
      if (const auto* opus = picture ? nullptr : find("sound-opus"); opus && opus->size < download->size) append_source(address(*opus), opus->type);
      append_source(address(*download), download->type);
    }
    append_tracks();
    if (item_) append_moment_tracks(place(), chapters_, out_);
    const std::string fallback = download ? address(*download) : source_address();
    out_ += fmt::format("<a href=\"{}\">{}</a></{}>", fallback, text("block_media_file"), picture ? "video" : "audio");
    if (pair) {
      append_sign(place(), out_);
      out_ += "</div>";
    }
    append_costs(picture, download, sound);
  }

  // What leads to moments in it.
  void append_extras() {
    if (!item_) return;
    append_chapters(place(), chapters_, played_address(), out_);
    append_scenes(place(), out_);
  }

  // One line for each caption; the moment leads to it in the file for all players, and by script in the player above.
  void append_transcripts() {
    if (!item_) return;
    for (const auto& captions : item_->captions) {
      out_ += fmt::format("<details class=\"transcript\"><summary>{}{}</summary><div lang=\"{}\">", text("transcript"),
                          item_->captions.size() > 1 ? " (" + name_of(captions.language) + ")" : "", base::html_escaped(captions.language));
      for (const auto& cue : captions.cues) {
        out_ += fmt::format("<p><a href=\"{}#t={}\" data-time=\"{:.3f}\">{}</a> {}</p>", played_address(), static_cast<int>(cue.begin), cue.begin,
                            base::format_moment(cue.begin), base::html_escaped(cue.text));
      }
      out_ += "</div></details>";
    }
  }

 private:
  PlayerPlace place() const { return {context_, page_, *item_}; }

  // A language by its own name where the site has it.
  std::string name_of(const std::string& language) const {
    const auto& languages = context_.site.config.languages;
    const auto found = std::ranges::find(languages, language);
    return base::html_escaped(found == languages.end() ? language
                                                       : std::string(context_.site.texts[static_cast<std::size_t>(found - languages.begin())]("language_name")));
  }

  // None is the default one: it would be fetched before anybody plays. The script shows the first when the video begins.
  void append_tracks() {
    if (!item_) return;
    for (const auto& captions : item_->captions) {
      out_ += fmt::format("<track kind=\"captions\" src=\"{}\" srclang=\"{}\" label=\"{}\">", link(context_.links, page_, captions.url),
                          base::html_escaped(captions.language), name_of(captions.language));
    }
  }

  const Rendition* find(std::string_view group) const { return find_rendition(item_, group); }

  std::string address(const Rendition& rendition) const { return link(context_.links, page_, item_->folder + "/" + rendition.name); }
  // Of the file that can be begun anywhere without a script.
  std::string played_address() const {
    const Rendition* file = played(item_);
    return file ? address(*file) : source_address();
  }
  std::string source_address() const { return base::html_escaped(link(context_.links, page_, asset_.url)); }
  // What progress is kept under: the file's name without its extension.
  std::string stem() const {
    const auto name = base::file_name_of(asset_.path);
    return std::string(name.substr(0, name.rfind('.')));
  }
  std::string text(const std::string& key) const { return base::html_escaped(context_.site.texts_of(page_)(key)); }

  void append_source(const std::string& address, const std::string& type, const std::string& data = {}) {
    out_ += fmt::format("<source src=\"{}\"{}{}>", address, type.empty() ? "" : fmt::format(" type=\"{}\"", base::html_escaped(type)), data);
  }

  // The manifest that the script takes instead where AV1 plays smoothly and spares the battery. Not where AV1 came out larger, as it may
  // for drawings that move.
  std::string data_av1(std::string_view group) const {
    const Rendition* manifest = find(group);
    return manifest && media::av1_is_smaller(*item_) ? fmt::format(" data-av1=\"{}\"", address(*manifest)) : "";
  }

  // A smaller file for browsers that know a newer codec, with the words that tell its size.
  std::string data_better(const char* attribute, std::string_view group, const std::string& key, const Rendition& usual) const {
    const Rendition* better = find(group);
    return better && better->size < usual.size ? fmt::format(" data-{0}=\"{1}\" data-{0}-text=\"{2}\"", attribute, address(*better), filled(text(key), "{size}", size_text(better->size))) : "";
  }

  // With the signer, who plays along.
  std::uint64_t bytes_of_play(const Rendition* download) const {
    if (!download) return asset_.size;
    const media::Item* sign = sign_of(place());
    const Rendition* beside = sign ? find_rendition(sign, "download") : nullptr;
    return download->size + (beside ? beside->size : 0);
  }

  void append_picture_attributes() {
    out_ += " playsinline";
    if (!item_) return;
    if (item_->clip.loop) out_ += " loop muted";
    out_ += fmt::format(" width=\"{}\" height=\"{}\"", item_->video.width, item_->video.height);
    if (const Rendition* poster = find("poster")) out_ += fmt::format(" poster=\"{}\"", address(*poster));
  }

  std::string size_text(std::uint64_t bytes) const { return base::format_bytes(bytes, context_.site.language_of(page_)); }

  void append_link(const std::string& key, const Rendition& rendition, const std::string& attributes) {
    out_ += fmt::format(" <a href=\"{}\"{}>{}</a>", address(rendition), attributes, filled(text(key), "{size}", size_text(rendition.size)));
  }

  // "± 3,1 MB, 4 menit", then the cheaper ways; before anything is loaded.
  void append_costs(bool picture, const Rendition* download, const Rendition* sound) {
    if (!item_) return;
    out_ += "<span class=\"play\">";
    out_ += fmt::format("<span>{} {}, {}</span>", download ? "±" : "≈", size_text(bytes_of_play(download)),
                        base::html_escaped(length_text(context_, page_, item_->video.seconds)));
    if (picture) {
      if (const Rendition* saver = find("saver")) append_link("play_saver", *saver, " data-play=\"saver\"" + data_better("av1", "saver-av1", "play_saver", *saver));
      if (sound) append_link("play_sound", *sound, " data-play=\"sound\"" + data_better("opus", "sound-opus", "play_sound", *sound));
    }
    if (download) append_link("play_download", *download, " download");
    append_cuts(place(), out_);
    out_ += "</span>";
  }

  const ViewContext& context_;
  const model::Page& page_;
  const model::Asset& asset_;
  const media::Item* item_;
  std::vector<media::Cue> chapters_;
  bool video_;
  std::string_view attributes_;
  std::string& out_;
};

}  // namespace

std::string play_cost(const ViewContext& context, const model::Page& from, const model::Page& page) {
  using Kind = markup::Reference::Kind;
  const model::Page& shown = context.site.shown(page);
  std::uint64_t bytes = 0;
  double seconds = 0;
  bool made = true;
  for (std::size_t i = 0; shown.text.has_media && i < shown.targets.size(); ++i) {
    const Kind kind = shown.text.references[i].kind;
    const auto& target = shown.targets[i];
    if ((kind != Kind::film && kind != Kind::player) || target.kind != model::Target::Kind::asset || target.id >= context.media.size()) continue;
    const media::Item* item = context.media[target.id];
    if (!item) continue;
    const Rendition* file = played(item);
    made = made && file;
    bytes += file ? file->size : context.site.assets[target.id].size;
    seconds += item->video.seconds;
  }
  if (bytes == 0) return {};
  return fmt::format("{} {}, {}", made ? "±" : "≈", base::format_bytes(bytes, context.site.language_of(from)), length_text(context, from, seconds));
}

void append_player(const ViewContext& context, const model::Page& page, const PlayerUse& use, std::string& out) {
  PlayerWriter writer(context, page, use, out);
  writer.write();
  if (!use.alone) return;
  writer.append_extras();
  writer.append_transcripts();
}

}  // namespace render
