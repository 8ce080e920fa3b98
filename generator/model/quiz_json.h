// Quizzes as JSON: what endpoint-bundle/<version>.json holds of each (tests/contract/bundle.schema.json).
#pragma once

#include <boost/json/object.hpp>

#include "generator/markup/quiz.h"
#include "generator/markup/quiz_hash.h"

namespace model {

using markup::question_hash;

// One quiz in one language, with all answers and feedback and a hash per question.
boost::json::object to_json(const markup::Quiz& quiz);

}  // namespace model
