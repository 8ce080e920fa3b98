// The only file that sees Boost.Beast: its headers cost 22 s of compilation.
#include "base/http_server/connection.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "base/http_server/target.h"
#include "base/text.h"

namespace http_server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;
using tcp = asio::ip::tcp;
using namespace std::chrono_literals;

constexpr std::size_t kBlock = 64 * 1024;  // bytes of a file read and sent at once
constexpr std::size_t kUnreadEvents = 100;
constexpr auto kHeartbeat = 15s;
constexpr auto kLinger = 2s;  // how long a refused client may go on sending

auto into(error_code& error) { return asio::redirect_error(asio::use_awaitable, error); }

// The Beast body of every response: a text, or a slice of a file read block by block.
struct Content {
  struct value_type {
    std::string text;
    std::optional<FileSlice> file;
  };
  static std::uint64_t size(const value_type& body) { return body.file ? body.file->size : body.text.size(); }

  class writer {
   public:
    using const_buffers_type = asio::const_buffer;
    template <bool is_request, class Fields>
    writer(const http::header<is_request, Fields>& /*header*/, const value_type& body) : body_(body) {}

    void init(error_code& error) { error = {}; }

    boost::optional<std::pair<const_buffers_type, bool>> get(error_code& error) {
      error = {};
      if (body_.file) return next_block(error);
      if (body_.text.empty()) return boost::none;
      return {{asio::buffer(body_.text), false}};
    }

   private:
    boost::optional<std::pair<const_buffers_type, bool>> next_block(error_code& error) {
      const std::uint64_t left = body_.file->size - done_;
      if (left == 0) return boost::none;
      block_.resize(std::min<std::uint64_t>(left, kBlock));
      const auto count = body_.file->file.read_at(body_.file->offset + done_, block_);
      if (!count || *count == 0) {  // the promised length cannot be kept
        error = http::error::partial_message;
        return boost::none;
      }
      done_ += *count;
      return {{asio::buffer(block_.data(), *count), *count < left}};
    }

    const value_type& body_;
    std::vector<char> block_;
    std::uint64_t done_ = 0;
  };
};

using Parser = http::request_parser<http::string_body>;
using Answer = http::response<Content>;

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; });
}

bool is_without_body(int status) { return status < 200 || status == 204 || status == 304; }

// A proxy in front could read such a request otherwise than we do, and take the rest of it for another client's (RFC 9112, 6.3 and
// 11.2): more than one length, a coding besides "chunked", an old client that sends one, no or several hosts.
bool is_ambiguous(const Parser& parser) {
  const auto& message = parser.get();
  const bool old = message.version() < 11;
  const auto codings = message.count(http::field::transfer_encoding);
  if (codings > 1 || (codings == 1 && (old || base::to_lower(std::string(message[http::field::transfer_encoding])) != "chunked"))) return true;
  if (message.count(http::field::content_length) > 1 || message[http::field::content_length].find(',') != boost::beast::string_view::npos) return true;
  const auto hosts = message.count(http::field::host);
  return hosts > 1 || (hosts == 0 && !old);
}

// What a client that sent no proper request is told; 0: nothing, it went away.
int status_for(const error_code& error) {
  if (error == http::error::header_limit || error == http::error::buffer_overflow) return 431;
  if (error == http::error::body_limit) return 413;
  if (error == http::error::end_of_stream || error == http::error::partial_message) return 0;
  return error.category() == make_error_code(http::error::bad_method).category() ? 400 : 0;
}

Response plain(int status) {
  return text_response(status, base::to_lower(std::string(http::obsolete_reason(http::int_to_status(status)))));
}

Answer to_answer(Response& response, unsigned version, bool keep_alive) {
  Answer answer;
  answer.version(version);
  answer.result(static_cast<unsigned>(response.status));
  answer.set(http::field::date, http_date(base::system_now()));
  for (const Header& header : response.headers) {
    if (!has_control(header.name) && !has_control(header.value)) answer.insert(header.name, header.value);
  }
  answer.keep_alive(keep_alive && !response.events);
  if (is_without_body(response.status) || response.events) return answer;
  answer.body() = {std::move(response.body), std::move(response.file)};
  answer.content_length(Content::size(answer.body()));
  return answer;
}

}  // namespace

// All but the constructor runs on the strand that is its socket's executor. No coroutine here may have a co_await in the condition
// of an "else if": g++ 12 then writes beyond its frame (found by ASan).
class Connection::Client : public std::enable_shared_from_this<Client> {
 public:
  Client(tcp::socket socket, Service& service)
      : stream_(std::move(socket)), wake_(stream_.get_executor()), service_(service) {}

  // The strand.
  auto executor() { return stream_.get_executor(); }

  asio::awaitable<void> serve() {
    error_code error;
    if (const auto peer = stream_.socket().remote_endpoint(error); !error) peer_ = peer.address().to_string();
    stream_.socket().set_option(tcp::no_delay(true), error);  // an answer is sent whole; waiting for more only delays it
    while (!service_.stopping && co_await serve_request()) {
    }
    stream_.close();
  }

  // Closes it unless a request is being answered.
  void stop() {
    if (waiting_) stream_.cancel();
    end_events();
  }

  // When no thread runs the strand any more.
  void close() { stream_.close(); }

  void push_event(std::shared_ptr<const std::string> text) {
    if (!streaming_) return;
    events_.push_back(std::move(text));
    if (events_.size() > kUnreadEvents) stream_.close();
    wake_.cancel();
  }

 private:
  // False when the connection is to be closed.
  asio::awaitable<bool> serve_request() {
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(service_.options.header_limit));
    parser.body_limit(service_.options.body_limit);
    if (const error_code error = co_await read(parser)) {
      if (const int status = status_for(error)) co_await refuse(status);
      co_return false;
    }
    std::optional<Target> target = parse_target(parser.get().target());
    if (!target) {
      co_await refuse(400);
      co_return false;
    }
    const Request request = to_request(parser, std::move(*target));
    co_return co_await answer(request, parser);
  }

  asio::awaitable<error_code> read(Parser& parser) {
    error_code error;
    stream_.expires_after(service_.options.timeout);
    waiting_ = true;
    co_await http::async_read_header(stream_, buffer_, parser, into(error));
    waiting_ = false;
    if (error) co_return error;
    if (is_ambiguous(parser)) co_return http::error::bad_transfer_encoding;
    if (base::starts_with_ignoring_case(std::string(parser.get()[http::field::expect]), "100-continue")) {
      static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
      co_await asio::async_write(stream_, asio::buffer(kContinue), into(error));
      if (error) co_return error;
    }
    co_await http::async_read(stream_, buffer_, parser, into(error));
    co_return error;
  }

  Request to_request(Parser& parser, Target target) const {
    Request request;
    auto& message = parser.get();
    request.method = std::string(message.method_string());
    request.target = std::string(message.target());
    request.path = std::move(target.path);
    request.query = std::move(target.query);
    for (const auto& field : message) request.headers.push_back({std::string(field.name_string()), std::string(field.value())});
    request.body = std::move(message.body());
    request.peer = peer_;
    return request;
  }

  Response handle(const Request& request) const {
    try {
      Response response = service_.handler(request);
      if (response.status >= 200 && response.status <= 599) return response;
    } catch (...) {  // what a library threw ends this request, not the program
    }
    return plain(500);
  }

  asio::awaitable<bool> answer(const Request& request, const Parser& parser) {
    Response response = handle(request);
    const bool keep_alive = parser.keep_alive() && !service_.stopping;
    Answer message = to_answer(response, parser.get().version(), keep_alive);
    if (response.events && request.method != "HEAD") {
      co_await stream_events(*response.events, message);
      co_return false;
    }
    const bool sent = co_await write(message, request.method == "HEAD");
    co_return sent && keep_alive && !response.events;
  }

  asio::awaitable<bool> write(Answer& message, bool header_only) {
    http::response_serializer<Content> serializer(message);
    serializer.split(header_only);
    while (header_only ? !serializer.is_header_done() : !serializer.is_done()) {
      error_code error;
      stream_.expires_after(service_.options.timeout);
      co_await http::async_write_some(stream_, serializer, into(error));
      if (error) co_return false;
    }
    co_return true;
  }

  // Tells the client, then reads on for a while: closing with bytes unread would reset the connection and lose the answer.
  asio::awaitable<void> refuse(int status) {
    if (service_.options.refused) service_.options.refused(status);
    Response response = plain(status);
    Answer message = to_answer(response, 11, false);
    if (!co_await write(message, false)) co_return;
    error_code error;
    stream_.socket().shutdown(tcp::socket::shutdown_send, error);
    stream_.expires_after(kLinger);
    waiting_ = true;
    while (!error && !service_.stopping) {
      buffer_.clear();
      co_await stream_.async_read_some(buffer_.prepare(kBlock), into(error));
    }
    waiting_ = false;
  }

  asio::awaitable<void> stream_events(const EventStream& events, Answer& header) {
    streaming_ = true;
    if (events.first) push_event(std::make_shared<const std::string>(events.first()));
    if (!co_await write(header, true)) co_return;
    stream_.expires_never();
    end_when_client_leaves();
    bool sent = true;
    while (sent && !events_ended_ && !service_.stopping) {
      if (events_.empty()) co_await wait_for_event();
      sent = co_await send_next_event();
    }
    streaming_ = false;
  }

  asio::awaitable<bool> send_next_event() {
    if (events_.empty()) co_return true;
    error_code error;
    stream_.expires_after(service_.options.timeout);
    const std::shared_ptr<const std::string> text = events_.front();
    co_await asio::async_write(stream_, asio::buffer(*text), into(error));
    events_.pop_front();
    co_return !error;
  }

  asio::awaitable<void> wait_for_event() {
    error_code cancelled;
    wake_.expires_after(kHeartbeat);
    co_await wake_.async_wait(into(cancelled));
    if (!cancelled) events_.push_back(std::make_shared<const std::string>(":\n\n"));
  }

  // A client says nothing on an event stream: when there is something to read, it is the end. It is read, not waited for: a wait
  // may end because of the request's bytes, which were taken before the reactor heard of them.
  void end_when_client_leaves() {
    stream_.socket().async_receive(asio::buffer(&said_, 1), [self = shared_from_this()](error_code, std::size_t) { self->end_events(); });
  }

  void end_events() {
    events_ended_ = true;
    wake_.cancel();
  }

  beast::tcp_stream stream_;
  asio::steady_timer wake_;  // cancelled when there is an event to send
  Service& service_;
  beast::flat_buffer buffer_;
  std::string peer_;
  char said_ = 0;  // by a client on an event stream; of no use
  bool waiting_ = false;  // reading what may never come
  bool streaming_ = false;
  bool events_ended_ = false;
  std::deque<std::shared_ptr<const std::string>> events_;
};

Connection::Connection(Socket&& socket, Service& service) : client_(std::make_shared<Client>(std::move(socket), service)) {}

void Connection::serve(std::function<void()> ended) {
  asio::co_spawn(client_->executor(), client_->serve(), [client = client_, ended = std::move(ended)](const std::exception_ptr&) { ended(); });
}

void Connection::stop() {
  asio::post(client_->executor(), [client = client_] { client->stop(); });
}

void Connection::push_event(std::shared_ptr<const std::string> text) {
  asio::post(client_->executor(), [client = client_, text = std::move(text)] { client->push_event(text); });
}

void Connection::close() { client_->close(); }

}  // namespace http_server
