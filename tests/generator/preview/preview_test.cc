#include "generator/preview/preview.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <future>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

#include "base/http_server/http_server.h"
#include "tests/base/http_client.h"
#include "tests/generator/preview/temporary_folder.h"

using http_client::Connection;
using http_client::fetch;
using preview::Rebuilt;
using namespace std::chrono_literals;

namespace {

// A site with one page, and a preview of it that runs for the length of a test. The "build" copies pages/index.md.
class Previewed {
 public:
  explicit Previewed(std::function<Rebuilt(int count)> outcome = [](int) { return Rebuilt{true, ""}; })
      : outcome_(std::move(outcome)) {
    folder_.write("pages/index.md", "one");
    result_ = std::async(std::launch::async, [this] {
      return preview::run({folder_.path(), "127.0.0.1", 0, folder_ / "site"}, [this] { return rebuild(); },
                          [this](std::string_view line) { said_.set_value(std::string(line)); });
    });
    line_ = said_.get_future().get();
    const std::size_t colon = line_.rfind(':');
    port_ = std::stoi(line_.substr(colon + 1));
  }
  Previewed(const Previewed&) = delete;
  Previewed& operator=(const Previewed&) = delete;
  ~Previewed() {
    if (result_.valid()) kill(getpid(), SIGTERM);
  }

  base::Result<void> end(int signal) {
    kill(getpid(), signal);
    return result_.get();
  }
  base::Result<void> result() { return result_.get(); }

  const TemporaryFolder& folder() const { return folder_; }
  const std::string& line() const { return line_; }
  int port() const { return port_; }
  int builds() const { return builds_; }

 private:
  Rebuilt rebuild() {
    const int now = ++at_once_;
    CHECK(now == 1);
    std::ifstream source(folder_ / "pages/index.md");
    const std::string text((std::istreambuf_iterator<char>(source)), {});
    folder_.write("site/index.html", text);
    const Rebuilt rebuilt = outcome_(++builds_);
    --at_once_;
    return rebuilt;
  }

  TemporaryFolder folder_;
  std::function<Rebuilt(int)> outcome_;
  std::atomic<int> builds_ = 0;
  std::atomic<int> at_once_ = 0;
  std::promise<std::string> said_;
  std::string line_;
  int port_ = 0;
  std::future<base::Result<void>> result_;
};

void listen(Connection& client, std::string_view query = "age=0") {
  client.send("GET /_sanggar/events?" + std::string(query) + " HTTP/1.1\r\nHost: t\r\n\r\n");
  CHECK(client.read_reply(true).header("Content-Type") == "text/event-stream; charset=utf-8");
}

constexpr std::string_view kReload = "event: reload\ndata: \n\n";

}  // namespace

TEST_SUITE_BEGIN("preview/preview");

TEST_CASE("it builds, says where, serves pages with the script, and ends on either signal") {
  for (const int signal : {SIGINT, SIGTERM}) {
    Previewed site;
    CHECK(site.line() == "http://127.0.0.1:" + std::to_string(site.port()) + "/ (Ctrl-C ends)");
    CHECK(fetch(site.port(), "GET /").body == "one<script defer src=\"/_sanggar/reload.js\"></script>");
    CHECK(fetch(site.port(), "GET /_sanggar/reload.js").header("Content-Type") == "text/javascript; charset=utf-8");
    CHECK(fetch(site.port(), "GET /_sanggar/reload.css").header("Content-Type") == "text/css; charset=utf-8");
    CHECK(fetch(site.port(), "GET /_sanggar/other").status == 404);
    CHECK(site.end(signal).has_value());
  }
}

TEST_CASE("a change rebuilds, then pages reload") {
  Previewed site;
  Connection page(site.port());
  listen(page);
  site.folder().write("pages/index.md", "two");
  CHECK(page.read_until("\n\n") == kReload);
  CHECK(fetch(site.port(), "GET /").body.starts_with("two"));
  site.folder().write(".sanggar/x", "");
  site.folder().write("build/x.o", "");
  std::this_thread::sleep_for(300ms);
  CHECK(site.builds() == 2);  // neither these nor the build's own writing counts
}

TEST_CASE("a page that is older than the last change reloads as soon as it listens") {
  Previewed site;
  Connection page(site.port());
  listen(page, "age=60000");
  CHECK(page.read_until("\n\n") == kReload);
}

TEST_CASE("mistakes are shown on open pages and on those that come, until they are cured") {
  Previewed site([](int count) {
    if (count == 2) return Rebuilt{false, "a.md:1:1: error: no\nb"};
    return Rebuilt{count == 1, ""};
  });
  Connection open_page(site.port());
  listen(open_page);
  site.folder().write("pages/index.md", "two");
  const std::string mistakes = "event: mistakes\ndata: a.md:1:1: error: no\ndata: b\n\n";
  CHECK(open_page.read_until("\n\n") == mistakes);
  Connection new_page(site.port());
  listen(new_page);
  CHECK(new_page.read_until("\n\n") == mistakes);
  site.folder().write("pages/index.md", "three");
  CHECK(open_page.read_until("\n\n") == "event: mistakes\ndata: \n\n");
}

TEST_CASE("changes during a rebuild cause one more, never two at once") {
  std::promise<void> second_began;
  Previewed site([&](int count) {
    if (count == 2) {
      second_began.set_value();
      std::this_thread::sleep_for(400ms);
    }
    return Rebuilt{count == 3, ""};
  });
  Connection page(site.port());
  listen(page, "");
  site.folder().write("pages/index.md", "two");
  second_began.get_future().wait();
  for (int i = 0; i < 5; ++i) {
    site.folder().write("pages/index.md", "three" + std::to_string(i));
    std::this_thread::sleep_for(20ms);
  }
  CHECK(page.read_until("\n\n") == kReload);
  CHECK(fetch(site.port(), "GET /").body.starts_with("three4"));
  CHECK(site.builds() == 3);
}

TEST_CASE("what a rebuild throws ends the preview and is thrown by it") {
  Previewed site([](int count) -> Rebuilt {
    if (count == 2) throw std::runtime_error("out of memory");
    return {};
  });
  site.folder().write("pages/index.md", "two");
  CHECK_THROWS_WITH(site.result(), "out of memory");
}

TEST_CASE("an address in use and a missing folder are errors, before anything is built") {
  const auto taken = http_server::Server::listen("127.0.0.1", 0, [](const auto&) { return http_server::Response{}; }).value();
  int calls = 0;
  const auto rebuild = [&] {
    ++calls;
    return Rebuilt{};
  };
  const auto say = [&](std::string_view) { ++calls; };
  CHECK(preview::run({"/tmp", "127.0.0.1", taken->port(), "/tmp/site"}, rebuild, say).error().message ==
        "cannot listen on 127.0.0.1:" + std::to_string(taken->port()) + ": address already in use");
  CHECK(preview::run({"/nowhere", "127.0.0.1", 0, "/nowhere/site"}, rebuild, say).error().message ==
        "cannot watch '/nowhere': no such file or directory");
  CHECK(calls == 0);
}

TEST_SUITE_END();
