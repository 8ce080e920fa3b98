// Texts as QR codes (ISO/IEC 18004), drawn as SVG.
#pragma once

#include <string>
#include <string_view>

namespace qr {

// An <svg> of one path, black on white with the quiet zone of four modules, without a size: a style gives it one. `label` names it for
// those who do not see it. Up to about 2,300 bytes of text, without NUL; longer: "".
std::string svg_of(std::string_view text, std::string_view label);

}  // namespace qr
