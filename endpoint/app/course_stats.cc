// Figures that are told outside of a class: none may point at few people.
#include <fmt/format.h>

#include <map>
#include <set>
#include <string>

#include "endpoint/app/classes.h"
#include "endpoint/learning/records.h"
#include "endpoint/xapi/json.h"

namespace endpoint_app {
namespace {

constexpr std::size_t kLeast = 5;       // n: fewer than so many are not told
constexpr int kStatementsAtOnce = 500;

struct CourseCount {
  std::set<std::string> begun, completed;  // learners
};

using CourseCounts = std::map<std::string, CourseCount>;

void count(const store::Found& found, const std::string& site, const std::set<std::string>& restricted, CourseCounts& counts) {
  const auto statement = xapi::parse_json(found.text);
  const auto event = statement && statement->is_object() ? learning::counted_event(statement->get_object(), site, nullptr) : std::nullopt;
  if (!event || restricted.contains(event->learner)) return;
  auto& course = counts[event->course];
  course.begun.insert(event->learner);
  if (event->type == learning::EventType::course_completed) course.completed.insert(event->learner);
}

// The complement, too, tells something of those who are in it: all or all but few have completed.
std::string completed_text(std::size_t begun, std::size_t completed) {
  if (begun < kLeast) return "hidden";
  if (completed < kLeast) return fmt::format("<{}", kLeast);
  return begun - completed < kLeast ? "hidden" : std::to_string(completed);
}

}  // namespace

base::Result<std::string> course_stats(store::Store& store, const std::string& site) {
  std::string id = site;
  if (id.empty()) {
    const auto version = store.newest_bundle();
    const auto text = version ? store.bundle(*version) : tl::unexpected<store::Failure>(version.error());
    if (!text) return base::fail(text.error().message);
    const auto bundle = xapi::parse_json(text->value_or("{}"));
    const auto* named = bundle && bundle->is_object() ? bundle->get_object().if_contains("site") : nullptr;
    if (named == nullptr || !named->is_string()) return base::fail("name the site with --site, as id: in its site.yaml has it (or bring in its bundle: `bundle add`)");
    id = named->get_string();
  }
  const auto ids = store.restricted_learners();
  if (!ids) return base::fail(ids.error().message);
  const std::set<std::string> restricted(ids->begin(), ids->end());
  CourseCounts counts;
  std::optional<store::Time> from;
  do {
    const auto page = store.find({}, kStatementsAtOnce, from);
    if (!page) return base::fail(page.error().message);
    for (const auto& found : page->statements) count(found, id, restricted, counts);
    from = page->next;
  } while (from);
  std::string lines = fmt::format("{:<32}{:>10}{:>12}\n", "course", "begun", "completed");
  for (const auto& [course, both] : counts) {
    const auto begun = both.begun.size(), completed = both.completed.size();
    lines += fmt::format("{:<32}{:>10}{:>12}\n", course, begun < kLeast ? fmt::format("<{}", kLeast) : std::to_string(begun), completed_text(begun, completed));
  }
  return lines + fmt::format("(figures below {}, and those from which one follows, are not told)\n", kLeast);
}

}  // namespace endpoint_app
