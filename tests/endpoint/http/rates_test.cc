// How many requests are answered, by a clock of the test's own.
#include "endpoint/http/rates.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/endpoint/http/client.h"

namespace {

// A client whose rates go by `now`.
test::Client limited_client(const double& now, http::Rate of_key, http::Rate of_address) {
  http::Options options;
  options.rates = std::make_shared<http::Rates>(of_key, of_address, [&now] { return now; });
  return test::Client(options);
}

std::string ask_as(const test::Client& client, const std::string& forwarded_for) {
  return client.show({.target = "/health", .headers = {{"X-Forwarded-For", forwarded_for}}});
}

constexpr std::string_view kTooMany = R"(429 {"error":{"where":"requests","what":"are too many; go on after the seconds of Retry-After"}})";

}  // namespace

TEST_SUITE("http/rates") {
  TEST_CASE("a burst goes through, then as many a second as the rate says") {
    http::TokenBuckets buckets({50, 200});
    for (int i = 0; i < 200; ++i) CHECK(buckets.take("siti", 10) == 0);
    CHECK(buckets.take("siti", 10) == 1);
    CHECK(buckets.take("budi", 10) == 0);
    int answered = 0;
    for (int i = 0; i < 1'000; ++i) answered += buckets.take("siti", 10 + i / 500.0) == 0 ? 1 : 0;
    CHECK(answered == 99);
    for (int i = 0; i < 200; ++i) CHECK(buckets.take("siti", 100) == 0);
    CHECK(buckets.take("siti", 100) == 1);
  }

  TEST_CASE("who must wait hears how long") {
    http::TokenBuckets buckets({0.1, 1});
    CHECK(buckets.take("siti", 0) == 0);
    CHECK(buckets.take("siti", 0) == 10);
    CHECK(buckets.take("siti", 7.5) == 3);
    CHECK(buckets.take("siti", 10) == 0);
  }

  TEST_CASE("a rate of 0 is no limit and remembers nobody") {
    http::TokenBuckets buckets({0, 0});
    for (int i = 0; i < 1'000; ++i) CHECK(buckets.take("siti", 0) == 0);
    CHECK(buckets.size() == 0);
  }

  TEST_CASE("names that rested are forgotten") {
    http::TokenBuckets buckets({1, 2});
    for (int i = 0; i < 100'000; ++i) buckets.take(fmt::format("address {}", i), i / 100.0);
    CHECK(buckets.size() < 3'000);
  }

  TEST_CASE("a key that asks too often gets 429 and may go on later; others are not held up") {
    double now = 0;
    const auto client = limited_client(now, {1, 2}, {});
    client.add_key("lain", "all");
    const std::string empty = R"(200 {"statements":[],"more":""})";
    CHECK(client.get("/xapi/statements") == empty);
    CHECK(client.get("/xapi/statements") == empty);
    const auto refused = client.send({.target = "/xapi/statements", .headers = {{"Origin", "https://belajar.desa.example"}}});
    CHECK(refused.status == 429);
    CHECK(test::header_of(refused, "Retry-After") == "1");
    CHECK(client.get("/xapi/statements") == kTooMany);
    CHECK(client.show({.target = "/xapi/statements", .headers = {{"Authorization", "Basic bGFpbjpyYWhhc2lh"}}}) == empty);
    // A wrong secret takes nothing from the key whose name it uses.
    now = 1;
    CHECK(client.send({.target = "/xapi/statements", .headers = {{"Authorization", "Basic a3VuY2k6c2FsYWg="}}}).status == 401);
    CHECK(client.get("/xapi/statements") == empty);
  }

  TEST_CASE("an address that asks too often gets 429, whatever it asks for; this machine's own programs do not") {
    double now = 0;
    const auto client = limited_client(now, {}, {1, 2});
    const std::string healthy = R"(200 {"status":"ok"})";
    for (int i = 0; i < 2; ++i) CHECK(ask_as(client, "203.0.113.7") == healthy);
    CHECK(ask_as(client, "203.0.113.7") == kTooMany);
    CHECK(ask_as(client, "198.51.100.1, 203.0.113.7") == kTooMany);  // what the client itself wrote before the proxy's is not believed
    CHECK(ask_as(client, "203.0.113.8") == healthy);
    for (int i = 0; i < 10; ++i) CHECK(client.get("/health") == healthy);
    now = 1;
    CHECK(ask_as(client, "203.0.113.7") == healthy);
  }
}
