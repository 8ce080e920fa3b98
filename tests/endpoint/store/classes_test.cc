// Classes in a store: who is in them, their codes, and what is left of somebody who was erased.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/endpoint/store/contract.h"
#include "tests/endpoint/store/stores.h"

namespace {

const std::string kWati = "5b1f0c2e-7a64-4d0b-9c55-3f6a1d2e8b71";
const std::string kJoko = "c7a1de9b-30f2-4b1c-8a7d-95e2f4c6b802";
const std::string kMorning = "11111111-0000-4000-8000-000000000001";
const std::string kEvening = "11111111-0000-4000-8000-000000000002";

store::Class group(const std::string& id, const std::string& code = "satu dua tiga") { return {id, "Kelas pagi", "kas", code, "hash of " + id, 7}; }

store::Member seat(const std::string& class_id, const std::string& learner, const std::string& name = "") {
  store::Member member;
  member.class_id = class_id;
  member.learner = learner;
  member.display_name = name;
  member.joined = 9;
  return member;
}

store::Learner pupil(const std::string& id, const std::string& locator) { return {id, "account https://desa.example/\n" + id, locator, "hash", false, 7}; }

void bring_in(store::Store& store, const std::string& id, const std::string& locator) {
  REQUIRE(*store.add_learner(pupil(id, locator), {"token " + locator, "hash", "state", "{}", id, 7}));
}

store::NewMember imported(const std::string& class_id, const std::string& learner, const std::string& locator) {
  auto member = seat(class_id, learner, "Bu Wati");
  member.may_renew = true;
  return {pupil(learner, locator), member};
}

// "1:Bu Wati 2:": number and name of each.
std::string names_in(store::Store& store, const std::string& class_id) {
  std::string names;
  const auto members = store.classes().members(class_id);
  REQUIRE(members.has_value());
  for (const auto& member : *members) names += fmt::format("{}{}:{}", names.empty() ? "" : " ", member.number, member.display_name);
  return names;
}

std::string log_of(store::Store& store, const std::string& class_id) {
  std::string lines;
  const auto events = store.classes().events(class_id);
  REQUIRE(events.has_value());
  for (const auto& event : *events) {
    CHECK(event.time > 1'700'000'000'000'000);
    lines += fmt::format("{}{}:{}", lines.empty() ? "" : " ", event.what, event.member);
  }
  return lines;
}

}  // namespace

TEST_SUITE("store/classes") {
  STORE_CASE("a class is found by its id, its code and its facilitator, and has its code alone") {
    const Database file;
    const auto store = file.open();
    auto& classes = store->classes();
    CHECK(*classes.add(group(kMorning)));
    CHECK_FALSE(*classes.add(group(kEvening)));  // the same code
    CHECK_FALSE(classes.find(store::ClassKey::id, kEvening)->has_value());
    CHECK(*classes.add(group(kEvening, "empat lima enam")));
    for (const auto& [key, value] : {std::pair{store::ClassKey::id, kMorning}, {store::ClassKey::code, std::string("satu dua tiga")},
                                     {store::ClassKey::facilitator, "hash of " + kMorning}}) {
      const auto found = *classes.find(key, value);
      REQUIRE(found.has_value());
      CHECK(found->id == kMorning);
      CHECK(found->name == "Kelas pagi");
      CHECK(found->course == "kas");
      CHECK(found->created == 7);
    }
    CHECK_FALSE(classes.find(store::ClassKey::code, "tujuh")->has_value());
    CHECK(classes.all()->size() == 2);
  }

  STORE_CASE("a new code and a new link replace the former ones and are logged") {
    const Database file;
    const auto store = file.open();
    auto& classes = store->classes();
    REQUIRE(*classes.add(group(kMorning)));
    REQUIRE(*classes.add(group(kEvening, "empat lima enam")));
    CHECK_FALSE(*classes.change_code(kMorning, "empat lima enam"));
    CHECK_FALSE(*classes.change_code("nobody", "tujuh"));
    CHECK(log_of(*store, kMorning) == "");
    CHECK(*classes.change_code(kMorning, "tujuh delapan"));
    CHECK_FALSE(classes.find(store::ClassKey::code, "satu dua tiga")->has_value());
    CHECK((*classes.find(store::ClassKey::code, "tujuh delapan"))->id == kMorning);
    CHECK(*classes.change_facilitator(kMorning, "another"));
    CHECK_FALSE(classes.find(store::ClassKey::facilitator, "hash of " + kMorning)->has_value());
    CHECK(log_of(*store, kMorning) == "code-renewed:0 link-renewed:0");
    CHECK(log_of(*store, kEvening) == "");
  }

  STORE_CASE("whoever joins gets a number of their own, keeps it, and may change name and group; a number is never given again") {
    const Database file;
    const auto store = file.open();
    auto& classes = store->classes();
    REQUIRE(*classes.add(group(kMorning)));
    bring_in(*store, kWati, "satu");
    bring_in(*store, kJoko, "dua");
    CHECK(*classes.put_member(seat(kMorning, kWati)) == 1);
    CHECK(*classes.put_member(seat(kMorning, kJoko, "Joko")) == 2);
    CHECK(*classes.put_member(seat(kEvening, kWati)) == 0);
    auto again = seat(kMorning, kWati, "Bu Wati");
    again.group = "A";
    again.may_renew = true;
    again.joined = 99;
    CHECK(*classes.put_member(again) == 1);
    CHECK(names_in(*store, kMorning) == "1:Bu Wati 2:Joko");
    const auto first = classes.members(kMorning)->front();
    CHECK(first.group == "A");
    CHECK(first.may_renew);
    CHECK(first.joined == 9);
    CHECK(*classes.remove_member(kMorning, kJoko, store::Classes::By::learner));
    CHECK_FALSE(*classes.remove_member(kMorning, kJoko, store::Classes::By::learner));
    CHECK(log_of(*store, kMorning) == "");
    CHECK(*classes.put_member(seat(kMorning, kJoko)) == 3);
    CHECK(*classes.remove_member(kMorning, kJoko, store::Classes::By::facilitator));
    CHECK(log_of(*store, kMorning) == "member-removed:3");
    CHECK(names_in(*store, kMorning) == "1:Bu Wati");
    CHECK(classes.memberships(kWati)->size() == 1);
    CHECK(classes.memberships(kJoko)->empty());
  }

  STORE_CASE("a facilitator brings in learners together or not at all") {
    const Database file;
    const auto store = file.open();
    auto& classes = store->classes();
    REQUIRE(*classes.add(group(kMorning)));
    CHECK_FALSE(*classes.add_members({imported(kMorning, kWati, "satu"), imported(kMorning, kJoko, "satu")}));
    CHECK_FALSE(store->learner(kWati)->has_value());
    CHECK(names_in(*store, kMorning) == "");
    CHECK(*classes.add_members({imported(kMorning, kWati, "satu"), imported(kMorning, kJoko, "dua")}));
    CHECK((*store->learner_by_locator("dua"))->id == kJoko);
    CHECK(names_in(*store, kMorning) == "1:Bu Wati 2:Bu Wati");
    CHECK(log_of(*store, kMorning) == "member-added:1 member-added:2");
  }

  STORE_CASE("a learner gets a new code from the facilitator if that was allowed, and the former one dies") {
    const Database file;
    const auto store = file.open();
    auto& classes = store->classes();
    REQUIRE(*classes.add(group(kMorning)));
    bring_in(*store, kWati, "satu");
    bring_in(*store, kJoko, "dua");
    REQUIRE(*classes.put_member(seat(kMorning, kWati)) == 1);
    CHECK_FALSE(*classes.renew_learner_code(seat(kMorning, kWati), "tiga", "new"));
    CHECK_FALSE(*classes.renew_learner_code(seat(kMorning, kJoko), "tiga", "new"));
    auto allowed = seat(kMorning, kWati);
    allowed.may_renew = true;
    REQUIRE(*classes.put_member(allowed) == 1);
    CHECK_FALSE(*classes.renew_learner_code(allowed, "dua", "new"));  // Joko's locator
    CHECK(log_of(*store, kMorning) == "");
    CHECK(*classes.renew_learner_code(allowed, "tiga", "new"));
    CHECK_FALSE(store->learner_by_locator("satu")->has_value());
    CHECK((*store->learner_by_locator("tiga"))->secret_hash == "new");
    CHECK(log_of(*store, kMorning) == "learner-code-renewed:1");
  }

  STORE_CASE("a class that is removed leaves its learners and nothing else") {
    const Database file;
    const auto store = file.open();
    auto& classes = store->classes();
    REQUIRE(*classes.add(group(kMorning)));
    bring_in(*store, kWati, "satu");
    REQUIRE(*classes.put_member(seat(kMorning, kWati)) == 1);
    REQUIRE(*classes.change_code(kMorning, "tujuh"));
    CHECK(*classes.remove(kMorning));
    CHECK_FALSE(*classes.remove(kMorning));
    CHECK(names_in(*store, kMorning) == "");
    CHECK(log_of(*store, kMorning) == "");
    CHECK(classes.memberships(kWati)->empty());
    CHECK(store->learner(kWati)->has_value());
  }

  STORE_CASE("who is erased is in no class any more, and does not come back") {
    const Database file;
    const auto store = file.open();
    auto& classes = store->classes();
    REQUIRE(*classes.add(group(kMorning)));
    REQUIRE(*classes.add_members({imported(kMorning, kWati, "satu"), imported(kMorning, kJoko, "dua")}));
    REQUIRE(store->erase_learner(kWati, "tanda")->has_value());
    CHECK(names_in(*store, kMorning) == "2:Bu Wati");
    CHECK(classes.memberships(kWati)->empty());
    const auto trouble = [](const auto& result) { return result ? std::string("kept") : result.error().message; };
    CHECK(trouble(classes.put_member(seat(kMorning, kWati))) == "the learner has been erased");
    CHECK(trouble(classes.add_members({imported(kMorning, kWati, "satu")})) == "the learner has been erased");
    CHECK(trouble(classes.renew_learner_code(seat(kMorning, kWati), "tiga", "new")) == "the learner has been erased");
  }

  TEST_CASE("no byte of an erased learner's display name is left in the database's files") {
    const test::DatabaseFile file;
    const auto store = file.open();
    REQUIRE(*store->classes().add(group(kMorning)));
    bring_in(*store, kWati, "satu");
    REQUIRE(*store->classes().put_member(seat(kMorning, kWati, "Ibu Wati Sulastri")) == 1);
    REQUIRE(*store->classes().put_member(seat(kMorning, kWati, "Wati Sulastri Dewi")) == 1);
    REQUIRE(store->erase_learner(kWati, "tanda")->has_value());
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(file.path()).parent_path())) {
      std::ostringstream bytes;
      bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
      CHECK_MESSAGE(bytes.str().find("Sulastri") == std::string::npos, entry.path().string());
      CHECK_MESSAGE(bytes.str().find(kWati) == std::string::npos, entry.path().string());
    }
  }
}
