#include "endpoint/cmi5/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/clock.h"
#include "endpoint/cmi5/session_rules.h"
#include "endpoint/cmi5/url.h"
#include "endpoint/cmi5/vocabulary.h"
#include "endpoint/xapi/agent.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"

namespace cmi5 {
namespace {

using Object = boost::json::object;
using Done = std::optional<Refusal>;

constexpr int kConflict = 409;
constexpr unsigned kScopes = auth::kWriteStatements | auth::kReadMine | auth::kState | auth::kProfile;

tl::unexpected<store::Failure> failed(const store::Failure& failure) { return tl::unexpected<store::Failure>(failure); }

bool is_under_way(const Registration& registration, std::string_view session) { return registration.session && registration.session->id == session; }

// Clears the session, unless another one has taken its place.
store::Result<void> end_session(store::Store& store, const std::string& session) {
  const auto ended = change_registration(store, registration_of(session), [&](Registration& registration) {
    if (is_under_way(registration, session)) registration.session.reset();
    return Done();
  });
  if (!ended) return failed(ended.error());
  return {};
}

// What is under way is marked first, so that no more is taken from it, and forgotten when it has been said.
store::Result<void> abandon_session(store::Store& store, const std::string& session, const Places& places) {
  const auto marked = change_registration(store, registration_of(session), [&](Registration& registration) -> Done {
    if (!is_under_way(registration, session)) return Refusal{404, {"session", "is not under way"}};
    registration.session->abandoned = registration.session->terminated.empty();
    return std::nullopt;
  });
  if (!marked) return failed(marked.error());
  if (!*marked) return {};  // meanwhile
  if ((*marked)->session->abandoned) {
    if (auto said = say_abandoned(store, **marked, *(*marked)->session, places); !said) return said;
  }
  return end_session(store, session);
}

struct Secret {
  std::string text, hash;
};

Secret make_secret() {
  std::string text = auth::random_secret();
  std::string hash = auth::hash_of(text);
  return {std::move(text), std::move(hash)};
}

Session session_for(const Registration& registration, const Course& course, const AssignableUnit& unit, Mode mode, const Secret& secret) {
  Session session;
  session.id = new_session_id(registration.id);
  session.unit = activity_of(course, unit);
  session.publisher = unit.id;
  session.mode = mode;
  session.mastery_score = unit.mastery_score;
  session.fetch_hash = secret.hash;
  session.launched = base::microseconds_now();
  return session;
}

store::Result<void> write_launch_data(store::Store& store, const Registration& registration, const Session& session, const Object& data) {
  const store::DocumentKey key{store::DocumentKind::state, session.unit, xapi::key_of(registration.actor), registration.id, std::string(kLaunchData)};
  const store::Document document{"application/json", xapi::to_text(data), 0};
  const auto written = store.change_document(key, [&](const store::Document*) -> store::Change { return document; });
  if (!written) return failed(written.error());
  return {};
}

// From now on this is the session that is under way.
store::Result<void> begin_session(store::Store& store, const Registration& registration, const Session& session, const Places& places) {
  std::optional<Session> former;
  const auto begun = change_registration(store, registration.id, [&](Registration& changed) {
    former = std::exchange(changed.session, session);
    return Done();
  });
  if (!begun) return failed(begun.error());
  // One that was launched at the same moment.
  if (former && former->terminated.empty()) return say_abandoned(store, registration, *former, places);
  return {};
}

std::string launch_url(const Registration& registration, const Session& session, const std::string& address, const std::string& secret, const Places& places) {
  return with_parameters(address, {{"endpoint", places.xapi},
                                   {"fetch", fmt::format("{}?{}.{}", places.fetch, session.id, secret)},
                                   {"actor", xapi::to_text(registration.actor)},
                                   {"registration", registration.id},
                                   {"activityId", session.unit}});
}

// The registration, with what may be said of it before anything is launched.
Answer<Registration> enrolled(store::Store& store, const Launch& wanted, const Places& places) {
  Registration registration;
  registration.id = wanted.registration.empty() ? xapi::uuid_of_name(wanted.course, xapi::key_of(wanted.actor)) : wanted.registration;
  registration.course = wanted.course;
  registration.actor = wanted.actor;
  auto enrolment = enrol(store, registration);
  if (!enrolment) return failed(enrolment.error());
  if (!*enrolment) return tl::unexpected<Refusal>((*enrolment).error());
  if (const auto said = say_satisfied(store, registration.id, "", places); !said) return failed(said.error());
  return std::move((*enrolment)->registration);
}

Object fetch_error(const char* code, const char* text) { return {{"error-code", code}, {"error-text", text}}; }

// What a request noted and did not store. Others may have noted theirs meanwhile.
void take_back(store::Store& store, const Registration& before, const std::vector<xapi::Statement>& statements) {
  const auto clear = [&](const std::string& former, std::string& noted) {
    const bool is_ours = former.empty() && std::any_of(statements.begin(), statements.end(), [&](const auto& one) { return one.id == noted; });
    if (is_ours) noted.clear();
  };
  static_cast<void>(change_registration(store, before.id, [&](Registration& registration) {
    const auto found = before.units.find(before.session->unit);
    const auto former = found == before.units.end() ? UnitProgress() : found->second;
    auto& unit = registration.units[before.session->unit];
    clear(former.completed, unit.completed);
    clear(former.passed, unit.passed);
    if (!is_under_way(registration, before.session->id)) return Done();
    for (const auto member : {&Session::initialized, &Session::judged, &Session::terminated}) clear((*before.session).*member, (*registration.session).*member);
    if (registration.session->initialized.empty()) registration.session->began = 0;
    return Done();
  }));
}

Answer<void> conclude(store::Store& store, const Registration& after, const std::string& session, const Places& places) {
  const auto& unit = after.units.find(after.session->unit);
  if (unit != after.units.end() && !(unit->second.completed.empty() && unit->second.passed.empty())) {
    if (const auto said = say_satisfied(store, after.id, session, places); !said) return failed(said.error());
  }
  if (after.session->terminated.empty()) return {};
  if (const auto ended = end_session(store, session); !ended) return failed(ended.error());
  return {};
}

}  // namespace

Answer<Launched> launch(store::Store& store, const Launch& wanted, const Places& places) {
  const auto course = read_course_of(store, wanted.course);
  if (!course) return failed(course.error());
  if (!*course) return refuse(404, "course", "names none");
  const auto* unit = unit_of(**course, wanted.unit);
  if (unit == nullptr) return refuse(404, "au", "names none of the course");
  if (is_relative(unit->url) && places.content.empty()) {
    return refuse(kConflict, "au", "lies in a package, and the endpoint does not know where its files are served (--content-url)");
  }
  auto registration = enrolled(store, wanted, places);
  if (!registration || !*registration) return registration ? tl::unexpected<Refusal>(registration->error()) : Answer<Launched>(failed(registration.error()));
  if (const auto& former = (*registration)->session) {
    if (const auto abandoned = abandon_session(store, former->id, places); !abandoned) return failed(abandoned.error());
  }
  const auto secret = make_secret();
  const auto session = session_for(**registration, **course, *unit, wanted.mode, secret);
  const auto written = write_launch_data(store, **registration, session, launch_data(session, *unit, wanted.return_url));
  if (!written) return failed(written.error());
  if (const auto said = say_launched(store, **registration, session, **course, *unit, places); !said) return failed(said.error());
  if (const auto begun = begin_session(store, **registration, session, places); !begun) return failed(begun.error());
  std::string url = launch_url(**registration, session, address_of(**course, *unit, places), secret.text, places);
  return Launched{std::move(url), (*registration)->id, session.id, unit->own_window};
}

store::Result<Object> fetch(store::Store& store, std::string_view key) {
  const auto dot = key.rfind('.');
  const std::string session(key.substr(0, std::min(dot, key.size())));
  const std::string id = registration_of(session);
  if (id.empty()) return fetch_error("2", "This is no fetch URL of this LMS.");
  const auto hash = auth::hash_of(key.substr(dot + 1));
  const auto secret = make_secret();
  const auto changed = change_registration(store, id, [&](Registration& registration) -> Done {
    if (!is_under_way(registration, session) || registration.session->is_over()) return Refusal{1, {}};
    if (registration.session->fetch_hash != hash) return Refusal{2, {}};
    if (!registration.session->token_hash.empty() || base::microseconds_now() - registration.session->launched > kLongestSession) return Refusal{1, {}};
    registration.session->token_hash = secret.hash;
    return std::nullopt;
  });
  if (!changed) return failed(changed.error());
  if (*changed) return Object{{"auth-token", auth::base64_of(session + ':' + secret.text)}};
  if ((*changed).error().status == 1) return fetch_error("1", "The authorization token has already been returned, or the session is over.");
  return fetch_error("2", "This is no fetch URL of this LMS.");
}

store::Result<std::optional<auth::Caller>> identify(store::Store& store, std::string_view authorization) {
  const auto pair = auth::basic_of(authorization);
  const std::string id = pair ? registration_of(pair->key) : std::string();
  if (id.empty()) return std::nullopt;
  const auto registration = read_registration(store, id);
  if (!registration) return failed(registration.error());
  if (!*registration || !is_under_way(**registration, pair->key)) return std::nullopt;
  const auto& session = *(*registration)->session;
  if (session.abandoned || session.token_hash.empty() || !auth::same_secret(session.token_hash, auth::hash_of(pair->secret))) return std::nullopt;
  if (base::microseconds_now() - session.launched > kLongestSession) return std::nullopt;
  auth::Caller caller{session.id, kScopes, xapi::to_text((*registration)->actor), ""};
  caller.session = session.id;
  caller.activity = session.unit;
  return caller;
}

store::Result<void> note_preferences(store::Store& store, const std::string& session) {
  const auto known = read_registration(store, registration_of(session));
  if (!known) return failed(known.error());
  if (!*known || !is_under_way(**known, session) || (*known)->session->knows_preferences) return {};
  const auto noted = change_registration(store, (*known)->id, [&](Registration& registration) {
    if (is_under_way(registration, session)) registration.session->knows_preferences = true;
    return Done();
  });
  if (!noted) return failed(noted.error());
  return {};
}

Answer<void> keep_statements(store::Store& store, const std::string& session, store::Insertion&& insertion, const Places& places) {
  std::optional<Registration> before;
  const auto taken = change_registration(store, registration_of(session), [&](Registration& registration) -> Done {
    if (!is_under_way(registration, session) || registration.session->abandoned) return Refusal{403, {"session", "is over"}};
    before = registration;
    auto wrong = take_statements(registration, insertion.statements, base::microseconds_now());
    return wrong ? Done(Refusal{403, std::move(*wrong)}) : std::nullopt;
  });
  if (!taken) return failed(taken.error());
  if (!*taken) return tl::unexpected<Refusal>((*taken).error());
  insertion.learner = xapi::key_of((*taken)->actor);
  const auto stored = store.insert(insertion);
  if (!stored || *stored) take_back(store, *before, insertion.statements);
  if (!stored) return failed(stored.error());
  if (*stored) return refuse(kConflict, (*stored)->id, "is the id of another statement that is stored already; nothing of this request was stored");
  return conclude(store, **taken, session, places);
}

Answer<void> abandon(store::Store& store, const std::string& session, const Places& places) {
  const auto registration = read_registration(store, registration_of(session));
  if (!registration) return failed(registration.error());
  if (!*registration || !is_under_way(**registration, session)) return refuse(404, "session", "is not under way");
  if (const auto abandoned = abandon_session(store, session, places); !abandoned) return failed(abandoned.error());
  return {};
}

Answer<void> waive(store::Store& store, const std::string& id, std::string_view unit_name, const std::string& reason, const Places& places) {
  const auto registration = read_registration(store, id);
  if (!registration) return failed(registration.error());
  if (!*registration) return refuse(404, "registration", "names none");
  const auto course = read_course_of(store, (*registration)->course);
  if (!course) return failed(course.error());
  const auto* unit = *course ? unit_of(**course, unit_name) : nullptr;
  if (unit == nullptr) return refuse(404, "au", "names none of the course");
  const std::string activity = activity_of(**course, *unit);
  // Noted, but not said, is one that failed in between: it is said now.
  const auto said_before = was_waived(store, id, activity);
  if (!said_before) return failed(said_before.error());
  if (*said_before) return refuse(kConflict, "au", "was waived before");
  const auto waived = change_registration(store, id, [&](Registration& changed) -> Done {
    auto& noted = changed.units[activity].waived;
    if (noted.empty()) noted = new_session_id(id);
    return std::nullopt;
  });
  if (!waived) return failed(waived.error());
  if (!*waived) return tl::unexpected<Refusal>((*waived).error());
  if (const auto said = say_waived(store, **waived, *unit, activity, reason, places); !said) return failed(said.error());
  if (const auto said = say_satisfied(store, id, (*waived)->units.at(activity).waived, places); !said) return failed(said.error());
  return {};
}

}  // namespace cmi5
