// A cmi5.xml read and checked (cmi5, 13 and 14; v1/CourseStructure.xsd).
#pragma once

#include <functional>
#include <string_view>

#include "endpoint/cmi5/course.h"
#include "endpoint/xapi/problem.h"

namespace cmi5 {

// Whether a package has a file of that name. A course structure without a package has none: then relative addresses are refused.
using HasFile = std::function<bool(std::string_view name)>;

// `where` names line and element: "line 12, <au>".
xapi::Checked<Course> read_course(std::string_view xml, const HasFile& has_file);

}  // namespace cmi5
