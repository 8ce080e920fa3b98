#include "generator/infographic/numbers.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "base/locale.h"

namespace infographic {
namespace {

constexpr double kSmallestCounted = 10'000;  // below, thousands are still read at a glance
constexpr double kSmallestBrief = 1e6;    // "Rp 64.500" is shorter than "Rp 64,5 ribu"
constexpr int kBriefDecimals = 2;
constexpr std::string_view kNoBreakSpace = "\u00A0";
constexpr std::string_view kMinus = "−";

struct Size {
  double divisor;
  std::string_view key;
};
constexpr std::array<Size, 4> kSizes = {
    {{1e12, "chart_trillion"}, {1e9, "chart_billion"}, {1e6, "chart_million"}, {1e3, "chart_thousand"}}};

// The fewest decimals, up to `most`, that show the number as exactly as `most` would.
int needed_decimals(double number, int most) {
  double scaled = std::abs(number) * std::pow(10, most);
  scaled = std::round(scaled);
  while (most > 0 && std::fmod(scaled, 10) == 0) {
    scaled /= 10;
    --most;
  }
  return most;
}

bool shows_as_zero(double value, int decimals) { return std::round(std::abs(value) * std::pow(10, decimals)) == 0; }

}  // namespace

bool Numbers::unit_is_word() const { return !unit_.empty() && unit_ != "Rp" && unit_ != "%"; }

std::string_view Numbers::unit_name() const {
  if (unit_ == "Rp") return texts_("chart_rupiah");
  return unit_ == "%" ? texts_("chart_percent") : std::string_view(unit_);
}

std::string Numbers::bare(double value, int decimals) const {
  std::string number = base::format_number(std::abs(value), decimals, texts_.language());
  return value < 0 && !shows_as_zero(value, decimals) ? std::string(kMinus) + number : number;
}

std::string Numbers::mark(const std::string& number, bool negative) const {
  const std::string_view sign = negative ? kMinus : std::string_view();
  if (unit_ == "Rp") return fmt::format("{}Rp{}{}", sign, kNoBreakSpace, number);
  return fmt::format("{}{}{}", sign, number, unit_ == "%" ? "%" : "");
}

std::string Numbers::marked(double value) const {
  return mark(bare(std::abs(value)), value < 0 && !shows_as_zero(value, decimals_));
}

std::string Numbers::brief(double value) const {
  const Magnitude size = magnitude(std::abs(value));
  if (size.divisor < kSmallestBrief) return marked(value);
  const double counted = std::abs(value) / size.divisor;
  const std::string number = bare(counted, needed_decimals(counted, kBriefDecimals));
  return mark(fmt::format("{}{}{}", number, kNoBreakSpace, size.word), value < 0);
}

Magnitude Numbers::magnitude(double largest) const {
  if (largest < kSmallestCounted) return {};
  const auto* size = std::find_if(kSizes.begin(), kSizes.end(), [&](const Size& s) { return largest >= s.divisor; });
  return {size->divisor, texts_(size->key)};
}

}  // namespace infographic
