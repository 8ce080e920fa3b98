#include "tests/endpoint/store/postgresql_server.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>
#include <vector>

#include "endpoint/store/postgresql/postgresql_store.h"

namespace test {
namespace {

const std::string kPrograms = "/usr/lib/postgresql/15/bin/";
constexpr const char* kUser = "postgres";  // whom Debian's package made; PostgreSQL refuses to run as root

const passwd& unprivileged() {
  const passwd* user = ::getpwnam(kUser);
  if (user == nullptr) throw std::runtime_error("there is no user 'postgres': install postgresql-15");
  return *user;
}

// In the child: becomes unprivileged, ends with the test program, writes to a log, and runs the program. Never returns.
[[noreturn]] void become(const std::vector<std::string>& words, const std::string& log, const passwd* user) {
  if (user != nullptr && (::setgroups(0, nullptr) != 0 || ::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0)) ::_exit(126);
  ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
  const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(out, STDERR_FILENO);
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

pid_t start_program(const std::vector<std::string>& words, const std::string& log) {
  const passwd* user = ::geteuid() == 0 ? &unprivileged() : nullptr;
  const pid_t child = ::fork();
  if (child == 0) become(words, log, user);
  return child;
}

int wait_for(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

std::string text_of(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

PostgresqlServer::PostgresqlServer() {
  if (!std::filesystem::exists(kPrograms + "postgres")) throw std::runtime_error("there is no '" + kPrograms + "postgres': install postgresql-15");
  std::string name = (std::filesystem::temp_directory_path() / "sanggar-postgresql-XXXXXX").string();
  folder_ = ::mkdtemp(name.data());
  if (::geteuid() == 0 && ::chown(folder_.c_str(), unprivileged().pw_uid, unprivileged().pw_gid) != 0) throw std::runtime_error("cannot give a folder away");
  const std::vector<std::string> words{kPrograms + "initdb", "-D", data_folder(), "-U", kUser, "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"};
  if (wait_for(start_program(words, folder_ + "/log")) != 0) throw std::runtime_error("initdb failed: " + text_of(folder_ + "/log"));
  start();
}

PostgresqlServer::~PostgresqlServer() {
  stop();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

PostgresqlServer& PostgresqlServer::shared() {
  static PostgresqlServer server;
  return server;
}

std::string PostgresqlServer::address(const std::string& database) const { return "postgresql:///" + database + "?host=" + folder_ + "&user=" + kUser; }

std::string PostgresqlServer::run(const std::string& database, const std::string& sql) const {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(address(database).c_str()), &PQfinish);
  PQsetNoticeProcessor(connection.get(), [](void*, const char*) {}, nullptr);
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), sql.c_str()), &PQclear);
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw std::runtime_error(PQerrorMessage(connection.get()));
  std::string lines;
  for (int row = 0; row < PQntuples(result.get()); ++row) lines += std::string(PQgetvalue(result.get(), row, 0)) + "\n";
  return lines;
}

void PostgresqlServer::stop() {
  if (server_ == 0) return;
  ::kill(server_, SIGQUIT);
  wait_for(server_);
  server_ = 0;
}

// Without fsync: what is asked here is what outlives processes; what outlives the machine is PostgreSQL's own care.
void PostgresqlServer::start() {
  server_ = start_program({kPrograms + "postgres", "-D", data_folder(), "-k", folder_, "-c", "listen_addresses=", "-c", "fsync=off"}, folder_ + "/log");
  for (int tries = 0; tries < 600; ++tries) {
    if (PQping(address("postgres").c_str()) == PQPING_OK) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  throw std::runtime_error("the PostgreSQL server does not answer: " + text_of(folder_ + "/log"));
}

PostgresqlDatabase::PostgresqlDatabase() {
  static int number = 0;
  name_ = "case_" + std::to_string(++number);
  PostgresqlServer::shared().run("postgres", "CREATE DATABASE " + name_);
}

PostgresqlDatabase::~PostgresqlDatabase() {
  try {
    PostgresqlServer::shared().run("postgres", "DROP DATABASE " + name_ + " WITH (FORCE)");
  } catch (const std::exception&) {
    // it goes with the server
  }
}

std::unique_ptr<store::Store> PostgresqlDatabase::open() const {
  auto store = store::postgresql::open_store(address());
  REQUIRE_MESSAGE(store.has_value(), store.error().message);
  return std::move(*store);
}

}  // namespace test
