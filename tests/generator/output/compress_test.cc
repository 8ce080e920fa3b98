#include "generator/output/compress.h"

#include <brotli/decode.h>
#include <doctest/doctest.h>
#include <libdeflate.h>

#include <memory>

namespace {

std::string ungzipped(const std::string& bytes, std::size_t size) {
  const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> decompressor(libdeflate_alloc_decompressor(),
                                                                                                      libdeflate_free_decompressor);
  std::string out(size, '\0');
  std::size_t made = 0;
  const auto result = libdeflate_gzip_decompress(decompressor.get(), bytes.data(), bytes.size(), out.data(), out.size(), &made);
  REQUIRE(result == LIBDEFLATE_SUCCESS);
  CHECK(made == size);
  return out;
}

std::string unbrotlied(const std::string& bytes, std::size_t size) {
  std::string out(size, '\0');
  std::size_t made = size;
  const auto result = BrotliDecoderDecompress(bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()), &made,
                                              reinterpret_cast<std::uint8_t*>(out.data()));
  REQUIRE(result == BROTLI_DECODER_RESULT_SUCCESS);
  CHECK(made == size);
  return out;
}

std::string long_page() {
  std::string text = "<!doctype html>\n";
  for (int i = 0; i < 5000; ++i) text += "<p>Baris " + std::to_string(i * i) + " é</p>\n";
  return text;
}

}  // namespace

TEST_SUITE("output/compress") {
  TEST_CASE("gzip and Brotli give the same bytes back") {
    for (const auto& text : {std::string(200, 'a'), long_page()}) {
      const auto files = output::compressed("a/index.html", text);
      REQUIRE(files.size() == 2);
      CHECK(files[0].first == ".gz");
      CHECK(files[1].first == ".br");
      CHECK(ungzipped(files[0].second, text.size()) == text);
      CHECK(unbrotlied(files[1].second, text.size()) == text);
    }
  }

  TEST_CASE("the same text gives the same bytes") {
    CHECK(output::compressed("a.css", long_page()) == output::compressed("b.css", long_page()));
  }

  TEST_CASE("only text is compressed") {
    const std::string bytes(1000, 'a');
    for (const char* path : {"a.html", "a.css", "a.js", "a.svg", "a.xml", "a.json", "a.txt", "a.csv", "a.vtt"}) {
      CHECK(output::compressed(path, bytes).size() == 2);
    }
    for (const char* path : {"a.jpg", "a.mp4", "a.pdf", "a", "html"}) CHECK(output::compressed(path, bytes).empty());
  }

  TEST_CASE("what would not get smaller is left out") {
    CHECK(output::compressed("a.html", "").empty());
    CHECK(output::compressed("a.html", "<p>").empty());
  }
}
