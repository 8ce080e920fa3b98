// A web server of shared hosting with the endpoint as its CGI program, set up with the very lines of docs/hosts.md.
#pragma once

#include <memory>
#include <string>

#include "tests/endpoint/app/endpoint.h"

namespace test {

class WebServer {
 public:
  enum class Kind { apache, lighttpd };
  // Serves a folder with index.html and sanggar.cgi on a free port of the loopback.
  explicit WebServer(Kind kind);
  ~WebServer();
  WebServer(const WebServer&) = delete;
  WebServer& operator=(const WebServer&) = delete;

  int port() const { return port_; }
  const Database& database() const { return *database_; }
  std::string log() const { return read_text(folder_.path("error.log")); }

 private:
  void write_site() const;

  Folder folder_;
  std::unique_ptr<Database> database_;
  int port_;
  std::unique_ptr<Program> program_;
};

}  // namespace test
