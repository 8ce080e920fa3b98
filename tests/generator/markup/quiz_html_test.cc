#include "generator/markup/quiz_html.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "generator/markup/quiz_hash.h"
#include "tests/generator/markup/quiz_page.h"

// The HTML that the theme's quiz.js and quiz.css rely on, whole.

using quiz_page::form_of;
using quiz_page::parse;

TEST_SUITE("markup/quiz_html") {
  TEST_CASE("a single choice is radio buttons, and its answer unfolds without a script") {
    CHECK(form_of(R"(:::question id=untung hint="Kurangi harga jual dengan modal."
Berapa **keuntungan**?

- [ ] Rp 3.000 {#tiga-ribu}
  > Hitung lagi.
- [x] Rp 4.000
:::
)") == R"(<form class="question" id="untung" data-question="untung" data-type="single" data-points="1" data-hash="ba646b344b709483">
<fieldset aria-describedby="untung-ask"><legend>Pertanyaan</legend>
<div class="ask" id="untung-ask">
<p>Berapa <strong>keuntungan</strong>?</p>
</div>
<div class="options">
<label class="option"><input type="radio" name="untung" value="tiga-ribu"><span>Rp 3.000</span></label>
<label class="option"><input type="radio" name="untung" value="e36d910a"><span>Rp 4.000</span></label>
</div>
</fieldset>
<details class="hint"><summary>Petunjuk</summary><p>Kurangi harga jual dengan modal.</p></details>
<details class="answer"><summary>Lihat jawaban</summary>
<ul class="answers">
<li data-for="tiga-ribu"><b>Rp 3.000</b> <span class="verdict">Belum tepat</span>
<div class="feedback">
<p>Hitung lagi.</p>
</div></li>
<li data-for="e36d910a" data-right><b>Rp 4.000</b> <span class="verdict">Benar</span></li>
</ul>
</details>
</form>
)");
  }

  TEST_CASE("a multiple choice is check boxes, and :::right and :::wrong stand below its answer") {
    CHECK(form_of(R"(:::question id=banyak
Mana biaya tetap?

- [x] Sewa {#sewa}
  > Ya.
- [ ] Plastik {#plastik}
- [x] Iuran {#iuran}

:::right
Lengkap.
:::
:::wrong
Baca **lagi**.
:::
:::
)") == R"(<form class="question" id="banyak" data-question="banyak" data-type="multiple" data-points="1" data-hash="d6047b5500cf722b">
<fieldset aria-describedby="banyak-ask"><legend>Pertanyaan</legend>
<div class="ask" id="banyak-ask">
<p>Mana biaya tetap?</p>
</div>
<p class="quiz-help">Pilih semua yang benar.</p>
<div class="options">
<label class="option"><input type="checkbox" name="banyak" value="sewa"><span>Sewa</span></label>
<label class="option"><input type="checkbox" name="banyak" value="plastik"><span>Plastik</span></label>
<label class="option"><input type="checkbox" name="banyak" value="iuran"><span>Iuran</span></label>
</div>
</fieldset>
<details class="answer"><summary>Lihat jawaban</summary>
<ul class="answers">
<li data-for="sewa" data-right><b>Sewa</b> <span class="verdict">Benar</span>
<div class="feedback">
<p>Ya.</p>
</div></li>
<li data-for="iuran" data-right><b>Iuran</b> <span class="verdict">Benar</span></li>
</ul>
<div class="feedback" data-say="right">
<p class="when">Bila jawaban Anda benar:</p>
<p>Lengkap.</p>
</div>
<div class="feedback" data-say="wrong">
<p class="when">Bila jawaban Anda belum tepat:</p>
<p>Baca <strong>lagi</strong>.</p>
</div>
</details>
</form>
)");
  }

  TEST_CASE("true or false are two radio buttons") {
    CHECK(form_of(R"(:::question id=cubit type=truefalse answer=false
Mencubit layar lebih baik.
:::
)") == R"(<form class="question" id="cubit" data-question="cubit" data-type="truefalse" data-points="1" data-hash="ca704c938204cea9">
<fieldset aria-describedby="cubit-ask"><legend>Pertanyaan</legend>
<div class="ask" id="cubit-ask">
<p>Mencubit layar lebih baik.</p>
</div>
<div class="options">
<label class="option"><input type="radio" name="cubit" value="true"><span>Betul</span></label>
<label class="option"><input type="radio" name="cubit" value="false"><span>Salah</span></label>
</div>
</fieldset>
<details class="answer"><summary>Lihat jawaban</summary>
<p class="answers"><b data-truth="false">Salah</b></p>
</details>
</form>
)");
  }

  TEST_CASE("a text is typed on a line, and its accepted forms and mistakes unfold") {
    CHECK(form_of(R"(:::question id=sebutan type=text
Apa sebutannya?

- [x] titik impas {#titik-impas}
- [ ] laba {#laba}
  > Laba muncul kemudian.
:::
)") == R"(<form class="question" id="sebutan" data-question="sebutan" data-type="text" data-points="1" data-hash="07df4b4f825f9639">
<fieldset aria-describedby="sebutan-ask"><legend>Pertanyaan</legend>
<div class="ask" id="sebutan-ask">
<p>Apa sebutannya?</p>
</div>
<label class="line"><span>Jawaban Anda</span> <input type="text" autocomplete="off" autocapitalize="off" spellcheck="false"></label>
</fieldset>
<details class="answer"><summary>Lihat jawaban</summary>
<ul class="answers">
<li data-for="titik-impas" data-right><b>titik impas</b> <span class="verdict">Benar</span></li>
<li data-for="laba"><b>laba</b> <span class="verdict">Belum tepat</span>
<div class="feedback">
<p>Laba muncul kemudian.</p>
</div></li>
</ul>
</details>
</form>
)");
  }

  TEST_CASE("a number is typed on a line with its unit, and shown as people of the language write it") {
    CHECK(form_of(R"(:::question id=saldo type=number answer=4000.5 tolerance=0.5 unit=rupiah
Berapa saldonya?

- [ ] 3000 {#lupa}
  > Tambahkan gaji.
:::
)") == R"(<form class="question" id="saldo" data-question="saldo" data-type="number" data-points="1" data-hash="46a71d03826af23f">
<fieldset aria-describedby="saldo-ask"><legend>Pertanyaan</legend>
<div class="ask" id="saldo-ask">
<p>Berapa saldonya?</p>
</div>
<label class="line"><span>Jawaban Anda, berupa angka</span> <input type="text" autocomplete="off" autocapitalize="off" spellcheck="false" inputmode="decimal"> <span class="unit">rupiah</span></label>
</fieldset>
<details class="answer"><summary>Lihat jawaban</summary>
<p class="answers"><b data-number="4000.5" data-tolerance="0.5">4.000,5 rupiah</b> (boleh meleset 0,5)</p>
<ul class="answers">
<li data-for="lupa" data-number="3000"><b>3.000</b> <span class="verdict">Belum tepat</span>
<div class="feedback">
<p>Tambahkan gaji.</p>
</div></li>
</ul>
</details>
</form>
)");
  }

  TEST_CASE("items to order stand in a stable order that is not the right one") {
    CHECK(form_of(R"(:::question id=urutan type=order
Urutkan.

1. Bersihkan {#bersihkan}
2. Pasang {#pasang}
3. Jepret {#jepret}
:::
)") == R"(<form class="question" id="urutan" data-question="urutan" data-type="order" data-points="1" data-hash="18c90217143e3bb0">
<fieldset aria-describedby="urutan-ask"><legend>Pertanyaan</legend>
<div class="ask" id="urutan-ask">
<p>Urutkan.</p>
</div>
<ol class="order">
<li data-option="bersihkan"><span>Bersihkan</span></li>
<li data-option="jepret"><span>Jepret</span></li>
<li data-option="pasang"><span>Pasang</span></li>
</ol>
</fieldset>
<details class="answer"><summary>Lihat jawaban</summary>
<ol class="answers">
<li data-for="bersihkan">Bersihkan</li>
<li data-for="pasang">Pasang</li>
<li data-for="jepret">Jepret</li>
</ol>
</details>
</form>
)");
  }

  TEST_CASE("pairs are selects, each with all that can belong to it") {
    CHECK(form_of(R"(:::question id=pasangan type=match
Pasangkan.

| Tanya | Jawab |
|---|---|
| Muat *buku*? {#muat} | Panjang 32 cm {#panjang} |
| Kapan? {#kapan} | 3 hari {#hari} |
:::
)") == R"(<form class="question" id="pasangan" data-question="pasangan" data-type="match" data-points="1" data-hash="f3499281b0d9dad6">
<fieldset aria-describedby="pasangan-ask"><legend>Pertanyaan</legend>
<div class="ask" id="pasangan-ask">
<p>Pasangkan.</p>
</div>
<ul class="pairs">
<li><label for="pasangan-1">Muat <em>buku</em>?</label> <select id="pasangan-1" data-option="muat" autocomplete="off"><option value="">Pilih pasangannya</option><option value="hari">3 hari</option><option value="panjang">Panjang 32 cm</option></select></li>
<li><label for="pasangan-2">Kapan?</label> <select id="pasangan-2" data-option="kapan" autocomplete="off"><option value="">Pilih pasangannya</option><option value="hari">3 hari</option><option value="panjang">Panjang 32 cm</option></select></li>
</ul>
</fieldset>
<details class="answer"><summary>Lihat jawaban</summary>
<ul class="answers">
<li data-for="muat" data-match="panjang"><b>Muat buku?</b>: Panjang 32 cm</li>
<li data-for="kapan" data-match="hari"><b>Kapan?</b>: 3 hari</li>
</ul>
</details>
</form>
)");
  }

  TEST_CASE("gaps are inputs inside the text, as wide as their longest form; code is left alone") {
    CHECK(form_of(R"(:::question id=rumpang type=gap
Tas [[pandan|daun pandan]], ongkos
[[kirim]] dan `[[kode]]`.
:::
)") == R"(<form class="question" id="rumpang" data-question="rumpang" data-type="gap" data-points="1" data-hash="93ad6eb49b557152">
<fieldset aria-describedby="rumpang-ask"><legend>Pertanyaan</legend>
<div class="ask" id="rumpang-ask">
<p>Tas <input class="gap" type="text" size="12" aria-label="Isian 1 dari 2" autocomplete="off" autocapitalize="off" spellcheck="false">, ongkos
<input class="gap" type="text" size="6" aria-label="Isian 2 dari 2" autocomplete="off" autocapitalize="off" spellcheck="false"> dan <code>[[kode]]</code>.</p>
</div>
</fieldset>
<details class="answer"><summary>Lihat jawaban</summary>
<ol class="answers">
<li><b>pandan</b>, <b>daun pandan</b></li>
<li><b>kirim</b></li>
</ol>
</details>
</form>
)");
  }

  TEST_CASE("a graded question tells neither answer nor feedback nor hash") {
    CHECK(form_of(R"(:::question id=untung hint="Kurangi harga jual dengan modal."
Berapa **keuntungan**?

- [ ] Rp 3.000 {#tiga-ribu}
  > Hitung lagi.
- [x] Rp 4.000
:::
)", true) == R"(<form class="question" id="untung" data-question="untung" data-type="single" data-points="1">
<fieldset aria-describedby="untung-ask"><legend>Pertanyaan</legend>
<div class="ask" id="untung-ask">
<p>Berapa <strong>keuntungan</strong>?</p>
</div>
<div class="options">
<label class="option"><input type="radio" name="untung" value="tiga-ribu"><span>Rp 3.000</span></label>
<label class="option"><input type="radio" name="untung" value="e36d910a"><span>Rp 4.000</span></label>
</div>
</fieldset>
<details class="hint"><summary>Petunjuk</summary><p>Kurangi harga jual dengan modal.</p></details>
</form>
)");
  }

  TEST_CASE("graded gaps do not tell how long their answers are") {
    CHECK(form_of(R"(:::question id=rumpang type=gap
Tas [[pandan|daun pandan]], ongkos
[[kirim]] dan `[[kode]]`.
:::
)", true) == R"(<form class="question" id="rumpang" data-question="rumpang" data-type="gap" data-points="1">
<fieldset aria-describedby="rumpang-ask"><legend>Pertanyaan</legend>
<div class="ask" id="rumpang-ask">
<p>Tas <input class="gap" type="text" size="12" aria-label="Isian 1 dari 2" autocomplete="off" autocapitalize="off" spellcheck="false">, ongkos
<input class="gap" type="text" size="12" aria-label="Isian 2 dari 2" autocomplete="off" autocapitalize="off" spellcheck="false"> dan <code>[[kode]]</code>.</p>
</div>
</fieldset>
</form>
)");
  }

  TEST_CASE("a graded quiz brings the texts that its script says besides, each under a name of its own") {
    const std::string body = ":::question id=a type=truefalse answer=true\nLangit biru.\n:::\n";
    const auto names_in = [](const std::string& html) {
      std::vector<std::string> names;
      for (auto at = html.find("data-text-"); at != html.npos; at = html.find("data-text-", at + 1)) names.push_back(html.substr(at, html.find('=', at) - at));
      std::ranges::sort(names);
      return names;
    };
    auto graded = names_in(parse(body, true).document.html);
    CHECK(graded.size() == names_in(parse(body).document.html).size() + 27);
    CHECK(std::ranges::adjacent_find(graded) == graded.end());
    CHECK(std::ranges::binary_search(graded, "data-text-join-button"));
    CHECK(std::ranges::binary_search(graded, "data-text-unsent"));
  }

  TEST_CASE("a quiz says its rules, keeps what stands between its questions, and brings the script's texts once a page") {
    auto html = parse(R"(## Uji

:::quiz id=harga pass=50% attempts=3 draw=1 title="Kuis <harga>"
Bacalah dahulu.

:::question id=satu
Satu?

- [x] ya
- [ ] tidak
:::

Lanjut.

:::question id=dua
Dua?

- [x] ya
- [ ] tidak
:::
:::

:::quiz id=lain
:::question id=satu type=truefalse answer=true
Ya.
:::
:::
)").document.html;
    for (auto start = html.find("<form "); start != html.npos; start = html.find("<form ")) {
      html.replace(start, html.find("</form>", start) + 7 - start, "<form>");
    }
    const auto texts = html.find(" data-text-");
    html.replace(texts, html.find(">\n", texts) - texts, " TEXTS");
    CHECK(html == R"(<h2 id="uji">Uji</h2>
<section class="quiz" id="quiz-harga" aria-labelledby="quiz-harga-title" data-quiz="harga" data-pass="1" data-pass-percent="50" data-max="1" data-attempts="3" data-draw="1" TEXTS>
<h3 class="quiz-title" id="quiz-harga-title">Kuis &lt;harga&gt;</h3>
<p class="quiz-rules">1 dari 2 pertanyaan dipilih secara acak. Anda lulus bila sedikitnya 1 dari 1 jawaban benar. Kuis ini boleh dicoba 3 kali.</p>
<p>Bacalah dahulu.</p>
<form>
<p>Lanjut.</p>
<form>
</section>
<section class="quiz" id="quiz-lain" aria-label="Kuis" data-quiz="lain" data-pass="0" data-max="1" data-attempts="0" data-draw="0">
<form>
</section>
)");
  }

  TEST_CASE("a quiz's title is a heading of the page, one level below the heading that it follows") {
    const auto document = parse(R"(## Uji

:::quiz id=harga pass=50% attempts=3 draw=1 title="Kuis <harga>"
Bacalah dahulu.

:::question id=satu
Satu?

- [x] ya
- [ ] tidak
:::

Lanjut.

:::question id=dua
Dua?

- [x] ya
- [ ] tidak
:::
:::

:::quiz id=lain
:::question id=satu type=truefalse answer=true
Ya.
:::
:::
)").document;
    REQUIRE(document.headings.size() == 2);
    CHECK(document.headings[1].level == 3);
    CHECK(document.headings[1].text == "Kuis <harga>");
    CHECK(document.headings[1].id == "quiz-harga-title");
    CHECK(document.headings[1].line == 7);
  }

  TEST_CASE("a picture or sound as an option names its input by its alt text") {
    const auto html = form_of(":::question id=a\nMana?\n\n- [x] ![Stoples utuh](a.svg) {#utuh}\n- [ ] kosong\n:::\n");
    CHECK(html.find(R"(<input type="radio" name="a" value="utuh" aria-label="Stoples utuh"><span><img )") != html.npos);
    CHECK(html.find(R"(<li data-for="utuh" data-right><b>Stoples utuh</b>)") != html.npos);
  }

  TEST_CASE("a shuffled order depends on the keys alone, holds each position once, and is never the given one") {
    for (int count = 2; count < 40; ++count) {
      std::vector<std::string> keys;
      for (int i = 0; i < count; ++i) keys.push_back("soal/" + std::to_string(i * count));
      auto order = markup::shuffled(keys);
      CHECK(order == markup::shuffled(keys));
      CHECK_FALSE(std::ranges::is_sorted(order));
      std::ranges::sort(order);
      for (std::size_t i = 0; i < order.size(); ++i) CHECK(order[i] == i);
    }
  }
}
