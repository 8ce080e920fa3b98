// Copies of a database that is in use, and what is in it.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "tests/endpoint/app/endpoint.h"

namespace {

test::Finished back_up(const test::Database& database, const std::string& file) { return test::run({test::kEndpoint, "backup", file, "--store", database.path()}); }

std::string without_numbers(std::string text) {
  std::erase_if(text, [](char c) { return c >= '0' && c <= '9'; });
  return text;
}

}  // namespace

TEST_SUITE("endpoint_app/backup") {
  TEST_CASE("a backup made while statements come in holds all that was acknowledged before it") {
    const test::Database database;
    const test::Folder folder;
    test::Endpoint endpoint(database);
    test::Load load(endpoint.port(), 4);
    std::size_t acknowledged = 0;
    for (int number = 0; number < 3; ++number) {
      REQUIRE(endpoint.program().runs_until([&] { return load.count() >= acknowledged + 50; }));
      acknowledged = load.count();
      const std::string file = folder.path(fmt::format("copy-{}.db", number));
      const auto finished = back_up(database, file);
      CHECK(finished.status == 0);
      CHECK(finished.output == fmt::format("{}: {} bytes\n", file, std::filesystem::file_size(file)));
      const test::Database copy(file, test::Database::Existing::yes);
      CHECK(copy.ids().size() >= acknowledged);
      CHECK(copy.integrity() == "ok");
    }
    load.stop();
    CHECK(load.trouble() == "");
    // What is in a copy was acknowledged, or was on its way.
    const auto kept = test::Database(folder.path("copy-2.db"), test::Database::Existing::yes).ids();
    const auto all = database.ids();
    CHECK(std::includes(all.begin(), all.end(), kept.begin(), kept.end()));
  }

  TEST_CASE("a backup can be served, and is readable by its owner alone") {
    const test::Database database;
    const test::Folder folder;
    const std::string id = test::random_id();
    {
      const test::Endpoint endpoint(database);
      CHECK(endpoint.ask("POST /xapi/statements", test::statement_text(id)).status == 200);
      CHECK(back_up(database, folder.path("copy.db")).status == 0);
    }
    struct stat status {};
    REQUIRE(::stat(folder.path("copy.db").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
    const test::Endpoint endpoint(test::Database(folder.path("copy.db"), test::Database::Existing::yes));
    CHECK(endpoint.ask("GET /xapi/statements?statementId=" + id).status == 200);
  }

  TEST_CASE("a backup overwrites nothing, and leaves nothing when it fails") {
    const test::Database database;
    const test::Folder folder;
    test::write_text(folder.path("copy.db"), "dear to somebody");
    const auto refused = back_up(database, folder.path("copy.db"));
    CHECK(refused.status == 2);
    CHECK(refused.errors == fmt::format("sanggar-endpoint: '{}' is there already (name a new file)\n", folder.path("copy.db")));
    CHECK(test::read_text(folder.path("copy.db")) == "dear to somebody");
    const auto nowhere = back_up(database, folder.path("nowhere/copy.db"));
    CHECK(nowhere.status == 2);
    CHECK(nowhere.errors == fmt::format("sanggar-endpoint: cannot write '{}.part': no such file or directory\n", folder.path("nowhere/copy.db")));
    const auto missing = test::run({test::kEndpoint, "backup", folder.path("b.db"), "--store", folder.path("a.db")});
    CHECK(missing.status == 2);
    CHECK(missing.errors == fmt::format("sanggar-endpoint: there is no database '{}'\n", folder.path("a.db")));
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
  }

  TEST_CASE("what an earlier backup left when it was killed is in nobody's way") {
    const test::Database database;
    const test::Folder folder;
    test::write_text(folder.path("copy.db.part"), "half a copy");
    CHECK(back_up(database, folder.path("copy.db")).status == 0);
    CHECK(test::Database(folder.path("copy.db"), test::Database::Existing::yes).integrity() == "ok");
  }

  TEST_CASE("stats count what is there and name nobody") {
    const test::Database database;
    {
      const test::Endpoint endpoint(database);
      for (int i = 0; i < 3; ++i) CHECK(endpoint.ask("POST /xapi/statements", test::statement_text(test::random_id())).status == 200);
    }
    const auto finished = test::run({test::kEndpoint, "stats", "--store", database.path()});
    CHECK(finished.status == 0);
    CHECK(finished.output.starts_with("statements              3\nagents                  1\nactivities              1\ndocuments               0\n"));
    CHECK(without_numbers(finished.output) ==
          "statements              \nagents                  \nactivities              \ndocuments               \nattachments             \n"
          "bytes of attachments    \nlearners                \nclasses                 \nkeys                    \ntokens of learners      \nbytes of the database   \n");
  }
}
