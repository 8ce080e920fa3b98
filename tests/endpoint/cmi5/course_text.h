// A cmi5.xml of small parts, for tests to change.
#pragma once

#include <fmt/format.h>

#include <string>

namespace test {

inline const std::string kPublisher = "https://penerbit.example/kas";

inline std::string texts(const std::string& text) {
  return fmt::format("<title><langstring lang=\"id\">{0}</langstring></title><description><langstring lang=\"id\">Tentang {0}</langstring></description>", text);
}

// `attributes` begin with a space: " moveOn=\"Passed\"".
inline std::string unit(const std::string& name, const std::string& attributes = "", const std::string& url = "https://isi.example/satu.html", const std::string& more = "") {
  return fmt::format("<au id=\"{}/au/{}\"{}>{}<url>{}</url>{}</au>", kPublisher, name, attributes, texts(name), url, more);
}

inline std::string block(const std::string& name, const std::string& members) {
  return fmt::format("<block id=\"{}/blok/{}\">{}{}</block>", kPublisher, name, texts(name), members);
}

// Each part begins a line: the head is in line 2, the members in line 3.
inline std::string course(const std::string& members, const std::string& before = "") {
  return fmt::format("<courseStructure xmlns=\"https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd\">\n<course id=\"{}\">{}</course>{}\n{}\n</courseStructure>",
                     kPublisher, texts("Buku kas"), before, members);
}

}  // namespace test
