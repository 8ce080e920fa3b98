// Whether this build watches its own memory or threads: it is slower then, and keeps what was freed for a while.
#pragma once

#ifndef __has_feature  // clang's way to ask; g++ defines a macro a sanitizer
#define __has_feature(name) 0
#endif

namespace test {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace test
