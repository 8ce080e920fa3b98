#include "generator/markup/quiz_parse.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "generator/markup/container.h"

namespace markup {
namespace {

constexpr double kTiny = 1e-9;  // points are added up as doubles

bool parse_count(const std::string& text, int& count) {
  const auto* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, count);
  return result.ec == std::errc{} && result.ptr == end && count > 0;
}

bool is_thousands(std::string_view text) {
  const auto dot = text.find('.');
  return dot != text.npos && dot >= 1 && dot <= 3 && text.size() - dot == 4 && text[0] != '0';
}

class QuizReader {
 public:
  QuizReader(Renderer& renderer, cmark_node* node) : renderer_(renderer), node_(node), head_(container_head(node)) {}

  ParsedQuiz read() {
    read_questions();
    read_id();
    if (const auto* title = head_.find("title")) quiz().title = *title;
    read_count("attempts", quiz().attempts);
    read_count("draw", quiz().draw);
    quiz().line = renderer_.place(node_).line;
    check_question_ids();
    check_draw();
    add_points();
    read_pass();
    keep_questions();
    return std::move(parsed_);
  }

 private:
  Quiz& quiz() { return parsed_.quiz; }

  void wrong(std::string message, std::string hint = {}) {
    parsed_.sound = false;
    renderer_.report("quiz", renderer_.place(node_), std::move(message), std::move(hint));
  }

  void wrong_key(std::string_view key, std::string message, std::string hint = {}) {
    parsed_.sound = false;
    renderer_.report("quiz", renderer_.place_of_key(head_, key), std::move(message), std::move(hint));
  }

  void read_questions() {
    const bool lone = head_.name == "question";
    for (auto* child : children_of(node_)) {
      if (!lone && is_container_named(child, "question")) parsed_.questions.push_back(parse_question(renderer_, child));
    }
    if (!parsed_.questions.empty()) return;
    const bool is_question = lone || std::ranges::any_of(children_of(node_), is_option_list);
    if (!is_question) return;
    parsed_.lone = true;
    parsed_.questions.push_back(parse_question(renderer_, node_));
  }

  void read_id() {
    const auto* id = head_.find("id");
    name_ = id == nullptr || id->empty() ? "this quiz" : fmt::format("quiz '{}'", *id);
    if (id != nullptr) quiz().id = *id;
    if (!read_aliases(renderer_, node_, quiz().aliases)) parsed_.sound = false;
    if (!parsed_.lone) check_id();  // else the question said what is wrong with it
    const auto& others = renderer_.document().quizzes;
    if (!quiz().id.empty() && std::ranges::find(others, quiz().id, &Quiz::id) != others.end()) {
      wrong_key("id", fmt::format("quiz id '{}' occurs twice on this page", quiz().id), "give each quiz an id of its own");
    }
    if (parsed_.questions.empty()) wrong(fmt::format("{} has no question", name_), "write ':::question id=name' inside");
  }

  void check_id() {
    if (quiz().id.empty()) {
      wrong("the quiz has no id", "write ':::quiz id=name'");
    } else if (!base::is_identifier(quiz().id)) {
      wrong_key("id", fmt::format("quiz id '{}' is malformed", quiz().id), "use small letters, digits and hyphens");
    }
  }

  void read_count(std::string_view key, int& count) {
    const auto* text = head_.find(key);
    if (text == nullptr || parse_count(*text, count)) return;
    count = 0;
    wrong_key(key, fmt::format("{} '{}' of {} is not a whole number above 0", key, *text, name_));
  }

  void check_question_ids() {
    auto& questions = parsed_.questions;
    for (std::size_t i = 0; i < questions.size(); ++i) {
      const auto& id = questions[i].question.id;
      const bool repeated = !id.empty() && std::any_of(questions.begin(), questions.begin() + static_cast<std::ptrdiff_t>(i),
                                                       [&](const auto& other) { return other.question.id == id; });
      check_aliases(questions[i]);
      if (!repeated) continue;
      questions[i].sound = false;
      renderer_.report("quiz", renderer_.place_of_key(container_head(questions[i].node), "id"),
                       fmt::format("question id '{}' occurs twice in {}", id, name_), "give each question an id of its own");
    }
  }

  // An alias that is another question's id would give one learner's answers to two questions.
  void check_aliases(ParsedQuestion& parsed) {
    for (const auto& alias : parsed.question.aliases) {
      const auto is_taken = [&](const auto& other) { return other.question.id == alias; };
      if (std::ranges::none_of(parsed_.questions, is_taken)) continue;
      parsed.sound = false;
      renderer_.report("quiz", renderer_.place_of_key(container_head(parsed.node), "aliases"),
                       fmt::format("alias '{}' is the id of a question in {}", alias, name_), "name ids that are no longer used");
    }
  }

  void check_draw() {
    const auto bank = static_cast<int>(parsed_.questions.size());
    if (quiz().draw <= bank) return;
    wrong_key("draw", fmt::format("{} draws {} of {} question{}", name_, quiz().draw, bank, bank == 1 ? "" : "s"));
    quiz().draw = 0;
  }

  // The points of the worst draw: the smallest ones.
  void add_points() {
    std::vector<double> points;
    for (const auto& parsed : parsed_.questions) points.push_back(parsed.question.points);
    std::ranges::sort(points);
    if (quiz().draw > 0) points.resize(static_cast<std::size_t>(quiz().draw));
    for (const double value : points) quiz().max_points += value;
    whole_points_ = std::ranges::all_of(points, [](double value) { return value == std::floor(value); });
  }

  void read_pass() {
    const auto* pass = head_.find("pass");
    if (pass == nullptr) return;
    const bool percent = pass->ends_with('%');
    double mark = 0;
    if (!parse_number(std::string_view(*pass).substr(0, pass->size() - (percent ? 1 : 0)), mark) || mark <= 0) {
      return wrong_key("pass", fmt::format("pass mark '{}' of {} is neither points nor a percentage", *pass, name_), "write 'pass=3' or 'pass=80%'");
    }
    if (percent) return read_percentage(mark);
    quiz().pass_points = mark;
    if (mark <= quiz().max_points + kTiny || parsed_.questions.empty()) return;
    const auto whose = quiz().draw == 0 ? "its questions give" : "the questions drawn may give only";
    wrong_key("pass", fmt::format("pass mark {} of {} is out of reach: {} {} point{}", to_text(mark), name_, whose, to_text(quiz().max_points),
                      quiz().max_points == 1 ? "" : "s"));
  }

  void read_percentage(double percent) {
    if (percent > 100) return wrong_key("pass", fmt::format("pass mark {}% of {} is more than 100%", to_text(percent), name_));
    quiz().pass_percent = percent;
    quiz().pass_points = quiz().max_points * percent / 100;
    if (whole_points_) quiz().pass_points = std::ceil(quiz().pass_points - kTiny);
  }

  // One bad question makes the quiz bad: its points would no longer add up.
  void keep_questions() {
    for (const auto& parsed : parsed_.questions) {
      parsed_.sound = parsed_.sound && parsed.sound;
      quiz().questions.push_back(parsed.question);
    }
  }

  Renderer& renderer_;
  cmark_node* node_;
  const ContainerHead& head_;
  ParsedQuiz parsed_;
  std::string name_;
  bool whole_points_ = true;
};

}  // namespace

bool parse_number(std::string_view text, double& number) {
  double value = 0;
  const auto unsigned_text = text.substr(text.starts_with('-') ? 1 : 0);
  if (is_thousands(unsigned_text)) return false;
  const auto* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value, std::chars_format::fixed);
  if (result.ec != std::errc{} || result.ptr != end || !std::isfinite(value)) return false;
  number = value;
  return true;
}

std::string to_text(double number) { return fmt::format("{}", number); }

bool read_aliases(Renderer& renderer, cmark_node* container, std::vector<std::string>& aliases) {
  const auto& head = container_head(container);
  const auto* written = head.find("aliases");
  if (written == nullptr) return true;
  for (const auto part : base::split(*written, ',')) {
    const auto alias = base::trim(part);
    if (!base::is_identifier(alias)) {
      renderer.report("quiz", renderer.place_of_key(head, "aliases"), fmt::format("alias '{}' is malformed", alias),
                      "write former ids with commas between, such as 'aliases=old-id,older-id'");
      return false;
    }
    aliases.emplace_back(alias);
  }
  return true;
}

ParsedQuiz parse_quiz(Renderer& renderer, cmark_node* container) { return QuizReader(renderer, container).read(); }

}  // namespace markup
