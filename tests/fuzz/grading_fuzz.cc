// A question as JSON, a line end, and an answer to it. Invariant: grading gives the same twice, an empty answer is wrong, and what
// is compared of a text has no space around it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.h"
#include "endpoint/learning/grading.h"
#include "endpoint/xapi/json.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto line_end = input.find('\n');
  const auto response = line_end == std::string_view::npos ? std::string_view() : input.substr(line_end + 1);
  if (base::find_invalid_utf8(response) != std::string_view::npos) return 0;
  const auto normal = learning::normal_text(response);
  require(base::find_invalid_utf8(normal) == std::string::npos && base::trim(normal) == normal);
  const auto parsed = xapi::parse_json(input.substr(0, line_end));
  if (!parsed || !parsed->is_object()) return 0;
  const auto question = learning::read_question(parsed->get_object());
  if (!question) return 0;
  const auto first = learning::grade(*question, response), second = learning::grade(*question, response);
  require(first.right == second.right && first.said.size() == second.said.size());
  require(learning::right_answer(*question).size() <= question->choices.size() + question->gaps.size() + 1);
  require(!learning::grade(*question, "").right);
  return 0;
}
