#include "base/http_server/http_server.h"

#include <doctest/doctest.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "tests/base/http_client.h"
#include "tests/base/running_server.h"

using http_client::Connection;
using http_client::fetch;
using http_server::Handler;
using http_server::Request;
using http_server::Response;
using http_server::Server;
using http_server::ServerOptions;
using namespace std::chrono_literals;

namespace {

// Says what it got.
Response echo(const Request& request) {
  Response response = http_server::text_response(200, request.method + " " + request.path + " ?" + request.query);
  response.body += request.body;
  return response;
}

Response stream_response(std::string first = "") {
  Response response{200, {{"Content-Type", "text/event-stream"}}};
  response.events = http_server::EventStream{[first] { return first; }};
  return response;
}

}  // namespace

TEST_SUITE_BEGIN("base/http_server");

TEST_CASE("a request reaches the handler decoded, its answer the client") {
  const RunningServer running([](const Request& request) {
    Response response = echo(request);
    response.headers.push_back({"X-Kelas", std::string(request.header("x-kelas"))});
    response.headers.push_back({"X-Peer", request.peer});
    return response;
  });
  const auto reply = fetch(running.port(), "GET /caf%C3%A9/a%20b?q=%20x", "X-Kelas: batik\r\n");
  CHECK(reply.status == 200);
  CHECK(reply.body == "GET /café/a b ?q=%20x\n");
  CHECK(reply.header("X-Kelas") == "batik");
  CHECK(reply.header("X-Peer") == "127.0.0.1");
  CHECK(reply.header("Content-Type") == "text/plain; charset=utf-8");
  CHECK(reply.header("Date").ends_with(" GMT"));
}

TEST_CASE("a connection serves many requests, pipelined ones in order") {
  const RunningServer running(echo);
  Connection client(running.port());
  for (int i = 0; i < 20; ++i) {
    const std::string path = "/" + std::to_string(i);
    CHECK(client.request("GET " + path).body == "GET " + path + " ?\n");
  }
  client.send("GET /a HTTP/1.1\r\nHost: t\r\n\r\nGET /b HTTP/1.1\r\nHost: t\r\n\r\n");
  CHECK(client.read_reply().body == "GET /a ?\n");
  CHECK(client.read_reply().body == "GET /b ?\n");
  CHECK(running.has_connections(1));
}

TEST_CASE("many connections stay open side by side") {
  const RunningServer running(echo, {.threads = 3});
  std::vector<std::unique_ptr<Connection>> clients;
  for (int i = 0; i < 200; ++i) clients.push_back(std::make_unique<Connection>(running.port()));
  for (int round = 0; round < 3; ++round) {
    for (auto& client : clients) client->send("GET /x HTTP/1.1\r\nHost: t\r\n\r\n");
    for (auto& client : clients) CHECK(client->read_reply().body == "GET /x ?\n");
  }
  CHECK(running.has_connections(200));
  clients.clear();
  CHECK(running.has_connections(0));
}

TEST_CASE("HTTP/1.0 and 'Connection: close' end the connection after the answer") {
  const RunningServer running(echo);
  Connection old(running.port());
  old.send("GET / HTTP/1.0\r\n\r\n");
  CHECK(old.read_reply().status == 200);
  CHECK(old.is_closed());
  Connection asking(running.port());
  CHECK(asking.request("GET /", "Connection: close\r\n").header("Connection") == "close");
  CHECK(asking.is_closed());
}

TEST_CASE("bodies come with a length, in chunks, or after '100 Continue'") {
  const RunningServer running(echo);
  Connection client(running.port());
  client.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\n\r\nbaju");
  CHECK(client.read_reply().body == "POST / ?\nbaju");
  client.send("POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nba\r\n2\r\nju\r\n0\r\n\r\n");
  CHECK(client.read_reply().body == "POST / ?\nbaju");
  client.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
  CHECK(client.read_reply(true).status == 100);
  client.send("baju");
  CHECK(client.read_reply().body == "POST / ?\nbaju");
}

TEST_CASE("HEAD has the headers of GET and no body") {
  const RunningServer running(echo);
  Connection client(running.port());
  const auto reply = client.request("HEAD /a");
  CHECK(reply.status == 200);
  CHECK(reply.header("Content-Length") == "10");
  CHECK(client.request("GET /b").body == "GET /b ?\n");  // nothing of a body was in between
}

TEST_CASE("204 and 304 have neither body nor length") {
  const RunningServer running([](const Request& request) {
    return Response{request.path == "/204" ? 204 : 304, {}, "not sent"};
  });
  Connection client(running.port());
  CHECK(client.request("GET /204").header("Content-Length") == "(none)");
  CHECK(client.request("GET /304").header("Content-Length") == "(none)");
  CHECK(client.request("GET /204").status == 204);
}

TEST_CASE("what exceeds a limit is refused with its status") {
  const RunningServer running(echo, {.header_limit = 1000, .body_limit = 100});
  const std::string long_text(2000, 'x');
  CHECK(fetch(running.port(), "GET /" + long_text).status == 431);
  CHECK(fetch(running.port(), "GET /", "X-Long: " + long_text + "\r\n").status == 431);
  Connection client(running.port());
  client.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 101\r\n\r\n" + long_text);
  const auto reply = client.read_reply();
  CHECK(reply.status == 413);
  CHECK(reply.body == "payload too large\n");
  Connection chunked(running.port());
  chunked.send("POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n" + long_text + "\r\n0\r\n\r\n");
  CHECK(chunked.read_reply().status == 413);
}

TEST_CASE("bytes that are not HTTP get 400 and harm no one else") {
  const RunningServer running(echo);
  const std::vector<std::string> garbage = {
      "\r\n\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "G\x01T / HTTP/1.1\r\n\r\n", std::string(100, '\0'),
      "GET / HTTP/1.1\r\nno colon\r\n\r\n", "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
      "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
      "POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"};
  for (const auto& bytes : garbage) {
    Connection client(running.port());
    client.send(bytes);
    client.end_sending();
    const int status = client.read_reply().status;
    INFO(bytes);
    CHECK((status == 400 || status == 0));
  }
  unsigned seed = 1;  // every start of a request, with some bytes changed, of the same seed every time
  const std::string request = "POST /a%20b?c HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\n\r\nok";
  for (int i = 0; i < 200; ++i) {
    std::string bytes = request;
    for (int j = 0; j < 3; ++j) {
      seed = seed * 1664525 + 1013904223;
      bytes[(seed >> 8) % bytes.size()] = static_cast<char>(seed >> 24);
    }
    Connection client(running.port());
    client.send(bytes.substr(0, 1 + (seed >> 4) % bytes.size()));
  }
  CHECK(fetch(running.port(), "GET /").status == 200);
  CHECK(running.has_connections(0));
}

TEST_CASE("a path that cannot be trusted is refused before the handler sees it") {
  std::atomic<int> calls = 0;
  const RunningServer running([&](const Request& request) {
    ++calls;
    return echo(request);
  });
  for (const char* path : {"/../etc/passwd", "/a/%2e%2e/b", "/a/..", "/./a", "/%00", "/%0a", "/%ff", "/%c0%ae", "/%zz", "/%4",
                           "/a%2F..%2Fb", "relative", "?x"}) {
    INFO(path);
    CHECK(fetch(running.port(), std::string("GET ") + path).status == 400);
  }
  CHECK(calls == 0);
  CHECK(fetch(running.port(), "GET http://host/a?b").body == "GET /a ?b\n");
  CHECK(fetch(running.port(), "OPTIONS *").body == "OPTIONS * ?\n");
}

TEST_CASE("what a handler throws is a 500, and the connection goes on") {
  const RunningServer running([](const Request& request) -> Response {
    if (request.path == "/throw") throw std::runtime_error("secret");
    if (request.path == "/bad") return {12};
    return echo(request);
  });
  Connection client(running.port());
  const auto reply = client.request("GET /throw");
  CHECK(reply.status == 500);
  CHECK(reply.body == "internal server error\n");
  CHECK(client.request("GET /bad").status == 500);
  CHECK(client.request("GET /").status == 200);
}

TEST_CASE("a header that would split the answer is dropped") {
  const RunningServer running([](const Request&) {
    return Response{200, {{"X-One", "a\r\nX-Two: b"}, {"X-Three", "c"}}, "x"};
  });
  const auto reply = fetch(running.port(), "GET /");
  CHECK(reply.header("X-One") == "(none)");
  CHECK(reply.header("X-Two") == "(none)");
  CHECK(reply.header("X-Three") == "c");
}

TEST_CASE("a slice of a file is sent, however large") {
  char name[] = "/tmp/http_server_test.XXXXXX";
  const int descriptor = mkstemp(name);
  std::string bytes;
  for (int i = 0; bytes.size() < 1'000'000; ++i) bytes += std::to_string(i) + ",";
  REQUIRE(write(descriptor, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  close(descriptor);
  const std::string path = name;
  const RunningServer running([&](const Request& request) {
    Response response;
    auto file = http_server::OpenFile::open(path).value();
    const std::uint64_t size = file.size();
    const std::uint64_t promised = request.path == "/short" ? size + 10 : size;
    response.file = request.path == "/part" ? http_server::FileSlice{std::move(file), 500'000, 70'000}
                                            : http_server::FileSlice{std::move(file), 0, promised};
    return response;
  });
  Connection client(running.port());
  CHECK(client.request("GET /").body == bytes);
  CHECK(client.request("GET /part").body == bytes.substr(500'000, 70'000));
  CHECK(client.request("HEAD /").header("Content-Length") == std::to_string(bytes.size()));
  CHECK(client.request("GET /short").body == bytes);  // a file that became shorter ends the connection
  CHECK(client.is_closed());
  std::remove(name);
  CHECK(http_server::OpenFile::open(path).error().message == "cannot read '" + path + "': no such file or directory");
  CHECK(http_server::OpenFile::open("/tmp").error().message == "cannot read '/tmp': is a directory");
}

TEST_CASE("a client that sends nothing or too slowly is disconnected") {
  const RunningServer running(echo, {.timeout = 200ms});
  Connection silent(running.port());
  Connection slow(running.port());
  slow.send("GET / HT");
  Connection kept(running.port());
  CHECK(kept.request("GET /").status == 200);
  CHECK(silent.is_closed());
  CHECK(slow.is_closed());
  CHECK(kept.is_closed());
}

TEST_CASE("an address in use or unknown is an error that names it") {
  const RunningServer running(echo);
  const std::string port = std::to_string(running.port());
  CHECK(Server::listen("127.0.0.1", running.port(), echo).error().message ==
        "cannot listen on 127.0.0.1:" + port + ": address already in use");
  CHECK(Server::listen("192.0.2.1", 0, echo).error().message == "cannot listen on 192.0.2.1:0: cannot assign requested address");
  CHECK(Server::listen("::1", 70000, echo).error().message == "cannot listen on [::1]:70000: invalid argument");
}

TEST_CASE("an event stream gets its first text, then each event, many lines as one") {
  RunningServer running([](const Request& request) {
    return request.path == "/events" ? stream_response(http_server::format_event("hello", "")) : echo(request);
  });
  Connection one(running.port());
  Connection two(running.port());
  for (Connection* client : {&one, &two}) {
    const auto reply = client->request("HEAD /other");
    CHECK(reply.status == 200);
    client->send("GET /events HTTP/1.1\r\nHost: t\r\n\r\n");
    const auto head = client->read_reply(true);
    CHECK(head.header("Content-Type") == "text/event-stream");
    CHECK(head.header("Content-Length") == "(none)");
    CHECK(client->read_until("\n\n") == "event: hello\ndata: \n\n");
  }
  running.server().send_event("mistakes", "a\nb\r\n");
  running.server().send_event("reload", "");
  for (Connection* client : {&one, &two}) {
    CHECK(client->read_until("\n\n") == "event: mistakes\ndata: a\ndata: b\ndata: \ndata: \n\n");
    CHECK(client->read_until("\n\n") == "event: reload\ndata: \n\n");
  }
  CHECK(fetch(running.port(), "GET /").status == 200);  // streams do not hold up others
}

TEST_CASE("an event sent as soon as the first text was made is not lost") {
  Server* server = nullptr;
  RunningServer running([&](const Request&) {
    Response response{200, {{"Content-Type", "text/event-stream"}}};
    response.events = http_server::EventStream{[&] {
      server->send_event("second", "");
      return http_server::format_event("first", "");
    }};
    return response;
  });
  server = &running.server();
  Connection client(running.port());
  client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  client.read_reply(true);
  CHECK(client.read_until("\n\n") == "event: first\ndata: \n\n");
  CHECK(client.read_until("\n\n") == "event: second\ndata: \n\n");
}

TEST_CASE("a stream whose client left is forgotten, one whose client does not read is closed") {
  RunningServer running([](const Request&) { return stream_response("x"); });
  {
    Connection client(running.port());
    client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
    CHECK(client.read_until("x").ends_with("x"));
  }
  CHECK(running.has_connections(0));
  Connection lazy(running.port());
  lazy.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  CHECK(lazy.read_until("x").ends_with("x"));
  const std::string large(1'000'000, 'x');
  for (int i = 0; i < 200; ++i) running.server().send_event("e", large);
  CHECK(running.has_connections(0));
}

TEST_CASE("stop answers the request in work and closes idle connections and streams") {
  std::atomic<bool> in_work = false;
  RunningServer running(
      [&](const Request& request) {
        if (request.path == "/events") return stream_response("x");
        if (request.path == "/slow") {
          in_work = true;
          std::this_thread::sleep_for(200ms);
        }
        return echo(request);
      },
      {.threads = 2});
  Connection idle(running.port());
  CHECK(idle.request("GET /").status == 200);
  Connection stream(running.port());
  stream.send("GET /events HTTP/1.1\r\nHost: t\r\n\r\n");
  stream.read_until("x");
  Connection slow(running.port());
  slow.send("GET /slow HTTP/1.1\r\nHost: t\r\n\r\n");
  while (!in_work) std::this_thread::sleep_for(1ms);
  running.stop();
  CHECK(slow.read_reply().status == 200);
  CHECK(slow.is_closed());
  CHECK(idle.is_closed());
  CHECK(stream.is_closed());
  CHECK_FALSE(Connection(running.port()).connected());
}

TEST_CASE("stop does not wait for ever for a client that does not read") {
  const std::string large(50'000'000, 'x');
  RunningServer running([&](const Request&) { return Response{200, {}, large}; }, {.stop_patience = 100ms});
  Connection client(running.port());
  client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  CHECK(client.read_until("\r\n\r\n").starts_with("HTTP/1.1 200"));
  running.stop();
  CHECK(client.is_closed());
}

TEST_CASE("stop before run makes run return at once") {
  const auto server = Server::listen("127.0.0.1", 0, echo).value();
  server->stop();
  server->stop();
  server->run();
  CHECK(server->connections() == 0);
}

TEST_CASE("a signal stops the server, then the former handler is back") {
  static std::atomic<int> former_calls = 0;
  const auto before = std::signal(SIGTERM, [](int) { ++former_calls; });
  const auto server = Server::listen("127.0.0.1", 0, echo).value();
  server->stop_on_signals();
  std::raise(SIGTERM);
  server->run();
  CHECK(former_calls == 0);
  std::raise(SIGTERM);
  CHECK(former_calls == 1);
  std::signal(SIGTERM, before);
}

TEST_CASE("dates are written as HTTP wants them") {
  CHECK(http_server::http_date(784111777) == "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST_SUITE_END();
