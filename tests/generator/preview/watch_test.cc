#include "generator/preview/watch.h"

#include <doctest/doctest.h>

#include <cerrno>
#include <string>
#include <thread>
#include <vector>

#include "tests/generator/preview/temporary_folder.h"

using preview::Watcher;
using preview::WatchOptions;
using namespace std::chrono_literals;

namespace {

using Paths = std::vector<std::string>;

// The changes with the folder's path taken off.
Paths changes(Watcher& watcher, const TemporaryFolder& folder) {
  Paths paths = watcher.wait().value();
  for (auto& path : paths) {
    if (path.starts_with(folder.path() + "/")) path.erase(0, folder.path().size() + 1);
  }
  return paths;
}

std::unique_ptr<Watcher> watch(const TemporaryFolder& folder) { return Watcher::start({.folders = {folder.path()}}).value(); }

}  // namespace

TEST_SUITE_BEGIN("preview/watch");

TEST_CASE("files written, moved and removed are changes, reported together") {
  const TemporaryFolder folder;
  folder.write("courses/a/old.md", "");
  folder.write("courses/a/gone.md", "");
  const auto watcher = watch(folder);
  folder.write("courses/a/new.md", "x");
  folder.write("courses/a/new.md", "xy");
  std::filesystem::rename(folder / "courses/a/old.md", folder / "courses/moved.md");
  std::filesystem::remove(folder / "courses/a/gone.md");
  CHECK(changes(*watcher, folder) == Paths{"courses/a/gone.md", "courses/a/new.md", "courses/a/old.md", "courses/moved.md"});
}

TEST_CASE("a file that is read is no change, nor one that is still being written") {
  const TemporaryFolder folder;
  folder.write("a.md", "x");
  const auto watcher = watch(folder);
  { std::ifstream(folder / "a.md").get(); }
  std::ofstream open_file(folder / "b.md");
  open_file << "half" << std::flush;
  std::this_thread::sleep_for(150ms);
  folder.write("c.md", "");
  CHECK(changes(*watcher, folder) == Paths{"c.md"});
  open_file.close();
  CHECK(changes(*watcher, folder) == Paths{"b.md"});
}

TEST_CASE("links that appear are changes") {
  const TemporaryFolder folder;
  folder.write("a.md", "x");
  const auto watcher = watch(folder);
  std::filesystem::create_symlink("a.md", folder / "b.md");
  std::filesystem::create_hard_link(folder / "a.md", folder / "c.md");
  CHECK(changes(*watcher, folder) == Paths{"b.md", "c.md"});
}

TEST_CASE("folders that appear are watched, however deep, and under their new name when they move") {
  const TemporaryFolder folder;
  const auto watcher = watch(folder);
  folder.make("a/b/c");
  changes(*watcher, folder);
  folder.write("a/b/c/x.md", "");
  CHECK(changes(*watcher, folder) == Paths{"a/b/c/x.md"});
  std::filesystem::rename(folder / "a/b", folder / "d");
  CHECK(changes(*watcher, folder) == Paths{"a/b", "d"});
  folder.write("d/c/x.md", "y");
  CHECK(changes(*watcher, folder) == Paths{"d/c/x.md"});
  std::filesystem::remove_all(folder / "d");
  changes(*watcher, folder);
  folder.make("d");
  changes(*watcher, folder);
  folder.write("d/x.md", "y");
  CHECK(changes(*watcher, folder) == Paths{"d/x.md"});
}

TEST_CASE("dotfiles, what editors leave, ignored folders and those beside them are passed over") {
  const TemporaryFolder folder;
  folder.make(".sanggar/cache");
  folder.make("site/a");
  const auto watcher = Watcher::start({.folders = {folder.path()}, .ignored = {folder / "site"}}).value();
  for (const char* name : {".sanggar/cache/x", "site/a/index.html", "site.staging/index.html", "a.md~", ".a.md.swp", "4913",
                           "b.swp", "#a.md#", ".#a.md", ".git/HEAD", "sites.md"}) {
    folder.write(name, "");
  }
  CHECK(changes(*watcher, folder) == Paths{"sites.md"});
}

TEST_CASE("with a list of names only those folders count, and files at the top") {
  const TemporaryFolder folder;
  folder.make("build/x");
  folder.make("courses/build");
  const auto watcher = Watcher::start({.folders = {folder.path() + "/"}, .only = {"courses", "data"}}).value();
  folder.write("build/x/a.o", "");
  folder.write("node_modules/a.js", "");
  folder.write("courses/build/a.md", "");
  folder.write("site.yaml", "");
  folder.make("data");
  CHECK(changes(*watcher, folder) == Paths{"courses/build/a.md", "data", "site.yaml"});
}

TEST_CASE("changes are gathered until it is quiet, but not for ever") {
  const TemporaryFolder folder;
  WatchOptions options{.folders = {folder.path()}};
  options.quiet = 300ms;
  options.longest = 900ms;
  const auto watcher = Watcher::start(options).value();
  folder.write("a", "");
  std::thread writer([&] {
    for (int i = 0; i < 30; ++i) {
      std::this_thread::sleep_for(50ms);
      folder.write("b" + std::to_string(i), "");
    }
  });
  const auto before = std::chrono::steady_clock::now();
  const Paths first = changes(*watcher, folder);
  const auto taken = std::chrono::steady_clock::now() - before;
  writer.join();
  CHECK(first.size() > 5);   // many were gathered
  CHECK(first.size() < 31);  // not all
  CHECK(taken < 1400ms);
  CHECK(first.size() + changes(*watcher, folder).size() == 31);  // none twice, none lost
}

TEST_CASE("stop ends a wait from another thread, and all later ones") {
  const TemporaryFolder folder;
  const auto watcher = watch(folder);
  std::thread stopper([&] {
    std::this_thread::sleep_for(50ms);
    watcher->stop();
  });
  CHECK(watcher->wait().value().empty());
  stopper.join();
  folder.write("a", "");
  CHECK(watcher->wait().value().empty());
}

TEST_CASE("errors say what could not be watched and what to raise") {
  CHECK(Watcher::start({.folders = {"/nowhere"}}).error().message == "cannot watch '/nowhere': no such file or directory");
  CHECK(preview::watch_error("courses", ENOSPC).message ==
        "cannot watch 'courses': no space left on device (raise fs.inotify.max_user_watches)");
  CHECK(preview::watch_error("courses", EMFILE).message ==
        "cannot watch 'courses': too many open files (raise fs.inotify.max_user_instances)");
}

TEST_SUITE_END();
