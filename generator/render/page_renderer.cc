#include "generator/render/page_renderer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "generator/render/data.h"
#include "generator/render/page_text.h"
#include "generator/render/template.h"
#include "generator/render/views.h"
#include "generator/render/vocabulary.h"

namespace render {
namespace {

// Stands in the rendered frame where the page's text goes: a control character that no valid source yields.
constexpr char kContentMark = '\x01';

// Looks names up from the innermost section outwards, makes values when they are first asked for, and remembers names that no
// level has.
class NameLookup : public kainjow::mustache::basic_context<std::string> {
 public:
  // `shared` are the levels below the page's own `view`, the lowest first; all outlive the lookup.
  NameLookup(const ViewContext& context, const model::Page& page, Data& view, std::vector<const Data*> shared)
      : context_(context), page_(page), view_(view), shared_(std::move(shared)) {
    levels_.push_back(&view_);
  }

  void push(const Data* data) override { levels_.push_back(data); }
  void pop() override { levels_.pop_back(); }

  const Data* get(const std::string& name) const override {
    if (name == ".") return levels_.back();
    const auto dot = name.find('.');
    const Data* found = dot == std::string::npos ? find(name) : find_below(name, dot);
    if (!found) unknown_.insert(name);
    return found;
  }

  const Data* get_partial(const std::string&) const override { return nullptr; }
  const std::set<std::string>& unknown() const { return unknown_; }

 private:
  const Data* find(const std::string& name) const {
    for (auto level = levels_.rbegin(); level != levels_.rend(); ++level) {
      if (const Data* data = (*level)->get(name)) return data;
    }
    if (const MakeValue make = made_on_demand(name)) {
      Data& made = view_[name];
      made = make(context_, page_);
      return &made;
    }
    for (auto level = shared_.rbegin(); level != shared_.rend(); ++level) {
      if (const Data* data = (*level)->get(name)) return data;
    }
    return nullptr;
  }

  const Data* find_below(const std::string& name, std::size_t dot) const {
    const Data* data = find(name.substr(0, dot));
    for (std::size_t start = dot + 1; data; start = dot + 1) {
      dot = name.find('.', start);
      data = data->get(name.substr(start, dot == std::string::npos ? dot : dot - start));
      if (dot == std::string::npos) break;
    }
    return data;
  }

  const ViewContext& context_;
  const model::Page& page_;
  Data& view_;
  std::vector<const Data*> shared_;
  std::vector<const Data*> levels_;
  mutable std::set<std::string> unknown_;
};

// What Mustache writes to, as it would to a stream.
struct Sink {
  std::string& out;
  Sink& operator<<(const std::string& part) {
    out += part;
    return *this;
  }
};

// "Unclosed section "x" at 123" → offset and the part before it.
std::size_t offset_in(const std::string& message) {
  const auto digits = message.find_last_not_of("0123456789");
  return digits == std::string::npos || digits + 1 == message.size() ? 0 : std::stoul(message.substr(digits + 1));
}

std::string lower_first(std::string message) {
  const auto at = message.rfind(" at ");
  if (at != std::string::npos) message.resize(at);
  if (!message.empty() && message[0] >= 'A' && message[0] <= 'Z') message[0] = static_cast<char>(message[0] + 32);
  std::ranges::replace(message, '"', '\'');
  return message;
}

std::string met_by(const model::Page& page) {
  return fmt::format("met by {}", page.source.empty() ? "the page at '/" + page.url + "'" : "'" + page.source + "'");
}

}  // namespace

struct PageRenderer::State {
  State(const model::Site& site, const Theme& theme, const RenderOptions& with)
      : options(with), context{site, theme, options.links, options.media} {
    for (std::size_t i = 0; i < site.config.languages.size(); ++i) {
      shared.push_back(shared_view(context, static_cast<int>(i)));
    }
  }

  kainjow::mustache::mustache* layout(const model::Page& page, base::Diagnostics& diagnostics);
  void report_unknown(const std::set<std::string>& names, const model::Page& page, base::Diagnostics& diagnostics);

  RenderOptions options;
  ViewContext context;
  std::vector<Data> shared;  // by language
  std::map<std::string, std::unique_ptr<kainjow::mustache::mustache>, std::less<>> compiled;
  std::set<std::string> reported;
  std::string frame;
};

PageRenderer::PageRenderer(const model::Site& site, const Theme& theme, const RenderOptions& options)
    : state_(std::make_unique<State>(site, theme, options)) {}
PageRenderer::~PageRenderer() = default;
PageRenderer::PageRenderer(PageRenderer&&) noexcept = default;

// The compiled layout of the page's kind, or nullptr after reporting what is wrong with it.
kainjow::mustache::mustache* PageRenderer::State::layout(const model::Page& page, base::Diagnostics& diagnostics) {
  const auto kind = model::name_of(page.kind);
  const auto source = context.theme.layouts.find(kind);
  if (source == context.theme.layouts.end()) return nullptr;
  auto& slot = compiled[std::string(kind)];
  if (!slot) {
    slot = std::make_unique<kainjow::mustache::mustache>(source->second.text());
    slot->set_custom_escape([](const std::string& text) { return base::html_escaped(text); });
    if (!slot->is_valid()) {
      const auto& message = slot->error_message();
      diagnostics.report("theme", source->second.place_of(offset_in(message)), lower_first(message), met_by(page));
    }
  }
  return slot->is_valid() ? slot.get() : nullptr;
}

void PageRenderer::State::report_unknown(const std::set<std::string>& names, const model::Page& page,
                                         base::Diagnostics& diagnostics) {
  const auto& source = context.theme.layouts.find(model::name_of(page.kind))->second;
  for (const auto& name : names) {
    if (!reported.insert(name).second) continue;
    const auto all = names_in(source.text());
    const auto found = std::ranges::find(all, name, &TemplateName::name);
    const auto place = found == all.end() ? base::Place{} : source.place_of(found->offset);
    const bool text = name.starts_with("t.");
    diagnostics.report("template-name", place, fmt::format("{} '{}'", text ? "the theme has no text" : "no page has", name),
                       text ? fmt::format("add '{}' to i18n/{}.yaml, {}", name.substr(2), context.site.language_of(page), met_by(page))
                            : met_by(page));
  }
}

void PageRenderer::render(const model::Page& page, std::string& html, base::Diagnostics& diagnostics) {
  html.clear();
  auto* layout = state_->layout(page, diagnostics);
  if (!layout) return;
  Data view;
  set_flag(view, ("is_" + std::string(model::name_of(page.kind))).c_str(), true);
  add_kind(state_->context, page, view);
  set(view, "content", std::string(1, kContentMark));
  NameLookup names(state_->context, page, view, {&absent_names(), &state_->shared[static_cast<std::size_t>(page.language)]});
  std::string& frame = state_->frame;
  frame.clear();
  Sink sink{frame};
  layout->render(names, sink);
  if (!names.unknown().empty()) state_->report_unknown(names.unknown(), page, diagnostics);
  const auto mark = frame.find(kContentMark);
  html.append(frame, 0, mark);
  if (mark == std::string::npos) return;
  const Data* picture = view.get("picture");
  append_text(state_->context, page, picture && !picture->is_false(), html);
  html.append(frame, mark + 1, std::string::npos);
}

}  // namespace render
