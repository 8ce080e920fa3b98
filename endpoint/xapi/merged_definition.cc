#include <boost/json/object.hpp>

#include "endpoint/xapi/json.h"
#include "endpoint/xapi/rules.h"
#include "endpoint/xapi/statement.h"

namespace xapi {
namespace {

// Another type of interaction has other components and other right answers.
void forget_old_interaction(Object& merged, const Object& newer) {
  const Value* type = newer.if_contains("interactionType");
  const Value* before = merged.if_contains("interactionType");
  if (type == nullptr || before == nullptr || *type == *before) return;
  for (const char* key : {"correctResponsesPattern", "choices", "scale", "source", "target", "steps"}) merged.stable_erase(key);
}

bool is_united(std::string_view key) { return key == "name" || key == "description" || key == "extensions"; }

void unite(Value& merged, const Value& newer) {
  if (!merged.is_object() || !newer.is_object()) {
    merged = newer;
    return;
  }
  for (const auto& member : newer.get_object()) merged.get_object()[member.key()] = member.value();
}

}  // namespace

std::string merged_definition(std::string_view older, std::string_view newer) {
  auto merged = parse_json(older);
  const auto added = parse_json(newer);
  if (!merged || !merged->is_object()) return std::string(newer);
  if (!added || !added->is_object()) return std::string(older);
  Object& result = merged->get_object();
  forget_old_interaction(result, added->get_object());
  for (const auto& member : added->get_object()) {
    if (is_united({member.key().data(), member.key().size()}) && result.contains(member.key())) {
      unite(result[member.key()], member.value());
    } else {
      result[member.key()] = member.value();
    }
  }
  return to_text(*merged);
}

}  // namespace xapi
