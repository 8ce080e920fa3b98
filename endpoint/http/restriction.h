// Learners who asked that what is kept of them be given to nobody else: which of it a request may see.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "endpoint/http/call.h"

namespace http {

class Restriction {
 public:
  // Covers nobody for a learner's token: it reaches that learner's own alone.
  static store::Result<Restriction> for_caller(const Call& call);

  // `key` is an agent's (xapi::key_of).
  bool covers_agent(std::string_view key) const;
  // Whether a statement names one of them in any role.
  bool covers_statement(std::string_view text) const;
  void leave_out(std::vector<store::Found>& statements) const;

 private:
  std::set<std::string, std::less<>> learners_;  // ids
};

}  // namespace http
