#include <doctest/doctest.h>

#include "tests/generator/markup/page.h"

TEST_SUITE("markup/container") {
  using page::errors;
  using page::html;

  TEST_CASE("a bare fence closes the innermost container") {
    CHECK(html(":::details summary=\"Jawaban\"\n:::example title=A\nisi\n:::\nluar\n:::\nakhir\n") ==
          "<details>\n<summary>Jawaban</summary>\n<section class=\"example\">\n<p class=\"block-title\">"
          "<span class=\"block-label\">Contoh</span> A</p>\n<p>isi</p>\n</section>\n<p>luar</p>\n</details>\n<p>akhir</p>\n");
    CHECK(errors(":::details\n::::example\nisi\n::::\n:::\n").empty());
  }

  TEST_CASE("colons inside code are text") {
    CHECK(html(":::details\n```\n:::\n:::quiz\n```\n:::\n") ==
          "<details>\n<summary>Lihat</summary>\n<pre class=\"code\" tabindex=\"0\"><code>:::\n:::quiz\n</code></pre>\n</details>\n");
    CHECK(html("    :::details\n") == "<pre class=\"code\" tabindex=\"0\"><code>:::details\n</code></pre>\n");
  }

  TEST_CASE("a container ends a paragraph, a table and a list") {
    CHECK(errors("teks\n:::details\nisi\n:::\n").empty());
    CHECK(errors(":::details\n\n| a |\n|---|\n| b |\n:::\n").empty());
    CHECK(errors(":::details\n- a\n- b\n:::\n").empty());
    CHECK(errors(":::details\n> kutipan\n:::\n").empty());
    CHECK(errors(":::details\n- a\n\n  ```\n  kode\n:::\n").empty());
  }

  TEST_CASE("a list stays tight around a container") {
    CHECK(html("- a\n  :::details\n  isi\n  :::\n- b\n") ==
          "<ul>\n<li>a\n<details>\n<summary>Lihat</summary>\n<p>isi</p>\n</details>\n</li>\n<li>b</li>\n</ul>\n");
  }

  TEST_CASE("footnotes and references cross borders") {
    CHECK(html("a[^1] [b][c]\n\n:::details\n[^1]: isi\n\n[c]: d.md\n:::\n") ==
          "<p>a<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\" aria-label=\"Catatan 1\">1</a></sup> "
          "<a href=\"{link d.md}\">b</a></p>\n<details>\n<summary>Lihat</summary>\n</details>\n"
          "<section class=\"footnotes\" aria-label=\"Catatan kaki\">\n<ol>\n<li id=\"fn-1\">\n<p>isi "
          "<a href=\"#fnref-1\" class=\"footnote-back\" aria-label=\"Kembali\">↩</a></p>\n</li>\n</ol>\n</section>\n");
  }

  TEST_CASE("mistakes are told with their place") {
    CHECK(errors("teks\n\n:::example\nisi\n") ==
          "3:1: error: container ':::example' is never closed (close it with ':::' on a line of its own)\n");
    CHECK(errors("isi\n:::\n") == "2:1: error: ':::' closes nothing (no container is open here)\n");
    CHECK(errors(":::detials\n:::\n") == "1:1: error: unknown container ':::detials' (did you mean 'details'?)\n");
    CHECK(errors(":::details sumary=a\n:::\n") == "1:12: error: unknown key 'sumary' in ':::details' (did you mean 'summary'?)\n");
    CHECK(errors(":::details summary=a summary=b\n:::\n") == "1:22: error: key 'summary' stands twice in ':::details'\n");
    CHECK(errors(":::details summary=\"a\n:::\n") == "1:20: error: double quote is never closed\n");
    CHECK(errors(":::details buka\n:::\n") == "1:12: error: 'buka' is no 'key=value' (write values with spaces in double quotes)\n");
    CHECK(errors("::: {.note}\n:::\n") ==
          "1:1: error: ':::' is followed by no container's name (write ':::name' or a ':::' on a line of its own)\n"
          "1:5: error: '{.note}' is no 'key=value' (write values with spaces in double quotes)\n");
    CHECK(errors(":::right\n:::\n") == "1:1: error: ':::right' stands outside a question\n");
  }

  TEST_CASE("lines are right inside nested lists") {
    CHECK(errors("- a\n  - b\n\n    :::detials\n    isi\n    :::\n") ==
          "4:5: error: unknown container ':::detials' (did you mean 'details'?)\n");
  }

  TEST_CASE("mis-nested fences are told and close what they mean") {
    CHECK(errors("- a\n  :::details\n  isi\n:::\n") ==
          "4:1: error: ':::' closes ':::details' of line 2 outside the list item or quotation it was opened in "
          "(indent ':::' as far as ':::details')\n");
    CHECK(errors(":::details\n- a\n  :::\n") ==
          "3:3: error: ':::' closes ':::details' of line 1 inside a list item or quotation it was not opened in "
          "(indent ':::' as far as ':::details')\n");
  }

  TEST_CASE("containers deeper than the limit are refused") {
    std::string body;
    for (int i = 0; i < 5000; ++i) body += ":::details\n";
    CHECK(errors(body).find("error: blocks nest 5000 deep, the limit is 100\n") != std::string::npos);
  }
}
