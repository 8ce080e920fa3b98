// The pieces of a Content-Type header.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace xapi {

// "application/json" of "Application/JSON; charset=utf-8".
std::string essence_of(std::string_view media_type);

// A parameter's value, without its quotes; of a text that is_media_type.
std::optional<std::string> parameter_of(std::string_view media_type, std::string_view name);

}  // namespace xapi
