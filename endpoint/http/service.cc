#include "endpoint/http/service.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <variant>

#include "base/text.h"
#include "endpoint/http/alternate_syntax.h"
#include "endpoint/http/client_address.h"
#include "endpoint/http/cmi5.h"
#include "endpoint/http/compression.h"
#include "endpoint/http/learn.h"
#include "endpoint/http/resources.h"
#include "endpoint/xapi/formats.h"

namespace http {
namespace {

struct Route {
  std::string_view path;
  Resource resource;
};

constexpr std::array kRoutes{Route{"/about", about},
                             Route{"/statements", statements},
                             Route{"/activities/state", state},
                             Route{"/activities/profile", activity_profile},
                             Route{"/agents/profile", agent_profile},
                             Route{"/activities", activities},
                             Route{"/agents", agents}};

constexpr std::string_view kVersionHeader = "X-Experience-API-Version";
// Who names no version speaks one of before the header was needed (1.0.3, part three, 3.3): the answer says that it was understood so.
constexpr std::string_view kVersionWithoutHeader = "0.95";
constexpr std::string_view kAllowedHeaders = "Authorization, Content-Type, Accept, Accept-Language, If-Match, If-None-Match, X-Experience-API-Version, X-Experience-API-Hash";
constexpr std::string_view kExposedHeaders = "ETag, Last-Modified, Retry-After, X-Experience-API-Version, X-Experience-API-Consistent-Through";

// Units that lie in packages call from where those are served.
Options with_content_origin(Options options) {
  const auto host = options.content_url.find("://");
  if (host == std::string::npos) return options;
  options.origins.push_back(options.content_url.substr(0, options.content_url.find('/', host + 3)));
  return options;
}

class Service {
 public:
  Service(store::Store& store, Options options) : store_(store), options_(with_content_origin(std::move(options))), learn_(store, options_, courses_) {}

  Response answer(const Request& request) const {
    Response response = limited(request);
    allow_origin(request, response);
    compress(request, response);
    return response;
  }

 private:
  Response limited(const Request& request) const {
    // Programs on this machine are the host's own.
    const int wait = options_.rates && !is_local(request) ? options_.rates->take_for_address(client_address(request)) : 0;
    if (wait > 0) return answer_too_many(wait);
    return request.method == "OPTIONS" ? preflight() : route(request);
  }

  Response preflight() const {
    return {.status = 204, .headers = {{"Access-Control-Allow-Methods", "GET, HEAD, PUT, POST, DELETE"}, {"Access-Control-Allow-Headers", std::string(kAllowedHeaders)},
                                       {"Access-Control-Max-Age", "7200"}}};
  }

  // Cookies are never used, so no credentials are allowed: the Authorization header is the page's own.
  void allow_origin(const Request& request, Response& response) const {
    const auto origin = request.header("Origin");
    response.headers.push_back({"Vary", "Origin"});
    if (origin.empty() || std::find(options_.origins.begin(), options_.origins.end(), origin) == options_.origins.end()) return;
    response.headers.push_back({"Access-Control-Allow-Origin", std::string(origin)});
    response.headers.push_back({"Access-Control-Expose-Headers", std::string(kExposedHeaders)});
  }

  Response route(const Request& request) const {
    if (request.path == "/health") return health(request);
    const std::string_view path = request.path;
    if (path.starts_with(options_.xapi_path)) {
      auto rest = path.substr(options_.xapi_path.size());
      if (rest.starts_with("//")) rest.remove_prefix(1);  // units of cmi5 put "/statements" behind an address that ends in '/'
      for (const auto& [name, resource] : kRoutes) {
        if (rest == name) return xapi_answer(request, resource);
      }
    }
    if (!options_.site.empty() && path.starts_with(options_.learn_path)) return learn_.answer(request, path.substr(options_.learn_path.size()));
    if (!options_.url.empty() && path.starts_with(options_.cmi5_path)) return answer_cmi5(store_, options_, request, path.substr(options_.cmi5_path.size()));
    return answer_problem(404, {"path", "names nothing here"});
  }

  Response health(const Request& request) const {
    if (request.method != "GET" && request.method != "HEAD") return method_not_allowed("GET");
    const auto alive = store_.ping();
    return alive ? answer_json({{"status", "ok"}}) : answer_failure(alive.error());
  }

  Response xapi_answer(const Request& request, Resource resource) const {
    std::optional<xapi::Version> version;
    Response response = checked_answer(request, resource, version);
    response.headers.push_back({std::string(kVersionHeader), std::string(version ? xapi::name_of(*version) : kVersionWithoutHeader)});
    response.headers.push_back({"X-Experience-API-Consistent-Through", xapi::timestamp_text(store_.consistent_through())});
    return response;
  }

  // `version` is what was asked for, if it is spoken.
  Response checked_answer(const Request& request, Resource resource, std::optional<xapi::Version>& version) const {
    auto read = undo_alternate_syntax(request);
    if (!read) return answer_problem(400, read.error());
    Call call{store_, options_, std::move(read->request), std::move(read->parameters), xapi::Version::k1_0_3, {}, courses_};
    if (call.request.method == "HEAD") call.request.method = "GET";
    const auto asked = call.request.header(kVersionHeader);
    version = xapi::version_of(asked);
    if (version) call.version = *version;
    if (resource == about) return about(call);
    if (!version) return answer_problem(400, {std::string(kVersionHeader), asked.empty() ? "is needed: 1.0.3 or 2.0.0" : "is not 1.0.x or 2.0.x"});
    if (read->was_alternate && version == xapi::Version::k2_0_0) return answer_problem(400, {"method", "is a parameter of 1.0.3 alone; 2.0.0 knows no alternate syntax"});
    auto caller = identified(store_, options_, call.request);
    if (!caller) return std::move(caller.error());
    call.caller = std::move(*caller);
    return resource(call);
  }

  store::Store& store_;
  const Options options_;
  mutable learning::Courses courses_;  // guards itself
  Learn learn_;
};

}  // namespace

http_server::Handler make_service(store::Store& store, Options options) {
  return [service = std::make_shared<const Service>(store, std::move(options))](const Request& request) { return service->answer(request); };
}

}  // namespace http
