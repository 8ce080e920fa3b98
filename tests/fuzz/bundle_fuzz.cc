// Any text as the generator's bundle. Invariant: what is read can be asked whether a course is complete, and a course that is not
// lacks something that can be named.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "endpoint/learning/bundle.h"
#include "endpoint/xapi/json.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bundle = learning::read_bundle({reinterpret_cast<const char*>(data), size});
  if (!bundle) {
    require(!bundle.error().where.empty() && !bundle.error().what.empty());
    return 0;
  }
  for (const auto& course : bundle->courses) {
    require(bundle->course(course.id) != nullptr);
    const auto missing = learning::missing_of(course, {});
    require(missing.lessons_needed <= static_cast<int>(missing.lessons.size()));
    require(missing.nothing() == (missing.lessons.empty() && missing.quizzes.empty() && !missing.score));
    require(xapi::parse_json(xapi::to_text(learning::to_json(missing))).has_value());
    learning::State state;
    state.courses[course.id] = "2026-11-22T09:00:00.000Z";
    require(learning::missing_of(course, state).nothing());
  }
  return 0;
}
