// The courses as they are now, and the endpoint's word that a learner has completed one.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "endpoint/learning/bundle.h"
#include "endpoint/learning/progress.h"
#include "endpoint/store/store.h"

namespace learning {

// From any thread. A bundle that is added while the program runs is noticed.
class Courses {
 public:
  // Of the site's newest bundle; nullptr when there is none, or it is another site's.
  store::Result<std::shared_ptr<const Bundle>> newest(store::Store& store, std::string_view site);
  // An older one, by its version; nullptr when there is none of this site.
  store::Result<std::shared_ptr<const Bundle>> of_version(store::Store& store, std::string_view site, const std::string& version);

 private:
  std::mutex mutex_;
  std::string version_;                   // mutex_; of what was read last
  std::shared_ptr<const Bundle> bundle_;  // mutex_
  std::shared_ptr<const Bundle> older_;   // mutex_; the last that of_version read
};

// What is said of a learner, and when.
struct CompletedCourse {
  std::string learner, course, version, language;
  std::int64_t time = 0;  // microseconds since 1970
};

// The statement of tests/contract/statements.json; its id is made from the registration, so that saying it twice says it once.
boost::json::object statement_of(const CompletedCourse& completed, std::string_view site);

// Stores, on the endpoint's own authority and for the learner, what has happened to them. What was stored before is stored once.
store::Result<void> say(store::Store& store, std::string_view site, const std::string& learner, std::vector<boost::json::object> statements);

// Stores, on the endpoint's own authority, that each course which `state` completes is completed, unless that was said before, and
// takes it into the state.
store::Result<void> say_completed(store::Store& store, const Bundle& bundle, const std::string& learner, State& state);

}  // namespace learning
