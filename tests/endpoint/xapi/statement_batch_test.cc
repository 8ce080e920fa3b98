#include "endpoint/xapi/statement_batch.h"

#include <doctest/doctest.h>

#include "endpoint/xapi/digest.h"
#include "tests/endpoint/xapi/changed.h"
#include "tests/endpoint/xapi/samples.h"
#include "tests/endpoint/xapi/signer.h"

using namespace xapi;

namespace {

Checked<Batch> batch_of(std::string_view body, std::string_view content_type = "application/json") {
  return read_batch(body, content_type, {Version::k2_0_0, 0, test::json(R"({"mbox":"mailto:key@desa.example"})").as_object()});
}

std::string batch_problem(std::string_view body, std::string_view content_type = "application/json") { return test::text_of(batch_of(body, content_type)); }

std::string array(std::string_view first, std::string_view second) { return "[" + std::string(first) + "," + std::string(second) + "]"; }

// A declaration of bytes that are sent along.
boost::json::object declaration(std::string_view bytes, const char* usage = "https://contoh.example/photo") {
  return {{"usageType", usage}, {"display", {{"id", "Foto"}}}, {"contentType", "application/octet-stream"}, {"length", bytes.size()}, {"sha2", sha2_of(bytes, 64)}};
}

std::string multipart(const boost::json::value& statements, const std::vector<std::string>& bodies) {
  std::vector<Part> parts = {{"application/json", "", "", to_text(statements)}};
  for (const auto& body : bodies) parts.push_back({"application/octet-stream", sha2_of(body, 64), "binary", body});
  return multipart_text(parts, "b");
}

constexpr std::string_view kMixed = "multipart/mixed; boundary=b";
constexpr const char* kSignature = "http://adlnet.gov/expapi/attachments/signature";

}  // namespace

TEST_SUITE("xapi/statement_batch") {
  TEST_CASE("one statement and an array of them are read in their order") {
    const auto one = batch_of(test::kFullStatement, "application/json; charset=utf-8");
    REQUIRE(one);
    CHECK_FALSE(one->is_array);
    REQUIRE(one->statements.size() == 1);
    CHECK(one->statements[0].id == "ec531277-b57b-4c15-8d91-d292c5b2b8f7");
    const auto two = batch_of(array(test::kVoidingStatement, test::kFullStatement));
    REQUIRE(two);
    CHECK(two->is_array);
    REQUIRE(two->statements.size() == 2);
    CHECK(two->statements[0].voids);
    CHECK(batch_of("[]")->statements.empty());
  }

  TEST_CASE("what is wrong is said with the statement's place") {
    CHECK(batch_problem("[1,") == "line 1, column 4: ends before its value is complete");
    CHECK(batch_problem("1") == ": is no object");
    CHECK(batch_problem("[[]]") == "[0]: is no object");
    CHECK(batch_problem(array(test::kPlainStatement, "{\"actor\":{}}")) == "[1].actor: has no identifier: mbox, mbox_sha1sum, openid or account");
    const auto upper = to_text(test::changed(test::kFullStatement, "/id", "\"EC531277-B57B-4C15-8D91-D292C5B2B8F7\""));
    CHECK(batch_problem(array(test::kFullStatement, upper)) == "[1].id: is the id of an earlier statement of this request");
    CHECK(batch_problem(test::kPlainStatement, "text/plain") == "Content-Type: is neither application/json nor multipart/mixed");
    CHECK(batch_problem(test::kPlainStatement, "multipart/form-data; boundary=b") == "Content-Type: is neither application/json nor multipart/mixed");
    CHECK(batch_problem(test::kPlainStatement, "") == "Content-Type: is neither application/json nor multipart/mixed");
    CHECK(batch_problem(test::kPlainStatement, "multipart/mixed") == "Content-Type: has no boundary");
    CHECK(batch_problem(test::kPlainStatement, kMixed) == "part 1: is not begun by the boundary");
  }

  TEST_CASE("attachments are kept once, without the statements' part") {
    auto statement = test::json(test::kPlainStatement);
    statement.as_object()["attachments"] = boost::json::array{declaration("abc"), declaration("def"), declaration("abc")};
    const auto batch = batch_of(multipart(statement, {"abc", "def", "abc"}), kMixed);
    REQUIRE(batch);
    REQUIRE(batch->attachments.size() == 2);
    CHECK(batch->attachments[0].body == "abc");
    CHECK(batch->attachments[1].body == "def");
    CHECK(batch->statements[0].attachments.size() == 3);
    CHECK(batch_problem(multipart(statement, {"abc"}), kMixed) == "attachments: declares " + sha2_of("def", 64) + ", which has no fileUrl and is not sent");
    CHECK(batch_problem(multipart(statement, {"abc", "def", "ghi"}), kMixed) == "part 4: belongs to no attachment of the statements");
    CHECK(batch_problem(to_text(statement)) == "attachments: declares " + sha2_of("abc", 64) + ", which has no fileUrl and is not sent");
    CHECK(batch_problem(multipart(test::json(test::kPlainStatement), {}), kMixed) == "");
  }

  TEST_CASE("a sub-statement's attachments are sent along too") {
    auto statement = test::json(test::kNestedStatement);
    statement.at("object").as_object()["attachments"] = boost::json::array{declaration("abc")};
    CHECK(batch_problem(multipart(statement, {"abc"}), kMixed) == "");
    CHECK(batch_problem(multipart(statement, {}), kMixed) == "attachments: declares " + sha2_of("abc", 64) + ", which has no fileUrl and is not sent");
  }

  TEST_CASE("a signed statement has its signature sent along") {
    auto statement = test::json(test::kPlainStatement);
    const std::string jws = test::Signer().jws(R"({"alg":"RS256"})", to_text(statement));
    statement.as_object()["attachments"] = boost::json::array{declaration(jws, kSignature)};
    CHECK(batch_problem(multipart(statement, {jws}), kMixed) == "");
    CHECK(batch_problem(multipart(statement, {}), kMixed) == "attachments: declares the signature " + sha2_of(jws, 64) + ", which is not sent");
    auto other = statement;
    other.at("verb").as_object()["id"] = "https://contoh.example/verbs/other";
    CHECK(batch_problem(multipart(other, {jws}), kMixed) == "signature: has a payload that is not this statement");
    CHECK(batch_problem(multipart(boost::json::array{statement, other}, {jws}), kMixed) == "[1].signature: has a payload that is not this statement");
  }
}
