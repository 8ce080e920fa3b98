// What the courses ask, brought in from the generator.
#include <fmt/format.h>

#include "base/file_system.h"
#include "endpoint/app/commands.h"
#include "endpoint/learning/bundle.h"

namespace endpoint_app {
namespace {

constexpr std::uint64_t kLimit = 100'000'000;  // bytes

}  // namespace

base::Result<std::string> add_bundle(store::Store& store, const std::string& file) {
  const auto text = base::real_file_system().read(file, kLimit);
  if (!text) return base::fail(text.error().message);
  const auto bundle = learning::read_bundle(*text);
  if (!bundle) return base::fail(fmt::format("'{}' is no bundle: {} {}", file, bundle.error().where, bundle.error().what));
  if (const auto added = store.add_bundle(bundle->version, *text); !added) return base::fail(added.error().message);
  return fmt::format("{} has {} courses of {}\n", bundle->version, bundle->courses.size(), bundle->site);
}

}  // namespace endpoint_app
