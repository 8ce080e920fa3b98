// The table of all keys an author may write in front matter and site.yaml.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace content {

// Where a key may stand; a key can stand in several places.
enum KeyScope : unsigned {
  kEveryPage = 1,
  kCourse = 2,
  kModule = 4,
  kLesson = 8,
  kStory = 16,
  kSite = 32,
  kPictureFile = 64,  // NAME.yaml beside a picture NAME
  kClipFile = 128,    // NAME.yaml beside a video or sound NAME
};

struct KeyInfo {
  std::string_view name;
  unsigned scopes;              // KeyScope bits
  std::string_view value;       // what it takes: "text", "date", "yes or no", …
  std::string_view description;
};

std::span<const KeyInfo> keys();

// The names that may stand in any of `scopes`.
std::vector<std::string_view> key_names(unsigned scopes);

bool is_key(std::string_view name, unsigned scopes);

}  // namespace content
