// The table of all checks: what an author's mistake is called, how grave it is, and what it means.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "base/diagnostics.h"

namespace content {

struct CheckInfo {
  std::string_view name;
  base::Severity severity;     // unless site.yaml says otherwise
  std::string_view description;
};

std::span<const CheckInfo> checks();

// What `checks:` of site.yaml sets.
using Severities = std::map<std::string, base::Severity, std::less<>>;

// Gives each diagnostic its severity and removes those that are off.
void apply_severities(base::Diagnostics& diagnostics, const Severities& severities);

}  // namespace content
