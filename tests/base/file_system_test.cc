// What every file system must do, run over the real one and over the tests' one in memory.
#include "base/file_system.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/memory_file_system.h"

namespace {

using base::FileKind;

class RealBench {
 public:
  RealBench() {
    std::string pattern = (std::filesystem::temp_directory_path() / "sanggar-test-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    root_ = std::filesystem::canonical(pattern).string();
  }
  ~RealBench() { std::filesystem::remove_all(root_); }
  base::FileSystem& files() { return base::real_file_system(); }
  std::string path(const std::string& name) const { return root_ + "/" + name; }
  void link(const std::string& name, const std::string& target) { std::filesystem::create_symlink(target, path(name)); }
  unsigned mode(const std::string& name) const {
    struct stat status {};
    REQUIRE(::stat(path(name).c_str(), &status) == 0);
    return status.st_mode & 0777;
  }

 private:
  std::string root_;
};

class MemoryBench {
 public:
  MemoryBench() { CHECK(memory_.make_directories("/root").has_value()); }
  base::FileSystem& files() { return memory_; }
  std::string path(const std::string& name) const { return "/root/" + name; }
  void link(const std::string& name, const std::string& target) { memory_.add_link(path(name), target); }
  unsigned mode(const std::string& name) const { return memory_.mode(path(name)); }

 private:
  support::MemoryFileSystem memory_;
};

template <class T>
std::string message(const base::Result<T>& result) {
  return result ? "(no error)" : result.error().message;
}

FileKind kind(base::FileSystem& files, const std::string& path) { return files.status(path).value().kind; }

}  // namespace

TEST_SUITE_BEGIN("base/file_system");

TEST_CASE_TEMPLATE("what is written is read back", Bench, RealBench, MemoryBench) {
  Bench bench;
  base::FileSystem& files = bench.files();
  const std::string bytes(100'000, 'x');
  CHECK(files.write(bench.path("a"), bytes).has_value());
  CHECK(files.read(bench.path("a")).value() == bytes);
  CHECK(files.write(bench.path("a"), "").has_value());
  CHECK(files.read(bench.path("a")).value().empty());
  CHECK(files.sync(bench.path("a")).has_value());
  CHECK(files.sync(bench.path("")).has_value());
}

TEST_CASE_TEMPLATE("a new file gets the asked mode", Bench, RealBench, MemoryBench) {
  Bench bench;
  CHECK(bench.files().write(bench.path("secret"), "x", 0600).has_value());
  CHECK(bench.mode("secret") == 0600);
}

TEST_CASE_TEMPLATE("errors name the path and the system's reason", Bench, RealBench, MemoryBench) {
  Bench bench;
  base::FileSystem& files = bench.files();
  const std::string none = bench.path("none");
  const std::string below = bench.path("none/b");
  const std::string root = bench.path("folder");
  CHECK(files.make_directories(root).has_value());
  CHECK(message(files.read(none)) == "cannot read '" + none + "': no such file or directory");
  CHECK(message(files.read(root)) == "cannot read '" + root + "': is a directory");
  CHECK(message(files.write(below, "x")) == "cannot write '" + below + "': no such file or directory");
  CHECK(message(files.write(root, "x")) == "cannot write '" + root + "': is a directory");
  CHECK(message(files.rename(none, root)) == "cannot rename '" + none + "' to '" + root + "': no such file or directory");
  CHECK(message(files.remove_file(none)) == "cannot remove '" + none + "': no such file or directory");
  CHECK(message(files.remove_file(root)) == "cannot remove '" + root + "': is a directory");
  CHECK(message(files.list(none)) == "cannot list folder '" + none + "': no such file or directory");
  CHECK(message(files.canonical(none)) == "cannot resolve '" + none + "': no such file or directory");
  CHECK(message(files.sync(none)) == "cannot sync '" + none + "': no such file or directory");
}

TEST_CASE_TEMPLATE("a file larger than the limit is refused", Bench, RealBench, MemoryBench) {
  Bench bench;
  const std::string path = bench.path("a");
  CHECK(bench.files().write(path, "12345").has_value());
  CHECK(bench.files().read(path, 5).value() == "12345");
  CHECK(message(bench.files().read(path, 4)) == "'" + path + "' is larger than 4 bytes");
}

TEST_CASE_TEMPLATE("renaming replaces a file and moves a folder with all it holds", Bench, RealBench, MemoryBench) {
  Bench bench;
  base::FileSystem& files = bench.files();
  CHECK(files.make_directories(bench.path("a/b")).has_value());
  CHECK(files.write(bench.path("a/b/new"), "new").has_value());
  CHECK(files.write(bench.path("a/old"), "old").has_value());
  CHECK(files.write(bench.path("a-neighbour"), "stays").has_value());
  CHECK(files.rename(bench.path("a/b/new"), bench.path("a/old")).has_value());
  CHECK(files.read(bench.path("a/old")).value() == "new");
  CHECK(files.rename(bench.path("a"), bench.path("c")).has_value());
  CHECK(files.read(bench.path("c/old")).value() == "new");
  CHECK(kind(files, bench.path("c/b")) == FileKind::directory);
  CHECK(kind(files, bench.path("a")) == FileKind::missing);
  CHECK(files.read(bench.path("a-neighbour")).value() == "stays");
}

TEST_CASE_TEMPLATE("a folder that holds something is not replaced or removed as empty", Bench, RealBench, MemoryBench) {
  Bench bench;
  base::FileSystem& files = bench.files();
  CHECK(files.make_directories(bench.path("a")).has_value());
  CHECK(files.make_directories(bench.path("b/c")).has_value());
  const std::string full = bench.path("b");
  CHECK(message(files.rename(bench.path("a"), full)) ==
        "cannot rename '" + bench.path("a") + "' to '" + full + "': directory not empty");
  CHECK(message(files.remove_empty_directory(full)) == "cannot remove folder '" + full + "': directory not empty");
  CHECK(files.remove_empty_directory(bench.path("b/c")).has_value());
  CHECK(files.remove_empty_directory(full).has_value());
  CHECK(kind(files, full) == FileKind::missing);
}

TEST_CASE_TEMPLATE("folders are made with their parents, existing ones are fine", Bench, RealBench, MemoryBench) {
  Bench bench;
  base::FileSystem& files = bench.files();
  CHECK(files.make_directories(bench.path("a/b/c")).has_value());
  CHECK(files.make_directories(bench.path("a/b/c")).has_value());
  CHECK(kind(files, bench.path("a/b")) == FileKind::directory);
  CHECK(files.write(bench.path("a/file"), "x").has_value());
  const std::string below = bench.path("a/file/d");
  CHECK(message(files.make_directories(below)) == "cannot create folder '" + below + "': not a directory");
  CHECK(kind(files, below) == FileKind::missing);
}

TEST_CASE_TEMPLATE("a folder's entries are sorted by name and not followed", Bench, RealBench, MemoryBench) {
  Bench bench;
  base::FileSystem& files = bench.files();
  CHECK(files.make_directories(bench.path("f/b/deep")).has_value());
  CHECK(files.write(bench.path("f/c"), "").has_value());
  CHECK(files.write(bench.path("f/B"), "").has_value());
  bench.link("f/a", "b");
  const auto entries = files.list(bench.path("f")).value();
  REQUIRE(entries.size() == 4);
  CHECK(entries[0].name == "B");
  CHECK(entries[1].name == "a");
  CHECK(entries[1].kind == FileKind::symlink);
  CHECK(entries[2].name == "b");
  CHECK(entries[2].kind == FileKind::directory);
  CHECK(entries[3].name == "c");
  CHECK(entries[3].kind == FileKind::file);
}

TEST_CASE_TEMPLATE("links are followed by reading but not by looking or removing", Bench, RealBench, MemoryBench) {
  Bench bench;
  base::FileSystem& files = bench.files();
  CHECK(files.make_directories(bench.path("kept")).has_value());
  CHECK(files.write(bench.path("kept/a"), "text").has_value());
  CHECK(files.make_directories(bench.path("gone")).has_value());
  bench.link("gone/a", "../kept/a");
  bench.link("gone/folder", "../kept");
  CHECK(files.read(bench.path("gone/a")).value() == "text");
  CHECK(kind(files, bench.path("gone/a")) == FileKind::symlink);
  CHECK(files.canonical(bench.path("gone/a")).value() == bench.path("kept/a"));
  CHECK(files.remove_tree(bench.path("gone")).has_value());
  CHECK(files.remove_tree(bench.path("gone")).has_value());
  CHECK(kind(files, bench.path("gone")) == FileKind::missing);
  CHECK(files.read(bench.path("kept/a")).value() == "text");
}

TEST_CASE_TEMPLATE("status tells kind and size", Bench, RealBench, MemoryBench) {
  Bench bench;
  base::FileSystem& files = bench.files();
  CHECK(files.write(bench.path("a"), "12345").has_value());
  CHECK(files.status(bench.path("a")).value().size == 5);
  CHECK(kind(files, bench.path("a")) == FileKind::file);
  CHECK(kind(files, bench.path("")) == FileKind::directory);
  CHECK(kind(files, bench.path("none/b")) == FileKind::missing);
  CHECK(kind(files, bench.path("a/b")) == FileKind::missing);
}

TEST_CASE("files whose size the system does not tell are read to their end") {
  CHECK(base::real_file_system().read("/proc/self/status").value().find("VmSize") != std::string::npos);
  CHECK(message(base::real_file_system().read("/dev/zero", 10'000)) == "'/dev/zero' is larger than 10000 bytes");
}

TEST_CASE("a path with a zero byte reaches no other file") {
  const std::string path("/etc/hostname\0.md", 17);
  CHECK(message(base::real_file_system().read(path)) == "cannot read '" + path + "': invalid argument");
  CHECK(kind(base::real_file_system(), path) == FileKind::missing);
}

TEST_SUITE_END();
