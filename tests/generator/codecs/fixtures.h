// Pictures made for tests, and a temporary folder to put them in.
#pragma once

#include <filesystem>
#include <string>
#include <vector>
#include <vips/vips8>

#include "generator/media/media.h"
#include "generator/codecs/picture.h"

namespace test {

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

// {red, green, blue[, alpha]} at a place given in parts of width and height.
std::vector<double> colour_at(const vips::VImage& image, double x, double y);

// Probes, plans and makes `path`; renditions lie in folder/out.
media::Item make_all(const Folder& folder, const std::string& name, const media::PictureSettings& settings = {});

}  // namespace test
