#include "generator/media/captions.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

namespace {

struct Read {
  std::string cues;      // "1-2.5 kata | kata\n"
  std::string messages;
};

Read read(std::string_view bytes) {
  base::Diagnostics diagnostics;
  Read result;
  for (const auto& cue : media::read_captions(bytes, "a.srt", diagnostics)) result.cues += fmt::format("{}-{} {}\n", cue.begin, cue.end, cue.text);
  for (const auto& found : diagnostics.all()) result.messages += fmt::format("{}: {} ({})\n", found.place.line, found.message, found.hint);
  return result;
}

const std::string kTwo = "1\n00:00:01,000 --> 00:00:02,500\nSelamat pagi.\n\n2\n00:00:03,000 --> 00:01:04,250\nKami dari\nDesa Mekar.\n";
const std::string kTwoRead = "1-2.5 Selamat pagi.\n3-64.25 Kami dari\nDesa Mekar.\n";

std::string utf16(const std::string& text, bool big) {
  std::string bytes = big ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : text) {
    if (big) bytes += '\0';
    bytes += c;
    if (!big) bytes += '\0';
  }
  return bytes;
}

}  // namespace

TEST_SUITE("media/captions") {
  TEST_CASE("SubRip and WebVTT, whatever program wrote them") {
    std::string crlf;
    std::string cr;
    for (const char c : kTwo) {
      crlf += c == '\n' ? "\r\n" : std::string(1, c);
      cr += c == '\n' ? '\r' : c;
    }
    for (const auto& bytes : {kTwo, "\xEF\xBB\xBF" + kTwo, crlf, cr, utf16(kTwo, false), utf16(kTwo, true), kTwo + "\n\n\n"}) {
      CHECK(read(bytes).cues == kTwoRead);
      CHECK(read(bytes).messages == "");
    }
    CHECK(read("WEBVTT - judul\nKind: captions\n\nNOTE catatan\n\nSTYLE\n::cue { color: red }\n\nsatu\n00:01.000 --> 00:02.500 line:0 align:start\n"
               "<v Sari><i>Selamat</i> pagi.\n\n1:00:03.000 --> 1:00:04.000\n{\\an8}Kami")
              .cues == "1-2.5 Selamat pagi.\n3603-3604 Kami\n");
  }

  TEST_CASE("Windows-1252 is understood") {
    CHECK(read("1\n00:00:01,000 --> 00:00:02,000\nCaf\xE9 \x96 \x93" "enak\x94\n").cues == "1-2 Café – “enak”\n");
  }

  TEST_CASE("captions that reach into each other, stand in disorder or say nothing") {
    CHECK(read("00:00:05,000 --> 00:00:09,000\nc\n\n00:00:01,000 --> 00:00:06,000\na\n\n00:00:03,000 --> 00:00:04,000\n\n").cues == "1-5 a\n5-9 c\n");
    CHECK(read("00:00:01,000 --> 00:00:03,000\na\n\n00:00:01,000 --> 00:00:02,000\nb\n").cues == "1-2 a\nb\n");
  }

  TEST_CASE("mistakes are told with their line, the rest is read") {
    const auto mistakes = read("1\n00:00:0x,000 --> 00:00:02,000\na\n\n2\n00:00:05,000 --> 00:00:04,000\nb\n\n3\n00:00:06,000 --> 00:00:07,000\nc\n");
    CHECK(mistakes.cues == "6-7 c\n");
    CHECK(mistakes.messages == "2: '00:00:0x,000' is no time (write hours, minutes and seconds, such as 00:01:02,500)\n6: the caption ends before it begins (write the earlier moment first)\n");
    CHECK(read("").messages == "0: the file holds no captions (write lines such as 00:00:01,000 --> 00:00:04,000 with the words below them)\n");
    CHECK(read("Ini bukan teks film.").messages.starts_with("0: the file holds no captions"));
  }

  TEST_CASE("WebVTT comes out clean") {
    CHECK(media::to_webvtt({{1, 2.5, "a < b & c"}, {3661.001, 3662, "d\ne"}}) ==
          "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\na &lt; b &amp; c\n\n01:01:01.001 --> 01:01:02.000\nd\ne\n");
  }

  TEST_CASE("captions of a trimmed clip begin and end with it") {
    const auto told = [](double from, double to) {
      std::string text;
      for (const auto& cue : media::trimmed({{0, 2, "a"}, {2, 4, "b"}, {4, 6, "c"}, {6, 8, "d"}}, from, to)) text += fmt::format("{}-{} {}\n", cue.begin, cue.end, cue.text);
      return text;
    };
    CHECK(told(3, 5) == "0-1 b\n1-2 c\n");
    CHECK(told(4, 0) == "0-2 c\n2-4 d\n");
    CHECK(told(0, 4.05) == "0-2 a\n2-4 b\n");
    CHECK(told(0, 0) == "0-2 a\n2-4 b\n4-6 c\n6-8 d\n");
  }
}
