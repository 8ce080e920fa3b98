#include "endpoint/learning/records.h"

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <set>

#include "base/text.h"
#include "endpoint/auth/auth.h"
#include "endpoint/learning/fields.h"
#include "endpoint/xapi/agent.h"
#include "endpoint/xapi/attachments.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"

namespace learning {
namespace {

constexpr int kTogether = 500;  // statements read at a time

// Calls `take` with each statement that the query finds, the oldest first.
store::Result<void> for_each_statement(store::Store& store, xapi::StatementQuery query, const std::function<void(const store::Found&)>& take) {
  query.ascending = true;
  std::optional<store::Time> from;
  do {
    const auto page = store.find(query, kTogether, from);
    if (!page) return tl::unexpected<store::Failure>(page.error());
    for (const auto& found : page->statements) take(found);
    from = page->next;
  } while (from);
  return {};
}

std::string_view name_of(store::DocumentKind kind) {
  switch (kind) {
    case store::DocumentKind::activity_profile: return "activity profile";
    case store::DocumentKind::agent_profile: return "agent profile";
    case store::DocumentKind::attempts: return "attempts";
    case store::DocumentKind::cmi5_registration: return "cmi5 registration";
    default: return "state";
  }
}

// What the endpoint alone may tell.
bool is_own_word(const Event& event, const Bundle* bundle) {
  return event.type == EventType::course_completed || (bundle != nullptr && bundle->is_graded(event));
}

boost::json::object json_of(const store::DocumentKey& key, const store::Document& document) {
  boost::json::object json{{"kind", name_of(key.kind)}, {"id", key.id}};
  if (!key.activity.empty()) json["activity"] = key.activity;
  if (!key.registration.empty()) json["registration"] = key.registration;
  json["updated"] = xapi::timestamp_text(document.updated);
  json["contentType"] = document.content_type;
  const bool is_text = base::find_invalid_utf8(document.bytes) == std::string::npos;
  json[is_text ? "content" : "base64"] = is_text ? document.bytes : auth::base64_of(document.bytes);
  return json;
}

// The bytes that these attachments have here, as ",\"attachments\":[{\"sha2\": …, \"contentType\": …, \"base64\": …}]", to the end of `text`.
store::Result<void> append_attachments(store::Store& store, const std::vector<xapi::Part>& declared, std::string& text) {
  bool first = true;
  for (const auto& part : declared) {
    const auto bytes = store.blob(part.hash);
    if (!bytes) return tl::unexpected<store::Failure>(bytes.error());
    if (!*bytes) continue;  // they lie elsewhere, under a fileUrl
    text += first ? ",\"attachments\":[" : ",\n";
    text += fmt::format(R"({{"sha2":"{}","contentType":{},"base64":"{}"}})", part.hash, xapi::to_text(boost::json::value(part.content_type)), auth::base64_of(**bytes));
    first = false;
  }
  if (!first) text += ']';
  return {};
}

// The learner's places in classes, as ",\"classes\":[…]"; "" for whoever is in none.
store::Result<std::string> classes_text(store::Store& store, const std::string& learner) {
  const auto memberships = store.classes().memberships(learner);
  if (!memberships) return tl::unexpected<store::Failure>(memberships.error());
  std::string all;
  for (const auto& member : *memberships) {
    const auto found = store.classes().find(store::ClassKey::id, member.class_id);
    if (!found) return tl::unexpected<store::Failure>(found.error());
    if (!*found) continue;  // removed meanwhile
    const boost::json::object json{{"class", (*found)->name}, {"name", member.display_name}, {"group", member.group}, {"number", member.number},
                                   {"joined", xapi::timestamp_text(member.joined)}};
    all += (all.empty() ? "" : ",\n") + xapi::to_text(json);
  }
  return all.empty() ? all : ",\"classes\":[" + all + "]";
}

boost::json::object consent_json(const store::Consent& consent) {
  return {{"by", consent.by}, {"given", xapi::timestamp_text(consent.given)}, {"bundle", consent.bundle}};
}

std::string rights_text(const store::Learner& learner) {
  std::string text = learner.restricted ? ",\"restricted\":true" : "";
  if (!learner.consent.by.empty()) text += ",\"consent\":" + xapi::to_text(consent_json(learner.consent));
  return text;
}

}  // namespace

std::string authority_key(const boost::json::object& statement) {
  const auto* authority = object_at(&statement, "authority");
  return authority == nullptr ? "" : xapi::key_of(*authority);
}

boost::json::object learner_json(const store::Learner& learner) {
  boost::json::object json{{"learner", learner.id}, {"joined", xapi::timestamp_text(learner.created)}, {"restricted", learner.restricted}};
  if (!learner.consent.by.empty()) json["consent"] = consent_json(learner.consent);
  return json;
}

boost::json::object agent_of(std::string_view site, std::string_view learner) {
  return {{"objectType", "Agent"}, {"account", {{"homePage", site}, {"name", learner}}}};
}

boost::json::object own_authority(std::string_view site) { return agent_of(site, "sanggar-endpoint"); }

std::optional<Event> counted_event(const boost::json::object& statement, std::string_view site, const Bundle* bundle) {
  auto event = event_of(statement, site);
  if (event && is_own_word(*event, bundle) && authority_key(statement) != xapi::key_of(own_authority(site))) return std::nullopt;
  return event;
}

store::Result<void> for_each_event(store::Store& store, std::string_view site, const std::string& learner, const Bundle* bundle,
                                   const std::function<void(const Event&)>& take) {
  xapi::StatementQuery query;
  query.agent = xapi::key_of(agent_of(site, learner));
  return for_each_statement(store, query, [&](const store::Found& found) {
    const auto statement = xapi::parse_json(found.text);
    const auto event = statement && statement->is_object() ? counted_event(statement->get_object(), site, bundle) : std::nullopt;
    if (event && event->learner == learner) take(*event);
  });
}

store::Result<State> state_of(store::Store& store, std::string_view site, const std::string& learner, const Bundle* bundle) {
  State state;
  const auto read = for_each_event(store, site, learner, bundle, [&](const Event& event) { merge(state, event); });
  if (!read) return tl::unexpected<store::Failure>(read.error());
  return state;
}

store::Result<std::string> export_of(store::Store& store, const store::Learner& learner) {
  xapi::StatementQuery query;
  query.agent = learner.agent;
  query.related_agents = true;
  std::string text = fmt::format(R"({{"format":1,"learner":"{}","statements":[)", learner.id);
  std::string separator;
  std::vector<xapi::Part> attachments;
  std::set<std::string> seen;
  const auto read = for_each_statement(store, query, [&](const store::Found& found) {
    // What only refers to one of their statements is somebody else's.
    if (found.text.find(learner.id) == std::string::npos) return;
    text += separator + xapi::with_stored(found.text, found.stored);
    separator = ",\n";
    if (const auto parsed = xapi::parse_json(found.text); parsed && parsed->is_object()) {
      for (auto& part : xapi::declared_parts(*parsed, seen)) attachments.push_back(std::move(part));
    }
  });
  if (!read) return tl::unexpected<store::Failure>(read.error());
  const auto documents = store.documents_of_agent(learner.agent);
  if (!documents) return tl::unexpected<store::Failure>(documents.error());
  text += "],\"documents\":[";
  separator.clear();
  for (const auto& [key, document] : *documents) {
    text += separator + xapi::to_text(json_of(key, document));
    separator = ",\n";
  }
  text += ']';
  if (auto added = append_attachments(store, attachments, text); !added) return tl::unexpected<store::Failure>(added.error());
  const auto classes = classes_text(store, learner.id);
  if (!classes) return tl::unexpected<store::Failure>(classes.error());
  return text + *classes + rights_text(learner) + "}\n";
}

}  // namespace learning
