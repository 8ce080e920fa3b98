// The commands `cmi5 add`, `list`, `remove` and `launch`.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/file_system.h"
#include "endpoint/app/commands.h"
#include "tests/endpoint/app/program.h"
#include "tests/endpoint/cmi5/course_text.h"
#include "tests/endpoint/cmi5/zip.h"
#include "tests/endpoint/store/database_file.h"

namespace {

const std::string kActor = R"({"account":{"homePage":"https://desa.example/","name":"siti"}})";

std::string told(const base::Result<std::string>& result) { return result ? *result : "error: " + result.error().message; }

}  // namespace

TEST_SUITE("endpoint_app/cmi5") {
  TEST_CASE("a package is added, replaced, listed and removed, its files with it") {
    const test::DatabaseFile file;
    const auto store = file.open();
    const test::Folder folder;
    const std::string content = folder.path("isi");
    test::write_text(folder.path("kursus.zip"), test::zip_of({{"cmi5.xml", test::course(test::unit("satu", "", "satu.html"))}, {"satu.html", "satu"}}));
    CHECK(told(endpoint_app::list_courses(*store)) == "no courses\n");
    CHECK(told(endpoint_app::add_course(*store, folder.path("kursus.zip"), "")) ==
          fmt::format("error: '{}' is refused: package has files, and the endpoint has no folder for them (--content)", folder.path("kursus.zip")));
    const std::string added = told(endpoint_app::add_course(*store, folder.path("kursus.zip"), content));
    REQUIRE(added.substr(0, 7) == "added: ");
    const std::string id = added.substr(7, 36);
    CHECK(added.substr(43) == "  1 AUs  Buku kas\n");
    CHECK(told(endpoint_app::add_course(*store, folder.path("kursus.zip"), content)) == "replaced: " + added.substr(7));
    CHECK(told(endpoint_app::list_courses(*store)) == added.substr(7));
    CHECK(test::read_text(content + "/" + id + "/satu.html") == "satu");
    CHECK(told(endpoint_app::remove_course(*store, id, content)) == "'" + id + "' is removed\n");
    CHECK(base::real_file_system().status(content + "/" + id)->kind == base::FileKind::missing);
    CHECK(told(endpoint_app::remove_course(*store, id, content)) == "error: there is no course '" + id + "' (see cmi5 list)");
  }

  TEST_CASE("what is wrong with a package is said with its place") {
    const test::DatabaseFile file;
    const auto store = file.open();
    const test::Folder folder;
    test::write_text(folder.path("cmi5.xml"), test::course(test::unit("satu", " moveOn=\"selesai\"")));
    CHECK(told(endpoint_app::add_course(*store, folder.path("cmi5.xml"), "")) ==
          fmt::format("error: '{}' is refused: line 3, <au> has moveOn=\"selesai\", which is none of NotApplicable, Passed, Completed, CompletedAndPassed, CompletedOrPassed",
                      folder.path("cmi5.xml")));
    CHECK(told(endpoint_app::add_course(*store, folder.path("none.zip"), "")).substr(0, 7) == "error: ");
  }

  TEST_CASE("a launch is printed with all that its address needs") {
    const test::DatabaseFile file;
    const auto store = file.open();
    const test::Folder folder;
    test::write_text(folder.path("cmi5.xml"), test::course(test::unit("satu")));
    const std::string id = told(endpoint_app::add_course(*store, folder.path("cmi5.xml"), "")).substr(7, 36);
    endpoint_app::ServeOptions options;
    CHECK(told(endpoint_app::launch_course(*store, {id, "0", kActor}, options)) == "error: say how browsers reach the endpoint (--url https://progres.desa.example)");
    options.url = "progres.example";
    CHECK(told(endpoint_app::launch_course(*store, {id, "0", kActor}, options)) == "error: 'progres.example' is no address of the web (write it with https://)");
    options.url = "https://progres.example/";
    CHECK(told(endpoint_app::launch_course(*store, {id, "0", "siti"}, options)) ==
          R"(error: 'siti' is no agent with an account (write {"account":{"homePage":"https://…","name":"…"}}))");
    CHECK(told(endpoint_app::launch_course(*store, {id, "3", kActor}, options)) == "error: au names none of the course");
    const std::string launched = told(endpoint_app::launch_course(*store, {id, "0", kActor}, options));
    CHECK(launched.substr(0, launched.find("&fetch=")) == "https://isi.example/satu.html?endpoint=https%3A%2F%2Fprogres.example%2Fxapi%2F");
    CHECK(launched.find("\nregistration: ") != std::string::npos);
  }

  TEST_CASE("the program has these commands") {
    const test::Folder folder;
    test::write_text(folder.path("cmi5.xml"), test::course(test::unit("satu")));
    const auto run = [&](std::vector<std::string> words) {
      words.insert(words.begin(), {SANGGAR_ENDPOINT, "cmi5"});
      words.insert(words.end(), {"--store", folder.path("progress.db")});
      return test::run(words);
    };
    CHECK(run({"add", folder.path("cmi5.xml")}).output.substr(0, 7) == "added: ");
    const auto listed = run({"list"});
    CHECK(listed.status == 0);
    CHECK(run({"launch", listed.output.substr(0, 36), "--actor", kActor, "--url", "https://progres.example"}).output.substr(0, 29) == "https://isi.example/satu.html");
    CHECK(run({"remove", listed.output.substr(0, 36)}).status == 0);
    CHECK(run({}).status == 64);
  }
}
