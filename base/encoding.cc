#include "base/encoding.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include "base/text.h"

namespace base {
namespace {

std::string convert(std::string_view bytes, const char* encoding) {
  icu::UnicodeString text(bytes.data(), static_cast<int32_t>(bytes.size()), encoding);
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

}  // namespace

std::string decoded_text(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.starts_with("\xFF\xFE")) return convert(bytes.substr(2), "UTF-16LE");
  if (bytes.starts_with("\xFE\xFF")) return convert(bytes.substr(2), "UTF-16BE");
  return find_invalid_utf8(bytes) == std::string::npos ? std::string(bytes) : convert(bytes, "windows-1252");
}

}  // namespace base
