#include "base/http_server/target.h"

#include <doctest/doctest.h>

TEST_SUITE_BEGIN("base/target");

TEST_CASE("targets are taken apart") {
  CHECK(http_server::parse_target("http://h?b")->path == "/");
  CHECK(http_server::parse_target("http://h?b")->query == "b");
  CHECK(http_server::parse_target("/a?b?c")->query == "b?c");
  CHECK(http_server::parse_target("/%e2%82%ac...")->path == "/€...");
  CHECK_FALSE(http_server::parse_target(""));
  CHECK(http_server::query_value("a=1&b+c=x+%2B", "b c") == "x +");
  CHECK(http_server::query_value("a", "a") == "");
  CHECK_FALSE(http_server::query_value("a=%", "a"));
  CHECK_FALSE(http_server::query_value("a=1", "b"));
  CHECK(http_server::percent_encoded_path("/a b/é?") == "/a%20b/%C3%A9%3F");
  CHECK(http_server::percent_encoded_query("https://a.example/?b=c&d") == "https%3A%2F%2Fa.example%2F%3Fb%3Dc%26d");
}

TEST_SUITE_END();
