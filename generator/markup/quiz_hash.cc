#include "generator/markup/quiz_hash.h"

#include <string_view>

#include "base/hash.h"
#include "generator/markup/quiz_parse.h"

namespace markup {
namespace {

constexpr char kFieldEnd = '\x1f';
constexpr char kGroupEnd = '\x1e';

void add(std::string& bytes, std::string_view field) { bytes.append(field).push_back(kFieldEnd); }

}  // namespace

std::string question_hash(const Question& question) {
  std::string bytes;
  add(bytes, "1");  // of this recipe
  add(bytes, name_of(question.type));
  add(bytes, question.text);
  add(bytes, to_text(question.points));
  for (const auto& choice : question.choices) {
    for (const std::string_view field : {std::string_view(choice.id), std::string_view(choice.text), std::string_view(choice.match_id),
                                         std::string_view(choice.match), std::string_view(choice.right ? "1" : "0")}) {
      add(bytes, field);
    }
  }
  bytes += kGroupEnd;
  for (const auto& forms : question.gaps) {
    for (const auto& form : forms) add(bytes, form);
    bytes += kGroupEnd;
  }
  add(bytes, question.truth ? "1" : "0");
  add(bytes, to_text(question.number));
  add(bytes, to_text(question.tolerance));
  add(bytes, question.unit);
  return base::short_hash(bytes, 16);
}

}  // namespace markup
