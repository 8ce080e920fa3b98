// Mistakes in the author's files, collected with their places so that all of them can be shown at once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace base {

enum class Severity { off, warning, error };

// Where something stands. `file` is relative to the site's root; line and column are 1-based, column counts code points;
// 0 means unknown.
struct Place {
  std::string file;
  int line = 0;
  int column = 0;
};

struct Diagnostic {
  std::string check;    // the check's name, as in `checks:` of site.yaml
  Place place;
  std::string message;  // what is wrong: lower case, no full stop
  std::string hint;     // what to do; may be empty
  Severity severity = Severity::error;  // set by content::apply_severities
};

// A list of diagnostics. Not synchronised: each worker fills its own, the pass appends them in order.
class Diagnostics {
 public:
  void report(std::string_view check, Place place, std::string message, std::string hint = {});
  void append(Diagnostics&& other);

  const std::vector<Diagnostic>& all() const { return list_; }
  std::vector<Diagnostic>& all() { return list_; }
  bool empty() const { return list_.empty(); }
  bool has_errors() const;

  // Orders by file, line, column, message and removes exact repetitions.
  void sort();

 private:
  std::vector<Diagnostic> list_;
};

// "file:line:column: error: what (what to do)"; parts that are unknown are left out.
std::string to_text(const Diagnostic& diagnostic);

// One JSON object: file, line, column, severity, check, message, hint.
std::string to_json(const Diagnostic& diagnostic);

}  // namespace base
