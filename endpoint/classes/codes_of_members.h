// Codes of a class and of its members, made anew.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "endpoint/auth/codes.h"
#include "endpoint/classes/roster.h"
#include "endpoint/learning/codes.h"
#include "endpoint/store/store.h"

namespace classes {

// What is told once, for only a hash of it is kept.
struct GivenCode {
  std::string name, group;
  learning::Code code;
};

struct NewClass {
  std::string name;
  std::string course;  // "" for all
};

// A class as it was made: its code, and the facilitator's secret, which is kept as a hash alone.
struct MadeClass {
  store::Class made;
  std::string secret;
};
store::Result<MadeClass> make_class(store::Store& store, const NewClass& wanted);

// The new code. The former one lets nobody in.
store::Result<std::string> renew_class_code(store::Store& store, const std::string& class_id);
// The new secret of the facilitator's link.
store::Result<std::string> renew_facilitator(store::Store& store, const std::string& class_id);

// Makes a learner of each, all or none; the codes in the order of `people`. `site` is the site's id.
store::Result<std::vector<GivenCode>> bring_in(store::Store& store, auth::CodeHasher& hasher, std::string_view site, const std::string& class_id,
                                               const std::vector<Person>& people);

// A new recovery code of a member who may get one; devices that are theirs already go on.
store::Result<GivenCode> renew_learner_code(store::Store& store, auth::CodeHasher& hasher, const store::Member& member);

}  // namespace classes
