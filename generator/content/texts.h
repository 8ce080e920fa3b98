// Interface texts ("Lanjutkan", "Lihat jawaban") in one language, from the theme's i18n/LANGUAGE.yaml.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace content {

// Read-only after loading; may be shared between threads.
class Texts {
 public:
  Texts() = default;
  Texts(std::string language, std::map<std::string, std::string, std::less<>> texts)
      : language_(std::move(language)), texts_(std::move(texts)) {}

  const std::string& language() const { return language_; }
  // The text of a key; the key itself where the theme has none, so that a gap is seen, not hidden.
  std::string_view operator()(std::string_view key) const {
    const auto found = texts_.find(key);
    return found == texts_.end() ? key : std::string_view(found->second);
  }
  bool has(std::string_view key) const { return texts_.find(key) != texts_.end(); }
  const std::map<std::string, std::string, std::less<>>& all() const { return texts_; }

 private:
  std::string language_;
  std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace content
