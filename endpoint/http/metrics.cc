#include "endpoint/http/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace http {
namespace {

std::string head(std::string_view name, std::string_view kind, std::string_view help) {
  return fmt::format("# HELP sanggar_{} {}\n# TYPE sanggar_{} {}\n", name, help, name, kind);
}

std::string single(std::string_view name, std::string_view kind, std::string_view help, std::int64_t value) {
  return head(name, kind, help) + fmt::format("sanggar_{} {}\n", name, value);
}

}  // namespace

void Metrics::count(std::string_view resource, int status, double seconds) {
  const auto bound = std::lower_bound(kBounds.begin(), kBounds.end(), seconds);
  const std::lock_guard lock(mutex_);
  ++requests_[{std::string(resource), status}];
  ++times_.at(static_cast<std::size_t>(std::distance(kBounds.begin(), bound)));
  seconds_ += seconds;
}

void Metrics::count_refused(int status) {
  const std::lock_guard lock(mutex_);
  ++requests_[{"unread", status}];
}

std::string Metrics::text(const store::Figures& figures) const {
  std::string text = head("requests_total", "counter", "Requests answered.");
  const std::lock_guard lock(mutex_);
  for (const auto& [key, number] : requests_) {
    text += fmt::format("sanggar_requests_total{{resource=\"{}\",status=\"{}\"}} {}\n", key.first, key.second, number);
  }
  text += head("request_seconds", "histogram", "Time from a request's arrival to its answer.");
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < kBounds.size(); ++i) {
    sum += times_.at(i);
    text += fmt::format("sanggar_request_seconds_bucket{{le=\"{}\"}} {}\n", kBounds.at(i), sum);
  }
  sum += times_.back();
  text += fmt::format("sanggar_request_seconds_bucket{{le=\"+Inf\"}} {}\nsanggar_request_seconds_sum {:.6f}\nsanggar_request_seconds_count {}\n", sum, seconds_, sum);
  text += single("statements_stored_total", "counter", "Statements stored since the start.", figures.statements);
  text += single("commits_total", "counter", "Transactions committed since the start.", figures.commits);
  text += single("queue_length", "gauge", "Writes that wait for a commit.", figures.waiting);
  return text + single("database_bytes", "gauge", "The database on the disk, its log included.", figures.database_bytes);
}

}  // namespace http
