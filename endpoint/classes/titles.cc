#include "endpoint/classes/titles.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "endpoint/learning/fields.h"
#include "endpoint/xapi/json.h"

namespace classes {
namespace {

using Object = boost::json::object;
using learning::object_at;
using learning::text_at;

// The objects of a list; none when it is no list.
std::vector<const Object*> objects_at(const Object* object, std::string_view key) {
  std::vector<const Object*> all;
  const auto* value = object == nullptr ? nullptr : object->if_contains(key);
  const auto* list = value == nullptr ? nullptr : value->if_array();
  if (list == nullptr) return all;
  for (const auto& one : *list) {
    if (const auto* found = one.if_object()) all.push_back(found);
  }
  return all;
}

std::string name_of(const Object& object, std::string_view language) {
  const Object* names = object_at(&object, "name");
  if (names == nullptr || names->empty()) return "";
  const auto wanted = text_at(names, language);
  return std::string(wanted.empty() ? text_at(names, names->begin()->key()) : wanted);
}

void read_choices(const Object& question, QuestionTitle& title) {
  for (const auto* choice : objects_at(&question, "choices")) {
    title.choices.emplace(text_at(choice, "id"), text_at(choice, "text"));
    if (const auto id = text_at(choice, "match_id"); !id.empty()) title.choices.emplace(id, text_at(choice, "match"));
  }
}

// Each language tells its hashes; the first one, or the wanted one, the words.
void read_question(const Object& question, const std::string& key, bool wanted, Titles& titles) {
  auto& title = titles.questions[key];
  title.hashes.emplace(text_at(&question, "hash"));
  if (!wanted && !title.text.empty()) return;
  title.text = text_at(&question, "text");
  title.type = text_at(&question, "type");
  title.choices.clear();
  read_choices(question, title);
}

void read_quizzes(const Object& lesson, const std::string& lesson_key, std::string_view language, Titles& titles) {
  const Object* by_language = object_at(&lesson, "quizzes");
  if (by_language == nullptr) return;
  for (const auto& [of, value] : *by_language) {
    const bool wanted = of == language;
    for (const auto* quiz : objects_at(by_language, of)) {
      const std::string key = lesson_key + '#' + std::string(text_at(quiz, "id"));
      if (wanted || !titles.names.contains(key)) titles.names[key] = text_at(quiz, "title");
      for (const auto* question : objects_at(quiz, "questions")) read_question(*question, key + '/' + std::string(text_at(question, "id")), wanted, titles);
    }
  }
}

}  // namespace

std::string Titles::name(const std::string& key) const {
  const auto found = names.find(key);
  return found == names.end() ? std::string() : found->second;
}

Titles read_titles(std::string_view bundle, std::string_view language) {
  Titles titles;
  const auto parsed = xapi::parse_json(bundle);
  if (!parsed || !parsed->is_object()) return titles;
  for (const auto* course : objects_at(&parsed->get_object(), "courses")) {
    const std::string course_key(text_at(course, "id"));
    titles.names[course_key] = name_of(*course, language);
    for (const auto* lesson : objects_at(course, "lessons")) {
      const std::string key = course_key + '/' + std::string(text_at(lesson, "id"));
      titles.names[key] = name_of(*lesson, language);
      read_quizzes(*lesson, key, language, titles);
    }
  }
  return titles;
}

std::string said(const QuestionTitle& question, std::string_view response) {
  const auto text_of = [&](std::string_view id) {
    const auto found = question.choices.find(std::string(id));
    return found == question.choices.end() ? std::string(id) : found->second;
  };
  std::string text;
  while (!response.empty()) {
    const auto comma = response.find("[,]");
    const auto part = response.substr(0, comma);
    const auto dot = part.find("[.]");
    if (!text.empty()) text += question.type == "order" ? " → " : ", ";
    text += text_of(part.substr(0, dot));
    if (dot != std::string_view::npos) text += " – " + text_of(part.substr(dot + 3));
    response = comma == std::string_view::npos ? std::string_view() : response.substr(comma + 3);
  }
  return text;
}

}  // namespace classes
