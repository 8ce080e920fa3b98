#include "generator/model/endpoint_bundle.h"

#include <boost/json.hpp>

#include "base/hash.h"
#include "generator/model/quiz_json.h"

namespace model {
namespace {

namespace json = boost::json;

json::object names(const Site& site, const Page& page) {
  json::object object;
  for (const PageId id : site.by_key.at(page.key)) {
    if (id != kNone && site.page(id).original == kNone) object[site.language_of(site.page(id))] = site.page(id).meta.title;
  }
  return object;
}

json::array texts(const std::vector<std::string>& list) {
  json::array array;
  for (const auto& text : list) array.emplace_back(text);
  return array;
}

// By language, for texts and accepted answers differ; a page without translation is answered in its original's words.
json::object quizzes(const Site& site, const Page& lesson) {
  json::object object;
  for (const PageId id : site.by_key.at(lesson.key)) {
    if (id == kNone || site.page(id).original != kNone) continue;
    json::array array;
    for (const auto& quiz : site.page(id).text.quizzes) array.push_back(to_json(quiz));
    if (!array.empty()) object[site.language_of(site.page(id))] = std::move(array);
  }
  return object;
}

json::object lesson_object(const Site& site, const Page& lesson) {
  return {{"id", lesson.id},
          {"activity", lesson.activity},
          {"name", names(site, lesson)},
          {"aliases", texts(lesson.meta.aliases)},
          {"graded", lesson.meta.graded && !site.config.endpoint_url.empty()},
          {"quizzes", quizzes(site, lesson)}};
}

json::array lesson_array(const Site& site, const Page& course) {
  json::array lessons;
  for (const PageId child : course.children) {
    const Page& page = site.page(child);
    if (page.kind == PageKind::module) {
      for (const PageId lesson : page.children) lessons.push_back(lesson_object(site, site.page(lesson)));
    } else {
      lessons.push_back(lesson_object(site, page));
    }
  }
  return lessons;
}

json::object course_object(const Site& site, const Page& course) {
  const auto& rule = course.meta.complete;
  json::object complete = {{"quizzes", rule.quizzes_passed ? "passed" : "any"}, {"pass", rule.pass}};
  if (rule.lessons < 0) {
    complete["lessons"] = "all";
  } else {
    complete["lessons"] = rule.lessons;
  }
  return {{"id", course.id},          {"activity", course.activity},
          {"name", names(site, course)}, {"aliases", texts(course.meta.aliases)},
          {"complete", std::move(complete)}, {"minimum_age", course.meta.minimum_age},
          {"lessons", lesson_array(site, course)}};
}

}  // namespace

EndpointBundle endpoint_bundle(const Site& site) {
  json::array courses;
  for (const PageId id : site.courses) courses.push_back(course_object(site, site.page(id)));
  const std::string content = json::serialize(courses);
  EndpointBundle bundle;
  bundle.version = base::short_hash(site.config.id + content, 16);
  const json::object root = {{"format", 1}, {"site", site.config.id}, {"version", bundle.version}, {"courses", std::move(courses)}};
  bundle.json = json::serialize(root) + "\n";
  return bundle;
}

}  // namespace model
