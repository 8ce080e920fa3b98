// The two versions of xAPI that are spoken: 1.0.3, and 2.0.0 (IEEE 9274.1.1).
#pragma once

#include <optional>
#include <string_view>

namespace xapi {

enum class Version { k1_0_3, k2_0_0 };

// What the header X-Experience-API-Version says: "1.0", "1.0.x" and "2.0", "2.0.x"; nothing for all else.
std::optional<Version> version_of(std::string_view header);

// "1.0.3" or "2.0.0": as answered in the header. Statements without a version are given "1.0.0" (1.0.3, 2.4.10) or "2.0.0".
std::string_view name_of(Version version);

}  // namespace xapi
