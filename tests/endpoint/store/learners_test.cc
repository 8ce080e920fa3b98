// Learners in a store: joined, found by their code, erased without a trace.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "endpoint/store/sqlite/sqlite_store.h"
#include "tests/endpoint/store/contract.h"
#include "tests/endpoint/store/stores.h"

namespace {

using test::id;
using test::numbers_found;

const std::string kSiti = "5b1f0c2e-7a64-4d0b-9c55-3f6a1d2e8b70";
const std::string kBudi = "c7a1de9b-30f2-4b1c-8a7d-95e2f4c6b801";

std::string agent_of(const std::string& learner) { return "account https://desa.example/\n" + learner; }

store::Learner learner(const std::string& uuid, const std::string& locator = "kelapa sungai jendela") {
  return {uuid, agent_of(uuid), locator, "hash", false, 7};
}

store::Credential token(const std::string& hash, const std::string& uuid) { return {hash, hash, "state", "{\"name\":\"" + uuid + "\"}", uuid, 7}; }

void join(store::Store& store, const std::string& uuid, const std::string& locator) {
  const auto added = store.add_learner(learner(uuid, locator), token("hash-" + locator, uuid));
  REQUIRE((added.has_value() && *added));
}

// What somebody did, with their id in all places where it could stand.
xapi::Statement done_by(int number, const std::string& uuid) {
  auto statement = test::statement({.id = id(number), .who = agent_of(uuid), .registration = uuid});
  statement.text = fmt::format(R"({{"id":"{}","actor":{{"account":{{"name":"{}"}}}},"padding":"{}"}})", statement.id, uuid, std::string(number % 7 * 300, 'x'));
  statement.names = {{agent_of(uuid), "nama " + uuid}};
  return statement;
}

void keep_all(store::Store& store, const std::vector<xapi::Statement>& statements, const std::vector<store::Blob>& blobs = {}) {
  const auto kept = store.insert({statements, blobs});
  REQUIRE((kept.has_value() && !kept->has_value()));
}

void put(store::Store& store, const std::string& agent, const std::string& bytes) {
  const store::DocumentKey key{store::DocumentKind::state, "https://desa.example/courses/kas", agent, "", "bookmark"};
  REQUIRE(store.change_document(key, [&](const store::Document*) -> store::Change { return store::Document{"text/plain", bytes, 0}; }).has_value());
}

xapi::StatementQuery about(const std::string& agent) {
  xapi::StatementQuery query;
  query.agent = agent;
  return query;
}

// The database's files that hold the text: "progress.db progress.db-wal".
std::string files_with(const test::DatabaseFile& file, const std::string& text) {
  std::string names;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(file.path()).parent_path())) {
    std::ostringstream bytes;
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    if (bytes.str().find(text) != std::string::npos) names += entry.path().filename().string() + " ";
  }
  return names;
}

}  // namespace

TEST_SUITE("store/learners") {
  STORE_CASE("a learner joins once, with a locator and a token of their own") {
    const Database file;
    const auto store = file.open();
    join(*store, kSiti, "satu");
    CHECK_FALSE(*store->add_learner(learner(kSiti, "dua"), token("other", kSiti)));
    CHECK_FALSE(*store->add_learner(learner(kBudi, "satu"), token("other", kBudi)));
    CHECK_FALSE(store->credential("other")->has_value());
    CHECK((*store->credential("hash-satu"))->learner == kSiti);
    const auto found = *store->learner(kSiti);
    REQUIRE(found.has_value());
    CHECK(found->agent == agent_of(kSiti));
    CHECK(found->secret_hash == "hash");
    CHECK_FALSE(store->learner(kBudi)->has_value());
    CHECK((*store->learner_by_locator("satu"))->id == kSiti);
    CHECK_FALSE(store->learner_by_locator("dua")->has_value());
  }

  STORE_CASE("a learner is restricted and freed again, and those who are restricted are told apart") {
    const Database file;
    const auto store = file.open();
    join(*store, kSiti, "satu");
    join(*store, kBudi, "dua");
    CHECK(store->restricted_learners()->empty());
    CHECK(*store->restrict_learner(kSiti, true));
    CHECK(*store->restrict_learner(kSiti, true));
    CHECK(*store->restricted_learners() == std::vector<std::string>{kSiti});
    CHECK((*store->learner(kSiti))->restricted);
    CHECK_FALSE((*store->learner(kBudi))->restricted);
    CHECK(*store->restrict_learner(kSiti, false));
    CHECK(store->restricted_learners()->empty());
    CHECK(*store->restrict_learner(kBudi, true));
    REQUIRE(store->erase_learner(kBudi, "receipt").has_value());
    CHECK(store->restricted_learners()->empty());
    CHECK_FALSE(*store->restrict_learner(kBudi, true));
  }

  STORE_CASE("who agreed is kept with the learner") {
    const Database file;
    const auto store = file.open();
    auto child = learner(kSiti);
    child.consent = {"guardian", "9f2c41d07ab3e518", 1'795'770'000'000'000};
    REQUIRE(*store->add_learner(child, token("hash", kSiti)));
    join(*store, kBudi, "dua");
    const auto found = (*store->learner(kSiti))->consent;
    CHECK(found.by == "guardian");
    CHECK(found.bundle == "9f2c41d07ab3e518");
    CHECK(found.given == 1'795'770'000'000'000);
    CHECK((*store->learner(kBudi))->consent.by == "");
  }

  TEST_CASE("a database from before there were learners gets their tables and keeps its statements") {
    const test::DatabaseFile file;
    keep_all(*file.open(), {done_by(1, kBudi)});
    sqlite3* handle = nullptr;
    sqlite3_open(file.path().c_str(), &handle);
    sqlite3_exec(handle, "DROP TABLE learner; DROP TABLE tombstone; DROP INDEX blob_use_stored; DROP TABLE bundle; "
                         "DROP TABLE class; DROP TABLE member; DROP TABLE class_event; DROP INDEX document_registration; PRAGMA user_version=1", nullptr, nullptr, nullptr);
    sqlite3_close(handle);
    const auto store = file.open();
    join(*store, kSiti, "satu");
    CHECK(numbers_found(*store, {}) == "1");
  }

  STORE_CASE("a new code replaces the former one, unless its locator is taken") {
    const Database file;
    const auto store = file.open();
    join(*store, kSiti, "satu");
    join(*store, kBudi, "dua");
    CHECK_FALSE(*store->change_code(kSiti, "dua", "new"));
    CHECK((*store->learner_by_locator("satu"))->secret_hash == "hash");
    CHECK(*store->change_code(kSiti, "tiga", "new"));
    CHECK_FALSE(store->learner_by_locator("satu")->has_value());
    CHECK((*store->learner_by_locator("tiga"))->secret_hash == "new");
  }

  STORE_CASE("every document of an agent is found") {
    const Database file;
    const auto store = file.open();
    put(*store, agent_of(kSiti), "halaman 3");
    put(*store, agent_of(kBudi), "halaman 4");
    const auto found = store->documents_of_agent(agent_of(kSiti));
    REQUIRE(found.has_value());
    REQUIRE(found->size() == 1);
    CHECK(found->front().first.id == "bookmark");
    CHECK(found->front().second.bytes == "halaman 3");
  }

  STORE_CASE("erasing takes all that names the learner and nothing else") {
    const Database file;
    const auto store = file.open();
    join(*store, kSiti, "satu");
    join(*store, kBudi, "dua");
    auto with_photo = done_by(1, kSiti);
    with_photo.attachments = {{"foto", "image/jpeg", 4, false, false}, {"bersama", "image/jpeg", 4, false, false}};
    auto by_budi = done_by(2, kBudi);
    by_budi.attachments = {{"bersama", "image/jpeg", 4, false, false}};
    auto with_siti = done_by(3, kBudi);  // Siti is in Budi's team
    with_siti.agents.push_back({agent_of(kSiti), xapi::Mention::related});
    auto praise = done_by(4, kBudi);
    praise.target = id(1);
    praise.verb = "https://verbs.example/praised";
    auto echo = done_by(5, kBudi);
    echo.target = id(4);
    keep_all(*store, {with_photo, by_budi, with_siti, praise, echo}, {{"foto", "siti"}, {"bersama", "kami"}});
    put(*store, agent_of(kSiti), "halaman 3");
    put(*store, agent_of(kBudi), "halaman 4");
    CHECK(numbers_found(*store, about(agent_of(kSiti))) == "5 4 1");

    const auto erased = store->erase_learner(kSiti, "tanda");
    REQUIRE(erased.has_value());
    REQUIRE(erased->has_value());
    CHECK((*erased)->statements == 2);
    CHECK((*erased)->documents == 1);
    CHECK(numbers_found(*store, {}) == "5 4 2");
    CHECK(numbers_found(*store, about(agent_of(kSiti))) == "");
    CHECK(numbers_found(*store, about(agent_of(kBudi))) == "5 4 2");
    xapi::StatementQuery praised;
    praised.verb = "https://verbs.example/praised";
    CHECK(numbers_found(*store, praised) == "5 4");
    CHECK_FALSE(store->blob("foto")->has_value());
    CHECK(store->blob("bersama")->has_value());
    CHECK(store->names(agent_of(kSiti))->empty());
    CHECK(store->names(agent_of(kBudi))->size() == 1);
    CHECK(store->documents_of_agent(agent_of(kSiti))->empty());
    CHECK(store->documents_of_agent(agent_of(kBudi))->size() == 1);
    CHECK_FALSE(store->learner(kSiti)->has_value());
    CHECK_FALSE(store->credential("hash-satu")->has_value());
    CHECK(store->credential("hash-dua")->has_value());
  }

  STORE_CASE("what refers over an erased statement to a third one is no longer found by that") {
    const Database file;
    const auto store = file.open();
    join(*store, kSiti, "satu");
    auto first = done_by(1, kBudi);
    first.verb = "https://verbs.example/made";
    auto second = done_by(2, kSiti);
    second.target = id(1);
    auto third = done_by(3, kBudi);
    third.target = id(2);
    keep_all(*store, {first, second, third});
    xapi::StatementQuery made;
    made.verb = "https://verbs.example/made";
    CHECK(numbers_found(*store, made) == "3 2 1");
    REQUIRE(store->erase_learner(kSiti, "tanda").has_value());
    CHECK(numbers_found(*store, made) == "1");
    CHECK(numbers_found(*store, {}) == "3 1");
  }

  STORE_CASE("what comes later for an erased learner is refused, and their token is remembered as erased") {
    const Database file;
    const auto store = file.open();
    join(*store, kSiti, "satu");
    REQUIRE(store->erase_learner(kSiti, "tanda").has_value());
    CHECK(*store->was_erased(kSiti));
    CHECK(*store->was_erased("hash-satu"));
    CHECK_FALSE(*store->was_erased(kBudi));
    CHECK_FALSE(store->erase_learner(kSiti, "tanda")->has_value());
    const auto trouble = [](const auto& result) { return result ? std::string("kept") : result.error().message; };
    CHECK(trouble(store->insert({{done_by(1, kSiti)}, {}, kSiti})) == "the learner has been erased");
    CHECK(trouble(store->add_learner(learner(kSiti), token("new", kSiti))) == "the learner has been erased");
    CHECK(trouble(store->add_credential(token("new", kSiti))) == "the learner has been erased");
    CHECK(trouble(store->change_code(kSiti, "dua", "new")) == "the learner has been erased");
    const store::DocumentKey key{store::DocumentKind::state, "https://desa.example/", agent_of(kSiti), "", "a"};
    CHECK(trouble(store->change_document(key, [](const store::Document*) -> store::Change { return store::Drop{}; })) == "the learner has been erased");
    keep_all(*store, {done_by(1, kBudi)});
    CHECK(numbers_found(*store, {}) == "1");
  }

  STORE_CASE("attempts at quizzes are a kind of documents of their own, listed and erased with a learner's others") {
    const Database file;
    const auto store = file.open();
    join(*store, kSiti, "satu");
    const store::DocumentKey key{store::DocumentKind::attempts, "https://desa.example/courses/kas", agent_of(kSiti), "", "bookmark"};
    REQUIRE(store->change_document(key, [](const store::Document*) -> store::Change { return store::Document{"application/json", "{}", 0}; }).has_value());
    put(*store, agent_of(kSiti), "halaman 7");
    CHECK((*store->document(key))->bytes == "{}");
    const auto all = store->documents_of_agent(agent_of(kSiti));
    REQUIRE(all->size() == 2);
    CHECK(all->back().first.kind == store::DocumentKind::attempts);
    REQUIRE(store->drop_documents({{store::DocumentKind::state, key.activity, key.agent, "", ""}, {}}).has_value());
    CHECK((*store->document(key)).has_value());
    CHECK((*store->erase_learner(kSiti, "tanda"))->documents == 1);
    CHECK_FALSE((*store->document(key)).has_value());
  }

  STORE_CASE("terms that were erased are made anew, not remembered") {
    const Database file;
    const auto store = file.open();
    join(*store, kSiti, "satu");
    auto shared = done_by(1, kSiti);
    shared.agents.push_back({"account https://desa.example/\nteman", xapi::Mention::related});
    keep_all(*store, {shared});
    REQUIRE(store->erase_learner(kSiti, "tanda").has_value());
    auto later = test::statement({.id = id(2), .who = "account https://desa.example/\nteman"});
    keep_all(*store, {later});
    CHECK(numbers_found(*store, about("account https://desa.example/\nteman")) == "2");
  }

  STORE_CASE("another program's erasing is noticed by one that goes on writing") {
    const Database file;
    const auto store = file.open();
    join(*store, kSiti, "satu");
    auto shared = done_by(1, kSiti);
    shared.agents.push_back({"teman", xapi::Mention::direct});
    keep_all(*store, {shared});
    REQUIRE(file.open()->erase_learner(kSiti, "tanda").has_value());
    keep_all(*store, {test::statement({.id = id(2), .who = "teman"})});
    CHECK(numbers_found(*store, about("teman")) == "2");
  }

  TEST_CASE("no byte of an erased learner's id is left in the database's files") {
    const test::DatabaseFile file;
    const auto store = file.open();
    join(*store, kSiti, "satu");
    join(*store, kBudi, "dua");
    for (int i = 1; i < 400; i += 2) keep_all(*store, {done_by(i, kSiti), done_by(i + 1, kBudi)}, {{"foto", kSiti}});
    for (int i = 0; i < 50; ++i) put(*store, agent_of(i % 2 == 0 ? kSiti : kBudi), std::string(i * 100, 'x') + (i % 2 == 0 ? kSiti : kBudi));
    auto with_photo = done_by(1001, kSiti);
    with_photo.attachments = {{"foto", "image/jpeg", 36, false, false}};
    keep_all(*store, {with_photo});
    CHECK(files_with(file, kSiti) != "");
    REQUIRE(store->erase_learner(kSiti, "tanda")->has_value());
    CHECK(files_with(file, kSiti) == "");
    CHECK(files_with(file, kBudi) == "progress.db ");
    CHECK(numbers_found(*store, about(agent_of(kBudi)), 1000).size() > 500);
  }
}
