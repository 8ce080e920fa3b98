// ZIP files as tests need them, also wrong ones.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <string>
#include <utility>
#include <vector>

namespace test {

struct ZipEntry {
  std::string name, bytes;
  mode_t type = AE_IFREG;  // AE_IFLNK: the bytes are where it leads
};

inline std::string zip_of(const std::vector<ZipEntry>& entries, const char* options = "") {
  std::string zip(64'000'000, '\0');
  std::size_t used = 0;
  archive* writer = archive_write_new();
  archive_write_set_format_zip(writer);
  archive_write_set_options(writer, options);
  archive_write_open_memory(writer, zip.data(), zip.size(), &used);
  for (const auto& [name, bytes, type] : entries) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_filetype(entry, type);
    archive_entry_set_perm(entry, 0644);
    if (type == AE_IFLNK) archive_entry_set_symlink(entry, bytes.c_str());
    archive_entry_set_size(entry, type == AE_IFREG ? static_cast<la_int64_t>(bytes.size()) : 0);
    archive_write_header(writer, entry);
    if (type == AE_IFREG) archive_write_data(writer, bytes.data(), bytes.size());
    archive_entry_free(entry);
  }
  archive_write_close(writer);
  archive_write_free(writer);
  zip.resize(used);
  return zip;
}

}  // namespace test
