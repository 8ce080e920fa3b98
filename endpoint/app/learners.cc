// What an administrator does for a learner who asks in person or in writing.
#include <fmt/format.h>

#include "endpoint/app/commands.h"
#include "endpoint/app/privacy.h"
#include "endpoint/learning/records.h"
#include "endpoint/xapi/formats.h"

namespace endpoint_app {

base::Result<store::Learner> learner_with(store::Store& store, const std::string& id) {
  if (!xapi::is_uuid(id)) return base::fail(fmt::format("'{}' is no learner's id (it is a UUID)", id));
  auto found = store.learner(xapi::lower_uuid(id));
  if (!found) return base::fail(found.error().message);
  if (!*found) return base::fail(fmt::format("there is no learner '{}' (perhaps they were erased)", id));
  return std::move(**found);
}

base::Result<std::string> export_learner(store::Store& store, const std::string& learner) {
  const auto known = learner_with(store, learner);
  if (!known) return base::fail(known.error().message);
  auto text = learning::export_of(store, *known);
  if (!text) return base::fail(text.error().message);
  return std::move(*text);
}

base::Result<std::string> erase_learner(store::Store& store, const std::string& learner) {
  const auto known = learner_with(store, learner);
  if (!known) return base::fail(known.error().message);
  const std::string receipt = xapi::random_uuid();
  const auto erased = store.erase_learner(known->id, receipt);
  if (!erased) return base::fail(erased.error().message);
  if (!*erased) return base::fail(fmt::format("there is no learner '{}' (perhaps they were erased)", learner));
  return fmt::format("erased: {} statements, {} documents\nreceipt: {}\n", (*erased)->statements, (*erased)->documents, receipt);
}

}  // namespace endpoint_app
