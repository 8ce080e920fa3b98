#include "endpoint/xapi/agent.h"

#include <boost/json/array.hpp>
#include <string_view>

#include "endpoint/xapi/characters.h"
#include "endpoint/xapi/rules.h"

namespace xapi {
namespace {

std::string text_at(const Object& object, std::string_view key) {
  const Value* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(view(value->get_string())) : std::string();
}

// The part of an address behind the '@' names a host, whose letter case does not matter.
std::string with_lower_host(std::string mailto) {
  for (std::size_t i = mailto.find('@'); i < mailto.size(); ++i) mailto[i] = lower_ascii(mailto[i]);
  return mailto;
}

}  // namespace

std::string key_of(const Object& actor) {
  if (actor.contains("mbox")) return "mbox " + with_lower_host(text_at(actor, "mbox"));
  if (actor.contains("mbox_sha1sum")) return "sha1 " + lower_ascii(text_at(actor, "mbox_sha1sum"));
  if (actor.contains("openid")) return "openid " + text_at(actor, "openid");
  const Value* account = actor.if_contains("account");
  if (account == nullptr || !account->is_object()) return {};
  return "account " + text_at(account->get_object(), "homePage") + '\n' + text_at(account->get_object(), "name");
}

std::vector<std::string> keys_within(const Object& actor) {
  std::vector<std::string> keys;
  if (auto key = key_of(actor); !key.empty()) keys.push_back(std::move(key));
  const Value* members = actor.if_contains("member");
  if (members == nullptr || !members->is_array()) return keys;
  for (const Value& member : members->get_array()) {
    if (!member.is_object()) continue;
    if (auto key = key_of(member.get_object()); !key.empty()) keys.push_back(std::move(key));
  }
  return keys;
}

Object person(const Object& agent, const std::vector<std::string>& names) {
  Object result;
  result["objectType"] = "Person";
  if (!names.empty()) {
    boost::json::array list;
    for (const auto& name : names) list.emplace_back(name);
    result["name"] = std::move(list);
  }
  for (const char* identifier : {"mbox", "mbox_sha1sum", "openid", "account"}) {
    if (const Value* value = agent.if_contains(identifier)) result[identifier] = boost::json::array{*value};
  }
  return result;
}

}  // namespace xapi
