// A plain client over real sockets for the tests of servers: sends bytes as they are and reads what comes back.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

namespace http_client {

constexpr int kPatience = 30000;  // milliseconds that a test waits for bytes before it fails

struct Reply {
  int status = 0;  // 0: no answer
  std::string head;
  std::string body;

  // The value of a header written as `name` in the answer; "(none)" when absent.
  std::string header(std::string_view name) const {
    const std::string start = "\r\n" + std::string(name) + ": ";
    const std::size_t at = head.find(start);
    if (at == std::string::npos) return "(none)";
    const std::size_t value = at + start.size();
    return head.substr(value, head.find("\r\n", value) - value);
  }
};

class Connection {
 public:
  explicit Connection(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { ::close(socket_); }

  bool connected() const { return connected_; }

  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
  }

  void end_sending() { ::shutdown(socket_, SHUT_WR); }

  // Reads one response; one without Content-Length up to the end. `head_only` for the answer to HEAD and to event streams.
  Reply read_reply(bool head_only = false) {
    Reply reply;
    const std::size_t end = wait_for("\r\n\r\n");
    if (end == std::string::npos) return reply;
    reply.head = buffer_.substr(0, end - 2);
    buffer_.erase(0, end);
    reply.status = std::atoi(reply.head.c_str() + std::string_view("HTTP/1.1 ").size());
    const std::string length = reply.header("Content-Length");
    if (head_only || reply.status == 304 || reply.status == 204) return reply;
    const bool known = length != "(none)";
    const std::size_t size = known ? std::strtoull(length.c_str(), nullptr, 10) : std::string::npos;
    while (buffer_.size() < size && read_more()) {
    }
    reply.body = buffer_.substr(0, size);
    buffer_.erase(0, reply.body.size());
    return reply;
  }

  Reply request(std::string_view line, std::string_view headers = "") {
    send(std::string(line) + " HTTP/1.1\r\nHost: test\r\n" + std::string(headers) + "\r\n");
    return read_reply(line.starts_with("HEAD "));
  }

  // What was received up to `text` and with it; all there was when it does not come.
  std::string read_until(std::string_view text) {
    const std::size_t end = wait_for(text);
    const std::string read = buffer_.substr(0, end);
    buffer_.erase(0, read.size());
    return read;
  }

  // Whether the server closes the connection; what it still sends is dropped.
  bool is_closed() {
    while (read_more()) buffer_.clear();
    return ended_;
  }

 private:
  std::size_t wait_for(std::string_view text) {
    for (;;) {
      const std::size_t at = buffer_.find(text);
      if (at != std::string::npos) return at + text.size();
      if (!read_more()) return std::string::npos;
    }
  }

  bool read_more() {
    pollfd descriptor{socket_, POLLIN, 0};
    if (::poll(&descriptor, 1, kPatience) <= 0) return false;
    char block[16384];
    const ssize_t count = ::recv(socket_, block, sizeof block, 0);
    ended_ = count <= 0;
    if (!ended_) buffer_.append(block, static_cast<std::size_t>(count));
    return !ended_;
  }

  int socket_;
  bool connected_ = false;
  bool ended_ = false;
  std::string buffer_;
};

// One request on a connection of its own.
inline Reply fetch(int port, std::string_view line, std::string_view headers = "") {
  return Connection(port).request(line, headers);
}

}  // namespace http_client
