#include "base/text.h"
#include "generator/markup/quiz_html.h"

namespace markup {
namespace {

class AnswerWriter {
 public:
  AnswerWriter(Renderer& renderer, const ParsedQuestion& parsed) : renderer_(renderer), parsed_(parsed) {}

  void write() {
    renderer_.raw("<details class=\"answer\"><summary>");
    renderer_.text(text("quiz_show_answer"));
    renderer_.raw("</summary>\n");
    write_right();
    say("right", parsed_.right);
    say("wrong", parsed_.wrong);
    renderer_.raw("</details>\n");
  }

 private:
  const Question& question() const { return parsed_.question; }
  std::string_view text(std::string_view key) const { return renderer_.context().texts(key); }
  void attribute(std::string_view name, std::string_view value) { write_attribute(renderer_, name, value); }

  void write_right() {
    switch (question().type) {
      case QuestionType::single:
      case QuestionType::multiple:
      case QuestionType::text: return write_choices();
      case QuestionType::truefalse: return write_truth();
      case QuestionType::number: return write_number();
      case QuestionType::order: return write_order();
      case QuestionType::match: return write_pairs();
      case QuestionType::gap: return write_gaps();
    }
  }

  // Right options, and wrong ones that have something to say.
  void write_choices() {
    renderer_.raw("<ul class=\"answers\">\n");
    for (std::size_t i = 0; i < question().choices.size(); ++i) {
      const auto& choice = question().choices[i];
      if (!choice.right && parsed_.choices[i].feedback.empty()) continue;
      renderer_.raw("<li");
      attribute("data-for", choice.id);
      if (choice.right) renderer_.raw(" data-right");
      renderer_.raw("><b>");
      renderer_.text(choice.text);
      renderer_.raw("</b> <span class=\"verdict\">");
      renderer_.text(text(choice.right ? "quiz_right" : "quiz_wrong"));
      renderer_.raw("</span>");
      write_feedback(parsed_.choices[i]);
      renderer_.raw("</li>\n");
    }
    renderer_.raw("</ul>\n");
  }

  void write_feedback(const ChoiceNodes& nodes) {
    if (nodes.feedback.empty()) return;
    renderer_.raw("\n<div class=\"feedback\">\n");
    for (auto* quotation : nodes.feedback) renderer_.children(quotation);
    renderer_.raw("</div>");
  }

  void write_truth() {
    renderer_.raw("<p class=\"answers\"><b");
    attribute("data-truth", question().truth ? "true" : "false");
    renderer_.raw(">");
    renderer_.text(text(question().truth ? "quiz_true" : "quiz_false"));
    renderer_.raw("</b></p>\n");
  }

  void write_number() {
    const auto language = renderer_.context().language;
    renderer_.raw("<p class=\"answers\"><b");
    attribute("data-number", to_text(question().number));
    attribute("data-tolerance", to_text(question().tolerance));
    renderer_.raw(">");
    renderer_.text(format_shortest(question().number, language));
    if (!question().unit.empty()) renderer_.text(" " + question().unit);
    renderer_.raw("</b>");
    if (question().tolerance > 0) {
      renderer_.text(" " + fill(text("quiz_tolerance"), {{"tolerance", format_shortest(question().tolerance, language)}}));
    }
    renderer_.raw("</p>\n");
    write_mistakes();
  }

  void write_mistakes() {
    if (question().choices.empty()) return;
    renderer_.raw("<ul class=\"answers\">\n");
    for (std::size_t i = 0; i < question().choices.size(); ++i) {
      double number = 0;
      parse_number(question().choices[i].text, number);
      renderer_.raw("<li");
      attribute("data-for", question().choices[i].id);
      attribute("data-number", to_text(number));
      renderer_.raw("><b>");
      renderer_.text(format_shortest(number, renderer_.context().language));
      renderer_.raw("</b> <span class=\"verdict\">");
      renderer_.text(text("quiz_wrong"));
      renderer_.raw("</span>");
      write_feedback(parsed_.choices[i]);
      renderer_.raw("</li>\n");
    }
    renderer_.raw("</ul>\n");
  }

  void write_order() {
    renderer_.raw("<ol class=\"answers\">\n");
    for (std::size_t i = 0; i < question().choices.size(); ++i) {
      renderer_.raw("<li");
      attribute("data-for", question().choices[i].id);
      renderer_.raw(">");
      renderer_.text(question().choices[i].text);
      write_feedback(parsed_.choices[i]);
      renderer_.raw("</li>\n");
    }
    renderer_.raw("</ol>\n");
  }

  void write_pairs() {
    renderer_.raw("<ul class=\"answers\">\n");
    for (const auto& pair : question().choices) {
      renderer_.raw("<li");
      attribute("data-for", pair.id);
      attribute("data-match", pair.match_id);
      renderer_.raw("><b>");
      renderer_.text(pair.text);
      renderer_.raw("</b>: ");
      renderer_.text(pair.match);
      renderer_.raw("</li>\n");
    }
    renderer_.raw("</ul>\n");
  }

  void write_gaps() {
    renderer_.raw("<ol class=\"answers\">\n");
    for (const auto& forms : question().gaps) {
      renderer_.raw("<li>");
      for (std::size_t i = 0; i < forms.size(); ++i) {
        renderer_.raw(i == 0 ? "<b>" : ", <b>");
        renderer_.text(forms[i]);
        renderer_.raw("</b>");
      }
      renderer_.raw("</li>\n");
    }
    renderer_.raw("</ol>\n");
  }

  // What :::right and :::wrong say.
  void say(std::string_view when, cmark_node* container) {
    if (container == nullptr) return;
    renderer_.raw("<div class=\"feedback\"");
    attribute("data-say", when);
    renderer_.raw(">\n<p class=\"when\">");
    renderer_.text(text(when == "right" ? "quiz_if_right" : "quiz_if_wrong"));
    renderer_.raw("</p>\n");
    renderer_.children(container);
    renderer_.raw("</div>\n");
  }

  Renderer& renderer_;
  const ParsedQuestion& parsed_;
};

}  // namespace

void write_answer(Renderer& renderer, const ParsedQuestion& parsed) { AnswerWriter(renderer, parsed).write(); }

}  // namespace markup
