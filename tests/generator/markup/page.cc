#include "tests/generator/markup/page.h"

#include <map>
#include <vector>

#include "generator/markup/markdown.h"

namespace page {
namespace {

// Colours "cpp" only; sets every formula but "bad".
class FakeTypesetter : public markup::Typesetter {
 public:
  base::Result<std::string> highlight(std::string_view language, std::string_view code) override {
    if (language != "cpp") return std::string();
    return "<i>" + std::to_string(code.size()) + "</i>";
  }
  base::Result<std::string> formula(std::string_view tex, bool display) override {
    if (tex == "bad") return base::fail("no such command");
    return (display ? "<math display=\"block\">" : "<math>") + std::to_string(tex.size()) + "</math>";
  }
};

const std::map<std::string, std::string, std::less<>>& texts() {
  static const std::map<std::string, std::string, std::less<>> texts = {
      {"block_details", "Lihat"}, {"block_example", "Contoh"}, {"block_exercise", "Latihan"}, {"block_table", "Tabel"},
      {"block_table_id", "tabel"}, {"block_glossary", "Arti"}, {"block_glossary_id", "arti"}, {"block_task_done", "Sudah"},
      {"block_task_open", "Belum"}, {"alert_note", "Catatan"}, {"footnote_title", "Catatan kaki"},
      {"footnote_reference", "Catatan"}, {"footnote_back", "Kembali"}, {"block_media_file", "Unduh"}};
  return texts;
}

std::string name_of(markup::Reference::Kind kind) {
  switch (kind) {
    case markup::Reference::Kind::link: return "link";
    case markup::Reference::Kind::player: return "player";
    case markup::Reference::Kind::film: return "film";
    case markup::Reference::Kind::picture: return "picture";
    case markup::Reference::Kind::figure: return "figure";
    case markup::Reference::Kind::note: break;
  }
  return "note";
}

}  // namespace

Page parse(std::string_view body, const Options& options) {
  markup::initialize();
  static const std::function<base::Result<std::string>(const std::string&)> read_file = [](const std::string& path) {
    if (path == "stories/b.csv") return base::Result<std::string>("Bulan,Hasil\nMei,12\n");
    return base::Result<std::string>(base::fail("no file '" + path + "'"));
  };
  const content::Texts interface("id", texts());
  const content::Glossary glossary{{"modal", {"modal", "uang untuk memulai"}}};
  FakeTypesetter typesetter;
  const markup::ParseContext context{"stories/a.md", 1, "id", options.trusted, false, options.nesting_limit,
                                     interface, glossary, read_file, typesetter};
  Page page;
  page.document = markup::parse(body, context, page.diagnostics);
  page.diagnostics.sort();
  return page;
}

std::string html(std::string_view body, const Options& options) {
  const auto document = parse(body, options).document;
  std::string out;
  std::size_t from = 0;
  for (const auto& reference : document.references) {
    out += document.html.substr(from, reference.offset - from) + "{" + name_of(reference.kind) + " " + reference.target + "}";
    from = reference.offset;
  }
  return out + document.html.substr(from);
}

std::string errors(std::string_view body, const Options& options) {
  std::string out;
  const auto page = parse(body, options);
  for (const auto& diagnostic : page.diagnostics.all()) {
    const auto text = base::to_text(diagnostic);
    out += text.substr(text.find(':') + 1) + "\n";  // without the file
  }
  return out;
}

std::string malformed(std::string_view html) {
  constexpr std::string_view kVoid = " br hr img input ";
  std::vector<std::string> open;
  for (auto at = html.find('<'); at != html.npos; at = html.find('<', at)) {
    const auto end = html.find('>', at);
    if (end == html.npos) return "a tag does not end";
    auto tag = html.substr(at + 1, end - at - 1);
    at = end + 1;
    const bool closes = tag.starts_with('/');
    if (closes) tag.remove_prefix(1);
    const std::string name(tag.substr(0, tag.find_first_of(" \n/")));
    if (!closes) {
      if (!tag.ends_with('/') && kVoid.find(" " + name + " ") == kVoid.npos) open.push_back(name);
    } else if (open.empty() || open.back() != name) {
      return "</" + name + "> closes " + (open.empty() ? "nothing" : "<" + open.back() + ">");
    } else {
      open.pop_back();
    }
  }
  return open.empty() ? "" : "<" + open.back() + "> is never closed";
}

}  // namespace page
