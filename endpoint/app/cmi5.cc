// Courses of cmi5 on the command line.
#include <fmt/format.h>

#include "base/file_system.h"
#include "endpoint/app/commands.h"
#include "endpoint/app/service_options.h"
#include "endpoint/cmi5/session.h"
#include "endpoint/cmi5/shelf.h"
#include "endpoint/http/session_scope.h"
#include "endpoint/xapi/agent.h"
#include "endpoint/xapi/json.h"

namespace endpoint_app {
namespace {

using base::Result;

constexpr std::uint64_t kLargestPackage = 1'000'000'000;  // bytes

cmi5::Shelf shelf_in(const std::string& folder) { return {base::real_file_system(), folder}; }

// The text in the first of its languages.
std::string title_of(const cmi5::Course& course) { return course.title.empty() ? "" : course.title.front().second; }

std::string line_of(const cmi5::Course& course) { return fmt::format("{}  {} AUs  {}\n", cmi5::key_of(course), course.units.size(), title_of(course)); }

std::string text_of(const cmi5::Refusal& refusal) { return refusal.problem.where + " " + refusal.problem.what; }

// What it is, or why not, in one line.
template <class T>
Result<T> plain_answer(cmi5::Answer<T>&& answer, const std::string& of) {
  if (!answer) return base::fail(answer.error().message);
  if (!*answer) return base::fail(of + text_of(answer->error()));
  return std::move(**answer);
}

}  // namespace

Result<std::string> add_course(store::Store& store, const std::string& file, const std::string& folder) {
  const auto package = base::real_file_system().read(file, kLargestPackage);
  if (!package) return base::fail(package.error().message);
  const auto added = plain_answer(cmi5::add_course(store, shelf_in(folder), *package), fmt::format("'{}' is refused: ", file));
  if (!added) return base::fail(added.error().message);
  return (added->is_new ? "added: " : "replaced: ") + line_of(added->course);
}

Result<std::string> list_courses(store::Store& store) {
  const auto keys = cmi5::course_keys(store);
  if (!keys) return base::fail(keys.error().message);
  std::string lines;
  for (const auto& key : *keys) {
    const auto course = cmi5::read_course_of(store, key);
    if (!course) return base::fail(course.error().message);
    if (*course) lines += line_of(**course);
  }
  return lines.empty() ? "no courses\n" : lines;
}

Result<std::string> remove_course(store::Store& store, const std::string& course, const std::string& folder) {
  const auto removed = plain_answer(cmi5::remove_course(store, shelf_in(folder), course), "");
  if (!removed) return base::fail(removed.error().message);
  if (!*removed) return base::fail(fmt::format("there is no course '{}' (see cmi5 list)", course));
  return fmt::format("'{}' is removed\n", course);
}

Result<std::string> launch_course(store::Store& store, const LaunchOptions& launch, const ServeOptions& options) {
  if (options.url.empty()) return base::fail("say how browsers reach the endpoint (--url https://progres.desa.example)");
  const auto service = service_options(options);
  if (!service) return base::fail(service.error().message);
  const auto actor = xapi::parse_json(launch.actor);
  const bool is_actor = actor && !xapi::check_actor(*actor, "actor", xapi::Allow::agents) && actor->get_object().contains("account");
  if (!is_actor) {
    return base::fail(fmt::format("'{}' is no agent with an account (write {{\"account\":{{\"homePage\":\"https://…\",\"name\":\"…\"}}}})",
                                  launch.actor));
  }
  const auto launched = plain_answer(cmi5::launch(store, {launch.course, launch.unit, actor->get_object()}, http::places_of(*service)), "");
  if (!launched) return base::fail(launched.error().message);
  return fmt::format("{}\nregistration: {}\nsession: {}\n", launched->url, launched->registration, launched->session);
}

}  // namespace endpoint_app
