#include "endpoint/http/watch.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <exception>
#include <memory>

#include "base/clock.h"
#include "endpoint/http/client_address.h"
#include "endpoint/http/metrics.h"
#include "endpoint/http/request_log.h"

namespace http {
namespace {

constexpr std::array<std::string_view, 7> kResources{"about", "statements", "activities/state", "activities/profile", "agents/profile", "activities", "agents"};

class Watch {
 public:
  Watch(http_server::Handler handler, store::Store& store, const Options& options, LogLine log)
      : handler_(std::move(handler)), store_(store), xapi_(options.xapi_path + "/"), learn_(options.learn_path + "/"),
        cmi5_(options.cmi5_path + "/"), log_(std::move(log)) {}

  Response answer(const Request& request) {
    if (request.path == "/metrics" && is_local(request)) return metrics(request);
    const auto begin = base::microseconds_now();
    const double started = steady_seconds();
    Response response = caught(request);
    const double seconds = steady_seconds() - started;
    metrics_.count(resource_of(request.path), response.status, seconds);
    if (log_) log_(log_line(request, response, {begin, seconds}));
    return response;
  }

  void refused(int status) {
    metrics_.count_refused(status);
    if (log_) log_(refusal_line(status, base::microseconds_now()));
  }

 private:
  Response metrics(const Request& request) const {
    if (request.method != "GET" && request.method != "HEAD") return method_not_allowed("GET");
    return {.status = 200, .headers = {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}}, .body = metrics_.text(store_.figures())};
  }

  Response caught(const Request& request) const {
    try {
      return handler_(request);
    } catch (const std::exception& error) {
      auto response = answer_problem(500, {"the endpoint", "failed; the administrator finds the cause in the log"});
      response.note = error.what();
      return response;
    }
  }

  // One of a few words, whatever was asked for: each becomes a series of its own in the monitor's memory.
  std::string_view resource_of(std::string_view path) const {
    if (path == "/health") return "health";
    if (path.starts_with(learn_)) return "learn";
    if (path.starts_with(cmi5_)) return "cmi5";
    if (!path.starts_with(xapi_)) return "other";
    const auto found = std::find(kResources.begin(), kResources.end(), path.substr(xapi_.size()));
    return found == kResources.end() ? "other" : *found;
  }

  const http_server::Handler handler_;
  store::Store& store_;
  const std::string xapi_, learn_;
  const std::string cmi5_;
  const LogLine log_;
  Metrics metrics_;
};

}  // namespace

Watched watched(http_server::Handler handler, store::Store& store, const Options& options, LogLine log) {
  const auto watch = std::make_shared<Watch>(std::move(handler), store, options, std::move(log));
  return {[watch](const Request& request) { return watch->answer(request); }, [watch](int status) { watch->refused(status); }};
}

}  // namespace http
