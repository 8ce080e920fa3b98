// Figures as a chart's readers write them: "1.234,5", "Rp 1,2 juta", "12%".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "generator/content/texts.h"

namespace infographic {

// A round size that large figures are counted in: 1,000,000 and "juta". Divisor 1 has no word.
struct Magnitude {
  double divisor = 1;
  std::string_view word;  // borrowed from the texts
};

// Borrows the texts. `decimals` is how many digits the data have behind the separator.
class Numbers {
 public:
  Numbers(const content::Texts& texts, std::string unit, int decimals)
      : texts_(texts), unit_(std::move(unit)), decimals_(decimals) {}

  int decimals() const { return decimals_; }
  const content::Texts& texts() const { return texts_; }
  const std::string& unit() const { return unit_; }
  // True for units that stand after a space, such as "orang"; false for "Rp", "%" and none.
  bool unit_is_word() const;
  // The unit in a sentence: "rupiah", "persen", "orang".
  std::string_view unit_name() const;

  // "1.234,5", with the data's decimals or others.
  std::string bare(double value) const { return bare(value, decimals_); }
  std::string bare(double value, int decimals) const;
  // With "Rp" or "%", without a word: "Rp 1.234", "12%", "1.234".
  std::string marked(double value) const;
  // "Rp 1,2 juta"; below a million as marked().
  std::string brief(double value) const;

  // In what to count figures up to `largest`.
  Magnitude magnitude(double largest) const;

 private:
  std::string mark(const std::string& number, bool negative) const;

  const content::Texts& texts_;
  std::string unit_;
  int decimals_;
};

// The sign that stands for a missing figure.
inline constexpr std::string_view kMissing = "–";

}  // namespace infographic
