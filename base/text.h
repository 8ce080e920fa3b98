// Small functions on UTF-8 text.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace base {

// The offset of the first byte that is not valid UTF-8 (RFC 3629), or npos.
std::size_t find_invalid_utf8(std::string_view text);

// Number of code points of valid UTF-8.
std::size_t count_code_points(std::string_view text);

// Decodes the code point at `offset` of valid UTF-8 and moves `offset` behind it.
char32_t next_code_point(std::string_view text, std::size_t& offset);

void append_code_point(std::string& out, char32_t code_point);

// Escapes & < > " for HTML text and attribute values.
void append_html_escaped(std::string& out, std::string_view text);
std::string html_escaped(std::string_view text);

// Lower case by Unicode's simple rules for Latin; other letters unchanged.
std::string to_lower(std::string_view text);

std::string_view trim(std::string_view text);
// Keeps empty parts: "a,,b" gives three, "" gives one.
std::vector<std::string_view> split(std::string_view text, char separator);
bool starts_with_ignoring_case(std::string_view text, std::string_view prefix);

// "Foto Produk: Cahaya!" → "foto-produk-cahaya": lower case, accents dropped, other runs become one hyphen.
// Letters outside Latin are kept. Empty when nothing is left.
std::string slugify(std::string_view text);

// True for ids as authors write them: [a-z0-9] and inner hyphens.
bool is_identifier(std::string_view text);

// The candidate with the smallest edit distance to `name`, when it is near enough to be a slip; else empty.
std::string_view nearest(std::string_view name, std::span<const std::string_view> candidates);

// " (did you mean 'x'?)"-style hint text without parentheses: "did you mean 'x'?", or empty.
std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates);

// 1-based line and column (in code points) of a byte offset.
struct LineColumn {
  int line = 1;
  int column = 1;
};
LineColumn line_column(std::string_view text, std::size_t offset);

// Resolves "." and ".." of a slash-separated relative path; "../x" beyond the start gives an empty optional-like "..".
// normalize("a/b", "../c.md") = "a/c.md"; a target starting with "/" is taken from the root.
// Returns a path starting with ".." when it leaves the root.
std::string join_path(std::string_view directory, std::string_view target);

// "a/b/c.md" → "a/b"; "c.md" → "".
std::string_view directory_of(std::string_view path);
// "a/b/c.md" → "c.md".
std::string_view file_name_of(std::string_view path);
// "c.en.md" → "md"; lower case not applied; empty when there is none.
std::string_view extension_of(std::string_view path);

}  // namespace base
