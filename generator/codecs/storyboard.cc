#include "generator/codecs/storyboard.h"

#include <fmt/format.h>

#include <cmath>
#include <vector>
#include <vips/vips8>

#include "base/file_system.h"
#include "generator/codecs/frame_picture.h"
#include "generator/media/storyboard.h"
#include "generator/media/video_plan.h"

namespace codecs {
namespace {

using base::Result;

constexpr int kQuality = 55;  // small pictures that are looked at for a moment

Result<void> write_pictures(VideoSource& source, const media::Item& item, const std::string& path) {
  const auto& board = item.storyboard;
  std::vector<vips::VImage> scenes;
  for (int i = 0; i < board.count; ++i) {
    const auto frame = source.frame_at(std::llround(media::scene_picture(board, i) * item.video.rate.value()));
    if (!frame) return base::fail(frame.error().message);
    const auto scene = picture_of(source, *frame, board.width, board.height);
    if (!scene) return base::fail(scene.error().message);
    scenes.push_back(*scene);
  }
  save_jpeg(vips::VImage::arrayjoin(scenes, vips::VImage::option()->set("across", board.columns)), path, kQuality);
  return {};
}

}  // namespace

Result<void> write_storyboard(VideoSource& source, const media::Item& item, const std::string& folder) {
  if (item.storyboard.count == 0) return {};
  try {
    if (auto written = write_pictures(source, item, folder + "/" + media::storyboard_name(item)); !written) return written;
  } catch (const vips::VError& error) {
    const std::string why = error.what();
    vips_error_clear();
    return base::fail(fmt::format("cannot make the storyboard: {}", why));
  }
  return base::real_file_system().write(folder + "/" + media::storyboard_list(item),
                                        media::storyboard_vtt(item.storyboard, item.video.seconds, media::storyboard_name(item)));
}

}  // namespace codecs
