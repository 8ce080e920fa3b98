#include "generator/markup/typesetter.h"

#include <doctest/doctest.h>

#include "tests/support/memory_file_system.h"

TEST_SUITE("markup/typesetter") {
  using markup::ProgramTypesetter;

  TEST_CASE("code is coloured") {
    ProgramTypesetter typesetter(nullptr);
    CHECK(typesetter.highlight("cpp", "int a; // <b>\n").value() ==
          "<span class=\"type\">int</span> a<span class=\"symbol\">;</span> <span class=\"comment\">// &lt;b&gt;</span>\n");
  }

  TEST_CASE("an unknown language gives nothing, also when it looks like a file or an option") {
    ProgramTypesetter typesetter(nullptr);
    for (const auto* language : {"klingon", "../../etc/passwd", "--help", ""}) CHECK(typesetter.highlight(language, "a").value().empty());
  }

  TEST_CASE("formulas become MathML; wrong ones are told") {
    ProgramTypesetter typesetter(nullptr);
    CHECK(typesetter.formula("x^2", false).value() == "<math><msup><mi>x</mi><mn>2</mn></msup></math>");
    CHECK(typesetter.formula("x", true).value().starts_with("<math display=\"block\">"));
    CHECK(typesetter.formula("\\foo", false).error().message == "unrecognised command \"\\foo\"");
    CHECK(typesetter.formula("\\text{harga é}", false).has_value());
    CHECK(typesetter.formula(std::string(5000, 'x'), false).error().message == "it is longer than 4000 bytes");
  }

  TEST_CASE("no formula crashes us") {
    ProgramTypesetter typesetter(nullptr);
    for (const std::string& tex : {std::string(3999, '{'), std::string("\\frac"), std::string("$"), std::string("%"), std::string("</markup><script>"),
                                  std::string(1000, '\\'), std::string("\x01"), std::string("<message>")}) {
      const auto math = typesetter.formula(tex, true);
      if (math) CHECK(math->find("<script") == std::string::npos);
    }
  }

  TEST_CASE("results are kept in the store, and a spoilt entry is made again") {
    support::MemoryFileSystem files;
    cache::Store store(files, "cache");
    const auto first = ProgramTypesetter(&store).formula("y", false).value();
    CHECK(ProgramTypesetter(&store).formula("y", false).value() == first);
  }
}
