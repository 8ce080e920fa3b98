// Pictures made for tests, and a temporary folder to put them in.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>
#include <vips/vips8>

#include "generator/media/media.h"
#include "generator/codecs/picture.h"

namespace test {

inline constexpr const char* kNoPicture = "the file is no picture that can be read (save it as JPEG, PNG, WebP, GIF, AVIF or HEIC)";
inline constexpr const char* kDamagedPicture = "the picture is damaged or cut off (copy it again from the phone or camera)";

// Removed with all it holds when the test ends.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string path(const std::string& name = "") const { return name.empty() ? path_ : path_ + "/" + name; }
  std::string bytes(const std::string& name) const;
  void write(const std::string& name, std::string_view bytes) const;

 private:
  std::string path_;
};

// Grey, with its upper left quarter red; 3 bands of sRGB.
vips::VImage corner_picture(int width, int height);

// Artist, device, place and an XMP packet, all of them "RAHASIA" but for the latitude's minutes: kSecretMinutes / 1000000.
inline constexpr std::uint32_t kSecretMinutes = 34'567'891;
void add_metadata(vips::VImage& image);

// A PNG with a chunk that says the same of its author.
std::string with_text_chunk(std::string png);

// {red, green, blue[, alpha]} at a place given in parts of width and height.
std::vector<double> colour_at(const vips::VImage& image, double x, double y);

// What a probe says against a picture, "" when it is good.
std::string picture_problem(const std::string& path);

// Probes, plans and makes `path`; renditions lie in folder/out.
media::Item make_all(const Folder& folder, const std::string& name, const media::PictureSettings& settings = {});

}  // namespace test
