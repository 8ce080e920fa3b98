#include "generator/output/site_writer.h"

#include <doctest/doctest.h>

#include <thread>

#include "tests/generator/output/written_site.h"

namespace {

using output::Adopt;
using test::Files;
using test::on_disk;
using test::write_and_show;

constexpr std::string_view kRefusal =
    "'out' has files that no build made, such as 'catatan.txt' (choose another --out, or allow it with --adopt: files of the same name "
    "are replaced, others are kept)";

}  // namespace

TEST_SUITE("output/site_writer") {
  TEST_CASE("the first build makes the folder by one rename") {
    support::MemoryFileSystem files;
    const Files site = {{"index.html", "beranda"}, {"a/b/index.html", "dalam"}};
    CHECK(write_and_show(files, site) == "written 2, unchanged 0, removed 0");
    CHECK(on_disk(files) == site);
    CHECK(files.files() == std::vector<std::string>{"out/a/b/index.html", "out/index.html", "state/manifest"});
    CHECK(files.changes().back() == "rename out.staging out");
  }

  TEST_CASE("files that stay the same are not touched") {
    support::MemoryFileSystem files;
    const Files site = {{"index.html", "beranda"}, {"a/index.html", "satu"}};
    REQUIRE(test::write_site(files, site));
    files.forget();
    CHECK(write_and_show(files, site) == "written 0, unchanged 2, removed 0");
    for (const auto& path : files.writes()) CHECK_FALSE(path.starts_with("out/"));
    for (const auto& change : files.changes()) CHECK(change.find(" out/") == std::string::npos);
    files.forget();
    CHECK(write_and_show(files, {{"index.html", "beranda"}, {"a/index.html", "dua"}}) == "written 1, unchanged 1, removed 0");
    CHECK(files.content("out/a/index.html") == "dua");
  }

  TEST_CASE("files that are gone are removed with the folders that they leave empty") {
    support::MemoryFileSystem files;
    REQUIRE(test::write_site(files, {{"index.html", "a"}, {"a/b/c/index.html", "b"}, {"a/x.txt", "c"}}));
    CHECK(write_and_show(files, {{"index.html", "a"}, {"a/x.txt", "c"}}) == "written 0, unchanged 2, removed 1");
    CHECK(files.exists("out/a"));
    CHECK_FALSE(files.exists("out/a/b"));
    CHECK(write_and_show(files, {{"index.html", "a"}}) == "written 0, unchanged 1, removed 1");
    CHECK_FALSE(files.exists("out/a"));
    CHECK_FALSE(files.exists("out.staging"));
  }

  TEST_CASE("a file that others deleted or shortened is written again") {
    support::MemoryFileSystem files;
    const Files site = {{"a.txt", "satu"}, {"b.txt", "dua"}};
    REQUIRE(test::write_site(files, site));
    REQUIRE(files.remove_file("out/a.txt"));
    files.add("out/b.txt", "d");
    CHECK(write_and_show(files, site) == "written 2, unchanged 0, removed 0");
    CHECK(on_disk(files) == site);
  }

  TEST_CASE("a file of ours that is gone already is no error") {
    support::MemoryFileSystem files;
    REQUIRE(test::write_site(files, {{"a.txt", "satu"}, {"b.txt", "dua"}}));
    REQUIRE(files.remove_file("out/b.txt"));
    CHECK(write_and_show(files, {{"a.txt", "satu"}}) == "written 0, unchanged 1, removed 1");
  }

  TEST_CASE("a folder with files of others is refused, and nothing in it changes") {
    support::MemoryFileSystem files;
    files.add("out/catatan.txt", "milik orang");
    CHECK(write_and_show(files, {{"index.html", "a"}}) == kRefusal);
    CHECK(on_disk(files) == Files{{"catatan.txt", "milik orang"}});
    CHECK(files.changes().empty());
  }

  TEST_CASE("an empty folder, and one with a README only, is taken") {
    support::MemoryFileSystem files;
    files.add("out/README.md", "Situs kami");
    CHECK(write_and_show(files, {{"index.html", "a"}}) == "written 1, unchanged 0, removed 0");
    CHECK(files.content("out/README.md") == "Situs kami");
    support::MemoryFileSystem empty;
    REQUIRE(empty.make_directories("out"));
    CHECK(write_and_show(empty, {{"index.html", "a"}}) == "written 1, unchanged 0, removed 0");
  }

  TEST_CASE("an adopted folder keeps the files of others, for ever") {
    support::MemoryFileSystem files;
    files.add("out/catatan.txt", "milik orang");
    files.add("out/a/lain.txt", "juga");
    files.add("out/index.html", "lama");
    CHECK(write_and_show(files, {{"index.html", "baru"}, {"a/index.html", "b"}}, Adopt::yes) == "written 2, unchanged 0, removed 0");
    CHECK(on_disk(files) == Files{{"a/index.html", "b"}, {"a/lain.txt", "juga"}, {"catatan.txt", "milik orang"}, {"index.html", "baru"}});
    CHECK(write_and_show(files, {}) == "written 0, unchanged 0, removed 2");
    CHECK(on_disk(files) == Files{{"a/lain.txt", "juga"}, {"catatan.txt", "milik orang"}});
  }

  TEST_CASE("a damaged manifest deletes nothing") {
    support::MemoryFileSystem files;
    REQUIRE(test::write_site(files, {{"catatan.txt", "a"}}));
    files.add("state/manifest", "sanggar manifest 1\nrusak\nend 1\n");
    CHECK(write_and_show(files, {{"index.html", "b"}}) == kRefusal);
    CHECK(write_and_show(files, {{"index.html", "b"}}, Adopt::yes) == "written 1, unchanged 0, removed 0");
    CHECK(on_disk(files) == Files{{"catatan.txt", "a"}, {"index.html", "b"}});
  }

  TEST_CASE("a file where the folder should be is refused") {
    support::MemoryFileSystem files;
    files.add("out", "");
    CHECK(write_and_show(files, {{"index.html", "b"}}) == "'out' is no folder");
    support::MemoryFileSystem replaced;
    REQUIRE(test::write_site(replaced, {{"index.html", "a"}}));
    REQUIRE(replaced.remove_tree("out"));
    replaced.add("out", "");
    CHECK(write_and_show(replaced, {{"index.html", "b"}}) == "'out' is no folder");
  }

  TEST_CASE("a folder that was deleted is made anew") {
    support::MemoryFileSystem files;
    const Files site = {{"index.html", "a"}};
    REQUIRE(test::write_site(files, site));
    REQUIRE(files.remove_tree("out"));
    CHECK(write_and_show(files, site) == "written 1, unchanged 0, removed 0");
    CHECK(on_disk(files) == site);
  }

  TEST_CASE("a file gives way to a folder, and a folder to a file") {
    support::MemoryFileSystem files;
    const Files one = {{"a", "berkas"}, {"b/c/d.txt", "dalam"}, {"b/e.txt", "dalam"}};
    const Files other = {{"a/x/y.txt", "dalam"}, {"b", "berkas"}};
    REQUIRE(test::write_site(files, one));
    CHECK(write_and_show(files, other) == "written 2, unchanged 0, removed 3");
    CHECK(on_disk(files) == other);
    CHECK(write_and_show(files, one) == "written 3, unchanged 0, removed 2");
    CHECK(on_disk(files) == one);
  }

  TEST_CASE("a file of others in the way is named before anything changes, and moved away it is forgotten") {
    support::MemoryFileSystem files;
    const Files old = {{"index.html", "a"}, {"b/d.txt", "dalam"}};
    REQUIRE(test::write_site(files, old));
    files.add("out/b/catatan.txt", "milik orang");
    files.add("out/c", "milik orang");
    const auto before = on_disk(files);
    CHECK(write_and_show(files, {{"index.html", "baru"}, {"b", "berkas"}}) ==
          "'out/b/catatan.txt', which no build made, stands where the site needs a file or folder of its own (move it away)");
    CHECK(write_and_show(files, {{"index.html", "baru"}, {"c/d.txt", "dalam"}}) ==
          "'out/c', which no build made, stands where the site needs a file or folder of its own (move it away)");
    CHECK(on_disk(files) == before);
    REQUIRE(files.remove_file("out/c"));
    CHECK(write_and_show(files, {{"index.html", "baru"}, {"c/d.txt", "dalam"}}) == "written 2, unchanged 0, removed 1");
  }

  TEST_CASE("without publish nothing in the folder changes") {
    support::MemoryFileSystem files;
    const Files site = {{"index.html", "a"}};
    REQUIRE(test::write_site(files, site));
    {
      output::SiteWriter writer(files, test::kPaths);
      REQUIRE(writer.begin(Adopt::no));
      REQUIRE(writer.stage("index.html", "b"));
      REQUIRE(writer.stage("c.html", "c"));
    }
    CHECK(on_disk(files) == site);
    CHECK(write_and_show(files, site) == "written 0, unchanged 1, removed 0");
    CHECK_FALSE(files.exists("out.staging"));
  }

  TEST_CASE("two threads stage a site together") {
    support::MemoryFileSystem files;
    output::SiteWriter writer(files, test::kPaths);
    REQUIRE(writer.begin(Adopt::no));
    Files site;
    for (int i = 0; i < 200; ++i) site["a" + std::to_string(i % 7) + "/" + std::to_string(i) + ".txt"] = std::string(i, 'x');
    const auto stage_half = [&](bool even) {
      bool take = even;
      for (const auto& [path, bytes] : site) {
        if (take && !writer.stage(path, bytes)) return;
        take = !take;
      }
    };
    std::thread other(stage_half, true);
    stage_half(false);
    other.join();
    const auto published = writer.publish();
    REQUIRE(published);
    CHECK(published->written == 200);
    CHECK(on_disk(files) == site);
  }

  TEST_CASE("the reason for each change is told") {
    support::MemoryFileSystem files;
    REQUIRE(test::write_site(files, {{"a", "1"}, {"b", "2"}, {"c", "3"}, {"d", "4"}}));
    files.add("out/c", "33");
    output::SiteWriter writer(files, test::kPaths);
    REQUIRE(writer.begin(Adopt::no));
    for (const auto& [path, bytes] : Files{{"a", "1"}, {"b", "22"}, {"c", "3"}, {"e", "5"}}) REQUIRE(writer.stage(path, bytes));
    CHECK(writer.explanations() == std::vector<std::string>{"content differs: b", "was changed by others: c", "new: e", "no longer made: d"});
  }
}
