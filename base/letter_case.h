// Texts that people typed, made comparable.
#pragma once

#include <string>
#include <string_view>

namespace base {

// Unicode's canonical composition (NFC), then full lower case, of no language in particular, as JavaScript's
// normalize('NFC').toLowerCase() gives it. Of valid UTF-8.
std::string composed_lower(std::string_view text);

}  // namespace base
