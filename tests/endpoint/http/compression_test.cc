// Which answers are compressed, and for whom.
#include "endpoint/http/compression.h"

#include <doctest/doctest.h>
#include <libdeflate.h>

#include <memory>
#include <string>

#include "tests/endpoint/http/client.h"

namespace {

std::string decompressed(const std::string& bytes) {
  const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> decompressor(libdeflate_alloc_decompressor(),
                                                                                                      libdeflate_free_decompressor);
  std::string out(1'000'000, '\0');
  std::size_t size = 0;
  REQUIRE(libdeflate_gzip_decompress(decompressor.get(), bytes.data(), bytes.size(), out.data(), out.size(), &size) == LIBDEFLATE_SUCCESS);
  out.resize(size);
  return out;
}

http_server::Response compressed(http_server::Response response, const std::string& accepted) {
  http_server::Request request;
  request.headers = {{"Accept-Encoding", accepted}};
  http::compress(request, response);
  return response;
}

http_server::Response json_of(std::size_t size) { return {.headers = {{"Content-Type", "application/json"}}, .body = std::string(size, '1')}; }

}  // namespace

TEST_SUITE("http/compression") {
  TEST_CASE("who may be sent gzip is as RFC 9110 says") {
    for (const auto* yes : {"gzip", "deflate, gzip;q=0.5, br", "GZIP", "x-gzip", "*", "br;q=1, *;q=0.1", "gzip;q=0.001"}) {
      INFO(yes);
      CHECK(http::accepts_gzip(yes));
    }
    for (const auto* no : {"", "br", "identity", "gzip;q=0", "gzip; q=0.000", "*;q=0", "gzip;q=0, *", "gzipped"}) {
      INFO(no);
      CHECK_FALSE(http::accepts_gzip(no));
    }
  }

  TEST_CASE("JSON of 1 kB is compressed for who accepts it, and caches are told") {
    const auto small = compressed(json_of(5'000), "gzip");
    CHECK(decompressed(small.body) == std::string(5'000, '1'));
    CHECK(test::header_of(small, "Content-Encoding") == "gzip");
    CHECK(test::header_of(small, "Vary") == "Accept-Encoding");
    const auto plain = compressed(json_of(5'000), "br");
    CHECK(plain.body == std::string(5'000, '1'));
    CHECK(test::header_of(plain, "Content-Encoding").empty());
    CHECK(test::header_of(plain, "Vary") == "Accept-Encoding");
  }

  TEST_CASE("what is short, no JSON, or named by an ETag stays as it is") {
    CHECK(compressed(json_of(999), "gzip").body.size() == 999);
    CHECK(compressed({.headers = {{"Content-Type", "image/png"}}, .body = std::string(5'000, '1')}, "gzip").body.size() == 5'000);
    auto document = json_of(5'000);
    document.headers.push_back({"ETag", "\"1\""});
    CHECK(compressed(std::move(document), "gzip").headers.size() == 2);
  }

  TEST_CASE("a page of statements is sent compressed") {
    const test::Client client;
    for (int i = 1; i <= 10; ++i) client.post("/xapi/statements", test::statement_json(i));
    const auto plain = client.get("/xapi/statements");
    const auto response = client.send({.target = "/xapi/statements", .headers = {{"Accept-Encoding", "gzip, deflate, br"}}});
    CHECK("200 " + decompressed(response.body) == plain);
    CHECK(response.body.size() * 4 < plain.size());
  }
}
