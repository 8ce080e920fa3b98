// What the law on personal data asks of an administrator (docs/privacy.md), as commands.
#pragma once

#include <string>

#include "base/result.h"
#include "endpoint/store/store.h"

namespace endpoint_app {

struct PrivacyOptions {
  std::string learner;          // a UUID
  bool lift = false;            // the restriction
  int unused_months = 0;        // calendar months, from 1 on
  bool dry_run = false;
  std::string site;             // where learners open it: https://belajar.desa.example/
  std::string controller;       // who answers for the data; or ""
  int retention_months = 0;     // 0: not decided
  std::string store;            // StoreOptions::where
  std::string language = "id";  // of the register: id or en
};

// By a learner's id in any letter case; an error that tells the administrator what is wrong with it.
base::Result<store::Learner> learner_with(store::Store& store, const std::string& id);

// What is to be printed.
base::Result<std::string> restrict_learner(store::Store& store, const PrivacyOptions& options);
// Erases everyone of whom nothing has come for so long: no statement, document, new device, nor class.
base::Result<std::string> expire(store::Store& store, const PrivacyOptions& options);
base::Result<std::string> show_consent(store::Store& store, const PrivacyOptions& options);
// The register of processing in Markdown; what the controller alone knows is marked.
base::Result<std::string> register_of_processing(store::Store& store, const PrivacyOptions& options);

}  // namespace endpoint_app
