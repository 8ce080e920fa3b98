#include "generator/output/compress.h"

#include <brotli/encode.h>

#include <algorithm>
#include <array>

#include "base/gzip.h"
#include "base/text.h"

namespace output {
namespace {

constexpr int kGzipLevel = 9;
constexpr int kBrotliQuality = 9;  // 11 takes ten times as long for a few per cent

bool is_text(std::string_view path) {
  static constexpr std::array<std::string_view, 10> kEndings = {"html", "css", "js", "svg", "xml", "json", "txt", "csv", "vtt", "md"};
  return std::ranges::find(kEndings, base::extension_of(path)) != kEndings.end();
}

std::string brotli(std::string_view bytes) {
  std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
  std::string out(size, '\0');
  const bool done = BrotliEncoderCompress(kBrotliQuality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.size(),
                                          reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                                          reinterpret_cast<std::uint8_t*>(out.data())) == BROTLI_TRUE;
  out.resize(done ? size : 0);
  return out;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> compressed(std::string_view path, std::string_view bytes) {
  std::vector<std::pair<std::string, std::string>> files;
  if (!is_text(path)) return files;
  const auto keep = [&](const char* suffix, std::string result) {
    if (!result.empty() && result.size() < bytes.size()) files.emplace_back(suffix, std::move(result));
  };
  keep(".gz", base::gzip(bytes, kGzipLevel));
  keep(".br", brotli(bytes));
  return files;
}

}  // namespace output
