#include "generator/markup/thread_safety.h"

#include <dlfcn.h>

#include <atomic>

#include <cmark-gfm.h>
#include <cmark-gfm-extension_api.h>

namespace {

// Whether the one call that may change the table is still to come.
std::atomic<bool>& armed() {
  static std::atomic<bool> flag{false};
  return flag;
}

}  // namespace

// cmark-gfm calls this before and after the inlines of every document, adding and removing characters in a table that all
// threads read. Debian's library calls it through the PLT, so this definition in the program takes its place.
extern "C" void cmark_manage_extensions_special_characters(cmark_parser* parser, int add) {
  if (add == 0 || !armed().load(std::memory_order_relaxed) || !armed().exchange(false)) return;
  using Function = void (*)(cmark_parser*, int);
  const auto forward = reinterpret_cast<Function>(dlsym(RTLD_NEXT, "cmark_manage_extensions_special_characters"));
  if (forward != nullptr) forward(parser, add);
}

namespace markup {

void freeze_special_characters_after_first_parse() { armed() = true; }

}  // namespace markup
