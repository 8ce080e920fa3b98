// Writes a quiz as HTML that is read without JavaScript and that quiz.js brings to life; the form of both is in tests/contract.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "generator/markup/quiz_parse.h"
#include "generator/markup/renderer.h"

namespace markup {

// The `:::quiz` or lone `:::question` itself; `parsed` is sound and came from it.
void write_quiz(Renderer& renderer, cmark_node* container, ParsedQuiz& parsed);

// quiz_answers.cc: the unfolding answer of a question. Never called for graded questions.
void write_answer(Renderer& renderer, const ParsedQuestion& parsed);

// "Pertanyaan {number} dari {count}" with its names filled in.
std::string fill(std::string_view text, std::initializer_list<std::pair<std::string_view, std::string>> values);

// ` name="value"`, escaped, appended.
void write_attribute(Renderer& renderer, std::string_view name, std::string_view value);

// 4000.5 → "4.000,5" (id), with as many decimals as it has.
std::string format_shortest(double number, std::string_view language);

// Positions 0…n-1 in an order that depends on the keys alone and is never the one they have; n > 1.
std::vector<std::size_t> shuffled(const std::vector<std::string>& keys);

}  // namespace markup
