#include <cmark-gfm-core-extensions.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/hash.h"
#include "base/text.h"
#include "generator/markup/container.h"
#include "generator/markup/quiz_parse.h"
#include "generator/markup/quiz_text.h"

namespace markup {
namespace {

constexpr std::size_t kMostChoices = 100;  // options, pairs or gaps of one question

constexpr std::array<std::string_view, 8> kTypes{"single", "multiple", "truefalse", "text", "number", "order", "match", "gap"};

class QuestionReader {
 public:
  QuestionReader(Renderer& renderer, cmark_node* node) : renderer_(renderer), head_(container_head(node)) { parsed_.node = node; }

  ParsedQuestion read() {
    read_id();
    read_type();
    sort_blocks();
    if (known_type_) check_keys();
    read_points();
    if (const auto* hint = head_.find("hint")) question().hint = *hint;
    if (const auto* unit = head_.find("unit")) question().unit = *unit;
    if (known_type_) read_answer();
    read_ask();
    question().line = renderer_.place(parsed_.node).line;
    return std::move(parsed_);
  }

 private:
  Question& question() { return parsed_.question; }
  cmark_node* node_of(std::size_t choice) { return parsed_.choices[choice].node; }
  void wrong(std::string message, std::string hint = {}) { wrong_at(parsed_.node, std::move(message), std::move(hint)); }
  void wrong_at(cmark_node* node, std::string message, std::string hint = {}) {
    parsed_.sound = false;
    renderer_.report("quiz", renderer_.place(node), std::move(message), std::move(hint));
  }

  void wrong_key(std::string_view key, std::string message, std::string hint = {}) {
    parsed_.sound = false;
    renderer_.report("quiz", renderer_.place_of_key(head_, key), std::move(message), std::move(hint));
  }

  void read_id() {
    const auto* id = head_.find("id");
    if (id == nullptr || id->empty()) {
      name_ = "this question";
      return wrong("the question has no id", "write ':::question id=name'");
    }
    question().id = *id;
    parsed_.sound = read_aliases(renderer_, parsed_.node, question().aliases);
    name_ = fmt::format("question '{}'", *id);
    if (!base::is_identifier(*id)) wrong_key("id", fmt::format("question id '{}' is malformed", *id), "use small letters, digits and hyphens");
  }

  void read_type() {
    const auto* type = head_.find("type");
    if (type == nullptr) return;
    const auto found = std::ranges::find(kTypes, *type);
    known_type_ = found != kTypes.end();
    stated_type_ = true;
    if (known_type_) {
      question().type = static_cast<QuestionType>(found - kTypes.begin());
      return;
    }
    auto hint = base::did_you_mean(*type, kTypes);
    if (hint.empty()) hint = fmt::format("write one of {}", fmt::join(kTypes, ", "));
    wrong_key("type", fmt::format("type '{}' of {} is unknown", *type, name_), std::move(hint));
  }

  // A key that belongs to another type would be passed over.
  void check_keys() {
    const auto type = question().type;
    const auto refuse = [&](std::string_view key, std::string_view types) {
      if (head_.find(key) == nullptr) return;
      wrong_key(key, fmt::format("'{}' of {} has no effect: it belongs to {}", key, name_, types), "name that type, or remove the key");
    };
    if (type != QuestionType::number && type != QuestionType::truefalse) refuse("answer", "type=number and type=truefalse");
    if (type == QuestionType::number) return;
    refuse("tolerance", "type=number");
    refuse("unit", "type=number");
  }

  // Which blocks ask, which answer, which are said afterwards.
  void sort_blocks() {
    for (auto* child : children_of(parsed_.node)) {
      if (is_container_named(child, "right")) parsed_.right = child;
      else if (is_container_named(child, "wrong")) parsed_.wrong = child;
      else if (is_option_list(child)) lists_.push_back(child);
      else parsed_.ask.push_back(child);
    }
    check_lists();
    if (parsed_.right != nullptr) question().right_feedback = line_of_text(parsed_.right);
    if (parsed_.wrong != nullptr) question().wrong_feedback = line_of_text(parsed_.wrong);
  }

  void check_lists() {
    if (lists_.empty() || !known_type_) return;
    if (!takes_options()) {
      wrong_at(lists_[0], fmt::format("{} has options, but type={} takes none", name_, name_of(question().type)),
               "remove the list of '- [ ]', or the type");
    } else if (lists_.size() > 1) {
      wrong_at(lists_[1], fmt::format("{} has a second list of options", name_), "write all options in one list, each with the same mark");
    }
  }

  bool takes_options() { return question().type < QuestionType::order && question().type != QuestionType::truefalse; }

  void read_points() {
    const auto* points = head_.find("points");
    if (points == nullptr) return;
    if (parse_number(*points, question().points) && question().points > 0) return;
    question().points = 1;
    wrong_key("points", fmt::format("points '{}' of {} are not a number above 0", *points, name_));
  }

  void read_answer() {
    switch (question().type) {
      case QuestionType::single:
      case QuestionType::multiple: return read_choices();
      case QuestionType::truefalse: return read_truth();
      case QuestionType::text: return read_forms();
      case QuestionType::number: return read_number();
      case QuestionType::order: return read_order();
      case QuestionType::match: return read_match();
      case QuestionType::gap: return read_gaps();
    }
  }

  void read_ask() {
    for (auto* block : parsed_.ask) {
      if (!question().text.empty()) question().text += ' ';
      question().text += line_of_text(block);
    }
    if (question().type == QuestionType::gap) question().text = gap_text_;
    if (parsed_.ask.empty() && known_type_) wrong(fmt::format("{} asks nothing", name_), "write the question above its answers");
  }

  // ---- options ----

  void add_choice(Choice choice, ChoiceNodes nodes, std::string id) {
    auto* node = nodes.node;
    const auto number = parsed_.question.choices.size() + 1;
    if (choice.text.empty()) {
      wrong_at(node, fmt::format("option {} of {} is empty", number, name_), "write its text, or the alt text of its picture");
    }
    if (!id.empty() && !base::is_identifier(id)) {
      wrong_at(node, fmt::format("option id '{}' of {} is malformed", id, name_), "use small letters, digits and hyphens");
    }
    choice.id = id.empty() ? base::short_hash(choice.text, 8) : std::move(id);
    question().choices.push_back(std::move(choice));
    parsed_.choices.push_back(std::move(nodes));
  }

  void read_item(cmark_node* item, bool right) {
    Choice choice;
    ChoiceNodes nodes;
    nodes.node = item;
    std::string id;
    const bool bare = is_option(item) && !is_node(item, "tasklist");  // "[x]" alone: cmark takes it for text
    choice.right = right;
    for (auto* block : children_of(item)) {
      if (cmark_node_get_type(block) == CMARK_NODE_BLOCK_QUOTE) {
        nodes.feedback.push_back(block);
        choice.feedback += (choice.feedback.empty() ? "" : " ") + line_of_text(block);
      } else if (nodes.label == nullptr && cmark_node_get_type(block) == CMARK_NODE_PARAGRAPH && nodes.more.empty()) {
        nodes.label = block;
        id = take_id(block);
        if (!bare) choice.text = line_of_text(block);
      } else {
        nodes.more.push_back(block);
      }
    }
    add_choice(std::move(choice), std::move(nodes), std::move(id));
  }

  void read_lists() {
    for (auto* list : lists_) {
      for (auto* item : children_of(list)) {
        if (!is_option(item)) {
          wrong_at(item, fmt::format("item '{}' of {} has neither '[ ]' nor '[x]'", line_of_text(item), name_));
        } else {
          read_item(item, is_checked(item));
        }
      }
    }
    check_ids();
  }

  // A person cannot read so many, and each is compared with all others.
  bool too_many(std::size_t count, std::string_view what) {
    if (count <= kMostChoices) return false;
    wrong(fmt::format("{} has {} {}, the limit is {}", name_, count, what, kMostChoices), "ask in several questions");
    return true;
  }

  void check_ids() {
    const auto& choices = question().choices;
    if (too_many(choices.size(), "options")) return;
    for (std::size_t i = 0; i < choices.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (!choices[i].text.empty() && same_text(choices[i].text, choices[j].text)) {
          wrong_at(node_of(i), fmt::format("two options of {} are identical: '{}'", name_, choices[i].text));
        } else if (choices[i].id == choices[j].id && !choices[i].text.empty()) {
          wrong_at(node_of(i), fmt::format("option id '{}' occurs twice in {}", choices[i].id, name_));
        }
      }
    }
  }

  // What a learner types is compared leniently, what he chooses is not.
  bool same_text(const std::string& left, const std::string& right) {
    return question().type == QuestionType::text ? normal_answer(left) == normal_answer(right) : left == right;
  }

  std::size_t count_right() { return static_cast<std::size_t>(std::ranges::count(question().choices, true, &Choice::right)); }

  void read_choices() {
    read_lists();
    const auto right = count_right();
    if (!stated_type_ && right > 1) question().type = QuestionType::multiple;
    if (lists_.empty()) return wrong(fmt::format("{} has no options", name_), "write a list of '- [ ]' and '- [x]', or name a type");
    if (right == 0) return wrong(fmt::format("{} has no right answer", name_), "mark it with '- [x]'");
    if (question().choices.size() < 2) wrong(fmt::format("{} has only one option", name_));
    if (question().type == QuestionType::single && right > 1) {
      wrong(fmt::format("{} is a single choice with {} right answers", name_, right), "write 'type=multiple'");
    }
  }

  void read_forms() {
    read_lists();
    if (count_right() == 0) return wrong(fmt::format("{} has no right answer", name_), "write each accepted form as '- [x] form'");
    for (std::size_t i = 0; i < question().choices.size(); ++i) {
      const auto& choice = question().choices[i];
      if (!choice.text.empty() && normal_answer(choice.text).empty()) {
        wrong_at(node_of(i), fmt::format("form '{}' of {} has neither letter nor digit", choice.text, name_));
      }
    }
  }

  // ---- the other types ----

  void read_truth() {
    const auto* answer = head_.find("answer");
    question().truth = answer != nullptr && *answer == "true";
    if (answer == nullptr) return wrong(fmt::format("{} has no right answer", name_), "write 'answer=true' or 'answer=false'");
    if (*answer != "true" && *answer != "false") {
      wrong_key("answer", fmt::format("answer '{}' of {} is neither true nor false", *answer, name_));
    }
  }

  void read_number() {
    const auto* answer = head_.find("answer");
    if (answer == nullptr) return wrong(fmt::format("{} has no right answer", name_), "write 'answer=4000'");
    if (!parse_number(*answer, question().number)) {
      wrong_key("answer", fmt::format("answer '{}' of {} is not a number", *answer, name_), "write it as 4000 or 4000.5");
    }
    if (const auto* tolerance = head_.find("tolerance")) {
      if (!parse_number(*tolerance, question().tolerance)) {
        wrong_key("tolerance", fmt::format("tolerance '{}' of {} is not a number", *tolerance, name_), "write it as 50 or 0.5");
      } else if (question().tolerance < 0) {
        wrong_key("tolerance", fmt::format("tolerance {} of {} is negative", *tolerance, name_));
      }
    }
    read_mistakes();
  }

  void read_mistakes() {
    read_lists();
    for (std::size_t i = 0; i < question().choices.size(); ++i) {
      const auto& choice = question().choices[i];
      double number = 0;
      if (choice.text.empty()) continue;
      if (choice.right) {
        wrong_at(node_of(i), fmt::format("'[x] {}' in {} has no effect", choice.text, name_), "the right number stands in 'answer='");
      } else if (!parse_number(choice.text, number)) {
        wrong_at(node_of(i), fmt::format("mistake '{}' of {} is not a number", choice.text, name_), "write it as 4000 or 4000.5");
      } else if (std::abs(number - question().number) <= question().tolerance) {
        wrong_at(node_of(i), fmt::format("mistake '{}' of {} would count as right", choice.text, name_));
      }
    }
  }

  // The last block of a kind is what is answered; takes it out of what asks.
  template <class Predicate>
  cmark_node* take_last(Predicate is_wanted) {
    const auto found = std::find_if(parsed_.ask.rbegin(), parsed_.ask.rend(), is_wanted);
    if (found == parsed_.ask.rend()) return nullptr;
    auto* node = *found;
    parsed_.ask.erase(std::next(found).base());
    return node;
  }

  void read_order() {
    auto* list = take_last([](cmark_node* node) {
      return cmark_node_get_type(node) == CMARK_NODE_LIST && cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    });
    if (list == nullptr) return wrong(fmt::format("{} has no numbered list", name_), "write the items in the right order");
    for (auto* item : children_of(list)) read_item(item, true);
    check_ids();
    if (question().choices.size() < 2) wrong(fmt::format("{} has fewer than 2 items to order", name_));
  }

  void read_match() {
    auto* table = take_last([](cmark_node* node) { return is_node(node, "table"); });
    if (table == nullptr) return wrong(fmt::format("{} has no table", name_), "write a table of two columns");
    const int columns = cmark_gfm_extensions_get_table_columns(table);
    if (columns != 2) return wrong_at(table, fmt::format("the table of {} has {} column{}, not 2", name_, columns, columns == 1 ? "" : "s"));
    for (auto* row : children_of(table)) {
      if (cmark_gfm_extensions_get_table_row_is_header(row) == 0) read_pair(row);
    }
    if (question().choices.size() < 2) wrong(fmt::format("{} has fewer than 2 pairs", name_));
    check_pairs();
  }

  void read_pair(cmark_node* row) {
    Choice choice;
    ChoiceNodes nodes;
    nodes.node = row;
    nodes.label = cmark_node_first_child(row);
    nodes.match = cmark_node_next(nodes.label);
    auto id = take_id(nodes.label);
    auto match_id = take_id(nodes.match);
    choice.right = true;
    choice.text = line_of_text(nodes.label);
    choice.match = line_of_text(nodes.match);
    if (!match_id.empty() && !base::is_identifier(match_id)) {
      wrong_at(row, fmt::format("option id '{}' of {} is malformed", match_id, name_), "use small letters, digits and hyphens");
    }
    if (choice.match.empty()) wrong_at(row, fmt::format("a right cell of {} is empty", name_));
    // A pair named on its left only keeps one identity in all languages.
    if (match_id.empty()) match_id = base::short_hash(id.empty() ? choice.match : id, 8);
    choice.match_id = std::move(match_id);
    add_choice(std::move(choice), std::move(nodes), std::move(id));
  }

  void check_pairs() {
    const auto& pairs = question().choices;
    if (too_many(pairs.size(), "pairs")) return;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) check_pair(pairs[j], pairs[i], node_of(i));
    }
  }

  void check_pair(const Choice& first, const Choice& second, cmark_node* row) {
    if (!second.text.empty() && first.text == second.text) {
      wrong_at(row, fmt::format("left cell '{}' occurs twice in {}", second.text, name_));
    } else if (first.id == second.id && !second.text.empty()) {
      wrong_at(row, fmt::format("option id '{}' occurs twice in {}", second.id, name_));
    }
    if (!second.match.empty() && first.match == second.match) {
      wrong_at(row, fmt::format("right cell '{}' occurs twice in {}", second.match, name_));
    } else if (first.match_id == second.match_id && !second.match.empty()) {
      wrong_at(row, fmt::format("option id '{}' occurs twice in {}", second.match_id, name_));
    }
  }

  void read_gaps() {
    Gaps gaps;
    for (auto* block : parsed_.ask) {
      if (!gap_text_.empty()) gap_text_ += ' ';
      gap_text_ += without_gaps(line_of_text(block));
      take_gaps(block, gaps);
    }
    if (too_many(gaps.list.size(), "gaps")) return;
    if (gaps.unclosed) wrong(fmt::format("a gap of {} is never closed", name_), "end it with ']]'");
    else if (gaps.list.empty()) wrong(fmt::format("{} has no gap", name_), "write '[[answer]]' where the word is missing");
    for (auto& gap : gaps.list) {
      const bool empty = std::ranges::any_of(gap.forms, [](const auto& form) { return normal_answer(form).empty(); });
      if (empty) wrong_at(gap.node == nullptr ? parsed_.node : gap.node, fmt::format("a gap of {} is empty", name_), "write '[[answer]]' or '[[answer|other form]]'");
      if (gap.node == nullptr) wrong(fmt::format("a gap of {} stands in a table", name_), "write it in a sentence");
      question().gaps.push_back(gap.forms);
    }
    parsed_.gaps = std::move(gaps.list);
  }

  Renderer& renderer_;
  const ContainerHead& head_;
  ParsedQuestion parsed_;
  std::string name_;
  std::string gap_text_;
  std::vector<cmark_node*> lists_;
  bool known_type_ = true;
  bool stated_type_ = false;
};

}  // namespace

ParsedQuestion parse_question(Renderer& renderer, cmark_node* container) { return QuestionReader(renderer, container).read(); }

}  // namespace markup
