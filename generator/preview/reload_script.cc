#include "generator/preview/reload_script.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"

namespace preview {
namespace {

constexpr std::string_view kScript = R"js((function () {
  'use strict';
  var scrollKey = 'sanggar-preview-scroll';
  var overlay = null;

  function restoreScroll() {
    try {
      var saved = JSON.parse(sessionStorage.getItem(scrollKey));
      sessionStorage.removeItem(scrollKey);
      if (saved && saved.page === location.href) window.scrollTo(saved.x, saved.y);
    } catch (error) { /* no storage: the browser's own guess has to do */ }
  }

  function reload() {
    try {
      var here = { page: location.href, x: window.pageXOffset, y: window.pageYOffset };
      sessionStorage.setItem(scrollKey, JSON.stringify(here));
    } catch (error) { /* as above */ }
    location.reload();
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function hide() {
    if (overlay) overlay.parentNode.removeChild(overlay);
    overlay = null;
  }

  function show(text) {
    hide();
    if (!text) return;
    overlay = element('section', 'sanggar-preview-mistakes');
    overlay.lang = 'en';
    overlay.setAttribute('role', 'alert');
    overlay.appendChild(element('h2', 'sanggar-preview-title', 'The page shown is older than the sources'));
    overlay.appendChild(element('pre', 'sanggar-preview-text', text));
    var button = element('button', 'sanggar-preview-close', 'Close');
    button.type = 'button';
    button.addEventListener('click', hide);
    overlay.appendChild(button);
    document.body.appendChild(overlay);
  }

  function listen() {
    var asked = performance.timing.requestStart || performance.timing.navigationStart;
    var source = new EventSource('/_sanggar/events?age=' + Math.max(0, Date.now() - asked));
    var opened = false;
    source.addEventListener('open', function () {
      if (opened) reload(); /* the preview was started again: nobody knows what changed meanwhile */
      opened = true;
    });
    source.addEventListener('reload', reload);
    source.addEventListener('mistakes', function (event) { show(event.data); });
  }

  var style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = '/_sanggar/reload.css';
  document.head.appendChild(style);
  if (document.readyState === 'complete') restoreScroll();
  else window.addEventListener('load', restoreScroll);
  listen();
})();
)js";

constexpr std::string_view kStyle = R"css(.sanggar-preview-mistakes {
  position: fixed;
  z-index: 2147483647;
  right: 0;
  bottom: 0;
  left: 0;
  box-sizing: border-box;
  max-height: 60vh;
  padding: 16px;
  overflow: auto;
  border-top: 4px solid #b4532a;
  background: #fffaf0;
  color: #2b1d14;
  font: 16px/1.5 system-ui, sans-serif;
}
.sanggar-preview-title {
  margin: 0 0 8px;
  color: inherit;
  font: inherit;
  font-weight: bold;
}
.sanggar-preview-text {
  margin: 0 0 8px;
  padding: 0;
  border: 0;
  background: none;
  color: inherit;
  font: 14px/1.5 monospace;
  white-space: pre-wrap;
  overflow-wrap: break-word;
}
.sanggar-preview-close {
  min-width: 88px;
  min-height: 44px;
  border: 2px solid #2b1d14;
  border-radius: 4px;
  background: #fffaf0;
  color: #2b1d14;
  font: inherit;
}
@media print {
  .sanggar-preview-mistakes { display: none; }
}
)css";

constexpr std::size_t kNone = std::string::npos;

// ASCII letters count alike in both cases; `wanted` is lower case.
std::size_t find_tag(std::string_view page, std::string_view wanted) {
  for (std::size_t at = page.find('<'); at != kNone; at = page.find('<', at + 1)) {
    if (base::starts_with_ignoring_case(page.substr(at), wanted)) return at;
  }
  return kNone;
}

// Lets scripts connect to the page's own origin, in the value of a policy (quotes may be written as character references).
void widen_policy(std::string& policy) {
  constexpr std::string_view kDirective = "connect-src ";
  const std::size_t at = policy.find(kDirective);
  if (at == kNone) {
    if (policy.find("default-src") != kNone) policy.insert(0, "connect-src 'self'; ");
    return;
  }
  const std::size_t sources = at + kDirective.size();
  constexpr std::array<std::string_view, 4> kNothing = {"'none'", "&#39;none&#39;", "&apos;none&apos;", "&#x27;none&#x27;"};
  for (const auto nothing : kNothing) {
    if (policy.compare(sources, nothing.size(), nothing) == 0) policy.erase(sources, nothing.size());
  }
  policy.insert(sources, sources == policy.size() || policy[sources] == ';' ? "'self'" : "'self' ");
}

void widen_page_policy(std::string& page) {
  constexpr std::string_view kContent = "content=\"";
  for (std::size_t at = page.find("<meta"); at != kNone; at = page.find("<meta", at + 1)) {
    const std::size_t end = page.find('>', at);
    if (end == kNone) return;
    const std::string_view tag = std::string_view(page).substr(at, end - at);
    const std::size_t value = tag.find(kContent);
    if (tag.find("Content-Security-Policy") == kNone || value == kNone) continue;
    const std::size_t first = at + value + kContent.size();
    const std::size_t length = page.find('"', first) - first;
    std::string policy = page.substr(first, length);
    widen_policy(policy);
    page.replace(first, length, policy);
  }
}

}  // namespace

std::string_view reload_script() { return kScript; }
std::string_view reload_style() { return kStyle; }

std::string with_reload_script(std::string page) {
  if (page.find(kScriptPath) != kNone) return page;
  widen_page_policy(page);
  const std::size_t head_end = find_tag(page, "</head>");
  page.insert(head_end == kNone ? page.size() : head_end, fmt::format("<script defer src=\"{}\"></script>", kScriptPath));
  return page;
}

}  // namespace preview
