#include "generator/app/media_pass.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>

#include "base/clock.h"
#include "base/locale.h"
#include "base/moment.h"
#include "base/parallel_for.h"
#include "base/text.h"
#include "generator/app/clip_reader.h"
#include "generator/markup/addresses.h"
#include "generator/media/captions.h"
#include "generator/media/cut_plan.h"
#include "generator/media/picture_plan.h"
#include "generator/media/svg.h"
#include "generator/media/video_plan.h"

namespace app {
namespace {

using base::Result;

constexpr auto kPictures = std::to_array<std::string_view>({"jpg", "jpeg", "png", "webp", "gif", "avif", "heic", "heif"});

// The recipe of what probes find: part of their key in the cache.
constexpr std::string_view kPictureProbe = "picture probe 1 ";
constexpr std::string_view kVideoProbe = "video probe 1 ";

bool is_drawing(const std::string& path) { return base::to_lower(base::extension_of(path)) == "svg"; }
bool is_picture(const std::string& path) {
  return std::ranges::find(kPictures, base::to_lower(base::extension_of(path))) != kPictures.end();
}

std::string to_text(const media::PictureInfo& info) {
  return fmt::format("{} {} {} {} {}", info.width, info.height, info.transparent ? 1 : 0, info.frames, info.colour);
}

bool from_text(const std::string& text, media::PictureInfo& info) {
  std::istringstream in(text);
  return static_cast<bool>(in >> info.width >> info.height >> info.transparent >> info.frames >> info.colour);
}

std::string to_text(const media::VideoInfo& info) {
  return fmt::format("{} {} {} {} {} {} {}", info.seconds, info.width, info.height, info.rate.numerator, info.rate.denominator, info.bits_per_second,
                     info.sound ? 1 : 0);
}

bool from_text(const std::string& text, media::VideoInfo& info) {
  std::istringstream in(text);
  return static_cast<bool>(in >> info.seconds >> info.width >> info.height >> info.rate.numerator >> info.rate.denominator >> info.bits_per_second >> info.sound);
}

void report_size(const model::Asset& asset, std::string_view what, std::uint64_t limit, std::string cure, base::Diagnostics& diagnostics) {
  diagnostics.report("media", {asset.path, 0, 0}, fmt::format("the {} has {} bytes, the limit is {}", what, asset.size, limit), std::move(cure));
}

}  // namespace

MediaPass::MediaPass(base::FileSystem& files, MediaPassOptions options)
    : files_(files), options_(std::move(options)), probes_(files, options_.cache), store_(files, options_.cache + "/media") {}

void MediaPass::plan(model::Site& site, base::Diagnostics& diagnostics) {
  asset_count_ = site.assets.size();
  for (model::AssetId id = 0; id < site.assets.size(); ++id) {
    const auto& asset = site.assets[id];
    const bool drawing = is_drawing(asset.path) && (asset.shown || asset.linked);
    const bool video = asset.shown && markup::media_kind(asset.path) != markup::MediaKind::picture;
    if (!drawing && !video && !(asset.shown && is_picture(asset.path))) continue;
    Medium medium;
    medium.asset = id;
    medium.drawing = drawing;
    medium.video = video;
    medium.settings.card = asset.on_cards;
    medium.settings.card_ratio = options_.card_ratio;
    media_.push_back(std::move(medium));
  }
  if (!load_codecs(diagnostics)) return;
  std::vector<base::Diagnostics> found(media_.size());
  base::parallel_for(media_.size(), options_.jobs, [&](std::size_t i, int) {
    const auto& asset = site.assets[media_[i].asset];
    if (media_[i].drawing) {
      plan_drawing(media_[i], asset, found[i]);
    } else if (media_[i].video) {
      plan_video(media_[i], asset, found[i]);
    } else {
      plan_picture(media_[i], asset, found[i]);
    }
  });
  for (auto& list : found) diagnostics.append(std::move(list));
  plan_signs(site, diagnostics);
  part_cuts();
  for (std::size_t i = 0; i < media_.size(); ++i) {
    Medium& medium = media_[i];
    if (!medium.good) continue;
    if (medium.asset != model::kNone) by_asset_[medium.asset] = i;
    if (medium.item.renditions.empty()) continue;
    if (medium.asset != model::kNone) site.assets[medium.asset].replaced = true;
    if (auto made = store_.find(medium.item)) {
      medium.made = std::move(*made);
      note_sizes(medium);
    } else {
      jobs_.push_back(i);
    }
  }
  for (const auto& page : site.pages) plan_chapters(page, diagnostics);
  std::ranges::stable_sort(jobs_, std::ranges::greater(), [&](std::size_t i) { return work_of(media_[i].item); });
}

// Only when there is something to open with them.
bool MediaPass::load_codecs(base::Diagnostics& diagnostics) {
  const bool needed = std::ranges::any_of(media_, [&](const Medium& medium) { return !medium.drawing; });
  if (!needed) return true;
  auto loaded = options_.codecs();
  if (!loaded) {
    diagnostics.report("media", {"site.yaml", 0, 0}, loaded.error().message, "");
    return false;
  }
  codecs_ = *loaded;
  return true;
}

void MediaPass::plan_drawing(Medium& medium, const model::Asset& asset, base::Diagnostics& diagnostics) {
  if (asset.size > media::kLargestDrawing) return report_size(asset, "drawing", media::kLargestDrawing, "simplify it, or save it as PNG", diagnostics);
  const auto bytes = files_.read(in_root(asset.path), media::kLargestDrawing);
  if (!bytes) return diagnostics.report("media", {asset.path, 0, 0}, bytes.error().message, "");
  auto clean = media::clean_svg(*bytes);
  if (!clean) return diagnostics.report("media", {asset.path, 0, 0}, clean.error().message, "");
  for (const auto& removed : clean->removed) {
    diagnostics.report("svg", {asset.path, 0, 0}, fmt::format("the drawing's {} was left out", removed), "");
  }
  medium.clean_svg = std::move(clean->bytes);
  medium.item.source = asset.path;
  medium.item.picture.width = clean->width;
  medium.item.picture.height = clean->height;
  medium.good = true;
}

void MediaPass::plan_picture(Medium& medium, const model::Asset& asset, base::Diagnostics& diagnostics) {
  if (asset.size > media::kLargestPicture) return report_size(asset, "picture", media::kLargestPicture, "make it smaller, or save it as JPEG", diagnostics);
  const auto hashed = base::hash_file(files_, in_root(asset.path));
  if (!hashed) return diagnostics.report("media", {asset.path, 0, 0}, hashed.error().message, "");
  const std::string hash = base::to_hex(*hashed);
  const auto info = probe_picture(asset.path, hash);
  if (!info) return diagnostics.report("media", {asset.path, 0, 0}, info.error().message, "");
  const auto notes = ClipReader{files_, options_.root, options_.language, asset.path, diagnostics}.notes(content::kPictureFile);
  medium.settings.focus = {notes.focus_x, notes.focus_y};
  medium.item = media::plan_picture(asset.path, hash, *info, medium.settings, codecs_->picture_libraries());
  if (!options_.renditions) medium.item.renditions.clear();
  medium.good = true;
}

Result<media::PictureInfo> MediaPass::probe_picture(const std::string& path, std::string_view hash) {
  const auto key = cache::key_of(std::string(kPictureProbe) + codecs_->picture_libraries(), hash);
  media::PictureInfo info;
  if (const auto known = probes_.get(key); known && from_text(*known, info)) return info;
  auto found = codecs_->probe_picture(in_root(path));
  // A probe that cannot be kept is made again next time.
  if (found) static_cast<void>(probes_.put(key, to_text(*found)));
  return found;
}

std::vector<const media::Item*> MediaPass::items() const {
  std::vector<const media::Item*> items(asset_count_);
  for (const auto& [asset, index] : by_asset_) items[asset] = &media_[index].item;
  return items;
}

const std::string* MediaPass::drawing(model::AssetId asset) const {
  const auto found = by_asset_.find(asset);
  return found == by_asset_.end() || media_[found->second].clean_svg.empty() ? nullptr : &media_[found->second].clean_svg;
}

void MediaPass::plan_video(Medium& medium, const model::Asset& asset, base::Diagnostics& diagnostics) {
  const auto hash = base::hash_file(files_, in_root(asset.path));
  if (!hash) return diagnostics.report("media", {asset.path, 0, 0}, hash.error().message, "");
  const std::string hex = base::to_hex(*hash);
  const auto info = probe_video(asset.path, hex);
  if (!info) return diagnostics.report("media", {asset.path, 0, 0}, info.error().message, "");
  const ClipReader reader{files_, options_.root, options_.language, asset.path, diagnostics};
  media::VideoSettings settings = options_.video;
  const auto notes = reader.notes(content::kClipFile);
  settings.clip = reader.clip(notes, *info);
  settings.clip.silent = settings.clip.silent || medium.sign_language;
  if (info->has_picture()) medium.sign = notes.sign;
  medium.item = media::plan_video(asset.path, hex, *info, settings, codecs_->video_libraries());
  if (!options_.renditions) medium.item.renditions.clear();
  medium.item.captions = reader.captions(settings.clip);
  medium.good = true;
  if (settings.clip.cuts.empty() || !options_.renditions) return;
  const auto& captions = medium.item.captions;
  if (!captions.empty() && captions.front().language == settings.clip.language) settings.clip.burned = captions.front().cues;
  medium.cuts = media::plan_cuts(asset.path, hex, *info, settings, codecs_->video_libraries());
}

Result<media::VideoInfo> MediaPass::probe_video(const std::string& path, std::string_view hash) {
  const auto key = cache::key_of(std::string(kVideoProbe) + codecs_->video_libraries(), hash);
  media::VideoInfo info;
  if (const auto known = probes_.get(key); known && from_text(*known, info)) return info;
  auto found = codecs_->probe_video(in_root(path));
  if (found) static_cast<void>(probes_.put(key, to_text(*found)));
  return found;
}

void MediaPass::run(base::Diagnostics& diagnostics) {
  order_jobs();
  const auto pictures = std::ranges::find_if(jobs_, [&](std::size_t job) { return !media_[job].video; });
  for (auto job = jobs_.begin(); job != pictures; ++job) {
    if (options_.stop && *options_.stop) return;
    run_video(media_[*job], diagnostics);
  }
  std::vector<base::Diagnostics> found(static_cast<std::size_t>(jobs_.end() - pictures));
  base::parallel_for(found.size(), options_.jobs, [&](std::size_t i, int) {
    if (options_.stop && *options_.stop) return;
    Medium& medium = media_[pictures[static_cast<std::ptrdiff_t>(i)]];
    make(medium, found[i], [&](const std::string& folder) {
      tell(medium, 0);
      return codecs_->make_picture(in_root(medium.item.source), medium.item, medium.settings, folder);
    });
  });
  for (auto& list : found) diagnostics.append(std::move(list));
}

// Processes that share the work begin at different places. Videos first, each by all workers; then pictures side by side.
void MediaPass::order_jobs() {
  if (options_.shards > 1 && !jobs_.empty()) {
    const auto first = jobs_.size() * static_cast<std::size_t>(options_.shard - 1) / static_cast<std::size_t>(options_.shards);
    std::ranges::rotate(jobs_, jobs_.begin() + static_cast<std::ptrdiff_t>(first));
  }
  std::ranges::stable_partition(jobs_, [&](std::size_t job) { return media_[job].video; });
  std::vector<MediaProgress::Job> jobs;
  for (const std::size_t job : jobs_) {
    media_[job].job = jobs.size();
    jobs.push_back({media_[job].item.source, work_of(media_[job].item)});
  }
  progress_.emplace(std::move(jobs));
  begin_ = std::chrono::steady_clock::now();
}

void MediaPass::tell(const Medium& medium, double part) {
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin_;
  const std::string line = progress_->note(medium.job, part, spent.count());
  if (options_.progress) options_.progress(line);
}

void MediaPass::make(Medium& medium, base::Diagnostics& diagnostics, const std::function<Result<void>(const std::string& folder)>& work) {
  const bool shared = options_.shards > 0;
  if (shared && !store_.claim(medium.item, base::system_now())) {
    ++left_to_others_;
    return tell(medium, 1);
  }
  // Another process may have finished it since the plan was made.
  auto known = shared ? store_.find(medium.item) : std::nullopt;
  auto made = known ? Result<std::vector<media::MadeFile>>(std::move(*known)) : store_.make(medium.item, work);
  if (shared) store_.release(medium.item);
  if (!made) return diagnostics.report("media", {medium.item.source, 0, 0}, made.error().message, "");
  tell(medium, 1);
  medium.made = std::move(*made);
  note_sizes(medium);
}

void MediaPass::run_video(Medium& medium, base::Diagnostics& diagnostics) {
  media::VideoWork work;
  work.folder = store_.work_folder(medium.item);
  work.workers = options_.jobs;
  work.stop = options_.stop;
  work.progress = [&](double part) {
    if (options_.shards > 0) store_.renew(medium.item, base::system_now());
    tell(medium, part);
  };
  make(medium, diagnostics, [&](const std::string& folder) -> Result<void> {
    if (auto made = files_.make_directories(work.folder); !made) return made;
    auto done = codecs_->make_video(in_root(medium.item.source), medium.item, options_.video, folder, work);
    if (done) static_cast<void>(files_.remove_tree(work.folder));  // what is left there does no harm
    return done;
  });
}

std::string MediaPass::line_of(const Medium& medium) const {
  std::string what = fmt::format("{} × {} px", medium.item.picture.width, medium.item.picture.height);
  if (medium.video) {
    what = fmt::format("{:.0f} s", medium.item.video.seconds);
    for (const auto& cut : medium.item.cuts) what += ", " + cut.ratio;
    for (const auto& rung : medium.item.rungs) what += fmt::format(", {}p", rung.name);
    if (medium.item.video.sound) what += ", sound";
  }
  std::uint64_t bytes = 0;
  for (const auto& file : medium.made) bytes += file.size;
  return fmt::format("{}: {}; {} files, {}", medium.item.source, what, medium.item.renditions.size(),
                     medium.made.empty() ? "to be made" : fmt::format("made ({})", base::format_bytes(bytes, "en")));
}

Result<std::vector<std::string>> MediaPass::perform(MediaTask task, base::Diagnostics& diagnostics) {
  if (task == MediaTask::run) run(diagnostics);
  std::vector<std::string> lines;
  std::vector<const media::Item*> items;
  for (const auto& medium : media_) {
    if (!medium.good || medium.item.renditions.empty()) continue;
    items.push_back(&medium.item);
    lines.push_back(line_of(medium));
  }
  if (left_to_others_ > 0) lines.push_back(fmt::format("{} are being made by others", left_to_others_.load()));
  if (task != MediaTask::clean) return lines;
  const auto freed = store_.clean(items);
  if (!freed) return base::fail(freed.error().message);
  return std::vector<std::string>{fmt::format("{} freed", base::format_bytes(*freed, "en"))};
}

// Pages tell what a play costs. Pictures' sizes are told nowhere, and pages read them while pictures are still being made.
void MediaPass::note_sizes(Medium& medium) {
  if (!medium.video) return;
  for (auto& rendition : medium.item.renditions) {
    const auto file = std::ranges::find(medium.made, rendition.name, &media::MadeFile::name);
    if (file != medium.made.end()) rendition.size = file->size;
  }
}

Result<void> MediaPass::stage(output::SiteWriter& writer) {
  for (const auto& medium : media_) {
    const auto useless = medium.video ? media::files_without_use(medium.item) : std::vector<std::string>();
    for (const auto& file : medium.made) {
      if (std::ranges::find(useless, file.name) != useless.end()) continue;
      auto staged = writer.stage_file(medium.item.folder + "/" + file.name, {file.hash, file.size}, store_.path_of(medium.item, file.name));
      if (!staged) return staged;
    }
    for (const auto& captions : medium.item.captions) {
      if (auto staged = writer.stage(captions.url, media::to_webvtt(captions.cues)); !staged) return staged;
    }
  }
  for (const auto& [url, text] : lists_) {
    if (auto staged = writer.stage(url, text); !staged) return staged;
  }
  return {};
}

}  // namespace app
