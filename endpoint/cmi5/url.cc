#include "endpoint/cmi5/url.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/http_server/target.h"
#include "base/text.h"
#include "endpoint/xapi/characters.h"

namespace cmi5 {
namespace {

constexpr std::array<std::string_view, 5> kReserved{"endpoint", "fetch", "actor", "registration", "activityId"};
constexpr std::array<std::string_view, 6> kPrograms{"javascript", "data", "vbscript", "blob", "file", "about"};

bool may_stand(char c) {
  constexpr std::string_view kNever = " \"<>\\^`{}|";
  return static_cast<unsigned char>(c) > 0x20 && c != 0x7F && kNever.find(c) == std::string_view::npos;
}

bool has_wrong_escape(std::string_view url) { return !http_server::percent_decoded(url); }

// "https" of "https://…", "" of a relative one.
std::string_view scheme_of(std::string_view url) {
  const auto colon = url.find(':');
  if (colon == std::string_view::npos || url.find_first_of("/?#") < colon) return "";
  return url.substr(0, colon);
}

std::string_view query_of(std::string_view url) {
  url = url.substr(0, url.find('#'));
  const auto mark = url.find('?');
  return mark == std::string_view::npos ? std::string_view() : url.substr(mark + 1);
}

std::optional<std::string> wrong_with_query(std::string_view query) {
  for (const auto pair : base::split(query, '&')) {
    const auto name = http_server::percent_decoded(pair.substr(0, pair.find('='))).value_or("");
    const bool reserved = std::find(kReserved.begin(), kReserved.end(), name) != kReserved.end();
    if (reserved) return fmt::format("has the parameter '{}', which the launch needs for itself", name);
  }
  return std::nullopt;
}

std::optional<std::string> wrong_with_scheme(std::string_view url, std::string_view scheme) {
  const bool is_name = xapi::is_letter(scheme.front()) && std::all_of(scheme.begin(), scheme.end(), [](char c) {
    return xapi::is_letter(c) || xapi::is_digit(c) || c == '+' || c == '-' || c == '.';
  });
  if (!is_name) return "has no scheme that is one";
  const std::string lower = base::to_lower(scheme);
  if (std::find(kPrograms.begin(), kPrograms.end(), lower) != kPrograms.end()) return fmt::format("has the scheme '{}', which is not launched", lower);
  const auto rest = url.substr(scheme.size() + 1);
  if (!rest.starts_with("//") || rest.size() == 2 || rest.find_first_of("/?#", 2) == 2) return "names no host after its scheme";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> wrong_with_url(std::string_view url) {
  if (url.empty()) return "is empty";
  if (!std::all_of(url.begin(), url.end(), may_stand)) return "has characters that must be encoded (a space is %20)";
  if (has_wrong_escape(url)) return "has a % that is not followed by two hexadecimal digits";
  const auto scheme = scheme_of(url);
  if (url.front() == ':') return "has no scheme that is one";
  if (!scheme.empty()) {
    if (auto wrong = wrong_with_scheme(url, scheme)) return wrong;
  } else if (url.front() == '/') {
    return "begins with '/' (write it relative to cmi5.xml, or whole with https://)";
  }
  return wrong_with_query(query_of(url));
}

bool is_relative(std::string_view url) { return scheme_of(url).empty(); }

std::string file_of(std::string_view url) {
  const auto decoded = http_server::percent_decoded(url.substr(0, url.find_first_of("?#")));
  const std::string path = decoded ? base::join_path("", *decoded) : std::string();
  return path == ".." || path.starts_with("../") ? std::string() : path;
}

std::string below(std::string_view folder, std::string_view url) { return std::string(folder) + std::string(url); }

std::string with_parameters(std::string_view url, const std::vector<std::pair<std::string, std::string>>& parameters) {
  const auto hash = std::min(url.find('#'), url.size());
  std::string whole(url.substr(0, hash));
  char mark = whole.find('?') == std::string::npos ? '?' : '&';
  for (const auto& [name, value] : parameters) {
    whole += mark + name + '=' + http_server::percent_encoded_query(value);
    mark = '&';
  }
  return whole.append(url.substr(hash));
}

}  // namespace cmi5
