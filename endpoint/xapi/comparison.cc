#include "endpoint/xapi/comparison.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <span>
#include <vector>

#include "endpoint/xapi/agent.h"
#include "endpoint/xapi/attachments_of.h"
#include "endpoint/xapi/characters.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"
#include "endpoint/xapi/rules.h"

namespace xapi {
namespace {

using Writer = std::string (*)(const Value&);

// A property that is not compared as it stands.
struct Special {
  std::string_view key;
  Writer write;  // nullptr: it is not compared
};

std::string plain(const Value& value);

Writer writer_of(std::span<const Special> specials, std::string_view key) {
  for (const auto& special : specials) {
    if (special.key == key) return special.write;
  }
  return plain;
}

// The properties in the order of their keys.
std::string sorted(const Object& object, std::span<const Special> specials) {
  std::vector<std::pair<std::string_view, const Value*>> members;
  members.reserve(object.size());
  for (const auto& member : object) members.emplace_back(std::string_view(member.key().data(), member.key().size()), &member.value());
  std::sort(members.begin(), members.end());
  std::string text = "{";
  for (const auto& [key, value] : members) {
    const Writer write = writer_of(specials, key);
    const std::string written = write == nullptr ? std::string() : write(*value);
    if (written.empty()) continue;
    text += to_text(Value(boost::json::string_view(key.data(), key.size())));
    text += ':';
    text += written;
    text += ',';
  }
  return text += '}';
}

std::string plain(const Value& value) {
  if (value.is_object()) return sorted(value.get_object(), {});
  if (!value.is_array()) return to_text(value);
  std::string text = "[";
  for (const Value& element : value.get_array()) text += plain(element) + ',';
  return text += ']';
}

std::string in_order(std::vector<std::string> texts) {
  std::sort(texts.begin(), texts.end());
  std::string all = "[";
  for (const auto& text : texts) all += text + ',';
  return all += ']';
}

std::string lower(const Value& value) { return lower_ascii(view(value.get_string())); }

std::string moment(const Value& value) { return std::to_string(timestamp_of(view(value.get_string())).value_or(0)); }

// The seconds' digits beyond the second one do not count, nor do noughts at their end.
std::string duration(const Value& value) {
  std::string text(view(value.get_string()));
  std::replace(text.begin(), text.end(), ',', '.');
  const std::size_t point = text.find('.');
  if (point == std::string::npos || !text.ends_with('S')) return text;
  std::size_t end = std::min(point + 3, text.size() - 1);
  while (text[end - 1] == '0') --end;
  if (end - 1 == point) --end;
  return text.substr(0, end) + 'S';
}

std::string actor(const Value& value) {
  const Object& object = value.get_object();
  std::string text = object_type(object, "Agent") == "Group" ? "group " : "agent ";
  text += plain(Value(boost::json::string_view(key_of(object))));
  if (const Value* name = object.if_contains("name")) text += to_text(*name);
  const Value* members = object.if_contains("member");
  if (members == nullptr) return text;
  std::vector<std::string> texts;
  for (const Value& member : members->get_array()) texts.push_back(actor(member));
  return text + in_order(std::move(texts));
}

// Verbs and activities are their ids.
std::string id_alone(const Value& value) { return to_text(value.get_object().at("id")); }

std::string reference(const Value& value) { return "reference " + lower(value.get_object().at("id")); }

std::string result(const Value& value) {
  static constexpr Special kSpecials[] = {{"duration", duration}};
  return sorted(value.get_object(), kSpecials);
}

// One activity is a list of one.
std::string activities(const Value& value) {
  if (value.is_object()) return '[' + id_alone(value) + ",]";
  std::string text = "[";
  for (const Value& activity : value.get_array()) text += id_alone(activity) + ',';
  return text += ']';
}

std::string context_activities(const Value& value) {
  static constexpr Special kSpecials[] = {
      {"parent", activities}, {"grouping", activities}, {"category", activities}, {"other", activities}};
  return sorted(value.get_object(), kSpecials);
}

std::string context_actors(const Value& value) {
  static constexpr Special kSpecials[] = {{"agent", actor}, {"group", actor}};
  std::string text = "[";
  for (const Value& entry : value.get_array()) text += sorted(entry.get_object(), kSpecials) + ',';
  return text += ']';
}

std::string context(const Value& value) {
  static constexpr Special kSpecials[] = {{"registration", lower},
                                          {"instructor", actor},
                                          {"team", actor},
                                          {"contextActivities", context_activities},
                                          {"contextAgents", context_actors},
                                          {"contextGroups", context_actors},
                                          {"statement", reference}};
  return sorted(value.get_object(), kSpecials);
}

std::string attachment_list(const Value& value, Signatures signatures) {
  static constexpr Special kSpecials[] = {{"display", nullptr}, {"description", nullptr}, {"sha2", lower}};
  std::vector<std::string> texts;
  for (const Value& attachment : value.get_array()) {
    if (signatures == Signatures::ignored && attachment_of(attachment.get_object()).is_signature) continue;
    texts.push_back(sorted(attachment.get_object(), kSpecials));
  }
  return texts.empty() ? std::string() : in_order(std::move(texts));
}

std::string all_attachments(const Value& value) { return attachment_list(value, Signatures::compared); }
std::string unsigned_attachments(const Value& value) { return attachment_list(value, Signatures::ignored); }

std::string object(const Value& value) {
  const std::string_view type = object_type(value.get_object(), "Activity");
  if (type == "Activity") return id_alone(value);
  if (type == "StatementRef") return reference(value);
  return type == "SubStatement" ? comparable_text(value.get_object(), Signatures::compared) : actor(value);
}

}  // namespace

std::string comparable_text(const Object& statement, Signatures signatures) {
  const Special specials[] = {{"id", nullptr},
                              {"stored", nullptr},
                              {"authority", nullptr},
                              {"version", nullptr},
                              {"actor", actor},
                              {"verb", id_alone},
                              {"object", object},
                              {"result", result},
                              {"context", context},
                              {"timestamp", moment},
                              {"attachments", signatures == Signatures::compared ? all_attachments : unsigned_attachments}};
  return sorted(statement, specials);
}

}  // namespace xapi
