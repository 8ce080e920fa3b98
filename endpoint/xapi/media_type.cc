#include "endpoint/xapi/media_type.h"

#include <algorithm>

#include "base/text.h"
#include "endpoint/xapi/characters.h"

namespace xapi {
namespace {

// The end of a parameter: a semicolon outside quotes.
std::size_t end_of_parameter(std::string_view text) {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (text[i] == '\\' && quoted) ++i;
    if (i < text.size() && text[i] == ';' && !quoted) return i;
  }
  return text.size();
}

std::string unquoted(std::string_view text) {
  if (!text.starts_with('"')) return std::string(text);
  std::string plain;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == '\\') ++i;
    plain += text[i];
  }
  return plain;
}

}  // namespace

std::string essence_of(std::string_view media_type) { return lower_ascii(base::trim(media_type.substr(0, media_type.find(';')))); }

std::optional<std::string> parameter_of(std::string_view media_type, std::string_view name) {
  media_type.remove_prefix(std::min(media_type.find(';'), media_type.size()));
  while (!media_type.empty()) {
    media_type.remove_prefix(1);
    const std::size_t end = end_of_parameter(media_type);
    const std::string_view parameter = base::trim(media_type.substr(0, end));
    const std::size_t equals = parameter.find('=');
    if (equals != std::string_view::npos && lower_ascii(parameter.substr(0, equals)) == name) return unquoted(parameter.substr(equals + 1));
    media_type.remove_prefix(end);
  }
  return std::nullopt;
}

}  // namespace xapi
