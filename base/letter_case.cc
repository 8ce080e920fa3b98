#include "base/letter_case.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <cstdint>

namespace base {

std::string composed_lower(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const auto* composer = icu::Normalizer2::getNFCInstance(error);
  auto unicode = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
  if (U_SUCCESS(error)) unicode = composer->normalize(unicode, error);
  unicode.toLower(icu::Locale::getRoot());
  std::string lower;
  unicode.toUTF8String(lower);
  return lower;
}

}  // namespace base
