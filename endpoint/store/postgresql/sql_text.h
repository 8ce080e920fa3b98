// The .sql files of this folder, as the build put them into the program.
#pragma once

#include <string_view>

namespace store::postgresql {

extern const std::string_view k_0001_statements_sql;
extern const std::string_view k_0002_learners_sql;
extern const std::string_view k_0003_bundles_sql;
extern const std::string_view k_0004_classes_sql;
extern const std::string_view k_0005_cmi5_sql;
extern const std::string_view k_0006_consent_sql;
extern const std::string_view k_queries_sql;

}  // namespace store::postgresql
