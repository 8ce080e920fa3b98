#include "endpoint/cmi5/course.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <charconv>

#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"

namespace cmi5 {
namespace {

using Object = boost::json::object;
using Array = boost::json::array;

constexpr std::string_view kUrlNamespace = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";  // RFC 4122, appendix C
constexpr std::array<std::pair<MoveOn, std::string_view>, 5> kMoveOns{{{MoveOn::not_applicable, "NotApplicable"},
                                                                       {MoveOn::passed, "Passed"},
                                                                       {MoveOn::completed, "Completed"},
                                                                       {MoveOn::completed_and_passed, "CompletedAndPassed"},
                                                                       {MoveOn::completed_or_passed, "CompletedOrPassed"}}};

std::string made_id(const Course& course, std::string_view kind, std::string_view id) {
  return "urn:uuid:" + xapi::uuid_of_name(key_of(course), fmt::format("{} {}", kind, id));
}

Array json_of(const Texts& texts) {
  Array all;
  for (const auto& [language, text] : texts) all.push_back(Array{language, text});
  return all;
}

Array json_of(const std::vector<std::string>& ids) { return Array(ids.begin(), ids.end()); }

Object json_of(const AssignableUnit& unit) {
  Object json{{"id", unit.id}, {"title", json_of(unit.title)}, {"description", json_of(unit.description)}, {"url", unit.url},
              {"moveOn", name_of(unit.move_on)}};
  if (unit.own_window) json["ownWindow"] = true;
  if (unit.mastery_score) json["masteryScore"] = *unit.mastery_score;
  if (!unit.activity_type.empty()) json["activityType"] = unit.activity_type;
  if (unit.launch_parameters) json["launchParameters"] = *unit.launch_parameters;
  if (unit.entitlement_key) json["entitlementKey"] = *unit.entitlement_key;
  if (!unit.objectives.empty()) json["objectives"] = json_of(unit.objectives);
  if (unit.block >= 0) json["block"] = unit.block;
  return json;
}

// Of what to_json made: another shape throws, and course_of catches that.
std::string text_in(const Object& json, std::string_view key) { return std::string(json.at(key).as_string()); }

std::optional<std::string> optional_text_in(const Object& json, std::string_view key) {
  return json.contains(key) ? std::optional(text_in(json, key)) : std::nullopt;
}

Texts texts_in(const Object& json, std::string_view key) {
  Texts texts;
  for (const auto& pair : json.at(key).as_array()) texts.emplace_back(std::string(pair.at(0).as_string()), std::string(pair.at(1).as_string()));
  return texts;
}

std::vector<std::string> ids_in(const Object& json) {
  std::vector<std::string> ids;
  if (!json.contains("objectives")) return ids;
  for (const auto& id : json.at("objectives").as_array()) ids.emplace_back(id.as_string());
  return ids;
}

int block_in(const Object& json) { return json.contains("block") ? static_cast<int>(json.at("block").as_int64()) : -1; }

AssignableUnit unit_in(const Object& json) {
  AssignableUnit unit;
  unit.id = text_in(json, "id");
  unit.title = texts_in(json, "title");
  unit.description = texts_in(json, "description");
  unit.url = text_in(json, "url");
  unit.own_window = json.contains("ownWindow");
  unit.move_on = move_on_of(text_in(json, "moveOn")).value_or(MoveOn::not_applicable);
  if (json.contains("masteryScore")) unit.mastery_score = json.at("masteryScore").to_number<double>();
  unit.activity_type = optional_text_in(json, "activityType").value_or("");
  unit.launch_parameters = optional_text_in(json, "launchParameters");
  unit.entitlement_key = optional_text_in(json, "entitlementKey");
  unit.objectives = ids_in(json);
  unit.block = block_in(json);
  return unit;
}

Course course_in(const Object& json) {
  Course course{text_in(json, "id"), texts_in(json, "title"), texts_in(json, "description"), {}, {}, {}};
  for (const auto& one : json.at("objectives").as_array()) {
    course.objectives.push_back({text_in(one.as_object(), "id"), texts_in(one.as_object(), "title"), texts_in(one.as_object(), "description")});
  }
  for (const auto& one : json.at("blocks").as_array()) {
    const auto& block = one.as_object();
    course.blocks.push_back({text_in(block, "id"), texts_in(block, "title"), texts_in(block, "description"), ids_in(block), block_in(block)});
  }
  for (const auto& one : json.at("units").as_array()) course.units.push_back(unit_in(one.as_object()));
  return course;
}

}  // namespace

std::string_view name_of(MoveOn move_on) {
  return std::find_if(kMoveOns.begin(), kMoveOns.end(), [&](const auto& one) { return one.first == move_on; })->second;
}

std::optional<MoveOn> move_on_of(std::string_view name) {
  const auto* const found = std::find_if(kMoveOns.begin(), kMoveOns.end(), [&](const auto& one) { return one.second == name; });
  return found == kMoveOns.end() ? std::nullopt : std::optional(found->first);
}

std::string key_of(const Course& course) { return xapi::uuid_of_name(kUrlNamespace, course.id); }

std::string activity_of(const Course& course) { return made_id(course, "course", course.id); }
std::string activity_of(const Course& course, const Block& block) { return made_id(course, "block", block.id); }
std::string activity_of(const Course& course, const AssignableUnit& unit) { return made_id(course, "au", unit.id); }

const AssignableUnit* unit_of(const Course& course, std::string_view id_or_index) {
  std::size_t index = 0;
  const char* end = id_or_index.data() + id_or_index.size();
  const auto [stop, error] = std::from_chars(id_or_index.data(), end, index);
  if (error == std::errc() && stop == end) return index < course.units.size() ? &course.units[index] : nullptr;
  const auto found = std::find_if(course.units.begin(), course.units.end(), [&](const auto& unit) { return unit.id == id_or_index; });
  return found == course.units.end() ? nullptr : &*found;
}

Object to_json(const Course& course) {
  Array objectives, blocks, units;
  for (const auto& one : course.objectives) {
    objectives.push_back(Object{{"id", one.id}, {"title", json_of(one.title)}, {"description", json_of(one.description)}});
  }
  for (const auto& one : course.blocks) {
    Object block{{"id", one.id}, {"title", json_of(one.title)}, {"description", json_of(one.description)}};
    if (!one.objectives.empty()) block["objectives"] = json_of(one.objectives);
    if (one.block >= 0) block["block"] = one.block;
    blocks.push_back(std::move(block));
  }
  for (const auto& one : course.units) units.push_back(json_of(one));
  return {{"id", course.id},
          {"title", json_of(course.title)},
          {"description", json_of(course.description)},
          {"objectives", std::move(objectives)},
          {"blocks", std::move(blocks)},
          {"units", std::move(units)}};
}

std::optional<Course> course_of(std::string_view text) {
  const auto json = xapi::parse_json(text);
  if (!json || !json->is_object()) return std::nullopt;
  try {
    return course_in(json->get_object());
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

Object language_map(const Texts& texts) {
  Object map;
  for (const auto& [language, text] : texts) map[language.empty() ? "und" : language] = text;
  return map;
}

}  // namespace cmi5
