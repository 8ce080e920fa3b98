// Courses, launches, waivers, abandoned sessions, and what is satisfied by them.
#include <doctest/doctest.h>

#include <filesystem>

#include "base/file_system.h"
#include "tests/endpoint/cmi5/zip.h"
#include "tests/endpoint/http/unit.h"

namespace {

using namespace test;

class Cmi5Client : public Client {
 public:
  explicit Cmi5Client(http::Options options = cmi5_options()) : Client(std::move(options)) { add_key("pengurus", "administer"); }
};

std::string launching(const std::string& course, const std::string& more) { return fmt::format(R"({{"course":"{}"{}}})", course, more); }

std::string refused(int status, const std::string& where, const std::string& what) { return fmt::format(R"({} {{"error":{{"where":"{}","what":"{}"}}}})", status, where, what); }

// Goes through a session that says these verbs.
void work(const Client& client, const std::string& course, const std::string& unit_number, const std::vector<std::string>& verbs) {
  Unit unit(client, course, unit_number);
  unit.start();
  REQUIRE(unit.say("initialized") == "200");
  for (const auto& verb : verbs) REQUIRE(unit.say(verb) == "200");
  REQUIRE(unit.say("terminated") == "200");
}

std::string registration_of(const Client& client, const std::string& course) { return Unit(client, course).registration; }

boost::json::array statements(const Client& client, const std::string& query) {
  return xapi::parse_json(client.send({.target = "/xapi/statements?ascending=true&" + query}).body)->at("statements").as_array();
}

}  // namespace

TEST_SUITE("http/cmi5") {
  TEST_CASE("a course is added, shown, replaced and removed by administrators, and seen by learners") {
    const Cmi5Client client;
    const std::string id = test::add_course(client, unit("satu", " moveOn=\"Passed\""));
    CHECK(test::add_course(client, unit("satu") + unit("dua")) == id);
    CHECK(for_administrator(client, "GET", "/courses") ==
          fmt::format(R"(200 {{"courses":[{{"id":"{}","publisher":"{}","title":{{"id":"Buku kas"}},"aus":2}}]}})", id, kPublisher));
    join(client, kSiti, "siti");
    const auto seen = client.send({.target = "/cmi5/v1/courses/" + id, .headers = bearer("siti")});
    CHECK(xapi::parse_json(seen.body)->at("aus").at(1).at("id").as_string() == kPublisher + "/au/dua");
    CHECK(client.send({"POST", "/cmi5/v1/courses", test::course(unit("satu")), bearer("siti")}).status == 403);
    CHECK(client.get("/cmi5/v1/courses") == refused(403, "Authorization", "is neither a learner's token nor a key with the scope administer"));
    CHECK(client.show({.target = "/cmi5/v1/courses", .headers = {{"Authorization", ""}}}).substr(0, 4) == "401 ");
    CHECK(for_administrator(client, "DELETE", "/courses/" + id) == "204");
    CHECK(for_administrator(client, "DELETE", "/courses/" + id) == refused(404, "course", "names none"));
    CHECK(for_administrator(client, "GET", "/courses") == R"(200 {"courses":[]})");
  }

  TEST_CASE("what is no course package is refused with its place") {
    const Cmi5Client client;
    CHECK(for_administrator(client, "POST", "/courses", test::course(unit("satu", "", "satu.html")), "text/xml; charset=utf-8") ==
          refused(400, "line 3, <url>", "'satu.html' is relative, but there is no package with files (write it whole with https://)"));
    CHECK(for_administrator(client, "POST", "/courses", "# Catatan", "text/markdown") == refused(415, "Content-Type", "is not that of a course package: application/zip or text/xml"));
    const std::string package = zip_of({{"cmi5.xml", test::course(unit("satu", "", "satu.html"))}, {"satu.html", "satu"}});
    CHECK(for_administrator(client, "POST", "/courses", package, "application/zip") == refused(409, "package", "has files, and the endpoint has no folder for them (--content)"));
  }

  TEST_CASE("without the endpoint's address there is no cmi5") {
    const Client client({.site = kSite});
    CHECK(client.get("/cmi5/v1/courses") == refused(404, "path", "names nothing here"));
  }

  TEST_CASE("a package's files are unpacked, served from where they lie, and replaced") {
    const DatabaseFile place;
    const std::string folder = place.path() + ".isi";
    auto options = cmi5_options();
    options.content_folder = folder;
    options.content_url = "https://isi.example/kursus";
    const Cmi5Client client(options);
    const auto package = [](const std::string& text) { return zip_of({{"cmi5.xml", test::course(unit("satu", "", "a/satu.html?b=c"))}, {"a/satu.html", text}}); };
    const auto added = for_administrator(client, "POST", "/courses", package("satu"), "application/zip");
    REQUIRE(added.substr(0, 4) == "201 ");
    const std::string id(xapi::parse_json(added.substr(4))->at("id").as_string());
    const auto written = [&] { return base::real_file_system().read(folder + "/" + id + "/a/satu.html").value_or("none"); };
    CHECK(written() == "satu");
    CHECK(for_administrator(client, "POST", "/courses", package("dua"), "application/zip").substr(0, 4) == "200 ");
    CHECK(written() == "dua");
    CHECK(base::real_file_system().list(folder)->size() == 1);
    const Unit unit(client, id);
    CHECK(unit.url.substr(0, unit.url.find("endpoint=")) == "https://isi.example/kursus/" + id + "/a/satu.html?b=c&");
    auto sent = Sent{"POST", unit.parameters.at("fetch").substr(kUrl.size()), "", {{"Authorization", ""}, {"Origin", "https://isi.example"}}};
    CHECK(header_of(client.send(sent), "Access-Control-Allow-Origin") == "https://isi.example");
    CHECK(for_administrator(client, "DELETE", "/courses/" + id) == "204");
    CHECK(written() == "none");
    std::filesystem::remove_all(folder);
  }

  TEST_CASE("the launch has what a unit needs, and is written down before") {
    const Cmi5Client client;
    const std::string id = test::add_course(client, unit("satu", " moveOn=\"Passed\" masteryScore=\"0.5\" launchMethod=\"OwnWindow\"", "https://isi.example/satu.html?a=1#b",
                                                         "<launchParameters>x=1</launchParameters><entitlementKey>kunci</entitlementKey>"));
    Unit unit(client, id, "0", R"(,"returnURL":"https://belajar.example/")");
    CHECK(unit.url.substr(0, 46) == "https://isi.example/satu.html?a=1&endpoint=htt");
    CHECK(unit.url.substr(unit.url.size() - 2) == "#b");
    CHECK(unit.parameters.at("endpoint") == "https://progres.example/xapi/");
    CHECK(unit.parameters.at("actor") == R"({"account":{"homePage":"https://desa.example/","name":"siti"}})");
    CHECK(unit.parameters.at("registration") == unit.registration);
    unit.start();
    CHECK(xapi::to_text(unit.data) ==
          fmt::format(R"({{"contextTemplate":{{"contextActivities":{{"grouping":[{{"id":"{}/au/satu"}}]}},"extensions":{{"https://w3id.org/xapi/cmi5/context/extensions/sessionid":"{}"}}}},)"
                      R"("launchMode":"Normal","launchMethod":"OwnWindow","moveOn":"Passed","masteryScore":0.5,"launchParameters":"x=1","entitlementKey":{{"courseStructure":"kunci"}},)"
                      R"("returnURL":"https://belajar.example/"}})", kPublisher, unit.session));
    const auto launched = statements(client, "registration=" + unit.registration).front();
    CHECK(launched.at("object").at("id").as_string() == unit.parameters.at("activityId"));
    CHECK(launched.at("authority").at("account").at("name").as_string() == "sanggar-endpoint");
    CHECK(xapi::to_text(launched.at("context").at("contextActivities")) ==
          fmt::format(R"({{"grouping":[{{"id":"{}/au/satu"}}],"category":[{{"id":"https://w3id.org/xapi/cmi5/context/categories/cmi5"}}]}})", kPublisher));
    const std::string start = "https://w3id.org/xapi/cmi5/context/extensions/";
    CHECK(xapi::to_text(launched.at("context").at("extensions")) ==
          fmt::format(R"({{"{0}launchmode":"Normal","{0}launchurl":"https://isi.example/satu.html?a=1#b","{0}moveon":"Passed","{0}masteryscore":0.5,"{0}launchparameters":"x=1","{0}sessionid":"{1}"}})",
                      start, unit.session));
    CHECK(client.get("/xapi//about").substr(0, 4) == "200 ");
  }

  TEST_CASE("a token is given out once") {
    const Cmi5Client client;
    const std::string id = test::add_course(client, unit("satu"));
    const Unit first(client, id);
    CHECK(first.fetch().substr(0, 19) == R"(200 {"auth-token":")");
    const std::string again = R"(200 {"error-code":"1","error-text":"The authorization token has already been returned, or the session is over."})";
    CHECK(first.fetch() == again);
    const Unit second(client, id);
    CHECK(client.show({"POST", "/cmi5/v1/fetch?" + second.session + ".salah"}) == R"(200 {"error-code":"2","error-text":"This is no fetch URL of this LMS."})");
    CHECK(client.show({"POST", "/cmi5/v1/fetch?salah"}) == R"(200 {"error-code":"2","error-text":"This is no fetch URL of this LMS."})");
    CHECK(client.show({"POST", "/cmi5/v1/fetch"}) == R"(200 {"error-code":"2","error-text":"This is no fetch URL of this LMS."})");
    CHECK(client.get("/cmi5/v1/fetch?" + second.session).substr(0, 4) == "405 ");
    const Unit third(client, id);
    CHECK(second.fetch() == again);
  }

  TEST_CASE("launching anew abandons the session under way, which says nothing more") {
    const Cmi5Client client;
    const std::string id = test::add_course(client, unit("satu", " moveOn=\"Passed\"") + unit("dua"));
    Unit first(client, id);
    first.start();
    REQUIRE(first.say("initialized") == "200");
    const Unit second(client, id, "1");
    CHECK(first.send(first.statement("passed")).substr(0, 4) == "401 ");
    CHECK(verbs_said(client, first.registration) == "launched initialized abandoned launched");
    const auto abandoned = statements(client, "registration=" + first.registration)[2];
    CHECK(std::string(abandoned.at("result").at("duration").as_string()).substr(0, 4) == "PT0.");
    CHECK(abandoned.at("context").at("extensions").at("https://w3id.org/xapi/cmi5/context/extensions/sessionid").as_string() == first.session);
    CHECK(for_administrator(client, "POST", "/abandon", fmt::format(R"({{"session":"{}"}})", first.session)) == refused(404, "session", "is not under way"));
    CHECK(for_administrator(client, "POST", "/abandon", fmt::format(R"({{"session":"{}"}})", second.session)) == "204");
    CHECK(second.fetch().substr(0, 22) == R"(200 {"error-code":"1",)");
    CHECK(verbs_said(client, first.registration) == "launched initialized abandoned launched abandoned");
  }

  TEST_CASE("units move on as the course says") {
    const std::vector<std::pair<std::string, std::vector<std::string>>> kEnough{
        {"Passed", {"passed"}}, {"Completed", {"completed"}}, {"CompletedOrPassed", {"passed"}}, {"CompletedOrPassed", {"completed"}}, {"CompletedAndPassed", {"passed", "completed"}}};
    for (const auto& [move_on, verbs] : kEnough) {
      INFO(move_on);
      const Cmi5Client client;
      const std::string id = test::add_course(client, block("luar", block("dalam", unit("satu", fmt::format(" moveOn=\"{}\"", move_on)))));
      work(client, id, "0", verbs);
      std::string said = "launched initialized";
      for (const auto& verb : verbs) said += " " + verb;
      const auto registration = statements(client, "verb=http://adlnet.gov/expapi/verbs/launched").front().at("context").at("registration").as_string();
      CHECK(verbs_said(client, std::string(registration)) == said + " satisfied satisfied satisfied terminated");
      const auto satisfied = statements(client, "verb=https://w3id.org/xapi/adl/verbs/satisfied");
      CHECK(satisfied[0].at("context").at("contextActivities").at("grouping").at(0).at("id").as_string() == kPublisher + "/blok/dalam");
      CHECK(satisfied[0].at("object").at("definition").at("type").as_string() == "https://w3id.org/xapi/cmi5/activitytype/block");
      CHECK(satisfied[2].at("context").at("contextActivities").at("grouping").at(0).at("id").as_string() == kPublisher);
      CHECK(satisfied[2].at("object").at("definition").at("type").as_string() == "https://w3id.org/xapi/cmi5/activitytype/course");
    }
  }

  TEST_CASE("one of two is not enough, a failed unit neither; nothing is satisfied twice") {
    const Cmi5Client client;
    const std::string id = test::add_course(client, block("a", unit("satu", " moveOn=\"CompletedAndPassed\"")) + unit("dua", " moveOn=\"Passed\""));
    work(client, id, "0", {"completed", "failed"});
    CHECK(statements(client, "verb=https://w3id.org/xapi/adl/verbs/satisfied").empty());
    work(client, id, "0", {"passed"});
    CHECK(statements(client, "verb=https://w3id.org/xapi/adl/verbs/satisfied").size() == 1);
    work(client, id, "1", {"completed"});
    CHECK(statements(client, "verb=https://w3id.org/xapi/adl/verbs/satisfied").size() == 1);
    work(client, id, "1", {"passed"});
    CHECK(statements(client, "verb=https://w3id.org/xapi/adl/verbs/satisfied").size() == 2);
    work(client, id, "1", {});
    CHECK(statements(client, "verb=https://w3id.org/xapi/adl/verbs/satisfied").size() == 2);
  }

  TEST_CASE("what asks for nothing is satisfied before the first launch, with a session of its own") {
    const Cmi5Client client;
    const std::string registration = registration_of(client, test::add_course(client, block("a", unit("satu"))));
    CHECK(verbs_said(client, registration) == "satisfied satisfied launched");
  }

  TEST_CASE("a waived unit counts as done, once") {
    const Cmi5Client client;
    const std::string registration = registration_of(client, test::add_course(client, unit("satu", " moveOn=\"Passed\"")));
    const auto waive = [&](const std::string& unit, const std::string& reason) {
      return for_administrator(client, "POST", "/waive", fmt::format(R"({{"registration":"{}","au":{},"reason":"{}"}})", registration, unit, reason));
    };
    CHECK(waive("0", "") == refused(400, "reason", "is needed: Tested Out, Equivalent AU, Equivalent Outside Activity, Administrative, or another"));
    CHECK(waive("1", "Tested Out") == refused(404, "au", "names none of the course"));
    CHECK(waive("0", "Tested Out") == "204");
    CHECK(waive("0", "Tested Out") == refused(409, "au", "was waived before"));
    CHECK(verbs_said(client, registration) == "launched waived satisfied");
    const auto waived = statements(client, "registration=" + registration)[1];
    CHECK(xapi::to_text(waived.at("result")) == R"({"success":true,"completion":true,"extensions":{"https://w3id.org/xapi/cmi5/result/extensions/reason":"Tested Out"}})");
    CHECK(waived.at("context").at("contextActivities").at("category").as_array().size() == 2);
    CHECK(for_administrator(client, "POST", "/waive", R"({"registration":"ccaf384c-f8d4-4e7a-8304-49af58f0b176","au":0,"reason":"x"})") == refused(404, "registration", "names none"));
  }

  TEST_CASE("learners launch for themselves, within their own registrations") {
    const Cmi5Client client;
    const std::string id = test::add_course(client, unit("satu"));
    join(client, kSiti, "siti");
    join(client, kBudi, "budi");
    const auto launch = [&](const std::string& name, const std::string& more) { return client.show({"POST", "/cmi5/v1/launch", launching(id, more), bearer(name)}); };
    const auto launched = launch("siti", R"(,"au":0,"actor":{"mbox":"mailto:budi@desa.example"})");
    REQUIRE(launched.substr(0, 4) == "200 ");
    const auto body = xapi::parse_json(launched.substr(4))->as_object();
    const std::string registration(body.at("registration").as_string()), session(body.at("session").as_string());
    CHECK(statements(client, "registration=" + registration).back().at("actor").at("account").at("name").as_string() == kSiti);
    CHECK(launch("budi", R"(,"au":0,"registration":")" + registration + "\"") == refused(409, "registration", "is another learner's"));
    CHECK(client.show({"POST", "/cmi5/v1/abandon", R"({"session":")" + session + "\"}", bearer("budi")}) == refused(403, "Authorization", "is not that of the session's learner"));
    CHECK(client.show({"POST", "/cmi5/v1/abandon", R"({"session":")" + session + "\"}", bearer("siti")}) == "204");
    CHECK(client.send({"POST", "/cmi5/v1/waive", R"({"registration":")" + registration + R"(","au":0,"reason":"x"})", bearer("siti")}).status == 403);
  }

  TEST_CASE("a launch is refused with what it lacks") {
    const Cmi5Client client;
    const std::string id = test::add_course(client, unit("satu"));
    const auto launch = [&](const std::string& more) { return for_administrator(client, "POST", "/launch", launching(id, more)); };
    const std::string actor = R"(,"actor":{"account":{"homePage":"https://desa.example/","name":"siti"}})";
    CHECK(launch("") == refused(400, "au", "is needed: an AU's id, or its number from 0 on"));
    CHECK(launch(R"(,"au":0)") == refused(400, "actor", "is needed: an agent with an account"));
    CHECK(launch(R"(,"au":0,"actor":{"mbox":"mailto:siti@desa.example"})") == refused(400, "actor", "has no account"));
    CHECK(launch(R"(,"au":9)" + actor) == refused(404, "au", "names none of the course"));
    CHECK(launch(R"(,"au":0,"launchMode":"Play")" + actor) == refused(400, "launchMode", "is none of Normal, Browse, Review"));
    CHECK(launch(R"(,"au":0,"registration":"satu")" + actor) == refused(400, "registration", "is no UUID"));
    CHECK(launch(R"(,"au":0,"returnURL":"javascript:x")" + actor) == refused(400, "returnURL", "is no address of the web"));
    CHECK(for_administrator(client, "POST", "/launch", R"({"course":"kas","au":0)" + actor + "}") == refused(404, "course", "names none"));
    CHECK(for_administrator(client, "POST", "/launch", "{").substr(0, 4) == "400 ");
  }

  TEST_CASE("a learner who is erased takes registrations and sessions along, and their unit hears it") {
    const Cmi5Client client;
    const std::string id = test::add_course(client, unit("satu"));
    join(client, kSiti, "siti");
    const auto launched = client.send({"POST", "/cmi5/v1/launch", launching(id, R"(,"au":0)"), bearer("siti")});
    const std::string registration(xapi::parse_json(launched.body)->at("registration").as_string());
    CHECK(client.store().registration(registration)->has_value());
    const auto kept = client.send({.target = "/learn/v1/export", .headers = bearer("siti")}).body;
    CHECK(kept.find(R"("kind":"cmi5 registration")") != std::string::npos);
    REQUIRE(client.send({"DELETE", "/learn/v1/learner", "", bearer("siti")}).status == 200);
    CHECK_FALSE(client.store().registration(registration)->has_value());
    CHECK(client.send({"POST", "/cmi5/v1/launch", launching(id, R"(,"au":0)"), bearer("siti")}).status == 410);
  }
}
