#include "endpoint/qr/qr.h"

#include <fmt/format.h>
#include <qrcodegen/qrcodegen.hpp>
#include <stdexcept>

namespace qr {
namespace {

constexpr int kQuietZone = 4;  // modules

using qrcodegen::QrCode;

// Runs of black modules, row by row: "M4 4h7v1h-7z".
std::string path_of(const QrCode& symbol) {
  std::string path;
  for (int y = 0; y < symbol.getSize(); ++y) {
    for (int x = 0; x < symbol.getSize(); ++x) {
      int end = x;
      while (end < symbol.getSize() && symbol.getModule(end, y)) ++end;
      if (end > x) path += fmt::format("M{} {}h{}v1h-{}z", x + kQuietZone, y + kQuietZone, end - x, end - x);
      x = end;
    }
  }
  return path;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

}  // namespace

std::string svg_of(std::string_view text, std::string_view label) {
  try {
    // Level M: a sheet that was folded or wetted is still read.
    const auto symbol = QrCode::encodeText(std::string(text).c_str(), QrCode::Ecc::MEDIUM);
    const int size = symbol.getSize() + 2 * kQuietZone;
    return fmt::format(R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges">)"
                       R"(<path fill="#fff" d="M0 0h{0}v{0}h-{0}z"/><path d="{2}"/></svg>)", size, escaped(label), path_of(symbol));
  } catch (const std::length_error&) {
    return "";
  }
}

}  // namespace qr
