#include "generator/model/progress_data.h"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "generator/markup/quiz_hash.h"
#include "generator/model/endpoint_bundle.h"
#include "generator/model/passes.h"

namespace model {
namespace {

namespace json = boost::json;

bool is_done_or_left(const Page& page) { return page.kind == PageKind::lesson || page.kind == PageKind::quiz; }

// Of every language, for a translation may leave one out: a course is finished by the same rule in all of them.
json::array quiz_ids(const Site& site, const Page& lesson) {
  json::array ids;
  for (const PageId id : site.by_key.at(lesson.key)) {
    if (id == kNone) continue;
    for (const auto& quiz : site.page(id).text.quizzes) {
      const json::value name(quiz.id);
      if (std::ranges::find(ids, name) == ids.end()) ids.push_back(name);
    }
  }
  return ids;
}

void add_former(json::object& former, const std::string& id, const std::vector<std::string>& aliases) {
  for (const auto& alias : aliases) {
    auto& list = former[id];
    if (list.is_null()) list = json::array();
    const json::value name(alias);
    if (std::ranges::find(list.get_array(), name) == list.get_array().end()) list.get_array().push_back(name);
  }
}

// Former ids of its quizzes and questions by the present ones: {"akhir": ["kuis"], "akhir/laba": ["untung"]}.
json::object former_ids(const Site& site, const Page& lesson) {
  json::object former;
  for (const PageId id : site.by_key.at(lesson.key)) {
    if (id == kNone) continue;
    for (const auto& quiz : site.page(id).text.quizzes) {
      add_former(former, quiz.id, quiz.aliases);
      for (const auto& question : quiz.questions) add_former(former, quiz.id + '/' + question.id, question.aliases);
    }
  }
  return former;
}

void add_list(json::object& object, json::string_view key, json::array list) {
  if (!list.empty()) object[key] = std::move(list);
}

json::array names(const std::vector<std::string>& list) { return json::array(list.begin(), list.end()); }

// Ids and aliases are the default language's.
const Page& original(const Site& site, const Page& page) { return site.page(site.by_key.at(page.key)[0]); }

json::object progress_of_lesson(const Site& site, const Page& lesson) {
  json::object object;
  object["id"] = lesson.id;
  add_list(object, "aliases", names(original(site, lesson).meta.aliases));
  add_list(object, "quizzes", quiz_ids(site, lesson));
  if (auto former = former_ids(site, lesson); !former.empty()) object["former"] = std::move(former);
  return object;
}

json::array lessons_of(const Site& site, const Page& course) {
  json::array loose;
  json::array in_modules;
  for (const PageId id : course.children) {
    const Page& child = site.page(id);
    if (child.kind != PageKind::module) loose.push_back(progress_of_lesson(site, child));
    for (const PageId lesson : child.kind == PageKind::module ? child.children : std::vector<PageId>()) {
      in_modules.push_back(progress_of_lesson(site, site.page(lesson)));
    }
  }
  loose.insert(loose.end(), in_modules.begin(), in_modules.end());
  return loose;
}

json::object rule_object(const content::CompletionRule& rule) {
  json::object object;
  object["lessons"] = rule.lessons < 0 ? json::value("all") : json::value(rule.lessons);
  object["quizzes"] = rule.quizzes_passed ? "passed" : "any";
  object["pass"] = rule.pass;
  return object;
}

json::object course_object(const Site& site, const Page& from, const Page& course, LinkStyle style) {
  const auto& meta = original(site, course).meta;
  json::object object;
  object["id"] = course.id;
  add_list(object, "aliases", names(meta.aliases));
  object["title"] = site.meta(course).title;
  object["href"] = relative_link(from.url, course.url, style);
  object["complete"] = rule_object(meta.complete);
  object["lessons"] = lessons_of(site, course);
  return object;
}

json::array courses(const Site& site, const Page& page, LinkStyle style) {
  json::array array;
  if (page.kind == PageKind::course) {
    array.push_back(course_object(site, page, page, style));
  } else if (page.course != kNone) {
    array.push_back(course_object(site, page, site.page(page.course), style));
  } else {
    for (const PageId id : site.courses) array.push_back(course_object(site, page, site.page(site.in_language(id, page.language)), style));
  }
  return array;
}

// An answer given in another language is no answer to a question that has changed.
json::array other_hashes(const Site& site, const Page& lesson) {
  std::set<std::string> hashes;
  const Page& shown = site.shown(lesson);
  for (const PageId id : site.by_key.at(lesson.key)) {
    if (id == kNone || &site.page(id) == &shown) continue;
    for (const auto& quiz : site.page(id).text.quizzes) {
      for (const auto& question : quiz.questions) hashes.insert(markup::question_hash(question));
    }
  }
  return json::array(hashes.begin(), hashes.end());
}

}  // namespace

std::string words_file(const Site& site, int language) { return site.config.languages[static_cast<std::size_t>(language)] + ".js"; }

void add_words_files(Site& site) {
  const auto found = site.by_key.find(std::string(kProgressKey));
  if (found == site.by_key.end() || site.courses.empty()) return;
  constexpr std::string_view kPrefix = "learn_";
  const std::string version = endpoint_bundle(site).version;
  for (std::size_t language = 0; language < site.texts.size(); ++language) {
    json::object words = {{"version", version}};
    for (const auto& [key, text] : site.texts[language].all()) {
      if (key.starts_with(kPrefix)) words[key.substr(kPrefix.size())] = text;
    }
    site.pages[found->second[0]].text.files.push_back(
        {words_file(site, static_cast<int>(language)), "window.sanggarWords = " + json::serialize(words) + ";\n"});
  }
}

bool keeps_progress(const Site& site, const Page& page) {
  if (site.courses.empty()) return false;
  switch (page.kind) {
    case PageKind::home:
    case PageKind::course_list:
    case PageKind::course:
    case PageKind::module:
    case PageKind::lesson:
    case PageKind::quiz:
    case PageKind::progress: return true;
    default: return false;
  }
}

std::string progress_data(const Site& site, const Page& page, LinkStyle style) {
  if (!keeps_progress(site, page)) return {};
  json::object root;
  root["site"] = site.config.id;
  if (is_done_or_left(page)) {
    root["lesson"] = page.id;
    add_list(root, "hashes", other_hashes(site, page));
  }
  if (page.kind == PageKind::course || page.course != kNone) {
    root["course"] = page.kind == PageKind::course ? page.id : site.page(page.course).id;
  }
  root["courses"] = courses(site, page, style);
  std::string text = json::serialize(root);
  // "</script" and "<!--" would end or change the block that holds it.
  for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at)) text.replace(at, 1, "\\u003c");
  return text;
}

}  // namespace model
