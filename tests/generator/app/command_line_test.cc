#include "generator/app/command_line.h"

#include <doctest/doctest.h>

#include <vector>

namespace {

base::Result<app::CommandLine> parse(std::vector<const char*> words) {
  words.insert(words.begin(), "sanggar");
  return app::parse_command_line(static_cast<int>(words.size()), words.data());
}

}  // namespace

TEST_SUITE("app/command_line") {
  TEST_CASE("options and their values are read") {
    const auto line = parse({"build", "--out", "usb", "--offline", "--jobs=2"});
    REQUIRE(line);
    CHECK(line->command == app::kBuild);
    CHECK(line->value("--out") == "usb");
    CHECK(line->value("--jobs") == "2");
    CHECK(line->has("--offline"));
    CHECK_FALSE(line->has("--drafts"));
  }

  TEST_CASE("a slip in a command or an option is answered with the nearest name") {
    CHECK(parse({"biuld"}).error().message == "unknown command 'biuld' (did you mean 'build'?)");
    CHECK(parse({"build", "--ofline"}).error().message == "unknown option '--ofline' of 'sanggar build' (did you mean '--offline'?)");
    CHECK(parse({"check", "apa"}).error().message == "'sanggar check' takes no 'apa'");
  }

  TEST_CASE("every command has a help that names its options") {
    for (const auto& command : app::commands()) {
      const auto line = parse({std::string(command.name).c_str(), "--help"});
      REQUIRE(line);
      CHECK(line->text.starts_with("sanggar " + std::string(command.name)));
      for (const auto& option : app::options()) {
        const bool listed = line->text.find("  " + std::string(option.name) + " ") != std::string::npos;
        CHECK(listed == ((option.commands & command.bit) != 0));
      }
    }
  }
}
