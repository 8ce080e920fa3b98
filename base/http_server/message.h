// What a handler sees of HTTP: the request it gets and the response it gives. No library's types.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/http_server/open_file.h"

namespace http_server {

struct Header {
  std::string name;
  std::string value;
};

struct Request {
  std::string method;  // as sent: "GET"
  std::string target;  // as sent: "/caf%C3%A9/?page=2"
  // Percent-decoded: begins with '/', valid UTF-8, no control character, no segment "." or ".."; or "*". A "%2F" has become
  // '/', and empty segments ("//") may occur.
  std::string path;
  std::string query;  // what follows '?', as sent; see query_value in target.h
  std::vector<Header> headers;
  std::string body;
  std::string peer;  // the client's (or proxy's) IP address

  // The first header of that name, letter case ignored; empty when absent.
  std::string_view header(std::string_view name) const;
};

// Part of a file as the body: `size` bytes from `offset`. The handler sets Content-Range.
struct FileSlice {
  OpenFile file;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

// The answer is a stream of server-sent events that stays open (https://html.spec.whatwg.org/#server-sent-events).
// `first` may be empty; it is called once the stream receives what Server::send_event sends, so that nothing is lost between
// the two, and what it returns (made with format_event) is sent before all else.
struct EventStream {
  std::function<std::string()> first;
};

// The server adds Date, Content-Length and Connection, and leaves the body out for HEAD, 204 and 304. A header with a control
// character in it is dropped.
struct Response {
  int status = 200;
  std::vector<Header> headers = {};
  std::string body = {};
  std::optional<FileSlice> file = std::nullopt;      // sent instead of `body`
  std::optional<EventStream> events = std::nullopt;  // sent instead of both
  std::string note = {};                             // the cause, for whoever logs; not sent
};

// "text/plain; charset=utf-8" with a line end after the text.
Response text_response(int status, std::string_view text);

// One event, ready to send; `data` may have several lines, `name` is one line.
std::string format_event(std::string_view name, std::string_view data);

// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7).
std::string http_date(base::UnixTime time);

}  // namespace http_server
