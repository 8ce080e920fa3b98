// `restrict`, `expire`, `consent` and `processing` on the command line.
#pragma once

#include <CLI/CLI.hpp>
#include <utility>
#include <vector>

#include "endpoint/app/privacy.h"

namespace endpoint_app {

class PrivacyCommands {
 public:
  using Command = base::Result<std::string> (*)(store::Store& store, const PrivacyOptions& options);

  // `options` gets what was written, and outlives this.
  PrivacyCommands(CLI::App& app, PrivacyOptions& options);
  // nullptr when it was another command.
  Command parsed() const;

 private:
  std::vector<std::pair<CLI::App*, Command>> commands_;
};

}  // namespace endpoint_app
