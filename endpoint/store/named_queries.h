// A store's queries lie together in a .sql file, each below a line "-- name: x".
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace store {

using NamedQueries = std::map<std::string, std::string, std::less<>>;

// What stands before the first name is a comment.
NamedQueries read_named_queries(std::string_view text);

}  // namespace store
