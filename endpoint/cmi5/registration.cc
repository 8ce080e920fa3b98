#include "endpoint/cmi5/registration.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>

#include "endpoint/xapi/agent.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"

namespace cmi5 {
namespace {

using Object = boost::json::object;

constexpr std::size_t kUuidLength = 36;
constexpr std::array<std::pair<Mode, std::string_view>, 3> kModes{{{Mode::normal, "Normal"}, {Mode::browse, "Browse"}, {Mode::review, "Review"}}};

// The texts of a session by their names in what is kept.
constexpr std::array<std::pair<std::string_view, std::string Session::*>, 8> kTexts{{{"id", &Session::id},
                                                                                      {"unit", &Session::unit},
                                                                                      {"publisher", &Session::publisher},
                                                                                      {"fetch", &Session::fetch_hash},
                                                                                      {"token", &Session::token_hash},
                                                                                      {"initialized", &Session::initialized},
                                                                                      {"judged", &Session::judged},
                                                                                      {"terminated", &Session::terminated}}};
constexpr std::array<std::pair<std::string_view, std::int64_t Session::*>, 4> kMoments{
    {{"launched", &Session::launched}, {"heard", &Session::heard}, {"began", &Session::began}, {"latest", &Session::latest}}};
constexpr std::array<std::pair<std::string_view, std::string UnitProgress::*>, 3> kProgressTexts{
    {{"completed", &UnitProgress::completed}, {"passed", &UnitProgress::passed}, {"waived", &UnitProgress::waived}}};

Object session_json(const Session& session) {
  Object json{{"mode", name_of(session.mode)}};
  for (const auto& [name, member] : kTexts) {
    if (!(session.*member).empty()) json[name] = session.*member;
  }
  for (const auto& [name, member] : kMoments) json[name] = session.*member;
  if (session.mastery_score) json["masteryScore"] = *session.mastery_score;
  if (session.knows_preferences) json["preferences"] = true;
  if (session.abandoned) json["abandoned"] = true;
  return json;
}

// These throw for what text_of did not make.
Session session_in(const Object& json) {
  Session session;
  session.mode = mode_of(std::string_view(json.at("mode").as_string())).value_or(Mode::normal);
  for (const auto& [name, member] : kTexts) {
    if (const auto* text = json.if_contains(name)) session.*member = std::string(text->as_string());
  }
  for (const auto& [name, member] : kMoments) session.*member = json.at(name).to_number<std::int64_t>();
  if (const auto* score = json.if_contains("masteryScore")) session.mastery_score = score->to_number<double>();
  session.knows_preferences = json.contains("preferences");
  session.abandoned = json.contains("abandoned");
  return session;
}

Registration registration_in(const std::string& id, const Object& json) {
  Registration registration;
  registration.id = id;
  registration.course = std::string(json.at("course").as_string());
  registration.actor = json.at("actor").as_object();
  for (const auto& [activity, progress] : json.at("units").as_object()) {
    auto& unit = registration.units[std::string(activity)];
    for (const auto& [name, member] : kProgressTexts) {
      if (const auto* text = progress.as_object().if_contains(name)) unit.*member = std::string(text->as_string());
    }
  }
  for (const auto& activity : json.at("satisfied").as_array()) registration.satisfied.emplace(activity.as_string());
  if (const auto* session = json.if_contains("session")) registration.session = session_in(session->as_object());
  return registration;
}

store::Document document_of(const Registration& registration) { return {"application/json", text_of(registration), 0}; }

store::DocumentKey key_of_registration(const Registration& registration) {
  return {store::DocumentKind::cmi5_registration, "", xapi::key_of(registration.actor), registration.id, ""};
}

}  // namespace

std::string_view name_of(Mode mode) {
  return std::find_if(kModes.begin(), kModes.end(), [&](const auto& one) { return one.first == mode; })->second;
}

std::optional<Mode> mode_of(std::string_view name) {
  const auto* const found = std::find_if(kModes.begin(), kModes.end(), [&](const auto& one) { return one.second == name; });
  return found == kModes.end() ? std::nullopt : std::optional(found->first);
}

std::string registration_of(std::string_view session) {
  if (session.size() != 2 * kUuidLength + 1 || session[kUuidLength] != '.' || !xapi::is_uuid(session.substr(kUuidLength + 1))) return "";
  const auto id = session.substr(0, kUuidLength);
  return xapi::is_uuid(id) ? xapi::lower_uuid(id) : "";
}

std::string new_session_id(const std::string& registration) { return registration + '.' + xapi::random_uuid(); }

std::string text_of(const Registration& registration) {
  Object units;
  for (const auto& [activity, progress] : registration.units) {
    Object unit;
    for (const auto& [name, member] : kProgressTexts) {
      if (!(progress.*member).empty()) unit[name] = progress.*member;
    }
    units[activity] = std::move(unit);
  }
  Object json{{"course", registration.course},
              {"actor", registration.actor},
              {"units", std::move(units)},
              {"satisfied", boost::json::array(registration.satisfied.begin(), registration.satisfied.end())}};
  if (registration.session) json["session"] = session_json(*registration.session);
  return xapi::to_text(json);
}

std::optional<Registration> registration_of_text(const std::string& id, std::string_view text) {
  const auto json = xapi::parse_json(text);
  if (!json || !json->is_object()) return std::nullopt;
  try {
    return registration_in(id, json->get_object());
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

store::Result<std::optional<Registration>> read_registration(store::Store& store, const std::string& id) {
  const auto found = store.registration(id);
  if (!found) return tl::unexpected<store::Failure>(found.error());
  if (!*found) return std::nullopt;
  return registration_of_text(id, (*found)->second.bytes);
}

Answer<Registration> change_registration(store::Store& store, const std::string& id, const std::function<std::optional<Refusal>(Registration&)>& change) {
  const auto found = store.registration(id);
  if (!found) return tl::unexpected<store::Failure>(found.error());
  if (!*found) return refuse(404, "registration", "names none");
  std::optional<Registration> registration;
  std::optional<Refusal> refusal;
  const auto changed = store.change_document((*found)->first, [&](const store::Document* old) -> store::Change {
    refusal.reset();
    registration = old == nullptr ? std::nullopt : registration_of_text(id, old->bytes);
    if (registration) refusal = change(*registration);
    if (!registration || refusal) return store::Keep{};
    return document_of(*registration);
  });
  if (!changed) return tl::unexpected<store::Failure>(changed.error());
  if (refusal) return tl::unexpected<Refusal>(std::move(*refusal));
  if (!registration) return refuse(404, "registration", "names none");
  return std::move(*registration);
}

Answer<Enrolment> enrol(store::Store& store, const Registration& wanted) {
  const auto key = key_of_registration(wanted);
  const auto known = store.registration(wanted.id);
  if (!known) return tl::unexpected<store::Failure>(known.error());
  if (*known && (*known)->first.agent != key.agent) return refuse(409, "registration", "is another learner's");
  Enrolment enrolment{wanted, false};
  const auto changed = store.change_document(key, [&](const store::Document* old) -> store::Change {
    auto registration = old == nullptr ? std::nullopt : registration_of_text(wanted.id, old->bytes);
    enrolment.is_new = !registration;
    if (registration) enrolment.registration = std::move(*registration);
    if (registration) return store::Keep{};
    return document_of(wanted);
  });
  if (!changed) return tl::unexpected<store::Failure>(changed.error());
  if (enrolment.registration.course != wanted.course) return refuse(409, "registration", "is that of another course");
  return enrolment;
}

}  // namespace cmi5
