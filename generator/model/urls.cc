#include "generator/model/urls.h"

#include <algorithm>
#include <cstring>

#include "base/text.h"

namespace model {
namespace {

bool digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// True when `text` starts with `count` digits and a hyphen.
bool number_and_hyphen(std::string_view text, std::size_t count) {
  return text.size() > count + 1 && digits(text.substr(0, count)) && text[count] == '-';
}

bool may_stand(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c != 0 && std::strchr("-._~/", c));
}

}  // namespace

std::string_view without_order(std::string_view name) { return number_and_hyphen(name, 2) ? name.substr(3) : name; }

std::string_view without_date(std::string_view name, base::Date& date) {
  if (!number_and_hyphen(name, 4) || !number_and_hyphen(name.substr(5), 2)) return name;
  base::Date found;
  const bool with_day = number_and_hyphen(name.substr(8), 2);
  const std::string text = with_day ? std::string(name.substr(0, 10)) : std::string(name.substr(0, 7)) + "-01";
  if (!base::parse_date(text, found)) return name;
  date = found;
  return name.substr(with_day ? 11 : 8);
}

std::string url_part(std::string_view name) {
  return base::is_identifier(name) ? std::string(name) : base::slugify(name);
}

std::string way_to_root(std::string_view url) {
  const auto depth = std::ranges::count(url, '/');
  if (depth == 0) return "./";
  std::string way;
  for (auto i = depth; i > 0; --i) way += "../";
  return way;
}

std::string relative_link(std::string_view from, std::string_view to, LinkStyle style) {
  std::size_t common = 0;
  for (std::size_t i = 0; i < std::min(from.size(), to.size()) && from[i] == to[i]; ++i) {
    if (from[i] == '/') common = i + 1;
  }
  std::string link;
  for (auto i = std::ranges::count(from.substr(common), '/'); i > 0; --i) link += "../";
  link += encode_path(to.substr(common));
  if (link.empty()) link = "./";
  if (style == LinkStyle::files && link.ends_with('/')) link = (link == "./" ? "" : link) + "index.html";
  return link;
}

std::string output_file(std::string_view url) {
  std::string file(url);
  if (file.empty() || file.ends_with('/')) file += "index.html";
  return file;
}

std::string encode_path(std::string_view path) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(path.size());
  for (const char c : path) {
    if (may_stand(c)) {
      encoded += c;
    } else {
      encoded += '%';
      encoded += kHex[static_cast<unsigned char>(c) >> 4];
      encoded += kHex[static_cast<unsigned char>(c) & 15];
    }
  }
  return encoded;
}

}  // namespace model
