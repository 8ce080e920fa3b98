// Which request about classes goes where, and who may make it.
#include "endpoint/http/learn_classes.h"

#include <charconv>

#include "base/text.h"
#include "endpoint/xapi/json.h"

namespace http {
namespace {

constexpr std::size_t kLongestAddress = 300;
constexpr std::string_view kClasses = "/classes", kClass = "/class", kMembers = "/class/members";

Response nothing_here() { return answer_problem(404, {"path", "names nothing here"}); }

Response answer_as_member(LearnCall& call, std::string_view path) {
  auto caller = identified(call.store, call.options, call.request);
  if (!caller) return std::move(caller.error());
  if (caller->learner.empty()) return forbidden("is no learner's token");
  call.caller = std::move(*caller);
  const auto& method = call.request.method;
  if (path.empty()) {
    if (method == "POST") return join_class(call);
    return method == "GET" || method == "HEAD" ? classes_joined(call) : method_not_allowed("GET, POST");
  }
  return method == "DELETE" ? leave_class(call, std::string(path.substr(1))) : method_not_allowed("DELETE");
}

// "/3/code" below /class/members.
Response answer_about_member(const ClassCall& call, std::string_view path) {
  int number = 0;
  const auto [end, error] = std::from_chars(path.data() + 1, path.data() + path.size(), number);
  const std::string_view rest = path.substr(static_cast<std::size_t>(end - path.data()));
  if (error != std::errc() || number < 1) return nothing_here();
  const auto& method = call.learn.request.method;
  if (rest == "/code") return method == "POST" ? renew_code_of_member(call, number) : method_not_allowed("POST");
  if (!rest.empty()) return nothing_here();
  if (method == "DELETE") return remove_member(call, number);
  return method == "GET" || method == "HEAD" ? show_member(call, number) : method_not_allowed("GET, DELETE");
}

Response answer_to_facilitator(const ClassCall& call, std::string_view path) {
  const std::string_view method = call.learn.request.method == "HEAD" ? "GET" : std::string_view(call.learn.request.method);
  if (path == kClass) return method == "GET" ? show_class(call) : method_not_allowed("GET");
  if (path == "/class.csv") return method == "GET" ? export_class(call) : method_not_allowed("GET");
  if (path == "/class/code") return method == "POST" ? renew_code(call) : method_not_allowed("POST");
  if (path == kMembers) return method == "POST" ? bring_in(call) : method_not_allowed("POST");
  if (path.starts_with(kMembers) && path[kMembers.size()] == '/') return answer_about_member(call, path.substr(kMembers.size()));
  return nothing_here();
}

Response no_facilitator() {
  auto response = answer_problem(401, {"Authorization", "is no facilitator's link that is known here; perhaps a newer one was made"});
  response.headers.push_back({"WWW-Authenticate", "Bearer"});
  return response;
}

Response answer_with_link(const LearnCall& call, std::string_view path) {
  const std::string hash = auth::token_hash_of(call.request.header("Authorization"));
  if (hash.empty()) return no_facilitator();
  const auto found = call.store.classes().find(store::ClassKey::facilitator, hash);
  if (!found) return answer_failure(found.error());
  if (!*found) return no_facilitator();
  const int wait = call.options.rates ? call.options.rates->take_for_key(hash) : 0;
  return wait > 0 ? answer_too_many(wait) : answer_to_facilitator({call, **found}, path);
}

}  // namespace

bool is_about_classes(std::string_view path) {
  return path == kClasses || path.starts_with("/classes/") || path == kClass || path == "/class.csv" || path.starts_with("/class/");
}

Response answer_about_classes(LearnCall call, std::string_view path) {
  return path.starts_with(kClasses) ? answer_as_member(call, path.substr(kClasses.size())) : answer_with_link(call, path);
}

std::string optional_text(const LearnCall& call, std::string_view name) {
  return text_of_body(call, name).value_or("");
}

std::string page_address(std::string_view text) {
  const bool is_address = (text.starts_with("https://") || text.starts_with("http://")) && text.size() <= kLongestAddress &&
                          text.find_first_of("#\"<> \t\r\n") == std::string_view::npos;
  return is_address ? std::string(text) : std::string();
}

}  // namespace http
