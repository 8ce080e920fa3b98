#include "endpoint/xapi/multipart.h"

#include <algorithm>

#include "base/text.h"
#include "endpoint/xapi/characters.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/media_type.h"

namespace xapi {
namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr auto kNowhere = std::string_view::npos;

// A line that parts the body: where the line end before it begins, where what follows it begins.
struct Delimiter {
  std::size_t begin = kNowhere;
  std::size_t end = kNowhere;
  bool is_last = false;
};

// The delimiter whose boundary ends at `offset`, or nothing when the line goes on with something else.
std::optional<Delimiter> delimiter_at(std::string_view body, std::size_t begin, std::size_t offset) {
  const bool is_last = body.substr(offset, 2) == "--";
  if (is_last) offset += 2;
  while (offset < body.size() && (body[offset] == ' ' || body[offset] == '\t')) ++offset;
  const bool ends_line = body.substr(offset, 2) == kLineEnd;
  if (!ends_line && !(is_last && offset == body.size())) return std::nullopt;
  return Delimiter{begin, ends_line ? offset + 2 : offset, is_last};
}

// The next delimiter from `from` on, which stands at the begin of the body or behind a line end.
Delimiter find_delimiter(std::string_view body, const std::string& line, std::size_t from) {
  if (from == 0 && body.starts_with(line)) {
    if (const auto found = delimiter_at(body, 0, line.size())) return *found;
  }
  const std::string with_line_end = std::string(kLineEnd) + line;
  for (std::size_t at = body.find(with_line_end, from); at != kNowhere; at = body.find(with_line_end, at + 1)) {
    if (const auto found = delimiter_at(body, at, at + with_line_end.size())) return *found;
  }
  return {};
}

std::string place(std::size_t index) { return "part " + std::to_string(index + 1); }

// Which field of a part a header fills, or none.
std::string* field_of(Part& part, std::string_view name) {
  const std::string lower = lower_ascii(name);
  if (lower == "content-type") return &part.content_type;
  if (lower == "content-transfer-encoding") return &part.encoding;
  if (lower == "x-experience-api-hash") return &part.hash;
  return nullptr;
}

bool is_field_name(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_token_character); }

// What is wrong with a header line, or nothing.
std::optional<std::string> read_header(std::string_view line, Part& part) {
  const std::size_t colon = line.find(':');
  if (colon == kNowhere || !is_field_name(line.substr(0, colon))) return "has a line that is no header";
  std::string* field = field_of(part, line.substr(0, colon));
  if (field == nullptr) return std::nullopt;
  const std::string_view value = base::trim(line.substr(colon + 1));
  if (std::any_of(value.begin(), value.end(), [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; })) {
    return "has a control character in its header " + std::string(line.substr(0, colon));
  }
  if (!field->empty()) return "has the header " + std::string(line.substr(0, colon)) + " twice";
  *field = value;
  return std::nullopt;
}

// Headers, an empty line, and the bytes.
Checked<Part> read_part(std::string_view text, std::size_t index) {
  Part part;
  while (!text.starts_with(kLineEnd)) {
    const std::size_t end = text.find(kLineEnd);
    if (end == kNowhere) return refuse(place(index), "has no empty line after its headers");
    if (auto wrong = read_header(text.substr(0, end), part)) return refuse(place(index), std::move(*wrong));
    text.remove_prefix(end + kLineEnd.size());
  }
  part.body = text.substr(kLineEnd.size());
  part.hash = lower_ascii(part.hash);
  part.encoding = lower_ascii(part.encoding);
  return part;
}

std::optional<std::string> wrong_with(const Part& part, std::size_t index) {
  if (index == 0) {
    if (essence_of(part.content_type) != "application/json") return "is not application/json, as the first part is";
    return std::nullopt;
  }
  if (part.hash.empty()) return "has no header X-Experience-API-Hash";
  if (!is_sha2(part.hash)) return "has a header X-Experience-API-Hash that is no SHA-2 in hexadecimal digits";
  if (part.encoding != "binary") return "has no header Content-Transfer-Encoding that says 'binary'";
  return std::nullopt;
}

bool is_boundary(std::string_view text) {
  return !text.empty() && text.size() <= 70 && text.back() != ' ' && std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || is_digit(c) || std::string_view("'()+_,-./:=? ").find(c) != kNowhere;
  });
}

void append_header(std::string& text, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  text.append(name).append(": ").append(value).append(kLineEnd);
}

}  // namespace

std::optional<std::string> boundary_of(std::string_view content_type) {
  if (!is_media_type(content_type) || essence_of(content_type) != "multipart/mixed") return std::nullopt;
  auto boundary = parameter_of(content_type, "boundary");
  if (!boundary || !is_boundary(*boundary)) return std::nullopt;
  return boundary;
}

Checked<std::vector<Part>> parse_multipart(std::string_view body, std::string_view boundary) {
  const std::string line = "--" + std::string(boundary);
  std::vector<Part> parts;
  Delimiter before = find_delimiter(body, line, 0);
  if (before.begin == kNowhere) return refuse(place(0), "is not begun by the boundary");
  while (!before.is_last) {
    // The line end behind a delimiter can be the one before the next.
    const Delimiter after = find_delimiter(body, line, before.end - kLineEnd.size());
    if (after.begin == kNowhere) return refuse(place(parts.size()), "is not ended by the boundary");
    const std::size_t length = after.begin > before.end ? after.begin - before.end : 0;
    auto part = read_part(body.substr(before.end, length), parts.size());
    if (!part) return tl::unexpected<Problem>(std::move(part.error()));
    if (auto wrong = wrong_with(*part, parts.size())) return refuse(place(parts.size()), std::move(*wrong));
    parts.push_back(std::move(*part));
    before = after;
  }
  if (parts.empty()) return refuse(place(0), "is missing");
  return parts;
}

std::string multipart_text(const std::vector<Part>& parts, std::string_view boundary) {
  std::string text;
  for (const auto& part : parts) {
    text.append("--").append(boundary).append(kLineEnd);
    append_header(text, "Content-Type", part.content_type);
    append_header(text, "Content-Transfer-Encoding", part.encoding);
    append_header(text, "X-Experience-API-Hash", part.hash);
    text.append(kLineEnd).append(part.body).append(kLineEnd);
  }
  return text.append("--").append(boundary).append("--").append(kLineEnd);
}

}  // namespace xapi
