// What an operation that can fail returns: its value, or an error that says what was being done.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace base {

// An operation failed (disk, codec, network). `message` is lower case, has no full stop, and names the thing:
// "cannot write 'site/index.html': no space left on device".
struct Error {
  std::string message;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(std::string message) { return tl::unexpected<Error>(Error{std::move(message)}); }

}  // namespace base
