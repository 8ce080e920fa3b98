#include "tests/generator/codecs/video_fixtures.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "base/hash.h"

namespace test {

namespace fs = std::filesystem;

std::string output_of(const std::string& command) {
  std::string text;
  FILE* pipe = ::popen(("exec 2>&1; ulimit -t 120; " + command).c_str(), "r");
  std::array<char, 4096> piece{};
  while (const std::size_t size = std::fread(piece.data(), 1, piece.size(), pipe)) text.append(piece.data(), size);
  const int status = ::pclose(pipe);
  INFO(command << "\n" << text);
  REQUIRE(status == 0);
  return text;
}

void draw(const Folder& folder, const std::string& arguments) {
  output_of(fmt::format("cd {} && ffmpeg -hide_banner -v error -nostdin -y {}", folder.path(), arguments));
}

std::string problem(const std::string& path) {
  const auto info = codecs::probe_video(path);
  return info ? "" : info.error().message;
}

media::Item plan(const Folder& folder, const std::string& name, const media::VideoSettings& settings) {
  const auto info = codecs::probe_video(folder.path(name));
  REQUIRE_MESSAGE(info, info.error().message);
  return media::plan_video(name, base::to_hex(base::hash128(folder.bytes(name))), *info, settings, "");
}

base::Result<void> run(const Folder& folder, const media::Item& item, const std::string& out, int workers, const std::atomic<bool>* stop,
                       const std::function<void(double)>& progress) {
  fs::create_directories(folder.path(out));
  const std::string work = folder.path(out + "." + item.source + ".work");
  fs::create_directories(work);
  media::VideoSettings settings;
  settings.preset = "ultrafast";
  return codecs::make_video(folder.path(item.source), item, settings, folder.path(out), {work, workers, stop, progress});
}

media::Item make(const Folder& folder, const std::string& name, const std::vector<int>& rungs, bool newer, media::Layout layout, std::uint64_t part_bytes) {
  media::VideoSettings settings;
  settings.preset = "ultrafast";
  settings.rungs = rungs;
  settings.av1 = settings.opus = newer;
  settings.layout = layout;
  settings.part_bytes = part_bytes;
  const media::Item item = plan(folder, name, settings);
  const auto made = run(folder, item, "out", 2);
  REQUIRE_MESSAGE(made, made.error().message);
  for (const auto& rendition : item.renditions) {
    CAPTURE(rendition.name);
    REQUIRE(fs::exists(folder.path("out/" + rendition.name)));
  }
  return item;
}

std::string probe(const Folder& folder, const std::string& name, const std::string& entries) {
  return output_of(fmt::format("ffprobe -v error -show_entries {} -of compact=p=0 {}", entries, folder.path("out/" + name)));
}

double number_after(const std::string& text, const std::string& key) {
  const auto at = text.find(key);
  REQUIRE(at != std::string::npos);
  return std::strtod(text.c_str() + at + key.size(), nullptr);
}

std::vector<double> all_numbers_after(const std::string& text, const std::string& key) {
  std::vector<double> numbers;
  for (std::size_t at = text.find(key); at != std::string::npos; at = text.find(key, at + 1)) {
    numbers.push_back(std::strtod(text.c_str() + at + key.size(), nullptr));
  }
  return numbers;
}

std::string flashes(double rate, int seconds) {
  return fmt::format("-f lavfi -i color=black:s=320x240:r={}:d={},geq=lum='if(lt(mod(T\\,1)\\,0.2)*gte(T\\,1)\\,235\\,16)':cb=128:cr=128 "
                     "-f lavfi -i aevalsrc='0.5*sin(880*2*PI*t)*lt(mod(t\\,1)\\,0.2)*gte(t\\,1)':s=48000:d={} ",
                     rate, seconds, seconds);
}

std::vector<double> drifts(const std::string& picture, const std::string& sound, std::size_t least) {
  const auto light = all_numbers_after(output_of("ffmpeg -hide_banner -nostdin -i " + picture + " -an -vf blackdetect=d=0.1:pix_th=0.3 -f null -"), "black_end:");
  const auto beeps = all_numbers_after(output_of("ffmpeg -hide_banner -nostdin -i " + sound + " -vn -af silencedetect=n=-30dB:d=0.2 -f null -"), "silence_end: ");
  REQUIRE(light.size() >= least);
  REQUIRE(beeps.size() >= least);
  std::vector<double> found;
  for (std::size_t i = 0; i < least; ++i) found.push_back(light[i] - beeps[i]);
  return found;
}

double largest_drift(const std::string& picture, const std::string& sound, std::size_t least) {
  double largest = 0;
  for (const double drift : drifts(picture, sound, least)) largest = std::max(largest, std::abs(drift));
  return largest;
}

std::vector<std::array<int, 3>> colours_of(const std::string& path, double seconds, const std::vector<std::pair<double, double>>& places) {
  const std::string frame = path + ".frame.png";
  output_of(fmt::format("ffmpeg -hide_banner -v error -nostdin -y -i {} -vf \"select='gte(t,{})'\" -frames:v 1 {}", path, seconds, frame));
  const auto image = vips::VImage::new_from_file(frame.c_str());
  std::vector<std::array<int, 3>> colours;
  for (const auto& [x, y] : places) {
    const auto point = colour_at(image, x, y);
    colours.push_back({static_cast<int>(point[0]), static_cast<int>(point[1]), static_cast<int>(point[2])});
  }
  fs::remove(frame);
  return colours;
}

}  // namespace test
