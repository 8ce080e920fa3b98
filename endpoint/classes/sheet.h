// Sheets to print: cards with recovery codes to cut out, and a poster with the class's code.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "endpoint/classes/codes_of_members.h"

namespace classes {

struct SheetSettings {
  std::string class_name;
  std::string page;      // address of the page "Kemajuan saya": "https://belajar.desa.example/kemajuan/"
  std::string language;  // "en", else Indonesian
};

// Where a phone's camera leads: the page with the words in the fragment, which no server sees.
std::string recovery_link(std::string_view page, const learning::Code& code);
std::string joining_link(std::string_view page, std::string_view class_code);

// QR codes of these links, as <svg>.
std::string recovery_qr(const SheetSettings& settings, const learning::Code& code);
std::string joining_qr(const SheetSettings& settings, std::string_view class_code);

// Whole HTML pages that need nothing else, for A4.
std::string sheet_of_cards(const SheetSettings& settings, const std::vector<GivenCode>& codes);
std::string poster(const SheetSettings& settings, std::string_view class_code);

}  // namespace classes
