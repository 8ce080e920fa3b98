// The commands `class …` and the figures of courses: what an administrator does for facilitators.
#pragma once

#include <string>

#include "base/result.h"
#include "endpoint/store/store.h"

namespace endpoint_app {

struct ClassOptions {
  std::string which;     // its name, code or id
  std::string name;      // of a new one
  std::string course;    // that it is about; empty: all
  std::string file;      // a list of people
  std::string sheet;     // an HTML file to be made
  std::string site;      // the site's id; empty: that of the newest bundle
  std::string address;   // where learners open the site; empty: the site's id
  std::string language = "id";  // of sheets and tables
};

// What is to be printed.
base::Result<std::string> add_class(store::Store& store, const ClassOptions& options);
base::Result<std::string> list_classes(store::Store& store);
// Makes learners of a list, and their cards in a new file readable by its owner alone.
base::Result<std::string> import_learners(store::Store& store, const ClassOptions& options);
// A poster with the class's code, in a new file.
base::Result<std::string> make_poster(store::Store& store, const ClassOptions& options);
base::Result<std::string> export_class(store::Store& store, const ClassOptions& options);
base::Result<std::string> renew_class_code(store::Store& store, const ClassOptions& options);
base::Result<std::string> renew_class_link(store::Store& store, const ClassOptions& options);
base::Result<std::string> remove_class(store::Store& store, const ClassOptions& options);

// How many began and completed each course; no figure below n = 5, and none from which such a one follows.
base::Result<std::string> course_stats(store::Store& store, const std::string& site);

}  // namespace endpoint_app
