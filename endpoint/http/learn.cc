#include "endpoint/http/learn.h"

#include <array>

#include "endpoint/http/learn_call.h"
#include "endpoint/http/learn_classes.h"
#include "endpoint/xapi/json.h"

namespace http {
namespace {

enum class Open { to_all, to_learners };

struct LearnRoute {
  std::string_view method, path;
  Open open;
  Response (*answer)(const LearnCall& call);
};

constexpr std::array kLearnRoutes{
    LearnRoute{"POST", "/learners", Open::to_all, join},         LearnRoute{"POST", "/sessions", Open::to_all, recover},
    LearnRoute{"DELETE", "/sessions", Open::to_learners, leave}, LearnRoute{"GET", "/state", Open::to_learners, progress},
    LearnRoute{"GET", "/export", Open::to_learners, export_all}, LearnRoute{"DELETE", "/learner", Open::to_learners, erase},
    LearnRoute{"GET", "/learner", Open::to_learners, show_learner}, LearnRoute{"PUT", "/restriction", Open::to_learners, restrict},
    LearnRoute{"DELETE", "/consent", Open::to_learners, withdraw},
    LearnRoute{"POST", "/attempts", Open::to_learners, begin_attempt},
    LearnRoute{"GET", "/attempts", Open::to_learners, past_attempts},
    LearnRoute{"POST", "/attempts/", Open::to_learners, answer_attempt}};

// Null when it is missing.
xapi::Checked<boost::json::value> value_of_body(const LearnCall& call, std::string_view name) {
  const auto body = object_of_body(call);
  if (!body) return tl::unexpected<xapi::Problem>(body.error());
  const auto* value = body->if_contains(name);
  return value == nullptr ? boost::json::value() : *value;
}

// A route that ends in '/' takes all paths with one more name.
bool takes(const LearnRoute& route, std::string_view path) {
  if (!route.path.ends_with('/')) return route.path == path;
  return path.starts_with(route.path) && path.size() > route.path.size() && path.find('/', route.path.size()) == std::string_view::npos;
}

Response answer_as_learner(LearnCall& call, const LearnRoute& route) {
  auto caller = identified(call.store, call.options, call.request);
  if (!caller) return std::move(caller.error());
  if (caller->learner.empty()) return forbidden("is no learner's token");
  call.caller = std::move(*caller);
  return route.answer(call);
}

}  // namespace

Response Learn::answer(const Request& request, std::string_view path) const {
  const std::string_view method = request.method == "HEAD" ? "GET" : std::string_view(request.method);
  if (is_about_classes(path)) return answer_about_classes({store_, options_, courses_, request, hasher_, tries_of_locator_, tries_of_address_, {}}, path);
  std::string allowed;
  for (const auto& route : kLearnRoutes) {
    if (!takes(route, path)) continue;
    allowed += (allowed.empty() ? "" : ", ") + std::string(route.method);
    if (route.method != method) continue;
    LearnCall call{store_, options_, courses_, request, hasher_, tries_of_locator_, tries_of_address_, {}, path.substr(route.path.size())};
    return route.open == Open::to_all ? route.answer(call) : answer_as_learner(call, route);
  }
  return allowed.empty() ? answer_problem(404, {"path", "names nothing here"}) : method_not_allowed(allowed);
}

xapi::Checked<boost::json::object> object_of_body(const LearnCall& call) {
  auto body = xapi::parse_json(call.request.body);
  if (!body) return xapi::refuse("body", "is no JSON: " + body.error().where + " " + body.error().what);
  if (!body->is_object()) return xapi::refuse("body", "is no JSON object");
  return std::move(body->get_object());
}

xapi::Checked<std::string> text_of_body(const LearnCall& call, std::string_view name) {
  const auto value = value_of_body(call, name);
  if (!value) return tl::unexpected<xapi::Problem>(value.error());
  if (!value->is_string()) return xapi::refuse(std::string(name), "is needed, and is a text");
  return std::string(value->get_string());
}

xapi::Checked<bool> truth_of_body(const LearnCall& call, std::string_view name) {
  const auto value = value_of_body(call, name);
  if (!value) return tl::unexpected<xapi::Problem>(value.error());
  if (!value->is_bool()) return xapi::refuse(std::string(name), "is needed, and is true or false");
  return value->get_bool();
}

}  // namespace http
