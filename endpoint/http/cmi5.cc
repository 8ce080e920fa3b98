#include "endpoint/http/cmi5.h"

#include <algorithm>
#include <array>

namespace http {
namespace {

// An administrator's key; that or a learner's token; nobody's: the secret stands in the address.
enum class Cmi5Open { to_administrators, to_learners, to_units };

struct Cmi5Route {
  std::string_view method, path;  // a path that ends in '/' goes on with an id
  Cmi5Open open;
  Response (*answer)(const Cmi5Call& call);
};

constexpr std::array kCmi5Routes{Cmi5Route{"POST", "/courses", Cmi5Open::to_administrators, add_course},
                                 Cmi5Route{"GET", "/courses", Cmi5Open::to_learners, list_courses},
                                 Cmi5Route{"GET", "/courses/", Cmi5Open::to_learners, show_course},
                                 Cmi5Route{"DELETE", "/courses/", Cmi5Open::to_administrators, remove_course},
                                 Cmi5Route{"POST", "/launch", Cmi5Open::to_learners, launch_unit},
                                 Cmi5Route{"POST", "/fetch", Cmi5Open::to_units, fetch_token},
                                 Cmi5Route{"POST", "/waive", Cmi5Open::to_administrators, waive_unit},
                                 Cmi5Route{"POST", "/abandon", Cmi5Open::to_learners, abandon_session}};

bool fits(const Cmi5Route& route, std::string_view path) {
  return route.path.ends_with('/') ? path.starts_with(route.path) && path.size() > route.path.size() : path == route.path;
}

Response answer_known(Cmi5Call& call, const Cmi5Route& route) {
  if (route.open == Cmi5Open::to_units) return route.answer(call);
  auto caller = identified(call.store, call.options, call.request);
  if (!caller) return std::move(caller.error());
  call.caller = std::move(*caller);
  const bool may = call.may_administer() || (route.open == Cmi5Open::to_learners && !call.caller.learner.empty());
  if (may) return route.answer(call);
  const bool to_both = route.open == Cmi5Open::to_learners;
  return forbidden(to_both ? "is neither a learner's token nor a key with the scope administer" : "is no key with the scope administer");
}

}  // namespace

Response answer_cmi5(store::Store& store, const Options& options, const Request& request, std::string_view path) {
  const std::string_view method = request.method == "HEAD" ? "GET" : std::string_view(request.method);
  std::string allowed;
  for (const auto& route : kCmi5Routes) {
    if (!fits(route, path)) continue;
    allowed += (allowed.empty() ? "" : ", ") + std::string(route.method);
    if (route.method != method) continue;
    Cmi5Call call{store, options, request, std::string(path.substr(route.path.size())), {}};
    return answer_known(call, route);
  }
  return allowed.empty() ? answer_problem(404, {"path", "names nothing here"}) : method_not_allowed(allowed);
}

}  // namespace http
