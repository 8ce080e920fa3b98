#include "generator/codecs/poster.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "generator/codecs/frame_picture.h"

namespace codecs {
namespace {

using base::Result;

constexpr int kCandidates = 9;
constexpr int kQuality = 72;

// High for sharp pictures with dark and light in them.
double liveliness(const vips::VImage& image) {
  const vips::VImage grey = image.colourspace(VIPS_INTERPRETATION_B_W);
  const double mean = grey.avg();
  const double contrast = grey.deviate();
  const vips::VImage laplace = vips::VImage::new_matrixv(3, 3, 0.0, 1.0, 0.0, 1.0, -4.0, 1.0, 0.0, 1.0, 0.0);
  const double sharpness = grey.cast(VIPS_FORMAT_FLOAT).conv(laplace).deviate();
  const double exposure = mean < 20 || mean > 235 ? 0.05 : 1;
  return exposure * contrast * std::sqrt(sharpness + 0.1);
}

}  // namespace

Result<void> write_poster(VideoSource& source, const media::VideoInfo& info, const media::Rung& rung, const std::string& path) {
  try {
    double best_value = -1;
    double best_time = 0;
    for (int i = 0; i < kCandidates; ++i) {
      const double time = info.seconds * (i + 0.5) / kCandidates;
      const auto frame = source.keyframe_at(time);
      if (!frame) continue;
      const auto picture = picture_of(source, *frame, std::max(16, rung.width / 2), std::max(16, rung.height / 2));
      if (!picture) return base::fail(picture.error().message);
      // Earlier ones win between equals: they look like what begins.
      const double value = liveliness(*picture) * (1 - 0.1 * i / kCandidates);
      if (value > best_value) {
        best_value = value;
        best_time = time;
      }
    }
    const auto frame = source.keyframe_at(best_time);
    if (!frame) return base::fail(frame.error().message);
    const auto picture = picture_of(source, *frame, rung.width, rung.height);
    if (!picture) return base::fail(picture.error().message);
    save_jpeg(*picture, path, kQuality);
  } catch (const vips::VError& error) {
    const std::string why = error.what();
    vips_error_clear();
    return base::fail(fmt::format("cannot make the poster: {}", why));
  }
  return {};
}

}  // namespace codecs
