// Any text as a cmi5.xml. Invariant: what is read has units with ids of their own and addresses that can be launched, is kept without loss,
// and every block stands in an earlier one; what is refused says where and why.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "endpoint/cmi5/course_xml.h"
#include "endpoint/cmi5/url.h"
#include "endpoint/xapi/json.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto course = cmi5::read_course({reinterpret_cast<const char*>(data), size}, [](std::string_view name) { return !name.empty() && name.substr(0, 3) != "../"; });
  if (!course) {
    require(!course.error().where.empty() && !course.error().what.empty());
    return 0;
  }
  require(!course->units.empty());
  for (std::size_t block = 0; block < course->blocks.size(); ++block) require(course->blocks[block].block < static_cast<int>(block));
  for (const auto& unit : course->units) {
    require(!cmi5::wrong_with_url(unit.url) && unit.block < static_cast<int>(course->blocks.size()));
    require(cmi5::with_parameters(unit.url, {{"fetch", "a b"}}).find("fetch=a%20b") != std::string::npos);
  }
  const std::string kept = xapi::to_text(cmi5::to_json(*course));
  const auto again = cmi5::course_of(kept);
  require(again && xapi::to_text(cmi5::to_json(*again)) == kept);
  return 0;
}
