// Classes in the learning API (tests/contract/README.md, "Classes"): a learner's own below /classes, the one of a facilitator's link
// below /class.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "endpoint/http/learn_call.h"
#include "endpoint/store/classes.h"

namespace http {

bool is_about_classes(std::string_view path);
Response answer_about_classes(LearnCall call, std::string_view path);

// With a learner's token.
Response join_class(const LearnCall& call);                         // POST   /classes
Response classes_joined(const LearnCall& call);                     // GET    /classes
Response leave_class(const LearnCall& call, const std::string& id);  // DELETE /classes/<id>

// With the secret of a facilitator's link; `of` is its class.
struct ClassCall {
  const LearnCall& learn;
  const store::Class& of;
};
Response show_class(const ClassCall& call);                         // GET    /class
Response export_class(const ClassCall& call);                       // GET    /class.csv
Response renew_code(const ClassCall& call);                         // POST   /class/code
Response bring_in(const ClassCall& call);                           // POST   /class/members
Response show_member(const ClassCall& call, int number);            // GET    /class/members/<number>
Response remove_member(const ClassCall& call, int number);          // DELETE /class/members/<number>
Response renew_code_of_member(const ClassCall& call, int number);   // POST   /class/members/<number>/code

// A text of the body's JSON object, "" when it is missing; a body that is none has nothing.
std::string optional_text(const LearnCall& call, std::string_view name);
// The address of a page for links and QR codes; "" unless it is one of http or https without a fragment.
std::string page_address(std::string_view text);

}  // namespace http
