// Statements: stored one by one or many at once, found again by id or by filters.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>

#include "base/clock.h"
#include "base/http_server/target.h"
#include "endpoint/cmi5/session_rules.h"
#include "endpoint/cmi5/vocabulary.h"
#include "endpoint/http/resources.h"
#include "endpoint/http/restriction.h"
#include "endpoint/http/session_scope.h"
#include "endpoint/http/statement_results.h"
#include "endpoint/learning/activity.h"
#include "endpoint/learning/records.h"
#include "endpoint/xapi/agent.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"
#include "endpoint/xapi/statement_batch.h"

namespace http {
namespace {

store::Insertion insertion_of(const Call& call, xapi::Batch&& batch) {
  store::Insertion insertion;
  for (auto& part : batch.attachments) insertion.blobs.push_back({std::move(part.hash), std::move(part.body)});
  insertion.statements = std::move(batch.statements);
  insertion.learner = call.caller.learner;
  return insertion;
}

// A learner's token writes what that learner did and nothing else.
bool writes_only_own(const Call& call, const xapi::Batch& batch) {
  if (call.caller.learner.empty()) return true;
  const std::string own = xapi::key_of(authority_of(call));
  return std::all_of(batch.statements.begin(), batch.statements.end(), [&](const xapi::Statement& statement) { return statement.actor == own; });
}

// Whether the endpoint itself said it: a grade, or that a course is completed.
bool is_own_statement(const Call& call, const store::Found& found) {
  return is_said_by(found, xapi::key_of(learning::own_authority(call.options.site)));
}

// A learner's token takes back what that learner did and nothing else.
bool voids_of_others(const Call& call, const xapi::Statement& statement) {
  if (call.caller.learner.empty() || !statement.voids) return false;
  const auto found = call.store.statement(statement.target, store::Store::Voided::no);
  return !found || !*found || !may_read(call, **found) || is_own_statement(call, **found);
}

// That a course is completed is the endpoint's word alone.
bool completes_course(const Call& call, const xapi::Statement& statement) {
  if (call.caller.learner.empty() || call.options.site.empty() || !statement.verb.ends_with("/verbs/completed")) return false;
  return std::any_of(statement.activities.begin(), statement.activities.end(), [&](const xapi::ActivityMention& one) {
    const auto activity = one.mention == xapi::Mention::direct ? learning::activity_of(one.id, call.options.site) : std::nullopt;
    return activity && activity->kind == learning::ActivityKind::course;
  });
}

// After a learner's lesson or quiz has ended, a course may be complete. What fails here is made good when the state is asked for.
void look_at_courses(const Call& call, const std::vector<std::string>& verbs) {
  const auto& learner = call.caller.learner;
  if (learner.empty() || call.options.site.empty()) return;
  const bool may_complete = std::any_of(verbs.begin(), verbs.end(), [](const std::string& verb) {
    return verb.ends_with("/completed") || verb.ends_with("/passed") || verb.ends_with("/failed");
  });
  if (!may_complete) return;
  const auto bundle = call.courses.newest(call.store, call.options.site);
  if (!bundle || !*bundle) return;
  auto state = learning::state_of(call.store, call.options.site, learner, bundle->get());
  if (state) static_cast<void>(learning::say_completed(call.store, **bundle, learner, *state));
}

std::vector<std::string> verbs_of(const xapi::Batch& batch) {
  std::vector<std::string> verbs;
  verbs.reserve(batch.statements.size());
  for (const auto& statement : batch.statements) verbs.push_back(statement.verb);
  return verbs;
}

// Statements with the category of cmi5 are made in its sessions, by their rules.
bool is_for_sessions(const Call& call, const xapi::Statement& statement) {
  if (call.caller.learner.empty()) return false;
  return std::any_of(statement.activities.begin(), statement.activities.end(), [](const xapi::ActivityMention& one) { return one.id == cmi5::kCategory; });
}

std::optional<Response> store_of_session(const Call& call, xapi::Batch&& batch) {
  const auto kept = cmi5::keep_statements(call.store, call.caller.session, insertion_of(call, std::move(batch)), places_of(call.options));
  if (!kept) return answer_failure(kept.error());
  if (!*kept) return answer_problem(kept->error().status, kept->error().problem);
  return std::nullopt;
}

// Nothing: it is stored. Otherwise the answer that says why it is not.
std::optional<Response> store_batch(const Call& call, xapi::Batch&& batch) {
  if (!call.caller.session.empty()) return store_of_session(call, std::move(batch));
  if (!writes_only_own(call, batch)) return forbidden("allows only this learner's own statements");
  if (std::any_of(batch.statements.begin(), batch.statements.end(), [&](const auto& one) { return voids_of_others(call, one); })) {
    return forbidden("allows voiding only this learner's own statements");
  }
  if (std::any_of(batch.statements.begin(), batch.statements.end(), [&](const auto& one) { return completes_course(call, one); })) {
    return forbidden("does not allow saying that a course is completed: the endpoint finds that out by itself");
  }
  if (std::any_of(batch.statements.begin(), batch.statements.end(), [&](const auto& one) { return is_for_sessions(call, one); })) {
    return forbidden("does not allow statements with the category of cmi5: they are made in its sessions");
  }
  const auto verbs = verbs_of(batch);
  const auto stored = call.store.insert(insertion_of(call, std::move(batch)));
  if (!stored) return answer_failure(stored.error());
  if (*stored) return answer_problem(409, {(*stored)->id, "is the id of another statement that is stored already; nothing of this request was stored"});
  look_at_courses(call, verbs);
  return std::nullopt;
}

// What a unit of cmi5 leaves out is not made up for it, so that its absence is seen.
xapi::Checked<xapi::Batch> read(const Call& call, const std::string& id) {
  const bool of_unit = !call.caller.session.empty();
  const xapi::Prepare prepare{call.version, of_unit ? 0 : base::microseconds_now(), authority_of(call), of_unit && id.empty() ? cmi5::kNoId : id};
  return xapi::read_batch(call.request.body, call.request.header("Content-Type"), prepare);
}

Response post(const Call& call) {
  if (!call.parameters.empty()) return answer_problem(400, {call.parameters.front().first, "is no parameter of POST"});
  auto batch = read(call, "");
  if (!batch) return answer_problem(400, batch.error());
  boost::json::array ids;
  for (const auto& statement : batch->statements) ids.emplace_back(statement.id);
  if (auto refused = store_batch(call, std::move(*batch))) return std::move(*refused);
  return answer_json(ids);
}

Response put(const Call& call) {
  if (const auto wrong = check_parameters(call.parameters, {"statementId"})) return answer_problem(400, *wrong);
  const auto* id = call.parameter("statementId");
  if (id == nullptr || !xapi::is_uuid(*id)) return answer_problem(400, {"statementId", "is needed, and is a UUID"});
  const std::string lower = xapi::lower_uuid(*id);
  auto batch = read(call, lower);
  if (!batch) return answer_problem(400, batch.error());
  if (batch->is_array || batch->statements.size() != 1) return answer_problem(400, {"body", "is not one statement"});
  if (batch->statements.front().id != lower) return answer_problem(400, {"id", "is not that of the parameter statementId"});
  if (auto refused = store_batch(call, std::move(*batch))) return std::move(*refused);
  return answer_empty();
}

Response get_one(const Call& call, const xapi::StatementQuery& query) {
  const bool voided = !query.voided_statement_id.empty();
  const auto found = call.store.statement(voided ? query.voided_statement_id : query.statement_id, voided ? store::Store::Voided::yes : store::Store::Voided::no);
  if (!found) return answer_failure(found.error());
  const auto restriction = Restriction::for_caller(call);
  if (!restriction) return answer_failure(restriction.error());
  if (!*found || !may_read(call, **found) || restriction->covers_statement((*found)->text)) return answer_problem(404, {voided ? "voidedStatementId" : "statementId", "names no statement"});
  return answer_statement(call, query, **found);
}

// The address of the next page: the same question, and where to go on.
std::string more_address(const Call& call, store::Time next) {
  std::string address = call.options.public_prefix + call.options.xapi_path + "/statements?";
  for (const auto& [name, value] : call.parameters) {
    if (name != "more") address += http_server::percent_encoded_query(name) + "=" + http_server::percent_encoded_query(value) + "&";
  }
  return address + fmt::format("more={}", next);
}

std::optional<store::Time> number_in(const std::string* text) {
  if (text == nullptr || text->empty() || text->size() > 18 || text->find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  return std::stoll(*text);
}

// A page of what the caller said itself. What others said is left out of each page: it may be short, or empty and not the last.
store::Result<store::Page> find_own_words(const Call& call, xapi::StatementQuery query, int most, std::optional<store::Time> from) {
  constexpr int kMostRounds = 20;  // one request does not read a whole store
  const std::string own = xapi::key_of(authority_of(call));
  // To let the index do most of the work; with other filters it would ask more of statements that are referred to than was asked.
  if (query.agent.empty() && query.activity.empty() && query.verb.empty() && query.registration.empty()) {
    query.agent = own;
    query.related_agents = true;
  }
  for (int round = 1;; ++round) {
    auto page = call.store.find(query, most, from);
    if (!page) return page;
    std::erase_if(page->statements, [&](const store::Found& found) { return !is_said_by(found, own); });
    if (!page->statements.empty() || !page->next || round == kMostRounds) return page;
    from = page->next;
  }
}

Response get_many(const Call& call, xapi::StatementQuery query) {
  if (auto refused = refused_to_session(call, query)) return std::move(*refused);
  if (call.is_learners()) {
    const std::string own = xapi::key_of(authority_of(call));
    if (!query.agent.empty() && query.agent != own) return forbidden("allows only this learner's own statements");
    query.agent = own;
    query.related_agents = false;
  }
  const int most = query.limit > 0 ? std::min(query.limit, call.options.page_size) : call.options.page_size;
  const auto from = number_in(call.parameter("more"));
  auto page = call.reads_own_words() ? find_own_words(call, query, most, from) : call.store.find(query, most, from);
  if (!page) return answer_failure(page.error());
  const auto restriction = Restriction::for_caller(call);
  if (!restriction) return answer_failure(restriction.error());
  restriction->leave_out(page->statements);
  return answer_statements(call, query, *page, page->next ? more_address(call, *page->next) : "");
}

Response get(const Call& call) {
  auto parameters = call.parameters;
  const bool has_more = std::erase_if(parameters, [](const auto& one) { return one.first == "more"; }) > 0;
  if (has_more && !number_in(call.parameter("more"))) return answer_problem(400, {"more", "is not as this server gave it"});
  auto query = xapi::parse_statement_query(parameters);
  if (!query) return answer_problem(400, query.error());
  if (!query->statement_id.empty() || !query->voided_statement_id.empty()) return get_one(call, *query);
  return get_many(call, std::move(*query));
}

}  // namespace

Response statements(const Call& call) {
  const auto& method = call.request.method;
  if (method == "GET") return call.caller.may(auth::kReadMine | auth::kReadStatements) ? get(call) : forbidden("does not allow reading statements");
  if (method != "POST" && method != "PUT") return method_not_allowed("GET, POST, PUT");
  if (!call.caller.may(auth::kWriteStatements)) return forbidden("does not allow writing statements");
  return method == "POST" ? post(call) : put(call);
}

}  // namespace http
