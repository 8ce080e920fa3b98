// The commands `restrict`, `expire`, `consent` and `processing`.
#include "endpoint/app/privacy.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/clock.h"
#include "endpoint/app/classes.h"
#include "endpoint/app/commands.h"
#include "endpoint/learning/records.h"
#include "endpoint/xapi/agent.h"
#include "endpoint/xapi/formats.h"
#include "tests/endpoint/app/endpoint.h"
#include "tests/endpoint/store/database_file.h"

namespace {

using endpoint_app::PrivacyOptions;

const std::string kTirtasari = "https://belajar.tirtasari.example/";
const std::string kAni = "5b1f0c2e-7a64-4d0b-9c55-3f6a1d2e8b70";
const std::string kBayu = "c7a1de9b-30f2-4b1c-8a7d-95e2f4c6b801";

std::string told_of_privacy(const base::Result<std::string>& result) { return result ? *result : "error: " + result.error().message; }

store::Learner pupil(const std::string& id) {
  return {id, xapi::key_of(learning::agent_of(kTirtasari, id)), "locator " + id, "hash", false, 7};
}

void add_pupil(store::Store& store, const store::Learner& learner, store::Time token = 7) {
  REQUIRE(*store.add_learner(learner, {"hash " + learner.id, "hash", "state", "{}", learner.id, token}));
}

PrivacyOptions about(const std::string& learner) {
  PrivacyOptions options;
  options.learner = learner;
  return options;
}

PrivacyOptions unused_for(int months, bool dry_run = false) {
  PrivacyOptions options;
  options.unused_months = months;
  options.dry_run = dry_run;
  return options;
}

void study(store::Store& store, const std::string& learner, const std::string& lesson) {
  const auto actor = learning::agent_of(kTirtasari, learner);
  boost::json::object statement{{"id", xapi::random_uuid()}, {"actor", actor}, {"verb", {{"id", "http://adlnet.gov/expapi/verbs/completed"}}},
                                {"object", {{"id", kTirtasari + "courses/" + lesson}}}, {"timestamp", "2026-11-22T09:00:00.000Z"}};
  REQUIRE(store.insert({{xapi::prepare_statement(std::move(statement), {xapi::Version::k1_0_3, 1, actor})}, {}}).has_value());
}

// "2026-08-27" → "DAY", so that what is printed today is what was printed yesterday.
std::string without_days(std::string text) {
  const auto at = text.find("since ");
  if (at != std::string::npos) text.replace(at + 6, 10, "DAY");
  for (auto at_one = text.find("receipt: "); at_one != std::string::npos; at_one = text.find("receipt: ", at_one + 1)) text.replace(at_one + 9, 36, "RECEIPT");
  return text;
}

}  // namespace

TEST_SUITE("endpoint_app/privacy") {
  TEST_CASE("a learner is restricted and freed; restricted ones are in no figure of courses") {
    const test::DatabaseFile file;
    const auto store = file.open();
    add_pupil(*store, pupil(kAni));
    study(*store, kAni, "kas/buku");
    CHECK(told_of_privacy(endpoint_app::course_stats(*store, kTirtasari)).find("kas ") != std::string::npos);
    CHECK(told_of_privacy(endpoint_app::restrict_learner(*store, about("5B1F0C2E-7A64-4D0B-9C55-3F6A1D2E8B70"))) ==
          "'" + kAni + "' is restricted: what is kept is given to nobody but themself and these commands\n");
    CHECK(told_of_privacy(endpoint_app::course_stats(*store, kTirtasari)) ==
          "course                               begun   completed\n(figures below 5, and those from which one follows, are not told)\n");
    auto lifting = about(kAni);
    lifting.lift = true;
    CHECK(told_of_privacy(endpoint_app::restrict_learner(*store, lifting)) == "'" + kAni + "' is not restricted any more\n");
    CHECK(store->restricted_learners()->empty());
    CHECK(told_of_privacy(endpoint_app::restrict_learner(*store, about(kBayu))) == "error: there is no learner '" + kBayu + "' (perhaps they were erased)");
    CHECK(told_of_privacy(endpoint_app::restrict_learner(*store, about("ani"))) == "error: 'ani' is no learner's id (it is a UUID)");
  }

  TEST_CASE("who has not been there for long is erased with a receipt; a statement, a document, a phone or a class of late keeps the others") {
    const test::DatabaseFile file;
    const auto store = file.open();
    const auto now = base::microseconds_now();
    add_pupil(*store, pupil(kAni));
    std::vector<std::string> others;
    for (int i = 0; i < 5; ++i) others.push_back(xapi::random_uuid());
    for (const auto& id : others) {
      auto learner = pupil(id);
      if (id == others[4]) learner.created = now;
      add_pupil(*store, learner, id == others[2] ? now : 7);
    }
    study(*store, others[0], "kas/buku");
    const store::DocumentKey key{store::DocumentKind::state, kTirtasari, pupil(others[1]).agent, "", "catatan"};
    REQUIRE(store->change_document(key, [](const store::Document*) -> store::Change { return store::Document{"text/plain", "x", 0}; }).has_value());
    REQUIRE(*store->classes().add({"id", "Kelas", "", "satu dua tiga", "hash", 7}));
    REQUIRE(*store->classes().put_member({"id", others[3], 0, "", "", false, now}) == 1);
    CHECK(without_days(told_of_privacy(endpoint_app::expire(*store, unused_for(1, true)))) ==
          kAni + "\n1 of 6 learners have not been there since DAY and would be erased\n");
    CHECK((*store->learner(kAni)).has_value());
    CHECK(without_days(told_of_privacy(endpoint_app::expire(*store, unused_for(1)))) == "erased: 1 of 6 learners, not there since DAY; 0 statements, 0 documents\nreceipt: RECEIPT\n");
    CHECK_FALSE((*store->learner(kAni)).has_value());
    CHECK(*store->was_erased(kAni));
    CHECK(without_days(told_of_privacy(endpoint_app::expire(*store, unused_for(1)))) == "erased: 0 of 5 learners, not there since DAY; 0 statements, 0 documents\n");
  }

  TEST_CASE("months are those of the calendar") {
    const test::DatabaseFile file;
    const auto store = file.open();
    const std::string text = told_of_privacy(endpoint_app::expire(*store, unused_for(12, true)));
    const auto year = std::stoi(text.substr(text.find("since ") + 6, 4));
    CHECK(year == std::stoi(xapi::timestamp_text(base::microseconds_now()).substr(0, 4)) - 1);
  }

  TEST_CASE("consent is told, and that none was asked for") {
    const test::DatabaseFile file;
    const auto store = file.open();
    auto child = pupil(kAni);
    child.consent = {"guardian", "9f2c41d07ab3e518", 1'795'770'000'000'000};
    add_pupil(*store, child);
    add_pupil(*store, pupil(kBayu));
    CHECK(told_of_privacy(endpoint_app::show_consent(*store, about(kAni))) ==
          "by: guardian\ngiven: 2026-11-27T09:00:00.000000Z\nbundle: 9f2c41d07ab3e518\n(`erase " + kAni + "` withdraws it)\n");
    CHECK(told_of_privacy(endpoint_app::show_consent(*store, about(kBayu))) ==
          "not asked for: no course had a minimum age when the learner joined, or a list brought them in\n");
  }

  TEST_CASE("the register tells what is kept, for whom and how many, and leaves the rest to be filled in") {
    const test::DatabaseFile file;
    const auto store = file.open();
    auto child = pupil(kAni);
    child.consent = {"guardian", "9f2c41d07ab3e518", 1'795'770'000'000'000};
    add_pupil(*store, child);
    add_pupil(*store, pupil(kBayu));
    study(*store, kAni, "kas/buku");
    REQUIRE(*store->restrict_learner(kBayu, true));
    REQUIRE(store->add_credential({"dinas|x", "hash", "statements/read", "{}", "", 1'795'770'000'000'000}).has_value());
    REQUIRE(*store->classes().add({"id", "Kelas", "", "satu dua tiga", "hash", 7}));
    REQUIRE(*store->classes().put_member({"id", kAni, 0, "Ani", "", false, 7}) == 1);
    PrivacyOptions options;
    options.site = "https://belajar.desa.example/";
    options.store = "progress.db";
    const std::string text = told_of_privacy(endpoint_app::register_of_processing(*store, options));
    const auto has = [&](const std::string& line) { CHECK_MESSAGE(text.find(line + "\n") != std::string::npos, line << " in " << text); };
    has("# Catatan kegiatan pemrosesan data pribadi");
    has("| pengendali data | (isi) |");
    has("| peserta yang menyimpan kemajuannya | 2 |");
    has("| di antaranya yang membatasi pemakaian datanya | 1 |");
    has("| kelas, masing-masing dengan satu tautan fasilitator | 1 |");
    has("| catatan belajar: pelajaran, jawaban, nilai, waktu | 1 | dengan id acak saja; jawaban dapat mengungkap sesuatu |");
    has("| sidik (hash) token perangkat | 2 | tidak |");
    has("| keanggotaan kelas: nomor, nama dan kelompok bila ditulis | 1 | nama, bila ditulis |");
    has("- Kunci `dinas x`, sejak 2026-11-27: statements/read. Dipakai oleh: (isi)");
    has("Anak: tidak ada kursus dengan batas usia, jadi usia dan persetujuan orang tua atau wali tidak ditanyakan.");
    has("Sampai peserta menghapusnya; masa simpan bagi yang tidak aktif: (isi)");
    has("Berkas SQLite `progress.db`.");
    for (const auto& secret : {kAni, kBayu, std::string("hash |"), std::string("{"), std::string("Ani ")}) CHECK(text.find(secret) == std::string::npos);
  }

  TEST_CASE("the register in English, with all that the command was told, and a course for an age") {
    const test::DatabaseFile file;
    const auto store = file.open();
    REQUIRE(store->add_bundle("1", R"({"format":1,"site":"https://desa.example/","version":"1","courses":[{"id":"kas","aliases":[],"minimum_age":13,)"
                                   R"("complete":{"lessons":"all","quizzes":"any","pass":0},"lessons":[]}]})").has_value());
    PrivacyOptions options{.learner = "", .site = "https://desa.example/", .controller = "Yayasan {learners}", .retention_months = 24,
                           .store = "postgresql://user:secret@host/name", .language = "en"};
    const std::string text = told_of_privacy(endpoint_app::register_of_processing(*store, options));
    for (const std::string line : {"| controller | Yayasan {learners} |", "- No other program holds a key.", "A PostgreSQL database.",
                                   "Children: there are courses for ages 13 and up. Said to be old enough: 0; with the consent of a parent or guardian: 0.",
                                   "Learners who have not been there for 24 months are erased (`sanggar-endpoint expire --unused-for 24`)."}) {
      CHECK_MESSAGE(text.find(line + "\n") != std::string::npos, line);
    }
    CHECK(text.find("secret@") == std::string::npos);
  }

  TEST_CASE("the program has these commands, and says what they lack") {
    const test::Database database;
    const auto run = [&](std::vector<std::string> words) {
      words.insert(words.begin(), test::kEndpoint);
      words.insert(words.end(), {"--store", database.path()});
      return test::run(words);
    };
    CHECK(run({"restrict", kAni}).errors == "sanggar-endpoint: there is no learner '" + kAni + "' (perhaps they were erased)\n");
    CHECK(run({"expire"}).errors == "sanggar-endpoint: --unused-for is required (see --help)\n");
    CHECK(run({"expire", "--unused-for", "0"}).status == 64);
    CHECK(without_days(run({"expire", "--unused-for", "24", "--dry-run"}).output) == "0 of 0 learners have not been there since DAY and would be erased\n");
    CHECK(run({"processing", "--site", "https://desa.example/"}).output.find("Berkas SQLite `" + database.path() + "`.\n") != std::string::npos);
    CHECK(run({"processing"}).errors == "sanggar-endpoint: --site is required (see --help)\n");
    CHECK(run({"consent", "ani"}).errors == "sanggar-endpoint: 'ani' is no learner's id (it is a UUID)\n");
  }
}
