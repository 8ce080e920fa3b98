#include "generator/app/print.h"

#include <doctest/doctest.h>

#include "tests/support/memory_file_system.h"

TEST_SUITE("app/print") {
  TEST_CASE("a diagnostic is shown with its line and a caret under its column") {
    support::MemoryFileSystem files;
    files.add("/s/a.md", "satu\n  dúa [x](y)\n");
    base::Diagnostics diagnostics;
    diagnostics.report("link", {"a.md", 2, 7}, "no page at 'y'", "");
    CHECK(app::show(diagnostics, app::Format::text, files, "/s") == "a.md:2:7: error: no page at 'y'\n      dúa [x](y)\n          ^\n");
    CHECK(app::show(diagnostics, app::Format::json, files, "/s") ==
          "{\"file\":\"a.md\",\"line\":2,\"column\":7,\"severity\":\"error\",\"check\":\"link\",\"message\":\"no page at 'y'\",\"hint\":\"\"}\n");
  }

  TEST_CASE("a long line is cut around its column") {
    support::MemoryFileSystem files;
    files.add("/s/a.md", std::string(500, 'x') + "!" + std::string(500, 'y'));
    base::Diagnostics diagnostics;
    diagnostics.report("link", {"a.md", 1, 501}, "here", "");
    const std::string shown = app::show(diagnostics, app::Format::text, files, "/s");
    CHECK(shown == "a.md:1:501: error: here\n    …" + std::string(50, 'x') + "!" + std::string(49, 'y') + "\n     " +
                       std::string(50, ' ') + "^\n");
  }

  TEST_CASE("errors and warnings are counted in words") {
    base::Diagnostics diagnostics;
    CHECK(app::count(diagnostics) == "");
    diagnostics.report("link", {"a.md", 1, 1}, "a", "");
    CHECK(app::count(diagnostics) == "1 error");
    diagnostics.report("alt-text", {"a.md", 1, 1}, "b", "");
    diagnostics.all().back().severity = base::Severity::warning;
    CHECK(app::count(diagnostics) == "1 error, 1 warning");
  }
}
