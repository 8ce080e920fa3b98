// What learners' progress is kept under: ids that survive moves, renames and translation.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "generator/model/passes.h"
#include "generator/model/urls.h"

namespace model {
namespace {

std::string default_id(const Page& page) { return url_part(without_order(base::file_name_of(page.key))); }

void take_id(Site& site, Page& page) {
  const Page& original = site.pages[site.by_key.at(page.key)[0]];
  page.id = original.meta.id.empty() ? default_id(original) : original.meta.id;
}

// Ids and aliases of courses, and of lessons in each course, are unique.
void check_ids(const Site& site, base::Diagnostics& diagnostics) {
  std::map<std::string, const Page*> owners;
  for (const Page& page : site.pages) {
    if (page.language != 0 || page.activity.empty()) continue;
    if (!base::is_identifier(page.id)) {
      diagnostics.report("id", {page.source, 0, 0}, fmt::format("no id can be made of '{}'", base::file_name_of(page.key)),
                         "give the page an 'id' of small letters, digits and hyphens");
      continue;
    }
    std::vector<std::string> claimed = page.meta.aliases;
    claimed.push_back(page.id);
    for (const auto& id : claimed) {
      const std::string scope = page.kind == PageKind::course ? "" : site.page(page.course).id;
      const auto [owner, fresh] = owners.emplace(fmt::format("{}/{}", scope, id), &page);
      if (fresh || owner->second == &page) continue;
      diagnostics.report("id", {page.source, page.meta.line_of("id"), 0},
                         fmt::format("the id '{}' is also that of '{}'", id, owner->second->source),
                         "give one of them an 'id' of its own");
    }
  }
}

std::set<std::string> question_ids(const Page& page) {
  std::set<std::string> ids;
  for (const auto& quiz : page.text.quizzes) {
    for (const auto& question : quiz.questions) {
      ids.insert(quiz.id + "/" + question.id);
      for (const auto& choice : question.choices) ids.insert(quiz.id + "/" + question.id + ":" + choice.id);
    }
  }
  return ids;
}

void report_alias(const Page& page, int line, const std::string& alias, const std::string& owner, const std::string& other, base::Diagnostics& diagnostics) {
  diagnostics.report("id", {page.source, line, 0}, fmt::format("the former id '{}' of '{}' is also one of '{}'", alias, owner, other),
                     "name ids that are no longer used, each once");
}

// A former id that two have would give what was done in one to the other as well. That a question's is no present id of its quiz is looked
// at where the quiz is read.
void check_former_ids(const Page& page, base::Diagnostics& diagnostics) {
  std::map<std::string, std::string> quizzes, questions;  // id → whose it is
  for (const auto& quiz : page.text.quizzes) quizzes.emplace(quiz.id, quiz.id);
  for (const auto& quiz : page.text.quizzes) {
    for (const auto& alias : quiz.aliases) {
      const auto [other, fresh] = quizzes.emplace(alias, quiz.id);
      if (!fresh && other->second != quiz.id) report_alias(page, quiz.line, alias, quiz.id, other->second, diagnostics);
    }
    for (const auto& question : quiz.questions) {
      for (const auto& alias : question.aliases) {
        const auto [other, fresh] = questions.emplace(fmt::format("{}/{}", quiz.id, alias), question.id);
        if (!fresh && other->second != question.id) report_alias(page, quiz.line, alias, question.id, other->second, diagnostics);
      }
    }
  }
}

// What is graded in one language would show its answers in the other, or be graded by nobody.
void check_graded(const Page& page, const Page& original, base::Diagnostics& diagnostics) {
  if (page.meta.graded == original.meta.graded) return;
  diagnostics.report("endpoint", {page.source, page.meta.line_of("graded"), 0},
                     page.meta.graded ? fmt::format("this translation is graded, and '{}' is not", original.source)
                                      : fmt::format("'{}' is graded, and this translation would show the answers", original.source),
                     "write the same 'graded' in both");
}

// A translated quiz must keep the ids, or progress would not carry over.
void check_translation(const Site& site, const Page& page, base::Diagnostics& diagnostics) {
  const Page& original = site.pages[site.by_key.at(page.key)[0]];
  check_graded(page, original, diagnostics);
  const auto ours = question_ids(page);
  for (const auto& id : question_ids(original)) {
    if (ours.contains(id)) continue;
    diagnostics.report("translation", {page.source, 0, 0},
                       fmt::format("'{}' of '{}' is missing in the translation", id, original.source),
                       "give questions and options the same ids: {#id}");
  }
}

}  // namespace

void assign_identities(Site& site, base::Diagnostics& diagnostics) {
  for (Page& page : site.pages) {
    const bool lesson = page.kind == PageKind::lesson || page.kind == PageKind::quiz;
    if (page.kind != PageKind::course && page.kind != PageKind::module && !lesson) continue;
    take_id(site, page);
  }
  for (Page& page : site.pages) {
    const std::string base = site.config.id + "courses/";
    if (page.kind == PageKind::course) {
      page.activity = base + page.id;
    } else if (page.course != kNone) {  // modules and lessons
      page.activity = base + site.page(page.course).id + "/" + page.id;
    }
  }
  check_ids(site, diagnostics);
  for (const Page& page : site.pages) {
    check_former_ids(page, diagnostics);
    if (page.language != 0 && !page.source.empty()) check_translation(site, page, diagnostics);
  }
}

}  // namespace model
