#include "base/diagnostics.h"

#include <doctest/doctest.h>

#include <utility>

using base::Diagnostic;
using base::Diagnostics;
using base::Severity;

TEST_SUITE_BEGIN("base/diagnostics");

TEST_CASE("a diagnostic reads as file, line, column, what and what to do") {
  CHECK(base::to_text({"links", {"courses/a.md", 3, 1}, "what", "hint"}) == "courses/a.md:3:1: error: what (hint)");
}

TEST_CASE("unknown parts are left out") {
  CHECK(base::to_text({"links", {"a.md", 3, 0}, "what", ""}) == "a.md:3: error: what");
  CHECK(base::to_text({"links", {"a.md"}, "what", ""}) == "a.md: error: what");
  CHECK(base::to_text({"links", {}, "what", ""}) == "error: what");
  CHECK(base::to_text({"links", {"a.md"}, "what", "", Severity::warning}) == "a.md: warning: what");
}

TEST_CASE("the JSON form has every part and escapes what JSON must") {
  CHECK(base::to_json({"links", {"a\"b.md", 3, 14}, "tab\there\x01", "back\\slash", Severity::warning}) ==
        R"({"file":"a\"b.md","line":3,"column":14,"severity":"warning","check":"links",)"
        R"("message":"tab\there\u0001","hint":"back\\slash"})");
}

TEST_CASE("bytes that are not UTF-8 become replacement characters in JSON") {
  CHECK(base::to_json({"c", {"\xFF" "é.md"}, "m\xC3", ""}) ==
        R"({"file":"�é.md","line":0,"column":0,"severity":"error","check":"c","message":"m�","hint":""})");
}

TEST_CASE("sorting orders by place and drops exact repetitions") {
  Diagnostics list;
  list.report("c", {"b.md", 1, 1}, "one");
  list.report("c", {"a.md", 10, 1}, "two");
  list.report("c", {"a.md", 9, 2}, "three");
  list.report("c", {"a.md", 9, 2}, "three");
  list.report("c", {"a.md", 9, 2}, "another");
  list.sort();
  REQUIRE(list.all().size() == 4);
  CHECK(base::to_text(list.all()[0]) == "a.md:9:2: error: another");
  CHECK(base::to_text(list.all()[1]) == "a.md:9:2: error: three");
  CHECK(base::to_text(list.all()[2]) == "a.md:10:1: error: two");
  CHECK(base::to_text(list.all()[3]) == "b.md:1:1: error: one");
}

TEST_CASE("appending moves the other list behind this one") {
  Diagnostics first;
  Diagnostics second;
  first.report("c", {"a.md"}, "one");
  second.report("c", {"a.md"}, "two");
  first.append(std::move(second));
  REQUIRE(first.all().size() == 2);
  CHECK(first.all()[1].message == "two");
}

TEST_CASE("warnings are no errors") {
  Diagnostics list;
  CHECK_FALSE(list.has_errors());
  list.report("c", {"a.md"}, "one");
  CHECK(list.has_errors());
  list.all()[0].severity = Severity::warning;
  CHECK_FALSE(list.has_errors());
}

TEST_SUITE_END();
