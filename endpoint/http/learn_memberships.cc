// A learner's own classes: joined by a code, listed, left.
#include <fmt/format.h>

#include <boost/json/array.hpp>

#include "base/clock.h"
#include "endpoint/classes/roster.h"
#include "endpoint/http/client_address.h"
#include "endpoint/http/learn_classes.h"
#include "endpoint/learning/codes.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"

namespace http {
namespace {

std::string moment_text(store::Time time) { return xapi::timestamp_text(time).substr(0, 23) + "Z"; }

// Guessing a class's code is counted like guessing a recovery code, apart from it.
struct ClassTries {
  std::string learner, address;
};

ClassTries tries_of(const LearnCall& call) { return {"class of " + call.caller.learner, "class of " + client_address(call.request)}; }

std::optional<Response> count_class_try(const LearnCall& call) {
  const auto tries = tries_of(call);
  const auto now = base::microseconds_now();
  int wait = call.tries_of_locator.take(tries.learner, now);
  if (wait == 0) {
    wait = call.tries_of_address.take(tries.address, now);
    if (wait > 0) call.tries_of_locator.give_back(tries.learner);
  }
  if (wait == 0) return std::nullopt;
  constexpr int kMinute = 60;
  auto response = answer_problem(429, {"code", fmt::format("was wrong too often; try again in {} minutes", (wait + kMinute - 1) / kMinute)});
  response.headers.push_back({"Retry-After", fmt::format("{}", wait)});
  return response;
}

void give_back_try(const LearnCall& call) {
  const auto tries = tries_of(call);
  call.tries_of_locator.give_back(tries.learner);
  call.tries_of_address.give_back(tries.address);
}

// "name" or "group" of the body, perhaps "".
xapi::Checked<std::string> name_of_body(const LearnCall& call, std::string_view key) {
  auto name = classes::checked_name(optional_text(call, key));
  if (!name) return xapi::refuse(std::string(key), name.error().what);
  return std::move(*name);
}

// When the facilitator made a new recovery code for this member.
store::Result<boost::json::array> renewals_of(const LearnCall& call, const store::Member& member) {
  const auto events = call.store.classes().events(member.class_id);
  if (!events) return tl::unexpected<store::Failure>(events.error());
  boost::json::array times;
  for (const auto& event : *events) {
    if (event.what == "learner-code-renewed" && event.member == member.number) times.emplace_back(moment_text(event.time));
  }
  return times;
}

store::Result<boost::json::object> membership_json(const LearnCall& call, const store::Member& member) {
  const auto of = call.store.classes().find(store::ClassKey::id, member.class_id);
  if (!of) return tl::unexpected<store::Failure>(of.error());
  auto renewals = renewals_of(call, member);
  if (!renewals) return tl::unexpected<store::Failure>(renewals.error());
  return boost::json::object{{"id", member.class_id}, {"class", *of ? (*of)->name : std::string()}, {"course", *of ? (*of)->course : std::string()},
                             {"name", member.display_name}, {"group", member.group}, {"number", member.number}, {"joined", moment_text(member.joined)},
                             {"may_renew", member.may_renew}, {"renewed", std::move(*renewals)}};
}

Response answer_membership(const LearnCall& call, const std::string& class_id) {
  const auto memberships = call.store.classes().memberships(call.caller.learner);
  if (!memberships) return answer_failure(memberships.error());
  for (const auto& member : *memberships) {
    if (member.class_id != class_id) continue;
    auto json = membership_json(call, member);
    return json ? answer_json(std::move(*json)) : answer_failure(json.error());
  }
  return answer_failure({store::Trouble::busy, "the learner left meanwhile"});
}

Response put_in(const LearnCall& call, const store::Class& of, std::string name, std::string group) {
  store::Member member;
  member.class_id = of.id;
  member.learner = call.caller.learner;
  member.display_name = std::move(name);
  member.group = std::move(group);
  member.may_renew = truth_of_body(call, "may_renew").value_or(false);
  member.joined = base::microseconds_now();
  const auto number = call.store.classes().put_member(member);
  if (!number) return answer_failure(number.error());
  return answer_membership(call, of.id);
}

}  // namespace

Response join_class(const LearnCall& call) {
  const auto text = text_of_body(call, "code");
  if (!text) return answer_problem(400, text.error());
  const auto code = learning::read_class_code(*text);
  if (!code) return answer_problem(400, code.error());
  auto name = name_of_body(call, "name");
  if (!name) return answer_problem(400, name.error());
  auto group = name_of_body(call, "group");
  if (!group) return answer_problem(400, group.error());
  if (auto refused = count_class_try(call)) return std::move(*refused);
  const auto of = call.store.classes().find(store::ClassKey::code, *code);
  if (!of) return answer_failure(of.error());
  if (!*of) return answer_problem(404, {"code", "is that of no class; ask the facilitator for the present one"});
  give_back_try(call);
  return put_in(call, **of, std::move(*name), std::move(*group));
}

Response classes_joined(const LearnCall& call) {
  const auto memberships = call.store.classes().memberships(call.caller.learner);
  if (!memberships) return answer_failure(memberships.error());
  boost::json::array all;
  for (const auto& member : *memberships) {
    auto json = membership_json(call, member);
    if (!json) return answer_failure(json.error());
    all.emplace_back(std::move(*json));
  }
  auto response = answer_json({{"classes", std::move(all)}});
  response.headers.push_back({"Cache-Control", "no-store"});
  return response;
}

Response leave_class(const LearnCall& call, const std::string& id) {
  const auto left = call.store.classes().remove_member(id, call.caller.learner, store::Classes::By::learner);
  if (!left) return answer_failure(left.error());
  return *left ? answer_empty() : answer_problem(404, {"class", "is none of yours"});
}

}  // namespace http
