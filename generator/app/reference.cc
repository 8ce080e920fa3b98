#include "generator/app/reference.h"

#include <fmt/format.h>

#include "generator/app/command_line.h"
#include "generator/content/checks.h"
#include "generator/content/keys.h"
#include "generator/markup/container_table.h"

namespace app {
namespace {

std::string scopes_text(unsigned scopes) {
  struct Scope {
    unsigned bit;
    const char* name;
  };
  static constexpr Scope kScopes[] = {{content::kEveryPage, "page"}, {content::kCourse, "course"}, {content::kModule, "module"},
                                      {content::kLesson, "lesson"},  {content::kStory, "story"},   {content::kSite, "site.yaml"}, 
                                      {content::kPictureFile, "a picture's .yaml"}, {content::kClipFile, "a clip's .yaml"}};
  std::string text;
  for (const auto& scope : kScopes) {
    if (scopes & scope.bit) text += (text.empty() ? "" : ", ") + std::string(scope.name);
  }
  return text;
}

const char* severity_text(base::Severity severity) {
  return severity == base::Severity::error ? "error" : severity == base::Severity::warning ? "warning" : "off";
}

}  // namespace

std::string reference() {
  std::string text = "Keys of front matter and site.yaml\n";
  for (const auto& key : content::keys()) {
    text += fmt::format("  {:<13} {:<20} {}; takes {}\n", key.name, scopes_text(key.scopes), key.description, key.value);
  }
  text += "\nContainers (:::name key=value)\n";
  for (const auto& container : markup::container_table()) text += fmt::format("  {:<13} {}\n", container.name, container.description);
  text += "\nChecks (site.yaml: checks: {name: error|warning|off})\n";
  for (const auto& check : content::checks()) {
    text += fmt::format("  {:<17} {:<8} {}\n", check.name, severity_text(check.severity), check.description);
  }
  text += "\nOptions\n";
  for (const auto& option : options()) {
    text += fmt::format("  {:<22} {}\n", fmt::format("{} {}", option.name, option.value), option.description);
  }
  return text;
}

}  // namespace app
