// A site from sources in memory, by all passes up to the model; only code and formulas are set by a fake.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "generator/model/build_model.h"

namespace test {

struct Sources {
  std::map<std::string, std::string> files;  // "courses/umkm/course.md" → its text
  std::string settings = {};                 // more lines of site.yaml, from line 5 on
  std::vector<content::Texts> texts = {};    // by language; empty: the name of the language only
  model::ModelOptions options = {1786899600, false, 1};  // 2026-08-17 00:00 in Jakarta
};

struct Built {
  model::Site site;
  std::string messages;  // one a line, ordered
};

// site.yaml says: id https://contoh.example/, title "Situs uji", language id, time zone Asia/Jakarta.
Built build(const Sources& sources);

// "---\ntitle: …\n---\n\n": the text starts on line 5, or later with more keys.
std::string page(std::string_view title, std::string_view text = "", std::string_view more_keys = "");

// The page at an address; ends the test when there is none.
const model::Page& page_at(const Built& built, std::string_view url);

// The addresses of pages, separated by blanks: what a list, a course or a term holds.
std::string urls(const Built& built, const std::vector<model::PageId>& pages);

// All addresses, sorted, one a line.
std::string all_urls(const Built& built);

}  // namespace test
