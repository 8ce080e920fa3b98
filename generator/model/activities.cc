#include "generator/model/activities.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <map>
#include <set>

#include "base/text.h"

namespace model {
namespace {

namespace json = boost::json;

struct Activity {
  std::string type;  // course, module, lesson, quiz, question
  std::map<std::string, std::string> name;  // by language
  std::string url;   // of the default language's page
};

using Activities = std::map<std::string, Activity>;  // by IRI

constexpr std::string_view kComment =
    "Ids under which learners' progress is kept. Written by 'sanggar build'; keep it with the sources.";

bool is_quiz_host(const Page& page) { return page.kind == PageKind::lesson || page.kind == PageKind::quiz; }

void add_quizzes(const Site& site, const Page& page, const std::string& language, Activities& activities) {
  for (const auto& quiz : site.shown(page).text.quizzes) {
    const std::string iri = page.activity + "#" + quiz.id;
    Activity& activity = activities[iri];
    activity.type = "quiz";
    activity.name[language] = quiz.title.empty() ? site.meta(page).title : quiz.title;
    // The default language's address, where it has the quiz.
    if (page.language == 0 || activity.url.empty()) activity.url = page.url;
    for (const auto& question : quiz.questions) {
      Activity& asked = activities[iri + "/" + question.id];
      asked.type = "question";
      asked.name[language] = question.text;
      if (page.language == 0 || asked.url.empty()) asked.url = page.url;
    }
  }
}

Activities collect(const Site& site) {
  Activities activities;
  for (const Page& page : site.pages) {
    if (page.activity.empty() || page.original != kNone) continue;
    const std::string& language = site.language_of(page);
    Activity& activity = activities[page.activity];
    activity.type = page.kind == PageKind::quiz ? "lesson" : std::string(name_of(page.kind));
    activity.name[language] = page.meta.title;
    if (page.language == 0) activity.url = page.url;
    if (is_quiz_host(page)) add_quizzes(site, page, language, activities);
  }
  return activities;
}

// Former IRIs of a page's quizzes and questions.
void add_quiz_aliases(const Page& page, std::map<std::string, std::string>& former) {
  for (const auto& quiz : page.text.quizzes) {
    const std::string iri = page.activity + "#" + quiz.id;
    for (const auto& alias : quiz.aliases) former[page.activity + "#" + alias] = iri;
    for (const auto& question : quiz.questions) {
      for (const auto& alias : question.aliases) former[iri + "/" + alias] = iri + "/" + question.id;
    }
  }
}

// IRIs that pages, quizzes and questions claim as former ones of theirs.
std::map<std::string, std::string> aliases(const Site& site) {
  std::map<std::string, std::string> former;
  for (const Page& page : site.pages) {
    if (page.language != 0 || page.activity.empty()) continue;
    if (is_quiz_host(page)) add_quiz_aliases(page, former);
    for (const auto& alias : page.meta.aliases) {
      const auto above = page.activity.substr(0, page.activity.rfind('/') + 1);
      former[above + alias] = page.activity;
    }
  }
  return former;
}

// An IRI counts as claimed when it, its page or its course has an alias.
bool is_claimed(const std::map<std::string, std::string>& former, std::string iri) {
  while (!iri.empty()) {
    if (former.contains(iri)) return true;
    const auto cut = iri.find_last_of("/#");
    if (cut == std::string::npos) return false;
    iri.resize(cut);
  }
  return false;
}

json::object to_object(const Activity& activity) {
  json::object names;
  for (const auto& [language, name] : activity.name) names[language] = name;
  return {{"type", activity.type}, {"name", std::move(names)}, {"url", activity.url}};
}

json::object read_before(std::string_view before, base::Diagnostics& diagnostics) {
  if (before.empty()) return {};
  boost::system::error_code error;
  const json::value value = json::parse(json::string_view(before.data(), before.size()), error);
  const json::object* root = error ? nullptr : value.if_object();
  const json::value* activities = root ? root->if_contains("activities") : nullptr;
  if (activities && activities->is_object()) return activities->get_object();
  diagnostics.report("id", {"activities.json", 0, 0}, "the file is damaged",
                     "take it back from your last copy, or delete it: then ids that vanished are not noticed");
  return {};
}

}  // namespace

std::string activities_json(const Site& site, std::string_view before, base::Diagnostics& diagnostics) {
  const Activities activities = collect(site);
  const auto former = aliases(site);
  std::map<std::string, json::object> all;
  for (const auto& [iri, activity] : activities) all.emplace(iri, to_object(activity));
  for (const auto& entry : read_before(before, diagnostics)) {
    const std::string iri(entry.key());
    if (all.contains(iri) || is_claimed(former, iri) || !entry.value().is_object()) continue;
    all.emplace(iri, entry.value().get_object());
    const bool in_quiz = iri.find('#') != std::string::npos;
    diagnostics.report("vanished-id", {"activities.json", 0, 0}, fmt::format("'{}' is gone", iri),
                       fmt::format("give its successor '{}', or delete the line from activities.json",
                                   in_quiz ? "aliases=former-id" : "aliases: [former id]"));
  }
  // One activity a line, so that changes are easy to read.
  std::string text = fmt::format("{{\"comment\": {}, \"format\": 1, \"site\": {}, \"aliases\": {{", json::serialize(json::string(kComment)),
                                 json::serialize(json::string(site.config.id)));
  std::string separator = "\n";
  for (const auto& [old, now] : former) {
    text += fmt::format("{}{}: {}", separator, json::serialize(json::string(old)), json::serialize(json::string(now)));
    separator = ",\n";
  }
  text += "},\n\"activities\": {";
  separator = "\n";
  for (const auto& [iri, object] : all) {
    text += fmt::format("{}{}: {}", separator, json::serialize(json::string(iri)), json::serialize(object));
    separator = ",\n";
  }
  return text + "\n}}\n";
}

}  // namespace model
