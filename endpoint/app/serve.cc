// `serve`: the endpoint behind a proxy, until Ctrl-C.
#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cstdio>

#include "base/http_server/http_server.h"
#include "endpoint/app/commands.h"
#include "endpoint/app/service_options.h"
#include "endpoint/http/service.h"
#include "endpoint/http/watch.h"

namespace endpoint_app {
namespace {

using base::Result;

constexpr double kBurstSeconds = 4;  // so many seconds' requests may come at once

struct Address {
  std::string host;
  int port = 0;
};

// "127.0.0.1:8081", "[::1]:8081"
Result<Address> parse_address(const std::string& text) {
  const auto colon = text.rfind(':');
  Address address;
  const char* end = text.data() + text.size();
  const bool has_port = colon != std::string::npos && colon > 0;
  const auto [stop, error] = std::from_chars(has_port ? text.data() + colon + 1 : end, end, address.port);
  if (!has_port || error != std::errc() || stop != end || address.port < 0 || address.port > 65'535) {
    return base::fail(fmt::format("'{}' is no address (write it as 127.0.0.1:8081)", text));
  }
  address.host = text.substr(0, colon);
  if (address.host.starts_with('[') && address.host.ends_with(']')) address.host = address.host.substr(1, address.host.size() - 2);
  return address;
}

http_server::ServerOptions server_options(const ServeOptions& options, std::function<void(int status)> refused) {
  return {.threads = options.threads,
          .body_limit = body_limit(options),
          .timeout = std::chrono::milliseconds(static_cast<std::int64_t>(options.timeout * 1'000)),
          .refused = std::move(refused)};
}

http::Rate rate_of(double per_second) { return {per_second, kBurstSeconds * per_second}; }

// A line is written whole: stdio locks the stream.
void write_log(const std::string& line) { fmt::print(stderr, "{}\n", line); }

}  // namespace

Result<void> serve(store::Store& store, const ServeOptions& options) {
  const auto address = parse_address(options.listen);
  if (!address) return base::fail(address.error().message);
  auto service = service_options(options);
  if (!service) return base::fail(service.error().message);
  service->rates = std::make_shared<http::Rates>(rate_of(options.key_rate), rate_of(options.address_rate));
  auto watched = http::watched(http::make_service(store, *service), store, *service, options.log == Log::json ? write_log : http::LogLine());
  auto server = http_server::Server::listen(address->host, address->port, std::move(watched.handler), server_options(options, std::move(watched.refused)));
  if (!server) return base::fail(server.error().message);
  fmt::print("sanggar-endpoint: http://{}:{}/xapi/\n", address->host, (*server)->port());
  std::fflush(stdout);
  (*server)->stop_on_signals();
  (*server)->run();
  return {};
}

}  // namespace endpoint_app
