#include "generator/preview/preview.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include "base/http_server/http_server.h"
#include "base/http_server/target.h"
#include "generator/preview/reload_script.h"
#include "generator/preview/static_files.h"
#include "generator/preview/watch.h"

namespace preview {
namespace {

using http_server::Request;
using http_server::Response;
using http_server::Server;
using Clock = std::chrono::steady_clock;

constexpr int kThreads = 4;  // a browser opens six connections, and reading small files is quick

// What a page that opens its event stream has to hear. Synchronised.
class News {
 public:
  // Tells those who listen, too.
  void note(const Rebuilt& rebuilt, Server& server) {
    const std::scoped_lock lock(mutex_);
    const bool cured = rebuilt.mistakes.empty() && !mistakes_.empty();
    mistakes_ = rebuilt.mistakes;
    if (rebuilt.changed) last_change_ = Clock::now();
    if (rebuilt.changed) {
      server.send_event("reload", "");  // the page hears of mistakes when it listens again
    } else if (cured || !mistakes_.empty()) {
      server.send_event("mistakes", mistakes_);
    }
  }

  // For a page that was asked for so long ago.
  std::string greeting(std::chrono::milliseconds age) const {
    const std::scoped_lock lock(mutex_);
    if (Clock::now() - age < last_change_) return http_server::format_event("reload", "");
    return mistakes_.empty() ? std::string() : http_server::format_event("mistakes", mistakes_);
  }

 private:
  mutable std::mutex mutex_;
  // guarded by mutex_:
  Clock::time_point last_change_ = Clock::time_point::min();
  std::string mistakes_;
};

// Rebuilds on its own thread whenever the watcher reports changes, until it is destroyed.
class Rebuilder {
 public:
  Rebuilder(Watcher& watcher, Server& server, std::function<void()> rebuild)
      : watcher_(watcher), server_(server), rebuild_(std::move(rebuild)), thread_([this] { work(); }) {}
  Rebuilder(const Rebuilder&) = delete;
  Rebuilder& operator=(const Rebuilder&) = delete;
  ~Rebuilder() { end(); }

  // Waits for a rebuild in work; rethrows what a rebuild threw.
  base::Result<void> finish() {
    end();
    if (thrown_) std::rethrow_exception(thrown_);
    return result_;
  }

 private:
  void end() {
    watcher_.stop();
    if (thread_.joinable()) thread_.join();
  }

  void work() {
    try {
      result_ = rebuild_on_changes();
    } catch (...) {
      thrown_ = std::current_exception();
    }
    server_.stop();
  }

  base::Result<void> rebuild_on_changes() {
    for (;;) {
      const auto changed = watcher_.wait();
      if (!changed) return tl::unexpected(changed.error());
      if (changed->empty()) return {};
      rebuild_();
    }
  }

  Watcher& watcher_;
  Server& server_;
  const std::function<void()> rebuild_;
  // written by thread_, read after it ended:
  base::Result<void> result_;
  std::exception_ptr thrown_;
  std::thread thread_;  // last: it uses the others
};

WatchOptions what_to_watch(const Options& options) {
  WatchOptions watched;
  watched.folders = {options.root.empty() ? "." : options.root};
  watched.only = {"authors", "courses", "data", "media", "pages", "stories", "themes"};
  watched.ignored = {options.served_directory};
  return watched;
}

std::chrono::milliseconds age_of_page(const Request& request) {
  const std::string text = http_server::query_value(request.query, "age").value_or("0");
  std::uint32_t milliseconds = 0;
  std::from_chars(text.data(), text.data() + text.size(), milliseconds);
  return std::chrono::milliseconds(milliseconds);
}

Response generated(std::string_view type, std::string_view text) {
  return {200, {{"Content-Type", fmt::format("{}; charset=utf-8", type)}, {"Cache-Control", "no-store"}}, std::string(text)};
}

Response event_stream(const News& news, std::chrono::milliseconds age) {
  Response response = generated("text/event-stream", "");
  response.events = http_server::EventStream{[&news, age] { return news.greeting(age); }};
  return response;
}

Response answer(const Options& options, const News& news, const Request& request) {
  if (request.path == kScriptPath) return generated("text/javascript", reload_script());
  if (request.path == kStylePath) return generated("text/css", reload_style());
  if (request.path == kEventsPath) return event_stream(news, age_of_page(request));
  return serve_file(options.served_directory, request, with_reload_script);
}

std::string address(const Options& options, int port) {
  const bool bare_ipv6 = options.host.find(':') != std::string::npos;
  return bare_ipv6 ? fmt::format("http://[{}]:{}/", options.host, port) : fmt::format("http://{}:{}/", options.host, port);
}

}  // namespace

base::Result<void> run(const Options& options, const std::function<Rebuilt()>& rebuild,
                       const std::function<void(std::string_view)>& say) {
  News news;
  const auto handler = [&](const Request& request) { return answer(options, news, request); };
  const auto server = Server::listen(options.host, options.port, handler, {.threads = kThreads});
  if (!server) return tl::unexpected(server.error());
  const auto watcher = Watcher::start(what_to_watch(options));
  if (!watcher) return tl::unexpected(watcher.error());

  const auto rebuild_and_tell = [&] { news.note(rebuild(), **server); };
  rebuild_and_tell();
  (*server)->stop_on_signals();
  Rebuilder rebuilder(**watcher, **server, rebuild_and_tell);
  say(fmt::format("{} (Ctrl-C ends)", address(options, (*server)->port())));
  (*server)->run();
  return rebuilder.finish();
}

}  // namespace preview
