// State and profiles over HTTP: parameters, ETags, merging.
#include <doctest/doctest.h>

#include "tests/endpoint/http/client.h"

namespace {

using test::Client;
using test::header_of;

const std::string kAgent = "agent=%7B%22mbox%22%3A%22mailto%3Asiti%40desa.example%22%7D";
const std::string kState = "/xapi/activities/state?activityId=https://desa.example/courses/kas&" + kAgent;
const std::string kProfile = "/xapi/activities/profile?activityId=https://desa.example/courses/kas";

const std::vector<http_server::Header> kText{{"Content-Type", "text/plain"}};

std::string error(int status, const std::string& where, const std::string& what) {
  return std::to_string(status) + R"( {"error":{"where":")" + where + R"(","what":")" + what + "\"}}";
}

}  // namespace

TEST_SUITE("http/documents") {
  TEST_CASE("a state is kept with its type and an ETag, and is listed") {
    const Client client;
    CHECK(client.get(kState + "&stateId=tanda") == error(404, "stateId", "names no document"));
    CHECK(client.show({"PUT", kState + "&stateId=tanda", "halaman 3", kText}) == "204");
    const auto got = client.send({.target = kState + "&stateId=tanda"});
    CHECK(got.status == 200);
    CHECK(got.body == "halaman 3");
    CHECK(header_of(got, "Content-Type") == "text/plain");
    CHECK(header_of(got, "ETag") == "\"25631fd5e3fe98259d1f4767fb416594399f09f9\"");
    CHECK(header_of(got, "Last-Modified").size() == 27);
    CHECK(client.show({.target = kState + "&stateId=tanda", .headers = {{"If-None-Match", header_of(got, "ETag")}}}) == "304");
    CHECK(client.get(kState) == R"(200 ["tanda"])");
    CHECK(client.show({"DELETE", kState}) == "204");
    CHECK(client.get(kState) == "200 []");
  }

  TEST_CASE("JSON objects are merged by POST; nothing else can be") {
    const Client client;
    CHECK(client.post(kState + "&stateId=a", R"({"x":1,"y":{"z":1}})") == "204");
    CHECK(client.post(kState + "&stateId=a", R"({"y":2,"w":null})") == "204");
    CHECK(client.get(kState + "&stateId=a") == R"(200 {"x":1,"y":2,"w":null})");
    CHECK(client.post(kState + "&stateId=a", "[1]") == error(400, "body", "is no JSON object"));
    CHECK(client.post(kState + "&stateId=a", "{\"x\":") .starts_with(R"(400 {"error":{"where":"body","what":"is no JSON: line 1)"));
    CHECK(client.show({"POST", kState + "&stateId=a", "teks", kText}) == error(400, "body", "is merged with a document only when both are JSON objects"));
    CHECK(client.get(kState + "&stateId=a") == R"(200 {"x":1,"y":2,"w":null})");
  }

  TEST_CASE("a profile that is there is replaced only by who has seen it") {
    const Client client;
    const std::string profile = kProfile + "&profileId=p";
    CHECK(client.show({"PUT", profile, "{}"}) == error(400, "If-None-Match", "is needed: * for a new document, or If-Match with the ETag of the one that is there"));
    CHECK(client.show({"PUT", profile, "{}", {{"If-None-Match", "*"}}}) == "204");
    CHECK(client.show({"PUT", profile, "{\"a\":1}", {{"If-None-Match", "*"}}}) == error(412, "If-Match", "does not fit the document as it is now: get it again"));
    CHECK(client.show({"PUT", profile, "{\"a\":1}"}).starts_with("409 "));
    CHECK(client.show({"PUT", profile, "{\"a\":1}", {{"If-Match", "\"0000000000000000000000000000000000000000\""}}}).starts_with("412 "));
    const auto tag = header_of(client.send({.target = profile}), "ETag");
    CHECK(client.show({"PUT", profile, "{\"a\":1}", {{"If-Match", tag}}}) == "204");
    CHECK(client.get(profile) == R"(200 {"a":1})");
    CHECK(client.show({"DELETE", profile, "", {{"If-Match", tag}}}).starts_with("412 "));
    CHECK(client.show({"DELETE", profile}) == "204");
  }

  TEST_CASE("under 2.0 a state, too, is replaced only by who has seen it") {
    const Client client;
    const auto put = [&](const std::string& version) { return client.send({"PUT", kState + "&stateId=t", "x", {{"X-Experience-API-Version", version}}}).status; };
    CHECK(put("1.0.3") == 400);  // "x" is no JSON
    CHECK(client.show({"PUT", kState + "&stateId=t", "1"}) == "204");
    CHECK(client.show({"PUT", kState + "&stateId=t", "2"}) == "204");
    CHECK(client.show({"PUT", kState + "&stateId=t", "3", {{"X-Experience-API-Version", "2.0.0"}}}).starts_with("409 "));
  }

  TEST_CASE("parameters that are missing, wrong, unknown or doubled are named") {
    const Client client;
    const std::string path = "/xapi/activities/state?";
    CHECK(client.get(path + kAgent) == error(400, "activityId", "is needed"));
    CHECK(client.get(path + "activityId=https://a.example/") == error(400, "agent", "is needed"));
    CHECK(client.get(path + "activityId=bukan&" + kAgent) == error(400, "activityId", "is no IRI"));
    CHECK(client.get(kState + "&registration=1") == error(400, "registration", "is no UUID"));
    CHECK(client.get(kState + "&since=kemarin") == error(400, "since", "is no timestamp"));
    CHECK(client.get(kState + "&StateId=a") == error(400, "StateId", "is no parameter here; activityId, agent, registration, stateId, since are"));
    CHECK(client.get(kState + "&stateId=a&stateId=b") == error(400, "stateId", "stands twice"));
    CHECK(client.show({"PUT", kState, "1"}) == error(400, "stateId", "is needed"));
    CHECK(client.show({"DELETE", kProfile}) == error(400, "profileId", "is needed"));
    CHECK(client.get("/xapi/activities/state?a=%zz") == error(400, "query", "is wrongly encoded"));
    CHECK(client.show({"PATCH", kState}) .starts_with("400 "));
  }

  TEST_CASE("agents' profiles are kept under the agent, however it is written") {
    const Client client;
    CHECK(client.show({"PUT", "/xapi/agents/profile?profileId=p&" + kAgent, "1", {{"If-None-Match", "*"}}}) == "204");
    CHECK(client.get("/xapi/agents/profile?profileId=p&agent=%7B%22objectType%22%3A%22Agent%22%2C%22name%22%3A%22Siti%22%2C%22mbox%22%3A%22mailto%3Asiti%40desa.example%22%7D") == "200 1");
    CHECK(client.get("/xapi/agents/profile?" + kAgent) == R"(200 ["p"])");
  }
}
