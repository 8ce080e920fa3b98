// An HTTP/1.1 server for small programs: give it a function from Request to Response and run it. It also keeps streams of
// server-sent events open. No TLS: a reverse proxy does that.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/http_server/message.h"
#include "base/result.h"

namespace http_server {

// Answers one request. Called on the threads of Server::run, on up to `threads` of them at once; it may block, which holds up
// one thread. What it throws becomes "500 Internal Server Error" without a word of the cause: log it in the handler.
using Handler = std::function<Response(const Request& request)>;

struct ServerOptions {
  int threads = 1;                           // that run() uses, its caller's included
  std::size_t header_limit = 16 * 1024;      // bytes of request line and headers; beyond: 431
  std::size_t body_limit = 1024 * 1024;      // bytes; beyond: 413
  std::chrono::milliseconds timeout{30'000};  // to receive a request, to wait for the next, to send 64 KiB; then it is closed
  std::chrono::milliseconds stop_patience{5'000};  // how long stop() lets requests finish
  std::function<void(int status)> refused{};  // told of each request that no handler saw, for it was no HTTP or beyond a limit; on run()'s threads
};

// Keep-alive, pipelining, chunked bodies and "Expect: 100-continue" are understood; what is not HTTP gets 400 and is closed, and so is
// what a proxy could understand otherwise: two lengths, a length and chunks, a coding besides "chunked", not exactly one Host.
class Server {
 public:
  // Binds and listens: from now on clients can connect, and wait until run() is called. `host` is an IP address or a name;
  // port 0 takes a free one. Error: "cannot listen on 127.0.0.1:8080: address already in use".
  static base::Result<std::unique_ptr<Server>> listen(const std::string& host, int port, Handler handler,
                                                      const ServerOptions& options = {});
  ~Server();  // not while run() is running
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // The port listened on.
  int port() const;

  // Serves until stop(); call it once.
  void run();

  // Makes run() return: no new connections, idle ones and event streams are closed, requests in work are answered, for at most
  // `stop_patience`. From any thread, before or during run(), also from a handler; more than once is harmless.
  void stop();

  // From now on until run() returns, SIGINT and SIGTERM call stop(); then the former handlers are back, so that a second
  // Ctrl-C ends a program that is slow to finish. Call it at most once, before run(), and for one server at a time.
  void stop_on_signals();

  // Sends an event to every open event stream. From any thread; does not wait. A client that leaves 100 events unread is
  // disconnected. Streams get a comment line each 15 s so that proxies keep them and dead ones are noticed.
  void send_event(std::string_view name, std::string_view data);

  // The number of connections now open. From any thread.
  std::size_t connections() const;

 private:
  class Engine;  // everything of Asio and Beast
  explicit Server(std::unique_ptr<Engine> engine);
  std::unique_ptr<Engine> engine_;
};

}  // namespace http_server
