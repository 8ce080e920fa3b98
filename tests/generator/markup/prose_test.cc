#include <doctest/doctest.h>

#include "tests/generator/markup/page.h"

namespace {

std::string words(int count) {
  std::string text = "Kata";
  for (int i = 1; i < count; ++i) text += " kata";
  return text;
}

}  // namespace

TEST_SUITE("markup/prose") {
  using page::errors;

  TEST_CASE("a sentence of more than 25 words is told where it starts") {
    CHECK(errors(words(25) + ".\n").empty());
    CHECK(errors("Pendek.\n" + words(26) + ".\n") ==
          "2:1: error: sentence of 26 words (say it in two; 25 words is the limit)\n");
    CHECK(errors("- Pendek. " + words(26) + "\n") ==
          "1:11: error: sentence of 26 words (say it in two; 25 words is the limit)\n");
    CHECK(errors("## " + words(30) + "\n").empty());
  }

  TEST_CASE("full stops in figures and abbreviations do not end a sentence") {
    CHECK(errors(words(13) + " Rp 1.000 " + words(13) + ".\n").find("sentence of 28 words") != std::string::npos);
    CHECK(errors(words(13) + " dr. Sari " + words(13) + ".\n").find("sentence of 28 words") != std::string::npos);
    CHECK(errors(words(13) + " 2025. " + words(13) + ".\n").empty());
    CHECK(errors(words(13) + "! \"" + words(13) + ".\" " + words(13) + "?\n").empty());
  }

  TEST_CASE("an acronym is expanded once on the page, before or behind it") {
    CHECK(errors("UMKM tumbuh.\n\nUMKM lagi.\n") ==
          "1:1: error: acronym 'UMKM' is never expanded (write the words once with '(UMKM)' behind them)\n");
    CHECK(errors("UMKM tumbuh.\n\nUsaha mikro, kecil, menengah (UMKM) lagi.\n").empty());
    CHECK(errors("UMKM (usaha mikro, kecil, menengah) tumbuh.\n").empty());
    CHECK(errors("**UMKM** (usaha mikro) tumbuh.\n").empty());
    CHECK(errors("Bab II, 5 GB, PERHATIAN, `HTTP`, $ABC$, A.\n").empty());
    CHECK(errors("[MODAL](term:modal) MODAL\n").empty());
  }
}
