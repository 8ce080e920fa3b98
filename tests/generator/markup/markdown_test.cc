#include "generator/markup/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <memory>

#include "base/parallel_for.h"
#include "tests/generator/markup/page.h"

namespace {

std::string with_replaced(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
  return text;
}

// What cmark-gfm itself makes of a text, in HTML's spelling instead of XHTML's.
std::string cmark_html(const std::string& body) {
  cmark_parser* parser = cmark_parser_new(CMARK_OPT_DEFAULT);
  for (const char* name : {"table", "strikethrough", "autolink"}) {
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name));
  }
  cmark_parser_feed(parser, body.data(), body.size());
  cmark_node* tree = cmark_parser_finish(parser);
  char* html = cmark_render_html(tree, CMARK_OPT_DEFAULT, nullptr);
  const std::string result = with_replaced(html, " />", ">");
  cmark_get_default_mem_allocator()->free(html);
  cmark_node_free(tree);
  cmark_parser_free(parser);
  return result;
}

}  // namespace

TEST_SUITE("markup/markdown") {
  using page::errors;
  using page::html;

  TEST_CASE("plain GFM comes out as cmark-gfm writes it") {
    page::parse("");
    for (const std::string body :
         {"a\nb\n\nc  \nd\\\ne", "- a\n- b\n  - c\n\n    d\n- e", "1. a\n2. b", "7) a\n8) b\n\n   c", "> a\n> > b\nc", "***", "*a **b** c* ~~d~~ `e<f`",
          "a & b < c > d \" e &amp; &copy; \\*", "* a\n\n  b\n\n* c", "- a\n\n\n- b", "+ x\n  > y\n  z", "a\n***\nb", "**a _b_**c", "-\n- a", "\tb\n"}) {
      CHECK(html(body) == with_replaced(with_replaced(cmark_html(body), "<pre>", "<pre class=\"code\" tabindex=\"0\">"), "\r", ""));
    }
  }

  TEST_CASE("headings get ids, unique on the page") {
    CHECK(html("## Foto Produk\n\n## Foto produk\n\n### Lain {#pilihan}\n") ==
          "<h2 id=\"foto-produk\">Foto Produk</h2>\n<h2 id=\"foto-produk-2\">Foto produk</h2>\n<h3 id=\"pilihan\">Lain</h3>\n");
    const auto headings = page::parse("## b\n\n## a {#c}\n").document.headings;
    REQUIRE(headings.size() == 2);
    CHECK(headings[0].id == "b");
    CHECK(headings[1].id == "c");
    CHECK(errors("## a {#x}\n\n## b {#x}\n") == "3:1: error: anchor 'x' stands twice on the page\n");
    CHECK(errors("## a {#X Y}\n") == "1:1: error: malformed anchor 'X Y' (use a to z, 0 to 9 and hyphens inside)\n");
  }

  TEST_CASE("an automatic id gives way to a chosen one further down") {
    CHECK(html("## Contoh\n\n## Lain {#contoh}\n") == "<h2 id=\"contoh-2\">Contoh</h2>\n<h2 id=\"contoh\">Lain</h2>\n");
  }

  TEST_CASE("heading levels") {
    CHECK(errors("## a\n\n#### b\n") == "3:1: error: heading level skipped: 2 is followed by 4\n");
    CHECK(errors("# a\n") == "1:1: error: heading of level 1 in the text (the page's title is the only one; write '##')\n");
    CHECK(html("# a\n") == "<h2 id=\"a\">a</h2>\n");
  }

  TEST_CASE("task lists have labelled boxes, and only the first bracket counts") {
    CHECK(html("- [ ] a [x]\n- [x] b\n") ==
          "<ul>\n<li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"Belum\"> a [x]</li>\n"
          "<li class=\"task\"><input type=\"checkbox\" checked disabled aria-label=\"Sudah\"> b</li>\n</ul>\n");
  }

  TEST_CASE("footnotes: several references, blocks, unused and unwritten ones") {
    const auto out = html("a[^x] b[^x]\n\n[^x]: c\n\n    - d\n");
    CHECK(out.find("id=\"fnref-1-2\"") != out.npos);
    CHECK(out.find("<a href=\"#fnref-1-2\" class=\"footnote-back\" aria-label=\"Kembali 2\">↩2</a>") != out.npos);
    CHECK(errors("a\n\n[^x]: b\n") == "3:1: error: footnote 'x' is never used (write '[^x]' where it belongs)\n");
    CHECK(errors("a [^x] \\[^y]\n") ==
          "1:1: error: footnote 'x' is never written (write its text in a paragraph that starts with '[^x]:')\n");
    CHECK(errors("```\n[^x]: b\n```\n").empty());
  }

  TEST_CASE("links") {
    CHECK(html("[a](b.md \"c\") [d](#e) <mailto:a@b.c>\n") ==
          "<p><a href=\"{link b.md}\" title=\"c\">a</a> <a href=\"{link #e}\">d</a> "
          "<a href=\"mailto:a@b.c\">mailto:a@b.c</a></p>\n");
    CHECK(html("https://a.org/?b=c&d\n") == "<p><a href=\"https://a.org/?b=c&amp;d\" rel=\"noopener\">https://a.org/?b=c&amp;d</a></p>\n");
    CHECK(errors("[a](javascript:alert)\n") ==
          "1:1: error: link to 'javascript:alert' is not allowed (use a file of the site, or http, https, mailto, tel, sms, geo or term)\n");
    CHECK(errors("[a](//b.org)\n").find("link to '//b.org' is not allowed") != std::string::npos);
    CHECK(errors("kata [klik di sini](a.md)\n") ==
          "1:6: error: link text 'klik di sini' says nothing by itself (name what the link leads to)\n");
  }

  TEST_CASE("glossary terms are explained once, at the foot") {
    CHECK(html("[modal](term:modal) [lagi](term:modal)\n") ==
          "<p><a class=\"term\" href=\"#term-modal\">modal</a> <a class=\"term\" href=\"#term-modal\">lagi</a></p>\n"
          "<section class=\"glossary\" aria-labelledby=\"arti\">\n<h2 id=\"arti\">Arti</h2>\n<dl>\n"
          "<dt id=\"term-modal\">modal</dt>\n<dd>uang untuk memulai</dd>\n</dl>\n</section>\n");
    CHECK(errors("[a](term:modl)\n") == "1:1: error: unknown term 'modl' (did you mean 'modal'?)\n");
  }

  TEST_CASE("figures, pictures, players") {
    CHECK(html("![a](b.svg \"c\")\n") ==
          "<figure class=\"figure\">{figure b.svg}<img alt=\"a\">"
          "<figcaption>c</figcaption></figure>\n");
    CHECK(html("x ![a](b.svg)\n") == "<p>x {picture b.svg}<img alt=\"a\"></p>\n");
    CHECK(html("![a](b.mp4)\n") ==
          "<figure class=\"figure player\">{film b.mp4}<video aria-label=\"a\"></video></figure>\n");
    CHECK(page::parse("![a](b.MP3)\n").document.has_media);
    CHECK(errors("![a](http://b/c.png)\n") ==
          "1:1: error: picture 'http://b/c.png' is not a file of the site (put the file beside the page)\n");
    CHECK(errors("![](b.png)\n") == "1:1: error: picture 'b.png' has no text (say in the brackets what it shows)\n");
  }

  TEST_CASE("a list of moments below a video or sound is its chapters") {
    const auto chapters = [](const std::string& body) {
      std::string text;
      for (const auto& chapter : page::parse(body).document.chapters) {
        text += std::to_string(chapter.reference) + " " + std::to_string(static_cast<int>(chapter.seconds)) + " " + chapter.text + " " + std::to_string(chapter.line) + "\n";
      }
      return text;
    };
    const std::string two = "[x](y.md)\n\n![a](b.mp4)\n\n- 0:00 Kas *masuk*\n- 1:05 Kas keluar\n\nTeks.\n";
    CHECK(chapters(two) == "1 0 Kas masuk 5\n1 65 Kas keluar 6\n");
    CHECK(html(two) == "<p><a href=\"{link y.md}\">x</a></p>\n<figure class=\"figure player\">{film b.mp4}<video aria-label=\"a\"></video></figure>\n<p>Teks.</p>\n");
    CHECK(chapters("![a](b.mp3)\n- 0:15 Satu\n") == "0 15 Satu 2\n");
    CHECK(errors("![a](b.mp4)\n\n- 0:15 Satu\n- 0:10 Dua\n- 0:15 Tiga\n- 0:20 Empat\n") ==
          "4:1: error: chapter 'Dua' (0:10) begins no later than the one above (0:15) (put the moments in rising order)\n"
          "5:1: error: chapter 'Tiga' (0:15) begins no later than the one above (0:15) (put the moments in rising order)\n");
  }

  TEST_CASE("other lists stay what they are") {
    for (const std::string body : {"![a](b.mp4)\n\n- 0:15 Satu\n- Dua\n", "![a](b.mp4)\n\n- 15 Satu\n", "![a](b.mp4)\n\n- 0:15\n", "![a](b.mp4)\n\n1. 0:15 Satu\n",
                                   "![a](b.svg)\n\n- 0:15 Satu\n", "Jadwal\n\n- 07:15 Apel\n", "![a](b.mp4)\n\nTeks.\n\n- 0:15 Satu\n", "![a](b.mp4)\n\n- 0:15 Satu\n\n  Lagi.\n",
                                   "![a](b.mp4)\n\n- [ ] 0:15 Satu\n"}) {
      CAPTURE(body);
      CHECK(page::parse(body).document.chapters.empty());
      CHECK(html(body).find("<li") != std::string::npos);
    }
  }

  TEST_CASE("what is shown is a picture, sound or video, whatever the case of its ending") {
    CHECK(errors("![a](b.JPG) ![a](b.HEIC) ![a](b.MOV) ![a](b)\n") == "");
    CHECK(errors("![a](daftar.XLSX)\n") == "1:1: error: 'daftar.XLSX' is no picture, sound or video that pages show "
                                          "(link to it, without the '!'; save a picture as JPEG or PNG)\n");
  }

  TEST_CASE("a name with spaces that makes no link is told") {
    CHECK(errors("a\n\n![Foto](Foto Bu Sari.jpg)\n") == "3:1: error: 'Foto Bu Sari.jpg' is not linked: its name has spaces "
                                                       "(write '<Foto Bu Sari.jpg>' in the brackets, or rename the file)\n");
    CHECK(errors("[*Unduh* ini](formulir baru.pdf#page=2 \"x\")\n").find("error: 'formulir baru.pdf#page=2' is not linked") != std::string::npos);
    CHECK(errors("[a](<Foto Bu Sari.jpg>) `[a](b c.jpg)` [a](lihat di bawah) larik[1](satu. dua)\n") == "");
  }

  TEST_CASE("formulas, and amounts that are none") {
    CHECK(html("$a+b$, $$c$$\n\n$$\nd\n$$\n") == "<p><math>3</math>, <math>1</math></p>\n<div class=\"formula\" tabindex=\"0\"><math display=\"block\">3</math></div>\n");
    CHECK(html("Rp $5 dan $6, US$5 atau \\$7$\n") == "<p>Rp $5 dan $6, US$5 atau $7$</p>\n");
    CHECK(html("| a |\n|---|\n| $b$ |\n").find("<td><math>1</math></td>") != std::string::npos);
    CHECK(errors("$bad$\n") == "1:1: error: formula cannot be set: no such command\n");
    CHECK(html("```math\nab\n```\n") == "<div class=\"formula\" tabindex=\"0\"><math display=\"block\">2</math></div>\n");
  }

  TEST_CASE("after twenty wrong formulas a page's others are not tried") {
    std::string text;
    for (int i = 0; i < 25; ++i) text += "$bad$\n";
    const std::string told = errors(text);
    CHECK(std::ranges::count(told, '\n') == 21);
    CHECK(told.ends_with("20:1: error: formula cannot be set: no such command\n"
                         "21:1: error: from this formula on none is checked: 20 above it are wrong (mend those first)\n"));
  }

  TEST_CASE("code is coloured, or told that it cannot be") {
    CHECK(html("```cpp\nint\n```\n") == "<pre class=\"code\" tabindex=\"0\"><code class=\"language-cpp\"><i>4</i></code></pre>\n");
    CHECK(errors("```klingon\na\n```\n") == "1:1: error: code in 'klingon' cannot be coloured (write 'text' for none)\n");
    CHECK(errors("```text\na\n```\n").empty());
  }

  TEST_CASE("raw HTML is left out, comments vanish, trusted pages keep it") {
    CHECK(html("a <b>c</b> <!-- d -->e\n\n<!-- f -->\n\n<div>\ng\n</div>\n") == "<p>a c e</p>\n");
    CHECK(errors("a <b>c</b>\n\n<div>\n") ==
          "1:3: error: raw HTML '<b>' is left out (write Markdown, or set 'trusted: true' in the front matter)\n"
          "3:1: error: raw HTML '<div>' is left out (write Markdown, or set 'trusted: true' in the front matter)\n");
    CHECK(html("<div id=\"x\">a</div>\n", {.trusted = true}) == "<div id=\"x\">a</div>\n");
    CHECK(page::parse("<div id=\"x\">a</div>\n", {.trusted = true}).document.anchors == std::vector<std::uint64_t>{markup::anchor_hash("x")});
  }

  TEST_CASE("tables scroll inside themselves") {
    CHECK(html(":::table caption=\"A\" rowheaders=yes\n| a | b |\n|---|--:|\n| c | d |\n:::\n") ==
          "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"tabel-1\">\n<table>\n"
          "<caption id=\"tabel-1\">A</caption>\n<thead>\n<tr>\n<th scope=\"col\">a</th>\n<th scope=\"col\" class=\"right\">b</th>\n</tr>\n"
          "</thead>\n<tbody>\n<tr>\n<th scope=\"row\">c</th>\n<td class=\"right\">d</td>\n</tr>\n</tbody>\n</table>\n</div>\n");
    CHECK(html(":::table csv=b.csv\n:::\n").find("<td class=\"right\">12</td>") != std::string::npos);
    CHECK(errors(":::table csv=c.csv\n:::\n") == "1:1: error: no file 'stories/c.csv'\n");
    CHECK(errors(":::table\nteks\n:::\n") ==
          "1:1: error: ':::table' holds no single table (write one Markdown table inside, or 'csv=file.csv')\n");
  }

  TEST_CASE("facts, quotations, calls, notices") {
    CHECK(html(":::facts\n- **12** anggota\n:::\n") == "<ul class=\"facts\">\n<li><b>12</b> <span>anggota</span></li>\n</ul>\n");
    CHECK(html(":::quote by=\"Lastri\" role=\"ketua\"\nKata.\n:::\n") ==
          "<figure class=\"quote\">\n<blockquote>\n<p>Kata.</p>\n</blockquote>\n<figcaption><b>Lastri</b>, ketua</figcaption>\n</figure>\n");
    CHECK(html(":::cta\n[Daftar](a.md)\n:::\n") ==
          "<aside class=\"cta\">\n<p><a href=\"{link a.md}\" class=\"button\">Daftar</a></p>\n</aside>\n");
    CHECK(errors(":::cta\nAyo.\n:::\n") == "1:1: error: ':::cta' holds 0 links (write one: it becomes the button)\n");
    CHECK(html("> [!NOTE]\n> Teks.\n") ==
          "<aside class=\"alert alert-note\" role=\"note\">\n<p class=\"alert-title\">Catatan</p>\n<p>Teks.</p>\n</aside>\n");
    CHECK(errors("> [!WARNINGS]\n> Teks.\n") == "1:3: error: unknown notice '[!WARNINGS]' (did you mean 'WARNING'?)\n");
  }

  TEST_CASE("what the model needs") {
    const auto document = page::parse("Satu dua *tiga*.\n\n## Empat\n").document;
    CHECK(document.summary == "Satu dua tiga.");
    CHECK(document.words == 4);
    REQUIRE(document.headings.size() == 1);
    CHECK(document.headings[0].text == "Empat");
    CHECK(document.headings[0].line == 3);
  }

  TEST_CASE("texts that would cost too much are refused") {
    CHECK(errors(std::string(10000, '>') + " a\n") == "1: error: blocks nest 10000 deep, the limit is 100\n");
    std::string lists;
    for (std::size_t i = 0; i < 200; ++i) lists += std::string(2 * i, ' ') + "- a\n";
    CHECK(errors(lists).find("the limit is 100") != std::string::npos);
    std::string brackets;
    for (int i = 0; i < 100'000; ++i) brackets += "[";
    CHECK(errors(brackets).empty());
    CHECK(errors(brackets + brackets) == "1: error: 200000 marks and line ends on one page, the limit is 150000 (split the page)\n");
    std::string emphasis;
    for (int i = 0; i < 5000; ++i) emphasis += "*a **b ";
    for (int i = 0; i < 5000; ++i) emphasis += "c** d*";
    CHECK(errors(emphasis).find("emphasis nests more than 100 deep") != std::string::npos);
  }

  TEST_CASE("eight threads write what one writes") {
    constexpr std::size_t kDocuments = 4000;
    const auto body = [](std::size_t i) {
      const auto n = std::to_string(i);
      return "a ~~b" + n + "~~ www.c.org/" + n + " $d" + n + "$ e@f.org[^" + n + "]\n\n:::details summary=" + n + "\n- [x] g\n:::\n\n[^" + n + "]: h\n";
    };
    std::vector<std::string> one(kDocuments);
    std::vector<std::string> eight(kDocuments);
    page::parse("");
    base::parallel_for(kDocuments, 1, [&](std::size_t i, int) { one[i] = page::parse(body(i)).document.html; });
    base::parallel_for(kDocuments, 8, [&](std::size_t i, int) { eight[i] = page::parse(body(i)).document.html; });
    CHECK(one == eight);
    CHECK(one[0].find("<del>b0</del>") != std::string::npos);
  }

  TEST_CASE("every tag closes") {
    for (const auto* body : {"![a](b.mp4)\n\n- [ ] a\n\n| a |\n|-|\n", ":::details\n> [!NOTE]\n> a\n", "a[^1]\n\n[^1]: - b\n"}) {
      CHECK(page::malformed(page::parse(body).document.html) == "");
    }
    CHECK(page::malformed("<p><b></p></b>") == "</p> closes <b>");
  }
}
