// `:::name key=value` … `:::` as a block extension of cmark-gfm.
#pragma once

#include <cmark-gfm.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "generator/markup/finding.h"

namespace markup {

// What stands behind `:::`.
struct ContainerHead {
  std::string name;
  std::vector<std::pair<std::string, std::string>> attributes;
  std::vector<int> columns;  // where each attribute's key starts
  int line = 0;    // of the file
  int column = 0;
  bool closed = false;   // its `:::` was found
  bool closing = false;  // while the parser adds the node that closes it

  // The value of a key, or nullptr.
  const std::string* find(std::string_view key) const;
};

// Registers the extension; once, before any thread parses.
void register_container_extension();
cmark_syntax_extension* container_extension();

bool is_container(cmark_node* node);
// The head of a container node; it lives as long as the parse.
const ContainerHead& container_head(cmark_node* node);

// True for the mark that a closing `:::` leaves in the tree; prepare() takes them out before anything is rendered.
bool is_container_end(cmark_node* node);

// What the extension notes during one parse; the document node's user data points to it. Nodes may vanish (an unused
// footnote's), so heads are owned here.
struct ContainerState {
  int first_line = 1;  // the file's line on which the body starts
  int nesting_limit = 100;
  std::vector<std::unique_ptr<ContainerHead>> heads;  // in order of opening
  std::vector<cmark_node*> open;  // innermost last; entries may have been closed by their surroundings
  std::vector<Finding> findings;
  int ends = 0;     // marks left by closing lines
  int excess = 0;   // containers beyond the nesting limit that are open
  int deepest = 0;  // greatest depth beyond the limit
  int deepest_line = 0;
};

// After the parse: adds the findings that only the end can tell (never closed, nested too deep).
void finish_containers(ContainerState& state);

}  // namespace markup
