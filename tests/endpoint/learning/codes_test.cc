#include "endpoint/learning/codes.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "tests/endpoint/xapi/problem_text.h"

namespace {

using learning::read_code;

const std::string kNine = "kelapa sungai jendela rumah kopi kucing mawar sepeda bintang";

bool is_plain(std::string_view word) {
  return word.size() >= 4 && word.size() <= 8 && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// One letter wrong, missing, too many, or in its neighbour's place.
bool is_one_slip(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty() && a.front() == b.front()) a.remove_prefix(1), b.remove_prefix(1);
  while (!a.empty() && !b.empty() && a.back() == b.back()) a.remove_suffix(1), b.remove_suffix(1);
  if (a.size() <= 1 && b.size() <= 1) return true;
  return a.size() == 2 && b.size() == 2 && a[0] == b[1] && a[1] == b[0];
}

}  // namespace

TEST_SUITE("learning/codes") {
  TEST_CASE("there are 2,048 words of 4 to 8 plain letters, sorted, each once, different in their first five letters") {
    const auto words = learning::words();
    REQUIRE(words.size() == 2048);
    std::set<std::string_view> starts;
    for (std::size_t i = 0; i < words.size(); ++i) {
      INFO(std::string(words[i]));
      CHECK(is_plain(words[i]));
      CHECK((i == 0 || words[i - 1] < words[i]));
      CHECK(starts.insert(words[i].substr(0, 5)).second);
    }
  }

  TEST_CASE("no slip of the keyboard makes one word of another") {
    CHECK(is_one_slip("sungai", "sunagi"));
    const auto words = learning::words();
    std::string slips;
    for (std::size_t i = 0; i < words.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (is_one_slip(words[i], words[j])) slips += std::string(words[j]) + " " + std::string(words[i]) + "\n";
      }
    }
    CHECK(slips == "");
  }

  TEST_CASE("a code has three words in public and six in secret, drawn from the whole list") {
    std::vector<std::uint32_t> limits;
    const auto code = learning::make_code([&](std::uint32_t limit) {
      limits.push_back(limit);
      return limits.size() == 1 ? 0 : limit - 1;
    });
    CHECK(limits == std::vector<std::uint32_t>(9, 2048));
    CHECK(code.locator == std::string(learning::words().front()) + " zebra zebra");
    CHECK(code.secret == "zebra zebra zebra zebra zebra zebra");
    CHECK(learning::words_of(code).size() == 9);
    CHECK(learning::words_of(code)[2] == "zebra");
  }

  TEST_CASE("letter case and what stands between the words do not matter") {
    for (const auto& typed : {kNine, std::string("  Kelapa, SUNGAI,jendela-rumah - kopi\nkucing\t mawar.sepeda   bintang. "),
                              std::string("1. kelapa 2. sungai 3. jendela 4. rumah 5. kopi 6. kucing 7. mawar 8. sepeda 9. bintang")}) {
      const auto code = read_code(typed);
      REQUIRE_MESSAGE(code.has_value(), typed);
      CHECK(code->locator == "kelapa sungai jendela");
      CHECK(code->secret == "rumah kopi kucing mawar sepeda bintang");
    }
  }

  TEST_CASE("a word that is none is named with the one that was meant; a word too many or too few is said") {
    CHECK(test::text_of(read_code("kelapa sunagi jendela rumah kopi kucing mawar sepeda bintang")) ==
          "code: has no word 'sunagi' at place 2 (did you mean 'sungai'?)");
    CHECK(test::text_of(read_code("kelapa qqqqqqqq")) == "code: has no word 'qqqqqqqq' at place 2");
    CHECK(test::text_of(read_code("kelpa")) == "code: has no word 'kelpa' at place 1 (did you mean 'kelapa'?)");
    CHECK(test::text_of(read_code("kelapa sungai jemdela")) == "code: has no word 'jemdela' at place 3 (did you mean 'jendela'?)");
    CHECK(test::text_of(read_code(std::string(10'000'000, 'k'))) == "code: has no word 'kkkkkkkkkkkkkkkkkkkk' at place 1");
    CHECK(test::text_of(read_code("kelapa sungai")) == "code: has 2 words instead of 9");
    CHECK(test::text_of(read_code(kNine + " kopi")) == "code: has 10 words instead of 9");
    CHECK(test::text_of(read_code("")) == "code: has 0 words instead of 9");
  }
}
