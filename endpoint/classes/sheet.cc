#include "endpoint/classes/sheet.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "endpoint/qr/qr.h"

namespace classes {
namespace {

struct SheetWords {
  std::string_view language, cards, card_intro, card_keep, poster_intro, poster_how, recovery_label, joining_label;
};

constexpr SheetWords kIndonesianSheet{
    "id",
    "Kartu kode",
    "Kode pemulihan Anda. Arahkan kamera ponsel ke gambar ini, atau buka alamat di bawah lalu ketik kesembilan kata.",
    "Simpan baik-baik. Siapa pun yang memegang kartu ini dapat membuka kemajuan Anda. Fasilitator kelas melihat kemajuan dan jawaban Anda, dan dapat membuat kode baru bila kartu ini hilang.",
    "Kode kelas",
    "Arahkan kamera ponsel ke gambar ini, atau buka alamat di bawah lalu ketik ketiga kata pada “Masuk kelas”. Fasilitator kelas lalu melihat kemajuan dan jawaban Anda.",
    "Kode QR kode pemulihan",
    "Kode QR untuk masuk kelas"};

constexpr SheetWords kEnglishSheet{
    "en",
    "Code cards",
    "Your recovery code. Point a phone's camera at this picture, or open the address below and type the nine words.",
    "Keep it safe. Whoever holds this card can open your progress. The class's facilitator sees your progress and answers, and can make a new code if this card is lost.",
    "Class code",
    "Point a phone's camera at this picture, or open the address below and type the three words at “Join a class”. The class's facilitator then sees your progress and answers.",
    "QR code of the recovery code",
    "QR code for joining the class"};

const SheetWords& sheet_words(const SheetSettings& settings) { return settings.language == "en" ? kEnglishSheet : kIndonesianSheet; }

// Written out here, for a sheet is a file of its own that may lie anywhere.
constexpr std::string_view kStyle = R"(
@page { size: A4; margin: 12mm }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 186mm; padding: 4mm; color: #000; background: #fff; font: 10pt/1.35 system-ui, sans-serif }
h1 { font-size: 14pt; margin: 0 0 4mm }
ul { display: grid; grid-template-columns: 1fr 1fr; gap: 0; margin: 0; padding: 0; list-style: none }
ul > li { border: 1px dashed #555; padding: 4mm; break-inside: avoid; display: grid; grid-template-columns: 1fr 34mm; column-gap: 3mm; align-content: start }
h2 { font-size: 13pt; margin: 0 0 2mm; overflow-wrap: anywhere }
small { display: block; font-size: 8.5pt }
ol { grid-column: 1 / -1; display: grid; grid-template-columns: repeat(3, auto); gap: 0 2mm; margin: 2mm 0; padding: 0; list-style: none; font-size: 12pt; line-height: 1.4; font-weight: 600; white-space: nowrap }
ol span { display: inline-block; min-width: 1.3em; font-size: 9pt; font-weight: 400 }
svg { width: 34mm; height: 34mm }
.head p { margin: 2mm 0 0; font-size: 8.5pt }
.foot { grid-column: 1 / -1 }
.foot p { margin: 1mm 0 0; font-size: 8.5pt }
.address { overflow-wrap: anywhere; font-weight: 600 }
.poster { text-align: center; font-size: 14pt }
.poster svg { width: 110mm; height: 110mm }
.poster h1 { font-size: 26pt }
.poster .words { font-size: 34pt; font-weight: 700; margin: 4mm 0; overflow-wrap: anywhere }
@media print { h1.screen { display: none } body { padding: 0 } }
@media screen and (max-width: 40rem) { ul { grid-template-columns: 1fr } .poster svg { width: 80vw; height: 80vw } }
)";

std::string whole_page(const SheetSettings& settings, std::string_view title, std::string_view body) {
  return fmt::format("<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                     "<meta name=\"robots\" content=\"noindex\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n{}</body>\n</html>\n",
                     sheet_words(settings).language, base::html_escaped(title), kStyle, body);
}

std::string hyphened(std::string words) {
  std::replace(words.begin(), words.end(), ' ', '-');
  return words;
}

std::string card_of(const SheetSettings& settings, const GivenCode& given) {
  const auto& words = sheet_words(settings);
  std::string list;
  int number = 0;
  for (const auto& word : learning::words_of(given.code)) list += fmt::format("<li><span>{}</span>{}</li>", ++number, word);
  const std::string group = given.group.empty() ? settings.class_name : settings.class_name + " · " + given.group;
  return fmt::format("<li>\n<div class=\"head\"><h2>{}</h2><small>{}</small><p>{}</p></div>\n{}\n<ol>{}</ol>\n<div class=\"foot\"><p class=\"address\">{}</p><p>{}</p></div>\n</li>\n",
                     base::html_escaped(given.name), base::html_escaped(group), words.card_intro, recovery_qr(settings, given.code), list, base::html_escaped(settings.page),
                     words.card_keep);
}

}  // namespace

std::string recovery_link(std::string_view page, const learning::Code& code) {
  return std::string(page) + "#kode=" + hyphened(code.locator + ' ' + code.secret);
}

std::string joining_link(std::string_view page, std::string_view class_code) { return std::string(page) + "#kelas=" + hyphened(std::string(class_code)); }

std::string recovery_qr(const SheetSettings& settings, const learning::Code& code) {
  return qr::svg_of(recovery_link(settings.page, code), sheet_words(settings).recovery_label);
}

std::string joining_qr(const SheetSettings& settings, std::string_view class_code) {
  return qr::svg_of(joining_link(settings.page, class_code), sheet_words(settings).joining_label);
}

std::string sheet_of_cards(const SheetSettings& settings, const std::vector<GivenCode>& codes) {
  const std::string title = fmt::format("{}: {}", sheet_words(settings).cards, settings.class_name);
  std::string body = fmt::format("<h1 class=\"screen\">{}</h1>\n<ul>\n", base::html_escaped(title));
  for (const auto& given : codes) body += card_of(settings, given);
  return whole_page(settings, title, body + "</ul>\n");
}

std::string poster(const SheetSettings& settings, std::string_view class_code) {
  const auto& words = sheet_words(settings);
  return whole_page(settings, settings.class_name,
                    fmt::format("<main class=\"poster\">\n<h1>{}</h1>\n{}\n<p>{}</p>\n<p class=\"words\">{}</p>\n<p>{}</p>\n<p class=\"address\">{}</p>\n</main>\n",
                                base::html_escaped(settings.class_name), joining_qr(settings, class_code), words.poster_intro, class_code, words.poster_how,
                                base::html_escaped(settings.page)));
}

}  // namespace classes
