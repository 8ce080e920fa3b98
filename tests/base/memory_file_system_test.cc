#include "tests/support/memory_file_system.h"

#include <doctest/doctest.h>

using support::MemoryFileSystem;

TEST_SUITE_BEGIN("support/memory_file_system");

TEST_CASE("reads and writes are remembered in order") {
  MemoryFileSystem files;
  files.add("courses/a.md", "a");
  CHECK(files.read("courses/a.md").value() == "a");
  CHECK(files.read("./courses//a.md").value() == "a");
  CHECK(files.write("b", "b").has_value());
  CHECK(files.reads() == std::vector<std::string>{"courses/a.md", "courses/a.md"});
  CHECK(files.writes() == std::vector<std::string>{"b"});
  CHECK(files.files() == std::vector<std::string>{"b", "courses/a.md"});
  CHECK(files.content("b") == "b");
  CHECK(files.content("c") == "(missing)");
  files.forget();
  CHECK(files.reads().empty());
}

TEST_CASE("the nth write fails and leaves half a file") {
  MemoryFileSystem files;
  files.fail_write(2);
  CHECK(files.write("a", "1234").has_value());
  CHECK(files.write("b", "1234").error().message == "cannot write 'b': no space left on device");
  CHECK(files.content("b") == "12");
  CHECK(files.write("b", "1234").has_value());
}

TEST_CASE("after a stop nothing changes any more until it is healed") {
  MemoryFileSystem files;
  files.stop_after_changes(2);
  CHECK(files.make_directories("site").has_value());
  CHECK(files.write("site/a", "a").has_value());
  CHECK(files.rename("site/a", "site/b").error().message == "cannot rename 'site/a' to 'site/b': input/output error");
  CHECK(files.write("site/c", "c").error().message == "cannot write 'site/c': input/output error");
  CHECK(files.changes() == std::vector<std::string>{"mkdir site", "write site/a"});
  files.heal();
  CHECK(files.rename("site/a", "site/b").has_value());
  CHECK(files.files() == std::vector<std::string>{"site/b"});
}

TEST_CASE("a chosen file cannot be read") {
  MemoryFileSystem files;
  files.add("a", "a");
  files.fail_read("a");
  CHECK(files.read("a").error().message == "cannot read 'a': permission denied");
}

TEST_SUITE_END();
