// A statement that the rules accept, or two as a JSON array, as events. Invariant: an event has what its type needs, and two of them
// give one state in either order and however often they come.
#include <boost/json/array.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "endpoint/learning/progress.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"
#include "endpoint/xapi/statement.h"

namespace {

using learning::Event;

void require(bool holds) {
  if (!holds) std::abort();
}

std::optional<Event> event_in(const boost::json::value& statement) {
  if (!statement.is_object() || xapi::check_statement(statement, xapi::Version::k1_0_3)) return std::nullopt;
  auto event = learning::event_of(statement.get_object(), "s:/");
  if (!event) return event;
  require(event->time.size() == 24 && xapi::is_uuid(event->learner) && !event->course.empty());
  require(event->lesson.empty() == (event->type == learning::EventType::course_completed));
  require(event->type != learning::EventType::quiz_ended || event->score.scaled.has_value());
  return event;
}

std::string state_of(const std::vector<Event>& events) {
  learning::State state;
  for (const auto& event : events) learning::merge(state, event);
  return xapi::to_text(learning::to_json(state));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto parsed = xapi::parse_json({reinterpret_cast<const char*>(data), size});
  if (!parsed) return 0;
  std::vector<Event> events;
  const auto all = parsed->is_array() ? parsed->get_array() : boost::json::array{*parsed};
  for (const auto& statement : all) {
    auto event = event_in(statement);
    if (!event) continue;
    event->id = std::to_string(events.size());  // the same id would be the same event
    events.push_back(std::move(*event));
    if (events.size() == 2) break;
  }
  const std::string state = state_of(events);
  if (events.size() == 2) require(state_of({events[1], events[0], events[1], events[0]}) == state);
  return 0;
}
