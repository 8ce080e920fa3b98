// The table of all containers: what may stand behind `:::`, with which keys.
#pragma once

#include <span>
#include <string_view>

namespace markup {

struct ContainerInfo {
  std::string_view name;
  std::span<const std::string_view> keys;
  std::string_view description;
};

std::span<const ContainerInfo> container_table();

// nullptr when no container has that name.
const ContainerInfo* find_container(std::string_view name);

// For "did you mean".
std::span<const std::string_view> container_names();

}  // namespace markup
