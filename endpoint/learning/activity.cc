#include "endpoint/learning/activity.h"

#include "endpoint/xapi/formats.h"

namespace learning {
namespace {

constexpr std::string_view kMedia = "media:";

bool is_name(std::string_view text) { return !text.empty() && text.find('/') == std::string_view::npos; }

// What stands behind the '#'.
bool read_fragment(std::string_view fragment, Activity& activity) {
  if (fragment.starts_with(kMedia)) {
    activity.kind = ActivityKind::media;
    activity.media = fragment.substr(kMedia.size());
    return !activity.media.empty();
  }
  const auto slash = fragment.find('/');
  activity.quiz = fragment.substr(0, slash);
  activity.kind = slash == std::string_view::npos ? ActivityKind::quiz : ActivityKind::question;
  if (slash != std::string_view::npos) activity.question = fragment.substr(slash + 1);
  return is_name(activity.quiz) && (slash == std::string_view::npos || is_name(activity.question));
}

}  // namespace

std::optional<Activity> activity_of(std::string_view iri, std::string_view site) {
  constexpr std::string_view kCourses = "courses/";
  if (!iri.starts_with(site) || !iri.substr(site.size()).starts_with(kCourses)) return std::nullopt;
  iri.remove_prefix(site.size() + kCourses.size());
  const auto hash = iri.find('#');
  const auto path = iri.substr(0, hash);
  const auto slash = path.find('/');
  Activity activity;
  activity.course = path.substr(0, slash);
  if (!is_name(activity.course)) return std::nullopt;
  if (slash == std::string_view::npos) return hash == std::string_view::npos ? std::optional(activity) : std::nullopt;
  activity.kind = ActivityKind::lesson;
  activity.lesson = path.substr(slash + 1);
  if (!is_name(activity.lesson)) return std::nullopt;
  if (hash != std::string_view::npos && !read_fragment(iri.substr(hash + 1), activity)) return std::nullopt;
  return activity;
}

std::string course_iri(std::string_view site, std::string_view course) { return std::string(site) + "courses/" + std::string(course); }

std::string registration_of(std::string_view site, std::string_view learner, std::string_view course) {
  return xapi::uuid_of_name(learner, course_iri(site, course));
}

}  // namespace learning
