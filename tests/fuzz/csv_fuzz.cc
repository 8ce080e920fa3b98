// A table that is read is rectangular, keeps its limits, and is read back from what to_csv writes.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/csv.h"
#include "base/diagnostics.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  base::Table table;
  base::Diagnostics diagnostics;
  if (!base::parse_csv(text, "a.csv", 1, table, diagnostics)) {
    require(!diagnostics.empty());
    return 0;
  }
  require(diagnostics.empty());
  require(!table.header.empty() && table.lines.size() == table.rows.size());
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    require(table.rows[i].size() == table.header.size());
    require(table.lines[i] > (i == 0 ? 0 : table.lines[i - 1]));
  }

  base::Table again;
  require(base::parse_csv(base::to_csv(table), "a.csv", 1, again, diagnostics));
  require(again.header == table.header && again.rows == table.rows);
  return 0;
}
