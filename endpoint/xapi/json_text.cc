#include <charconv>
#include <cmath>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "endpoint/xapi/json.h"

namespace xapi {
namespace {

namespace json = boost::json;

void append_control(std::string& out, char c) {
  switch (c) {
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default:
      out += "\\u00";
      out += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
      out += "0123456789abcdef"[static_cast<unsigned char>(c) & 0x0f];
  }
}

void append_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text, start, i - start);
    start = i + 1;
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else {
      append_control(out, c);
    }
  }
  out.append(text, start);
  out += '"';
}

template <class Number>
void append_number(std::string& out, Number number) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, number);
  out.append(digits, end.ptr);
}

void append_double(std::string& out, double number) {
  append_number(out, number == 0 ? 0.0 : number);  // not "-0", which is read as a whole number without its sign
}

void append(std::string& out, const json::value& value);

void append(std::string& out, const json::object& object) {
  char separator = '{';
  for (const auto& member : object) {
    out += separator;
    separator = ',';
    append_string(out, {member.key().data(), member.key().size()});
    out += ':';
    append(out, member.value());
  }
  if (object.empty()) out += '{';
  out += '}';
}

void append(std::string& out, const json::array& array) {
  char separator = '[';
  for (const auto& element : array) {
    out += separator;
    separator = ',';
    append(out, element);
  }
  if (array.empty()) out += '[';
  out += ']';
}

void append(std::string& out, const json::value& value) {
  switch (value.kind()) {
    case json::kind::null: out += "null"; return;
    case json::kind::bool_: out += value.get_bool() ? "true" : "false"; return;
    case json::kind::int64: append_number(out, value.get_int64()); return;
    case json::kind::uint64: append_number(out, value.get_uint64()); return;
    case json::kind::double_: append_double(out, value.get_double()); return;
    case json::kind::string: append_string(out, {value.get_string().data(), value.get_string().size()}); return;
    case json::kind::array: append(out, value.get_array()); return;
    case json::kind::object: append(out, value.get_object()); return;
  }
}

}  // namespace

std::string to_text(const json::value& value) {
  std::string text;
  text.reserve(1024);
  append(text, value);
  return text;
}

}  // namespace xapi
