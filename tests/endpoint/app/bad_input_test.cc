// What no proper client sends: it is refused, costs little, and holds nobody else up.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include "tests/endpoint/app/endpoint.h"
#include "tests/support/sanitizers.h"

namespace {

using http_client::Connection;
using namespace std::chrono_literals;

constexpr std::string_view kAbout = R"(200 {"version":["1.0.3","2.0.0"]})";
constexpr std::size_t kHundredMegabytes = 100'000'000;
constexpr long kMostGrowth = test::kSanitized ? 800'000 : 80'000;  // kilobytes: less than one such body

std::string post_with(const std::string& headers, const std::string& body) {
  return "POST /xapi/statements HTTP/1.1\r\nHost: t\r\n" + test::kHeaders + headers + "\r\n" + body;
}

// "400 bad request, closed": what a server says to bytes on a connection of their own.
std::string said_to(int port, const std::string& bytes) {
  Connection connection(port);
  connection.send(bytes);
  auto reply = connection.read_reply();
  while (reply.body.ends_with('\n')) reply.body.pop_back();
  const bool closes = reply.header("Connection") == "close" && connection.is_closed();
  return fmt::format("{} {}{}", reply.status, reply.body, closes ? ", closed" : "");
}

// Sends a body until all is sent or the server has closed.
http_client::Reply send_hundred_megabytes(int port, const std::string& headers, const std::string& piece) {
  Connection connection(port);
  connection.send(post_with(headers, ""));
  for (std::size_t sent = 0; sent < kHundredMegabytes; sent += piece.size()) connection.send(piece);
  return connection.read_reply();
}

}  // namespace

TEST_SUITE("endpoint_app/bad_input") {
  TEST_CASE("a request that two readers could read differently is refused, and its connection closed") {
    const test::Database database;
    const test::Endpoint endpoint(database);
    const std::string refused = "400 bad request, closed";
    for (const auto& headers : {"Content-Length: 2\r\nContent-Length: 3\r\n", "Content-Length: 2\r\nContent-Length: 2\r\n", "Content-Length: 2, 2\r\n",
                                "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n",
                                "Transfer-Encoding: chunked, identity\r\n", "Transfer-Encoding: xchunked\r\n", "Transfer-Encoding: gzip\r\n",
                                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding : chunked\r\n", "Content-Length: +2\r\n",
                                "Content-Length: -2\r\n", "Content-Length: 99999999999999999999\r\n", "Host: other\r\n"}) {
      INFO(headers);
      CHECK(said_to(endpoint.port(), post_with(headers, "[]")) == refused);
    }
    CHECK(said_to(endpoint.port(), "GET /xapi/about HTTP/1.1\r\n\r\n") == refused);
    CHECK(said_to(endpoint.port(), "POST /xapi/statements HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == refused);
    CHECK(said_to(endpoint.port(), "\x16\x03\x01\x02") == refused);
    CHECK(said_to(endpoint.port(), "GET /xapi/%ff HTTP/1.1\r\nHost: t\r\n\r\n") == refused);
    CHECK(endpoint.show("GET /xapi/about") == kAbout);
    CHECK(database.ids().empty());
  }

  TEST_CASE("a header that is too large gets 431") {
    const test::Database database;
    const test::Endpoint endpoint(database);
    const std::string large(20'000, 'a');
    CHECK(said_to(endpoint.port(), post_with("X-Large: " + large + "\r\n", "")) == "431 request header fields too large, closed");
    CHECK(said_to(endpoint.port(), "GET /" + large + " HTTP/1.1\r\nHost: t\r\n\r\n") == "431 request header fields too large, closed");
  }

  TEST_CASE("a body of 100 MB gets 413 without being kept in memory") {
    const test::Database database;
    test::Endpoint endpoint(database);
    CHECK(endpoint.show("GET /xapi/about") == kAbout);
    const long before = endpoint.program().resident_kilobytes();
    const auto known = send_hundred_megabytes(endpoint.port(), fmt::format("Content-Length: {}\r\n", kHundredMegabytes), std::string(1'000'000, ' '));
    CHECK(known.status == 413);
    CHECK(known.body == "payload too large\n");
    const auto chunked = send_hundred_megabytes(endpoint.port(), "Transfer-Encoding: chunked\r\n", "f4240\r\n" + std::string(1'000'000, ' ') + "\r\n");
    CHECK(chunked.status == 413);
    CHECK(endpoint.program().resident_kilobytes() - before < kMostGrowth);
    CHECK(endpoint.show("GET /xapi/about") == kAbout);
  }

  TEST_CASE("the limit of bodies is an option") {
    const test::Database database;
    const test::Endpoint endpoint(database, {"--body-limit", "0.01"});
    CHECK(said_to(endpoint.port(), test::request_text("POST /xapi/statements", std::string(11'000, ' '))) == "413 payload too large, closed");
    CHECK(endpoint.ask("POST /xapi/statements", test::statement_text(test::random_id())).status == 200);
  }

  TEST_CASE("JSON nested without end gets 400") {
    const test::Database database;
    const test::Endpoint endpoint(database);
    const std::string refused = R"(400 {"error":{"where":"line 1, column 65","what":"is nested more than 64 levels deep"}})";
    CHECK(endpoint.show("POST /xapi/statements", std::string(5'000'000, '[')) == refused);
    std::string objects;
    for (int i = 0; i < 100'000; ++i) objects += R"({"a":)";
    CHECK(endpoint.show("POST /xapi/statements", objects) == R"(400 {"error":{"where":"line 1, column 321","what":"is nested more than 64 levels deep"}})");
  }

  TEST_CASE("half a request stores nothing") {
    const test::Database database;
    const test::Endpoint endpoint(database);
    const std::string whole = test::request_text("POST /xapi/statements", test::statement_text(test::random_id()));
    for (std::size_t size = 1; size < whole.size(); size += 7) {
      Connection connection(endpoint.port());
      connection.send(whole.substr(0, size));
      connection.end_sending();
      CHECK(connection.is_closed());
    }
    CHECK(database.ids().empty());
    CHECK(endpoint.show("GET /xapi/about") == kAbout);
  }

  TEST_CASE("clients that send a byte now and then are closed after the timeout, and hold nobody up") {
    const test::Database database;
    const test::Endpoint endpoint(database, {"--timeout", "1.5", "--threads", "2"});
    std::vector<std::unique_ptr<Connection>> slow;
    for (int i = 0; i < 50; ++i) slow.push_back(std::make_unique<Connection>(endpoint.port()));
    const std::string request = test::request_text("POST /xapi/statements", test::statement_text(test::random_id()));
    for (std::size_t second = 0; second < 3; ++second) {
      for (auto& connection : slow) connection->send(request.substr(second, 1));
      CHECK(endpoint.show("GET /xapi/about") == kAbout);
      std::this_thread::sleep_for(800ms);
    }
    for (auto& connection : slow) CHECK(connection->is_closed());
    CHECK(database.ids().empty());
  }
}
