// What the progress script needs to know of a page: courses, lessons and quizzes by their ids, and when a course is finished.
#pragma once

#include <string>

#include "generator/model/site.h"
#include "generator/model/urls.h"

namespace model {

// True for pages on which progress is made or shown: courses with all they hold, their list, the home page, the progress page.
bool keeps_progress(const Site& site, const Page& page);

// JSON for a data block (`<script type="application/json">`), without '<'; empty where no progress is kept:
//   {"site", "course", "lesson", "hashes": [...], "courses": [{"id", "aliases", "title", "href", "complete", "lessons":
//   [{"id", "aliases", "quizzes", "former": {…}}]}]}
// Courses are in the form of tests/contract/completion.json; empty lists are left out. `hashes` are those of the lesson's
// questions in the site's other languages.
std::string progress_data(const Site& site, const Page& page, LinkStyle style);

// The name of the file beside the default language's progress page that holds the words of a language: "id.js".
std::string words_file(const Site& site, int language);

}  // namespace model
