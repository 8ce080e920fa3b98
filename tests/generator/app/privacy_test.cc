// What pictures and clips tell of places, devices and people, through a whole build.
#include <doctest/doctest.h>

#include <vector>

#include "generator/media/scrub.h"
#include "tests/generator/app/process.h"
#include "tests/generator/codecs/fixtures.h"

namespace {

using test::run;
using test::SiteFolder;
using vips::VImage;

struct Trace {
  std::string name;
  std::string bytes;
  bool clip = false;  // looked for in clips alone: texts may say the word
};

std::string in_bytes(std::uint32_t number, bool big) {
  std::string bytes;
  for (int i = 0; i < 4; ++i) bytes += static_cast<char>(number >> (big ? 24 - 8 * i : 8 * i) & 0xFF);
  return bytes;
}

const std::vector<Trace>& traces() {
  static const std::vector<Trace> kTraces = {
      {"name", "RAHASIA"}, {"clip's place", "07.7956"},
      {"photo's place", in_bytes(test::kSecretMinutes, false)}, {"photo's place", in_bytes(test::kSecretMinutes, true)},
      {"EXIF", "Exif"}, {"XMP", "xmpmeta"}, {"tEXt", "tEXt"}, {"zTXt", "zTXt"}, {"profile", "ICC_PROFILE"}, {"profile", "iCCP"},
      {"udta", "udta", true}, {"meta", "meta", true}, {"mdta", "mdta", true}};
  return kTraces;
}

// libavformat ends the header with it: a list of metadata in which there is nothing.
const std::string kNothing("\0\0\0=udta\0\0\0005meta\0\0\0\0\0\0\0!hdlr\0\0\0\0\0\0\0\0mdirappl\0\0\0\0\0\0\0\0\0\0\0\0\x08ilst", 61);

// "film.mp4: name, udta", a line for each file with traces.
std::string found_in(const std::string& folder) {
  std::string lines;
  for (auto [path, bytes] : test::all_files(folder)) {
    if (const auto at = bytes.find(kNothing); at != std::string::npos) bytes.erase(at, kNothing.size());
    const bool clip = path.ends_with(".mp4") || path.ends_with(".m4a") || path.ends_with(".m4s");
    std::string names;
    for (const auto& trace : traces()) {
      if ((clip || !trace.clip) && bytes.find(trace.bytes) != std::string::npos) names += (names.empty() ? "" : ", ") + trace.name;
    }
    if (!names.empty()) lines += path + ": " + names + "\n";
  }
  return lines;
}

void add_sources(const SiteFolder& site) {
  site.add_minimal_site("media: {preset: ultrafast}\n");
  site.add("pages/film.md", "---\ntitle: Film\nimage: foto.jpg\n---\n\n![Uji](film.mp4)\n\n![Sudut](foto.jpg)\n\n![Sudut](gambar.png)\n");
  VImage image = test::corner_picture(400, 300).copy();
  test::add_metadata(image);
  image.jpegsave(site.path("pages/foto.jpg").c_str(), VImage::option()->set("profile", "p3"));
  image.pngsave(site.path("pages/gambar.png").c_str(), VImage::option()->set("profile", "p3"));
  site.add("pages/gambar.png", test::with_text_chunk(site.text("pages/gambar.png")));
  const auto drawn = run("timeout 60 ffmpeg -v error -nostdin -f lavfi -i testsrc2=s=160x120:r=25:d=2 -f lavfi -i sine=440:d=2 -c:v libx264 -preset ultrafast "
                         "-c:a aac -metadata location=-07.7956+110.3695/ -metadata artist=RAHASIA -metadata make=RAHASIA -metadata:s:v handler_name=RAHASIA "
                         "-movflags use_metadata_tags " + site.path("pages/film.mp4"));
  REQUIRE_MESSAGE(drawn.status == 0, drawn.output);
}

}  // namespace

TEST_SUITE("app/privacy") {
  TEST_CASE("no place, device, name or profile of a shown photo or clip is in any file of the site") {
    const SiteFolder site;
    add_sources(site);
    // All of it is found where it was planted.
    CHECK(found_in(site.path("pages")) ==
          "film.mp4: name, clip's place, udta, meta, mdta\n"
          "foto.jpg: name, photo's place, EXIF, XMP, profile\n"
          "gambar.png: name, tEXt, zTXt, profile\n");
    const auto built = run(test::kProgram + " build --compress --root " + site.path());
    REQUIRE_MESSAGE(built.status == 0, built.output);
    CHECK(test::all_files(site.path("site/media")).size() > 20);
    CHECK(found_in(site.path("site")) == "");
  }

  TEST_CASE("photos and films that a page links to keep their colour profile, and nothing else that they told") {
    const SiteFolder site;
    add_sources(site);
    site.add("pages/foto.jpg", site.text("pages/foto.jpg") + site.text("pages/foto.jpg"));
    site.add("pages/asli.md", "---\ntitle: Asli\n---\n\n[Foto](foto.jpg), [gambar](gambar.png) dan [film](film.mp4)\n");
    const auto built = run(test::kProgram + " build --root " + site.path());
    REQUIRE_MESSAGE(built.status == 0, built.output);
    CHECK(found_in(site.path("site")) == "foto.jpg: profile\ngambar.png: profile\n");
    const auto packets = [&](const std::string& film) { return run("timeout 60 ffprobe -v error -show_packets -show_data_hash md5 -of csv " + film).output; };
    const std::string film = run("find " + site.path("site") + " -name film.mp4").output;
    CHECK(packets(site.path("pages/film.mp4")).size() > 1000);
    CHECK(packets(film) == packets(site.path("pages/film.mp4")));
  }

  TEST_CASE("a linked AVIF keeps its pixels and loses EXIF and XMP, which lie in the middle of it") {
    VImage image = test::corner_picture(400, 300).copy();
    test::add_metadata(image);
    const SiteFolder site;
    image.heifsave(site.path("foto.avif").c_str(), VImage::option()->set("compression", VIPS_FOREIGN_HEIF_COMPRESSION_AV1)->set("lossless", true));
    const std::string told = site.text("foto.avif");
    REQUIRE(told.find("RAHASIA") != std::string::npos);
    const auto clean = media::without_metadata(told);
    REQUIRE(clean.has_value());
    CHECK(clean->size() == told.size());
    CHECK(clean->find("RAHASIA") == std::string::npos);
    CHECK(clean->find(in_bytes(test::kSecretMinutes, false)) == std::string::npos);
    CHECK(clean->find(in_bytes(test::kSecretMinutes, true)) == std::string::npos);
    site.add("bersih.avif", *clean);
    const VImage before = VImage::new_from_file(site.path("foto.avif").c_str());
    const VImage after = VImage::new_from_file(site.path("bersih.avif").c_str());
    CHECK((before - after).abs().max() == 0);
    CHECK(media::without_metadata(*clean) == clean);
  }

  TEST_CASE("a linked film loses the track in which a camera notes where it was; picture, sound and captions stay") {
    const SiteFolder site;
    site.add("tempat.srt", "1\n00:00:00,000 --> 00:00:01,000\nRAHASIA -7.7956 110.3695\n\n2\n00:00:01,000 --> 00:00:02,000\nRAHASIA lagi\n");
    const auto drawn = run("cd " + site.path() + " && timeout 60 ffmpeg -v error -nostdin -f lavfi -i testsrc2=s=160x120:r=25:d=2 -f lavfi -i sine=440:d=2 -i tempat.srt "
                           "-map 0 -map 1 -map 2 -c:v libx264 -preset ultrafast -c:a aac -c:s mov_text film.mp4");
    REQUIRE_MESSAGE(drawn.status == 0, drawn.output);
    std::string film = site.text("film.mp4");
    const auto clean_as_captions = media::without_metadata(film);
    CHECK(clean_as_captions->find("RAHASIA lagi") != std::string::npos);
    // The same track as a camera writes it: timed metadata.
    const auto handler = film.find("sbtl");
    REQUIRE(handler != std::string::npos);
    film.replace(handler, 4, "meta");
    site.add("kamera.mp4", film);
    const auto clean = media::without_metadata(film);
    REQUIRE(clean.has_value());
    CHECK(clean->find("RAHASIA") == std::string::npos);
    site.add("bersih.mp4", *clean);
    const auto packets = [&](const std::string& name, const std::string& stream) {
      return run("timeout 60 ffprobe -v error -select_streams " + stream + " -show_packets -show_data_hash md5 -of csv " + site.path(name)).output;
    };
    for (const auto* stream : {"v", "a"}) {
      CHECK(packets("bersih.mp4", stream).size() > 1000);
      CHECK(packets("bersih.mp4", stream) == packets("kamera.mp4", stream));
    }
    CHECK(run("timeout 60 ffprobe -v error -show_entries stream=codec_type -of csv=p=0 " + site.path("bersih.mp4")).output == "video\naudio\n");
    for (std::size_t size = 0; size < film.size(); size += 97) static_cast<void>(media::without_metadata(film.substr(0, size)));
  }
}
