#include "tests/endpoint/store/contract.h"

#include <fmt/format.h>

namespace test {

std::string id(int number) { return fmt::format("0192f0c1-0000-7000-8000-{:012}", number); }

xapi::Statement statement(const Said& said) {
  xapi::Statement statement;
  statement.id = said.id;
  statement.text = fmt::format(R"({{"id":"{}","verb":{{"id":"{}"}}}})", said.id, said.verb);
  statement.fingerprint = said.fingerprint;
  statement.actor = said.who;
  statement.verb = said.verb;
  statement.registration = said.registration;
  statement.target = said.target;
  statement.voids = said.voids;
  statement.agents = {{said.who, xapi::Mention::direct}, {"authority", xapi::Mention::related}};
  if (said.target.empty()) statement.activities = {{said.what, xapi::Mention::direct}, {"https://desa.example/", xapi::Mention::related}};
  return statement;
}

xapi::StatementQuery by_verb(const std::string& verb) {
  xapi::StatementQuery query;
  query.verb = verb;
  return query;
}

std::string numbers_found(store::Store& store, const xapi::StatementQuery& query, int most) {
  std::string numbers;
  std::optional<store::Time> from;
  do {
    const auto page = store.find(query, most, from);
    if (!page) return page.error().message;
    for (const auto& found : page->statements) {
      const auto at = found.text.find("8000-") + 5;
      numbers += fmt::format("{}{}", numbers.empty() ? "" : " ", std::stoi(found.text.substr(at, 12)));
    }
    from = page->next;
  } while (from);
  return numbers;
}

}  // namespace test
