// Opening a PostgreSQL database, and what an erased learner leaves in its files.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>
#include <vector>

#include "endpoint/store/postgresql/postgresql_store.h"
#include "tests/endpoint/store/contract.h"
#include "tests/endpoint/store/postgresql_server.h"

namespace {

std::string refusal(const std::string& address) {
  const auto refused = store::postgresql::open_store(address);
  return refused ? "opened" : refused.error().message;
}

// Whether a file of the database, the log of what was written left aside, holds the text.
bool is_in_files(const std::string& text) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(test::PostgresqlServer::shared().data_folder() + "/base")) {
    if (!entry.is_regular_file()) continue;
    std::ostringstream bytes;
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    if (bytes.str().find(text) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_SUITE("store/postgresql") {
  TEST_CASE("a database of a newer program is refused, and left as it is") {
    const test::PostgresqlDatabase database;
    database.open();
    database.run("INSERT INTO sanggar.format VALUES (99)");
    CHECK(refusal(database.address()) == "'" + database.name() + "' was made by a newer sanggar-endpoint (its format is 99, this program knows 6); use that one");
  }

  TEST_CASE("an address that cannot be read is refused without repeating it: it may hold a password") {
    CHECK(refusal("postgresql://siti:rahasia%zz@localhost/progress") == "the database's address cannot be read (write it as postgresql://user@host/name)");
  }

  TEST_CASE("a server that is not there is busy: it may come back") {
    const auto refused = store::postgresql::open_store("postgresql:///progress?host=/nowhere");
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().trouble == store::Trouble::busy);
    CHECK(refused.error().message.starts_with("cannot reach the database: connection to server on socket \"/nowhere/"));
  }

  TEST_CASE("a database that keeps its texts otherwise is refused") {
    const auto& server = test::PostgresqlServer::shared();
    server.run("postgres", "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
    CHECK(refusal(server.address("latin")) == "the database 'latin' does not keep its texts in UTF-8; make one with ENCODING 'UTF8'");
  }

  TEST_CASE("several endpoints may start at once on an empty database") {
    const test::PostgresqlDatabase database;
    std::vector<std::string> said(6);
    std::vector<std::thread> threads;
    threads.reserve(said.size());
    for (auto& one : said) threads.emplace_back([&] { one = refusal(database.address()); });
    for (auto& thread : threads) thread.join();
    for (const auto& one : said) CHECK(one == "opened");
    CHECK(database.run("SELECT version FROM sanggar.format ORDER BY 1") == "1\n2\n3\n4\n5\n6\n");
  }

  TEST_CASE("commits reach the disk even where the server is told otherwise") {
    const test::PostgresqlDatabase database;
    database.run("ALTER DATABASE " + database.name() + " SET synchronous_commit = off");
    const auto store = database.open();
    database.run("CREATE TABLE public.seen (setting text)");
    database.run("CREATE FUNCTION public.see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                 "INSERT INTO public.seen VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$");
    database.run("CREATE TRIGGER see AFTER INSERT ON sanggar.statement EXECUTE FUNCTION public.see()");
    REQUIRE(store->insert({{test::statement({.id = test::id(1)})}, {}}).has_value());
    CHECK(database.run("SELECT setting FROM public.seen") == "on\n");
  }

  TEST_CASE("no byte of an erased learner's id is left in the tables once they have been rewritten") {
    const test::PostgresqlDatabase database;
    const auto store = database.open();
    const std::string siti = "5b1f0c2e-7a64-4d0b-9c55-3f6a1d2e8b70";
    REQUIRE(*store->add_learner({siti, "account " + siti, "satu", "hash", false, 7}, {"token", "token", "state", siti, siti, 7}));
    for (int i = 1; i < 100; ++i) {
      auto statement = test::statement({.id = test::id(i), .who = "account " + siti, .registration = siti});
      statement.text += siti;
      statement.names = {{"account " + siti, siti}};
      REQUIRE(store->insert({{statement}, {}}).has_value());
    }
    const store::DocumentKey key{store::DocumentKind::state, "https://desa.example/", "account " + siti, siti, "a"};
    REQUIRE(store->change_document(key, [&](const store::Document*) -> store::Change { return store::Document{"text/plain", siti, 0}; }).has_value());
    database.run("CHECKPOINT");
    CHECK(is_in_files(siti));
    REQUIRE(store->erase_learner(siti, "tanda")->has_value());
    database.run("VACUUM FULL");
    database.run("CHECKPOINT");
    CHECK_FALSE(is_in_files(siti));
  }
}
