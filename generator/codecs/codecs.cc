#include "generator/codecs/codecs.h"

#include "generator/codecs/picture.h"

namespace codecs {
namespace {

class LibraryCodecs final : public media::Codecs {
 public:
  LibraryCodecs() { initialize_pictures(); }

  std::string picture_libraries() override { return codecs::picture_libraries(); }

  base::Result<media::PictureInfo> probe_picture(const std::string& path) override { return codecs::probe_picture(path); }

  base::Result<void> make_picture(const std::string& path, const media::Item& item, const media::PictureSettings& settings,
                                  const std::string& folder) override {
    return codecs::make_picture(path, item, settings, folder);
  }
};

}  // namespace

media::Codecs& instance() {
  static LibraryCodecs codecs;
  return codecs;
}

}  // namespace codecs
