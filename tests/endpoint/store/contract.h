// What every store must do: one suite, run over each of them.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "endpoint/store/store.h"

namespace test {

// A statement as prepare_statement leaves it, without going through JSON: actor "account <name>", verb, activity.
struct Said {
  std::string id;
  std::string who = "siti";
  std::string verb = "https://verbs.example/did";
  std::string what = "https://desa.example/courses/kas";
  std::string registration = {};
  std::string target = {};
  bool voids = false;
  std::string fingerprint = "00000000000000000000000000000001";
};
xapi::Statement statement(const Said& said);

inline const std::string kVoiding = "http://adlnet.gov/expapi/verbs/voided";

xapi::StatementQuery by_verb(const std::string& verb);

// "0192f0c1-0000-7000-8000-00000000000N"
std::string id(int number);

// The numbers of the ids that a query finds, in the order found: "3 2 1"; pages of `most`.
std::string numbers_found(store::Store& store, const xapi::StatementQuery& query, int most = 100);

}  // namespace test
