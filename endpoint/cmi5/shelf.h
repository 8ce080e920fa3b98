// The courses that are there: added from a package, replaced, removed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "endpoint/cmi5/course.h"
#include "endpoint/cmi5/registration.h"

namespace cmi5 {

// Where the files of packages lie; a web server serves them. "": nowhere.
struct Shelf {
  base::FileSystem& files;
  std::string folder;
};

struct Added {
  Course course;
  bool is_new = false;
};

// A course with the publisher's id of one that is there replaces it, with its files; registrations stay. 400 for a package that is wrong,
// 409 for one with files when there is no folder for them.
Answer<Added> add_course(store::Store& store, const Shelf& shelf, std::string_view package);

// Keys, sorted.
store::Result<std::vector<std::string>> course_keys(store::Store& store);

// With its files. False: there is none.
Answer<bool> remove_course(store::Store& store, const Shelf& shelf, const std::string& key);

}  // namespace cmi5
