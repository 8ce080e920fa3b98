#include "endpoint/cmi5/lms.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <vector>

#include "base/clock.h"
#include "endpoint/cmi5/url.h"
#include "endpoint/cmi5/vocabulary.h"
#include "endpoint/xapi/agent.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/statement.h"

namespace cmi5 {
namespace {

using Object = boost::json::object;
using Array = boost::json::array;

constexpr double kMicroseconds = 1'000'000;

Object verb(std::string_view id) { return {{"id", id}, {"display", {{"en", id.substr(id.rfind('/') + 1)}}}}; }

Object activity(const std::string& id, const Texts& title, const Texts& description, std::string_view type) {
  Object definition{{"name", language_map(title)}, {"description", language_map(description)}};
  if (!type.empty()) definition["type"] = type;
  return {{"objectType", "Activity"}, {"id", id}, {"definition", std::move(definition)}};
}

// `about` is the publisher's id of what the statement is about.
Object context(const Registration& registration, const std::string& session, const std::string& about, Object extensions = {}) {
  extensions[kSessionId] = session;
  return {{"registration", registration.id},
          {"contextActivities", {{"grouping", {{{"id", about}}}}, {"category", {{{"id", kCategory}}}}}},
          {"extensions", std::move(extensions)}};
}

// What is said in the endpoint's name; a conflict means that it was said before.
store::Result<void> say(store::Store& store, const Registration& registration, const Places& places, const std::string& name, Object statement) {
  const auto now = base::microseconds_now();
  statement["id"] = xapi::uuid_of_name(registration.id, name);
  statement["actor"] = registration.actor;
  statement["timestamp"] = xapi::timestamp_text(now);
  const Object authority{{"objectType", "Agent"}, {"account", {{"homePage", places.home}, {"name", "sanggar-endpoint"}}}};
  store::Insertion insertion;
  insertion.learner = xapi::key_of(registration.actor);
  insertion.statements = {xapi::prepare_statement(std::move(statement), {xapi::Version::k1_0_3, now, authority})};
  const auto stored = store.insert(insertion);
  if (!stored) return tl::unexpected<store::Failure>(stored.error());
  return {};
}

bool has_moved_on(const AssignableUnit& unit, const UnitProgress* progress) {
  if (unit.move_on == MoveOn::not_applicable) return true;
  if (progress == nullptr) return false;
  if (!progress->waived.empty()) return true;
  const bool completed = !progress->completed.empty(), passed = !progress->passed.empty();
  switch (unit.move_on) {
    case MoveOn::passed: return passed;
    case MoveOn::completed: return completed;
    case MoveOn::completed_and_passed: return completed && passed;
    default: return completed || passed;
  }
}

// Blocks of which each unit is done, an inner one before the outer one; -1, the course, comes last.
std::vector<int> satisfied_in(const Course& course, const Registration& registration) {
  std::vector<bool> open(course.blocks.size(), false);
  bool course_open = false;
  for (const auto& unit : course.units) {
    const auto found = registration.units.find(activity_of(course, unit));
    if (has_moved_on(unit, found == registration.units.end() ? nullptr : &found->second)) continue;
    course_open = true;
    for (int block = unit.block; block >= 0;) {
      const auto index = static_cast<std::size_t>(block);
      open[index] = true;
      block = course.blocks[index].block;
    }
  }
  std::vector<int> satisfied;
  for (std::size_t block = course.blocks.size(); block-- > 0;) {
    if (!open[block]) satisfied.push_back(static_cast<int>(block));
  }
  if (!course_open) satisfied.push_back(-1);
  return satisfied;
}

store::Result<void> say_one_satisfied(store::Store& store, const Registration& registration, const Course& course, int block, const std::string& session,
                                      const Places& places) {
  const auto* inner = block < 0 ? nullptr : &course.blocks[static_cast<std::size_t>(block)];
  const std::string id = inner == nullptr ? activity_of(course) : activity_of(course, *inner);
  Object object = inner == nullptr ? activity(id, course.title, course.description, kCourseType) : activity(id, inner->title, inner->description, kBlockType);
  return say(store, registration, places, "satisfied " + id,
             {{"verb", verb(kSatisfied)},
              {"object", std::move(object)},
              {"context", context(registration, session, inner == nullptr ? course.id : inner->id)}});
}

}  // namespace

std::string address_of(const Course& course, const AssignableUnit& unit, const Places& places) {
  return is_relative(unit.url) ? places.content + key_of(course) + '/' + unit.url : unit.url;
}

Object launch_data(const Session& session, const AssignableUnit& unit, const std::string& return_url) {
  Object data{{"contextTemplate", {{"contextActivities", {{"grouping", {{{"id", unit.id}}}}}}, {"extensions", {{kSessionId, session.id}}}}},
              {"launchMode", name_of(session.mode)},
              {"launchMethod", unit.own_window ? "OwnWindow" : "AnyWindow"},
              {"moveOn", name_of(unit.move_on)}};
  if (unit.mastery_score) data["masteryScore"] = *unit.mastery_score;
  if (unit.launch_parameters) data["launchParameters"] = *unit.launch_parameters;
  if (unit.entitlement_key) data["entitlementKey"] = Object{{"courseStructure", *unit.entitlement_key}};
  if (!return_url.empty()) data["returnURL"] = return_url;
  return data;
}

store::Result<void> say_launched(store::Store& store, const Registration& registration, const Session& session, const Course& course,
                                 const AssignableUnit& unit, const Places& places) {
  Object extensions{{kLaunchMode, name_of(session.mode)}, {kLaunchUrl, address_of(course, unit, places)}, {kMoveOn, name_of(unit.move_on)}};
  if (unit.mastery_score) extensions[kMasteryScore] = *unit.mastery_score;
  if (unit.launch_parameters) extensions[kLaunchParameters] = *unit.launch_parameters;
  return say(store, registration, places, "launched " + session.id,
             {{"verb", verb(kLaunched)},
              {"object", activity(session.unit, unit.title, unit.description, unit.activity_type)},
              {"context", context(registration, session.id, unit.id, std::move(extensions))}});
}

store::Result<void> say_abandoned(store::Store& store, const Registration& registration, const Session& session, const Places& places) {
  const double seconds = static_cast<double>(std::max<store::Time>(0, session.heard - session.launched)) / kMicroseconds;
  return say(store, registration, places, "abandoned " + session.id,
             {{"verb", verb(kAbandoned)},
              {"object", {{"objectType", "Activity"}, {"id", session.unit}}},
              {"result", {{"duration", fmt::format("PT{:.2f}S", seconds)}}},
              {"context", context(registration, session.id, session.publisher)}});
}

store::Result<void> say_waived(store::Store& store, const Registration& registration, const AssignableUnit& unit, const std::string& activity_id,
                               const std::string& reason, const Places& places) {
  Object where = context(registration, registration.units.at(activity_id).waived, unit.id);
  where["contextActivities"].as_object()["category"].as_array().push_back(Object{{"id", kMoveOnCategory}});
  return say(store, registration, places, "waived " + activity_id,
             {{"verb", verb(kWaived)},
              {"object", activity(activity_id, unit.title, unit.description, unit.activity_type)},
              {"result", {{"success", true}, {"completion", true}, {"extensions", {{kReason, reason}}}}},
              {"context", std::move(where)}});
}

store::Result<bool> was_waived(store::Store& store, const std::string& registration, const std::string& activity_id) {
  const auto found = store.statement(xapi::uuid_of_name(registration, "waived " + activity_id), store::Store::Voided::no);
  if (!found) return tl::unexpected<store::Failure>(found.error());
  return found->has_value();
}

store::Result<void> say_satisfied(store::Store& store, const std::string& id, const std::string& session, const Places& places) {
  const auto registration = read_registration(store, id);
  if (!registration) return tl::unexpected<store::Failure>(registration.error());
  if (!*registration) return {};
  const auto course = read_course_of(store, (*registration)->course);
  if (!course) return tl::unexpected<store::Failure>(course.error());
  if (!*course) return {};
  std::vector<std::string> said;
  const std::string own_session = session.empty() ? new_session_id(id) : session;
  for (const int block : satisfied_in(**course, **registration)) {
    std::string name = block < 0 ? activity_of(**course) : activity_of(**course, (*course)->blocks[static_cast<std::size_t>(block)]);
    if ((*registration)->satisfied.contains(name)) continue;
    if (auto done = say_one_satisfied(store, **registration, **course, block, own_session, places); !done) return done;
    said.push_back(std::move(name));
  }
  if (said.empty()) return {};
  const auto noted = change_registration(store, id, [&](Registration& changed) {
    changed.satisfied.insert(said.begin(), said.end());
    return std::optional<Refusal>();
  });
  if (!noted) return tl::unexpected<store::Failure>(noted.error());
  return {};
}

store::Result<std::optional<Course>> read_course_of(store::Store& store, const std::string& key) {
  const auto found = store.document({store::DocumentKind::cmi5_course, "", "", "", key});
  if (!found) return tl::unexpected<store::Failure>(found.error());
  if (!*found) return std::nullopt;
  return course_of((*found)->bytes);
}

}  // namespace cmi5
