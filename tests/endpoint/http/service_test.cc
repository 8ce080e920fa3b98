// What holds for every resource: version, caller, scopes, browsers, errors.
#include <doctest/doctest.h>

#include <fmt/format.h>

#include "endpoint/xapi/json.h"
#include "tests/endpoint/http/client.h"

namespace {

using test::Client;
using test::header_of;
using test::statement_json;

}  // namespace

TEST_SUITE("http/service") {
  TEST_CASE("what is not there is said, health is told without a key") {
    const Client client;
    CHECK(client.get("/apa") == R"(404 {"error":{"where":"path","what":"names nothing here"}})");
    CHECK(client.show({.target = "/health", .headers = {{"Authorization", ""}}}) == R"(200 {"status":"ok"})");
    CHECK(client.show({"DELETE", "/health"}) == R"(405 {"error":{"where":"method","what":"is not one of GET"}})");
  }

  TEST_CASE("about needs neither version nor key") {
    const Client client;
    CHECK(client.show({.target = "/xapi/about", .headers = {{"Authorization", ""}, {"X-Experience-API-Version", ""}}}) == R"(200 {"version":["1.0.3","2.0.0"]})");
  }

  TEST_CASE("the version must be given, and be one that is spoken") {
    const Client client;
    const auto ask = [&](const std::string& version) { return client.show({.target = "/xapi/statements", .headers = {{"X-Experience-API-Version", version}}}); };
    CHECK(ask("") == R"(400 {"error":{"where":"X-Experience-API-Version","what":"is needed: 1.0.3 or 2.0.0"}})");
    for (const auto* wrong : {"0.95", "1.1.0", "3.0.0", "BAD"}) CHECK(ask(wrong) == R"(400 {"error":{"where":"X-Experience-API-Version","what":"is not 1.0.x or 2.0.x"}})");
    for (const auto* right : {"1.0", "1.0.0", "1.0.9", "2.0", "2.0.0"}) CHECK(ask(right) == R"(200 {"statements":[],"more":""})");
    const auto response = client.send({.target = "/xapi/statements"});
    CHECK(header_of(response, "X-Experience-API-Version") == "1.0.3");
    CHECK(header_of(response, "X-Experience-API-Consistent-Through").size() == 27);
  }

  TEST_CASE("a wrong key, secret, token or scheme is refused, and says how to come in") {
    const Client client;
    for (const auto* wrong : {"", "Basic", "Basic a3VuY2k6c2FsYWg=", "Basic ??", "Basic a3VuY2k=", "Bearer abc", "Digest x", "Basic dGlkYWs6YWRh"}) {
      const auto response = client.send({.target = "/xapi/statements", .headers = {{"Authorization", wrong}}});
      CHECK(response.status == 401);
      CHECK(response.body == R"({"error":{"where":"Authorization","what":"is not that of a key or a learner who is known here"}})");
      CHECK(header_of(response, "WWW-Authenticate") == "Basic realm=\"xAPI\", Bearer");
    }
  }

  TEST_CASE("scopes allow what they name") {
    const Client client;
    client.add_key("baca", "statements/read");
    client.add_key("tulis", "statements/write");
    const test::Sent write{"POST", "/xapi/statements", statement_json(1), {{"Authorization", "Basic YmFjYTpyYWhhc2lh"}}};
    CHECK(client.show(write) == R"(403 {"error":{"where":"Authorization","what":"does not allow writing statements"}})");
    CHECK(client.show({.target = "/xapi/statements", .headers = {{"Authorization", "Basic dHVsaXM6cmFoYXNpYQ=="}}}) ==
          R"(403 {"error":{"where":"Authorization","what":"does not allow reading statements"}})");
    CHECK(client.show({.target = "/xapi/activities/state?activityId=https://a.example/&agent={\"mbox\":\"mailto:a@b.example\"}", .headers = {{"Authorization", "Basic dHVsaXM6cmFoYXNpYQ=="}}}) ==
          R"(403 {"error":{"where":"Authorization","what":"does not allow this document"}})");
  }

  TEST_CASE("a key that may read its own reads what it said, and nothing else") {
    const Client client;
    client.add_key("kota", "statements/write statements/read/mine");
    const std::vector<http_server::Header> kota{{"Authorization", "Basic a290YTpyYWhhc2lh"}};
    const auto ids_of = [&](const std::string& target) {
      const auto response = client.send({.target = target, .headers = kota});
      REQUIRE(response.status == 200);
      const auto body = xapi::parse_json(response.body).value();
      std::string ids;
      for (const auto& one : body.at("statements").as_array()) ids += std::string(one.at("id").as_string().subview(30)) + " ";
      return ids + std::string(body.at("more").as_string());
    };
    CHECK(ids_of("/xapi/statements") == "");
    for (int i = 1; i <= 9; ++i) REQUIRE(client.send({"POST", "/xapi/statements", statement_json(i), i % 4 == 0 ? kota : std::vector<http_server::Header>{}}).status == 200);
    CHECK(ids_of("/xapi/statements") == "000008 000004 ");
    CHECK(ids_of("/xapi/statements?ascending=true") == "000004 000008 ");
    CHECK(ids_of(R"(/xapi/statements?agent={"account":{"homePage":"https://desa.example/","name":"siti"}}&limit=3)").starts_with("000008 /xapi/statements?agent="));
    CHECK(ids_of(R"(/xapi/statements?agent={"account":{"homePage":"https://desa.example/","name":"budi"}})") == "");
    const auto one = [&](int number) { return client.send({.target = fmt::format("/xapi/statements?statementId=0192f0c1-0000-7000-8000-{:012}", number), .headers = kota}).status; };
    CHECK(one(4) == 200);
    CHECK(one(5) == 404);
  }

  TEST_CASE("pages of allowed sites may call, others may not; preflights are answered") {
    const Client client({.origins = {"https://belajar.desa.example"}});
    const auto from = [&](const std::string& method, const std::string& origin) { return client.send({.method = method, .target = "/xapi/statements", .headers = {{"Origin", origin}}}); };
    const auto preflight = from("OPTIONS", "https://belajar.desa.example");
    CHECK(preflight.status == 204);
    CHECK(header_of(preflight, "Access-Control-Allow-Origin") == "https://belajar.desa.example");
    CHECK(header_of(preflight, "Access-Control-Allow-Methods") == "GET, HEAD, PUT, POST, DELETE");
    CHECK(header_of(preflight, "Access-Control-Allow-Headers").find("Authorization") == 0);
    CHECK(header_of(from("GET", "https://belajar.desa.example"), "Access-Control-Expose-Headers").find("ETag") == 0);
    for (const auto* other : {"", "https://jahat.example", "https://belajar.desa.example.jahat.example", "null"}) {
      CHECK(header_of(from("GET", other), "Access-Control-Allow-Origin") == "");
    }
  }

  TEST_CASE("everything may come in a form under 1.0.3, and not under 2.0") {
    const Client client;
    const std::string form = "Authorization=Basic%20a3VuY2k6cmFoYXNpYQ%3D%3D&X-Experience-API-Version=1.0.3&Content-Type=application%2Fjson&statementId=0192f0c1-0000-7000-8000-000000000001&content=";
    const std::string encoded = "%7B%22actor%22%3A%7B%22mbox%22%3A%22mailto%3Aa%40b.example%22%7D%2C%22verb%22%3A%7B%22id%22%3A%22https%3A%2F%2Fv.example%2Fa%22%7D%2C%22object%22%3A%7B%22id%22%3A%22https%3A%2F%2Fa.example%2F%22%7D%7D";
    const std::vector<http_server::Header> headers{{"Authorization", ""}, {"X-Experience-API-Version", ""}, {"Content-Type", "application/x-www-form-urlencoded"}};
    CHECK(client.show({"POST", "/xapi/statements?method=PUT", form + encoded, headers}) == "204");
    CHECK(client.send({"POST", "/xapi/statements?method=GET", form.substr(0, form.find("&content")), headers}).status == 200);
    CHECK(client.show({"POST", "/xapi/statements?method=PUT&statementId=x", form + encoded, headers}) ==
          R"(400 {"error":{"where":"query","what":"may hold nothing but method; all else belongs into the form"}})");
    auto second = form;
    second.replace(second.find("1.0.3"), 5, "2.0.0");
    CHECK(client.show({"POST", "/xapi/statements?method=PUT", second + encoded, headers}) ==
          R"(400 {"error":{"where":"method","what":"is a parameter of 1.0.3 alone; 2.0.0 knows no alternate syntax"}})");
    CHECK(client.show({"POST", "/xapi/statements?method=BREW", form + encoded, headers}) ==
          R"(400 {"error":{"where":"method","what":"is not GET, HEAD, PUT, POST or DELETE"}})");
  }
}
