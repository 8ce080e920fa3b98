#include "generator/markup/quiz_html.h"

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "base/locale.h"
#include "base/text.h"
#include "generator/markup/container.h"
#include "generator/markup/quiz_hash.h"

namespace markup {
namespace {

// What quiz.js says: the key of each text without its `quiz_`.
constexpr std::array<std::string_view, 19> kScriptTexts{
    "question_of", "check", "next", "result", "again", "right", "wrong", "missed", "incomplete", "not_number", "up", "down",
    "moved", "score", "passed", "failed", "done", "left", "none_left"};

// What quiz-graded.js says besides, where the endpoint grades: whole keys; the attribute is named without `quiz_` and `graded_`.
constexpr std::array<std::string_view, 27> kGradedTexts{
    "quiz_graded_begin", "quiz_graded_resume", "quiz_graded_join", "quiz_graded_have_code", "quiz_graded_consent", "quiz_graded_consent_link",
    "quiz_graded_send", "quiz_graded_blank", "quiz_graded_anyway",
    "quiz_graded_draft", "quiz_graded_fleeting", "quiz_graded_offline", "quiz_graded_unsent", "quiz_graded_retry", "quiz_graded_broken", "quiz_graded_unknown",
    "quiz_graded_changed", "quiz_graded_reload", "quiz_graded_elsewhere", "quiz_graded_unanswered", "join_busy", "join_button",
    "join_your_code", "join_keep_code", "join_refused", "join_erased", "join_later"};

std::string count_text(std::size_t count) { return std::to_string(count); }

class QuizWriter {
 public:
  QuizWriter(Renderer& renderer, cmark_node* node, ParsedQuiz& parsed) : renderer_(renderer), node_(node), parsed_(parsed) {}

  void write() {
    open_section();
    write_rules();
    if (parsed_.lone) {
      write_question(parsed_.questions.front());
    } else {
      write_children();
    }
    renderer_.raw("</section>\n");
  }

 private:
  const Quiz& quiz() const { return parsed_.quiz; }
  std::string_view text(std::string_view key) const { return renderer_.context().texts(key); }
  void attribute(std::string_view name, std::string_view value) { write_attribute(renderer_, name, value); }

  void open_section() {
    const auto id = renderer_.anchor("quiz-" + quiz().id);
    const auto title_id = quiz().title.empty() ? std::string{} : renderer_.anchor(id + "-title");
    renderer_.raw("<section class=\"quiz\"");
    attribute("id", id);
    if (title_id.empty()) attribute("aria-label", text(parsed_.lone ? "quiz_question" : "quiz_label"));
    else attribute("aria-labelledby", title_id);
    attribute("data-quiz", quiz().id);
    attribute("data-pass", to_text(quiz().pass_points));
    if (quiz().pass_percent > 0) attribute("data-pass-percent", to_text(quiz().pass_percent));
    attribute("data-max", to_text(quiz().max_points));
    attribute("data-attempts", std::to_string(quiz().attempts));
    attribute("data-draw", std::to_string(quiz().draw));
    if (renderer_.context().graded) renderer_.raw(" data-graded");
    if (renderer_.document().quizzes.empty()) write_script_texts();
    renderer_.raw(">\n");
    if (!title_id.empty()) write_title(title_id);
  }

  // Once a page, on its first quiz.
  void write_script_texts() {
    for (const auto key : kScriptTexts) {
      std::string name = "data-text-";
      std::ranges::replace_copy(key, std::back_inserter(name), '_', '-');
      attribute(name, text("quiz_" + std::string(key)));
    }
    if (!renderer_.context().graded) return;
    for (const auto key : kGradedTexts) {
      std::string name = "data-text-";
      std::ranges::replace_copy(key.starts_with("join_") ? key : key.substr(std::string_view("quiz_graded_").size()), std::back_inserter(name), '_', '-');
      attribute(name, text(key));
    }
  }

  // A title right below a heading belongs to it.
  void write_title(const std::string& id) {
    auto* previous = cmark_node_previous(node_);
    const bool below = previous != nullptr && cmark_node_get_type(previous) == CMARK_NODE_HEADING;
    const int level = below ? std::min(cmark_node_get_heading_level(previous) + 1, 6) : 2;
    const auto tag = "h" + std::to_string(level);
    renderer_.raw("<" + tag + " class=\"quiz-title\"");
    attribute("id", id);
    renderer_.raw(">");
    renderer_.text(quiz().title);
    renderer_.raw("</" + tag + ">\n");
    renderer_.document().headings.push_back({level, quiz().title, id, quiz().line});
  }

  void write_rules() {
    std::string rules;
    const auto add = [&rules](const std::string& sentence) { rules += (rules.empty() ? "" : " ") + sentence; };
    const auto count = quiz().questions.size();
    if (quiz().draw > 0) {
      add(fill(text("quiz_rule_draw"), {{"draw", std::to_string(quiz().draw)}, {"count", count_text(count)}}));
    }
    if (quiz().pass_points > 0) add(pass_rule());
    if (quiz().attempts > 0) add(fill(text("quiz_rule_attempts"), {{"count", std::to_string(quiz().attempts)}}));
    if (renderer_.context().graded) add(std::string(text("quiz_graded")));
    if (rules.empty()) return;
    renderer_.raw("<p class=\"quiz-rules\">");
    renderer_.text(rules);
    renderer_.raw("</p>\n");
  }

  std::string pass_rule() const {
    const auto& questions = quiz().questions;
    const auto points = questions.front().points;
    const bool equal = std::ranges::all_of(questions, [&](const auto& question) { return question.points == points; });
    if (!equal && quiz().draw > 0 && quiz().pass_percent > 0) {
      return fill(text("quiz_rule_pass_percent"), {{"percent", shown(quiz().pass_percent)}});
    }
    return fill(text(equal && points == 1 ? "quiz_rule_pass" : "quiz_rule_pass_points"),
                {{"points", shown(quiz().pass_points)}, {"max", shown(quiz().max_points)}});
  }

  std::string shown(double number) const { return format_shortest(number, renderer_.context().language); }

  void write_children() {
    auto question = parsed_.questions.begin();
    for (auto* child : children_of(node_)) {
      if (question != parsed_.questions.end() && question->node == child) write_question(*question++);
      else renderer_.block(child);
    }
  }

  // ---- one question ----

  void write_question(ParsedQuestion& parsed) {
    const auto& question = parsed.question;
    anchor_ = renderer_.anchor(parsed_.lone ? question.id : quiz().id + "-" + question.id);
    const auto ask_id = renderer_.anchor(anchor_ + "-ask");
    renderer_.raw("<form class=\"question\"");
    attribute("id", anchor_);
    attribute("data-question", question.id);
    attribute("data-type", name_of(question.type));
    attribute("data-points", to_text(question.points));
    if (!renderer_.context().graded) attribute("data-hash", question_hash(question));
    renderer_.raw(">\n<fieldset");
    attribute("aria-describedby", ask_id);
    renderer_.raw("><legend>");
    renderer_.text(legend(parsed));
    renderer_.raw("</legend>\n<div class=\"ask\"");
    attribute("id", ask_id);
    renderer_.raw(">\n");
    prepare_gaps(parsed);
    for (auto* block : parsed.ask) renderer_.block(block);
    renderer_.raw("</div>\n");
    write_input(parsed);
    renderer_.raw("</fieldset>\n");
    write_hint(question);
    if (!renderer_.context().graded) write_answer(renderer_, parsed);
    renderer_.raw("</form>\n");
  }

  std::string legend(const ParsedQuestion& parsed) {
    const auto count = parsed_.questions.size();
    if (count == 1) return std::string(text("quiz_question"));
    const auto number = static_cast<std::size_t>(&parsed - parsed_.questions.data()) + 1;
    return fill(text("quiz_question_of"), {{"number", count_text(number)}, {"count", count_text(count)}});
  }

  void write_hint(const Question& question) {
    if (question.hint.empty()) return;
    renderer_.raw("<details class=\"hint\"><summary>");
    renderer_.text(text("quiz_hint"));
    renderer_.raw("</summary><p>");
    renderer_.text(question.hint);
    renderer_.raw("</p></details>\n");
  }

  void write_input(const ParsedQuestion& parsed) {
    switch (parsed.question.type) {
      case QuestionType::single: return write_options(parsed, "radio");
      case QuestionType::multiple: return write_options(parsed, "checkbox");
      case QuestionType::truefalse: return write_truth();
      case QuestionType::text: return write_line(parsed.question, "quiz_your_answer", "");
      case QuestionType::number: return write_line(parsed.question, "quiz_your_number", " inputmode=\"decimal\"");
      case QuestionType::order: return write_order(parsed);
      case QuestionType::match: return write_match(parsed);
      case QuestionType::gap: return;
    }
  }

  void open_option(std::string_view kind, std::string_view value) {
    renderer_.raw("<label class=\"option\"><input");
    attribute("type", kind);
    attribute("name", anchor_);
    attribute("value", value);
  }

  void write_options(const ParsedQuestion& parsed, std::string_view kind) {
    if (parsed.question.type == QuestionType::multiple) {
      renderer_.raw("<p class=\"quiz-help\">");
      renderer_.text(text("quiz_choose_all"));
      renderer_.raw("</p>\n");
    }
    renderer_.raw("<div class=\"options\">\n");
    for (std::size_t i = 0; i < parsed.choices.size(); ++i) {
      const auto& nodes = parsed.choices[i];
      open_option(kind, parsed.question.choices[i].id);
      // A sound or picture gives the input no name in every browser.
      if (has_only_pictures(nodes.label)) attribute("aria-label", parsed.question.choices[i].text);
      renderer_.raw("><span>");
      renderer_.children(nodes.label);
      renderer_.raw("</span></label>\n");
      write_more(nodes);
    }
    renderer_.raw("</div>\n");
  }

  static bool has_only_pictures(cmark_node* label) {
    return std::ranges::all_of(children_of(label), [](cmark_node* node) {
      return cmark_node_get_type(node) == CMARK_NODE_IMAGE || line_of_text(node).empty();
    });
  }

  void write_more(const ChoiceNodes& nodes) {
    if (nodes.more.empty()) return;
    renderer_.raw("<div class=\"option-more\">\n");
    for (auto* block : nodes.more) renderer_.block(block);
    renderer_.raw("</div>\n");
  }

  void write_truth() {
    renderer_.raw("<div class=\"options\">\n");
    for (const std::string_view value : {"true", "false"}) {
      open_option("radio", value);
      renderer_.raw("><span>");
      renderer_.text(text(value == "true" ? "quiz_true" : "quiz_false"));
      renderer_.raw("</span></label>\n");
    }
    renderer_.raw("</div>\n");
  }

  void write_line(const Question& question, std::string_view label, std::string_view attributes) {
    renderer_.raw("<label class=\"line\"><span>");
    renderer_.text(text(label));
    renderer_.raw("</span> <input type=\"text\" autocomplete=\"off\" autocapitalize=\"off\" spellcheck=\"false\"");
    renderer_.raw(attributes);
    renderer_.raw(">");
    if (!question.unit.empty()) {
      renderer_.raw(" <span class=\"unit\">");
      renderer_.text(question.unit);
      renderer_.raw("</span>");
    }
    renderer_.raw("</label>\n");
  }

  void write_order(const ParsedQuestion& parsed) {
    std::vector<std::string> keys;
    keys.reserve(parsed.question.choices.size());
    for (const auto& choice : parsed.question.choices) keys.push_back(parsed.question.id + "/" + choice.id);
    renderer_.raw("<ol class=\"order\">\n");
    for (const auto i : shuffled(keys)) {
      renderer_.raw("<li");
      attribute("data-option", parsed.question.choices[i].id);
      renderer_.raw("><span>");
      renderer_.children(parsed.choices[i].label);
      renderer_.raw("</span>");
      write_more(parsed.choices[i]);
      renderer_.raw("</li>\n");
    }
    renderer_.raw("</ol>\n");
  }

  void write_match(const ParsedQuestion& parsed) {
    std::vector<std::string> keys;
    keys.reserve(parsed.question.choices.size());
    for (const auto& choice : parsed.question.choices) keys.push_back(parsed.question.id + "/" + choice.match_id);
    const auto order = shuffled(keys);
    renderer_.raw("<ul class=\"pairs\">\n");
    for (std::size_t i = 0; i < parsed.choices.size(); ++i) {
      const auto id = renderer_.anchor(anchor_ + "-" + std::to_string(i + 1));
      renderer_.raw("<li><label");
      attribute("for", id);
      renderer_.raw(">");
      renderer_.children(parsed.choices[i].label);
      renderer_.raw("</label> <select");
      attribute("id", id);
      attribute("data-option", parsed.question.choices[i].id);
      renderer_.raw(" autocomplete=\"off\">");
      write_select_option("", text("quiz_choose"));
      for (const auto j : order) write_select_option(parsed.question.choices[j].match_id, parsed.question.choices[j].match);
      renderer_.raw("</select></li>\n");
    }
    renderer_.raw("</ul>\n");
  }

  void write_select_option(std::string_view value, std::string_view shown_text) {
    renderer_.raw("<option");
    attribute("value", value);
    renderer_.raw(">");
    renderer_.text(shown_text);
    renderer_.raw("</option>");
  }

  // Each gap's node becomes an input as wide as its longest form; a graded one tells nothing of its length.
  void prepare_gaps(ParsedQuestion& parsed) {
    for (std::size_t i = 0; i < parsed.gaps.size(); ++i) {
      std::size_t size = renderer_.context().graded ? 12 : 4;
      for (const auto& form : parsed.gaps[i].forms) {
        if (!renderer_.context().graded) size = std::min<std::size_t>(std::max(size, base::count_code_points(form) + 1), 24);
      }
      const auto label = fill(text("quiz_gap"), {{"number", count_text(i + 1)}, {"count", count_text(parsed.gaps.size())}});
      const auto input = "<input class=\"gap\" type=\"text\" size=\"" + count_text(size) + "\" aria-label=\"" +
                         base::html_escaped(label) + "\" autocomplete=\"off\" autocapitalize=\"off\" spellcheck=\"false\">";
      cmark_node_set_on_enter(parsed.gaps[i].node, input.c_str());
    }
  }

  Renderer& renderer_;
  cmark_node* node_;
  ParsedQuiz& parsed_;
  std::string anchor_;
};

}  // namespace

void write_quiz(Renderer& renderer, cmark_node* container, ParsedQuiz& parsed) {
  QuizWriter(renderer, container, parsed).write();
}

std::string fill(std::string_view text, std::initializer_list<std::pair<std::string_view, std::string>> values) {
  std::string filled(text);
  for (const auto& [name, value] : values) {
    const auto key = "{" + std::string(name) + "}";
    const auto at = filled.find(key);
    if (at != filled.npos) filled.replace(at, key.size(), value);
  }
  return filled;
}

void write_attribute(Renderer& renderer, std::string_view name, std::string_view value) {
  renderer.raw(" ");
  renderer.raw(name);
  renderer.raw("=\"");
  renderer.text(value);
  renderer.raw("\"");
}

std::string format_shortest(double number, std::string_view language) {
  const auto plain = to_text(number);
  const auto dot = plain.find('.');
  return base::format_number(number, dot == plain.npos ? 0 : static_cast<int>(plain.size() - dot - 1), language);
}

std::vector<std::size_t> shuffled(const std::vector<std::string>& keys) {
  std::vector<std::pair<std::string, std::size_t>> hashed;
  for (std::size_t i = 0; i < keys.size(); ++i) hashed.emplace_back(base::to_hex(base::hash128(keys[i])), i);
  std::ranges::sort(hashed);
  std::vector<std::size_t> order;
  order.reserve(hashed.size());
  for (const auto& [hash, index] : hashed) order.push_back(index);
  if (std::ranges::is_sorted(order)) std::ranges::rotate(order, order.begin() + 1);
  return order;
}

}  // namespace markup
