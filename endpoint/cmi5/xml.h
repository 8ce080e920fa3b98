// XML as it arrives, read into plain values; the only user of libxml2 in the endpoint.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "endpoint/xapi/problem.h"

namespace cmi5 {

struct XmlElement {
  std::string name;
  std::string space;  // the namespace's IRI, or ""
  int line = 0;
  std::vector<std::pair<std::string, std::string>> attributes;  // those without a namespace
  std::string text;                                             // its own, without that of the elements within
  std::vector<XmlElement> children;

  const std::string* attribute(std::string_view name) const;
};

inline constexpr std::size_t kLargestXml = 16'000'000;  // bytes

// Refused besides what is no XML: a document type (and with it every entity), more than kLargestXml bytes, and elements nested more than
// kDeepestXml levels. `where` is "line 3".
inline constexpr int kDeepestXml = 64;
xapi::Checked<XmlElement> read_xml(std::string_view text);

}  // namespace cmi5
