// One client of a server: its requests one after the other, or a stream of events.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "base/http_server/http_server.h"

// Declared here, for Asio's headers stay out of ours.
namespace boost::asio {
class any_io_executor;
template <typename Protocol, typename Executor>
class basic_stream_socket;
namespace ip {
class tcp;
}  // namespace ip
}  // namespace boost::asio

namespace http_server {

using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::any_io_executor>;

// What all connections of a server share.
struct Service {
  Handler handler;
  ServerOptions options;
  std::atomic<bool> stopping = false;
};

class Connection {
 public:
  // The socket's executor is a strand of its own. `service` outlives the connection.
  Connection(Socket&& socket, Service& service);

  // Begins to answer requests on the strand; `ended` is called there after the last.
  void serve(std::function<void()> ended);

  // Closes it unless a request is being answered. From any thread.
  void stop();

  // Sends the text if the connection is an event stream; one with 100 texts unsent is closed. From any thread.
  void push_event(std::shared_ptr<const std::string> text);

  // At once. When no thread runs the strand any more.
  void close();

 private:
  class Client;  // everything of Asio and Beast
  std::shared_ptr<Client> client_;
};

}  // namespace http_server
