// A course of assignable units (AUs) as a cmi5.xml describes it (cmi5, 13), and as it is kept.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cmi5 {

enum class MoveOn { not_applicable, passed, completed, completed_and_passed, completed_or_passed };

std::string_view name_of(MoveOn move_on);                       // "CompletedAndPassed"
std::optional<MoveOn> move_on_of(std::string_view name);

// Language tag (or "") and text, in the file's order.
using Texts = std::vector<std::pair<std::string, std::string>>;

struct Objective {
  std::string id;
  Texts title, description;
};

struct AssignableUnit {
  std::string id;  // the publisher's
  Texts title, description;
  std::string url;                        // as the course says: whole, or relative to the package
  bool own_window = false;                // launchMethod="OwnWindow"
  MoveOn move_on = MoveOn::not_applicable;
  std::optional<double> mastery_score;    // 0 to 1
  std::string activity_type;              // an IRI, or ""
  std::optional<std::string> launch_parameters, entitlement_key;
  std::vector<std::string> objectives;    // ids
  int block = -1;                         // index of the block in which it stands; -1: the course itself
};

struct Block {
  std::string id;  // the publisher's
  Texts title, description;
  std::vector<std::string> objectives;    // ids
  int block = -1;                         // in which it stands: an earlier one, or -1
};

struct Course {
  std::string id;  // the publisher's
  Texts title, description;
  std::vector<Objective> objectives;
  std::vector<Block> blocks;              // an outer one before those within
  std::vector<AssignableUnit> units;      // in the file's order
};

// Under which the endpoint keeps the course, a UUID; the same for the same publisher's id, so that adding a course again replaces it.
std::string key_of(const Course& course);

// The activity ids that the endpoint makes for them, which are never the publisher's (cmi5, 8.1.5 and 9.4): the same at every launch.
std::string activity_of(const Course& course);
std::string activity_of(const Course& course, const Block& block);
std::string activity_of(const Course& course, const AssignableUnit& unit);

// The unit with this publisher's id, or at this index ("0"); nullptr when there is none.
const AssignableUnit* unit_of(const Course& course, std::string_view id_or_index);

// What the store keeps, and back: nothing for a text that was not made by to_json.
boost::json::object to_json(const Course& course);
std::optional<Course> course_of(std::string_view text);

// A language map, without texts of no language: those are under "und".
boost::json::object language_map(const Texts& texts);

}  // namespace cmi5
