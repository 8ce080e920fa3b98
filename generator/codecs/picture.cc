#include "generator/codecs/picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <vips/vips8>

#include "base/text.h"
#include "generator/media/scrub.h"

namespace codecs {
namespace {

using base::Result;
using media::FocalPoint;
using media::Item;
using media::PictureInfo;
using media::PictureSettings;
using vips::VImage;

constexpr int kJpegQuality = 76;
constexpr int kWebpQuality = 74;
constexpr int kAvifQuality = 50;
constexpr int kAvifEffort = 2;  // effort 4 costs six times as much for the same bytes
constexpr int kWebpEffort = 4;

constexpr const char* kUnreadable = "the file is no picture that can be read (save it as JPEG, PNG, WebP, GIF, AVIF or HEIC)";
constexpr const char* kDamaged = "the picture is damaged or cut off (copy it again from the phone or camera)";

// The kinds of file that are opened at all, by their first bytes: libvips itself would try forty loaders.
bool is_known_format(const std::string& path) {
  std::error_code none;
  if (!std::filesystem::is_regular_file(path, none)) return false;  // a pipe would keep us waiting
  std::array<char, 12> head{};
  std::ifstream file(path, std::ios::binary);
  file.read(head.data(), head.size());
  const std::string_view bytes(head.data(), static_cast<std::size_t>(file.gcount()));
  if (bytes.starts_with("\xFF\xD8\xFF") || bytes.starts_with("\x89PNG\r\n\x1A\n") || bytes.starts_with("GIF8")) return true;
  if (bytes.size() < 12) return false;
  if (bytes.starts_with("RIFF") && bytes.substr(8) == "WEBP") return true;
  if (bytes.substr(4, 4) != "ftyp") return false;
  const auto brand = bytes.substr(8);
  return brand == "avif" || brand == "avis" || brand == "heic" || brand == "heix" || brand == "mif1";
}

int frames_of(const VImage& image) { return image.get_typeof("n-pages") ? std::max(1, image.get_int("n-pages")) : 1; }

// Sides swap when the EXIF orientation lays the picture on its side.
bool lies_on_its_side(const VImage& image) {
  return image.get_typeof("orientation") && image.get_int("orientation") >= 5;
}

Result<VImage> open_header(const std::string& path) {
  if (!is_known_format(path)) return base::fail(kUnreadable);
  try {
    VImage image = VImage::new_from_file(path.c_str(), VImage::option()->set("access", VIPS_ACCESS_SEQUENTIAL));
    const std::int64_t pixels = static_cast<std::int64_t>(image.width()) * image.height() * frames_of(image);
    if (pixels > media::kMostPixels) {
      return base::fail(fmt::format("the picture has {} million pixels; {} million are the most (make it smaller)",
                                    pixels / 1'000'000, media::kMostPixels / 1'000'000));
    }
    return image;
  } catch (const vips::VError&) {
    vips_error_clear();
    return base::fail(kDamaged);
  }
}

// Whether colours are not sRGB's already. libvips would take those of a picture without profile on a way through another white point, which
// takes up to 7 of 255 levels from red.
bool needs_conversion(const std::string& path) {
  const VImage header = VImage::new_from_file(path.c_str(), VImage::option()->set("access", VIPS_ACCESS_SEQUENTIAL));
  return header.get_typeof(VIPS_META_ICC_NAME) != 0 || header.interpretation() == VIPS_INTERPRETATION_CMYK;
}

// Decodes, turns upright, converts to sRGB and fits into width × height, never larger than it is.
VImage upright(const std::string& path, int width, int height) {
  auto* options = VImage::option()->set("height", height)->set("size", VIPS_SIZE_DOWN)->set("fail_on", VIPS_FAIL_ON_TRUNCATED);
  if (needs_conversion(path)) options->set("export_profile", "srgb");
  VImage image = VImage::thumbnail(path.c_str(), width, options);
  if (image.interpretation() != VIPS_INTERPRETATION_sRGB) image = image.colourspace(VIPS_INTERPRETATION_sRGB);
  if (image.format() != VIPS_FORMAT_UCHAR) image = image.cast(VIPS_FORMAT_UCHAR);
  return image;
}

// All that is not pixels goes, but for an animation's delays: webpsave would keep EXIF and XMP, GPS included, even when told to strip.
VImage bare(const VImage& image) {
  static constexpr std::array<std::string_view, 4> kKept = {"delay", "loop", "page-height", "n-pages"};
  VImage copy = image.copy();
  gchar** fields = vips_image_get_fields(copy.get_image());
  std::vector<std::string> names;
  for (gchar** field = fields; *field; ++field) names.emplace_back(*field);
  g_strfreev(fields);
  for (const auto& name : names) {
    if (std::ranges::find(kKept, name) == kKept.end() && copy.get_typeof(name.c_str()) != 0) copy.remove(name.c_str());
  }
  return copy;
}

// The mean of the fullest of 64 boxes of colour.
std::uint32_t dominant_colour(const VImage& image) {
  const VImage small = (image.has_alpha() ? image.flatten(VImage::option()->set("background", std::vector<double>{255})) : image)
                           .thumbnail_image(32, VImage::option()->set("height", 32)->set("size", VIPS_SIZE_FORCE));
  std::size_t size = 0;
  auto* bytes = static_cast<unsigned char*>(small.write_to_memory(&size));
  struct Box {
    std::uint32_t count = 0, red = 0, green = 0, blue = 0;
  };
  std::array<Box, 64> boxes{};
  const auto bands = static_cast<std::size_t>(small.bands());
  for (std::size_t i = 0; i + bands <= size; i += bands) {
    const auto red = bytes[i];
    const auto green = bytes[i + (bands >= 3 ? 1 : 0)];
    const auto blue = bytes[i + (bands >= 3 ? 2 : 0)];
    Box& box = boxes[std::size_t{red} / 64 * 16 + std::size_t{green} / 64 * 4 + std::size_t{blue} / 64];
    ++box.count;
    box.red += red;
    box.green += green;
    box.blue += blue;
  }
  g_free(bytes);
  const Box& full = *std::ranges::max_element(boxes, {}, &Box::count);
  if (full.count == 0) return 0;
  return (full.red / full.count) << 16 | (full.green / full.count) << 8 | full.blue / full.count;
}

// Opaque in every pixel is not transparent, whatever the file declares.
bool is_transparent(const VImage& image) {
  if (!image.has_alpha()) return false;
  return image.extract_band(image.bands() - 1).min() < 255;
}

void save(const VImage& image, const std::string& type, const std::string& path) {
  if (type == "image/avif") {
    image.heifsave(path.c_str(), VImage::option()->set("compression", VIPS_FOREIGN_HEIF_COMPRESSION_AV1)->set("Q", kAvifQuality)
                                     ->set("effort", kAvifEffort)->set("strip", true));
  } else if (type == "image/webp") {
    VipsBlob* blob = image.webpsave_buffer(VImage::option()->set("Q", kWebpQuality)->set("effort", kWebpEffort)->set("alpha_q", 90)->set("strip", true));
    std::size_t size = 0;
    const auto* bytes = static_cast<const char*>(vips_blob_get(blob, &size));
    // webpsave always writes an EXIF chunk, told to strip or not (libvips 8.14).
    const std::string webp = media::without_metadata({bytes, size}).value_or("");
    vips_area_unref(VIPS_AREA(blob));
    if (!std::ofstream(path, std::ios::binary).write(webp.data(), static_cast<std::streamsize>(webp.size())).flush()) {
      throw vips::VError("cannot write '" + path + "'");
    }
  } else if (type == "image/png") {
    image.pngsave(path.c_str(), VImage::option()->set("compression", 9)->set("palette", true)->set("Q", 95)->set("strip", true));
  } else {
    const VImage opaque = image.has_alpha() ? image.flatten(VImage::option()->set("background", std::vector<double>{255, 255, 255})) : image;
    opaque.jpegsave(path.c_str(), VImage::option()->set("Q", kJpegQuality)->set("optimize_coding", true)->set("interlace", true)->set("strip", true));
  }
}

// Cuts the picture to a ratio around its focal point.
VImage cropped(const VImage& image, double ratio, const FocalPoint& focus) {
  const double width = image.width();
  const double height = image.height();
  const double wide = std::min(width, height * ratio);
  const double high = std::min(height, width / ratio);
  const auto left = std::clamp(focus.x * width - wide / 2, 0.0, width - wide);
  const auto top = std::clamp(focus.y * height - high / 2, 0.0, height - high);
  return image.extract_area(static_cast<int>(left), static_cast<int>(top), std::max(1, static_cast<int>(wide)), std::max(1, static_cast<int>(high)));
}

VImage scaled(const VImage& image, int width, int height) {
  if (image.width() == width && image.height() == height) return image;
  return image.thumbnail_image(width, VImage::option()->set("height", height)->set("size", VIPS_SIZE_FORCE));
}

// Every frame of an animation, fitted to `width`.
VImage frames(const std::string& path, int width, int height) {
  return VImage::thumbnail((path + "[n=-1]").c_str(), width,
                           VImage::option()->set("height", height)->set("size", VIPS_SIZE_FORCE)->set("fail_on", VIPS_FAIL_ON_TRUNCATED));
}

}  // namespace

void initialize_pictures() {
  if (VIPS_INIT("sanggar") != 0) return;
  // What matters is reported as an error of the operation.
  g_log_set_handler("VIPS", G_LOG_LEVEL_WARNING, [](const gchar*, GLogLevelFlags, const gchar*, gpointer) {}, nullptr);
  vips_concurrency_set(1);  // pictures are made in parallel, each on one thread
  vips_cache_set_max(0);
  vips_operation_block_set("VipsForeignLoad", TRUE);
  for (const char* loader : {"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadNsgif", "VipsForeignLoadHeif"}) {
    vips_operation_block_set(loader, FALSE);
  }
}

std::string picture_libraries() { return fmt::format("libvips {}", vips_version_string()); }

Result<PictureInfo> probe_picture(const std::string& path) {
  const auto header = open_header(path);
  if (!header) return base::fail(header.error().message);
  PictureInfo info;
  info.width = header->width();
  info.height = header->get_typeof("page-height") ? header->get_int("page-height") : header->height();
  if (lies_on_its_side(*header)) std::swap(info.width, info.height);
  info.frames = frames_of(*header);
  try {
    const VImage small = upright(path, 256, 256).copy_memory();
    info.transparent = is_transparent(small);
    info.colour = dominant_colour(small);
  } catch (const vips::VError&) {
    vips_error_clear();
    return base::fail(kDamaged);
  }
  return info;
}

Result<void> make_picture(const std::string& path, const Item& item, const PictureSettings& settings, const std::string& folder) {
  if (auto header = open_header(path); !header) return base::fail(header.error().message);
  int width = 1;
  int height = 1;
  for (const auto& rendition : item.renditions) {
    width = std::max(width, rendition.width);
    height = std::max(height, rendition.height);
  }
  vips_error_clear();
  try {
    // The crop may need more of the picture than its own width.
    const int decoded = settings.card ? std::max(width, std::min(item.picture.width, 1920)) : width;
    const VImage whole = bare(upright(path, decoded, 1 << 20)).copy_memory();
    const VImage card = settings.card ? cropped(whole, settings.card_ratio, settings.focus).copy_memory() : whole;
    std::string last;
    VImage image;
    for (const auto& rendition : item.renditions) {
      if (rendition.group.empty() && item.picture.frames > 1) {
        save(bare(frames(path, rendition.width, rendition.height)), rendition.type, folder + "/" + rendition.name);
        continue;
      }
      const std::string size = fmt::format("{} {} {}", rendition.group, rendition.width, rendition.height);
      if (size != last) image = scaled(rendition.group == "card" ? card : whole, rendition.width, rendition.height).copy_memory();
      last = size;
      save(image, rendition.type, folder + "/" + rendition.name);
    }
  } catch (const vips::VError& error) {
    std::string why(base::trim(error.what()));
    vips_error_clear();
    return base::fail(fmt::format("the picture's renditions cannot be made: {}", why));
  }
  return {};
}

}  // namespace codecs
