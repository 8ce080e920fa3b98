// A server on a free port of the loopback, on a thread of its own.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <thread>
#include <utility>

#include "base/http_server/http_server.h"

// A server that runs for the length of a test.
class RunningServer {
 public:
  explicit RunningServer(http_server::Handler handler, const http_server::ServerOptions& options = {})
      : server_(http_server::Server::listen("127.0.0.1", 0, std::move(handler), options).value()),
        thread_([this] { server_->run(); }) {}
  RunningServer(const RunningServer&) = delete;
  RunningServer& operator=(const RunningServer&) = delete;
  ~RunningServer() { stop(); }

  void stop() {
    server_->stop();
    if (thread_.joinable()) thread_.join();
  }
  int port() const { return server_->port(); }
  http_server::Server& server() { return *server_; }

  // Waits until the server has so many connections.
  bool has_connections(std::size_t count) const {
    for (int i = 0; i < 500 && server_->connections() != count; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return server_->connections() == count;
  }

 private:
  std::unique_ptr<http_server::Server> server_;
  std::thread thread_;
};
