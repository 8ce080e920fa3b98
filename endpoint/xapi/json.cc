#include "endpoint/xapi/json.h"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/value_stack.hpp>
#include <charconv>
#include <cmath>
#include <set>
#include <vector>

#include "base/text.h"
#include "endpoint/xapi/characters.h"

namespace xapi {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxDepth = 64;

using Code = json::error_code;

// Every event of a document that is read for nothing else; handlers hide what they need.
struct IgnoreAll {
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_object_begin(Code&) { return true; }
  bool on_object_end(std::size_t, Code&) { return true; }
  bool on_array_begin(Code&) { return true; }
  bool on_array_end(std::size_t, Code&) { return true; }
  bool on_key_part(json::string_view, std::size_t, Code&) { return true; }
  bool on_key(json::string_view, std::size_t, Code&) { return true; }
  bool on_string_part(json::string_view, std::size_t, Code&) { return true; }
  bool on_string(json::string_view, std::size_t, Code&) { return true; }
  bool on_number_part(json::string_view, Code&) { return true; }
  bool on_int64(std::int64_t, json::string_view, Code&) { return true; }
  bool on_uint64(std::uint64_t, json::string_view, Code&) { return true; }
  bool on_double(double, json::string_view, Code&) { return true; }
  bool on_bool(bool, Code&) { return true; }
  bool on_null(Code&) { return true; }
  bool on_comment_part(json::string_view, Code&) { return true; }
  bool on_comment(json::string_view, Code&) { return true; }
};

// Builds the value and counts the keys that stand in the text: an object swallows a key's first occurrence.
struct Builder : IgnoreAll {
  json::value_stack stack;
  std::size_t keys = 0;

  bool on_object_end(std::size_t size, Code&) { return stack.push_object(size), keys += size, true; }
  bool on_array_end(std::size_t size, Code&) { return stack.push_array(size), true; }
  bool on_key_part(json::string_view part, std::size_t, Code&) { return stack.push_chars(part), true; }
  bool on_key(json::string_view part, std::size_t, Code&) { return stack.push_key(part), true; }
  bool on_string_part(json::string_view part, std::size_t, Code&) { return stack.push_chars(part), true; }
  bool on_string(json::string_view part, std::size_t, Code&) { return stack.push_string(part), true; }
  bool on_int64(std::int64_t number, json::string_view, Code&) { return stack.push_int64(number), true; }
  bool on_uint64(std::uint64_t number, json::string_view, Code&) { return stack.push_uint64(number), true; }
  bool on_bool(bool truth, Code&) { return stack.push_bool(truth), true; }
  bool on_null(Code&) { return stack.push_null(), true; }

  // Boost's own reading of decimals is off by a unit in the last place, near enough to tell what is too small, and so nought, from
  // what is too large. The text of a whole document comes in one part.
  bool on_double(double near, json::string_view text, Code& error) {
    double number = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
    if (end.ec == std::errc::result_out_of_range) {
      number = 0;
      if (std::fabs(near) > 1) error = json::make_error_code(json::error::exponent_overflow);
    }
    stack.push_double(number);
    return !error;
  }
};

// Ends where a key stands for the second time in its object.
struct SecondKeyFinder : IgnoreAll {
  std::vector<std::set<std::string>> open;
  std::string key;

  bool on_object_begin(Code&) { return open.emplace_back(), true; }
  bool on_object_end(std::size_t, Code&) { return open.pop_back(), true; }
  bool on_key_part(json::string_view part, std::size_t, Code&) { return key.append(part.data(), part.size()), true; }
  bool on_key(json::string_view part, std::size_t, Code& error) {
    key.append(part.data(), part.size());
    if (!open.back().insert(key).second) return error = json::make_error_code(json::error::syntax), false;
    key.clear();
    return true;
  }
};

json::parse_options strict_options() {
  json::parse_options options;
  options.max_depth = kMaxDepth;
  return options;
}

std::string place_text(std::string_view text, std::size_t offset) {
  const auto place = base::line_column(text, std::min(offset, text.size()));
  return "line " + std::to_string(place.line) + ", column " + std::to_string(place.column);
}

// In Sanggar's words: Boost's depend on its version.
std::string_view reason(const Code& error) {
  using Error = json::error;
  const auto is = [&](Error kind) { return error == json::make_error_code(kind); };
  if (is(Error::too_deep)) return "is nested more than 64 levels deep";
  if (is(Error::exponent_overflow)) return "is a number too large for a double";
  if (is(Error::incomplete)) return "ends before its value is complete";
  if (is(Error::extra_data)) return "is followed by something after the value";
  if (is(Error::expected_utf16_escape) || is(Error::illegal_leading_surrogate) || is(Error::illegal_trailing_surrogate)) {
    return "has half a surrogate pair";
  }
  return "is no JSON here";
}

std::size_t count_keys(const json::value& value) {
  std::size_t count = 0;
  if (const auto* object = value.if_object()) {
    count = object->size();
    for (const auto& member : *object) count += count_keys(member.value());
  } else if (const auto* array = value.if_array()) {
    for (const auto& element : *array) count += count_keys(element);
  }
  return count;
}

tl::unexpected<Problem> refuse_second_key(std::string_view text) {
  json::basic_parser<SecondKeyFinder> parser(strict_options());
  Code error;
  const std::size_t offset = parser.write_some(false, text.data(), text.size(), error);
  return refuse(place_text(text, offset), "has the key '" + shortened(parser.handler().key) + "' a second time");
}

// An exponent that overflows, found by Boost before it hands over the number.
bool is_overflow(const Code& error) { return error == json::make_error_code(json::error::exponent_overflow); }

}  // namespace

Checked<json::value> parse_json(std::string_view text) {
  const std::size_t invalid = base::find_invalid_utf8(text);
  if (invalid != std::string_view::npos) {
    return refuse(place_text(text.substr(0, invalid), invalid), "is no UTF-8");
  }
  json::basic_parser<Builder> parser(strict_options());
  Builder& builder = parser.handler();
  builder.stack.reset();
  Code error;
  const std::size_t offset = parser.write_some(false, text.data(), text.size(), error);
  if (!error && offset < text.size()) error = json::make_error_code(json::error::extra_data);
  if (error) return refuse(place_text(text, is_overflow(error) && offset > 0 ? offset - 1 : offset), std::string(reason(error)));
  json::value value = builder.stack.release();
  if (count_keys(value) != builder.keys) return refuse_second_key(text);
  return value;
}

}  // namespace xapi
