#include "generator/content/keys.h"

#include <algorithm>
#include <array>

namespace content {
namespace {

constexpr std::array kKeys = {
    KeyInfo{"title", kEveryPage | kSite, "text", "the page's name; required"},
    KeyInfo{"description", kEveryPage | kSite, "text", "one or two sentences for lists and search engines"},
    KeyInfo{"date", kEveryPage, "date", "when it was first published"},
    KeyInfo{"updated", kEveryPage, "date", "when it was last changed in substance"},
    KeyInfo{"publish", kEveryPage, "date or time", "not shown before"},
    KeyInfo{"expire", kEveryPage, "date or time", "not shown from then on"},
    KeyInfo{"draft", kEveryPage, "yes or no", "only shown with --drafts"},
    KeyInfo{"slug", kEveryPage, "text", "the last part of the address, instead of the file's name"},
    KeyInfo{"id", kEveryPage | kSite, "text", "what learners' progress is kept under; never changes"},
    KeyInfo{"aliases", kEveryPage, "list", "former ids"},
    KeyInfo{"author", kEveryPage, "text or list", "files in authors/, without .md"},
    KeyInfo{"owner", kEveryPage, "text", "who answers for the page"},
    KeyInfo{"review", kEveryPage, "date", "when to look at it again"},
    KeyInfo{"tags", kEveryPage, "list", "what it is about"},
    KeyInfo{"language", kEveryPage | kSite | kClipFile, "text", "the language's code, such as id"},
    KeyInfo{"image", kEveryPage, "file", "the picture on cards and on top of stories"},
    KeyInfo{"related", kEveryPage, "list", "files of pages to read next"},
    KeyInfo{"weight", kEveryPage, "number", "smaller comes first in lists"},
    KeyInfo{"trusted", kEveryPage, "yes or no", "raw HTML is kept"},
    KeyInfo{"share", kEveryPage | kSite, "settings", "texts for social networks"},
    KeyInfo{"summary", kCourse, "text", "the course in a few sentences"},
    KeyInfo{"outcomes", kCourse | kLesson, "list", "what one can do afterwards"},
    KeyInfo{"level", kCourse, "beginner, intermediate or advanced", "how much is expected"},
    KeyInfo{"duration", kCourse | kLesson, "minutes", "how long it takes"},
    KeyInfo{"needs", kCourse, "list", "courses to take before, by folder name"},
    KeyInfo{"complete", kCourse, "settings", "when the course counts as finished: lessons, quizzes, pass"},
    KeyInfo{"minimum_age", kCourse, "number", "years"},
    KeyInfo{"graded", kLesson, "yes or no", "its questions are graded by the endpoint"},
    KeyInfo{"kind", kLesson | kStory, "lesson or quiz; article, immersive or infographic", "what sort of page it is"},
    KeyInfo{"consent", kStory, "text", "how the people shown agreed"},
    KeyInfo{"place", kStory, "text", "where it happened"},
    KeyInfo{"programme", kStory, "text", "the programme it belongs to"},
    KeyInfo{"course", kStory, "text", "the course that the people took, by folder name"},
    KeyInfo{"results", kStory, "list of number and label", "what changed, in figures"},
    KeyInfo{"format", kSite, "1", "the version of this file's format"},
    KeyInfo{"base_url", kSite, "address", "where the site will be, such as https://example.org/"},
    KeyInfo{"languages", kSite, "list", "all languages of the site"},
    KeyInfo{"time_zone", kSite, "text", "such as Asia/Jakarta"},
    KeyInfo{"theme", kSite, "text", "a folder in themes/"},
    KeyInfo{"settings", kSite, "settings", "values for the theme"},
    KeyInfo{"taxonomies", kSite, "settings", "ways to sort pages, besides tags"},
    KeyInfo{"menus", kSite, "settings", "lists of links: main, footer"},
    KeyInfo{"checks", kSite, "settings", "each check's severity: error, warning or off"},
    KeyInfo{"limits", kSite, "settings", "page_bytes, front_matter_bytes, nesting"},
    KeyInfo{"endpoint", kSite, "settings", "url of the progress endpoint"},
    KeyInfo{"media", kSite, "settings", "how video, sound and pictures are made"},
    KeyInfo{"focus", kPictureFile | kClipFile, "two percentages", "where the subject is, from the left and from the top: crops keep it in sight"},
    KeyInfo{"from", kClipFile, "moment", "where the clip begins, such as 0:03"},
    KeyInfo{"to", kClipFile, "moment", "where the clip ends, such as 1:02.5"},
    KeyInfo{"cuts", kClipFile, "list", "upright and square copies for WhatsApp and Instagram: 9:16, 1:1"},
    KeyInfo{"loop", kClipFile, "yes or no", "a short clip without sound that begins anew"},
    KeyInfo{"sign", kClipFile, "file", "the same in sign language, a video beside this one"},
    KeyInfo{"deploy", kSite, "settings", "where the site is uploaded to"},
};

}  // namespace

std::span<const KeyInfo> keys() { return kKeys; }

std::vector<std::string_view> key_names(unsigned scopes) {
  std::vector<std::string_view> names;
  for (const KeyInfo& key : kKeys) {
    if (key.scopes & scopes) names.push_back(key.name);
  }
  return names;
}

bool is_key(std::string_view name, unsigned scopes) {
  return std::ranges::any_of(kKeys, [&](const KeyInfo& key) { return key.name == name && (key.scopes & scopes); });
}

}  // namespace content
