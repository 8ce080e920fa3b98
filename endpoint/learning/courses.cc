#include "endpoint/learning/courses.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <chrono>

#include "base/clock.h"
#include "endpoint/learning/activity.h"
#include "endpoint/learning/records.h"
#include "endpoint/xapi/formats.h"

namespace learning {
namespace {

using Object = boost::json::object;

template <class Part>
bool has_key_of(const std::map<std::string, Part>& parts, const std::string& course) {
  const auto first = parts.lower_bound(course + '/');
  return first != parts.end() && first->first.starts_with(course + '/');
}

// Whether something was ever done in the course: one that asks for nothing is not completed by those who never saw it.
bool was_begun(const State& state, const Course& course) {
  auto names = course.aliases;
  names.push_back(course.id);
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return has_key_of(state.lessons, name) || has_key_of(state.quizzes, name); });
}

bool was_said(const State& state, const Course& course) {
  return state.courses.contains(course.id) ||
         std::any_of(course.aliases.begin(), course.aliases.end(), [&](const std::string& alias) { return state.courses.contains(alias); });
}

}  // namespace

store::Result<std::shared_ptr<const Bundle>> Courses::newest(store::Store& store, std::string_view site) {
  const auto version = store.newest_bundle();
  if (!version) return tl::unexpected<store::Failure>(version.error());
  const std::lock_guard lock(mutex_);
  if (*version == version_) return bundle_;
  const auto text = store.bundle(*version);
  if (!text) return tl::unexpected<store::Failure>(text.error());
  auto bundle = *text ? read_bundle(**text) : xapi::Checked<Bundle>(xapi::refuse("", ""));
  bundle_ = bundle && bundle->site == site ? std::make_shared<const Bundle>(std::move(*bundle)) : nullptr;
  version_ = *version;
  return bundle_;
}

store::Result<std::shared_ptr<const Bundle>> Courses::of_version(store::Store& store, std::string_view site, const std::string& version) {
  {
    const std::lock_guard lock(mutex_);
    for (const auto& known : {bundle_, older_}) {
      if (known && known->version == version && known->site == site) return known;
    }
  }
  const auto text = store.bundle(version);
  if (!text) return tl::unexpected<store::Failure>(text.error());
  auto read = *text ? read_bundle(**text) : xapi::Checked<Bundle>(xapi::refuse("", ""));
  if (!read || read->site != site) return nullptr;
  auto bundle = std::make_shared<const Bundle>(std::move(*read));
  const std::lock_guard lock(mutex_);
  older_ = bundle;
  return bundle;
}

Object statement_of(const CompletedCourse& completed, std::string_view site) {
  const std::string registration = registration_of(site, completed.learner, completed.course);
  Object context{{"registration", registration}, {"platform", "Sanggar"}};
  if (!completed.language.empty()) context["language"] = completed.language;
  context["extensions"] = Object{{std::string(site) + "extensions/version", completed.version}};
  return {{"id", xapi::uuid_of_name(registration, "completed")},
          {"actor", agent_of(site, completed.learner)},
          {"verb", {{"id", "http://adlnet.gov/expapi/verbs/completed"}, {"display", {{"en", "completed"}}}}},
          {"object",
           {{"objectType", "Activity"},
            {"id", course_iri(site, completed.course)},
            {"definition", {{"type", "http://adlnet.gov/expapi/activities/course"}}}}},
          {"result", {{"completion", true}}},
          {"context", std::move(context)},
          {"timestamp", xapi::timestamp_text(completed.time).substr(0, 23) + "Z"}};
}

store::Result<void> say(store::Store& store, std::string_view site, const std::string& learner, std::vector<Object> statements) {
  store::Insertion insertion;
  insertion.learner = learner;
  for (auto& statement : statements) {
    insertion.statements.push_back(xapi::prepare_statement(std::move(statement), {xapi::Version::k1_0_3, base::microseconds_now(), own_authority(site)}));
  }
  // A conflict: another request has said so a moment ago.
  if (const auto stored = store.insert(insertion); !stored) return tl::unexpected<store::Failure>(stored.error());
  return {};
}

store::Result<void> say_completed(store::Store& store, const Bundle& bundle, const std::string& learner, State& state) {
  for (const auto& course : bundle.courses) {
    if (was_said(state, course) || !was_begun(state, course) || !missing_of(course, state).nothing()) continue;
    auto statement = statement_of({learner, course.id, bundle.version, "", base::microseconds_now()}, bundle.site);
    const auto event = event_of(statement, bundle.site);
    if (auto said = say(store, bundle.site, learner, {std::move(statement)}); !said) return said;
    if (event) merge(state, *event);
  }
  return {};
}

}  // namespace learning
