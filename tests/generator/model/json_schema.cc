#include "tests/generator/model/json_schema.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

namespace test {
namespace {

namespace json = boost::json;

std::string text_of(const json::value& value) { return std::string(value.as_string()); }

bool has_type(const json::value& value, std::string_view type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_bool();
  if (type == "integer") return value.is_int64() || value.is_uint64();
  return type == "number" && value.is_number();
}

class Checker {
 public:
  explicit Checker(const json::value& root) : root_(root) {}

  std::string check(const json::value& value, const json::object& schema, const std::string& at) const {
    std::string found;
    for (const auto& [key, rule] : schema) found += check_keyword(value, schema, key, rule, at);
    return found;
  }

 private:
  static std::string broken(const std::string& at, const std::string& what) { return fmt::format("{}: {}\n", at, what); }

  bool fits(const json::value& value, const json::value& schema) const { return check(value, schema.as_object(), "").empty(); }

  std::string check_keyword(const json::value& value, const json::object& schema, std::string_view key, const json::value& rule,
                            const std::string& at) const {
    static const std::set<std::string_view> kNotes = {"$schema", "$id", "$defs", "title", "description", "format", "then"};
    if (kNotes.contains(key)) return {};
    if (key == "type") return has_type(value, rule.as_string()) ? "" : broken(at, "is no " + text_of(rule));
    if (key == "const") return value == rule ? "" : broken(at, "is not " + json::serialize(rule));
    if (key == "enum") return std::ranges::count(rule.as_array(), value) ? "" : broken(at, "is none of " + json::serialize(rule));
    if (key == "$ref") return check(value, referenced(rule), at);
    if (value.is_number() && !check_number(value.to_number<double>(), key, rule)) return broken(at, "breaks " + std::string(key));
    if (value.is_string() && !check_string(text_of(value), key, rule)) return broken(at, "breaks " + std::string(key));
    if (value.is_object()) return check_object(value.as_object(), schema, key, rule, at) + check_logic(value, schema, key, rule, at);
    if (value.is_array()) return check_array(value.as_array(), key, rule, at) + check_logic(value, schema, key, rule, at);
    return check_logic(value, schema, key, rule, at);
  }

  const json::object& referenced(const json::value& rule) const {
    const std::string name = text_of(rule);
    return root_.at_pointer(name.substr(1)).as_object();  // "#/$defs/id"
  }

  static bool check_number(double number, std::string_view key, const json::value& rule) {
    if (key == "minimum") return number >= rule.to_number<double>();
    if (key == "maximum") return number <= rule.to_number<double>();
    return key != "exclusiveMinimum" || number > rule.to_number<double>();
  }

  static bool check_string(const std::string& text, std::string_view key, const json::value& rule) {
    if (key == "pattern") return std::regex_search(text, std::regex(text_of(rule)));
    return key != "minLength" || text.size() >= rule.to_number<std::size_t>();
  }

  std::string check_array(const json::array& array, std::string_view key, const json::value& rule, const std::string& at) const {
    if (key == "minItems" && array.size() < rule.to_number<std::size_t>()) return broken(at, "breaks minItems");
    std::string found;
    for (std::size_t i = 0; key == "items" && i < array.size(); ++i) found += check(array[i], rule.as_object(), fmt::format("{}/{}", at, i));
    return found;
  }

  std::string check_object(const json::object& object, const json::object& schema, std::string_view key, const json::value& rule,
                           const std::string& at) const {
    std::string found;
    if (key == "minProperties" && object.size() < rule.to_number<std::size_t>()) found += broken(at, "breaks minProperties");
    if (key == "required") {
      for (const auto& name : rule.as_array()) found += object.contains(name.as_string()) ? "" : broken(at, "lacks '" + text_of(name) + "'");
    }
    const auto* known = schema.if_contains("properties");
    for (const auto& [name, value] : object) {
      const std::string below = at + "/" + std::string(name);
      if (key == "propertyNames") found += check(json::value(name), rule.as_object(), below);
      if (key == "properties" && rule.as_object().contains(name)) found += check(value, rule.at(name).as_object(), below);
      if (key != "additionalProperties" || (known && known->as_object().contains(name))) continue;
      found += rule.is_object() ? check(value, rule.as_object(), below) : broken(below, "is not in the contract");
    }
    return found;
  }

  std::string check_logic(const json::value& value, const json::object& schema, std::string_view key, const json::value& rule,
                          const std::string& at) const {
    static const std::set<std::string_view> kOthers = {"minimum", "maximum", "exclusiveMinimum", "pattern", "minLength", "minItems", "items",
                                                       "minProperties", "required", "properties", "propertyNames", "additionalProperties"};
    if (kOthers.contains(key)) return {};
    if (key == "if") return fits(value, rule) ? check(value, schema.at("then").as_object(), at) : "";
    if (key == "not") return fits(value, rule) ? broken(at, "breaks 'not'") : "";
    if (key == "oneOf" || key == "anyOf") {
      const auto fitting = std::ranges::count_if(rule.as_array(), [&](const auto& part) { return fits(value, part); });
      return fitting == 1 || (fitting > 1 && key == "anyOf") ? "" : broken(at, "breaks " + std::string(key));
    }
    if (key != "allOf") return broken(at, "unknown keyword " + std::string(key));
    std::string found;
    for (const auto& part : rule.as_array()) found += check(value, part.as_object(), at);
    return found;
  }

  const json::value& root_;
};

}  // namespace

json::value read_json(const std::string& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  boost::system::error_code error;
  auto value = json::parse(text.str(), error);
  CAPTURE(path);
  REQUIRE_FALSE(error);
  return value;
}

std::string violations(const json::value& value, const json::value& schema) { return Checker(schema).check(value, schema.as_object(), ""); }

}  // namespace test
