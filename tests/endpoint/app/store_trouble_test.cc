// The database cannot be written or read: clients hear when to try again, and nothing that was acknowledged is lost.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <unistd.h>

#include <filesystem>

#include "endpoint/store/sqlite/sqlite_store.h"
#include "tests/endpoint/app/endpoint.h"
#include "tests/endpoint/store/contract.h"
#include "tests/support/forgetful_disk.h"

namespace {

constexpr std::string_view kFull = R"({"error":{"where":"the store","what":"has no room left; the administrator must make some"}})";
constexpr std::string_view kBusy = R"({"error":{"where":"the store","what":"is busy; try again soon"}})";

// A disk of a few megabytes; nothing when this machine does not let the test have one.
class SmallDisk {
 public:
  SmallDisk() : mounted_(::geteuid() == 0 && ::mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, "size=3m") == 0) {}
  ~SmallDisk() {
    if (mounted_) ::umount2(folder_.path().c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  bool is_mounted() const { return mounted_; }
  std::string path(const std::string& name) const { return folder_.path(name); }

 private:
  test::Folder folder_;
  bool mounted_;
};

// Posts until something else than 200 is answered; that answer.
http_client::Reply post_until_refused(const test::Endpoint& endpoint, std::set<std::string>& acknowledged) {
  for (;;) {
    const std::string id = test::random_id();
    const auto reply = endpoint.ask("POST /xapi/statements", test::statement_text(id));
    if (reply.status != 200 || acknowledged.size() > 20'000) return reply;
    acknowledged.insert(id);
  }
}

void check_all_kept(const test::Database& database, const std::set<std::string>& acknowledged) {
  const auto kept = database.ids();
  CHECK(std::set<std::string>(kept.begin(), kept.end()) == acknowledged);
  CHECK(database.integrity() == "ok");
}

class WriteLock {
 public:
  explicit WriteLock(const std::string& path) {
    REQUIRE(sqlite3_open(path.c_str(), &database_) == SQLITE_OK);
    REQUIRE(sqlite3_exec(database_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
  }
  ~WriteLock() { sqlite3_close(database_); }
  WriteLock(const WriteLock&) = delete;
  WriteLock& operator=(const WriteLock&) = delete;

 private:
  sqlite3* database_ = nullptr;
};

std::string start_error(const std::string& path) {
  const auto finished = test::run({test::kEndpoint, "serve", "--listen", "127.0.0.1:0", "--store", path});
  CHECK(finished.status == 2);
  return finished.errors;
}

}  // namespace

TEST_SUITE("endpoint_app/store_trouble") {
  TEST_CASE("a full disk is 503 with Retry-After; when there is room again all goes on") {
    const SmallDisk disk;
    if (!disk.is_mounted()) {
      MESSAGE("this machine gives the test no small disk; the next case fills one below SQLite");
      return;
    }
    const test::Database database(disk.path("progress.db"));
    test::write_text(disk.path("ballast"), std::string(1'000'000, 'x'));
    const test::Endpoint endpoint(database);
    std::set<std::string> acknowledged;
    const auto refused = post_until_refused(endpoint, acknowledged);
    CHECK(refused.status == 503);
    CHECK(refused.body == kFull);
    CHECK(refused.header("Retry-After") == "300");
    CHECK(acknowledged.size() > 10);
    CHECK(endpoint.ask("GET /xapi/statements?limit=1").status == 200);
    check_all_kept(database, acknowledged);
    std::filesystem::remove(disk.path("ballast"));
    const std::string id = test::random_id();
    CHECK(endpoint.ask("POST /xapi/statements", test::statement_text(id)).status == 200);
    acknowledged.insert(id);
    check_all_kept(database, acknowledged);
  }

  TEST_CASE("a disk that is full below SQLite fails the insert and keeps what was there") {
    const test::Database database;
    test::ForgetfulDisk disk;
    std::set<std::string> acknowledged;
    {
      auto store = store::sqlite::open_store(database.path()).value();
      disk.fill_after_writes(200);
      for (;;) {
        const std::string id = test::random_id();
        const auto inserted = store->insert({{test::statement({.id = id})}, {}});
        if (!inserted) {
          CHECK(inserted.error().trouble == store::Trouble::full);
          CHECK(inserted.error().message == "cannot use the database: database or disk is full");
          break;
        }
        acknowledged.insert(id);
      }
      disk.make_room();
      const std::string id = test::random_id();
      CHECK(store->insert({{test::statement({.id = id})}, {}}).has_value());
      acknowledged.insert(id);
    }
    CHECK(acknowledged.size() > 5);
    check_all_kept(database, acknowledged);
  }

  TEST_CASE("while another process holds the write lock it is 503 after the busy time, reading goes on, and afterwards all is well") {
    const test::Database database;
    const test::Endpoint endpoint(database, {"--busy-time", "0.5"});
    const std::string body = test::statement_text(test::random_id());
    {
      const WriteLock lock(database.path());
      const auto refused = endpoint.ask("POST /xapi/statements", body);
      CHECK(refused.status == 503);
      CHECK(refused.body == kBusy);
      CHECK(refused.header("Retry-After") == "2");
      CHECK(endpoint.show("GET /xapi/statements?limit=1") == R"(200 {"statements":[],"more":""})");
    }
    CHECK(endpoint.ask("POST /xapi/statements", body).status == 200);
    CHECK(database.ids().size() == 1);
  }

  TEST_CASE("a file that is no database, or a damaged one, is refused at the start by name") {
    const test::Folder folder;
    const std::string path = folder.path("progress.db");
    test::write_text(path, std::string(8'192, 'x'));
    CHECK(start_error(path) == fmt::format("sanggar-endpoint: cannot open '{}': file is not a database\n", path));
    const test::Database database;
    std::filesystem::resize_file(database.path(), 8'192);
    CHECK(start_error(database.path()) == fmt::format("sanggar-endpoint: cannot open '{}': database disk image is malformed\n", database.path()));
    const std::string nowhere = folder.path("nowhere/progress.db");
    CHECK(start_error(nowhere) == fmt::format("sanggar-endpoint: cannot open '{}': unable to open database file\n", nowhere));
  }
}
