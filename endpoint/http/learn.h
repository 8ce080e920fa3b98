// The learning API below /learn/v1: joining, taking up the progress on another device, one's state, export and erasure.
#pragma once

#include <string_view>

#include "endpoint/auth/codes.h"
#include "endpoint/auth/tries.h"
#include "endpoint/http/call.h"

namespace http {

// Borrows what it is made of.
class Learn {
 public:
  Learn(store::Store& store, const Options& options, learning::Courses& courses) : store_(store), options_(options), courses_(courses) {}

  // `path` is what follows Options::learn_path.
  Response answer(const Request& request, std::string_view path) const;

 private:
  store::Store& store_;
  const Options& options_;
  learning::Courses& courses_;
  // These guard themselves.
  mutable auth::CodeHasher hasher_;
  mutable auth::Tries tries_of_locator_{{.most = 10, .window = 600'000'000}};
  mutable auth::Tries tries_of_address_{{.most = 30, .window = 600'000'000}};
};

}  // namespace http
