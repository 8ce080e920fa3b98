#include "base/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "base/text.h"

namespace base {
namespace {

auto order_of(const Diagnostic& d) {
  return std::tie(d.place.file, d.place.line, d.place.column, d.message, d.hint, d.check, d.severity);
}

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::off: return "off";
    case Severity::warning: return "warning";
    case Severity::error: break;
  }
  return "error";
}

void append_json_byte(std::string& out, char c) {
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  if (static_cast<unsigned char>(c) < 0x20) {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
  } else {
    out += c;
  }
}

// File names may hold any bytes, JSON only UTF-8.
void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    const std::size_t valid = std::min(find_invalid_utf8(text), text.size());
    for (const char c : text.substr(0, valid)) append_json_byte(out, c);
    if (valid < text.size()) append_code_point(out, U'\uFFFD');
    text.remove_prefix(std::min(valid + 1, text.size()));
  }
  out += '"';
}

void append_member(std::string& out, std::string_view name, std::string_view value) {
  out += fmt::format(",\"{}\":", name);
  append_json_string(out, value);
}

}  // namespace

void Diagnostics::report(std::string_view check, Place place, std::string message, std::string hint) {
  list_.push_back({std::string(check), std::move(place), std::move(message), std::move(hint)});
}

void Diagnostics::append(Diagnostics&& other) {
  list_.insert(list_.end(), std::make_move_iterator(other.list_.begin()), std::make_move_iterator(other.list_.end()));
  other.list_.clear();
}

bool Diagnostics::has_errors() const {
  return std::ranges::any_of(list_, [](const Diagnostic& d) { return d.severity == Severity::error; });
}

void Diagnostics::sort() {
  std::ranges::sort(list_, [](const Diagnostic& a, const Diagnostic& b) { return order_of(a) < order_of(b); });
  const auto repeated =
      std::ranges::unique(list_, [](const Diagnostic& a, const Diagnostic& b) { return order_of(a) == order_of(b); });
  list_.erase(repeated.begin(), repeated.end());
}

std::string to_text(const Diagnostic& diagnostic) {
  const Place& place = diagnostic.place;
  std::string out = place.file;
  if (place.line > 0) out += fmt::format("{}{}", out.empty() ? "" : ":", place.line);
  if (place.line > 0 && place.column > 0) out += fmt::format(":{}", place.column);
  if (!out.empty()) out += ": ";
  out += fmt::format("{}: {}", name_of(diagnostic.severity), diagnostic.message);
  if (!diagnostic.hint.empty()) out += fmt::format(" ({})", diagnostic.hint);
  return out;
}

std::string to_json(const Diagnostic& diagnostic) {
  std::string out = "{\"file\":";
  append_json_string(out, diagnostic.place.file);
  out += fmt::format(",\"line\":{},\"column\":{}", diagnostic.place.line, diagnostic.place.column);
  append_member(out, "severity", name_of(diagnostic.severity));
  append_member(out, "check", diagnostic.check);
  append_member(out, "message", diagnostic.message);
  append_member(out, "hint", diagnostic.hint);
  out += '}';
  return out;
}

}  // namespace base
