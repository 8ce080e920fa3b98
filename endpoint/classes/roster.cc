#include "endpoint/classes/roster.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/csv.h"
#include "base/text.h"

namespace classes {
namespace {

template <class T>
using Checked = tl::expected<T, RosterProblem>;

tl::unexpected<RosterProblem> refuse(int line, std::string kind, std::string what) {
  return tl::unexpected<RosterProblem>(RosterProblem{line, std::move(kind), std::move(what)});
}

struct Columns {
  std::size_t name = 0;
  std::optional<std::size_t> group;
  bool headed = false;
};

bool is_one_of(std::string_view cell, std::initializer_list<std::string_view> names) {
  const std::string lower = base::to_lower(cell);
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return name == lower; });
}

Checked<Columns> columns_of(const std::vector<std::string>& first) {
  Columns columns;
  std::size_t named = 0;
  for (std::size_t i = 0; i < first.size(); ++i) {
    const bool is_name = is_one_of(first[i], {"nama", "name"}), is_group = is_one_of(first[i], {"kelompok", "group"});
    if (is_name) columns.name = i;
    if (is_group) columns.group = i;
    named += is_name || is_group ? 1 : 0;
  }
  columns.headed = named > 0;
  if (columns.headed && named < first.size()) return refuse(1, "columns", "only the columns nama and kelompok are taken in (delete the others)");
  if (first.size() > 2) return refuse(1, "columns", fmt::format("there are {} columns (write name and group alone)", first.size()));
  if (!columns.headed && first.size() == 2) columns.group = 1;
  return columns;
}

Checked<std::string> name_at(const std::string& cell, int line) {
  auto name = checked_name(cell);
  if (!name) name.error().line = line;
  return name;
}

Checked<Person> person_in(const std::vector<std::string>& row, const Columns& columns, int line) {
  auto name = name_at(row[columns.name], line);
  if (!name) return tl::unexpected<RosterProblem>(name.error());
  if (name->empty()) return refuse(line, "missing", "a name is missing (write one, or delete the line)");
  auto group = columns.group ? name_at(row[*columns.group], line) : Checked<std::string>("");
  if (!group) return tl::unexpected<RosterProblem>(group.error());
  return Person{std::move(*name), std::move(*group)};
}

// The hint is part of what is wrong.
RosterProblem problem_of(const base::Diagnostic& diagnostic) {
  const auto& [check, place, message, hint, severity] = diagnostic;
  return {place.line, "table", hint.empty() ? message : fmt::format("{} ({})", message, hint)};
}

}  // namespace

tl::expected<std::string, RosterProblem> checked_name(std::string_view name) {
  const std::string trimmed(base::trim(name));
  if (base::find_invalid_utf8(trimmed) != std::string::npos) return refuse(1, "utf8", "a name is not UTF-8 (save the file as 'CSV UTF-8')");
  const bool has_control = std::any_of(trimmed.begin(), trimmed.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
  if (has_control) return refuse(1, "control", "a name has a line break or a control character (delete it)");
  if (base::count_code_points(trimmed) > kLongestName) return refuse(1, "long", fmt::format("a name is longer than {} letters (shorten it)", kLongestName));
  return trimmed;
}

tl::expected<std::vector<Person>, RosterProblem> read_roster(std::string_view text) {
  if (base::trim(text).empty()) return refuse(1, "empty", "there is nobody in the list (write one name a line)");
  base::Table table;
  base::Diagnostics diagnostics;
  if (!base::parse_csv(text, "", 1, table, diagnostics)) return tl::unexpected<RosterProblem>(problem_of(diagnostics.all().front()));
  const auto columns = columns_of(table.header);
  if (!columns) return tl::unexpected<RosterProblem>(columns.error());
  if (!columns->headed) {
    table.rows.insert(table.rows.begin(), table.header);
    table.lines.insert(table.lines.begin(), 1);
  }
  std::vector<Person> people;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    auto person = person_in(table.rows[i], *columns, table.lines[i]);
    if (!person) return tl::unexpected<RosterProblem>(person.error());
    people.push_back(std::move(*person));
  }
  if (people.empty()) return refuse(1, "empty", "there is nobody in the list (write one name a line)");
  if (people.size() > kMostPeople) return refuse(table.lines[kMostPeople], "many", fmt::format("the list has more than {} names (divide it)", kMostPeople));
  return people;
}

}  // namespace classes
