#include "generator/codecs/picture.h"

#include <doctest/doctest.h>

#include <cmath>
#include <thread>

#include "generator/media/scrub.h"
#include "tests/generator/codecs/fixtures.h"

namespace {

using test::Folder;
using test::kDamagedPicture;
using test::kNoPicture;
using test::picture_problem;
using vips::VImage;

// A PNG whose header promises width × height pixels that are not there.
std::string png_bomb(std::uint32_t width, std::uint32_t height) {
  std::string chunk = "IHDR";
  for (const std::uint32_t number : {width, height}) {
    for (int shift = 24; shift >= 0; shift -= 8) chunk += static_cast<char>(number >> shift & 0xFF);
  }
  chunk += std::string("\x08\x02\x00\x00\x00", 5);
  std::uint32_t crc = 0xFFFFFFFFu;
  for (const char c : chunk) {
    crc ^= static_cast<unsigned char>(c);
    for (int i = 0; i < 8; ++i) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0u);
  }
  crc = ~crc;
  std::string bytes("\x89PNG\r\n\x1A\n\0\0\0\x0D", 12);
  bytes += chunk;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(crc >> shift & 0xFF);
  return bytes + std::string("\0\0\0\0IDAT\0\0\0\0", 12);
}

}  // namespace

TEST_SUITE("codecs/picture") {
  TEST_CASE("all eight EXIF orientations come out upright") {
    // Where the corner that is stored first is seen (EXIF 2.32, Orientation).
    struct Case {
      int orientation;
      double x, y;
    };
    for (const auto& [orientation, x, y] : {Case{1, 0.1, 0.1}, {2, 0.9, 0.1}, {3, 0.9, 0.9}, {4, 0.1, 0.9}, {5, 0.1, 0.1}, {6, 0.9, 0.1},
                                            {7, 0.9, 0.9}, {8, 0.1, 0.9}}) {
      CAPTURE(orientation);
      const Folder folder;
      VImage image = test::corner_picture(120, 80).copy();
      image.set("orientation", orientation);
      image.jpegsave(folder.path("a.jpg").c_str());
      const auto item = test::make_all(folder, "a.jpg");
      CHECK(item.picture.width == (orientation < 5 ? 120 : 80));
      CHECK(item.picture.height == (orientation < 5 ? 80 : 120));
      for (const auto& rendition : item.renditions) {
        CAPTURE(rendition.name);
        const VImage made = VImage::new_from_file(folder.path("out/" + rendition.name).c_str());
        CHECK(made.width() == rendition.width);
        CHECK(made.height() == rendition.height);
        const auto red = test::colour_at(made, x, y);
        CHECK(red[0] > 190);
        CHECK(red[1] < 60);
        CHECK(test::colour_at(made, 1 - x, 1 - y)[1] > 100);
      }
    }
  }

  TEST_CASE("no place, device or name is left in any rendition") {
    const Folder folder;
    VImage image = test::corner_picture(400, 300).copy();
    test::add_metadata(image);
    image.jpegsave(folder.path("a.jpg").c_str());
    image.webpsave(folder.path("b.webp").c_str());
    image.bandjoin(128).copy(VImage::option()->set("interpretation", VIPS_INTERPRETATION_sRGB)).pngsave(folder.path("c.png").c_str());
    REQUIRE(folder.bytes("a.jpg").find("RAHASIA") != std::string::npos);
    for (const auto* name : {"a.jpg", "b.webp", "c.png"}) {
      const auto item = test::make_all(folder, name);
      for (const auto& rendition : item.renditions) {
        CAPTURE(rendition.name);
        const std::string bytes = folder.bytes("out/" + rendition.name);
        for (const auto* trace : {"RAHASIA", "Exif", "EXIF", "xmpmeta", "ns.adobe.com"}) CHECK(bytes.find(trace) == std::string::npos);
        const VImage made = VImage::new_from_file(folder.path("out/" + rendition.name).c_str());
        for (const auto* field : {"exif-data", "xmp-data", "iptc-data"}) CHECK(made.get_typeof(field) == 0);
      }
    }
  }

  TEST_CASE("a photo that is offered as it is loses what it tells, and no pixel") {
    const Folder folder;
    VImage image = test::corner_picture(120, 80).copy();
    test::add_metadata(image);
    image.set("orientation", 6);
    image.jpegsave(folder.path("a.jpg").c_str(), VImage::option()->set("profile", "p3"));
    image.webpsave(folder.path("b.webp").c_str());
    image.pngsave(folder.path("c.png").c_str());
    folder.write("c.png", test::with_text_chunk(folder.bytes("c.png")));
    for (const std::string name : {"a.jpg", "b.webp", "c.png"}) {
      CAPTURE(name);
      const std::string whole = folder.bytes(name);
      REQUIRE(whole.find("RAHASIA") != std::string::npos);
      const auto clean = media::without_metadata(whole);
      REQUIRE(clean);
      for (const auto* trace : {"RAHASIA", "xmpmeta", "ns.adobe.com"}) CHECK(clean->find(trace) == std::string::npos);
      folder.write("clean", *clean);
      const VImage before = VImage::new_from_file(folder.path(name).c_str());
      const VImage after = VImage::new_from_file(folder.path("clean").c_str());
      CHECK((before - after).abs().max() == 0);
      if (name == "a.jpg") CHECK(after.get_int("orientation") == 6);
      if (name == "a.jpg") CHECK(after.get_typeof("icc-profile-data") != 0);
      CHECK(media::without_metadata(*clean) == clean);
      for (std::size_t size = 0; size < whole.size(); size += 37) static_cast<void>(media::without_metadata(whole.substr(0, size)));
    }
    CHECK_FALSE(media::without_metadata("GIF89a"));
    CHECK_FALSE(media::without_metadata(""));
  }

  TEST_CASE("colours of a picture without profile stay what they are") {
    const Folder folder;
    const std::vector<double> colour = {200, 120, 60};
    const VImage flat = (VImage::black(64, 64, VImage::option()->set("bands", 3)) + colour)
                            .cast(VIPS_FORMAT_UCHAR)
                            .copy(VImage::option()->set("interpretation", VIPS_INTERPRETATION_sRGB));
    flat.pngsave(folder.path("plain.png").c_str());
    const auto item = test::make_all(folder, "plain.png");
    for (const auto& rendition : item.renditions) {
      CAPTURE(rendition.name);
      const auto seen = test::colour_at(VImage::new_from_file(folder.path("out/" + rendition.name).c_str()), 0.5, 0.5);
      for (std::size_t band = 0; band < colour.size(); ++band) CHECK(std::abs(seen[band] - colour[band]) <= 1);
    }
  }

  TEST_CASE("what phones put behind a photo, or between its scans, is left out of one that is offered as it is") {
    const Folder folder;
    VImage image = test::corner_picture(120, 80).copy();
    image.jpegsave(folder.path("plain.jpg").c_str(), VImage::option()->set("interlace", true));
    const std::string plain = folder.bytes("plain.jpg");
    const auto clean = media::without_metadata(plain);
    REQUIRE(clean);
    CHECK(clean->size() <= plain.size());
    test::add_metadata(image);
    image.jpegsave(folder.path("second.jpg").c_str());
    const std::string comment("\xFF\xFE\0\x09RAHASIA", 11);
    const std::string pictures("\xFF\xE2\0\x0DMPF\0RAHASIA", 15);
    const auto last_scan = plain.rfind("\xFF\xDA");
    const std::string told = plain.substr(0, 2) + pictures + plain.substr(2, last_scan - 2) + comment + "\xFF" + plain.substr(last_scan) + folder.bytes("second.jpg");
    CHECK(media::without_metadata(told) == clean);
    // One that is cut off is cleaned as far as it goes, and ended.
    CHECK(media::without_metadata(told.substr(0, told.find("\xFF\xD9"))) == clean);
  }

  TEST_CASE("CMYK and wide gamut become sRGB") {
    const Folder folder;
    const VImage picture = test::corner_picture(64, 64);
    picture.icc_export(VImage::option()->set("output_profile", "cmyk")).jpegsave(folder.path("cmyk.jpg").c_str());
    auto item = test::make_all(folder, "cmyk.jpg");
    const VImage made = VImage::new_from_file(folder.path("out/cmyk-64.jpg").c_str());
    CHECK(made.bands() == 3);
    CHECK(test::colour_at(made, 0.2, 0.2)[0] > 180);
    CHECK(test::colour_at(made, 0.2, 0.2)[1] < 90);
    // The same numbers mean a stronger colour in Display P3.
    const VImage flat = (VImage::black(64, 64, VImage::option()->set("bands", 3)) + std::vector<double>{200, 100, 100})
                            .cast(VIPS_FORMAT_UCHAR)
                            .copy(VImage::option()->set("interpretation", VIPS_INTERPRETATION_sRGB));
    flat.jpegsave(folder.path("p3.jpg").c_str(), VImage::option()->set("profile", "p3"));
    test::make_all(folder, "p3.jpg");
    const auto colour = test::colour_at(VImage::new_from_file(folder.path("out/p3-64.jpg").c_str()), 0.5, 0.5);
    CHECK(colour[0] > 208);
    CHECK(colour[1] < 100);
  }

  TEST_CASE("transparent stays transparent; an alpha channel that hides nothing goes") {
    const Folder folder;
    const VImage opaque = test::corner_picture(64, 64);
    const auto with_alpha = [&](int alpha) {
      return opaque.bandjoin(alpha).cast(VIPS_FORMAT_UCHAR).copy(VImage::option()->set("interpretation", VIPS_INTERPRETATION_sRGB));
    };
    with_alpha(0).pngsave(folder.path("a.png").c_str());
    with_alpha(255).pngsave(folder.path("b.png").c_str());
    for (const auto& rendition : test::make_all(folder, "a.png").renditions) {
      const VImage made = VImage::new_from_file(folder.path("out/" + rendition.name).c_str());
      CAPTURE(rendition.name);
      REQUIRE(made.bands() == 4);
      CHECK(test::colour_at(made, 0.5, 0.5)[3] < 5);
    }
    const auto item = test::make_all(folder, "b.png");
    CHECK(item.renditions[2].type == "image/jpeg");
  }

  TEST_CASE("the dominant colour is the one that fills most of it") {
    const Folder folder;
    test::corner_picture(64, 64).pngsave(folder.path("a.png").c_str());
    const auto info = codecs::probe_picture(folder.path("a.png"));
    REQUIRE(info);
    for (const int shift : {0, 8, 16}) CHECK(std::abs(static_cast<int>(info->colour >> shift & 0xFF) - 128) < 4);
    CHECK_FALSE(info->transparent);
  }

  TEST_CASE("animations keep their frames and get a still") {
    const Folder folder;
    const VImage frames = VImage::arrayjoin({test::corner_picture(80, 40), test::corner_picture(80, 40).invert(), test::corner_picture(80, 40)},
                                            VImage::option()->set("across", 1)).copy();
    VImage animation = frames.copy();
    animation.set("page-height", 40);
    animation.set("delay", std::vector<int>{100, 200, 300});
    animation.gifsave(folder.path("a.gif").c_str());
    animation.webpsave(folder.path("b.webp").c_str());
    for (const auto* name : {"a.gif", "b.webp"}) {
      const auto item = test::make_all(folder, name);
      CHECK(item.picture.frames == 3);
      CHECK(item.picture.height == 40);
      const VImage made = VImage::new_from_file((folder.path("out/" + item.renditions[0].name) + "[n=-1]").c_str());
      CHECK(made.get_int("n-pages") == 3);
      CHECK(made.get_array_int("delay") == std::vector<int>{100, 200, 300});
      CHECK(item.renditions[3].group == "still");
    }
  }

  TEST_CASE("a crop keeps the focal point in sight") {
    const Folder folder;
    test::corner_picture(400, 400).pngsave(folder.path("a.png").c_str());
    media::PictureSettings settings;
    settings.card = true;
    settings.card_ratio = 2;
    for (const double y : {0.0, 1.0}) {
      settings.focus = {0.5, y};
      test::make_all(folder, "a.png", settings);
      const VImage card = VImage::new_from_file(folder.path("out/a-card-320.jpg").c_str());
      CHECK(card.width() == 320);
      CHECK(card.height() == 160);
      CHECK((test::colour_at(card, 0.1, 0.1)[1] < 60) == (y < 0.5));
    }
  }

  TEST_CASE("odd and tiny sizes, and a wrong ending") {
    const Folder folder;
    test::corner_picture(2, 2).crop(0, 0, 1, 1).pngsave(folder.path("a.png").c_str());
    test::corner_picture(333, 7).jpegsave(folder.path("b.png").c_str());
    CHECK(test::make_all(folder, "a.png").picture.width == 1);
    CHECK(test::make_all(folder, "b.png").picture.height == 7);
  }

  TEST_CASE("what cannot be read is said plainly") {
    const Folder folder;
    test::corner_picture(300, 300).jpegsave(folder.path("a.jpg").c_str());
    const std::string whole = folder.bytes("a.jpg");
    folder.write("cut.jpg", std::string_view(whole).substr(0, whole.size() / 2));
    folder.write("empty.jpg", "");
    folder.write("text.jpg", "Ini bukan gambar.");
    folder.write("bomb.png", png_bomb(60'000, 60'000));
    folder.write("hollow.png", png_bomb(100, 100));
    CHECK(picture_problem(folder.path("a.jpg")) == "");
    CHECK(picture_problem(folder.path("cut.jpg")) == kDamagedPicture);
    CHECK(picture_problem(folder.path("empty.jpg")) == kNoPicture);
    CHECK(picture_problem(folder.path("text.jpg")) == kNoPicture);
    CHECK(picture_problem(folder.path("bomb.png")) == "the picture has 3600 million pixels; 120 million are the most (make it smaller)");
    CHECK(picture_problem(folder.path("hollow.png")) == kDamagedPicture);
    CHECK(picture_problem(folder.path("missing.jpg")) == kNoPicture);
  }

  TEST_CASE("the same bytes alone and beside others") {
    const Folder folder;
    test::corner_picture(700, 500).gaussblur(3).jpegsave(folder.path("a.jpg").c_str());
    const auto item = test::make_all(folder, "a.jpg");
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      std::filesystem::create_directories(folder.path("out" + std::to_string(i)));
      threads.emplace_back([&, i] { static_cast<void>(codecs::make_picture(folder.path("a.jpg"), item, {}, folder.path("out" + std::to_string(i)))); });
    }
    for (auto& thread : threads) thread.join();
    for (const auto& rendition : item.renditions) {
      CAPTURE(rendition.name);
      for (int i = 0; i < 4; ++i) CHECK(folder.bytes("out/" + rendition.name) == folder.bytes("out" + std::to_string(i) + "/" + rendition.name));
    }
  }
}
