// Pictures that are cut off, mislabelled, out of the ordinary, or made to fill a machine's memory.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <libdeflate.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <chrono>

#include "tests/generator/codecs/fixtures.h"
#include "tests/support/sanitizers.h"

namespace {

using test::Folder;
using test::kDamagedPicture;
using test::kNoPicture;
using test::picture_problem;
using vips::VImage;

std::string big_endian(std::uint32_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift & 0xFF);
  return bytes;
}

std::string chunk(const std::string& name, const std::string& data) {
  const std::string body = name + data;
  const auto crc = libdeflate_crc32(0, body.data(), body.size());
  return big_endian(static_cast<std::uint32_t>(data.size())) + body + big_endian(crc);
}

std::string deflated(std::size_t zeros) {
  const std::string plain(zeros, '\0');
  libdeflate_compressor* compressor = libdeflate_alloc_compressor(6);
  std::string packed(libdeflate_zlib_compress_bound(compressor, zeros), '\0');
  const std::size_t size = libdeflate_zlib_compress(compressor, plain.data(), plain.size(), packed.data(), packed.size());
  libdeflate_free_compressor(compressor);
  return packed.substr(0, size);
}

// A whole PNG of 8 × 8 black pixels with more chunks before its pixels.
std::string png_with(const std::string& chunks) {
  return std::string("\x89PNG\r\n\x1A\n", 8) + chunk("IHDR", big_endian(8) + big_endian(8) + std::string("\x08\x00\x00\x00\x00", 5)) + chunks +
         chunk("IDAT", deflated(8 * 9)) + chunk("IEND", "");
}

long peak_kilobytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

std::string little_endian16(int number) { return {static_cast<char>(number & 0xFF), static_cast<char>(number >> 8)}; }

// A GIF whose frames say that they fill a canvas of width × height, and hold a pixel.
std::string gif_of(int width, int height, int frames) {
  const std::string size = little_endian16(width) + little_endian16(height);
  std::string bytes = "GIF89a" + size + std::string("\x80\x00\x00\x00\x00\x00\xFF\xFF\xFF", 9);
  for (int i = 0; i < frames; ++i) bytes += std::string("\x21\xF9\x04\x00\x0A\x00\x00\x00\x2C\x00\x00\x00\x00", 13) + size + std::string("\x00\x02\x02\x44\x01\x00", 6);
  return bytes + ";";
}

// kB that refusing bombs of gigabytes may take.
constexpr long kMostGrowth = test::kSanitized ? 400'000 : 100'000;

}  // namespace

TEST_SUITE("codecs/bad_picture") {
  TEST_CASE("bombs are refused by what their headers say, before a pixel is decoded") {
    const Folder folder;
    const long before = peak_kilobytes();
    folder.write("wide.gif", gif_of(60'000, 60'000, 1));
    folder.write("long.gif", gif_of(1000, 1000, 2000));
    folder.write("fit.gif", gif_of(10, 10, 20));
    CHECK(picture_problem(folder.path("wide.gif")) == "the picture has 3600 million pixels; 120 million are the most (make it smaller)");
    CHECK(picture_problem(folder.path("long.gif")) == "the picture has 2000 million pixels; 120 million are the most (make it smaller)");
    CHECK(picture_problem(folder.path("fit.gif")) == "");
    CHECK(codecs::probe_picture(folder.path("fit.gif"))->frames == 20);
    // A JPEG says its size in its frame header: marker, length, precision, height, width.
    test::corner_picture(64, 64).jpegsave(folder.path("a.jpg").c_str());
    std::string jpeg = folder.bytes("a.jpg");
    const auto frame = jpeg.find("\xFF\xC0");
    REQUIRE(frame != std::string::npos);
    jpeg.replace(frame + 5, 4, std::string("\xFD\xE8\xFD\xE8", 4));
    folder.write("bomb.jpg", jpeg);
    CHECK(picture_problem(folder.path("bomb.jpg")) == "the picture has 4225 million pixels; 120 million are the most (make it smaller)");
    // An AVIF in its box of extents.
    test::corner_picture(64, 64).heifsave(folder.path("a.avif").c_str(), VImage::option()->set("compression", VIPS_FOREIGN_HEIF_COMPRESSION_AV1));
    std::string avif = folder.bytes("a.avif");
    const auto extents = avif.find("ispe");
    REQUIRE(extents != std::string::npos);
    avif.replace(extents + 8, 8, big_endian(60'000) + big_endian(60'000));
    folder.write("bomb.avif", avif);
    CHECK(picture_problem(folder.path("bomb.avif")) == kDamagedPicture);
    CHECK(peak_kilobytes() - before < kMostGrowth);
  }

  TEST_CASE("text and colour profiles that unpack to gigabytes are not unpacked") {
    const Folder folder;
    constexpr std::size_t kMany = 400'000'000;
    const std::string packed = deflated(kMany);
    const long before = peak_kilobytes();
    folder.write("text.png", png_with(chunk("zTXt", std::string("Comment\0\0", 9) + packed)));
    folder.write("profile.png", png_with(chunk("iCCP", std::string("a\0\0", 3) + packed)));
    folder.write("words.png", png_with(chunk("iTXt", std::string("XML:com.adobe.xmp\0\1\0\0\0", 22) + packed)));
    for (const auto* name : {"text.png", "profile.png", "words.png"}) {
      CAPTURE(name);
      const std::string told = picture_problem(folder.path(name));
      CHECK((told.empty() || told == kDamagedPicture));
      CHECK(peak_kilobytes() - before < 200'000);
    }
  }

  TEST_CASE("a JPEG of very many passes is refused") {
    const Folder folder;
    test::corner_picture(1000, 1000).jpegsave(folder.path("a.jpg").c_str(), VImage::option()->set("interlace", true));
    CHECK(picture_problem(folder.path("a.jpg")) == "");
    std::string jpeg = folder.bytes("a.jpg");
    const auto last = jpeg.rfind("\xFF\xDA");
    const std::string pass = jpeg.substr(last, jpeg.size() - 2 - last);
    jpeg.resize(jpeg.size() - 2);
    for (int i = 0; i < 3000; ++i) jpeg += pass;
    folder.write("passes.jpg", jpeg + "\xFF\xD9");
    const auto begin = std::chrono::steady_clock::now();
    CHECK(picture_problem(folder.path("passes.jpg")) == kDamagedPicture);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(10));
  }

  TEST_CASE("files cut off anywhere are refused, of every kind") {
    const Folder folder;
    const VImage picture = test::corner_picture(120, 80).gaussblur(2);
    for (const auto* name : {"a.jpg", "a.png", "a.webp", "a.gif"}) picture.write_to_file(folder.path(name).c_str());
    picture.heifsave(folder.path("a.avif").c_str(), VImage::option()->set("compression", VIPS_FOREIGN_HEIF_COMPRESSION_AV1));
    for (const std::string name : {"a.jpg", "a.png", "a.webp", "a.gif", "a.avif"}) {
      const std::string whole = folder.bytes(name);
      CHECK(picture_problem(folder.path(name)) == "");
      for (std::size_t part = 0; part < 12; ++part) {
        CAPTURE(name);
        CAPTURE(part);
        folder.write("cut", std::string_view(whole).substr(0, whole.size() * part / 12));
        const std::string told = picture_problem(folder.path("cut"));
        CHECK((told == kNoPicture || told == kDamagedPicture));
      }
    }
  }

  TEST_CASE("what only claims to be a picture is none") {
    const Folder folder;
    folder.write("drawing.png", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    folder.write("paper.jpg", "%PDF-1.4\n");
    folder.write("raw.jpg", std::string("II*\0\x08\0\0\0\0\0\0\0\0\0", 14));
    folder.write("page.gif", "<!DOCTYPE html><title>404</title>");
    folder.write("hollow.gif", "GIF89a");
    folder.write("hollow.jpg", "\xFF\xD8\xFF");
    folder.write("film.heic", std::string("\0\0\0\x18" "ftypisom\0\0\2\0isomiso2", 24));
    REQUIRE(::mkfifo(folder.path("pipe.jpg").c_str(), 0600) == 0);
    for (const auto* name : {"drawing.png", "paper.jpg", "raw.jpg", "page.gif", "film.heic", "pipe.jpg", ""}) {
      CAPTURE(name);
      CHECK(picture_problem(folder.path(name)) == kNoPicture);
    }
    CHECK(picture_problem(folder.path("hollow.gif")) == kDamagedPicture);
    CHECK(picture_problem(folder.path("hollow.jpg")) == kDamagedPicture);
  }

  TEST_CASE("grey, sixteen bits, two colours and a palette become ordinary pictures") {
    const Folder folder;
    const VImage colour = test::corner_picture(80, 60);
    const VImage grey = colour.colourspace(VIPS_INTERPRETATION_B_W);
    grey.jpegsave(folder.path("grey.jpg").c_str());
    grey.bandjoin(128).copy(VImage::option()->set("interpretation", VIPS_INTERPRETATION_B_W)).pngsave(folder.path("grey-alpha.png").c_str());
    (colour.cast(VIPS_FORMAT_USHORT) * 257).cast(VIPS_FORMAT_USHORT).copy(VImage::option()->set("interpretation", VIPS_INTERPRETATION_RGB16))
        .pngsave(folder.path("sixteen.png").c_str());
    grey.pngsave(folder.path("two.png").c_str(), VImage::option()->set("bitdepth", 1));
    colour.pngsave(folder.path("palette.png").c_str(), VImage::option()->set("palette", true));
    for (const auto* name : {"grey.jpg", "grey-alpha.png", "sixteen.png", "two.png", "palette.png"}) {
      CAPTURE(name);
      for (const auto& rendition : test::make_all(folder, name).renditions) {
        const VImage made = VImage::new_from_file(folder.path("out/" + rendition.name).c_str());
        CHECK(made.width() == 80);
        CHECK(made.format() == VIPS_FORMAT_UCHAR);
        const bool coloured = std::string(name) == "sixteen.png" || std::string(name) == "palette.png";
        const auto red = test::colour_at(made, 0.2, 0.2);
        if (coloured) CHECK(red[0] - red[1] > 120);
      }
    }
  }

  TEST_CASE("a picture at the limit of pixels takes bounded memory") {
    const Folder folder;
    VImage::black(12'000, 9'900).jpegsave(folder.path("large.jpg").c_str());
    VImage::black(12'000, 9'900).pngsave(folder.path("large.png").c_str(), VImage::option()->set("compression", 1));
    const long before = peak_kilobytes();
    for (const auto* name : {"large.jpg", "large.png"}) {
      CAPTURE(name);
      CHECK(picture_problem(folder.path(name)) == "");
      CHECK(peak_kilobytes() - before < 150'000);
    }
  }
}
