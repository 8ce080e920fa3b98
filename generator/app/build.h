// `sanggar build` and `sanggar check`: the passes from sources to site.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/diagnostics.h"
#include "base/file_system.h"
#include "base/result.h"
#include "generator/app/media_pass.h"
#include "generator/media/codecs.h"
#include "generator/output/site_writer.h"

namespace app {

struct BuildOptions {
  std::string root = ".";
  std::string out;              // empty: <root>/site
  std::string base_url;         // empty: site.yaml's
  std::string endpoint;         // empty: site.yaml's
  std::string cache;            // empty: <root>/.sanggar/cache
  std::string now;              // empty: the clock's
  std::vector<std::string> theme_folders;  // besides <root>/themes
  std::function<base::Result<media::Codecs*>()> codecs;  // called when the site has a picture, sound or video
  const std::atomic<bool>* stop = nullptr;                   // true: end soon; what is half done goes on next time
  std::function<void(const std::string& line)> progress;    // of media, from any thread
  int jobs = 0;
  bool offline = false;
  bool compress = false;
  bool drafts = false;
  bool preview = false;         // for looking at on this machine: no records beside site.yaml, links from '/'
  bool write = true;            // false: `check`
  MediaTask media = MediaTask::none;
  int shard = 0;                // 1 to `shards`: one of several processes that share the cache
  int shards = 0;
  output::Adopt adopt = output::Adopt::no;
};

// How long one pass took, for --verbose. Rendering and writing are one pass, with the parts "  rendering" and "  staging", of which
// the mean of all threads is given, and "  publishing".
struct PassTime {
  std::string name;
  double seconds = 0;
};

struct BuildReport {
  base::Diagnostics diagnostics;
  bool good = false;            // no error: the site was written (unless `check`)
  output::Published published;
  std::size_t pages = 0;
  std::vector<std::string> media;  // after a media task: a line for each source, or what was done
  std::vector<PassTime> passes;
  std::vector<std::string> explanations;  // "new: courses/a/index.html"
  base::UnixTime next_change = 0;         // when the next page appears or expires; 0: never
  std::string time_zone;                  // the site's
};

// Runs all passes; stops after the first one with an error. An operation that failed is an Error.
base::Result<BuildReport> build(base::FileSystem& files, const BuildOptions& options);

}  // namespace app
