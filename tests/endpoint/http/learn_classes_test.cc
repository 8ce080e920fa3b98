// Classes over HTTP: learners join and leave, a facilitator sees and renews.
#include <doctest/doctest.h>

#include "endpoint/classes/codes_of_members.h"
#include "tests/endpoint/http/learner.h"

namespace {

using namespace test;

const std::string kPage = "https://belajar.desa.example/kemajuan/";
const std::string kUnknownLink =
    R"(401 {"error":{"where":"Authorization","what":"is no facilitator's link that is known here; perhaps a newer one was made"}})";

// A service with a class, and its facilitator.
struct Lesson {
  Client client{{.site = kSite}};
  classes::MadeClass own = make("Kelas pagi");

  classes::MadeClass make(const std::string& name) const {
    auto made = classes::make_class(client.store(), {name, ""});
    REQUIRE(made.has_value());
    return std::move(*made);
  }

  http_server::Response facilitate(const std::string& method, const std::string& path, const std::string& body = "") const {
    return client.send({method, "/learn/v1/class" + path, body, {{"Authorization", "Bearer " + own.secret}}});
  }
  boost::json::object seen(const std::string& path = "") const {
    const auto response = facilitate("GET", path);
    REQUIRE_MESSAGE(response.status == 200, response.body);
    return xapi::parse_json(response.body)->as_object();
  }
  std::string names() const {
    std::string all;
    const auto report = seen();
    for (const auto& member : report.at("members").as_array()) {
      all += fmt::format("{}{}:{}", all.empty() ? "" : " ", member.at("number").as_int64(), std::string_view(member.at("name").as_string()));
    }
    return all;
  }

  http_server::Response as(const std::string& name, const std::string& method, const std::string& path, const std::string& body = "",
                           const std::string& address = "192.0.2.1") const {
    auto headers = bearer(name);
    headers.push_back({"X-Forwarded-For", address});
    return client.send({method, "/learn/v1/classes" + path, body, headers});
  }
  std::string show_as(const std::string& name, const std::string& code, const std::string& more = "") const {
    const auto response = as(name, "POST", "", fmt::format(R"({{"code":"{}"{}}})", code, more));
    return fmt::format("{} {}", response.status, response.body);
  }
};

std::string bring(const std::string& csv) { return fmt::format(R"({{"csv":"{}","page":"{}","language":"id"}})", csv, kPage); }

}  // namespace

TEST_SUITE("http/learn_classes") {
  TEST_CASE("a restricted learner gets no new code from the facilitator, for it would open what is restricted") {
    const Lesson lesson;
    join(lesson.client, kSiti, "siti");
    CHECK(lesson.show_as("siti", lesson.own.made.code, R"(,"name":"Siti","may_renew":true)").substr(0, 4) == "200 ");
    REQUIRE(*lesson.client.store().restrict_learner(kSiti, true));
    CHECK(xapi::to_text(lesson.seen("/members/1")) == R"({"number":1,"name":"Siti","restricted":true})");
    const auto refused = lesson.facilitate("POST", "/members/1/code");
    CHECK(refused.status == 403);
    CHECK(refused.body ==
          R"({"error":{"where":"member","what":"has restricted their data: whoever has the code has the progress; the administrator can lift it for them"}})");
    REQUIRE(*lesson.client.store().restrict_learner(kSiti, false));
    CHECK(lesson.facilitate("POST", "/members/1/code").status == 200);
  }

  TEST_CASE("a learner joins by the class's code, with or without a name, and may leave") {
    const Lesson lesson;
    join(lesson.client, kSiti, "siti");
    join(lesson.client, kBudi, "budi");
    CHECK(lesson.show_as("siti", lesson.own.made.code, R"(,"name":" Bu Siti ","group":"A")").substr(0, 4) == "200 ");
    CHECK(lesson.as("budi", "POST", "", fmt::format(R"({{"code":"{}"}})", lesson.own.made.code)).status == 200);
    CHECK(lesson.names() == "1:Bu Siti 2:");
    const auto mine = xapi::parse_json(lesson.as("siti", "GET", "").body)->at("classes").at(0).as_object();
    CHECK(mine.at("class").as_string() == "Kelas pagi");
    CHECK(mine.at("name").as_string() == "Bu Siti");
    CHECK(mine.at("may_renew").as_bool() == false);
    CHECK(mine.at("renewed").as_array().empty());
    const std::string id(mine.at("id").as_string());
    CHECK(lesson.as("siti", "DELETE", "/" + id).status == 204);
    CHECK(lesson.as("siti", "DELETE", "/" + id).status == 404);
    CHECK(lesson.names() == "2:");
    CHECK(lesson.as("siti", "GET", "").body == R"({"classes":[]})");
  }

  TEST_CASE("a code that is wrong says what is wrong, and may not be guessed for long") {
    const Lesson lesson;
    join(lesson.client, kSiti, "siti");
    join(lesson.client, kBudi, "budi");
    CHECK(lesson.show_as("siti", "kelapa sungai") == R"(400 {"error":{"where":"code","what":"has 2 words instead of 3"}})");
    CHECK(lesson.show_as("siti", "kelapa sungai jendala") == R"x(400 {"error":{"where":"code","what":"has no word 'jendala' at place 3 (did you mean 'jendela'?)"}})x");
    CHECK(lesson.show_as("siti", lesson.own.made.code, R"(,"name":"a\nb")") ==
          R"x(400 {"error":{"where":"name","what":"a name has a line break or a control character (delete it)"}})x");
    const std::string wrong = lesson.own.made.code == "kelapa sungai jendela" ? "kelapa sungai rumah" : "kelapa sungai jendela";
    for (int i = 0; i < 10; ++i) {
      CHECK(lesson.show_as("siti", wrong) == R"(404 {"error":{"where":"code","what":"is that of no class; ask the facilitator for the present one"}})");
    }
    CHECK(lesson.show_as("siti", lesson.own.made.code) == R"(429 {"error":{"where":"code","what":"was wrong too often; try again in 10 minutes"}})");
    for (int i = 0; i < 40; ++i) CHECK(lesson.show_as("budi", lesson.own.made.code).substr(0, 4) == "200 ");  // right ones do not count
  }

  TEST_CASE("a new code of the class lets in, the former one does not; the act is in the log") {
    const Lesson lesson;
    join(lesson.client, kSiti, "siti");
    const auto response = lesson.facilitate("POST", "/code", fmt::format(R"({{"page":"{}"}})", kPage));
    CHECK(response.status == 200);
    const auto renewed = xapi::parse_json(response.body)->as_object();
    CHECK(renewed.at("qr").as_string().starts_with("<svg "));
    CHECK(lesson.show_as("siti", lesson.own.made.code).substr(0, 4) == "404 ");
    CHECK(lesson.show_as("siti", std::string(renewed.at("code").as_string())).substr(0, 4) == "200 ");
    const auto seen = lesson.seen();
    CHECK(seen.at("class").at("code").as_string() == renewed.at("code").as_string());
    CHECK(seen.at("log").at(0).at("what").as_string() == "code-renewed");
  }

  TEST_CASE("learners whom a facilitator brings in get codes that open their progress") {
    const Lesson lesson;
    const auto response = lesson.facilitate("POST", "/members", bring("nama,kelompok\\nSiti,A\\nBudi,B"));
    CHECK(response.status == 201);
    CHECK(header_of(response, "Cache-Control") == "no-store");
    CHECK(lesson.names() == "1:Siti 2:Budi");
    const auto first = xapi::parse_json(response.body)->at("members").at(0).as_object();
    CHECK(first.at("group").as_string() == "A");
    CHECK(first.at("qr").as_string().starts_with("<svg "));
    std::string code;
    for (const auto& word : first.at("code").as_array()) code += (code.empty() ? "" : " ") + std::string(word.as_string());
    CHECK(lesson.client.send(recovering(code, "ponsel")).status == 200);
    CHECK(xapi::parse_json(lesson.as("ponsel", "GET", "").body)->at("classes").at(0).at("name").as_string() == "Siti");
    const auto bad = lesson.facilitate("POST", "/members", bring("nama,nik\\nSiti,3201"));
    CHECK(bad.status == 400);
    CHECK(bad.body == R"x({"error":{"where":"csv, line 1","what":"only the columns nama and kelompok are taken in (delete the others)","line":1,"kind":"columns"}})x");
    CHECK(lesson.names() == "1:Siti 2:Budi");
  }

  TEST_CASE("a new recovery code for a member needs their leave; the former dies, devices go on, and the learner sees it") {
    const Lesson lesson;
    const std::string former = join(lesson.client, kSiti, "siti");
    REQUIRE(lesson.show_as("siti", lesson.own.made.code).substr(0, 4) == "200 ");
    const auto refused = lesson.facilitate("POST", "/members/1/code", "{}");
    CHECK(refused.status == 403);
    CHECK(refused.body == R"({"error":{"where":"member","what":"has not allowed it: whoever has the code has the progress; let them make a new one on a device of theirs"}})");
    REQUIRE(lesson.show_as("siti", lesson.own.made.code, R"(,"may_renew":true)").substr(0, 4) == "200 ");
    const auto given = lesson.facilitate("POST", "/members/1/code", "{}");
    CHECK(given.status == 200);
    CHECK_FALSE(xapi::parse_json(given.body)->as_object().contains("qr"));
    CHECK(lesson.client.send(recovering(former, "ponsel")).status == 401);
    CHECK(lesson.client.send(recovering(code_of(given), "ponsel")).status == 200);
    const auto mine = xapi::parse_json(lesson.as("siti", "GET", "").body)->at("classes").at(0).as_object();
    CHECK(mine.at("renewed").as_array().size() == 1);
    CHECK(lesson.seen().at("log").at(0).at("member").as_int64() == 1);
  }

  TEST_CASE("a facilitator removes a member from the class, not from the world") {
    const Lesson lesson;
    join(lesson.client, kSiti, "siti");
    REQUIRE(lesson.show_as("siti", lesson.own.made.code).substr(0, 4) == "200 ");
    CHECK(lesson.facilitate("GET", "/members/1").status == 200);
    CHECK(lesson.facilitate("DELETE", "/members/1").status == 204);
    CHECK(lesson.facilitate("DELETE", "/members/1").status == 404);
    CHECK(lesson.facilitate("GET", "/members/1").status == 404);
    CHECK(lesson.as("siti", "GET", "").body == R"({"classes":[]})");
    CHECK(lesson.client.send({.target = "/learn/v1/state", .headers = bearer("siti")}).status == 200);
  }

  TEST_CASE("who is erased is seen no more, and who is exported is told their classes") {
    const Lesson lesson;
    join(lesson.client, kSiti, "siti");
    REQUIRE(lesson.show_as("siti", lesson.own.made.code, R"(,"name":"Siti")").substr(0, 4) == "200 ");
    const auto file = xapi::parse_json(lesson.client.send({.target = "/learn/v1/export", .headers = bearer("siti")}).body)->as_object();
    CHECK(file.at("classes").at(0).at("class").as_string() == "Kelas pagi");
    CHECK(file.at("classes").at(0).at("name").as_string() == "Siti");
    REQUIRE(lesson.client.send({"DELETE", "/learn/v1/learner", "", bearer("siti")}).status == 200);
    CHECK(lesson.names() == "");
    CHECK(lesson.show_as("siti", lesson.own.made.code).substr(0, 4) == "410 ");
  }

  TEST_CASE("each link opens its own class and nothing else, and nobody else's token opens a class") {
    const Lesson lesson;
    const auto other = lesson.make("Kelas malam");
    const std::string id = join(lesson.client, kSiti, "siti");
    REQUIRE(lesson.show_as("siti", lesson.own.made.code).substr(0, 4) == "200 ");
    const auto with = [&](const std::string& secret, const std::string& path) {
      return lesson.client.show({.target = path, .headers = {{"Authorization", "Bearer " + secret}}});
    };
    CHECK(with(other.secret, "/learn/v1/class").find("\"members\":[]") != std::string::npos);
    CHECK(with(other.secret, "/learn/v1/class/members/1").substr(0, 4) == "404 ");
    CHECK(with("salah", "/learn/v1/class") == kUnknownLink);
    CHECK(with(token("siti"), "/learn/v1/class") == kUnknownLink);
    CHECK(lesson.client.get("/learn/v1/class") == kUnknownLink);
    CHECK(with(lesson.own.secret, "/learn/v1/state").substr(0, 4) == "401 ");
    CHECK(with(lesson.own.secret, "/learn/v1/classes").substr(0, 4) == "401 ");
    CHECK(with(lesson.own.secret, "/xapi/statements").substr(0, 4) == "401 ");
    CHECK(lesson.client.get("/learn/v1/classes") == R"(403 {"error":{"where":"Authorization","what":"is no learner's token"}})");
    REQUIRE(classes::renew_facilitator(lesson.client.store(), lesson.own.made.id).has_value());
    CHECK(with(lesson.own.secret, "/learn/v1/class") == kUnknownLink);
  }

  TEST_CASE("paths and methods that are none are refused") {
    const Lesson lesson;
    join(lesson.client, kSiti, "siti");
    for (const auto* path : {"/members/", "/members/0", "/members/x", "/members/1/x", "/members/1x", "/x"}) CHECK(lesson.facilitate("GET", path).status == 404);
    for (const auto* path : {"", ".csv"}) CHECK(lesson.facilitate("POST", path).status == 405);
    for (const auto* path : {"/code", "/members", "/members/1/code"}) CHECK(lesson.facilitate("GET", path).status == 405);
    CHECK(lesson.facilitate("PUT", "/members/1").status == 405);
    CHECK(lesson.as("siti", "PUT", "").status == 405);
    CHECK(lesson.as("siti", "GET", "/x").status == 405);
  }

  TEST_CASE("the table is a file to save; the class's QR code is drawn for a page that says where it is") {
    const Lesson lesson;
    const auto csv = lesson.facilitate("GET", ".csv?language=en");
    CHECK(csv.status == 200);
    CHECK(header_of(csv, "Content-Type") == "text/csv; charset=utf-8");
    CHECK(csv.body.find("Number,Name,Group") == 3);
    CHECK_FALSE(lesson.seen().at("class").as_object().contains("qr"));
    CHECK(lesson.seen("?page=" + kPage).at("class").as_object().contains("qr"));
    CHECK_FALSE(lesson.seen("?page=javascript:x").at("class").as_object().contains("qr"));
  }

  TEST_CASE("a recovery code comes with a QR code when the page asks for it") {
    const Lesson lesson;
    const auto response = lesson.client.send({"POST", "/learn/v1/learners", fmt::format(R"({{"learner":"{}","token":"{}","page":"{}"}})", kSiti, token("siti"), kPage)});
    CHECK(response.status == 201);
    CHECK(xapi::parse_json(response.body)->at("qr").as_string().starts_with("<svg "));
  }
}
