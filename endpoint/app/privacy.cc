// Restriction, retention, consent: what an administrator does for those whose data are kept.
#include "endpoint/app/privacy.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <vector>

#include "base/clock.h"
#include "endpoint/xapi/formats.h"

namespace endpoint_app {
namespace {

using base::Result;

// When each learner last got a token: joining, or another phone.
using TokenTimes = std::map<std::string, store::Time>;

store::Time months_ago(int months) {
  using namespace std::chrono;
  const sys_time<microseconds> now{microseconds{base::microseconds_now()}};
  const auto today = floor<days>(now);
  auto day = year_month_day{today} - std::chrono::months{months};
  if (!day.ok()) day = day.year() / day.month() / last;
  return microseconds{sys_days{day}.time_since_epoch() + (now - today)}.count();
}

store::Result<TokenTimes> token_times(store::Store& store) {
  const auto credentials = store.credentials();
  if (!credentials) return tl::unexpected<store::Failure>(credentials.error());
  TokenTimes times;
  for (const auto& one : *credentials) times[one.learner] = std::max(times[one.learner], one.created);
  return times;
}

store::Result<store::Time> newest_statement(store::Store& store, const std::string& agent) {
  xapi::StatementQuery query;
  query.agent = agent;
  const auto page = store.find(query, 1, std::nullopt);
  if (!page) return tl::unexpected<store::Failure>(page.error());
  return page->statements.empty() ? 0 : page->statements.front().stored;
}

// The last moment at which something came from the learner.
store::Result<store::Time> last_use(store::Store& store, const store::Learner& learner, const TokenTimes& tokens) {
  auto statement = newest_statement(store, learner.agent);
  if (!statement) return statement;
  const auto documents = store.documents_of_agent(learner.agent);
  if (!documents) return tl::unexpected<store::Failure>(documents.error());
  const auto memberships = store.classes().memberships(learner.id);
  if (!memberships) return tl::unexpected<store::Failure>(memberships.error());
  const auto token = tokens.find(learner.id);
  store::Time last = std::max({learner.created, learner.consent.given, *statement, token == tokens.end() ? 0 : token->second});
  for (const auto& [key, document] : *documents) last = std::max(last, document.updated);
  for (const auto& member : *memberships) last = std::max(last, member.joined);
  return last;
}

const store::Table& learner_table() {
  const auto tables = store::transferred_tables();
  return *std::find_if(tables.begin(), tables.end(), [](const store::Table& table) { return table.name == "learner"; });
}

store::Result<std::vector<std::string>> learner_ids(store::Store& store) {
  std::vector<std::string> ids;
  const auto read = store.each_row(learner_table(), [&](const store::Row& row) -> store::Result<void> {
    ids.push_back(std::get<std::string>(row.front()));
    return {};
  });
  if (!read) return tl::unexpected<store::Failure>(read.error());
  std::sort(ids.begin(), ids.end());
  return ids;
}

struct Expiry {
  std::size_t known = 0;
  std::vector<std::string> ids, receipts;
  store::Erased erased;
};

store::Result<void> erase_one(store::Store& store, const std::string& id, Expiry& expiry) {
  const std::string receipt = xapi::random_uuid();
  const auto erased = store.erase_learner(id, receipt);
  if (!erased) return tl::unexpected<store::Failure>(erased.error());
  if (!*erased) return {};  // they erased themselves meanwhile
  expiry.receipts.push_back(receipt);
  expiry.erased.statements += (*erased)->statements;
  expiry.erased.documents += (*erased)->documents;
  return {};
}

// Looks at each learner a moment before erasing, so that whoever has come back stays.
store::Result<void> walk(store::Store& store, store::Time limit, bool dry_run, Expiry& expiry) {
  const auto ids = learner_ids(store);
  if (!ids) return tl::unexpected<store::Failure>(ids.error());
  const auto tokens = token_times(store);
  if (!tokens) return tl::unexpected<store::Failure>(tokens.error());
  expiry.known = ids->size();
  for (const auto& id : *ids) {
    const auto learner = store.learner(id);
    if (!learner) return tl::unexpected<store::Failure>(learner.error());
    if (!*learner) continue;
    const auto last = last_use(store, **learner, *tokens);
    if (!last) return tl::unexpected<store::Failure>(last.error());
    if (*last >= limit) continue;
    expiry.ids.push_back(id);
    if (dry_run) continue;
    if (auto erased = erase_one(store, id, expiry); !erased) return erased;
  }
  return {};
}

std::string day_of(store::Time time) {
  constexpr std::size_t kDay = 10;
  return xapi::timestamp_text(time).substr(0, kDay);
}

std::string lines_of(std::string_view start, const std::vector<std::string>& texts) {
  std::string lines;
  for (const auto& text : texts) lines += fmt::format("{}{}\n", start, text);
  return lines;
}

}  // namespace

Result<std::string> restrict_learner(store::Store& store, const PrivacyOptions& options) {
  const auto known = learner_with(store, options.learner);
  if (!known) return base::fail(known.error().message);
  const auto done = store.restrict_learner(known->id, !options.lift);
  if (!done) return base::fail(done.error().message);
  return options.lift ? fmt::format("'{}' is not restricted any more\n", known->id)
                      : fmt::format("'{}' is restricted: what is kept is given to nobody but themself and these commands\n", known->id);
}

Result<std::string> expire(store::Store& store, const PrivacyOptions& options) {
  const auto limit = months_ago(options.unused_months);
  Expiry expiry;
  const auto walked = walk(store, limit, options.dry_run, expiry);
  if (!walked) {
    return base::fail(fmt::format("{}; {} learners were erased before that (run it again for the others)\n{}", walked.error().message, expiry.receipts.size(),
                                  lines_of("receipt: ", expiry.receipts)));
  }
  if (options.dry_run) {
    return lines_of("", expiry.ids) +
           fmt::format("{} of {} learners have not been there since {} and would be erased\n", expiry.ids.size(), expiry.known, day_of(limit));
  }
  return fmt::format("erased: {} of {} learners, not there since {}; {} statements, {} documents\n", expiry.receipts.size(), expiry.known, day_of(limit),
                     expiry.erased.statements, expiry.erased.documents) +
         lines_of("receipt: ", expiry.receipts);
}

Result<std::string> show_consent(store::Store& store, const PrivacyOptions& options) {
  const auto known = learner_with(store, options.learner);
  if (!known) return base::fail(known.error().message);
  const auto& consent = known->consent;
  if (consent.by.empty()) return std::string("not asked for: no course had a minimum age when the learner joined, or a list brought them in\n");
  return fmt::format("by: {}\ngiven: {}\nbundle: {}\n(`erase {}` withdraws it)\n", consent.by, xapi::timestamp_text(consent.given), consent.bundle, known->id);
}

}  // namespace endpoint_app
