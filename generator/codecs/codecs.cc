#include "generator/codecs/codecs.h"

#include <cstdlib>

#include "generator/codecs/av.h"
#include "generator/codecs/limits.h"
#include "generator/codecs/picture.h"
#include "generator/codecs/video.h"

namespace codecs {
namespace {

class LibraryCodecs final : public media::Codecs {
 public:
  LibraryCodecs() {
    initialize_pictures();
    av_max_alloc(kMostAllocation);
    av_log_set_level(AV_LOG_QUIET);  // what matters is reported as an error of the operation
    ::setenv("SVT_LOG", "0", 0);     // SVT-AV1 knows no other way to be silent
  }

  std::string picture_libraries() override { return codecs::picture_libraries(); }

  base::Result<media::PictureInfo> probe_picture(const std::string& path) override { return codecs::probe_picture(path); }

  base::Result<void> make_picture(const std::string& path, const media::Item& item, const media::PictureSettings& settings,
                                  const std::string& folder) override {
    return codecs::make_picture(path, item, settings, folder);
  }

  std::string video_libraries() override { return codecs::video_libraries(); }

  base::Result<media::VideoInfo> probe_video(const std::string& path) override { return codecs::probe_video(path); }

  base::Result<void> make_video(const std::string& path, const media::Item& item, const media::VideoSettings& settings, const std::string& folder,
                                const media::VideoWork& work) override {
    return codecs::make_video(path, item, settings, folder, work);
  }
};

}  // namespace

media::Codecs& instance() {
  static LibraryCodecs codecs;
  return codecs;
}

}  // namespace codecs
