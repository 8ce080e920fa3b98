#include "endpoint/classes/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "endpoint/learning/records.h"

namespace classes {
namespace {

using learning::Course;
using learning::Event;
using learning::EventType;

// Takes events in under the present ids of the courses that the class sees.
class Gatherer {
 public:
  Gatherer(const store::Class& of, const learning::Bundle* bundle, const Titles& titles) : of_(of), bundle_(bundle), titles_(titles) {}

  void take(Event event, MemberReport& member) const {
    if (!resolve(event)) return;
    learning::merge(member.state, event);
    member.last = std::max(member.last, event.time);
    if (event.type == EventType::answered) take_answer(event, member);
  }

 private:
  // False: it is of a course that the class does not see.
  bool resolve(Event& event) const {
    const Course* course = bundle_ == nullptr ? nullptr : bundle_->course(event.course);
    if (course != nullptr) {
      event.course = course->id;
      for (const auto& lesson : course->lessons) {
        if (std::find(lesson.aliases.begin(), lesson.aliases.end(), event.lesson) != lesson.aliases.end()) event.lesson = lesson.id;
        if (event.lesson != lesson.id) continue;
        event.quiz = lesson.present_quiz(event.quiz);
        event.question = lesson.present_question(event.quiz, event.question);
      }
    }
    return of_.course.empty() || of_.course == event.course;
  }

  // Not of a question that is asked otherwise now, or not any more.
  void take_answer(const Event& event, MemberReport& member) const {
    const std::string key = event.course + '/' + event.lesson + '#' + event.quiz + '/' + event.question;
    if (bundle_ != nullptr) {
      const auto title = titles_.questions.find(key);
      if (title == titles_.questions.end() || (!event.hash.empty() && !title->second.hashes.contains(event.hash))) return;
    }
    auto& answered = member.answered[key];
    const std::string moment = event.time + event.id;
    if (answered.tries == 0 || moment < answered.first) {
      answered.first = moment;
      answered.first_right = event.success;
    }
    if (moment >= answered.last) {
      answered.last = moment;
      answered.last_response = event.response;
    }
    answered.ever_right = answered.ever_right || event.success;
    answered.responses[event.response] = event.success;
    ++answered.tries;
  }

  const store::Class& of_;
  const learning::Bundle* bundle_;
  const Titles& titles_;
};

// Lessons and quizzes of which something was heard, where no bundle tells what there is.
void hear_of(const learning::State& state, std::map<std::string, std::map<std::string, std::set<std::string>>>& heard) {
  for (const auto& [key, lesson] : state.lessons) heard[key.substr(0, key.find('/'))][key.substr(key.find('/') + 1)];
  for (const auto& [key, quiz] : state.quizzes) {
    const auto slash = key.find('/'), hash = key.find('#');
    heard[key.substr(0, slash)][key.substr(slash + 1, hash - slash - 1)].insert(key.substr(hash + 1));
  }
}

std::vector<Course> courses_heard_of(const std::vector<MemberReport>& members) {
  std::map<std::string, std::map<std::string, std::set<std::string>>> heard;
  for (const auto& member : members) hear_of(member.state, heard);
  std::vector<Course> courses;
  for (const auto& [id, lessons] : heard) {
    auto& course = courses.emplace_back(Course{id, {}, {}, {}});
    for (const auto& [lesson, quizzes] : lessons) course.lessons.push_back({lesson, {}, {quizzes.begin(), quizzes.end()}});
  }
  return courses;
}

std::vector<Course> courses_seen(const store::Class& of, const learning::Bundle& bundle) {
  if (of.course.empty()) return bundle.courses;
  const Course* course = bundle.course(of.course);
  return course == nullptr ? std::vector<Course>() : std::vector<Course>{*course};
}

std::vector<LessonReport> lessons_of(const Report& report) {
  std::vector<LessonReport> lessons;
  for (const auto& course : report.courses) {
    for (const auto& lesson : course.lessons) {
      auto& one = lessons.emplace_back(LessonReport{course.id, lesson.id, lesson.quizzes, 0, 0});
      for (const auto& member : report.members) {
        const auto found = member.state.lessons.find(course.id + '/' + lesson.id);
        if (found == member.state.lessons.end()) continue;
        ++one.opened;  // whoever finished it has seen it, whatever was lost on the way
        one.done += found->second.done.empty() ? 0 : 1;
      }
    }
  }
  return lessons;
}

std::vector<ResponseReport> wrong_responses(const std::vector<MemberReport>& members, const std::string& key) {
  std::map<std::string, int> counts;
  for (const auto& member : members) {
    const auto answered = member.answered.find(key);
    if (answered == member.answered.end()) continue;
    for (const auto& [response, right] : answered->second.responses) counts[response] += right ? 0 : 1;
  }
  std::vector<ResponseReport> wrong;
  for (const auto& [response, count] : counts) {
    if (count > 0) wrong.push_back({response, count});
  }
  std::stable_sort(wrong.begin(), wrong.end(), [](const auto& a, const auto& b) { return a.members > b.members; });
  return wrong;
}

// a/b > c/d without dividing: the share of those who were wrong at first.
bool is_harder(const QuestionReport& a, const QuestionReport& b) {
  const auto wrong_a = std::int64_t{a.members - a.first_right} * b.members, wrong_b = std::int64_t{b.members - b.first_right} * a.members;
  return wrong_a != wrong_b ? wrong_a > wrong_b : a.members > b.members;
}

std::vector<QuestionReport> questions_of(const std::vector<MemberReport>& members) {
  std::map<std::string, QuestionReport> by_key;
  for (const auto& member : members) {
    for (const auto& [key, answered] : member.answered) {
      auto& question = by_key[key];
      question.key = key;
      ++question.members;
      question.first_right += answered.first_right ? 1 : 0;
      question.right += answered.ever_right ? 1 : 0;
    }
  }
  std::vector<QuestionReport> questions;
  for (auto& [key, question] : by_key) {
    question.wrong = wrong_responses(members, key);
    questions.push_back(std::move(question));
  }
  std::stable_sort(questions.begin(), questions.end(), is_harder);
  return questions;
}

std::vector<std::string> groups_of(const std::vector<store::Member>& members) {
  std::set<std::string> groups;
  for (const auto& member : members) groups.insert(member.group);
  groups.erase("");
  return {groups.begin(), groups.end()};
}

store::Result<Titles> titles_of(store::Store& store, const learning::Bundle* bundle, std::string_view language) {
  if (bundle == nullptr) return Titles();
  const auto text = store.bundle(bundle->version);
  if (!text) return tl::unexpected<store::Failure>(text.error());
  return read_titles(text->value_or(""), language);
}

store::Result<std::set<std::string>> restricted_of(store::Store& store) {
  const auto ids = store.restricted_learners();
  if (!ids) return tl::unexpected<store::Failure>(ids.error());
  return std::set<std::string>(ids->begin(), ids->end());
}

store::Result<MemberReport> member_report(store::Store& store, const store::Member& member, std::string_view site, const learning::Bundle* bundle, const Gatherer& gatherer,
                                          const std::set<std::string>& restricted) {
  MemberReport one{member, restricted.contains(member.learner), {}, {}, {}};
  if (one.restricted) return one;
  const auto read = learning::for_each_event(store, site, member.learner, bundle, [&](const Event& event) { gatherer.take(event, one); });
  if (!read) return tl::unexpected<store::Failure>(read.error());
  return one;
}

}  // namespace

store::Result<Report> report_of(store::Store& store, const store::Class& of, const std::shared_ptr<const learning::Bundle>& bundle, const ReportWanted& wanted) {
  Report report;
  report.of = of;
  const auto members = store.classes().members(of.id);
  if (!members) return tl::unexpected<store::Failure>(members.error());
  auto titles = titles_of(store, bundle.get(), wanted.language);
  if (!titles) return tl::unexpected<store::Failure>(titles.error());
  report.titles = std::move(*titles);
  report.groups = groups_of(*members);
  const auto restricted = restricted_of(store);
  if (!restricted) return tl::unexpected<store::Failure>(restricted.error());
  const Gatherer gatherer(report.of, bundle.get(), report.titles);
  for (const auto& member : *members) {
    if (!wanted.group.empty() && member.group != wanted.group) continue;
    if (wanted.number > 0 && member.number != wanted.number) continue;
    auto one = member_report(store, member, wanted.site, bundle.get(), gatherer, *restricted);
    if (!one) return tl::unexpected<store::Failure>(one.error());
    report.members.push_back(std::move(*one));
  }
  report.courses = bundle ? courses_seen(of, *bundle) : courses_heard_of(report.members);
  report.lessons = lessons_of(report);
  report.questions = questions_of(report.members);
  auto events = store.classes().events(of.id);
  if (!events) return tl::unexpected<store::Failure>(events.error());
  report.events = std::move(*events);
  return report;
}

CourseFigures figures_of(const Course& course, const learning::State& state) {
  CourseFigures figures;
  for (const auto& lesson : course.lessons) {
    const std::string key = course.id + '/' + lesson.id;
    const auto found = state.lessons.find(key);
    figures.lessons_done += found != state.lessons.end() && !found->second.done.empty() ? 1 : 0;
    for (const auto& quiz : lesson.quizzes) {
      ++figures.quizzes;
      const auto result = state.quizzes.find(fmt::format("{}#{}", key, quiz));
      if (result == state.quizzes.end()) continue;
      figures.quizzes_passed += result->second.passed.empty() ? 0 : 1;
      figures.score += result->second.best;
    }
  }
  if (figures.quizzes > 0) figures.score /= figures.quizzes;
  figures.complete = state.courses.contains(course.id);
  return figures;
}

}  // namespace classes
