#include "endpoint/xapi/mentions.h"

#include <boost/json/array.hpp>
#include <string>
#include <unordered_map>
#include <utility>

#include "endpoint/xapi/agent.h"
#include "endpoint/xapi/attachments_of.h"
#include "endpoint/xapi/json.h"
#include "endpoint/xapi/rules.h"

namespace xapi {
namespace {

class Collector {
 public:
  explicit Collector(Statement& result) : result_(result) {}

  // `mention` is how the filters find actor and object; a sub-statement's are found only broadly.
  void statement(const Object& statement, Mention mention) {
    actor(statement.at("actor").get_object(), mention);
    object(statement.at("object").get_object(), mention);
    if (const Value* context = statement.if_contains("context")) this->context(context->get_object());
    if (const Value* authority = statement.if_contains("authority")) actor(authority->get_object(), Mention::related);
    for (auto& attachment : attachments_of(statement)) result_.attachments.push_back(std::move(attachment));
  }

 private:
  void object(const Object& object, Mention mention) {
    const std::string_view type = object_type(object, "Activity");
    if (type == "Activity") activity(object, mention);
    if (type == "Agent" || type == "Group") actor(object, mention);
    if (type == "SubStatement") statement(object, Mention::related);
  }

  void context(const Object& context) {
    for (const char* key : {"instructor", "team"}) {
      if (const Value* value = context.if_contains(key)) actor(value->get_object(), Mention::related);
    }
    for (const auto& [list, key] : {std::pair{"contextAgents", "agent"}, std::pair{"contextGroups", "group"}}) {
      const Value* entries = context.if_contains(list);
      if (entries == nullptr) continue;
      for (const Value& entry : entries->get_array()) actor(entry.get_object().at(key).get_object(), Mention::related);
    }
    const Value* groups = context.if_contains("contextActivities");
    if (groups == nullptr) return;
    for (const auto& group : groups->get_object()) {
      for (const Value& value : group.value().get_array()) activity(value.get_object(), Mention::related);
    }
  }

  void actor(const Object& actor, Mention mention) {
    agent(actor, mention);
    const Value* members = actor.if_contains("member");
    if (members == nullptr) return;
    for (const Value& member : members->get_array()) agent(member.get_object(), mention);
  }

  void agent(const Object& agent, Mention mention) {
    std::string key = key_of(agent);
    if (key.empty()) return;
    const Value* name = agent.if_contains("name");
    if (name != nullptr && !name->get_string().empty()) result_.names.emplace_back(key, view(name->get_string()));
    const auto [place, is_new] = agents_.try_emplace(key, result_.agents.size());
    if (is_new) result_.agents.push_back({std::move(key), mention});
    if (mention == Mention::direct) result_.agents[place->second].mention = mention;
  }

  void activity(const Object& activity, Mention mention) {
    std::string id(view(activity.at("id").get_string()));
    if (const Value* definition = activity.if_contains("definition")) result_.definitions.emplace_back(id, to_text(*definition));
    const auto [place, is_new] = activities_.try_emplace(id, result_.activities.size());
    if (is_new) result_.activities.push_back({std::move(id), mention});
    if (mention == Mention::direct) result_.activities[place->second].mention = mention;
  }

  Statement& result_;
  std::unordered_map<std::string, std::size_t> agents_;  // where each key stands in the result
  std::unordered_map<std::string, std::size_t> activities_;
};

}  // namespace

void collect_mentions(const Object& statement, Statement& result) { Collector(result).statement(statement, Mention::direct); }

}  // namespace xapi
