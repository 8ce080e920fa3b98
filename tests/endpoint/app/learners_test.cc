// The commands `bundle add`, `export` and `erase`.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "endpoint/app/commands.h"
#include "tests/endpoint/store/database_file.h"

namespace {

const std::string kSiti = "5b1f0c2e-7a64-4d0b-9c55-3f6a1d2e8b70";

// What a command prints, or "error: " and why it failed.
std::string shown(const base::Result<std::string>& result) { return result ? *result : "error: " + result.error().message; }

void join(store::Store& store) {
  const store::Learner learner{kSiti, "account https://desa.example/\n" + kSiti, "kelapa sungai jendela", "hash", false, 7};
  REQUIRE(*store.add_learner(learner, {"token", "token", "state", "{}", kSiti, 7}));
}

}  // namespace

TEST_SUITE("endpoint_app/learners") {
  TEST_CASE("a learner's records are printed, erased with a receipt, and not there any more") {
    const test::DatabaseFile file;
    const auto store = file.open();
    join(*store);
    CHECK(shown(endpoint_app::export_learner(*store, "5B1F0C2E-7A64-4D0B-9C55-3F6A1D2E8B70")) ==
          fmt::format("{{\"format\":1,\"learner\":\"{}\",\"statements\":[],\"documents\":[]}}\n", kSiti));
    const std::string receipt = shown(endpoint_app::erase_learner(*store, kSiti));
    CHECK(receipt.substr(0, 44) == "erased: 0 statements, 0 documents\nreceipt: " + receipt.substr(43, 1));
    CHECK(receipt.size() == 43 + 36 + 1);
    for (const auto& again : {endpoint_app::export_learner(*store, kSiti), endpoint_app::erase_learner(*store, kSiti)}) {
      CHECK(shown(again) == "error: there is no learner '" + kSiti + "' (perhaps they were erased)");
    }
    CHECK(shown(endpoint_app::erase_learner(*store, "siti")) == "error: 'siti' is no learner's id (it is a UUID)");
  }

  TEST_CASE("a bundle is brought in and named; what is none is refused with its place") {
    const test::DatabaseFile file;
    const auto store = file.open();
    CHECK(shown(endpoint_app::add_bundle(*store, "tests/contract/bundle.sample.json")) == "9f2c41d07ab3e518 has 1 courses of https://belajar.tirtasari.example/\n");
    CHECK(*store->newest_bundle() == "9f2c41d07ab3e518");
    CHECK(shown(endpoint_app::add_bundle(*store, "tests/contract/merging.json")) ==
          "error: 'tests/contract/merging.json' is no bundle: site is needed, and is a text");
    CHECK(shown(endpoint_app::add_bundle(*store, "/nowhere.json")).substr(0, 7) == "error: ");
  }

  TEST_CASE("the site must be named by its id") {
    const test::DatabaseFile file;
    const auto store = file.open();
    const auto served = endpoint_app::serve(*store, {.listen = "127.0.0.1:0", .origins = {}, .site = "https://desa.example"});
    REQUIRE_FALSE(served.has_value());
    CHECK(served.error().message == "'https://desa.example' is no id of a site (write it as id: in site.yaml has it, an IRI that ends in '/')");
  }
}
