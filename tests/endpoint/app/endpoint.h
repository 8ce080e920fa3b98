// The endpoint as hosts run it: the program `sanggar-endpoint` with a database in a folder of the test, asked over sockets.
#pragma once

#include <cstdlib>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tests/base/http_client.h"
#include "tests/endpoint/app/program.h"

namespace test {

// The one that was built with the tests, or the portable one that the environment names.
inline const char* const kPortable = std::getenv("SANGGAR_PORTABLE_ENDPOINT");
inline const std::string kEndpoint = kPortable != nullptr ? kPortable : SANGGAR_ENDPOINT;

// Headers of the key "kunci" with the secret "rahasia-rahasia-rahasia".
inline const std::string kHeaders =
    "Authorization: Basic a3VuY2k6cmFoYXNpYS1yYWhhc2lhLXJhaGFzaWE=\r\nX-Experience-API-Version: 1.0.3\r\nContent-Type: application/json\r\n";

// A database with that key.
class Database {
 public:
  Database() : Database("") {}
  enum class Existing { no, yes };
  // Empty: in a folder of its own. An existing one is taken as it is.
  explicit Database(const std::string& path, Existing existing = Existing::no);
  const std::string& path() const { return path_; }

  // Ids of all statements, as SQLite reads them from the file; each as often as it is there.
  std::multiset<std::string> ids() const;
  // The answer of PRAGMA integrity_check.
  std::string integrity() const;

 private:
  Folder folder_;
  std::string path_;
};

// `serve` on a free port of the loopback, ready for requests.
class Endpoint {
 public:
  explicit Endpoint(const Database& database, const std::vector<std::string>& options = {});

  int port() const { return port_; }
  Program& program() { return *program_; }
  // One request on a connection of its own, with kHeaders.
  http_client::Reply ask(const std::string& line, const std::string& body = "", const std::string& headers = "") const;
  std::string show(const std::string& line, const std::string& body = "") const;  // "200 […]"

 private:
  std::unique_ptr<Program> program_;
  int port_ = 0;
};

// A request with kHeaders; "POST /xapi/statements" is its line.
std::string request_text(const std::string& line, const std::string& body, const std::string& headers = "");

std::string random_id();
std::string statement_text(const std::string& id);

// Posts statements over several connections until the server goes; remembers what was acknowledged.
class Load {
 public:
  Load(int port, int connections);
  ~Load();
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  void stop();  // and waits
  // After stop().
  const std::set<std::string>& acknowledged() const;
  // Answers that were neither 200 nor a connection that closed between answers or before one.
  const std::string& trouble() const;
  std::size_t count() const;  // acknowledged until now

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace test
