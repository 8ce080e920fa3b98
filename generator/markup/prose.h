// Checks of the language: sentences that are too long, acronyms that are never expanded. It also counts words.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "generator/markup/finding.h"

namespace markup {

constexpr int kLongestSentence = 25;  // words

// Reads a page's text block by block: begin(), append() for each piece, end().
class Prose {
 public:
  // What a block's text is: sentences are measured in running text only.
  enum class Kind { running, other };

  void begin();
  // Plain text that starts at a line of the body and a byte column.
  void append(std::string_view text, int line, int column);
  // A code span, formula or bare address: one word that is none of the language's.
  void append_opaque(int line, int column);
  void append_space();
  void end(Kind kind);

  // The block's text so far; opaque pieces are kOpaque bytes.
  std::string_view text() const { return text_; }
  static constexpr char kOpaque = '\x01';

  // The words of this text count as expanded: they are explained elsewhere.
  void explain(std::string_view text);

  int words() const { return words_; }
  // All findings, lines of the body and byte columns. Call once, at the page's end.
  std::vector<Finding> findings();

 private:
  struct Mark {
    std::size_t offset;  // into text_
    int line;
    int column;
  };
  struct Acronym {
    int line = 0;    // of its first use; 0: only explained so far
    int column = 0;
    bool expanded = false;
  };

  struct Sentence {
    std::size_t start = 0;  // into text_
    int words = 0;
  };

  Mark position(std::size_t offset) const;
  void close(Sentence& sentence);
  void note_acronyms(std::size_t start, std::size_t end);
  void note_acronym(std::size_t start, std::size_t end);
  bool expanded_at(std::size_t start, std::size_t end) const;

  std::string text_;
  std::vector<Mark> marks_;
  std::unordered_map<std::string, Acronym> acronyms_;
  std::vector<Finding> long_sentences_;
  int words_ = 0;
};

}  // namespace markup
