// The endpoint as a CGI program: alone, 32 at once, and under the web servers of shared hosting.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <mutex>
#include <thread>
#include <vector>

#include "tests/endpoint/app/endpoint.h"
#include "tests/endpoint/app/web_server.h"

namespace {

using Variables = std::vector<std::string>;

constexpr int kAtOnce = 32;

// What a web server sets for a request with the test's key.
Variables variables(const std::string& method, const std::string& path, const std::string& query, std::size_t length) {
  return {"GATEWAY_INTERFACE=CGI/1.1", "SERVER_PROTOCOL=HTTP/1.1", "REQUEST_METHOD=" + method, "PATH_INFO=" + path, "QUERY_STRING=" + query,
          "REQUEST_URI=" + path + (query.empty() ? "" : "?" + query), "SCRIPT_NAME=/sanggar.cgi", "REMOTE_ADDR=127.0.0.1", "CONTENT_TYPE=application/json",
          fmt::format("CONTENT_LENGTH={}", length), "HTTP_AUTHORIZATION=Basic a3VuY2k6cmFoYXNpYS1yYWhhc2lhLXJhaGFzaWE=", "HTTP_X_EXPERIENCE_API_VERSION=1.0.3"};
}

test::Finished call(const test::Database& database, const Variables& variables, const std::string& body = "") {
  return test::run({test::kEndpoint, "cgi", "--store", database.path()}, {body, variables});
}

std::string body_of(const std::string& output) {
  const auto at = output.find("\r\n\r\n");
  return at == std::string::npos ? "(no body)" : output.substr(at + 4);
}

std::string status_of(const std::string& output) { return output.substr(0, output.find("\r\n")); }

// Apache sends in chunks what comes slowly.
std::string unchunked(const std::string& body) {
  std::string whole;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t size = std::stoul(body.substr(at), nullptr, 16), begin = body.find("\r\n", at) + 2;
    whole += body.substr(begin, size);
    at = size == 0 ? body.size() : begin + size + 2;
  }
  return whole;
}

http_client::Reply ask(int port, const std::string& line, const std::string& body) {
  http_client::Connection connection(port);
  connection.send(test::request_text(line, body, "Connection: close\r\n"));
  auto reply = connection.read_reply();
  if (reply.header("Transfer-Encoding") == "chunked") reply.body = unchunked(reply.body);
  return reply;
}

// Posts over a web server from many threads at once; the answers that are not 200.
std::string post_at_once(int port, std::set<std::string>& acknowledged) {
  std::mutex mutex;
  std::string trouble;
  std::vector<std::thread> threads;
  for (int i = 0; i < kAtOnce; ++i) {
    threads.emplace_back([&] {
      const std::string id = test::random_id();
      const auto reply = ask(port, "POST /xapi/statements", test::statement_text(id));
      const std::lock_guard lock(mutex);
      if (reply.status == 200) {
        acknowledged.insert(id);
      } else {
        trouble += fmt::format("{} {}\n", reply.status, reply.body);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  return trouble;
}

void check_web_server(test::WebServer::Kind kind) {
  test::WebServer server(kind);
  const auto& database = server.database();
  const auto get = [&](const std::string& target) { return ask(server.port(), "GET " + target, ""); };
  INFO(server.log());
  CHECK(get("/health").body == R"({"status":"ok"})");
  CHECK(get("/xapi/about").body == R"({"version":["1.0.3","2.0.0"]})");
  std::set<std::string> acknowledged;
  CHECK(post_at_once(server.port(), acknowledged) == "");
  const auto kept = database.ids();
  CHECK(kept.size() == kAtOnce);
  CHECK(std::set<std::string>(kept.begin(), kept.end()) == acknowledged);
  // Queries arrive, and the address of the next page works as it is given.
  const auto page = get("/xapi/statements?limit=20&verb=http%3A%2F%2Fadlnet.gov%2Fexpapi%2Fverbs%2Fcompleted");
  CHECK(page.status == 200);
  const auto more = page.body.find("\"more\":\"");
  REQUIRE(more != std::string::npos);
  const std::string next = page.body.substr(more + 8, page.body.find('"', more + 8) - more - 8);
  CHECK(next.starts_with("/xapi/statements?limit=20&"));
  CHECK(get(next).body.ends_with(R"("more":""})"));
  CHECK(get("/xapi/statements?limit=x").status == 400);
  CHECK(get("/index.html").body == "the site\n");
}

}  // namespace

TEST_SUITE("endpoint_app/cgi") {
  TEST_CASE("one request is answered as RFC 3875 says") {
    const test::Database database;
    const std::string id = test::random_id(), body = test::statement_text(id);
    const auto posted = call(database, variables("POST", "/xapi/statements", "", body.size()), body);
    CHECK(posted.status == 0);
    CHECK(status_of(posted.output) == "Status: 200 OK");
    CHECK(posted.output.find("\r\nContent-Type: application/json\r\n") != std::string::npos);
    CHECK(posted.output.find("\r\nContent-Length: 40\r\n") != std::string::npos);
    CHECK(body_of(posted.output) == fmt::format(R"(["{}"])", id));
    const auto got = call(database, variables("GET", "/xapi/statements", "statementId=" + id, 0));
    CHECK(body_of(got.output).starts_with(fmt::format(R"({{"id":"{}",)", id)));
    const auto head = call(database, variables("HEAD", "/xapi/statements", "statementId=" + id, 0));
    CHECK(status_of(head.output) == "Status: 200 OK");
    CHECK(body_of(head.output).empty());
    const auto conflict = call(database, variables("PUT", "/xapi/statements", "statementId=" + id, 2), "{}");
    CHECK(status_of(conflict.output) == "Status: 400 Bad Request");
    const auto nothing = call(database, variables("GET", "/apa", "", 0));
    CHECK(status_of(nothing.output) == "Status: 404 Not Found");
    CHECK(database.ids().size() == 1);
  }

  TEST_CASE("the address of the next page is the one that clients use") {
    const test::Database database;
    const std::string body = "[" + test::statement_text(test::random_id()) + "," + test::statement_text(test::random_id()) + "]";
    CHECK(status_of(call(database, variables("POST", "/xapi/statements", "", body.size()), body).output) == "Status: 200 OK");
    auto unhidden = variables("GET", "/xapi/statements", "limit=1", 0);
    unhidden.emplace_back("REQUEST_URI=/cgi-bin/sanggar.cgi/xapi/statements?limit=1");
    std::erase(unhidden, "REQUEST_URI=/xapi/statements?limit=1");
    CHECK(call(database, unhidden).output.find(R"("more":"/cgi-bin/sanggar.cgi/xapi/statements?limit=1&more=)") != std::string::npos);
  }

  TEST_CASE("a body that is too long, or shorter than announced, is refused and stores nothing") {
    const test::Database database;
    const std::string body = test::statement_text(test::random_id());
    const std::string refused = R"({"error":{"where":"body","what":"is longer than allowed, or than announced"}})";
    for (const std::size_t length : {body.size() + 1, std::size_t{100'000'000}, std::size_t{10'000'000'000'000}}) {
      const auto finished = call(database, variables("POST", "/xapi/statements", "", length), body);
      CHECK(status_of(finished.output) == "Status: 413 Payload Too Large");
      CHECK(body_of(finished.output) == refused);
    }
    CHECK(database.ids().empty());
  }

  TEST_CASE("a database that cannot be opened is 500, and its cause stands in the server's log") {
    const test::Folder folder;
    const auto finished = test::run({test::kEndpoint, "cgi", "--store", folder.path("no/progress.db")}, {"", variables("GET", "/xapi/statements", "", 0)});
    CHECK(status_of(finished.output) == "Status: 500 See Body");
    CHECK(body_of(finished.output) == R"({"error":{"where":"the store","what":"failed; the administrator finds the cause in the log"}})");
    CHECK(finished.errors.ends_with(fmt::format("\"error\":\"cannot open '{}': unable to open database file\"}}\n", folder.path("no/progress.db"))));
  }

  TEST_CASE("called by hand it says who calls it") {
    const test::Database database;
    const auto finished = test::run({test::kEndpoint, "cgi", "--store", database.path()});
    CHECK(finished.status == 2);
    CHECK(finished.errors == "sanggar-endpoint: `cgi` is called by a web server, for each request (see docs/hosts.md)\n");
  }

  TEST_CASE("of 32 processes at once none fails") {
    const test::Database database;
    std::mutex mutex;
    std::set<std::string> acknowledged;
    std::string trouble;
    double worst = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < kAtOnce; ++i) {
      threads.emplace_back([&] {
        const std::string id = test::random_id(), body = test::statement_text(id);
        const auto begin = std::chrono::steady_clock::now();
        const auto finished = call(database, variables("POST", "/xapi/statements", "", body.size()), body);
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        const std::lock_guard lock(mutex);
        worst = std::max(worst, seconds);
        if (status_of(finished.output) == "Status: 200 OK") {
          acknowledged.insert(id);
        } else {
          trouble += finished.output + finished.errors;
        }
      });
    }
    for (auto& thread : threads) thread.join();
    CHECK(trouble == "");
    const auto kept = database.ids();
    CHECK(kept.size() == kAtOnce);
    CHECK(std::set<std::string>(kept.begin(), kept.end()) == acknowledged);
    CHECK(database.integrity() == "ok");
    MESSAGE("the longest of " << kAtOnce << " took " << worst << " s");
    CHECK(worst < 25);
  }

  TEST_CASE("lighttpd runs it as docs/hosts.md says") { check_web_server(test::WebServer::Kind::lighttpd); }

  TEST_CASE("Apache runs it as docs/hosts.md says") { check_web_server(test::WebServer::Kind::apache); }
}
