#include "generator/media/svg.h"

#include <fmt/format.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <map>
#include <memory>
#include <mutex>

#include "base/text.h"

namespace media {
namespace {

using base::Result;

constexpr std::string_view kSvgNamespace = "http://www.w3.org/2000/svg";
constexpr std::string_view kXlinkNamespace = "http://www.w3.org/1999/xlink";
constexpr double kMostParts = 1'000'000;

constexpr auto kDrawing = std::to_array<std::string_view>(
    {"circle", "clipPath", "defs", "desc", "ellipse", "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feConvolveMatrix",
     "feDiffuseLighting", "feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR",
     "feGaussianBlur", "feMerge", "feMergeNode", "feMorphology", "feOffset", "fePointLight", "feSpecularLighting", "feSpotLight", "feTile",
     "feTurbulence", "filter", "g", "line", "linearGradient", "marker", "mask", "path", "pattern", "polygon", "polyline", "radialGradient",
     "rect", "stop", "style", "svg", "switch", "symbol", "text", "textPath", "title", "tspan", "use"});

// Elements that a reader will miss, with the word for the message.
constexpr auto kMissed = std::to_array<std::pair<std::string_view, std::string_view>>({{"script", "script"},
                                                                                       {"image", "picture inside the drawing"},
                                                                                       {"feImage", "picture inside the drawing"},
                                                                                       {"foreignObject", "foreignObject"},
                                                                                       {"animate", "animation"},
                                                                                       {"animateMotion", "animation"},
                                                                                       {"animateTransform", "animation"},
                                                                                       {"set", "animation"}});

std::string_view text_of(const xmlChar* text) { return text ? reinterpret_cast<const char*>(text) : std::string_view(); }
const xmlChar* xml_text(const char* text) { return reinterpret_cast<const xmlChar*>(text); }

std::string_view namespace_of(const xmlNs* ns) { return ns ? text_of(ns->href) : std::string_view(); }

bool is_svg(const xmlNode* node) { return node->ns == nullptr || namespace_of(node->ns) == kSvgNamespace; }

// True for CSS or an attribute that reaches out of the file: url() of anything but "#x", @import, escapes that could hide either.
bool reaches_out(std::string_view css) {
  const std::string lower = base::to_lower(css);
  if (lower.find('\\') != std::string::npos || lower.find("@import") != std::string::npos || lower.find("javascript:") != std::string::npos ||
      lower.find("image(") != std::string::npos || lower.find("image-set") != std::string::npos || lower.find("expression(") != std::string::npos) {
    return true;
  }
  for (std::size_t at = lower.find("url("); at != std::string::npos; at = lower.find("url(", at + 4)) {
    std::size_t target = at + 4;
    while (target < lower.size() && (lower[target] == ' ' || lower[target] == '"' || lower[target] == '\'')) ++target;
    if (target >= lower.size() || lower[target] != '#') return true;
  }
  return false;
}

std::string content_of(xmlNode* node) {
  std::unique_ptr<xmlChar, void (*)(void*)> text(xmlNodeGetContent(node), xmlFree);
  return std::string(text_of(text.get()));
}

std::string attribute(xmlNode* node, const char* name) {
  std::unique_ptr<xmlChar, void (*)(void*)> text(xmlGetNoNsProp(node, xml_text(name)), xmlFree);
  return std::string(text_of(text.get()));
}

class Cleaner {
 public:
  void clean(xmlNode* root) { clean_element(root); }
  std::vector<std::string> take_removed() { return std::move(removed_); }

 private:
  void miss(std::string_view what) {
    if (std::ranges::find(removed_, what) == removed_.end()) removed_.emplace_back(what);
  }

  void remove(xmlNode* node) {
    xmlUnlinkNode(node);
    xmlFreeNode(node);
  }

  void clean_children(xmlNode* parent) {
    for (xmlNode* child = parent->children; child;) {
      xmlNode* next = child->next;
      if (child->type == XML_ELEMENT_NODE) {
        next = clean_child(child, next);
      } else if (child->type != XML_TEXT_NODE && child->type != XML_CDATA_SECTION_NODE) {
        remove(child);  // comments, instructions, entities
      }
      child = next;
    }
  }

  // Returns the node to go on with.
  xmlNode* clean_child(xmlNode* node, xmlNode* next) {
    const auto name = text_of(node->name);
    if (is_svg(node) && name == "a") return unwrap(node, next);
    if (is_svg(node) && std::ranges::binary_search(kDrawing, name)) {
      if (name == "style" && reaches_out(content_of(node))) {
        miss("style that loads other files");
        remove(node);
      } else {
        clean_element(node);
      }
      return next;
    }
    if (is_svg(node)) {
      const auto* missed = std::ranges::find(kMissed, name, &std::pair<std::string_view, std::string_view>::first);
      if (missed != kMissed.end()) miss(missed->second);
    }
    remove(node);
    return next;
  }

  // A link goes, what it holds stays: its children take its place and are cleaned next.
  xmlNode* unwrap(xmlNode* node, xmlNode* next) {
    xmlNode* first = nullptr;
    for (xmlNode* child = node->children; child;) {
      xmlNode* following = child->next;
      xmlUnlinkNode(child);
      // Text next to text is merged into it, and `child` is then freed.
      if (xmlAddPrevSibling(node, child) == child && !first) first = child;
      child = following;
    }
    remove(node);
    return first ? first : next;
  }

  void clean_element(xmlNode* node) {
    for (xmlAttr* attr = node->properties; attr;) {
      xmlAttr* next = attr->next;
      if (!keeps(node, attr)) xmlRemoveProp(attr);
      attr = next;
    }
    clean_children(node);
  }

  bool keeps(const xmlNode* node, xmlAttr* attr) {
    const auto name = text_of(attr->name);
    const auto ns = namespace_of(attr->ns);
    std::unique_ptr<xmlChar, void (*)(void*)> value_text(xmlNodeListGetString(node->doc, attr->children, 1), xmlFree);
    const auto value = base::trim(text_of(value_text.get()));
    if (name == "href" && (ns.empty() || ns == kXlinkNamespace)) {
      if (!value.starts_with('#')) miss("link to another file");
      return value.starts_with('#');
    }
    if (ns == "http://www.w3.org/XML/1998/namespace") return name == "space" || name == "lang";
    if (!ns.empty()) return false;
    if (base::starts_with_ignoring_case(name, "on")) {
      miss("script");
      return false;
    }
    if (reaches_out(value)) {
      miss("style that loads other files");
      return false;
    }
    return true;
  }

  std::vector<std::string> removed_;
};

// How many parts a browser draws once every <use> is unfolded; infinite for a circle.
class PartCounter {
 public:
  explicit PartCounter(xmlNode* root) {
    note_ids(root);
    total_ = count(root);
  }
  double total() const { return total_; }

 private:
  void note_ids(xmlNode* node) {
    for (xmlNode* child = node->children; child; child = child->next) {
      if (child->type != XML_ELEMENT_NODE) continue;
      const std::string id = attribute(child, "id");
      if (!id.empty()) by_id_.emplace(id, child);
      note_ids(child);
    }
  }

  double count(xmlNode* node) {
    const auto known = parts_.find(node);
    if (known != parts_.end()) return known->second;
    parts_[node] = kMostParts * 2;  // met again while being counted: a circle
    double parts = 1;
    for (xmlNode* child = node->children; child; child = child->next) {
      if (child->type == XML_ELEMENT_NODE) parts += count(child);
    }
    if (text_of(node->name) == "use") {
      std::string href = attribute(node, "href");
      if (href.empty()) {
        std::unique_ptr<xmlChar, void (*)(void*)> text(xmlGetNsProp(node, xml_text("href"), xml_text(kXlinkNamespace.data())), xmlFree);
        href = text_of(text.get());
      }
      const auto target = href.size() > 1 ? by_id_.find(href.substr(1)) : by_id_.end();
      if (target != by_id_.end()) parts += count(target->second);
    }
    parts_[node] = parts;
    return parts;
  }

  std::map<std::string, xmlNode*> by_id_;
  std::map<xmlNode*, double> parts_;
  double total_ = 0;
};

// "120", "120px", "31.75mm" in px; 0 for anything else, percentages among them.
double length(std::string_view text) {
  text = base::trim(text);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return 0;
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  constexpr auto kUnits = std::to_array<std::pair<std::string_view, double>>(
      {{"", 1}, {"px", 1}, {"mm", 96 / 25.4}, {"cm", 96 / 2.54}, {"in", 96}, {"pt", 96.0 / 72}, {"pc", 16}});
  const auto* found = std::ranges::find(kUnits, unit, &std::pair<std::string_view, double>::first);
  return found == kUnits.end() ? 0 : number * found->second;
}

int pixels(double size) { return std::isfinite(size) && size >= 0.5 && size < 100'000 ? static_cast<int>(std::lround(size)) : 0; }

void measure(xmlNode* root, CleanSvg& svg) {
  svg.width = pixels(length(attribute(root, "width")));
  svg.height = pixels(length(attribute(root, "height")));
  if (svg.width > 0 && svg.height > 0) return;
  std::string box = attribute(root, "viewBox");
  std::ranges::replace(box, ',', ' ');
  std::vector<double> numbers;
  for (const auto part : base::split(box, ' ')) {
    if (!part.empty()) numbers.push_back(length(part));
  }
  svg.width = numbers.size() == 4 ? pixels(numbers[2]) : 0;
  svg.height = numbers.size() == 4 ? pixels(numbers[3]) : 0;
  if (svg.width == 0 || svg.height == 0) svg.width = svg.height = 0;
}

xmlParserInputPtr refuse_entity(const char*, const char*, xmlParserCtxtPtr) { return nullptr; }

// Keeps the first error: those after it are mostly its consequences.
void note_error(void* user_data, xmlErrorPtr error) {
  auto* context = static_cast<xmlParserCtxtPtr>(user_data);
  auto& first = *static_cast<std::string*>(context->_private);
  if (!first.empty() || !error->message) return;
  const std::string_view message = error->message;
  first = fmt::format("line {}: {}", error->line, base::trim(message.substr(0, message.find(" use XML_PARSE_HUGE"))));  // advice to programmers
}

}  // namespace

Result<CleanSvg> clean_svg(std::string_view bytes) {
  static std::once_flag once;
  std::call_once(once, [] {
    xmlInitParser();
    xmlSetExternalEntityLoader(refuse_entity);
  });
  assert(bytes.size() <= kLargestDrawing);
  const std::unique_ptr<xmlParserCtxt, void (*)(xmlParserCtxtPtr)> context(xmlNewParserCtxt(), xmlFreeParserCtxt);
  std::string error;
  context->_private = &error;
  context->sax->serror = note_error;
  const std::unique_ptr<xmlDoc, void (*)(xmlDocPtr)> document(
      xmlCtxtReadMemory(context.get(), bytes.data(), static_cast<int>(bytes.size()), nullptr, nullptr,
                        XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA),
      xmlFreeDoc);
  if (!document) return base::fail(fmt::format("the drawing is damaged: {} (save it anew)", error.empty() ? "no XML" : error));
  xmlNode* root = xmlDocGetRootElement(document.get());
  if (!root || text_of(root->name) != "svg" || !is_svg(root)) return base::fail("the file is no SVG drawing (save it as SVG, or give it the right ending)");
  Cleaner cleaner;
  cleaner.clean(root);
  if (PartCounter(root).total() > kMostParts) return base::fail("the drawing unfolds to more than a million parts (save it as PNG)");
  CleanSvg svg;
  measure(root, svg);
  svg.removed = cleaner.take_removed();
  // Only the root element is written: what stands around it (document type, comments) goes.
  if (!root->ns) xmlSetNs(root, xmlNewNs(root, xml_text(kSvgNamespace.data()), nullptr));
  const std::unique_ptr<xmlBuffer, void (*)(xmlBufferPtr)> buffer(xmlBufferCreate(), xmlBufferFree);
  xmlNodeDump(buffer.get(), document.get(), root, 0, 0);
  svg.bytes = std::string(text_of(xmlBufferContent(buffer.get()))) + "\n";
  return svg;
}

}  // namespace media
