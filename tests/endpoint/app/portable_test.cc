// The static program where there is nothing else: no library, no shell, no /etc, no /tmp.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "tests/endpoint/app/endpoint.h"

namespace {

// A folder that holds the program and is the whole machine to it.
class EmptyMachine {
 public:
  EmptyMachine() { std::filesystem::copy_file(test::kEndpoint, folder_.path("sanggar-endpoint")); }

  test::Finished run(const std::vector<std::string>& arguments, const test::Program::Surroundings& surroundings = {}) const {
    std::vector<std::string> words{"/usr/sbin/chroot", folder_.path(), "/sanggar-endpoint"};
    if (::geteuid() != 0) words.insert(words.begin(), {"/usr/bin/unshare", "--user", "--map-root-user"});
    words.insert(words.end(), arguments.begin(), arguments.end());
    return test::run(words, surroundings);
  }

  void write(const std::string& name, const std::string& text) const { test::write_text(folder_.path(name), text); }
  std::set<std::string> files() const {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) names.insert(entry.path().filename());
    return names;
  }

 private:
  test::Folder folder_;
};

std::vector<std::string> request(const std::string& method, std::size_t length) {
  return {"REQUEST_METHOD=" + method, "PATH_INFO=/xapi/statements", "QUERY_STRING=", "REMOTE_ADDR=127.0.0.1", "CONTENT_TYPE=application/json", fmt::format("CONTENT_LENGTH={}", length),
          "HTTP_AUTHORIZATION=Basic a3VuY2k6cmFoYXNpYS1yYWhhc2lhLXJhaGFzaWE=", "HTTP_X_EXPERIENCE_API_VERSION=1.0.3"};
}

}  // namespace

TEST_SUITE("endpoint_app/portable") {
  // Skipped where no portable program was built: the stage `portable` builds it and runs this.
  TEST_CASE("the portable endpoint answers by CGI on an empty machine" * doctest::skip(test::kPortable == nullptr)) {
    const EmptyMachine machine;
    machine.write("secret", "rahasia-rahasia-rahasia");
    const auto key = machine.run({"key", "add", "--key", "kunci", "--secret-file", "/secret", "--scope", "all", "--store", "/progress.db"});
    CHECK(key.errors == "");
    CHECK(key.output == "key: kunci\n");
    const std::string id = test::random_id(), text = test::statement_text(id);
    const auto posted = machine.run({"cgi", "--store", "/progress.db"}, {text, request("POST", text.size())});
    CHECK(posted.errors == "");
    CHECK(posted.output.starts_with("Status: 200 OK\r\n"));
    CHECK(posted.output.ends_with(fmt::format("[\"{}\"]", id)));
    CHECK(machine.run({"cgi", "--store", "/progress.db"}, {"", request("GET", 0)}).output.find(id) != std::string::npos);
    CHECK(machine.files() == std::set<std::string>{"progress.db", "sanggar-endpoint", "secret"});
    const auto refused = machine.run({"stats", "--store", "postgresql://localhost/progres"});
    CHECK(refused.status == 2);
    CHECK(refused.errors ==
          "sanggar-endpoint: this sanggar-endpoint was built without PostgreSQL (use a SQLite file, or the one of ./bootstrap build)\n");
  }
}
