#include "base/yaml.h"

#include <fmt/format.h>
#include <libfyaml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/text.h"

namespace base {
namespace {

// What may be copied by aliases, in bytes: 10,000 short values are fine, 10,000 times a long text is not.
constexpr std::size_t kAliasBytes = 1'000'000;

constexpr std::string_view kNoAliases = "write the values out instead of using aliases";

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct Position {
  int line = 1;
  int column = 1;
};

void print_nothing(fy_diag* /*diag*/, void* /*user*/, const char* /*text*/, std::size_t /*length*/) {}

struct DiagDeleter {
  void operator()(fy_diag* diag) const { fy_diag_destroy(diag); }
};
struct ParserDeleter {
  void operator()(fy_parser* parser) const { fy_parser_destroy(parser); }
};
struct EventDeleter {
  fy_parser* parser = nullptr;
  void operator()(fy_event* event) const { fy_parser_event_free(parser, event); }
};
using Diag = std::unique_ptr<fy_diag, DiagDeleter>;
using Event = std::unique_ptr<fy_event, EventDeleter>;

Diag make_diag() {
  fy_diag_cfg config;
  fy_diag_cfg_default(&config);
  config.fp = nullptr;
  config.output_fn = print_nothing;
  config.colorize = false;
  Diag diag(fy_diag_create(&config));
  fy_diag_set_collect_errors(diag.get(), true);
  return diag;
}

// libfyaml's parser over one text, which must outlive it.
class EventSource {
 public:
  explicit EventSource(std::string_view text) : diag_(make_diag()) {
    fy_parse_cfg config{};
    config.flags = static_cast<fy_parse_cfg_flags>(FYPCF_QUIET | FYPCF_DEFAULT_VERSION_1_2 | FYPCF_JSON_NONE);
    config.diag = diag_.get();
    parser_.reset(fy_parser_create(&config));
    if (fy_parser_set_string(parser_.get(), text.data(), text.size()) != 0) parser_.reset();
  }

  // Empty at the end and after an error.
  Event next() { return Event(parser_ ? fy_parser_parse(parser_.get()) : nullptr, {parser_.get()}); }

  // The first error; what follows from it is of no use.
  const fy_diag_error* error() const {
    void* place = nullptr;
    return fy_diag_errors_iterate(diag_.get(), &place);
  }

 private:
  Diag diag_;
  std::unique_ptr<fy_parser, ParserDeleter> parser_;
};

bool is_in_quotes(fy_token* token) {
  const fy_scalar_style style = token ? fy_token_scalar_style(token) : FYSS_PLAIN;
  return style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED;
}

// Where an event begins, or null. libfyaml marks a quoted text and the name of an alias behind its first character.
std::optional<Position> start_of(fy_event* event) {
  const fy_mark* mark = event ? fy_event_start_mark(event) : nullptr;
  if (!mark) return std::nullopt;
  const bool behind = event->type == FYET_ALIAS || (event->type == FYET_SCALAR && is_in_quotes(event->scalar.value));
  return Position{mark->line + 1, std::max(1, mark->column + (behind ? 0 : 1))};
}

std::string_view text_of(fy_token* token) {
  std::size_t length = 0;
  const char* text = token ? fy_token_get_text(token, &length) : nullptr;
  return text ? std::string_view(text, length) : std::string_view();
}

// libfyaml's message → what its author probably has to do.
struct Advice {
  std::string_view message;
  std::string_view hint;
};
constexpr std::array kAdvice = std::to_array<Advice>({
    {"invalid nested block mapping on the same line", "put text that holds ': ' in quotes"},
    {"invalid multiline plain key", "begin each key in the same column; put text that holds ': ' in quotes"},
    {"invalid mapping in plain multiline", "begin each key in the same column"},
    {"tab character may not be used as indentation", "indent with spaces"},
    {"block sequence on the same line as a mapping key", "begin the list on the next line"},
    {"flow sequence without a closing bracket", "add the missing ']'"},
    {"flow mapping without a closing brace", "add the missing '}'"},
    {"wrongly indented single-quoted scalar", "add the missing quote"},
    {"wrongly indented double-quoted scalar", "add the missing quote"},
    {"plain scalar cannot start with '@'", "put the text in quotes"},
    {"plain scalar cannot start with '`'", "put the text in quotes"},
    {"plain scalar cannot start with '%'", "put the text in quotes"},
    {"undefined tag prefix", "put text that begins with '!' in quotes"},
});

std::string_view hint_for(std::string_view message) {
  const auto* advice = std::ranges::find(kAdvice, message, &Advice::message);
  return advice == kAdvice.end() ? std::string_view() : advice->hint;
}

// YAML 1.2, 5.1: no other control characters; libfyaml would end the text at a NUL without a word.
std::size_t find_control_character(std::string_view text) {
  const auto* found = std::ranges::find_if(text, [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
  });
  return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

bool means_null(std::string_view plain) {
  return plain.empty() || plain == "~" || plain == "null" || plain == "Null" || plain == "NULL";
}

// What a value would add wherever an alias repeats it.
struct Weight {
  std::size_t values = 1;
  std::size_t bytes = 0;
  int depth = 1;

  void add(const Weight& child) {
    values += child.values;
    bytes += child.bytes;
    depth = std::max(depth, child.depth + 1);
  }
};

Weight weigh(const YamlValue& value) {
  Weight weight;
  weight.bytes = value.text.size();
  for (const YamlValue& item : value.items) weight.add(weigh(item));
  for (const YamlEntry& entry : value.entries) {
    weight.add(weigh(entry.value));
    weight.bytes += entry.key.size();
  }
  return weight;
}

struct Anchor {
  YamlValue value;
  Weight weight;
};

// Builds the tree from the events. Each read_… returns false after it reported why the rest cannot be read.
class TreeReader {
 public:
  TreeReader(const YamlSource& source, std::string_view text, const YamlLimits& limits, Diagnostics& diagnostics)
      : source_(source), limits_(limits), diagnostics_(diagnostics), events_(text) {}

  bool read_document(YamlValue& value) {
    Event event = next();
    if (is(event, FYET_STREAM_START)) event = next();
    if (is(event, FYET_STREAM_END)) return true;  // nothing but comments
    if (!is(event, FYET_DOCUMENT_START)) return malformed();
    if (!read_value(next(), value, 1)) return false;
    if (!is(next(), FYET_DOCUMENT_END)) return malformed();
    event = next();
    if (is(event, FYET_DOCUMENT_START)) return refuse("there is more than one YAML document", "remove the line '---'");
    return is(event, FYET_STREAM_END) ? complete_ : malformed();
  }

 private:
  static bool is(const Event& event, fy_event_type type) { return event && event->type == type; }

  Event next() {
    Event event = events_.next();
    // An event without a place (a missing value) stands where the one before it stood.
    if (const auto start = start_of(event.get())) position_ = {start->line + source_.first_line - 1, start->column};
    return event;
  }

  bool refuse_at(Position position, std::string message, std::string_view hint) {
    diagnostics_.report("yaml", {std::string(source_.file), position.line, position.column}, std::move(message),
                        std::string(hint));
    return false;
  }

  bool refuse(std::string message, std::string_view hint = {}) { return refuse_at(position_, std::move(message), hint); }

  bool malformed() {
    const fy_diag_error* error = events_.error();
    if (!error || !error->msg) return refuse("this is not well-formed YAML");
    const std::string message(trim(error->msg));
    return refuse_at({std::max(error->line, 1) + source_.first_line - 1, std::max(error->column, 1)}, message,
                     hint_for(message));
  }

  bool refuse_size(bool expanded) {
    const std::string_view verb = expanded ? "expands to" : "holds";
    return refuse(fmt::format("the YAML {} more than {} values", verb, limits_.values),
                  expanded ? kNoAliases : std::string_view());
  }

  bool refuse_depth() { return refuse(fmt::format("lists and maps are nested deeper than {} levels", limits_.depth)); }

  bool read_value(const Event& event, YamlValue& value, int depth) {
    if (!event) return malformed();
    value.line = position_.line;
    value.column = position_.column;
    if (event->type == FYET_ALIAS) return read_alias(event, value, depth);
    if (++values_ > limits_.values) return refuse_size(has_aliases_);
    if (depth > limits_.depth) return refuse_depth();
    if (!read_content(event, value, depth)) return false;
    if (fy_token* anchor = fy_event_get_anchor_token(event.get())) {
      anchors_.insert_or_assign(std::string(text_of(anchor)), Anchor{value, weigh(value)});
    }
    return true;
  }

  bool read_content(const Event& event, YamlValue& value, int depth) {
    switch (event->type) {
      case FYET_SCALAR: read_scalar(event, value); return true;
      case FYET_SEQUENCE_START: return read_list(value, depth);
      case FYET_MAPPING_START: return read_map(value, depth);
      default: return malformed();
    }
  }

  static void read_scalar(const Event& event, YamlValue& value) {
    fy_token* token = event->scalar.value;
    const std::string_view text = text_of(token);
    value.quoted = token && fy_token_scalar_style(token) != FYSS_PLAIN;
    if (!value.quoted && means_null(text)) return;
    value.kind = YamlValue::Kind::scalar;
    value.text = text;
  }

  bool read_list(YamlValue& value, int depth) {
    value.kind = YamlValue::Kind::list;
    while (true) {
      const Event event = next();
      if (is(event, FYET_SEQUENCE_END)) return true;
      if (!read_value(event, value.items.emplace_back(), depth + 1)) return false;
    }
  }

  bool read_map(YamlValue& value, int depth) {
    value.kind = YamlValue::Kind::map;
    while (true) {
      const Event event = next();
      if (is(event, FYET_MAPPING_END)) break;
      YamlEntry& entry = value.entries.emplace_back();
      if (!read_key(event, entry) || !read_value(next(), entry.value, depth + 1)) return false;
    }
    report_repeated_keys(value.entries);
    return true;
  }

  bool read_key(const Event& event, YamlEntry& entry) {
    if (!event) return malformed();
    if (event->type != FYET_SCALAR) {
      return refuse("a key must be text, not a list, a map or an alias",
                    "put text that begins with '{', '[' or '*' in quotes");
    }
    if (!event->scalar.value) return refuse("a key is missing before ':'");
    entry.key = text_of(event->scalar.value);
    entry.line = position_.line;
    entry.column = position_.column;
    return true;
  }

  void report_repeated_keys(const std::vector<YamlEntry>& entries) {
    std::vector<const YamlEntry*> sorted;
    sorted.reserve(entries.size());
    for (const YamlEntry& entry : entries) sorted.push_back(&entry);
    std::ranges::sort(sorted, {}, [](const YamlEntry* entry) { return std::pair(std::string_view(entry->key), entry); });
    for (std::size_t first = 0, i = 1; i < sorted.size(); ++i) {
      if (sorted[i]->key != sorted[first]->key) {
        first = i;
        continue;
      }
      complete_ = refuse_at({sorted[i]->line, sorted[i]->column},
                            fmt::format("key '{}' stands twice (first on line {})", sorted[i]->key, sorted[first]->line), "");
    }
  }

  bool read_alias(const Event& event, YamlValue& value, int depth) {
    const std::string name(text_of(event->alias.anchor));
    const auto anchor = anchors_.find(name);
    if (anchor == anchors_.end()) {
      return refuse(fmt::format("no anchor '&{}' stands before this alias", name),
                    "put text that begins with '*' in quotes");
    }
    const Weight& weight = anchor->second.weight;
    has_aliases_ = true;
    values_ += weight.values;
    alias_bytes_ += weight.bytes;
    if (values_ > limits_.values) return refuse_size(has_aliases_);
    if (depth - 1 + weight.depth > limits_.depth) return refuse_depth();
    if (alias_bytes_ > kAliasBytes) {
      return refuse(fmt::format("aliases repeat more than {} bytes", kAliasBytes), kNoAliases);
    }
    const Position position = position_;
    value = anchor->second.value;
    value.line = position.line;
    value.column = position.column;
    return true;
  }

  const YamlSource& source_;
  const YamlLimits& limits_;
  Diagnostics& diagnostics_;
  EventSource events_;
  Position position_;  // of the latest event, in the file
  std::unordered_map<std::string, Anchor> anchors_;
  std::size_t values_ = 0;
  std::size_t alias_bytes_ = 0;
  bool has_aliases_ = false;
  bool complete_ = true;  // false after a mistake that did not stop the reading
};

bool check_characters(const YamlSource& source, Diagnostics& diagnostics) {
  const std::size_t invalid = find_invalid_utf8(source.text);
  const std::size_t control = find_control_character(source.text.substr(0, invalid));
  const std::size_t offset = std::min(invalid, control);
  if (offset == std::string_view::npos) return true;
  const LineColumn place = line_column(source.text, offset);
  std::string message = "the text is not valid UTF-8";
  if (control < invalid) message = fmt::format("the control character U+{:04X} is not allowed", +source.text[offset]);
  diagnostics.report("yaml", {std::string(source.file), place.line + source.first_line - 1, place.column}, std::move(message),
                     control < invalid ? "delete it" : "save the file as UTF-8");
  return false;
}

}  // namespace

const YamlValue* YamlValue::find(std::string_view key) const {
  const auto entry = std::ranges::find(entries, key, &YamlEntry::key);
  return entry == entries.end() ? nullptr : &entry->value;
}

bool parse_yaml(const YamlSource& source, YamlValue& value, Diagnostics& diagnostics, const YamlLimits& limits) {
  value = {};
  value.line = source.first_line;
  value.column = 1;
  if (!check_characters(source, diagnostics)) return false;
  std::string_view text = source.text;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (text.empty()) return true;
  return TreeReader(source, text, limits, diagnostics).read_document(value);
}

bool as_number(const YamlValue& value, double& number) {
  if (!value.is_scalar() || value.quoted) return false;
  std::string_view text = value.text;
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  double read = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), read);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(read)) return false;
  number = read;
  return true;
}

bool as_boolean(const YamlValue& value, bool& boolean) {
  if (!value.is_scalar() || value.quoted) return false;
  const std::string word = to_lower(value.text);
  const bool yes = word == "true" || word == "yes";
  if (!yes && word != "false" && word != "no") return false;
  boolean = yes;
  return true;
}

}  // namespace base
