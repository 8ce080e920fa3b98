// Runs another program, feeding its input and reading its output.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace base {

// Runs argv[0], looked up in PATH, without a shell, and returns what it wrote to standard output; its standard error is
// dropped. Fails when it cannot be started, ends with another status than 0, runs longer than `timeout_seconds` or writes
// more than `output_limit` bytes; it is then killed. Never leaves a zombie. Thread-safe.
Result<std::string> run_program(const std::vector<std::string>& argv, std::string_view input, double timeout_seconds,
                                std::size_t output_limit);

}  // namespace base
