// `sanggar preview`: serves the built site, rebuilds it when its sources change, and tells open pages.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace preview {

struct Options {
  std::string root;  // the folder of site.yaml
  std::string host = "127.0.0.1";
  int port = 8080;               // 0: any free one
  std::string served_directory;  // the built site; may lie in `root`, may not exist before the first build
};

struct Rebuilt {
  bool changed = false;  // some file of the site is new: open pages reload
  std::string mistakes;  // the diagnostics to show on the pages, as on the terminal; empty: none
};

// Builds, then serves until SIGINT or SIGTERM. Watches the source folders, themes/ and the files beside site.yaml. `rebuild` is
// called on this thread first and later on one other, never twice at once; changes during a rebuild cause another. `say` is
// called once, here: "http://127.0.0.1:8080/ (Ctrl-C ends)". On a signal a rebuild in work is awaited; a second signal ends the
// program as it does without preview, and so does a signal during the first build. What `rebuild` throws is thrown here.
// Errors: the address cannot be listened on, a folder cannot be watched.
base::Result<void> run(const Options& options, const std::function<Rebuilt()>& rebuild,
                       const std::function<void(std::string_view)>& say);

}  // namespace preview
