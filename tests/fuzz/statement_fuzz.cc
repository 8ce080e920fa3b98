// Any text as a statement. Invariants: JSON that is read is written and read again as the same text; a statement that is accepted is
// accepted again as it was prepared, with the same id and, where it had a timestamp, fingerprint and text; its formats are JSON.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"
#include "endpoint/xapi/statement.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

xapi::Prepare prepare_for(xapi::Version version) {
  xapi::Prepare prepare;
  prepare.version = version;
  prepare.now = 1795338000000000;
  prepare.authority["mbox"] = "mailto:key@desa.example";
  return prepare;
}

void check_formats(const xapi::Statement& statement, xapi::Version version) {
  const auto unknown = [](const std::string&) { return std::string(); };
  for (const auto format : {xapi::Format::exact, xapi::Format::ids, xapi::Format::canonical}) {
    const auto value = xapi::parse_json(xapi::formatted(xapi::with_stored(statement.text, 0), format, "id, en;q=0.5", unknown));
    require(value && !xapi::check_statement(*value, version));
  }
  std::string merged;
  for (const auto& [activity, definition] : statement.definitions) {
    require(xapi::is_iri(activity));
    merged = xapi::merged_definition(merged, definition);
    require(xapi::parse_json(merged).has_value());
    require(xapi::merged_definition(merged, merged) == merged);
  }
}

void check_under(const boost::json::value& value, xapi::Version version) {
  if (xapi::check_statement(value, version)) return;
  const bool has_timestamp = value.as_object().contains("timestamp");
  const auto first = xapi::prepare_statement(value, prepare_for(version));
  const auto again = xapi::parse_json(first.text);
  require(again && !xapi::check_statement(*again, version));
  const auto second = xapi::prepare_statement(*again, prepare_for(version));
  require(second.id == first.id && second.text == first.text && second.timestamp == first.timestamp);
  require(!has_timestamp || second.fingerprint == first.fingerprint);
  require(second.agents.size() == first.agents.size() && second.activities.size() == first.activities.size());
  require(!first.voids || xapi::is_uuid(first.target));
  check_formats(first, version);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto value = xapi::parse_json({reinterpret_cast<const char*>(data), size});
  if (!value) return 0;
  const std::string text = xapi::to_text(*value);
  const auto again = xapi::parse_json(text);
  require(again && xapi::to_text(*again) == text);
  check_under(*value, xapi::Version::k1_0_3);
  check_under(*value, xapi::Version::k2_0_0);
  return 0;
}
