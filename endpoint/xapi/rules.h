// What the rules of statements are made of: places, properties and the checks of simple values.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "endpoint/xapi/problem.h"
#include "endpoint/xapi/version.h"

namespace xapi {

// Where a value stands, as a chain through the callers' frames: its text is made only for a Problem.
struct Place {
  const Place* parent = nullptr;
  std::string_view key;  // of the root: what is put before all
  int index = -1;        // in an array, when 0 or more

  Place of(std::string_view property) const { return {this, property, -1}; }
  Place at(std::size_t element) const { return {this, {}, static_cast<int>(element)}; }
  std::string text() const;  // "[3].actor.member[0].mbox"
};

using Finding = std::optional<Problem>;
using Value = boost::json::value;
using Object = boost::json::object;

Finding problem(const Place& place, std::string what);

inline std::string_view view(const boost::json::string& text) { return {text.data(), text.size()}; }

inline bool is_text(const Value& value, std::string_view text) { return value.is_string() && view(value.get_string()) == text; }

using Check = Finding (*)(const Value&, const Place&, Version);

enum class Presence { optional, required };

struct Property {
  std::string_view name;
  Check check;
  Presence presence = Presence::optional;
};

// "a verb" with the properties that it may have.
struct Kind {
  std::string_view noun;
  std::span<const Property> properties;
};

// An object whose properties all belong to the kind and pass their checks, the required ones among them.
Finding check_properties(const Value& value, const Place& place, Version version, const Kind& kind);

// An array whose elements all pass.
Finding check_elements(const Value& value, const Place& place, Version version, Check check);

Finding check_text(const Value& value, const Place& place, Version version);
Finding check_boolean(const Value& value, const Place& place, Version version);
Finding check_number(const Value& value, const Place& place, Version version);
Finding check_uuid(const Value& value, const Place& place, Version version);
Finding check_iri(const Value& value, const Place& place, Version version);
Finding check_timestamp(const Value& value, const Place& place, Version version);
Finding check_duration(const Value& value, const Place& place, Version version);
Finding check_language(const Value& value, const Place& place, Version version);
Finding check_language_map(const Value& value, const Place& place, Version version);
Finding check_extensions(const Value& value, const Place& place, Version version);

// Actors: an agent alone, a group alone, or either; without objectType it is an agent.
Finding check_agent(const Value& value, const Place& place, Version version);
Finding check_group(const Value& value, const Place& place, Version version);
Finding check_agent_or_group(const Value& value, const Place& place, Version version);

// One file each.
Finding check_verb(const Value& value, const Place& place, Version version);
Finding check_activity(const Value& value, const Place& place, Version version);
Finding check_activity_definition(const Value& value, const Place& place, Version version);
Finding check_statement_reference(const Value& value, const Place& place, Version version);
Finding check_statement_object(const Value& value, const Place& place, Version version);
Finding check_sub_statement(const Value& value, const Place& place, Version version);
Finding check_result(const Value& value, const Place& place, Version version);
Finding check_context(const Value& value, const Place& place, Version version);
Finding check_attachment_list(const Value& value, const Place& place, Version version);
Finding check_authority(const Value& value, const Place& place, Version version);

// Revision and platform belong to statements about activities alone. Of a statement or sub-statement whose properties have passed.
Finding check_context_fits_object(const Object& statement, const Place& place);

// "Group" of an object with a text there; what it is taken for without one.
std::string_view object_type(const Object& object, std::string_view otherwise);

}  // namespace xapi
