// What `serve` offers besides xAPI: limits, compression, a log, metrics.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/endpoint/app/endpoint.h"

namespace {

void post(const test::Endpoint& endpoint, int count) {
  for (int i = 0; i < count; ++i) CHECK(endpoint.ask("POST /xapi/statements", test::statement_text(test::random_id())).status == 200);
}

}  // namespace

TEST_SUITE("endpoint_app/serve") {
  TEST_CASE("a key that asks more often than its rate gets 429, and when to go on") {
    const test::Database database;
    const test::Endpoint endpoint(database, {"--rate", "0.5"});
    for (int i = 0; i < 2; ++i) CHECK(endpoint.ask("GET /xapi/statements").status == 200);
    const auto refused = endpoint.ask("GET /xapi/statements");
    CHECK(refused.status == 429);
    CHECK(refused.body == R"({"error":{"where":"requests","what":"are too many; go on after the seconds of Retry-After"}})");
    CHECK((refused.header("Retry-After") == "2" || refused.header("Retry-After") == "1"));
  }

  TEST_CASE("HEAD says what GET would, without the body, compressed or not") {
    const test::Database database;
    const test::Endpoint endpoint(database);
    post(endpoint, 10);
    for (const auto* encoding : {"", "Accept-Encoding: gzip\r\n"}) {
      const auto whole = endpoint.ask("GET /xapi/statements", "", encoding);
      const auto head = endpoint.ask("HEAD /xapi/statements", "", encoding);
      CHECK(head.status == 200);
      CHECK(head.body.empty());
      for (const auto* name : {"Content-Length", "Content-Type", "Content-Encoding", "X-Experience-API-Version"}) CHECK(head.header(name) == whole.header(name));
      CHECK(whole.header("Content-Length") == fmt::format("{}", whole.body.size()));
    }
    CHECK(endpoint.ask("GET /xapi/statements", "", "Accept-Encoding: gzip\r\n").header("Content-Encoding") == "gzip");
  }

  TEST_CASE("the log has one line a request, without the query") {
    const test::Database database;
    test::Endpoint endpoint(database, {"--log", "json"});
    CHECK(endpoint.ask("GET /xapi/statements?agent=%7B%22mbox%22%3A%22mailto%3Asiti%40desa.example%22%7D").status == 200);
    CHECK(endpoint.ask("GET /apa").status == 404);
    endpoint.program().send(15);
    const auto finished = endpoint.program().wait();
    CHECK(finished.status == 0);
    const auto line_end = finished.errors.find('\n');
    const std::string first = finished.errors.substr(0, line_end), second = finished.errors.substr(line_end + 1);
    CHECK(first.starts_with("{\"time\":\"20"));
    CHECK(first.find(R"(Z","method":"GET","path":"/xapi/statements","status":200,"milliseconds":)") != std::string::npos);
    CHECK(first.ends_with(R"(,"bytes":27})"));
    CHECK(second.find(R"("path":"/apa","status":404,)") != std::string::npos);
    CHECK(finished.errors.find("siti") == std::string::npos);
  }

  TEST_CASE("metrics count what was asked and stored") {
    const test::Database database;
    const test::Endpoint endpoint(database);
    post(endpoint, 3);
    const auto metrics = endpoint.ask("GET /metrics");
    CHECK(metrics.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8");
    CHECK(metrics.body.find("\nsanggar_requests_total{resource=\"statements\",status=\"200\"} 3\n") != std::string::npos);
    CHECK(metrics.body.find("\nsanggar_statements_stored_total 3\n") != std::string::npos);
    CHECK(metrics.body.find("\nsanggar_commits_total 3\n") != std::string::npos);
    CHECK(endpoint.show("GET /metrics").find("200 # HELP") == 0);
    CHECK(endpoint.ask("GET /xapi/about", "", "X-Long: " + std::string(20'000, 'x') + "\r\n").status == 431);
    CHECK(endpoint.ask("GET /metrics").body.find("\nsanggar_requests_total{resource=\"unread\",status=\"431\"} 1\n") != std::string::npos);
    CHECK(endpoint.ask("GET /metrics", "", "X-Forwarded-For: 203.0.113.7\r\n").status == 404);
  }

  TEST_CASE("options that are none are refused") {
    const auto refusal = [](const std::vector<std::string>& options) {
      std::vector<std::string> words{test::kEndpoint, "serve", "--store", "/nowhere/progress.db"};
      words.insert(words.end(), options.begin(), options.end());
      const auto finished = test::run(words);
      CHECK(finished.status == 64);
      return finished.errors;
    };
    CHECK(refusal({"--threads", "0"}) == "sanggar-endpoint: --threads: Value 0 not in range 1 to 1024 (see --help)\n");
    CHECK(refusal({"--body-limit", "x"}) == "sanggar-endpoint: --body-limit: Value x not in range 0.001000 to 1024.000000 (see --help)\n");
    CHECK(refusal({"--log", "xml"}) == "sanggar-endpoint: --log: Check xml value in {json->1,none->0} OR {1,0} FAILED (see --help)\n");
  }
}
