#include "endpoint/classes/codes_of_members.h"

#include <functional>

#include "base/clock.h"
#include "endpoint/auth/auth.h"
#include "endpoint/learning/records.h"
#include "endpoint/xapi/agent.h"
#include "endpoint/xapi/formats.h"

namespace classes {
namespace {

constexpr int kTries = 5;  // that words are another's already happens once in billions

// Does it again while it comes to nothing.
store::Result<void> until_done(const std::function<store::Result<bool>()>& once) {
  for (int tries = 0; tries < kTries; ++tries) {
    const auto done = once();
    if (!done) return tl::unexpected<store::Failure>(done.error());
    if (*done) return {};
  }
  return tl::unexpected<store::Failure>(store::Failure{store::Trouble::busy, "cannot make a code: what was to be changed is not there any more"});
}

store::Result<std::string> hash_of(auth::CodeHasher& hasher, const learning::Code& code) {
  auto hash = hasher.hash_of(code.secret);
  if (hash.empty()) return tl::unexpected<store::Failure>(store::Failure{store::Trouble::busy, "cannot hash a code: there is no memory"});
  return hash;
}

store::NewMember member_of(const std::string& class_id, const Person& person) {
  store::NewMember added;
  added.member.class_id = class_id;
  added.member.display_name = person.name;
  added.member.group = person.group;
  added.member.may_renew = true;
  added.member.joined = base::microseconds_now();
  return added;
}

}  // namespace

store::Result<MadeClass> make_class(store::Store& store, const NewClass& wanted) {
  MadeClass result;
  result.secret = auth::random_secret();
  result.made = {xapi::random_uuid(), wanted.name, wanted.course, "", auth::hash_of(result.secret), base::microseconds_now()};
  const auto added = until_done([&] {
    result.made.code = learning::make_class_code(auth::random_number);
    return store.classes().add(result.made);
  });
  if (!added) return tl::unexpected<store::Failure>(added.error());
  return result;
}

store::Result<std::string> renew_class_code(store::Store& store, const std::string& class_id) {
  std::string code;
  const auto renewed = until_done([&] {
    code = learning::make_class_code(auth::random_number);
    return store.classes().change_code(class_id, code);
  });
  if (!renewed) return tl::unexpected<store::Failure>(renewed.error());
  return code;
}

store::Result<std::string> renew_facilitator(store::Store& store, const std::string& class_id) {
  const std::string secret = auth::random_secret();
  const auto renewed = until_done([&] { return store.classes().change_facilitator(class_id, auth::hash_of(secret)); });
  if (!renewed) return tl::unexpected<store::Failure>(renewed.error());
  return secret;
}

store::Result<std::vector<GivenCode>> bring_in(store::Store& store, auth::CodeHasher& hasher, std::string_view site, const std::string& class_id,
                                               const std::vector<Person>& people) {
  std::vector<GivenCode> given;
  std::vector<store::NewMember> added;
  for (const auto& person : people) {
    const auto code = learning::make_code(auth::random_number);
    const auto hash = hash_of(hasher, code);
    if (!hash) return tl::unexpected<store::Failure>(hash.error());
    auto& one = added.emplace_back(member_of(class_id, person));
    const std::string id = xapi::random_uuid();
    one.learner = {id, xapi::key_of(learning::agent_of(site, id)), code.locator, *hash, false, base::microseconds_now()};
    one.member.learner = id;
    given.push_back({person.name, person.group, code});
  }
  const auto done = store.classes().add_members(added);
  if (!done) return tl::unexpected<store::Failure>(done.error());
  if (!*done) return tl::unexpected<store::Failure>(store::Failure{store::Trouble::busy, "cannot add the learners: the class is not there any more"});
  return given;
}

store::Result<GivenCode> renew_learner_code(store::Store& store, auth::CodeHasher& hasher, const store::Member& member) {
  GivenCode given{member.display_name, member.group, {}};
  const auto renewed = until_done([&]() -> store::Result<bool> {
    given.code = learning::make_code(auth::random_number);
    const auto hash = hash_of(hasher, given.code);
    if (!hash) return tl::unexpected<store::Failure>(hash.error());
    return store.classes().renew_learner_code(member, given.code.locator, *hash);
  });
  if (!renewed) return tl::unexpected<store::Failure>(renewed.error());
  return given;
}

}  // namespace classes
