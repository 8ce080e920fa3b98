// With connection.cc the only file that sees Boost.Asio.
#include "base/http_server/http_server.h"

#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "base/http_server/connection.h"
#include "base/text.h"

namespace http_server {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;
using namespace std::chrono_literals;

constexpr auto kAcceptPause = 100ms;

std::string address_text(const std::string& host, int port) {
  return host.find(':') == std::string::npos ? fmt::format("{}:{}", host, port) : fmt::format("[{}]:{}", host, port);
}

}  // namespace

// control_ is the strand of acceptor_, patience_ and signals_.
class Server::Engine {
 public:
  Engine(Handler handler, const ServerOptions& options) : service_{std::move(handler), options} {}

  error_code listen(const std::string& host, int port) {
    error_code error;
    tcp::resolver resolver(context_);
    const auto found = resolver.resolve(host, std::to_string(port), tcp::resolver::passive, error);
    if (error) return error;
    const tcp::endpoint endpoint = found.begin()->endpoint();
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (!error) port_ = acceptor_.local_endpoint(error).port();
    return error;
  }

  void run() {
    asio::co_spawn(control_, accept(), [](const std::exception_ptr&) {});
    std::vector<std::jthread> threads;
    for (int i = 1; i < service_.options.threads; ++i) threads.emplace_back([this] { context_.run(); });
    context_.run();
    threads.clear();
    for (const auto& connection : connections_) connection->close();  // those that patience was not enough for
    restore_signals();
  }

  void stop() {
    asio::post(control_, [this] { stop_on_control(); });
  }

  void stop_on_signals() {
    for (auto& [number, action] : former_) sigaction(number, nullptr, &action);
    signals_.emplace(control_, SIGINT, SIGTERM);
    signals_->async_wait([this](error_code error, int) {
      if (!error) stop_on_control();
    });
  }

  void send_event(std::string_view name, std::string_view data) {
    const auto text = std::make_shared<const std::string>(format_event(name, data));
    const std::scoped_lock lock(mutex_);
    for (const auto& connection : connections_) connection->push_event(text);
  }

  std::size_t connections() const {
    const std::scoped_lock lock(mutex_);
    return connections_.size();
  }

  int port() const { return port_; }

  ~Engine() { restore_signals(); }

 private:
  asio::awaitable<void> accept() {
    while (!service_.stopping) {
      error_code error;
      tcp::socket socket = co_await acceptor_.async_accept(asio::make_strand(context_), asio::redirect_error(asio::use_awaitable, error));
      if (!error) add(std::move(socket));
      if (error && !service_.stopping) co_await pause();  // no descriptor left, perhaps: the connections there are may end
    }
  }

  asio::awaitable<void> pause() {
    error_code cancelled;
    patience_.expires_after(kAcceptPause);
    co_await patience_.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
  }

  void add(tcp::socket socket) {
    auto connection = std::make_shared<Connection>(std::move(socket), service_);
    {
      const std::scoped_lock lock(mutex_);
      connections_.insert(connection);
    }
    connection->serve([this, connection] { remove(connection); });
  }

  void remove(const std::shared_ptr<Connection>& connection) {
    const std::scoped_lock lock(mutex_);
    connections_.erase(connection);
    if (connections_.empty() && service_.stopping) asio::post(control_, [this] { patience_.cancel(); });
  }

  void stop_on_control() {
    if (service_.stopping.exchange(true)) return;
    error_code ignored;
    acceptor_.close(ignored);
    if (signals_) signals_->cancel(ignored);
    const std::scoped_lock lock(mutex_);
    for (const auto& connection : connections_) connection->stop();
    patience_.expires_after(service_.options.stop_patience);  // also ends a pause of accept()
    if (connections_.empty()) return;
    patience_.async_wait([this](error_code cancelled) {
      if (!cancelled) context_.stop();
    });
  }

  void restore_signals() {
    if (!signals_) return;
    signals_.reset();  // sets SIG_DFL, not what was there before
    for (const auto& [number, action] : former_) sigaction(number, &action, nullptr);
  }

  Service service_;
  asio::io_context context_;
  asio::strand<asio::io_context::executor_type> control_ = asio::make_strand(context_);
  tcp::acceptor acceptor_{control_};
  asio::steady_timer patience_{control_};
  std::optional<asio::signal_set> signals_;
  std::vector<std::pair<int, struct sigaction>> former_ = {{SIGINT, {}}, {SIGTERM, {}}};
  int port_ = 0;
  mutable std::mutex mutex_;
  std::set<std::shared_ptr<Connection>> connections_;  // guarded by mutex_
};

base::Result<std::unique_ptr<Server>> Server::listen(const std::string& host, int port, Handler handler,
                                                     const ServerOptions& options) {
  auto engine = std::make_unique<Engine>(std::move(handler), options);
  const error_code error =
      port < 0 || port > 65535 ? make_error_code(boost::system::errc::invalid_argument) : engine->listen(host, port);
  if (!error) return std::unique_ptr<Server>(new Server(std::move(engine)));  // private, so not make_unique
  return base::fail(fmt::format("cannot listen on {}: {}", address_text(host, port), base::to_lower(error.message())));
}

Server::Server(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}
Server::~Server() = default;
int Server::port() const { return engine_->port(); }
void Server::run() { engine_->run(); }
void Server::stop() { engine_->stop(); }
void Server::stop_on_signals() { engine_->stop_on_signals(); }
void Server::send_event(std::string_view name, std::string_view data) { engine_->send_event(name, data); }
std::size_t Server::connections() const { return engine_->connections(); }

}  // namespace http_server
