#include <fmt/format.h>

#include <algorithm>

#include "base/csv.h"
#include "endpoint/classes/report_text.h"
#include "endpoint/xapi/formats.h"

namespace classes {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct Headings {
  std::string_view number, name, group, joined, last, lessons, quizzes, score, complete, opened, yes, no, learner, restricted;
};

constexpr Headings kIndonesian{"Nomor", "Nama", "Kelompok", "Bergabung (UTC)", "Terakhir aktif (UTC)", "pelajaran selesai dari", "kuis lulus dari",
                               "nilai rata-rata (%)", "kursus selesai", "dibuka", "ya", "belum", "Peserta", "Dibatasi"};
constexpr Headings kEnglish{"Number", "Name", "Group", "Joined (UTC)", "Last active (UTC)", "lessons done of", "quizzes passed of",
                            "mean score (%)", "course complete", "opened", "yes", "not yet", "Learner", "Restricted"};

const Headings& headings_in(std::string_view language) { return language == "en" ? kEnglish : kIndonesian; }

// "2026-11-22T09:00:00.000Z" → "2026-11-22 09:00", which spreadsheets take for a date.
std::string date_cell(std::string time) {
  constexpr std::size_t kMinutes = 16, kDay = 10;
  time = time.substr(0, kMinutes);
  if (time.size() > kDay) time[kDay] = ' ';
  return time;
}

std::string percent_cell(double share) { return fmt::format("{:.0f}", share * 100); }

// On one line, and no formula.
std::string safe_cell(std::string cell) {
  std::replace_if(cell.begin(), cell.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  if (!cell.empty() && std::string_view("=+-@").find(cell.front()) != std::string_view::npos) cell.insert(0, "'");
  return cell;
}

std::string or_key(const std::string& title, const std::string& key) { return title.empty() ? key : title; }

std::string name_or_number(const store::Member& member, const Headings& words) {
  return member.display_name.empty() ? fmt::format("{} {}", words.learner, member.number) : member.display_name;
}

void add_headings(const Report& report, const Headings& words, base::Table& table) {
  for (const auto word : {words.number, words.name, words.group, words.joined, words.last}) table.header.emplace_back(word);
  for (const auto& course : report.courses) {
    const std::string name = or_key(report.titles.name(course.id), course.id);
    const auto quizzes = figures_of(course, {}).quizzes;
    table.header.push_back(fmt::format("{}: {} {}", name, words.lessons, course.lessons.size()));
    table.header.push_back(fmt::format("{}: {} {}", name, words.quizzes, quizzes));
    table.header.push_back(fmt::format("{}: {}", name, words.score));
    table.header.push_back(fmt::format("{}: {}", name, words.complete));
  }
  for (const auto& lesson : report.lessons) {
    const std::string key = lesson.course + '/' + lesson.lesson;
    table.header.push_back(or_key(report.titles.name(key), key));
    for (const auto& quiz : lesson.quizzes) {
      const std::string name = report.titles.name(fmt::format("{}#{}", key, quiz));
      table.header.push_back(or_key(report.titles.name(key), key) + ": " + or_key(name, quiz) + " (%)");
    }
  }
}

std::vector<std::string> cells_of(const Report& report, const MemberReport& one, const Headings& words) {
  const auto& member = one.member;
  if (one.restricted) return {std::to_string(member.number), name_or_number(member, words), "", "", std::string(words.restricted)};
  std::vector<std::string> cells{std::to_string(member.number), name_or_number(member, words),
                                 member.group, date_cell(xapi::timestamp_text(member.joined)), date_cell(one.last)};
  for (const auto& course : report.courses) {
    const auto figures = figures_of(course, one.state);
    cells.insert(cells.end(), {std::to_string(figures.lessons_done), std::to_string(figures.quizzes_passed), percent_cell(figures.score),
                               std::string(figures.complete ? words.yes : words.no)});
  }
  for (const auto& lesson : report.lessons) {
    const std::string key = lesson.course + '/' + lesson.lesson;
    const auto found = one.state.lessons.find(key);
    const bool heard = found != one.state.lessons.end();
    cells.push_back(!heard ? "" : found->second.done.empty() ? std::string(words.opened) : date_cell(found->second.done));
    for (const auto& quiz : lesson.quizzes) {
      const auto result = one.state.quizzes.find(fmt::format("{}#{}", key, quiz));
      cells.push_back(result == one.state.quizzes.end() ? "" : percent_cell(result->second.best));
    }
  }
  return cells;
}

}  // namespace

std::string to_csv(const Report& report, std::string_view language) {
  const auto& words = headings_in(language);
  base::Table table;
  add_headings(report, words, table);
  for (const auto& member : report.members) {
    table.rows.push_back(cells_of(report, member, words));
    table.rows.back().resize(table.header.size());
  }
  for (auto& cell : table.header) cell = safe_cell(std::move(cell));
  for (auto& row : table.rows) {
    for (auto& cell : row) cell = safe_cell(std::move(cell));
  }
  std::string text(kByteOrderMark);
  for (const char c : base::to_csv(table)) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return text;
}

std::string shown_name(const store::Member& member, std::string_view language) {
  return name_or_number(member, headings_in(language));
}

}  // namespace classes
