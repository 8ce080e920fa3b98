// The media of a site: planned before pages are rendered, made beside them, published with them.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/file_system.h"
#include "generator/app/media_progress.h"
#include "generator/cache/store.h"
#include "generator/content/media_file.h"
#include "generator/media/codecs.h"
#include "generator/media/media.h"
#include "generator/media/rendition_store.h"
#include "generator/model/site.h"
#include "generator/output/site_writer.h"

namespace app {

// What of the media is done without writing a site.
enum class MediaTask { none, plan, run, clean };

struct MediaPassOptions {
  std::function<base::Result<media::Codecs*>()> codecs;
  std::string root;         // the site's folder
  std::string cache;        // where renditions and what probes found are kept
  double card_ratio = 1;    // of pictures on cards
  bool renditions = true;   // false: sources are shown as they are (preview)
  int jobs = 1;
  int shard = 0;            // 1 to `shards`: this process is one of several that share the cache
  int shards = 0;
  media::VideoSettings video;
  std::string language;     // what is spoken, where nothing else is said
  const std::atomic<bool>* stop = nullptr;
  std::function<void(const std::string& line)> progress;  // of MediaProgress; from any thread
};

// plan → run every job, in any order and on any thread → stage. Problems are reported under check "media", at the source's path.
class MediaPass {
 public:
  MediaPass(base::FileSystem& files, MediaPassOptions options);

  // Probes every picture, drawing, video and sound that a page shows; sets Asset::replaced. What cannot be read is reported and shown as it is.
  void plan(model::Site& site, base::Diagnostics& diagnostics);

  // By AssetId, nullptr for what is no media.
  std::vector<const media::Item*> items() const;

  // Makes all renditions that no earlier run has finished, the longest first. Pages that show no video can be rendered meanwhile.
  void run(base::Diagnostics& diagnostics);

  // Lists all sources, runs all jobs, or removes renditions that no source needs. Returns what to tell: a line for each source with its
  // size, what becomes of it and whether that is made; or how much was freed.
  base::Result<std::vector<std::string>> perform(MediaTask task, base::Diagnostics& diagnostics);

  // After run(): hands every rendition to the writer.
  base::Result<void> stage(output::SiteWriter& writer);

  // The bytes of a drawing as they go into the site, or nullptr for every other asset.
  const std::string* drawing(model::AssetId asset) const;

 private:
  struct Medium {
    model::AssetId asset = model::kNone;
    bool drawing = false;
    media::Item item;
    std::optional<media::Item> cuts;  // of a video: to become a medium without an asset
    media::PictureSettings settings;
    bool video = false;  // or a sound
    bool sign_language = false;  // shown only beside another video
    content::WrittenText sign;   // of a video: the file that shows it in sign language
    std::string clean_svg;
    std::vector<media::MadeFile> made;
    bool good = false;
    std::size_t job = 0;  // its place in jobs_, when it is to be made
  };

  bool load_codecs(base::Diagnostics& diagnostics);
  void plan_picture(Medium& medium, const model::Asset& asset, base::Diagnostics& diagnostics);
  void plan_video(Medium& medium, const model::Asset& asset, base::Diagnostics& diagnostics);
  // media_companions.cc
  void plan_signs(model::Site& site, base::Diagnostics& diagnostics);
  void part_cuts();
  void plan_chapters(const model::Page& page, base::Diagnostics& diagnostics);
  void order_jobs();
  void tell(const Medium& medium, double part);
  void run_video(Medium& medium, base::Diagnostics& diagnostics);
  // Runs `make` unless the item is another process's to make, or already made.
  std::string line_of(const Medium& medium) const;
  void make(Medium& medium, base::Diagnostics& diagnostics, const std::function<base::Result<void>(const std::string& folder)>& work);
  void note_sizes(Medium& medium);
  void plan_drawing(Medium& medium, const model::Asset& asset, base::Diagnostics& diagnostics);
  base::Result<media::PictureInfo> probe_picture(const std::string& path, std::string_view hash);
  base::Result<media::VideoInfo> probe_video(const std::string& path, std::string_view hash);
  std::string in_root(const std::string& path) const { return options_.root + "/" + path; }

  base::FileSystem& files_;
  MediaPassOptions options_;
  media::Codecs* codecs_ = nullptr;
  cache::Store probes_;
  media::RenditionStore store_;
  std::vector<Medium> media_;
  std::map<model::AssetId, std::size_t> by_asset_;
  std::map<std::string, std::string> lists_;  // chapters as WebVTT, by address
  std::vector<std::size_t> jobs_;  // indices into media_
  std::optional<MediaProgress> progress_;
  std::chrono::steady_clock::time_point begin_;  // of the run
  std::size_t asset_count_ = 0;
  std::atomic<std::size_t> left_to_others_ = 0;
};

}  // namespace app
