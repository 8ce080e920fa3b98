// The output folder holds wholly the old or wholly the new site, whenever the program is killed or the disk is full.
#include <doctest/doctest.h>

#include "tests/generator/output/written_site.h"

namespace {

using test::Files;
using test::on_disk;

struct Update {
  const char* name;
  Files before, after;  // no `before`: the first build
};

const std::vector<Update>& updates() {
  static const std::vector<Update> list = {
      {"first build", {}, {{"index.html", "baru"}, {"a/index.html", "b"}}},
      {"changed, new, gone and the same", {{"index.html", "lama"}, {"same.txt", "x"}, {"gone/a/b.txt", "y"}, {"gone/c.txt", "z"}},
       {{"index.html", "baru"}, {"same.txt", "x"}, {"new/d.txt", "d"}}},
      {"file becomes folder", {{"a", "berkas"}, {"index.html", "lama"}}, {{"a/b/c.txt", "dalam"}, {"index.html", "baru"}}},
      {"folder becomes file", {{"a/b/c.txt", "dalam"}, {"a/d.txt", "x"}, {"index.html", "lama"}}, {{"a", "berkas"}, {"index.html", "baru"}}},
      {"all goes", {{"a/b.txt", "x"}, {"index.html", "lama"}}, {}},
  };
  return list;
}

void set_up(support::MemoryFileSystem& files, const Files& before) {
  if (!before.empty()) REQUIRE(test::write_site(files, before));
}

// What the next run does first.
std::string recover(support::MemoryFileSystem& files) {
  output::SiteWriter writer(files, test::kPaths);
  const auto begun = writer.begin(output::Adopt::no);
  return begun ? "" : begun.error().message;
}

void check_whole(const support::MemoryFileSystem& files, const Update& update) {
  const auto found = on_disk(files);
  const bool whole = found == update.before || found == update.after;
  CHECK(whole);
}

void check_next_build(support::MemoryFileSystem& files, const Update& update) {
  CHECK(test::write_site(files, update.after));
  CHECK(on_disk(files) == update.after);
  CHECK_FALSE(files.exists("out.staging"));
  const auto again = test::write_site(files, update.after);
  REQUIRE(again);
  CHECK(again->written == 0);
  CHECK(again->removed == 0);
}

}  // namespace

TEST_SUITE("output/site_writer") {
  TEST_CASE("killed after any change, the next run finds the old site or finishes the new one") {
    for (const auto& update : updates()) {
      CAPTURE(update.name);
      bool finished = false;
      for (int allowed = 0; !finished; ++allowed) {
        CAPTURE(allowed);
        REQUIRE(allowed < 100);
        support::MemoryFileSystem files;
        set_up(files, update.before);
        files.stop_after_changes(allowed);
        finished = test::write_site(files, update.after).has_value();
        files.heal();
        CHECK(recover(files) == "");
        check_whole(files, update);
        check_next_build(files, update);
      }
    }
  }

  TEST_CASE("killed again while it recovers, it still comes to a whole site") {
    for (const auto& update : updates()) {
      CAPTURE(update.name);
      for (int allowed = 0; allowed < 25; ++allowed) {
        for (int second = 0; second < 15; ++second) {
          CAPTURE(allowed);
          CAPTURE(second);
          support::MemoryFileSystem files;
          set_up(files, update.before);
          files.stop_after_changes(allowed);
          (void)test::write_site(files, update.after);
          files.stop_after_changes(second);
          recover(files);
          files.heal();
          CHECK(recover(files) == "");
          check_whole(files, update);
          check_next_build(files, update);
        }
      }
    }
  }

  TEST_CASE("a full disk is reported and leaves the old site, or the new one when only its record is missing") {
    for (const auto& update : updates()) {
      CAPTURE(update.name);
      bool finished = false;
      for (int nth = 1; !finished; ++nth) {
        CAPTURE(nth);
        REQUIRE(nth < 100);
        support::MemoryFileSystem files;
        set_up(files, update.before);
        files.forget();
        files.fail_write(nth);
        const auto published = test::write_site(files, update.after);
        finished = published.has_value();
        const bool record = files.writes().back() == "state/manifest.tmp";
        if (!finished) {
          CHECK(published.error().message == "cannot write '" + files.writes().back() + "': no space left on device");
          CHECK(on_disk(files) == (record && !update.before.empty() ? update.after : update.before));
        }
        files.heal();
        CHECK(recover(files) == "");
        check_whole(files, update);
        check_next_build(files, update);
      }
    }
  }

  TEST_CASE("a journal that cannot be read stops the build, which would else mix two sites") {
    support::MemoryFileSystem files;
    REQUIRE(test::write_site(files, {{"index.html", "lama"}}));
    files.add("out.staging/.journal", "");
    files.fail_read("out.staging/.journal");
    CHECK(recover(files) == "cannot read 'out.staging/.journal': permission denied");
    files.heal();
    CHECK(recover(files) == "'out.staging/.journal' is cut off");
  }
}
