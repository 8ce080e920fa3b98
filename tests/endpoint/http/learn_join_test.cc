// Joining, and taking up the progress on another device.
#include <doctest/doctest.h>

#include <atomic>
#include <cctype>
#include <thread>

#include "tests/endpoint/http/learner.h"

namespace {

using namespace test;

const std::string kUnknown = R"(401 {"error":{"where":"code","what":"is not known here; look at each word again"}})";

// The code with another last word.
std::string with_other_secret(std::string code) {
  code.resize(code.rfind(' ') + 1);
  return code + (code.find("zebra") == std::string::npos ? "zebra" : "zaitun");
}

// 1 for the first try of an address, and so on.
std::string address(int number) { return fmt::format("192.0.2.{}", number); }

}  // namespace

TEST_SUITE("http/learn_join") {
  TEST_CASE("without a site there is no learning API") {
    const Client client;
    CHECK(client.post("/learn/v1/learners", joining(kSiti, "siti")) == R"(404 {"error":{"where":"path","what":"names nothing here"}})");
  }

  TEST_CASE("a new learner gets a code; joining again with the same token gives another, and the old one dies") {
    const Client client({.site = kSite});
    const std::string first = join(client, kSiti, "siti");
    const auto again = client.send({"POST", "/learn/v1/learners", joining(kSiti, "siti")});
    CHECK(again.status == 200);
    CHECK(header_of(again, "Cache-Control") == "no-store");
    CHECK(code_of(again) != first);
    CHECK(client.show(recovering(first, "ponsel")) == kUnknown);
    CHECK(client.show(recovering(code_of(again), "ponsel")) == fmt::format(R"(200 {{"learner":"{}"}})", kSiti));
  }

  TEST_CASE("a learner who exists is not given to another token, nor a token to another learner") {
    const Client client({.site = kSite});
    join(client, kSiti, "siti");
    CHECK(client.post("/learn/v1/learners", joining(kSiti, "pencuri")) == R"(409 {"error":{"where":"learner","what":"is known here already, with another token"}})");
    CHECK(client.post("/learn/v1/learners", joining(kBudi, "siti")) == R"(409 {"error":{"where":"token","what":"is that of another learner"}})");
    const std::string code = join(client, kBudi, "budi");
    CHECK(client.show(recovering(code, "siti")) == R"(409 {"error":{"where":"token","what":"is that of another learner"}})");
    CHECK(client.post("/learn/v1/learners", joining("5B1F0C2E-7A64-4D0B-9C55-3F6A1D2E8B70", "siti")).substr(0, 4) == "200 ");
  }

  TEST_CASE("many devices that join at once: each learner is made once, and nobody waits in vain") {
    const Client client({.site = kSite});
    std::atomic<int> made = 0, again = 0, refused = 0;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 8; ++thread) {
      threads.emplace_back([&, thread] {
        const auto& token = thread % 2 == 0 ? "siti" : "pencuri";
        for (int i = 0; i < 3; ++i) {
          const int status = client.send({"POST", "/learn/v1/learners", joining(kSiti, token)}).status;
          (status == 201 ? made : status == 200 ? again : refused) += 1;
        }
      });
    }
    for (auto& thread : threads) thread.join();
    CHECK(made == 1);
    CHECK(again == 11);
    CHECK(refused == 12);
  }

  TEST_CASE("what is no learner or no token is refused") {
    const Client client({.site = kSite});
    const auto ask = [&](const std::string& body) { return client.post("/learn/v1/learners", body); };
    CHECK(ask("apa") == R"(400 {"error":{"where":"body","what":"is no JSON: line 1, column 1 is no JSON here"}})");
    CHECK(ask("[]") == R"(400 {"error":{"where":"body","what":"is no JSON object"}})");
    CHECK(ask("{}") == R"(400 {"error":{"where":"learner","what":"is needed, and is a text"}})");
    CHECK(ask(R"({"learner":"siti"})") == R"(400 {"error":{"where":"learner","what":"is no UUID"}})");
    CHECK(ask(fmt::format(R"({{"learner":"{}","token":7}})", kSiti)) == R"(400 {"error":{"where":"token","what":"is needed, and is a text"}})");
    CHECK(ask(fmt::format(R"({{"learner":"{}","token":"pendek"}})", kSiti)) == R"(400 {"error":{"where":"token","what":"is not 43 characters of base64url"}})");
    CHECK(client.get("/learn/v1/learners") == R"(405 {"error":{"where":"method","what":"is not one of POST"}})");
    CHECK(client.get("/learn/v1/sessions") == R"(405 {"error":{"where":"method","what":"is not one of POST, DELETE"}})");
    CHECK(client.get("/learn/v1/apa") == R"(404 {"error":{"where":"path","what":"names nothing here"}})");
  }

  TEST_CASE("with the code another device sees the same progress, until its own token dies") {
    const Client client({.site = kSite});
    std::string code = join(client, kSiti, "siti");
    REQUIRE(client.send(telling(finished(1, kSiti, "/buku"), "siti")).status == 200);
    for (char& c : code) c = c == ' ' ? ',' : static_cast<char>(std::toupper(c));
    CHECK(client.show(recovering(code, "ponsel")) == fmt::format(R"(200 {{"learner":"{}"}})", kSiti));
    CHECK(client.show(recovering(code, "ponsel")) == fmt::format(R"(200 {{"learner":"{}"}})", kSiti));
    const Sent state{.target = "/learn/v1/state", .headers = bearer("ponsel")};
    CHECK(client.show(state) == R"(200 {"lessons":{"kas/buku":{"done":"2026-11-22T09:00:00.000Z"}},"quizzes":{},"questions":{},"media":{},"courses":{}})");
    CHECK(client.show({"DELETE", "/learn/v1/sessions", "", bearer("ponsel")}) == "204");
    CHECK(client.show(state) == R"(401 {"error":{"where":"Authorization","what":"is not that of a key or a learner who is known here"}})");
    CHECK(client.show({.target = "/learn/v1/state", .headers = bearer("siti")}).substr(0, 4) == "200 ");
  }

  TEST_CASE("a wrong locator and a wrong secret get the same answer; a word that is none is named") {
    const Client client({.site = kSite});
    const std::string code = join(client, kSiti, "siti");
    CHECK(client.show(recovering(with_other_secret(code), "ponsel")) == kUnknown);
    CHECK(client.show(recovering("kelapa sungai jendela rumah kopi kucing mawar sepeda bintang", "ponsel")) == kUnknown);
    CHECK(client.show(recovering("kelapa sunagi", "ponsel")) ==
          R"json(400 {"error":{"where":"code","what":"has no word 'sunagi' at place 2 (did you mean 'sungai'?)"}})json");
    CHECK(client.show({.target = "/learn/v1/state", .headers = bearer("ponsel")}).substr(0, 4) == "401 ");
  }

  TEST_CASE("after ten wrong tries a locator must wait, from wherever they came; others need not") {
    const Client client({.site = kSite});
    const std::string code = join(client, kSiti, "siti");
    const std::string other = join(client, kBudi, "budi");
    for (int i = 0; i < 10; ++i) CHECK(client.send(recovering(with_other_secret(code), "ponsel", address(i))).status == 401);
    const auto refused = client.send(recovering(code, "ponsel", address(99)));
    CHECK(refused.status == 429);
    CHECK(refused.body == R"({"error":{"where":"code","what":"was wrong too often; try again in 10 minutes"}})");
    CHECK(std::stoi(header_of(refused, "Retry-After")) > 590);
    CHECK(client.send(recovering(other, "ponsel", address(1))).status == 200);
  }

  TEST_CASE("after thirty wrong tries an address must wait, whatever it tries; right ones do not count") {
    const Client client({.site = kSite});
    const std::string code = join(client, kSiti, "siti");
    for (int i = 0; i < 12; ++i) CHECK(client.send(recovering(code, "ponsel")).status == 200);
    const auto words = std::vector<std::string>{"kelapa", "sungai", "jendela", "rumah"};
    for (int i = 0; i < 30; ++i) {
      const std::string locator = words[i % 4] + " " + words[i / 4 % 4] + " " + words[i / 16];
      CHECK(client.send(recovering(locator + " rumah kopi kucing mawar sepeda bintang", "ponsel")).status == 401);
    }
    CHECK(client.send(recovering(code, "ponsel")).status == 429);
    CHECK(client.send(recovering(code, "ponsel", "192.0.2.2")).status == 200);
  }
}
