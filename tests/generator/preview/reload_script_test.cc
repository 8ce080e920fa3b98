#include "generator/preview/reload_script.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using preview::with_reload_script;

namespace {

constexpr std::string_view kElement = "<script defer src=\"/_sanggar/reload.js\"></script>";

std::string policy(std::string_view value) {
  return "<head><meta http-equiv=\"Content-Security-Policy\" content=\"" + std::string(value) + "\"></head>";
}

std::string widened(std::string_view value) {
  std::string page = with_reload_script(policy(value));
  page.erase(page.find(kElement), kElement.size());
  const std::size_t first = page.find("content=\"") + 9;
  return page.substr(first, page.find('"', first) - first);
}

}  // namespace

TEST_SUITE_BEGIN("preview/reload_script");

TEST_CASE("the script goes to the end of the head, once") {
  const std::string once = with_reload_script("<html><HEAD><title>x</title></HEAD><body></body></html>");
  CHECK(once == "<html><HEAD><title>x</title>" + std::string(kElement) + "</HEAD><body></body></html>");
  CHECK(with_reload_script(once) == once);
  CHECK(with_reload_script("<p>x") == "<p>x" + std::string(kElement));
  CHECK(with_reload_script("") == kElement);
}

TEST_CASE("a policy is widened by what the event stream needs, and no more") {
  CHECK(widened("default-src 'self'; connect-src 'none'; img-src data:") ==
        "default-src 'self'; connect-src 'self'; img-src data:");
  CHECK(widened("connect-src &#39;none&#39;") == "connect-src 'self'");
  CHECK(widened("connect-src https://e.example; default-src 'none'") ==
        "connect-src 'self' https://e.example; default-src 'none'");
  CHECK(widened("default-src 'none'; script-src 'self'") == "connect-src 'self'; default-src 'none'; script-src 'self'");
  CHECK(widened("script-src 'self'") == "script-src 'self'");
}

TEST_CASE("other meta elements and broken ones are left alone") {
  const std::string page = "<meta name=\"description\" content=\"connect-src 'none'\"><meta";
  CHECK(with_reload_script(page) == page + std::string(kElement));
  const std::string open = "<meta http-equiv=\"Content-Security-Policy\" content=\"connect-src 'none'>";
  CHECK(with_reload_script(open).size() >= open.size());
}

TEST_CASE("script and style keep to the rules of a strict policy and of the browser floor") {
  const std::string_view script = preview::reload_script();
  for (const char* forbidden : {"innerHTML", "outerHTML", ".style.", "setAttribute('style", "eval(", "insertAdjacent",
                                "document.write", "=>", "?.", "??", "const ", "let ", "`", "async ", "import("}) {
    INFO(forbidden);
    CHECK(script.find(forbidden) == std::string_view::npos);
  }
  CHECK(script.find("'" + std::string(preview::kStylePath) + "'") != std::string_view::npos);
  CHECK(script.find("'" + std::string(preview::kEventsPath) + "?age='") != std::string_view::npos);
  CHECK(preview::reload_style().find(".sanggar-preview-mistakes") != std::string_view::npos);
}

TEST_SUITE_END();
