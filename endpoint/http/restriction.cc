#include "endpoint/http/restriction.h"

#include <algorithm>

namespace http {
namespace {

constexpr std::size_t kIdLength = 36;

}  // namespace

store::Result<Restriction> Restriction::for_caller(const Call& call) {
  Restriction restriction;
  if (!call.caller.learner.empty()) return restriction;
  auto ids = call.store.restricted_learners();
  if (!ids) return tl::unexpected<store::Failure>(ids.error());
  restriction.learners_ = {ids->begin(), ids->end()};
  return restriction;
}

// The name of an account is what the key ends with.
bool Restriction::covers_agent(std::string_view key) const {
  const auto line = key.rfind('\n');
  return line != std::string_view::npos && learners_.contains(key.substr(line + 1));
}

// An id stands there as a text of its own, with a quotation mark on both sides.
bool Restriction::covers_statement(std::string_view text) const {
  if (learners_.empty()) return false;
  for (auto mark = text.find('"'); mark != std::string_view::npos; mark = text.find('"', mark + 1)) {
    const auto id = text.substr(mark + 1, kIdLength);
    const auto end = mark + 1 + kIdLength;
    if (end < text.size() && text[end] == '"' && learners_.contains(id)) return true;
  }
  return false;
}

void Restriction::leave_out(std::vector<store::Found>& statements) const {
  std::erase_if(statements, [&](const store::Found& found) { return covers_statement(found.text); });
}

}  // namespace http
