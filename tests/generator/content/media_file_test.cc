#include "generator/content/media_file.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/generator/content/show.h"

namespace {

struct Read {
  content::MediaFile file;
  std::string messages;
};

Read read(std::string_view text, content::KeyScope scope = content::kClipFile) {
  base::Diagnostics diagnostics;
  auto file = content::read_media_file(text, "a.mp4.yaml", scope, diagnostics);
  return {std::move(file), test::show(diagnostics)};
}

}  // namespace

TEST_SUITE("content/media_file") {
  TEST_CASE("a clip's settings") {
    const auto [file, messages] = read("from: 0:03\nto: 1:02.5\ncuts: [9:16, 1:1, 9:16]\nfocus: 30% 60%\nloop: yes\nsign: isyarat.mp4\nlanguage: en\n");
    CHECK(messages == "");
    CHECK(file.from.seconds == 3);
    CHECK(file.to.seconds == 62.5);
    CHECK(file.to.line == 2);
    REQUIRE(file.cuts.size() == 2);
    CHECK(file.cuts[0].text == "9:16");
    CHECK(file.cuts[1].text == "1:1");
    CHECK(file.focus_x == doctest::Approx(0.3));
    CHECK(file.focus_y == doctest::Approx(0.6));
    CHECK(file.loop.line == 5);
    CHECK(file.sign.text == "isyarat.mp4");
    CHECK(file.sign.column == 7);
    CHECK(file.language == "en");
  }

  TEST_CASE("seconds alone are a moment, a single cut is a list of one, and 'no' is no loop") {
    const auto [file, messages] = read("from: 2.5\ncuts: 1:1\nloop: no\n");
    CHECK(messages == "");
    CHECK(file.from.seconds == 2.5);
    CHECK(file.cuts.size() == 1);
    CHECK(file.loop.line == 0);
    CHECK(read("").messages == "");
  }

  TEST_CASE("wrong values and keys are told with their place and cure") {
    CHECK(read("from: nanti\nto: [1]\ncuts: [9:16, 4:3]\nloop: kadang\nfocus: tengah\n").messages ==
          "a.mp4.yaml:1:7: error: 'nanti' is no value for 'from' (it takes minutes and seconds, such as 0:03 or 1:02.5)\n"
          "a.mp4.yaml:2:5: error: 'to' has no value that it takes (it takes minutes and seconds, such as 0:03 or 1:02.5)\n"
          "a.mp4.yaml:3:14: error: '4:3' is no value for 'cuts' (it takes 9:16 and 1:1)\n"
          "a.mp4.yaml:4:7: error: 'kadang' is no value for 'loop' (it takes true or false)\n"
          "a.mp4.yaml:5:8: error: 'tengah' is no value for 'focus' (it takes two percentages, from the left and from the top, such as 30% 60%)\n");
    CHECK(read("form: 0:03\n").messages == "a.mp4.yaml:1:1: error: unknown key 'form' in a.mp4.yaml (did you mean 'from'?)\n");
    CHECK(read("from: 0:03\nto: 0:02\n").messages ==
          "a.mp4.yaml:2:5: error: 'to' (0:02) is not after 'from' (0:03) (write a later moment, or leave it out: the clip then goes on to its end)\n");
    CHECK(read("- loop\n").messages == "a.mp4.yaml:1:1: error: this file holds no settings (write one 'key: value' a line)\n");
  }

  TEST_CASE("a picture takes only its focus") {
    CHECK(read("focus: 30% 60%\n", content::kPictureFile).messages == "");
    CHECK(read("from: 0:03\n", content::kPictureFile).messages == "a.mp4.yaml:1:1: error: unknown key 'from' in a.mp4.yaml\n");
  }
}
