// The table of commands and options, and what the user wrote.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace app {

enum CommandBit : unsigned { kNew = 1, kBuild = 2, kPreview = 4, kCheck = 8, kKeys = 16, kMedia = 32 };

struct CommandInfo {
  unsigned bit;
  std::string_view name;
  std::string_view arguments;    // "KIND NAME"
  std::string_view description;
  std::string_view help;         // what `sanggar COMMAND --help` teaches below the options
};

struct OptionInfo {
  unsigned commands;             // CommandBit bits
  std::string_view name;         // "--out"
  std::string_view value;        // "DIR"; empty for a flag
  std::string_view description;
};

std::span<const CommandInfo> commands();
std::span<const OptionInfo> options();

// One command line, read.
struct CommandLine {
  unsigned command = 0;          // 0: nothing to do, `text` is to be printed
  std::string text;              // help or version
  std::vector<std::string> arguments;
  std::map<std::string, std::string, std::less<>> values;  // option → value; a flag's value is "yes"

  bool has(std::string_view option) const { return values.find(option) != values.end(); }
  std::string value(std::string_view option, std::string_view otherwise = {}) const;
};

// An error is wrong usage, with the nearest name offered.
base::Result<CommandLine> parse_command_line(int count, const char* const* words);

}  // namespace app
