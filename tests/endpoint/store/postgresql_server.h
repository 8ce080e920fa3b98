// A real PostgreSQL server of the test program's own: in a temporary folder, on a socket there alone, gone when the program ends.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>

#include "endpoint/store/store.h"

namespace test {

class PostgresqlServer {
 public:
  PostgresqlServer();   // throws std::runtime_error saying what is missing
  ~PostgresqlServer();  // stops it and removes its folder
  PostgresqlServer(const PostgresqlServer&) = delete;
  PostgresqlServer& operator=(const PostgresqlServer&) = delete;

  // The one that all cases share, started by the first of them.
  static PostgresqlServer& shared();

  std::string address(const std::string& database) const;
  // Runs SQL in a database; the first column of its rows, one a line. Throws std::runtime_error.
  std::string run(const std::string& database, const std::string& sql) const;
  std::string data_folder() const { return folder_ + "/data"; }

  void stop();   // as one does who pulls the plug
  void start();  // waits until it answers

 private:
  std::string folder_;
  pid_t server_ = 0;
};

// A fresh database for one case; the counterpart of DatabaseFile.
class PostgresqlDatabase {
 public:
  PostgresqlDatabase();
  ~PostgresqlDatabase();
  PostgresqlDatabase(const PostgresqlDatabase&) = delete;
  PostgresqlDatabase& operator=(const PostgresqlDatabase&) = delete;

  const std::string& name() const { return name_; }
  std::string address() const { return PostgresqlServer::shared().address(name_); }
  std::unique_ptr<store::Store> open() const;
  std::string run(const std::string& sql) const { return PostgresqlServer::shared().run(name_, sql); }

 private:
  std::string name_;
};

}  // namespace test
