// Documents and credentials in a store.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "tests/endpoint/store/stores.h"

namespace {

using store::Change;
using store::Document;
using store::DocumentKey;
using store::DocumentKind;

const DocumentKey kBookmark{DocumentKind::state, "https://desa.example/courses/kas", "siti", "", "bookmark"};

void put(store::Store& store, const DocumentKey& key, const std::string& bytes) {
  const auto changed = store.change_document(key, [&](const Document*) -> Change { return Document{"text/plain", bytes, 0}; });
  REQUIRE(changed.has_value());
}

}  // namespace

TEST_SUITE("store/documents") {
  STORE_CASE("a document is put, seen by the next change, and dropped") {
    const Database file;
    const auto store = file.open();
    CHECK_FALSE(store->document(kBookmark)->has_value());
    put(*store, kBookmark, "halaman 3");
    const auto kept = store->change_document(kBookmark, [](const Document* old) -> Change {
      REQUIRE(old != nullptr);
      CHECK(old->bytes == "halaman 3");
      CHECK(old->updated > 0);
      return store::Keep{412};
    });
    CHECK(std::get<store::Keep>(*kept).reason == 412);
    CHECK((*store->document(kBookmark))->bytes == "halaman 3");
    REQUIRE(store->change_document(kBookmark, [](const Document*) -> Change { return store::Drop{}; }).has_value());
    CHECK_FALSE(store->document(kBookmark)->has_value());
  }

  STORE_CASE("lists hold what the scope names, sorted, and only what changed since") {
    const Database file;
    const auto store = file.open();
    auto key = kBookmark;
    for (const auto* name : {"c", "a", "b"}) {
      key.id = name;
      put(*store, key, "");
    }
    key.registration = "5b1f0c2e-7a64-4d0b-9c55-3f6a1d2e8b70";
    put(*store, key, "");
    key.agent = "budi";
    put(*store, key, "");
    CHECK(*store->documents({kBookmark, std::nullopt}) == std::vector<std::string>{"a", "b", "c"});
    const auto changed = (*store->document({DocumentKind::state, kBookmark.activity, "siti", "", "a"}))->updated;
    CHECK(*store->documents({kBookmark, changed}) == std::vector<std::string>{"b"});
    key.agent = "siti";
    CHECK(*store->documents({key, std::nullopt}) == std::vector<std::string>{"b"});
    REQUIRE(store->drop_documents({kBookmark, std::nullopt}).has_value());
    CHECK(store->documents({kBookmark, std::nullopt})->empty());
    key.agent = "budi";
    CHECK(store->documents({key, std::nullopt})->size() == 1);
  }

  STORE_CASE("a cmi5 registration is found by its id alone, is one person's, and goes with them") {
    const Database file;
    const auto store = file.open();
    const std::string id = "5b1f0c2e-7a64-4d0b-9c55-3f6a1d2e8b70";
    const DocumentKey key{DocumentKind::cmi5_registration, "", "siti", id, ""};
    CHECK_FALSE(store->registration(id)->has_value());
    put(*store, {DocumentKind::state, "https://desa.example/au", "siti", id, "LMS.LaunchData"}, "{}");
    put(*store, {DocumentKind::cmi5_course, "", "", "", "kas"}, "{}");
    put(*store, key, "{}");
    const auto found = *store->registration(id);
    REQUIRE(found.has_value());
    CHECK(found->first.agent == "siti");
    CHECK(found->first.kind == DocumentKind::cmi5_registration);
    CHECK(found->second.bytes == "{}");
    auto another = key;
    another.agent = "budi";
    CHECK_FALSE(store->change_document(another, [](const Document*) -> Change { return Document{"text/plain", "", 0}; }).has_value());
    REQUIRE(store->change_document(key, [](const Document*) -> Change { return store::Drop{}; }).has_value());
    CHECK_FALSE(store->registration(id)->has_value());
  }

  STORE_CASE("credentials are added once, listed, revoked") {
    const Database file;
    const auto store = file.open();
    const store::Credential credential{"kunci", "hash", "all", "{}", "", 7};
    REQUIRE(store->add_credential(credential).has_value());
    CHECK_FALSE(store->add_credential(credential).has_value());
    CHECK((*store->credential("kunci"))->secret_hash == "hash");
    CHECK(store->credentials()->size() == 1);
    CHECK(*store->revoke_credential("kunci"));
    CHECK_FALSE(*store->revoke_credential("kunci"));
    CHECK_FALSE(store->credential("kunci")->has_value());
  }

  STORE_CASE("bundles are kept by version; the one added last is the newest") {
    const Database file;
    const auto store = file.open();
    CHECK(*store->newest_bundle() == "");
    REQUIRE(store->add_bundle("b", "1").has_value());
    REQUIRE(store->add_bundle("a", "2").has_value());
    CHECK(*store->newest_bundle() == "a");
    REQUIRE(store->add_bundle("b", "3").has_value());
    CHECK(*store->newest_bundle() == "b");
    CHECK(store->bundle("b")->value() == "3");
    CHECK_FALSE(store->bundle("c")->has_value());
  }

  TEST_CASE("a database of a newer program is refused, and left as it is") {
    const test::DatabaseFile file;
    file.open();
    sqlite3* handle = nullptr;
    sqlite3_open(file.path().c_str(), &handle);
    sqlite3_exec(handle, "PRAGMA user_version=99", nullptr, nullptr, nullptr);
    sqlite3_close(handle);
    const auto refused = store::sqlite::open_store(file.path());
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message == "'" + file.path() + "' was made by a newer sanggar-endpoint (its format is 99, this program knows 6); use that one");
  }

  TEST_CASE("what is no database is refused") {
    const test::DatabaseFile file;
    FILE* out = std::fopen(file.path().c_str(), "w");
    for (int i = 0; i < 1000; ++i) std::fputs("bukan basis data\n", out);
    std::fclose(out);
    const auto refused = store::sqlite::open_store(file.path());
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message == fmt::format("cannot open '{}': file is not a database", file.path()));
  }

  TEST_CASE("a folder that is missing is said") {
    const auto refused = store::sqlite::open_store("/nowhere/progress.db");
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message == "cannot open '/nowhere/progress.db': unable to open database file");
  }
}
