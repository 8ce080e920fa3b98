#include "tests/endpoint/app/endpoint.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <random>
#include <thread>

namespace test {
namespace {

// The first column of each row.
std::vector<std::string> rows(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK);
  sqlite3_busy_timeout(database, 10'000);
  std::vector<std::string> found;
  const auto take = [](void* to, int, char** columns, char**) {
    static_cast<std::vector<std::string>*>(to)->emplace_back(columns[0]);
    return 0;
  };
  CHECK(sqlite3_exec(database, sql.c_str(), take, &found, nullptr) == SQLITE_OK);
  sqlite3_close(database);
  return found;
}

std::string with_hyphens(const std::string& hex) {
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" + hex.substr(16, 4) + "-" + hex.substr(20);
}

}  // namespace

Database::Database(const std::string& path, Existing existing) : path_(path.empty() ? folder_.path("progress.db") : path) {
  if (existing == Existing::yes) return;
  write_text(folder_.path("secret"), "rahasia-rahasia-rahasia\n");
  const auto added = run({kEndpoint, "key", "add", "--key", "kunci", "--secret-file", folder_.path("secret"), "--scope", "all", "--store", path_});
  REQUIRE_MESSAGE(added.status == 0, added.errors);
}

std::multiset<std::string> Database::ids() const {
  std::multiset<std::string> ids;
  for (const auto& hex : rows(path_, "SELECT lower(hex(id)) FROM statement")) ids.insert(with_hyphens(hex));
  return ids;
}

std::string Database::integrity() const {
  std::string text;
  for (const auto& row : rows(path_, "PRAGMA integrity_check")) text += row;
  return text;
}

Endpoint::Endpoint(const Database& database, const std::vector<std::string>& options) {
  std::vector<std::string> words{kEndpoint, "serve", "--listen", "127.0.0.1:0", "--store", database.path()};
  words.insert(words.end(), options.begin(), options.end());
  for (const auto& [option, value] : {std::pair{"--log", "none"}, std::pair{"--rate", "0"}}) {
    if (std::find(options.begin(), options.end(), option) == options.end()) words.insert(words.end(), {option, value});
  }
  program_ = std::make_unique<Program>(words);
  constexpr std::string_view kStart = "sanggar-endpoint: http://127.0.0.1:";
  const bool ready = program_->runs_until([&] { return program_->output().ends_with("\n"); });
  REQUIRE_MESSAGE(ready, program_->errors());
  port_ = std::atoi(program_->output().c_str() + kStart.size());
}

http_client::Reply Endpoint::ask(const std::string& line, const std::string& body, const std::string& headers) const {
  http_client::Connection connection(port_);
  connection.send(request_text(line, body, headers));
  return connection.read_reply(line.starts_with("HEAD "));
}

std::string Endpoint::show(const std::string& line, const std::string& body) const {
  const auto reply = ask(line, body);
  return fmt::format("{}{}{}", reply.status, reply.body.empty() ? "" : " ", reply.body);
}

std::string request_text(const std::string& line, const std::string& body, const std::string& headers) {
  const std::string length = line.starts_with("GET") || line.starts_with("HEAD") ? "" : fmt::format("Content-Length: {}\r\n", body.size());
  return fmt::format("{} HTTP/1.1\r\nHost: test\r\n{}{}{}\r\n{}", line, kHeaders, headers, length, body);
}

std::string random_id() {
  thread_local std::mt19937_64 random(std::random_device{}());
  const auto a = random(), b = random();
  return fmt::format("{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}", a >> 32, a >> 16 & 0xFFFF, a & 0xFFF, b >> 52, b & 0xFFFFFFFFFFFF);
}

std::string statement_text(const std::string& id) {
  return fmt::format(R"({{"id":"{}","actor":{{"account":{{"homePage":"https://desa.example/","name":"siti"}}}},)"
                     R"("verb":{{"id":"http://adlnet.gov/expapi/verbs/completed"}},"object":{{"id":"https://desa.example/courses/kas"}}}})", id);
}

struct Load::State {
  std::atomic<bool> stopping = false;
  std::atomic<std::size_t> count = 0;
  std::mutex mutex;
  std::set<std::string> acknowledged;  // mutex
  std::string trouble;                 // mutex
  std::vector<std::thread> threads;

  // False: the server is gone.
  bool post(http_client::Connection& connection) {
    const std::string id = random_id();
    connection.send(request_text("POST /xapi/statements", statement_text(id)));
    const auto reply = connection.read_reply();
    const std::lock_guard lock(mutex);
    if (reply.status == 200) {
      acknowledged.insert(id);
      ++count;
      return reply.header("Connection") != "close";
    }
    if (reply.status != 0) trouble += fmt::format("{} {}\n", reply.status, reply.body);
    return reply.status != 0;
  }

  void work(int port) {
    http_client::Connection connection(port);
    while (!stopping && connection.connected() && post(connection)) {
    }
  }
};

Load::Load(int port, int connections) : state_(std::make_unique<State>()) {
  for (int i = 0; i < connections; ++i) state_->threads.emplace_back([this, port] { state_->work(port); });
}

Load::~Load() { stop(); }

void Load::stop() {
  state_->stopping = true;
  for (auto& thread : state_->threads) {
    if (thread.joinable()) thread.join();
  }
}

const std::set<std::string>& Load::acknowledged() const { return state_->acknowledged; }
const std::string& Load::trouble() const { return state_->trouble; }
std::size_t Load::count() const { return state_->count; }

}  // namespace test
