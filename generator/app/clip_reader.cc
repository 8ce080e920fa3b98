#include "generator/app/clip_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "base/moment.h"
#include "base/text.h"
#include "generator/media/captions.h"

namespace app {
namespace {

std::string stem_of(const std::string& path) {
  const auto name = base::file_name_of(path);
  return std::string(name.substr(0, name.rfind('.')));
}

}  // namespace

content::MediaFile ClipReader::notes(content::KeyScope scope) const {
  const std::string beside = path + ".yaml";
  const auto text = files.read(in_root(beside));
  return text ? content::read_media_file(*text, beside, scope, diagnostics) : content::MediaFile{};
}

void ClipReader::report(int line, int column, std::string message, std::string hint) const {
  diagnostics.report("key", {path + ".yaml", line, column}, std::move(message), std::move(hint));
}

media::Clip ClipReader::clip(const content::MediaFile& notes, const media::VideoInfo& info) const {
  media::Clip clip;
  clip.language = notes.language.empty() ? language : notes.language;
  check_range(notes, info.seconds, clip);
  if (!info.has_picture()) {
    check_picture(notes);
  } else {
    clip.loop = clip.silent = notes.loop.line > 0;
    clip.focus = {notes.focus_x, notes.focus_y};
    for (const auto& cut : notes.cuts) clip.cuts.push_back(cut.text);
  }
  return clip;
}

void ClipReader::check_range(const content::MediaFile& notes, double seconds, media::Clip& clip) const {
  for (const auto& [moment, key, value] : {std::tuple{&notes.from, "from", &clip.from}, std::tuple{&notes.to, "to", &clip.to}}) {
    if (moment->line == 0) continue;
    // A length in whole seconds is how players show it.
    if (moment->seconds < seconds + (key == std::string_view("to") ? 1 : 0)) {
      *value = moment->seconds;
      continue;
    }
    report(moment->line, moment->column, fmt::format("'{}' ({}) lies behind the end of '{}', which is {} long", key, base::format_moment(moment->seconds),
                                                     base::file_name_of(path), base::format_moment(seconds)),
           "write an earlier moment");
  }
}

void ClipReader::check_picture(const content::MediaFile& notes) const {
  const auto refuse = [&](int line, int column, const char* key) {
    if (line > 0) report(line, column, fmt::format("'{}' has no picture for '{}'", base::file_name_of(path), key), "take the key out");
  };
  if (!notes.cuts.empty()) refuse(notes.cuts.front().line, notes.cuts.front().column, "cuts");
  refuse(notes.loop.line, notes.loop.column, "loop");
  refuse(notes.sign.line, notes.sign.column, "sign");
}

std::vector<media::Captions> ClipReader::captions(const media::Clip& clip) const {
  std::vector<media::Captions> all;
  const std::string folder(base::directory_of(path));
  const std::string stem = stem_of(path);
  const auto entries = files.list(in_root(folder));
  if (!entries) return all;
  for (const auto& entry : *entries) {
    const auto ending = base::to_lower(base::extension_of(entry.name));
    if (!entry.name.starts_with(stem + ".") || (ending != "srt" && ending != "vtt")) continue;
    const std::string between = entry.name.substr(stem.size(), entry.name.size() - stem.size() - ending.size());  // "." or ".en."
    media::Captions captions;
    captions.language = between.size() > 2 ? between.substr(1, between.size() - 2) : clip.language;
    if (!read_captions(folder.empty() ? entry.name : folder + "/" + entry.name, captions)) continue;
    captions.cues = media::trimmed(std::move(captions.cues), clip.from, clip.to);
    if (captions.cues.empty()) continue;
    captions.url = fmt::format("media/{}/{}.{}.vtt", base::short_hash(media::to_webvtt(captions.cues), 16), base::slugify(stem), captions.language);
    all.push_back(std::move(captions));
  }
  std::ranges::stable_sort(all, {}, [&](const media::Captions& captions) { return captions.language != clip.language; });
  return all;
}

bool ClipReader::read_captions(const std::string& file, media::Captions& captions) const {
  const auto bytes = files.read(in_root(file));
  if (!bytes) {
    diagnostics.report("captions", {file, 0, 0}, bytes.error().message, "");
    return false;
  }
  captions.cues = media::read_captions(*bytes, file, diagnostics);
  return true;
}

}  // namespace app
