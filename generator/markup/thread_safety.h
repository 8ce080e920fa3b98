// The cure for cmark-gfm's process-wide table of special characters (github/cmark-gfm#176).
#pragma once

namespace markup {

// To be called once, before the first document is parsed: the first call of cmark's that adds special characters is let
// through, all others are dropped.
void freeze_special_characters_after_first_parse();

}  // namespace markup
