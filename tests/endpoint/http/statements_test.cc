// Statements over HTTP: stored, found, conflicting, paged.
#include <doctest/doctest.h>

#include "tests/endpoint/http/client.h"

namespace {

using test::Client;
using test::header_of;
using test::statement_json;

const std::string kFirst = "0192f0c1-0000-7000-8000-000000000001";

}  // namespace

TEST_SUITE("http/statements") {
  TEST_CASE("a statement is stored, answered with its id, and found with what the store adds") {
    const Client client;
    CHECK(client.post("/xapi/statements", statement_json(1)) == "200 [\"" + kFirst + "\"]");
    const auto got = client.send({.target = "/xapi/statements?statementId=" + kFirst});
    CHECK(got.status == 200);
    for (const auto* part : {"\"stored\":\"", "\"timestamp\":\"", "\"version\":\"1.0.0\"", R"("authority":{"objectType":"Agent","account":{"homePage":"https://kunci.example/","name":"kunci"}})"}) {
      CHECK_MESSAGE(got.body.find(part) != std::string::npos, part);
    }
    CHECK(header_of(got, "Last-Modified").size() == 27);
    CHECK(client.get("/xapi/statements?statementId=0192f0c1-0000-7000-8000-000000000002") == R"(404 {"error":{"where":"statementId","what":"names no statement"}})");
  }

  TEST_CASE("the same again is well; another under the same id is a conflict, and nothing of its batch is stored") {
    const Client client;
    CHECK(client.post("/xapi/statements", statement_json(1)).starts_with("200"));
    CHECK(client.post("/xapi/statements", statement_json(1)).starts_with("200"));
    CHECK(client.show({"PUT", "/xapi/statements?statementId=" + kFirst, statement_json(1)}) == "204");
    const std::string other = statement_json(1, R"(,"result":{"success":true})");
    const std::string conflict = R"(409 {"error":{"where":")" + kFirst + R"(","what":"is the id of another statement that is stored already; nothing of this request was stored"}})";
    CHECK(client.post("/xapi/statements", "[" + statement_json(2) + "," + other + "]") == conflict);
    CHECK(client.show({"PUT", "/xapi/statements?statementId=" + kFirst, other}) == conflict);
    CHECK(client.send({.target = "/xapi/statements?statementId=0192f0c1-0000-7000-8000-000000000002"}).status == 404);
  }

  TEST_CASE("PUT takes the id of its parameter, and refuses another") {
    const Client client;
    const std::string without = R"({"actor":{"mbox":"mailto:a@b.example"},"verb":{"id":"https://v.example/a"},"object":{"id":"https://a.example/"}})";
    CHECK(client.show({"PUT", "/xapi/statements?statementId=" + kFirst, without}) == "204");
    CHECK(client.get("/xapi/statements?statementId=" + kFirst).starts_with("200 "));
    CHECK(client.show({"PUT", "/xapi/statements?statementId=" + kFirst, statement_json(2)}) == R"(400 {"error":{"where":"id","what":"is not that of the parameter statementId"}})");
    CHECK(client.show({"PUT", "/xapi/statements", without}) == R"(400 {"error":{"where":"statementId","what":"is needed, and is a UUID"}})");
  }

  TEST_CASE("pages lead to the next one until all are seen") {
    const Client client;
    std::string batch = "[";
    for (int i = 1; i <= 7; ++i) batch += (i > 1 ? "," : "") + statement_json(i);
    CHECK(client.post("/xapi/statements", batch + "]").starts_with("200"));
    std::string seen, target = "/xapi/statements?limit=3&verb=http%3A%2F%2Fadlnet.gov%2Fexpapi%2Fverbs%2Fcompleted";
    for (int pages = 0; !target.empty() && pages < 9; ++pages) {
      const std::string body = client.send({.target = target}).body;
      for (auto at = body.find("\"id\":\"0192"); at != std::string::npos; at = body.find("\"id\":\"0192", at + 1)) seen += body[at + 41];
      const auto more = body.rfind("\"more\":\"") + 8;
      target = body.substr(more, body.find('"', more) - more);
      seen += '|';
    }
    CHECK(seen == "765|432|1|");
    CHECK(client.get("/xapi/statements?limit=1&more=abc") == R"(400 {"error":{"where":"more","what":"is not as this server gave it"}})");
  }

  TEST_CASE("a wrong statement is refused with its place, and nothing beside it is stored") {
    const Client client;
    CHECK(client.post("/xapi/statements", "[" + statement_json(1) + R"(,{"actor":{"mbox":"siti"}}])").starts_with(R"(400 {"error":{"where":"[1].)"));
    CHECK(client.post("/xapi/statements", "{\"a\":1,\"a\":2}").starts_with(R"(400 {"error":{"where":"line 1)"));
    CHECK(client.get("/xapi/statements") == R"(200 {"statements":[],"more":""})");
    CHECK(client.show({"POST", "/xapi/statements", statement_json(1), {{"Content-Type", "text/plain"}}}).starts_with("400 "));
    CHECK(client.show({"DELETE", "/xapi/statements"}) == R"(405 {"error":{"where":"method","what":"is not one of GET, POST, PUT"}})");
  }

  TEST_CASE("activities and agents are told from what statements said") {
    const Client client;
    CHECK(client.get("/xapi/activities?activityId=https://desa.example/courses/kas") == R"(200 {"objectType":"Activity","id":"https://desa.example/courses/kas"})");
    const std::string named = R"({"actor":{"name":"Siti","mbox":"mailto:siti@desa.example"},"verb":{"id":"https://v.example/a"},"object":{"id":"https://desa.example/courses/kas","definition":{"name":{"id":"Buku kas"}}}})";
    CHECK(client.post("/xapi/statements", named).starts_with("200"));
    CHECK(client.get("/xapi/activities?activityId=https://desa.example/courses/kas") ==
          R"(200 {"objectType":"Activity","id":"https://desa.example/courses/kas","definition":{"name":{"id":"Buku kas"}}})");
    CHECK(client.get("/xapi/agents?agent=%7B%22mbox%22%3A%22mailto%3Asiti%40desa.example%22%7D") == R"(200 {"objectType":"Person","name":["Siti"],"mbox":["mailto:siti@desa.example"]})");
  }
}
