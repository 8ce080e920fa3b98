// What is wrong with something a client sent: where, and why.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace xapi {

// Becomes the JSON of an error answer. `where` is the property's path ("[3].actor.mbox", "result.score.scaled"), a header's or a
// parameter's name, or "line 2, column 7" for text that is no JSON; `what` says what is wrong with it, without repeating the place:
// "is no mailto IRI".
struct Problem {
  std::string where;
  std::string what;
};

template <class T>
using Checked = tl::expected<T, Problem>;

inline tl::unexpected<Problem> refuse(std::string where, std::string what) {
  return tl::unexpected<Problem>(Problem{std::move(where), std::move(what)});
}

}  // namespace xapi
