#include "tests/generator/model/built_site.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "generator/content/checks.h"
#include "generator/content/source_document.h"
#include "generator/markup/markdown.h"
#include "tests/generator/content/show.h"
#include "tests/support/memory_file_system.h"

namespace test {
namespace {

class FakeTypesetter final : public markup::Typesetter {
 public:
  base::Result<std::string> highlight(std::string_view /*language*/, std::string_view /*code*/) override { return std::string(); }
  base::Result<std::string> formula(std::string_view tex, bool /*display*/) override { return "<math>" + std::string(tex) + "</math>"; }
};

content::SiteConfig read_config(const std::string& settings, base::Diagnostics& diagnostics) {
  const std::string text = "format: 1\nid: https://contoh.example/\ntitle: Situs uji\nlanguage: id\n" + settings;
  auto config = content::read_site_config(text, "site.yaml", diagnostics);
  config.time_zone = "Asia/Jakarta";
  return config;
}

std::vector<content::Texts> texts_of(const Sources& sources, const content::SiteConfig& config) {
  if (!sources.texts.empty()) return sources.texts;
  std::vector<content::Texts> texts;
  for (const auto& language : config.languages) {
    texts.emplace_back(language, std::map<std::string, std::string, std::less<>>{{"language_name", language}});
  }
  return texts;
}

}  // namespace

Built build(const Sources& sources) {
  markup::initialize();
  base::Diagnostics diagnostics;
  const auto config = read_config(sources.settings, diagnostics);
  const auto texts = texts_of(sources, config);
  support::MemoryFileSystem files;
  for (const auto& [path, text] : sources.files) files.add("situs/" + path, text);
  auto tree = content::walk_sources(files, "situs", config, diagnostics);
  const std::function<base::Result<std::string>(const std::string&)> read_file = [&](const std::string& path) {
    return files.read("situs/" + path);
  };
  const content::Glossary glossary;
  FakeTypesetter typesetter;
  model::LoadedPages pages;
  for (const auto& source : tree.pages) {
    content::SourceDocument document;
    if (!content::read_source(files, "situs", source, config, document, diagnostics)) continue;
    const auto language = static_cast<std::size_t>(source.language);
    const markup::ParseContext context{source.path, document.body_line, config.languages[language], document.meta.trusted, false, 100,
                                       texts[language], glossary, read_file, typesetter};
    model::LoadedPage loaded{source, {}, markup::parse(document.body, context, diagnostics)};
    loaded.meta = std::move(document.meta);
    pages.push_back(std::move(loaded));
  }
  Built built{model::build_model(config, texts, std::move(pages), std::move(tree.assets), sources.options, diagnostics), {}};
  content::apply_severities(diagnostics, config.checks);
  built.messages = show(std::move(diagnostics));
  return built;
}

std::string page(std::string_view title, std::string_view text, std::string_view more_keys) {
  return fmt::format("---\ntitle: {}\n{}---\n\n{}", title, more_keys, text);
}

const model::Page& page_at(const Built& built, std::string_view url) {
  const auto found = built.site.by_url.find(std::string(url));
  CAPTURE(url);
  REQUIRE(found != built.site.by_url.end());
  return built.site.page(found->second);
}

std::string urls(const Built& built, const std::vector<model::PageId>& pages) {
  std::string text;
  for (const auto id : pages) {
    text += text.empty() ? "" : " ";
    text += id == model::kNone ? "(none)" : built.site.page(id).url;
  }
  return text;
}

std::string all_urls(const Built& built) {
  std::vector<std::string> list;
  for (const auto& [url, id] : built.site.by_url) list.push_back("/" + url + "\n");
  std::ranges::sort(list);
  std::string text;
  for (const auto& url : list) text += url;
  return text;
}

}  // namespace test
