// A learner's state, export and erasure.
#include <doctest/doctest.h>

#include "base/http_server/target.h"
#include "endpoint/xapi/digest.h"
#include "endpoint/xapi/multipart.h"
#include "tests/endpoint/http/learner.h"

namespace {

using namespace test;

const std::string kGone = R"(410 {"error":{"where":"learner","what":"has been erased; nothing of them is kept here"}})";
const std::string kNothing = R"({"lessons":{},"quizzes":{},"questions":{},"media":{},"courses":{}})";

std::string document_of(const std::string& learner, const std::string& id) {
  const std::string agent = fmt::format(R"({{"account":{{"homePage":"{}","name":"{}"}}}})", kSite, learner);
  return fmt::format("/xapi/activities/state?activityId={}courses/kas&agent={}&stateId={}", kSite, http_server::percent_encoded_query(agent), id);
}

Sent noting(const std::string& learner, const std::string& id, const std::string& bytes) {
  auto headers = bearer(learner == kSiti ? "siti" : "budi");
  headers.push_back({"Content-Type", "text/plain"});
  return {"PUT", document_of(learner, id), bytes, headers};
}

Sent asking(const std::string& target, const std::string& name, const std::string& method = "GET") { return {method, target, "", bearer(name)}; }

// With nothing in the places that differ from run to run.
boost::json::object exported(const Client& client, const std::string& name) {
  const auto response = client.send(asking("/learn/v1/export", name));
  CHECK(response.status == 200);
  CHECK(header_of(response, "Content-Disposition") == "attachment; filename=\"sanggar.json\"");
  auto file = xapi::parse_json(response.body).value().as_object();
  for (auto& statement : file.at("statements").as_array()) statement.as_object().at("stored") = "";
  for (auto& document : file.at("documents").as_array()) document.as_object().at("updated") = "";
  return file;
}

}  // namespace

TEST_SUITE("http/learn_records") {
  TEST_CASE("the state is made of the learner's own statements, whatever order they came in") {
    const Client client({.site = kSite});
    join(client, kSiti, "siti");
    join(client, kBudi, "budi");
    CHECK(client.show(asking("/learn/v1/state", "siti")) == "200 " + kNothing);
    CHECK(client.send(telling("[" + finished(2, kSiti, "/jual") + "," + finished(1, kSiti, "/buku") + "]", "siti")).status == 200);
    CHECK(client.send(telling(finished(3, kBudi, "/lain"), "budi")).status == 200);
    CHECK(client.show(asking("/learn/v1/state", "siti")) ==
          R"(200 {"lessons":{"kas/buku":{"done":"2026-11-22T09:00:00.000Z"},"kas/jual":{"done":"2026-11-22T09:00:00.000Z"}},"quizzes":{},"questions":{},"media":{},"courses":{}})");
  }

  TEST_CASE("a state that is known already is not sent again") {
    const Client client({.site = kSite});
    join(client, kSiti, "siti");
    const auto first = client.send(asking("/learn/v1/state", "siti"));
    auto again = asking("/learn/v1/state", "siti");
    again.headers.push_back({"If-None-Match", header_of(first, "ETag")});
    CHECK(client.show(again) == "304");
    REQUIRE(client.send(telling(finished(1, kSiti, "/buku"), "siti")).status == 200);
    CHECK(client.send(again).status == 200);
  }

  TEST_CASE("what is a learner's own needs a learner's token") {
    const Client client({.site = kSite});
    for (const auto* path : {"/learn/v1/state", "/learn/v1/export"}) {
      CHECK(client.get(path) == R"(403 {"error":{"where":"Authorization","what":"is no learner's token"}})");
      CHECK(client.show(asking(path, "siti")) == R"(401 {"error":{"where":"Authorization","what":"is not that of a key or a learner who is known here"}})");
    }
    CHECK(client.show({"DELETE", "/learn/v1/learner"}) == R"(403 {"error":{"where":"Authorization","what":"is no learner's token"}})");
  }

  TEST_CASE("a learner cannot say of themselves that a course is completed") {
    const Client client({.site = kSite});
    join(client, kSiti, "siti");
    CHECK(client.show(telling(finished(1, kSiti, ""), "siti")) ==
          R"(403 {"error":{"where":"Authorization","what":"does not allow saying that a course is completed: the endpoint finds that out by itself"}})");
    CHECK(client.show(asking("/learn/v1/state", "siti")) == "200 " + kNothing);
  }

  TEST_CASE("the export holds the statements and documents that name the learner, and nobody else's") {
    const Client client({.site = kSite});
    join(client, kSiti, "siti");
    join(client, kBudi, "budi");
    REQUIRE(client.send(telling(finished(1, kSiti, "/buku"), "siti")).status == 200);
    REQUIRE(client.send(telling(finished(2, kBudi, "/buku"), "budi")).status == 200);
    const std::string liked = R"({"id":"0192f0c1-0000-7000-8000-000000000003","actor":{"mbox":"mailto:guru@desa.example"},"verb":{"id":"https://v.example/liked"},)"
                              R"("object":{"objectType":"StatementRef","id":"0192f0c1-0000-7000-8000-000000000001"}})";
    REQUIRE(client.post("/xapi/statements", liked).substr(0, 4) == "200 ");
    REQUIRE(client.send(noting(kSiti, "catatan", "halaman 3")).status == 204);
    REQUIRE(client.send(noting(kSiti, "gambar", "\xff\x01")).status == 204);
    REQUIRE(client.send(noting(kBudi, "catatan", "halaman 4")).status == 204);
    auto file = exported(client, "siti");
    REQUIRE(file.at("statements").as_array().size() == 1);
    CHECK(file.at("statements").at(0).at("id").as_string() == "0192f0c1-0000-7000-8000-000000000001");
    file.erase("statements");
    CHECK(xapi::to_text(file) == fmt::format(R"({{"format":1,"learner":"{}","documents":[)"
                                             R"({{"kind":"state","id":"catatan","activity":"{}courses/kas","updated":"","contentType":"text/plain","content":"halaman 3"}},)"
                                             R"({{"kind":"state","id":"gambar","activity":"{}courses/kas","updated":"","contentType":"text/plain","base64":"/wE="}}]}})", kSiti, kSite, kSite));
  }

  TEST_CASE("the export holds the bytes of attachments, each once") {
    const Client client({.site = kSite});
    join(client, kSiti, "siti");
    const std::string photo = "foto \xff", hash = xapi::sha2_of(photo, 64);
    const std::string attached = fmt::format(R"(,"attachments":[{{"usageType":"https://v.example/foto","display":{{"id":"Foto"}},"contentType":"image/jpeg","length":6,"sha2":"{}"}}])", hash);
    for (int number = 1; number <= 2; ++number) {
      std::string statement = finished(number, kSiti, "/buku");
      statement.insert(statement.size() - 1, attached);
      auto sent = telling(xapi::multipart_text(std::vector<xapi::Part>{{"application/json", "", "", statement}, {"image/jpeg", hash, "binary", photo}}, "batas"), "siti");
      sent.headers.push_back({"Content-Type", "multipart/mixed; boundary=batas"});
      REQUIRE(client.show(sent).substr(0, 4) == "200 ");
    }
    CHECK(xapi::to_text(exported(client, "siti").at("attachments")) == fmt::format(R"([{{"sha2":"{}","contentType":"image/jpeg","base64":"Zm90byD/"}}])", hash));
  }

  TEST_CASE("erasing answers with a receipt that names nobody; afterwards every token of theirs is gone, everywhere") {
    const Client client({.site = kSite});
    const std::string code = join(client, kSiti, "siti");
    join(client, kBudi, "budi");
    REQUIRE(client.send(recovering(code, "ponsel")).status == 200);
    REQUIRE(client.send(telling(finished(1, kSiti, "/buku"), "siti")).status == 200);
    REQUIRE(client.send(telling(finished(2, kBudi, "/buku"), "budi")).status == 200);
    REQUIRE(client.send(noting(kSiti, "catatan", "halaman 3")).status == 204);
    const auto response = client.send(asking("/learn/v1/learner", "siti", "DELETE"));
    CHECK(response.status == 200);
    auto receipt = xapi::parse_json(response.body).value().as_object();
    CHECK(receipt.at("receipt").as_string().size() == 36);
    CHECK(receipt.at("receipt").as_string() != kSiti);
    CHECK(receipt.at("time").as_string().size() == 27);
    CHECK(xapi::to_text(receipt.at("erased")) == R"({"statements":1,"documents":1})");
    CHECK(receipt.size() == 3);
    for (const auto* name : {"siti", "ponsel"}) {
      CHECK(client.show(asking("/learn/v1/state", name)) == kGone);
      CHECK(client.show(asking("/learn/v1/export", name)) == kGone);
      CHECK(client.show(asking("/learn/v1/learner", name, "DELETE")) == kGone);
      CHECK(client.show(telling(finished(1, kSiti, "/buku"), name)) == kGone);
      CHECK(client.show(asking("/xapi/statements", name)) == kGone);
    }
    CHECK(client.post("/learn/v1/learners", joining(kSiti, "baru")) == kGone);
    CHECK(client.send(recovering(code, "baru")).status == 401);
    CHECK(client.get("/xapi/statements/") == R"(404 {"error":{"where":"path","what":"names nothing here"}})");
    CHECK(client.get("/xapi/statements?statementId=0192f0c1-0000-7000-8000-000000000001").substr(0, 4) == "404 ");
    CHECK(client.get("/xapi/statements?statementId=0192f0c1-0000-7000-8000-000000000002").substr(0, 4) == "200 ");
    CHECK(client.show(asking("/learn/v1/state", "budi")).substr(0, 4) == "200 ");
  }

  TEST_CASE("pages of allowed sites may use the learning API") {
    const Client client({.origins = {"https://belajar.desa.example"}, .site = kSite});
    join(client, kSiti, "siti");
    auto sent = asking("/learn/v1/state", "siti");
    sent.headers.push_back({"Origin", "https://belajar.desa.example"});
    CHECK(header_of(client.send(sent), "Access-Control-Allow-Origin") == "https://belajar.desa.example");
    CHECK(client.send({"OPTIONS", "/learn/v1/state"}).status == 204);
  }
}
