// Memory for one document's tree, taken in large pieces and given back at once: cmark-gfm allocates a node for every
// word with a mark, and half of a page's time went into malloc.
#pragma once

#include <cmark-gfm.h>

namespace markup {

// While it lives, this thread's documents are allocated from it; one at a time in a thread. Everything allocated dies with
// it. Large pieces are kept for the thread's next document.
class Arena {
 public:
  Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena();

  // The allocator to hand to cmark-gfm.
  static cmark_mem* allocator();
};

}  // namespace markup
