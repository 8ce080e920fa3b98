// `class …` on the command line.
#pragma once

#include <CLI/CLI.hpp>
#include <utility>
#include <vector>

#include "endpoint/app/classes.h"

namespace endpoint_app {

class ClassCommands {
 public:
  using Command = base::Result<std::string> (*)(store::Store& store, const ClassOptions& options);

  // `options` gets what was written, and outlives this.
  ClassCommands(CLI::App& app, ClassOptions& options);
  // nullptr when it was another command.
  Command parsed() const;

 private:
  CLI::App* add(CLI::App& group, const char* name, const char* what, Command command);
  std::vector<std::pair<CLI::App*, Command>> commands_;
};

}  // namespace endpoint_app
