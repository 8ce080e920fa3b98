// What keeps a database healthy: copies of it, and a look at how much it holds.
#include <fmt/format.h>

#include "base/file_system.h"
#include "base/text.h"
#include "endpoint/app/commands.h"

namespace endpoint_app {
namespace {

using base::Result;

// To be read by whoever owns it alone: learners' progress is in it.
constexpr unsigned kPrivate = 0600;

Result<void> copy_into_place(store::Store& store, const std::string& file, const std::string& part) {
  auto& files = base::real_file_system();
  // Made beforehand, so that it is never readable by others.
  if (auto made = files.write(part, "", kPrivate); !made) return made;
  if (const auto copied = store.back_up(part); !copied) return base::fail(copied.error().message);
  if (auto synced = files.sync(part); !synced) return synced;
  if (auto renamed = files.rename(part, file); !renamed) return renamed;
  const std::string folder(base::directory_of(file));
  return files.sync(folder.empty() ? "." : folder);
}

}  // namespace

Result<std::string> back_up(store::Store& store, const std::string& file) {
  auto& files = base::real_file_system();
  const auto there = files.status(file);
  if (!there) return base::fail(there.error().message);
  if (there->kind != base::FileKind::missing) return base::fail(fmt::format("'{}' is there already (name a new file)", file));
  const std::string part = file + ".part";
  if (files.status(part).map([](const auto& status) { return status.kind; }) != base::FileKind::missing) (void)files.remove_file(part);
  const auto done = copy_into_place(store, file, part);
  if (!done) {
    (void)files.remove_file(part);
    return base::fail(done.error().message);
  }
  return fmt::format("{}: {} bytes\n", file, files.status(file).map([](const auto& status) { return status.size; }).value_or(0));
}

Result<std::string> stats(store::Store& store) {
  const auto counted = store.inventory();
  if (!counted) return base::fail(counted.error().message);
  std::string lines;
  for (const auto& [name, number] : *counted) lines += fmt::format("{:<24}{}\n", name, number);
  return lines;
}

}  // namespace endpoint_app
