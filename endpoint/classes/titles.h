// What courses, lessons and questions are called, and what answers say: read from the newest bundle for those who look at a class.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace classes {

struct QuestionTitle {
  std::string text;
  std::string type;                           // single, multiple, …
  std::set<std::string> hashes;               // of all languages: what was asked otherwise is an older question
  std::map<std::string, std::string> choices;  // id → text
};

// Keys are "<course>", "<course>/<lesson>", "…#<quiz>" and "…#<quiz>/<question>", as in learning::State.
struct Titles {
  std::map<std::string, std::string> names;  // of courses, lessons, quizzes
  std::map<std::string, QuestionTitle> questions;

  // "" when there is none.
  std::string name(const std::string& key) const;
};

// In `language` where the course has it, else in another of its languages. A text that is no bundle gives nothing.
Titles read_titles(std::string_view bundle, std::string_view language);

// A response as people read it: "tiga-ribu" → "Rp 3.000"; parts of a match are joined by " – ", of a sequence by " → ", others by ", ".
std::string said(const QuestionTitle& question, std::string_view response);

}  // namespace classes
