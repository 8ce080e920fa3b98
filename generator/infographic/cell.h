// Cells of a table that are numbers.
#pragma once

#include <string_view>

namespace infographic {

// A cell as a number: "1234.5", "-3"; false for anything else, the empty cell included.
bool parse_cell(std::string_view cell, double& number);

// True when points stand where people put them between thousands: "1.234", "1.234.567"; false for "0.125".
bool is_grouped(std::string_view cell);

}  // namespace infographic
