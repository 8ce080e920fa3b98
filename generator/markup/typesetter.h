// The Typesetter that runs Debian's programs: source-highlight for code, blahtexml for formulas.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "generator/cache/store.h"
#include "generator/markup/markdown.h"

namespace markup {

// Both programs are run once for each text; results are kept in memory and, when there is a store, on disk. Inputs are
// bounded in size, runs in time: what exceeds them, or a program that crashes, is an error, never ours.
class ProgramTypesetter : public Typesetter {
 public:
  // `store` may be nullptr, else it must outlive the typesetter.
  explicit ProgramTypesetter(cache::Store* store) : store_(store) {}

  base::Result<std::string> highlight(std::string_view language, std::string_view code) override;
  base::Result<std::string> formula(std::string_view tex, bool display) override;

 private:
  using Compute = base::Result<std::string> (*)(std::string_view argument, std::string_view input);

  base::Result<std::string> remembered(const std::string& recipe, std::string_view argument, std::string_view input,
                                       Compute compute);
  const std::vector<std::string>& languages();
  const std::string& version_of(const std::string& program);

  cache::Store* store_;
  std::mutex mutex_;  // guards what follows
  std::map<std::string, base::Result<std::string>> results_;  // by key in hexadecimal digits
  std::map<std::string, std::string> versions_;
  std::vector<std::string> languages_;  // sorted
  bool languages_known_ = false;
};

}  // namespace markup
