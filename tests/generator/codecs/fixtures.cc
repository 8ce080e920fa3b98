#include "tests/generator/codecs/fixtures.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/hash.h"
#include "generator/codecs/codecs.h"
#include "generator/media/picture_plan.h"

namespace test {

namespace fs = std::filesystem;
using vips::VImage;

Folder::Folder() {
  codecs::instance();
  std::string name = (fs::temp_directory_path() / "sanggar-media-XXXXXX").string();
  path_ = mkdtemp(name.data());
}

Folder::~Folder() { fs::remove_all(path_); }

std::string Folder::bytes(const std::string& name) const {
  std::ifstream in(path(name), std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

void Folder::write(const std::string& name, std::string_view bytes) const {
  std::ofstream(path(name), std::ios::binary) << bytes;
}

VImage corner_picture(int width, int height) {
  REQUIRE(width >= 2);
  REQUIRE(height >= 2);
  const VImage grey = VImage::black(width, height, VImage::option()->set("bands", 3)) + 128;
  const VImage red = VImage::black(width / 2, height / 2, VImage::option()->set("bands", 3)) + std::vector<double>{220, 20, 20};
  return grey.insert(red, 0, 0).cast(VIPS_FORMAT_UCHAR).copy(VImage::option()->set("interpretation", VIPS_INTERPRETATION_sRGB));
}

void add_metadata(VImage& image) {
  for (const auto* field : {"exif-ifd0-Make", "exif-ifd0-Model", "exif-ifd0-Artist"}) image.set(field, "RAHASIA (RAHASIA, ASCII, 8 components, 8 bytes)");
  const std::string latitude = fmt::format("6/1 {}/1000000 0/1", kSecretMinutes);
  image.set("exif-ifd3-GPSLatitude", fmt::format("{} ({}, Rational, 3 components, 24 bytes)", latitude, latitude).c_str());
  static std::string xmp = "<x:xmpmeta xmlns:x='adobe:ns:meta/'>RAHASIA</x:xmpmeta>";
  image.set("xmp-data", nullptr, xmp.data(), xmp.size());
}

// Behind the header; readers pass over its checksum.
std::string with_text_chunk(std::string png) { return png.insert(33, std::string("\0\0\0\x0E" "tEXtAuthor\0RAHASIA\0\0\0\0", 26)); }

std::vector<double> colour_at(const VImage& image, double x, double y) {
  return image.getpoint(static_cast<int>(x * image.width()), static_cast<int>(y * image.height()));
}

std::string picture_problem(const std::string& path) {
  const auto info = codecs::probe_picture(path);
  return info ? "" : info.error().message;
}

media::Item make_all(const Folder& folder, const std::string& name, const media::PictureSettings& settings) {
  const auto info = codecs::probe_picture(folder.path(name));
  REQUIRE_MESSAGE(info, info.error().message);
  const std::string hash = base::to_hex(base::hash128(folder.bytes(name)));
  media::Item item = media::plan_picture(name, hash, *info, settings, codecs::picture_libraries());
  fs::create_directories(folder.path("out"));
  const auto made = codecs::make_picture(folder.path(name), item, settings, folder.path("out"));
  REQUIRE_MESSAGE(made, made.error().message);
  for (const auto& rendition : item.renditions) REQUIRE(fs::exists(folder.path("out/" + rendition.name)));
  return item;
}

}  // namespace test
