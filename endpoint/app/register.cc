// The register of processing: what a controller of personal data must keep at hand (UU 27/2022, pasal 31).
#include <fmt/format.h>

#include <map>

#include "base/clock.h"
#include "endpoint/app/privacy.h"
#include "endpoint/app/register_texts.h"
#include "endpoint/learning/bundle.h"
#include "endpoint/xapi/formats.h"

namespace endpoint_app {
namespace {

using base::Result;
using Values = std::map<std::string, std::string, std::less<>>;

// "{name}" stands for a value; whatever is none stays as it is.
std::string with_values(std::string_view text, const Values& values) {
  std::string filled;
  while (!text.empty()) {
    const auto open = text.find('{');
    const auto close = text.find('}', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    const auto found = values.find(text.substr(open + 1, close - open - 1));
    filled += text.substr(0, open);
    filled += found == values.end() ? text.substr(open, close - open + 1) : std::string_view(found->second);
    text.remove_prefix(close + 1);
  }
  return filled += text;
}

// In a table or a paragraph nothing may end the cell or the line.
std::string plain_text(std::string text) {
  for (char& c : text) {
    if (c == '|' || c == '\n' || c == '\r') c = ' ';
  }
  return text;
}

store::Result<void> count_what_is_kept(store::Store& store, Values& values) {
  const auto counts = store.inventory();
  if (!counts) return tl::unexpected<store::Failure>(counts.error());
  for (const auto& [name, number] : *counts) values[name] = std::to_string(number);
  const auto classes = store.classes().all();
  if (!classes) return tl::unexpected<store::Failure>(classes.error());
  std::size_t members = 0;
  for (const auto& one : *classes) {
    const auto found = store.classes().members(one.id);
    if (!found) return tl::unexpected<store::Failure>(found.error());
    members += found->size();
  }
  values["classes"] = std::to_string(classes->size());
  values["members"] = std::to_string(members);
  const auto restricted = store.restricted_learners();
  if (!restricted) return tl::unexpected<store::Failure>(restricted.error());
  values["restricted"] = std::to_string(restricted->size());
  return {};
}

store::Result<void> count_consents(store::Store& store, Values& values) {
  std::map<std::string, int> counts;
  for (const auto& table : store::transferred_tables()) {
    if (table.name != "learner") continue;
    std::size_t consent = 0;
    while (table.columns[consent].name != "consent") ++consent;
    auto read = store.each_row(table, [&](const store::Row& row) -> store::Result<void> {
      ++counts[std::get<std::string>(row[consent])];
      return {};
    });
    if (!read) return read;
  }
  for (const auto* by : {"self", "guardian"}) values[by] = std::to_string(counts[by]);
  return {};
}

store::Result<void> tell_recipients(store::Store& store, const RegisterTexts& texts, Values& values) {
  const auto credentials = store.credentials();
  if (!credentials) return tl::unexpected<store::Failure>(credentials.error());
  auto& lines = values["recipients"];
  for (const auto& one : *credentials) {
    if (!one.learner.empty()) continue;
    lines += with_values(texts.key, {{"key", plain_text(one.key)}, {"scopes", one.scopes}, {"day", xapi::timestamp_text(one.created).substr(0, 10)}});
  }
  if (lines.empty()) lines = texts.no_key;
  return {};
}

store::Result<void> tell_minimum_age(store::Store& store, const RegisterTexts& texts, Values& values) {
  const auto version = store.newest_bundle();
  if (!version) return tl::unexpected<store::Failure>(version.error());
  const auto text = store.bundle(*version);
  if (!text) return tl::unexpected<store::Failure>(text.error());
  const auto bundle = *text ? learning::read_bundle(**text) : xapi::Checked<learning::Bundle>(learning::Bundle{});
  const int age = bundle ? bundle->minimum_age() : 0;
  values["children"] = age > 0 ? with_values(texts.children, {{"age", std::to_string(age)}, {"self", values["self"]}, {"guardian", values["guardian"]}})
                               : std::string(texts.no_minimum_age);
  return {};
}

}  // namespace

Result<std::string> register_of_processing(store::Store& store, const PrivacyOptions& options) {
  const auto& texts = register_texts(options.language);
  Values values{{"site", plain_text(options.site)},
                {"controller", options.controller.empty() ? std::string(texts.fill_in) : plain_text(options.controller)},
                {"day", xapi::timestamp_text(base::microseconds_now()).substr(0, 10)},
                {"retention", options.retention_months == 0 ? std::string(texts.no_retention)
                                                            : with_values(texts.retention, {{"months", std::to_string(options.retention_months)}})},
                {"store", std::string(options.store.starts_with("postgres") ? texts.postgresql : texts.sqlite)},
                {"file", plain_text(options.store)}};
  values["store"] = with_values(values["store"], {{"file", values["file"]}});
  for (const auto& done : {count_what_is_kept(store, values), count_consents(store, values), tell_recipients(store, texts, values),
                           tell_minimum_age(store, texts, values)}) {
    if (!done) return base::fail(done.error().message);
  }
  return with_values(texts.page, values);
}

}  // namespace endpoint_app
