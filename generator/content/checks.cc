#include "generator/content/checks.h"

#include <algorithm>
#include <array>

namespace content {
namespace {

using base::Severity;

constexpr std::array kChecks = {
    CheckInfo{"encoding", Severity::error, "a text file is not valid UTF-8 or has a NUL byte"},
    CheckInfo{"yaml", Severity::error, "front matter, site.yaml or a data block is not well-formed YAML"},
    CheckInfo{"front-matter", Severity::error, "the front matter does not close, or a required key is missing"},
    CheckInfo{"key", Severity::error, "an unknown key, or a value that the key does not take"},
    CheckInfo{"limit", Severity::error, "a file or its nesting is larger than `limits` allows"},
    CheckInfo{"file", Severity::error, "a file that a page names is missing, or lies outside the site"},
    CheckInfo{"link", Severity::error, "a link names no page"},
    CheckInfo{"anchor", Severity::error, "a link's anchor is not on its page"},
    CheckInfo{"url", Severity::error, "two pages or files have one address, or names that differ only by case"},
    CheckInfo{"id", Severity::error, "an id is malformed, repeated, or an alias of another"},
    CheckInfo{"container", Severity::error, "a container is unknown, never closed, or closed twice"},
    CheckInfo{"quiz", Severity::error, "a question cannot be answered, or a quiz cannot be passed"},
    CheckInfo{"chart", Severity::error, "a chart lacks headline, description or source, or would mislead"},
    CheckInfo{"csv", Severity::error, "a table of data cannot be read"},
    CheckInfo{"term", Severity::error, "a glossary term that data/glossary.yaml does not have"},
    CheckInfo{"formula", Severity::error, "a formula that cannot be set"},
    CheckInfo{"media", Severity::error, "a picture, sound or video that cannot be read or made"},
    CheckInfo{"captions", Severity::error, "captions that cannot be read"},
    CheckInfo{"theme", Severity::error, "the theme or one of its templates is missing or malformed"},
    CheckInfo{"endpoint", Severity::error, "graded questions without an endpoint to grade them, or in one language alone"},
    CheckInfo{"chapters", Severity::warning, "chapters of a video or sound that do not rise, or begin behind its end"},
    CheckInfo{"hidden-page", Severity::warning, "a link, menu or key names a page that is a draft, not yet published, or expired"},
    CheckInfo{"stray-file", Severity::warning, "a file that looks like a page's text but becomes no page"},
    CheckInfo{"alt-text", Severity::warning, "a picture, sound or video without a text for those who cannot see or hear it"},
    CheckInfo{"heading-level", Severity::warning, "a heading level is skipped"},
    CheckInfo{"link-spaces", Severity::warning, "a link or picture that stands as text, since its file's name has spaces"},
    CheckInfo{"link-text", Severity::warning, "a link text that says nothing, such as “klik di sini”"},
    CheckInfo{"acronym", Severity::warning, "an acronym that the page never expands"},
    CheckInfo{"sentence-length", Severity::warning, "a sentence of more than 25 words"},
    CheckInfo{"raw-html", Severity::warning, "raw HTML was left out"},
    CheckInfo{"svg", Severity::warning, "a drawing holds what is left out: script, links, pictures, motion"},
    CheckInfo{"code-language", Severity::warning, "a code block in a language that cannot be coloured"},
    CheckInfo{"footnote", Severity::warning, "a footnote that is never used or never written"},
    CheckInfo{"vanished-id", Severity::warning, "learners' progress was kept under an id that is gone"},
    CheckInfo{"translation", Severity::warning, "a translation without its original, or with other question ids"},
    CheckInfo{"template-name", Severity::warning, "a template uses a name that no page has"},
};

}  // namespace

std::span<const CheckInfo> checks() { return kChecks; }

void apply_severities(base::Diagnostics& diagnostics, const Severities& severities) {
  for (auto& diagnostic : diagnostics.all()) {
    const auto set = severities.find(diagnostic.check);
    if (set != severities.end()) {
      diagnostic.severity = set->second;
      continue;
    }
    const auto* known = std::ranges::find(kChecks, diagnostic.check, &CheckInfo::name);
    if (known != kChecks.end()) diagnostic.severity = known->severity;
  }
  std::erase_if(diagnostics.all(), [](const auto& d) { return d.severity == Severity::off; });
}

}  // namespace content
