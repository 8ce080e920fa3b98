#include <boost/json/array.hpp>

#include "endpoint/xapi/agent.h"
#include "endpoint/xapi/json.h"
#include "endpoint/xapi/language_choice.h"
#include "endpoint/xapi/rules.h"
#include "endpoint/xapi/statement.h"

namespace xapi {
namespace {

// Rewrites the parts of a statement that a format knows, wherever they stand.
class Formatter {
 public:
  virtual ~Formatter() = default;

  void statement(Object& statement) {
    each(statement, "actor", [&](Object& part) { actor(part); });
    each(statement, "verb", [&](Object& part) { verb(part); });
    each(statement, "object", [&](Object& part) { object(part); });
    each(statement, "authority", [&](Object& part) { actor(part); });
    each(statement, "context", [&](Object& part) { context(part); });
  }

 protected:
  virtual void actor(Object& actor) = 0;
  virtual void verb(Object& verb) = 0;
  virtual void activity(Object& activity) = 0;

  // Calls for the object at a key, or for each object of the list there.
  template <class Function>
  static void each(Object& parent, std::string_view key, Function function) {
    Value* value = parent.if_contains(boost::json::string_view(key.data(), key.size()));
    if (value == nullptr) return;
    if (value->is_object()) function(value->get_object());
    if (!value->is_array()) return;
    for (Value& element : value->get_array()) function(element.get_object());
  }

 private:
  void object(Object& object) {
    const std::string type(object_type(object, "Activity"));
    if (type == "Activity") activity(object);
    if (type == "Agent" || type == "Group") actor(object);
    if (type == "SubStatement") statement(object);
  }

  void context(Object& context) {
    each(context, "instructor", [&](Object& part) { actor(part); });
    each(context, "team", [&](Object& part) { actor(part); });
    each(context, "contextAgents", [&](Object& entry) { each(entry, "agent", [&](Object& part) { actor(part); }); });
    each(context, "contextGroups", [&](Object& entry) { each(entry, "group", [&](Object& part) { actor(part); }); });
    each(context, "contextActivities", [&](Object& groups) {
      for (const char* group : {"parent", "grouping", "category", "other"}) each(groups, group, [&](Object& part) { activity(part); });
    });
  }
};

// What is needed to know who or what is meant, and no more.
class Ids final : public Formatter {
  void actor(Object& actor) override {
    actor.stable_erase("name");
    if (!key_of(actor).empty()) {
      actor.stable_erase("member");
    } else {
      each(actor, "member", [&](Object& member) { this->actor(member); });
    }
  }

  void verb(Object& verb) override { verb.stable_erase("display"); }

  void activity(Object& activity) override {
    activity.stable_erase("definition");
    activity.stable_erase("objectType");  // what has none is an activity
  }
};

// What the store knows of activities, in the reader's language.
class Canonical final : public Formatter {
 public:
  Canonical(std::string_view languages, const DefinitionOf& definition) : ranges_(language_ranges(languages)), definition_(definition) {}

 private:
  void actor(Object&) override {}

  void verb(Object& verb) override { one_language(verb, "display"); }

  void activity(Object& activity) override {
    if (const auto merged = parse_json(definition_(std::string(view(activity.at("id").get_string()))))) activity["definition"] = *merged;
    each(activity, "definition", [&](Object& definition) { this->definition(definition); });
  }

  void definition(Object& definition) {
    one_language(definition, "name");
    one_language(definition, "description");
    for (const char* list : {"choices", "scale", "source", "target", "steps"}) {
      each(definition, list, [&](Object& component) { one_language(component, "description"); });
    }
  }

  void one_language(Object& parent, std::string_view key) {
    each(parent, key, [&](Object& map) { keep_best_language(map, ranges_); });
  }

  std::vector<std::string> ranges_;
  const DefinitionOf& definition_;
};

}  // namespace

std::string formatted(std::string_view text, Format format, std::string_view languages, const DefinitionOf& definition) {
  if (format == Format::exact) return std::string(text);
  auto statement = parse_json(text);
  if (!statement || !statement->is_object()) return std::string(text);  // never: it was checked before it was stored
  if (format == Format::ids) {
    Ids().statement(statement->get_object());
  } else {
    Canonical(languages, definition).statement(statement->get_object());
  }
  return to_text(*statement);
}

}  // namespace xapi
