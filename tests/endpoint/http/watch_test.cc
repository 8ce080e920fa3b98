// What whoever runs the endpoint sees of it: metrics and a log.
#include "endpoint/http/watch.h"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "endpoint/http/metrics.h"
#include "endpoint/http/request_log.h"
#include "tests/endpoint/http/client.h"

namespace {

http_server::Request request_for(const std::string& path, const std::string& peer = "127.0.0.1") {
  http_server::Request request;
  request.method = "GET";
  request.path = path;
  request.query = "agent=siti";
  request.peer = peer;
  return request;
}

// A handler that answers with its path, watched.
struct Watched {
  test::NamedDatabase database;
  std::unique_ptr<store::Store> store = database.open();
  std::vector<std::string> log;
  http::Watched on = http::watched(
      [](const http_server::Request& request) -> http_server::Response {
        if (request.path == "/xapi/about") throw std::runtime_error("no memory left");
        return http_server::text_response(200, request.path);
      },
      *store, {}, [this](const std::string& line) { log.push_back(line); });
  const http_server::Handler& handler = on.handler;
};

std::string without_time(const std::string& line) {
  const auto after_time = line.find("\"method\"");
  const auto milliseconds = line.find("\"milliseconds\"");
  return line.substr(after_time, milliseconds - after_time) + line.substr(line.find("\"bytes\""));
}

}  // namespace

TEST_SUITE("http/watch") {
  TEST_CASE("a line of the log says what was asked and answered, and nothing of who asked") {
    const auto request = request_for("/xapi/\"statements\"");
    CHECK(http::log_line(request, {.status = 204}, {1'795'732'312'240'285, 0.0123}) ==
          R"({"time":"2026-11-26T22:31:52.240285Z","method":"GET","path":"/xapi/\"statements\"","status":204,"milliseconds":12.30,"bytes":0})");
    http_server::Response failed{.status = 500, .body = "x"};
    failed.note = "cannot use the database: disk I/O error";
    CHECK(http::log_line(request, failed, {0, 1}) ==
          R"({"time":"1970-01-01T00:00:00.000000Z","method":"GET","path":"/xapi/\"statements\"","status":500,"milliseconds":1000.00,"bytes":1,"error":"cannot use the database: disk I/O error"})");
  }

  TEST_CASE("what was refused unread is logged and counted") {
    Watched watched;
    watched.on.refused(413);
    watched.on.refused(413);
    REQUIRE(watched.log.size() == 2);
    CHECK(watched.log[0].starts_with("{\"time\":\"20"));
    CHECK(watched.log[0].ends_with("Z\",\"status\":413,\"error\":\"refused before it was read whole\"}"));
    const auto metrics = watched.handler(request_for("/metrics")).body;
    CHECK(metrics.find("\nsanggar_requests_total{resource=\"unread\",status=\"413\"} 2\n") != std::string::npos);
    CHECK(metrics.find("\nsanggar_request_seconds_count 0\n") != std::string::npos);
  }

  TEST_CASE("each request is logged once, and what was thrown is answered without a word of the cause") {
    Watched watched;
    CHECK(watched.handler(request_for("/xapi/statements")).status == 200);
    const auto failed = watched.handler(request_for("/xapi/about"));
    CHECK(failed.status == 500);
    CHECK(failed.body == R"({"error":{"where":"the endpoint","what":"failed; the administrator finds the cause in the log"}})");
    REQUIRE(watched.log.size() == 2);
    CHECK(without_time(watched.log[0]) == R"("method":"GET","path":"/xapi/statements","status":200,"bytes":17})");
    CHECK(without_time(watched.log[1]) == R"("method":"GET","path":"/xapi/about","status":500,"bytes":96,"error":"no memory left"})");
  }

  TEST_CASE("metrics are for this machine alone, not for whom a proxy asks") {
    Watched watched;
    CHECK(watched.handler(request_for("/metrics")).body.starts_with("# HELP sanggar_requests_total "));
    CHECK(watched.handler(request_for("/metrics", "::1")).body.starts_with("# HELP "));
    CHECK(watched.handler(request_for("/metrics", "203.0.113.7")).body == "/metrics\n");  // as any other path
    auto forwarded = request_for("/metrics");
    forwarded.headers = {{"X-Forwarded-For", "203.0.113.7"}};
    CHECK(watched.handler(forwarded).body == "/metrics\n");
    forwarded.headers = {{"Forwarded", "for=203.0.113.7"}};
    CHECK(watched.handler(forwarded).body == "/metrics\n");
  }

  TEST_CASE("metrics count requests by resource and status, and their times") {
    http::Metrics metrics;
    metrics.count("statements", 200, 0.0009);
    metrics.count("statements", 200, 0.3);
    metrics.count("health", 503, 20);
    CHECK(metrics.text({5, 3, 1, 4'096}) == R"(# HELP sanggar_requests_total Requests answered.
# TYPE sanggar_requests_total counter
sanggar_requests_total{resource="health",status="503"} 1
sanggar_requests_total{resource="statements",status="200"} 2
# HELP sanggar_request_seconds Time from a request's arrival to its answer.
# TYPE sanggar_request_seconds histogram
sanggar_request_seconds_bucket{le="0.001"} 1
sanggar_request_seconds_bucket{le="0.0025"} 1
sanggar_request_seconds_bucket{le="0.005"} 1
sanggar_request_seconds_bucket{le="0.01"} 1
sanggar_request_seconds_bucket{le="0.025"} 1
sanggar_request_seconds_bucket{le="0.05"} 1
sanggar_request_seconds_bucket{le="0.1"} 1
sanggar_request_seconds_bucket{le="0.25"} 1
sanggar_request_seconds_bucket{le="0.5"} 2
sanggar_request_seconds_bucket{le="1"} 2
sanggar_request_seconds_bucket{le="2.5"} 2
sanggar_request_seconds_bucket{le="5"} 2
sanggar_request_seconds_bucket{le="10"} 2
sanggar_request_seconds_bucket{le="+Inf"} 3
sanggar_request_seconds_sum 20.300900
sanggar_request_seconds_count 3
# HELP sanggar_statements_stored_total Statements stored since the start.
# TYPE sanggar_statements_stored_total counter
sanggar_statements_stored_total 5
# HELP sanggar_commits_total Transactions committed since the start.
# TYPE sanggar_commits_total counter
sanggar_commits_total 3
# HELP sanggar_queue_length Writes that wait for a commit.
# TYPE sanggar_queue_length gauge
sanggar_queue_length 1
# HELP sanggar_database_bytes The database on the disk, its log included.
# TYPE sanggar_database_bytes gauge
sanggar_database_bytes 4096
)");
  }

  TEST_CASE("whatever is asked for, few series come of it") {
    Watched watched;
    for (const auto* path : {"/a", "/b", "/xapi/c", "/xapi/statements", "/learn/v1/learners", "/health"}) watched.handler(request_for(path));
    const std::string text = watched.handler(request_for("/metrics")).body;
    CHECK(text.find(R"(sanggar_requests_total{resource="health",status="200"} 1
sanggar_requests_total{resource="learn",status="200"} 1
sanggar_requests_total{resource="other",status="200"} 3
sanggar_requests_total{resource="statements",status="200"} 1
#)") != std::string::npos);
  }

  TEST_CASE("a store says how much it has stored since it was opened") {
    const test::Client client;
    client.post("/xapi/statements", test::statement_json(1));
    client.post("/xapi/statements", test::statement_json(1));
    client.post("/xapi/statements", "[" + test::statement_json(2) + "," + test::statement_json(3) + "]");
    const auto figures = client.store().figures();
    CHECK(figures.statements == 3);
    CHECK(figures.commits == 4);  // the key's is one
    CHECK(figures.waiting == 0);
    CHECK(figures.database_bytes > 4'096);
  }
}
