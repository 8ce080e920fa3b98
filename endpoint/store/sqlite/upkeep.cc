#include "endpoint/store/sqlite/upkeep.h"

#include <fmt/format.h>
#include <sys/vfs.h>

#include <algorithm>
#include <array>

namespace store::sqlite {

void copy_database(const Place& place, const std::string& to) {
  Database from(place, Database::Mode::read);
  Database copy({to, place.busy_time}, Database::Mode::copy);
  copy.fill_from(from);
  // A backup that cannot be read is none.
  const std::string found = copy.pragma_text("quick_check");
  if (found != "ok") throw SqliteFailure{{Trouble::broken, fmt::format("'{}' is damaged: {}", place.path, found)}};
}

std::vector<Count> inventory_of(Database& database) {
  std::vector<Count> counts;
  auto query = database.query("inventory");
  while (query.step()) counts.push_back({query.text(0), query.integer(1)});
  return counts;
}

// Of statfs(2), linux/magic.h.
std::string_view network_file_system(const std::string& path) {
  struct Kind {
    unsigned long magic;
    std::string_view name;
  };
  constexpr std::array kKinds{Kind{0x6969, "NFS"},        Kind{0x517B, "SMB"},        Kind{0xFF534D42, "CIFS"}, Kind{0xFE534D42, "SMB2"},
                              Kind{0x00C36400, "Ceph"},   Kind{0x5346414F, "AFS"},    Kind{0x7461636F, "OCFS2"}, Kind{0x01161970, "GFS2"}};
  struct statfs status {};
  if (::statfs(path.c_str(), &status) != 0) return "";
  const auto found = std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& kind) { return kind.magic == (static_cast<unsigned long>(status.f_type) & 0xFFFFFFFF); });
  return found == kKinds.end() ? "" : found->name;
}

}  // namespace store::sqlite
