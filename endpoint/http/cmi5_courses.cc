// The courses that can be launched.
#include <algorithm>
#include <array>
#include <boost/json/array.hpp>

#include "base/text.h"
#include "endpoint/cmi5/lms.h"
#include "endpoint/cmi5/shelf.h"
#include "endpoint/http/cmi5.h"

namespace http {
namespace {

using boost::json::array;
using boost::json::object;

constexpr std::array<std::string_view, 5> kPackageTypes{"application/zip", "application/x-zip-compressed", "application/octet-stream", "text/xml",
                                                         "application/xml"};

cmi5::Shelf shelf_of(const Cmi5Call& call) { return {base::real_file_system(), call.options.content_folder}; }

object brief(const cmi5::Course& course) {
  return {{"id", cmi5::key_of(course)}, {"publisher", course.id}, {"title", cmi5::language_map(course.title)}, {"aus", course.units.size()}};
}

object whole(const cmi5::Course& course) {
  array units;
  for (const auto& unit : course.units) {
    object one{{"id", unit.id}, {"activity", cmi5::activity_of(course, unit)}, {"title", cmi5::language_map(unit.title)},
               {"description", cmi5::language_map(unit.description)}, {"moveOn", cmi5::name_of(unit.move_on)},
               {"launchMethod", unit.own_window ? "OwnWindow" : "AnyWindow"}};
    if (unit.mastery_score) one["masteryScore"] = *unit.mastery_score;
    units.push_back(std::move(one));
  }
  object json = brief(course);
  json["description"] = cmi5::language_map(course.description);
  json["aus"] = std::move(units);
  return json;
}

Response no_course() { return answer_problem(404, {"course", "names none"}); }

}  // namespace

Response add_course(const Cmi5Call& call) {
  const auto type = call.request.header("Content-Type");
  const std::string plain = base::to_lower(base::trim(type.substr(0, type.find(';'))));
  if (std::find(kPackageTypes.begin(), kPackageTypes.end(), plain) == kPackageTypes.end()) {
    return answer_problem(415, {"Content-Type", "is not that of a course package: application/zip or text/xml"});
  }
  const auto added = cmi5::add_course(call.store, shelf_of(call), call.request.body);
  if (!added) return answer_failure(added.error());
  if (!*added) return answer_problem((*added).error().status, (*added).error().problem);
  auto response = answer_json(whole((*added)->course));
  response.status = (*added)->is_new ? 201 : 200;
  return response;
}

Response list_courses(const Cmi5Call& call) {
  const auto keys = cmi5::course_keys(call.store);
  if (!keys) return answer_failure(keys.error());
  array courses;
  for (const auto& key : *keys) {
    const auto course = cmi5::read_course_of(call.store, key);
    if (!course) return answer_failure(course.error());
    if (*course) courses.push_back(brief(**course));
  }
  return answer_json({{"courses", std::move(courses)}});
}

Response show_course(const Cmi5Call& call) {
  const auto course = cmi5::read_course_of(call.store, call.rest);
  if (!course) return answer_failure(course.error());
  return *course ? answer_json(whole(**course)) : no_course();
}

Response remove_course(const Cmi5Call& call) {
  const auto removed = cmi5::remove_course(call.store, shelf_of(call), call.rest);
  if (!removed) return answer_failure(removed.error());
  if (!*removed) return answer_problem((*removed).error().status, (*removed).error().problem);
  return **removed ? answer_empty() : no_course();
}

}  // namespace http
