#include "generator/media/captions.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/encoding.h"
#include "base/moment.h"
#include "base/text.h"

namespace media {
namespace {

constexpr double kShortest = 0.1;  // s: what nobody reads
constexpr std::size_t kLargest = 4u << 20;  // bytes: a day of talk

// Without <i>, <c.yellow>, {\an8}.
std::string without_tags(std::string_view line) {
  std::string text;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char next = i + 1 < line.size() ? line[i + 1] : ' ';
    const bool letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || (next >= '0' && next <= '9') || next == '/';
    const std::size_t end = line[i] == '<' && letter ? line.find('>', i) : line[i] == '{' && next == '\\' ? line.find('}', i) : std::string_view::npos;
    if (end == std::string_view::npos) {
      text += line[i];
    } else {
      i = end;
    }
  }
  return std::string(base::trim(text));
}

class CaptionReader {
 public:
  CaptionReader(const std::string& file, base::Diagnostics& diagnostics) : file_(file), diagnostics_(diagnostics) {}

  std::vector<Cue> read(std::string_view text) {
    int number = 0;
    bool inside = false;
    for (const auto part : base::split(text, '\n')) {
      ++number;
      const auto line = base::trim(part);
      if (line.find("-->") != std::string_view::npos) {
        inside = begin_cue(line, number);
      } else if (line.empty()) {
        inside = false;
      } else if (inside) {
        const std::string words = without_tags(line);
        if (!words.empty()) cues_.back().text += (cues_.back().text.empty() ? "" : "\n") + words;
      }
    }
    if (cues_.empty() && diagnostics_.empty()) {
      diagnostics_.report("captions", {file_, 0, 0}, "the file holds no captions", "write lines such as 00:00:01,000 --> 00:00:04,000 with the words below them");
    }
    return std::move(cues_);
  }

 private:
  bool begin_cue(std::string_view line, int number) {
    const auto arrow = line.find("-->");
    auto end_text = base::trim(line.substr(arrow + 3));
    end_text = end_text.substr(0, end_text.find_first_of(" \t"));  // WebVTT puts positions behind it
    Cue cue;
    for (const auto& [text, time] : {std::pair{base::trim(line.substr(0, arrow)), &cue.begin}, std::pair{end_text, &cue.end}}) {
      if (base::parse_moment(text, *time)) continue;
      diagnostics_.report("captions", {file_, number, 0}, fmt::format("'{}' is no time", text), "write hours, minutes and seconds, such as 00:01:02,500");
      return false;
    }
    if (cue.end <= cue.begin) {
      diagnostics_.report("captions", {file_, number, 0}, "the caption ends before it begins", "write the earlier moment first");
      return false;
    }
    cues_.push_back(std::move(cue));
    return true;
  }

  const std::string& file_;
  base::Diagnostics& diagnostics_;
  std::vector<Cue> cues_;
};

std::string vtt_time(double seconds) {
  const auto thousandths = static_cast<long long>(std::llround(seconds * 1000));
  return fmt::format("{:02}:{:02}:{:02}.{:03}", thousandths / 3'600'000, thousandths / 60'000 % 60, thousandths / 1000 % 60, thousandths % 1000);
}

}  // namespace

std::vector<Cue> read_captions(std::string_view bytes, const std::string& file, base::Diagnostics& diagnostics) {
  if (bytes.size() > kLargest) {
    diagnostics.report("captions", {file, 0, 0}, fmt::format("the captions have {} bytes, the limit is {}", bytes.size(), kLargest), "take out what is not spoken");
    return {};
  }
  std::string text = base::decoded_text(bytes);
  // CRLF and the lone CR of old programs.
  for (std::size_t at = text.find('\r'); at != std::string::npos; at = text.find('\r', at)) {
    if (at + 1 < text.size() && text[at + 1] == '\n') {
      text.erase(at, 1);
    } else {
      text[at] = '\n';
    }
  }
  base::Diagnostics found;
  auto cues = CaptionReader(file, found).read(text);
  diagnostics.append(std::move(found));
  std::erase_if(cues, [](const Cue& cue) { return cue.text.empty(); });
  std::ranges::stable_sort(cues, {}, &Cue::begin);
  for (std::size_t i = 0; i + 1 < cues.size(); ++i) cues[i].end = std::min(cues[i].end, cues[i + 1].begin);
  // Two that begin together are one.
  for (std::size_t i = cues.size(); i-- > 1;) {
    if (cues[i - 1].end > cues[i - 1].begin) continue;
    cues[i].text = cues[i - 1].text + "\n" + cues[i].text;
    cues.erase(cues.begin() + static_cast<std::ptrdiff_t>(i) - 1);
  }
  return cues;
}

std::vector<Cue> trimmed(std::vector<Cue> cues, double from, double to) {
  for (auto& cue : cues) {
    cue.begin = std::max(0.0, cue.begin - from);
    cue.end = (to > 0 ? std::min(cue.end, to) : cue.end) - from;
  }
  std::erase_if(cues, [](const Cue& cue) { return cue.end - cue.begin < kShortest; });
  return cues;
}

std::string to_webvtt(const std::vector<Cue>& cues) {
  std::string text = "WEBVTT\n";
  for (const auto& cue : cues) {
    text += fmt::format("\n{} --> {}\n{}\n", vtt_time(cue.begin), vtt_time(cue.end), base::html_escaped(cue.text));
  }
  return text;
}

}  // namespace media
