// The commands `class …` and `stats --courses`.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include "endpoint/app/classes.h"
#include "endpoint/app/commands.h"
#include "endpoint/learning/records.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"
#include "tests/endpoint/app/program.h"
#include "tests/endpoint/store/database_file.h"

namespace {

using endpoint_app::ClassOptions;

const std::string kVillage = "https://belajar.tirtasari.example/";

std::string printed(const base::Result<std::string>& result) { return result ? *result : "error: " + result.error().message; }

std::string line_after(const std::string& text, const std::string& start) {
  const auto at = text.find(start);
  REQUIRE_MESSAGE(at != std::string::npos, text);
  return text.substr(at + start.size(), text.find('\n', at) - at - start.size());
}

ClassOptions making(const std::string& name) {
  ClassOptions options;
  options.name = name;
  return options;
}

ClassOptions of_class(const std::string& which) {
  ClassOptions options;
  options.which = which;
  options.site = kVillage;
  return options;
}

// So many learners begin the course, and the first of them complete it.
void learn(store::Store& store, const std::string& course, int begun, int completed) {
  for (int i = 0; i < begun; ++i) {
    const auto actor = learning::agent_of(kVillage, xapi::random_uuid());
    for (const std::string lesson : {"/satu", ""}) {
      if (lesson.empty() && i >= completed) continue;
      boost::json::object statement{{"id", xapi::random_uuid()}, {"actor", actor}, {"verb", {{"id", "http://adlnet.gov/expapi/verbs/completed"}}},
                                    {"object", {{"id", kVillage + "courses/" + course + lesson}}}, {"timestamp", "2026-11-22T09:00:00.000Z"}};
      REQUIRE(store.insert({{xapi::prepare_statement(std::move(statement), {xapi::Version::k1_0_3, 1, learning::own_authority(kVillage)})}, {}}).has_value());
    }
  }
}

}  // namespace

TEST_SUITE("endpoint_app/classes") {
  TEST_CASE("a class is made with a code and a link, listed, and found by name, code or id") {
    const test::DatabaseFile file;
    const auto store = file.open();
    CHECK(printed(endpoint_app::list_classes(*store)) == "no classes\n");
    auto options = making("Kelas pagi");
    options.address = "https://belajar.desa.example";
    const auto made = printed(endpoint_app::add_class(*store, options));
    const auto code = line_after(made, "code: ");
    CHECK(line_after(made, "link: ").substr(0, 39) == "https://belajar.desa.example/kelas/#k=" + line_after(made, "#k=").substr(0, 1));
    CHECK(line_after(made, "#k=").size() == 43);
    CHECK(printed(endpoint_app::list_classes(*store)).find(code + "  all courses  0 members  ") != std::string::npos);
    for (const auto& which : {std::string("Kelas pagi"), code, line_after(made, "id: ")}) {
      CHECK(printed(endpoint_app::export_class(*store, of_class(which))).find("Nomor,Nama") == 3);
    }
    CHECK(printed(endpoint_app::export_class(*store, of_class("Kelas pagl"))) == "error: there is no class 'Kelas pagl' (did you mean 'Kelas pagi'?)");
    REQUIRE(endpoint_app::add_class(*store, making("Kelas pagi")).has_value());
    CHECK(printed(endpoint_app::remove_class(*store, of_class("Kelas pagi"))) == "error: there are 2 classes 'Kelas pagi' (name one by its code or id, see `class list`)");
    CHECK(printed(endpoint_app::remove_class(*store, of_class(code))) == "'Kelas pagi' is removed with its names and its log; its learners keep their progress\n");
    CHECK(printed(endpoint_app::add_class(*store, making(" "))) == "error: a class needs a name");
  }

  TEST_CASE("a class may be about a course that there is") {
    const test::DatabaseFile file;
    const auto store = file.open();
    REQUIRE(endpoint_app::add_bundle(*store, "tests/contract/bundle.sample.json").has_value());
    auto options = making("Kelas pagi");
    options.course = "jualan-digitel";
    CHECK(printed(endpoint_app::add_class(*store, options)) == "error: there is no course 'jualan-digitel' (did you mean 'jualan-digital'?)");
    options.course = "jualan-digital";
    CHECK(line_after(printed(endpoint_app::add_class(*store, options)), "link: ").starts_with("https://belajar.tirtasari.example/kelas/#k="));
  }

  TEST_CASE("a list becomes learners and cards in a file of the owner's alone; what is wrong leaves neither") {
    const test::DatabaseFile file;
    const test::Folder folder;
    const auto store = file.open();
    REQUIRE(endpoint_app::add_class(*store, making("Kelas pagi")).has_value());
    auto options = of_class("Kelas pagi");
    options.file = folder.path("warga.csv");
    options.sheet = folder.path("kartu.html");
    test::write_text(options.file, "nama,kelompok\nSiti,A\n,B\n");
    CHECK(printed(endpoint_app::import_learners(*store, options)) == "error: " + options.file + ":3: a name is missing (write one, or delete the line)");
    CHECK(test::read_text(options.sheet) == "");
    test::write_text(options.file, "nama,kelompok\nSiti,A\nBudi,B\n");
    options.site = "";
    CHECK(printed(endpoint_app::import_learners(*store, options)) ==
          "error: name the site with --site, as id: in its site.yaml has it (or bring in its bundle: `bundle add`)");
    options.site = kVillage;
    CHECK(printed(endpoint_app::import_learners(*store, options)) ==
          fmt::format("2 learners are in 'Kelas pagi'; print {} and delete it (their codes are not shown again)\n", options.sheet));
    CHECK(test::read_text(options.sheet).find("<h2>Siti</h2>") != std::string::npos);
    struct stat status {};
    REQUIRE(::stat(options.sheet.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
    CHECK(printed(endpoint_app::import_learners(*store, options)) == "error: '" + options.sheet + "' is there already (name a new file)");
    CHECK(printed(endpoint_app::export_class(*store, of_class("Kelas pagi"))).find("\r\n2,Budi,B,") != std::string::npos);
    options.sheet = folder.path("poster.html");
    CHECK(printed(endpoint_app::make_poster(*store, options)) == options.sheet + ": the code of 'Kelas pagi' to hang up\n");
    CHECK(test::read_text(options.sheet).find("https://belajar.tirtasari.example/kemajuan/</p>") != std::string::npos);
  }

  TEST_CASE("a new code and a new link end the former ones") {
    const test::DatabaseFile file;
    const auto store = file.open();
    const auto made = printed(endpoint_app::add_class(*store, making("Kelas pagi")));
    const auto code = line_after(made, "code: ");
    const auto renewed = printed(endpoint_app::renew_class_code(*store, of_class("Kelas pagi")));
    CHECK(line_after(renewed, "code: ") != code);
    CHECK(renewed.ends_with(fmt::format("(the former one, {}, lets nobody in any more)\n", code)));
    const auto facilitator = (*store->classes().all()).front().facilitator;
    CHECK(line_after(printed(endpoint_app::renew_class_link(*store, of_class("Kelas pagi"))), "#k=") != line_after(made, "secret: "));
    CHECK((*store->classes().all()).front().facilitator != facilitator);
    CHECK(store->classes().events(line_after(made, "id: "))->size() == 2);
  }

  TEST_CASE("figures of courses tell nothing of fewer than five, nor what they can be worked out from") {
    const test::DatabaseFile file;
    const auto store = file.open();
    learn(*store, "a-banyak", 12, 6);
    learn(*store, "b-hampir-semua", 12, 9);
    learn(*store, "c-semua", 6, 6);
    learn(*store, "d-sedikit", 4, 1);
    learn(*store, "e-sedikit-selesai", 9, 2);
    learn(*store, "f-belum", 9, 0);
    CHECK(printed(endpoint_app::course_stats(*store, kVillage)) ==
          "course                               begun   completed\n"
          "a-banyak                                12           6\n"
          "b-hampir-semua                          12      hidden\n"
          "c-semua                                  6      hidden\n"
          "d-sedikit                               <5      hidden\n"
          "e-sedikit-selesai                        9          <5\n"
          "f-belum                                  9          <5\n"
          "(figures below 5, and those from which one follows, are not told)\n");
    CHECK(printed(endpoint_app::course_stats(*store, "")) ==
          "error: name the site with --site, as id: in its site.yaml has it (or bring in its bundle: `bundle add`)");
  }
}
