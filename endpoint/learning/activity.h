// The IRIs of courses, lessons, quizzes, questions and media (tests/contract/README.md, "Identity").
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace learning {

enum class ActivityKind { course, lesson, quiz, question, media };

// Fields that a kind does not have are empty.
struct Activity {
  ActivityKind kind = ActivityKind::course;
  std::string course, lesson, quiz, question, media;
};

// "<site>courses/kas/buku#soal/satu" taken apart; nothing when it is no activity of this site.
std::optional<Activity> activity_of(std::string_view iri, std::string_view site);

// "<site>courses/<course>"
std::string course_iri(std::string_view site, std::string_view course);

// The registration of a learner's work on a course: every device makes the same one.
std::string registration_of(std::string_view site, std::string_view learner, std::string_view course);

}  // namespace learning
