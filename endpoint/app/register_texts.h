// The words of the register of processing.
#pragma once

#include <string_view>

namespace endpoint_app {

struct RegisterTexts {
  std::string_view page;  // with {names} of values
  std::string_view fill_in, key, no_key, children, no_minimum_age, retention, no_retention, sqlite, postgresql;
};

// "en", or else Indonesian.
const RegisterTexts& register_texts(std::string_view language);

}  // namespace endpoint_app
