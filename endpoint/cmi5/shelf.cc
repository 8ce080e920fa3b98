#include "endpoint/cmi5/shelf.h"

#include <fmt/format.h>

#include <algorithm>

#include "endpoint/cmi5/lms.h"
#include "endpoint/cmi5/package.h"
#include "endpoint/cmi5/url.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"

namespace cmi5 {
namespace {

store::DocumentKey key_of_course(const std::string& key) { return {store::DocumentKind::cmi5_course, "", "", "", key}; }

bool has_own_files(const Course& course) {
  return std::any_of(course.units.begin(), course.units.end(), [](const AssignableUnit& unit) { return is_relative(unit.url); });
}

store::Failure broken(const base::Error& error) { return {store::Trouble::broken, error.message}; }

// Beside its place first, so that a package that cannot be written leaves the former one as it was.
base::Result<void> put_files(const Shelf& shelf, const std::string& key, std::string_view package) {
  const std::string place = shelf.folder + '/' + key;
  const std::string fresh = fmt::format("{}/.{}", shelf.folder, xapi::random_uuid());
  const std::string former = fresh + ".former";
  if (auto unpacked = unpack(package, shelf.files, fresh); !unpacked) {
    static_cast<void>(shelf.files.remove_tree(fresh));
    return unpacked;
  }
  const auto there = shelf.files.status(place);
  if (!there) return base::fail(there.error().message);
  if (there->kind != base::FileKind::missing) {
    if (auto moved = shelf.files.rename(place, former); !moved) return moved;
  }
  if (auto moved = shelf.files.rename(fresh, place); !moved) return moved;
  return shelf.files.remove_tree(former);
}

}  // namespace

Answer<Added> add_course(store::Store& store, const Shelf& shelf, std::string_view package) {
  auto course = read_package(package);
  if (!course) return tl::unexpected<Refusal>(Refusal{400, course.error()});
  const std::string key = key_of(*course);
  if (has_own_files(*course)) {
    if (shelf.folder.empty()) return refuse(409, "package", "has files, and the endpoint has no folder for them (--content)");
    if (const auto put = put_files(shelf, key, package); !put) return tl::unexpected<store::Failure>(broken(put.error()));
  }
  bool is_new = false;
  const auto kept = store.change_document(key_of_course(key), [&](const store::Document* old) -> store::Change {
    is_new = old == nullptr;
    return store::Document{"application/json", xapi::to_text(to_json(*course)), 0};
  });
  if (!kept) return tl::unexpected<store::Failure>(kept.error());
  return Added{std::move(*course), is_new};
}

store::Result<std::vector<std::string>> course_keys(store::Store& store) { return store.documents({key_of_course(""), std::nullopt}); }

Answer<bool> remove_course(store::Store& store, const Shelf& shelf, const std::string& key) {
  bool was_there = false;
  const auto dropped = store.change_document(key_of_course(key), [&](const store::Document* old) -> store::Change {
    was_there = old != nullptr;
    return store::Drop{};
  });
  if (!dropped) return tl::unexpected<store::Failure>(dropped.error());
  if (was_there && !shelf.folder.empty()) {
    if (const auto removed = shelf.files.remove_tree(shelf.folder + '/' + key); !removed) return tl::unexpected<store::Failure>(broken(removed.error()));
  }
  return was_there;
}

}  // namespace cmi5
