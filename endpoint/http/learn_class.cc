// What a facilitator does with the class of the link.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>

#include "endpoint/classes/codes_of_members.h"
#include "endpoint/classes/report_text.h"
#include "endpoint/classes/sheet.h"
#include "endpoint/http/learn_classes.h"

namespace http {
namespace {

Response unstored(Response response) {
  response.headers.push_back({"Cache-Control", "no-store"});
  return response;
}

std::string query_text(const LearnCall& call, std::string_view name) {
  const auto parameters = decoded_parameters(call.request.query).value_or(xapi::Parameters());
  const auto found = std::find_if(parameters.begin(), parameters.end(), [&](const auto& one) { return one.first == name; });
  return found == parameters.end() ? std::string() : found->second;
}

// Of the one member, or with 0 of all in the group that the query names, if it names one.
store::Result<classes::Report> read_report(const ClassCall& call, int number = 0) {
  const auto& learn = call.learn;
  const auto bundle = learn.courses.newest(learn.store, learn.options.site);
  if (!bundle) return tl::unexpected<store::Failure>(bundle.error());
  const std::string language = query_text(learn, "language"), group = number == 0 ? query_text(learn, "group") : "";
  return classes::report_of(learn.store, call.of, *bundle, {learn.options.site, language, group, number});
}

Response nobody() { return answer_problem(404, {"member", "is not in this class any more"}); }

// The member of that number, or why there is none.
tl::expected<store::Member, Response> member_with(const ClassCall& call, int number) {
  const auto members = call.learn.store.classes().members(call.of.id);
  if (!members) return tl::unexpected<Response>(answer_failure(members.error()));
  const auto found = std::find_if(members->begin(), members->end(), [&](const auto& one) { return one.number == number; });
  if (found == members->end()) return tl::unexpected<Response>(nobody());
  return *found;
}

classes::SheetSettings sheet_settings(const ClassCall& call, std::string_view page) {
  return {call.of.name, page_address(page), optional_text(call.learn, "language")};
}

// Words, and with a page's address the QR code that leads there.
boost::json::object given_json(const ClassCall& call, const classes::GivenCode& given) {
  const auto words = learning::words_of(given.code);
  boost::json::object json{{"name", given.name}, {"group", given.group}, {"code", boost::json::array(words.begin(), words.end())}};
  const auto settings = sheet_settings(call, optional_text(call.learn, "page"));
  if (!settings.page.empty()) json["qr"] = classes::recovery_qr(settings, given.code);
  return json;
}

boost::json::object code_json(const ClassCall& call, const std::string& code, std::string_view page) {
  boost::json::object json{{"code", code}};
  const auto settings = sheet_settings(call, page);
  if (!settings.page.empty()) json["qr"] = classes::joining_qr(settings, code);
  return json;
}

// The usual words, and what a page needs to say it in its own.
Response wrong_list(const classes::RosterProblem& problem) {
  auto response = answer_json({{"error", {{"where", fmt::format("csv, line {}", problem.line)}, {"what", problem.what}, {"line", problem.line}, {"kind", problem.kind}}}});
  response.status = 400;
  return response;
}

}  // namespace

Response show_class(const ClassCall& call) {
  const auto report = read_report(call);
  if (!report) return answer_failure(report.error());
  auto json = classes::to_json(*report);
  const auto code = code_json(call, call.of.code, query_text(call.learn, "page"));
  if (code.contains("qr")) json["class"].as_object()["qr"] = code.at("qr");
  return unstored(answer_json(std::move(json)));
}

Response export_class(const ClassCall& call) {
  const auto report = read_report(call);
  if (!report) return answer_failure(report.error());
  return {.headers = {{"Content-Type", "text/csv; charset=utf-8"}, {"Content-Disposition", "attachment; filename=\"kelas.csv\""}, {"Cache-Control", "no-store"}},
          .body = classes::to_csv(*report, query_text(call.learn, "language"))};
}

Response renew_code(const ClassCall& call) {
  const auto code = classes::renew_class_code(call.learn.store, call.of.id);
  if (!code) return answer_failure(code.error());
  return unstored(answer_json(code_json(call, *code, optional_text(call.learn, "page"))));
}

Response bring_in(const ClassCall& call) {
  const auto csv = text_of_body(call.learn, "csv");
  if (!csv) return answer_problem(400, csv.error());
  const auto people = classes::read_roster(*csv);
  if (!people) return wrong_list(people.error());
  const auto given = classes::bring_in(call.learn.store, call.learn.hasher, call.learn.options.site, call.of.id, *people);
  if (!given) return answer_failure(given.error());
  boost::json::array members;
  for (const auto& one : *given) members.emplace_back(given_json(call, one));
  auto response = unstored(answer_json({{"members", std::move(members)}}));
  response.status = 201;
  return response;
}

Response show_member(const ClassCall& call, int number) {
  const auto report = read_report(call, number);
  if (!report) return answer_failure(report.error());
  if (report->members.empty()) return nobody();
  return unstored(answer_json(classes::to_json(*report, report->members.front())));
}

Response remove_member(const ClassCall& call, int number) {
  auto member = member_with(call, number);
  if (!member) return std::move(member.error());
  const auto removed = call.learn.store.classes().remove_member(call.of.id, member->learner, store::Classes::By::facilitator);
  return removed ? answer_empty() : answer_failure(removed.error());
}

Response renew_code_of_member(const ClassCall& call, int number) {
  auto member = member_with(call, number);
  if (!member) return std::move(member.error());
  if (!member->may_renew) {
    return answer_problem(403, {"member", "has not allowed it: whoever has the code has the progress; let them make a new one on a device of theirs"});
  }
  const auto learner = call.learn.store.learner(member->learner);
  if (!learner) return answer_failure(learner.error());
  if (*learner && (*learner)->restricted) {
    return answer_problem(403, {"member", "has restricted their data: whoever has the code has the progress; the administrator can lift it for them"});
  }
  const auto given = classes::renew_learner_code(call.learn.store, call.learn.hasher, *member);
  if (!given) return answer_failure(given.error());
  return unstored(answer_json(given_json(call, *given)));
}

}  // namespace http
