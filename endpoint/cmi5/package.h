// A course as it is handed over: a cmi5.xml alone, or a ZIP with it and the files of its units (cmi5, 14). The only user of libarchive.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/file_system.h"
#include "endpoint/cmi5/course.h"
#include "endpoint/xapi/problem.h"

namespace cmi5 {

// Beyond them a package is refused: unpacked it could fill the disk.
struct PackageLimits {
  std::size_t files = 20'000;
  std::uint64_t file = 256'000'000;      // bytes of one
  std::uint64_t whole = 2'000'000'000;   // bytes of all
  std::uint64_t ratio = 100;             // bytes unpacked for each packed, once they are more than `small`
  std::uint64_t small = 16'000'000;
};

enum class PackageKind { xml, zip };

// What the bytes begin with decides.
PackageKind kind_of(std::string_view bytes);

// The course of a package. Refused besides what cmi5.xml may not say: what is no ZIP, files outside of the package's own folder, links,
// encrypted files, what goes beyond the limits.
xapi::Checked<Course> read_package(std::string_view bytes, const PackageLimits& limits = {});

// Writes the files of a ZIP that read_package accepted into `folder`, which must not be there yet. Files whose name begins with '.' are
// left out: they are settings of web servers, or of the machine where the package was made.
base::Result<void> unpack(std::string_view bytes, base::FileSystem& files, const std::string& folder, const PackageLimits& limits = {});

}  // namespace cmi5
