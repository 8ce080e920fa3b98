#include "endpoint/cmi5/xml.h"

#include <fmt/format.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>

#include "base/text.h"

namespace cmi5 {
namespace {

std::string_view view_of(const xmlChar* text) { return text != nullptr ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view(); }

// What the parser's callbacks leave.
struct Trouble {
  std::string where, what;  // of the first error: those after it are mostly its consequences
};

Trouble& trouble_of(void* context) { return *static_cast<Trouble*>(static_cast<xmlParserCtxtPtr>(context)->_private); }

void note_error(void* context, xmlErrorPtr error) {
  auto& trouble = trouble_of(context);
  if (!trouble.what.empty() || error->message == nullptr) return;
  trouble = {fmt::format("line {}", error->line), fmt::format("is no XML: {}", base::trim(std::string_view(error->message)))};
}

void refuse_document_type(void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
  auto* parser = static_cast<xmlParserCtxtPtr>(context);
  trouble_of(context) = {fmt::format("line {}", xmlSAX2GetLineNumber(context)), "has a document type; a course structure needs none (remove <!DOCTYPE …>)"};
  xmlStopParser(parser);
}

// What libxml2 would print of its own accord.
void say_nothing(void*, const char*, ...) {}

xmlParserInputPtr refuse_entity_file(const char*, const char*, xmlParserCtxtPtr) { return nullptr; }

std::string value_of(xmlNode* node, const xmlAttr* attribute) {
  const std::unique_ptr<xmlChar, void (*)(void*)> text(xmlNodeListGetString(node->doc, attribute->children, 1), xmlFree);
  return std::string(view_of(text.get()));
}

std::optional<xapi::Problem> take(xmlNode* node, int depth, XmlElement& element) {
  element.name = view_of(node->name);
  element.space = node->ns != nullptr ? view_of(node->ns->href) : std::string_view();
  element.line = static_cast<int>(xmlGetLineNo(node));
  if (depth > kDeepestXml) return xapi::Problem{fmt::format("line {}", element.line), fmt::format("is nested in more than {} elements", kDeepestXml)};
  for (const xmlAttr* one = node->properties; one != nullptr; one = one->next) {
    if (one->ns == nullptr) element.attributes.emplace_back(view_of(one->name), value_of(node, one));
  }
  for (xmlNode* child = node->children; child != nullptr; child = child->next) {
    if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) element.text += view_of(child->content);
    if (child->type != XML_ELEMENT_NODE) continue;
    if (auto wrong = take(child, depth + 1, element.children.emplace_back())) return wrong;
  }
  return std::nullopt;
}

using Document = std::unique_ptr<xmlDoc, void (*)(xmlDocPtr)>;

Document parse(std::string_view text, Trouble& trouble) {
  static std::once_flag once;
  std::call_once(once, [] {
    xmlInitParser();
    xmlSetExternalEntityLoader(refuse_entity_file);
  });
  xmlSetGenericErrorFunc(nullptr, say_nothing);  // of this thread
  const std::unique_ptr<xmlParserCtxt, void (*)(xmlParserCtxtPtr)> context(xmlNewParserCtxt(), xmlFreeParserCtxt);
  context->_private = &trouble;
  context->sax->serror = note_error;
  context->sax->internalSubset = refuse_document_type;
  constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES;
  return {xmlCtxtReadMemory(context.get(), text.data(), static_cast<int>(text.size()), nullptr, nullptr, kOptions), xmlFreeDoc};
}

}  // namespace

const std::string* XmlElement::attribute(std::string_view wanted) const {
  const auto found = std::find_if(attributes.begin(), attributes.end(), [&](const auto& one) { return one.first == wanted; });
  return found == attributes.end() ? nullptr : &found->second;
}

xapi::Checked<XmlElement> read_xml(std::string_view text) {
  if (text.size() > kLargestXml) return xapi::refuse("cmi5.xml", fmt::format("is larger than {} MB", kLargestXml / 1'000'000));
  Trouble trouble;
  const auto document = parse(text, trouble);
  if (!trouble.what.empty()) return xapi::refuse(trouble.where, trouble.what);
  xmlNode* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
  if (root == nullptr) return xapi::refuse("line 1", "is no XML");
  XmlElement element;
  if (auto wrong = take(root, 1, element)) return tl::unexpected<xapi::Problem>(std::move(*wrong));
  return element;
}

}  // namespace cmi5
