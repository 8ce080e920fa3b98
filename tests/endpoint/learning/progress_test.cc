#include "endpoint/learning/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>

#include "tests/endpoint/learning/contract_file.h"

namespace {

using learning::Event;
using learning::EventType;

std::string text_of(const learning::State& state) { return xapi::to_text(learning::to_json(state)); }

// What one of three devices, whose clocks are skewed by hours, could send: all types, few lessons, so that much collides.
Event random_event(std::mt19937& random, int number) {
  const auto under = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
  const int device = under(3);
  Event event;
  event.id = fmt::format("0192f0c1-0000-7000-8000-{:012}", number);
  event.type = static_cast<EventType>(under(9));
  event.time = fmt::format("2026-11-{:02}T{:02}:{:02}:00.000Z", 20 + device, under(24), under(60));
  event.course = under(2) == 0 ? "kas" : "tani";
  event.lesson = fmt::format("pelajaran-{}", under(4));
  event.quiz = event.question = fmt::format("soal-{}", under(2));
  event.response = fmt::format("jawaban-{}", under(9));
  event.hash = fmt::format("{:016x}", under(2));
  event.success = under(3) == 0;
  event.score.scaled = under(5) / 4.0;
  event.media = "suara";
  event.length = 100 + under(3);
  event.at = event.to = under(100) + 0.1;
  const double from = under(90) + 0.3;
  event.segments = {{from, from + under(8)}};
  return event;
}

}  // namespace

TEST_SUITE("learning/progress") {
  TEST_CASE("the contract's events give its state in every order, with every repetition") {
    const auto file = test::contract_file("merging.json");
    std::size_t orders = 0;
    for (const auto& one : file.at("cases").as_array()) {
      INFO(std::string(one.at("name").as_string()));
      for (const auto& order : one.at("orders").as_array()) {
        learning::State state;
        for (const auto& index : order.as_array()) {
          learning::merge(state, test::event_from(one.at("events").at(index.to_number<std::size_t>()).as_object()));
        }
        CHECK(text_of(state) == xapi::to_text(one.at("state")));
        ++orders;
      }
    }
    CHECK(orders > 20);
  }

  TEST_CASE("a thousand events of three devices with skewed clocks give one state in a hundred orders, some delivered twice") {
    std::mt19937 random(20261122);
    std::vector<Event> events;
    for (int number = 0; number < 1000; ++number) events.push_back(random_event(random, number));
    learning::State state;
    for (const auto& event : events) learning::merge(state, event);
    const std::string expected = text_of(state);
    for (int round = 0; round < 100; ++round) {
      auto sent = events;
      for (int again = 0; again < 200; ++again) sent.push_back(events[random() % events.size()]);
      std::shuffle(sent.begin(), sent.end(), random);
      learning::State other;
      for (const auto& event : sent) learning::merge(other, event);
      REQUIRE(text_of(other) == expected);
    }
  }
}
