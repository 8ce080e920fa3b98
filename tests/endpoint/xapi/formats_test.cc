#include "endpoint/xapi/formats.h"

#include <doctest/doctest.h>

#include <functional>
#include <vector>

using namespace xapi;

namespace {

struct FormatRow {
  bool (*fits)(std::string_view);
  std::vector<std::string_view> right;
  std::vector<std::string_view> wrong;
};

void check_format(const FormatRow& row) {
  for (const auto text : row.right) {
    INFO(text);
    CHECK(row.fits(text));
  }
  for (const auto text : row.wrong) {
    INFO(text);
    CHECK_FALSE(row.fits(text));
  }
}

bool is_timestamp(std::string_view text) { return timestamp_of(text).has_value(); }

}  // namespace

TEST_SUITE("xapi/formats") {
  TEST_CASE("an id is a UUID in its usual form") {
    check_format({is_uuid,
           {"ec531277-b57b-4c15-8d91-d292c5b2b8f7", "EC531277-B57B-4C15-8D91-D292C5B2B8F7", "00000000-0000-0000-0000-000000000000"},
           {"", "ec531277b57b4c158d91d292c5b2b8f7", "{ec531277-b57b-4c15-8d91-d292c5b2b8f7}", "ec531277-b57b-4c15-8d91-d292c5b2b8f71",
            "gc531277-b57b-4c15-8d91-d292c5b2b8f7", "ec531277-b57b-4c15-8d91d-292c5b2b8f7"}});
    CHECK(lower_uuid("EC531277-B57B-4C15-8D91-D292C5B2B8F7") == "ec531277-b57b-4c15-8d91-d292c5b2b8f7");
  }

  TEST_CASE("new ids are of version 4 and differ") {
    const std::string id = random_uuid();
    CHECK(is_uuid(id));
    CHECK(id[14] == '4');
    CHECK(std::string_view("89ab").find(id[19]) != std::string_view::npos);
    CHECK(id != random_uuid());
  }

  TEST_CASE("the id of a name is RFC 4122's version 5") {
    CHECK(uuid_of_name("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com") == "2ed6657d-e927-568b-95e1-2665a8aea6a2");
  }

  TEST_CASE("an IRI has a scheme and no spaces") {
    check_format({is_iri,
           {"http://desa.example/a?b#c", "urn:uuid:1", "tag:a", "https://desa.example/kursus/Ünï", "http://a/\xc2\xa9", "http://a/%20", "http://[::1]/", "mailto:a@b"},
           {"", "a", "should fail", "ab=c://a", "1a://a", "://a", "http:", "http://a b", "http://a\n", "http://a/%2", "http://a/%zz", "/a", "http://{a}",
            "http://a|b", "http://a\x7f", "http://a\xc2\x85", "http://<a>"}});
  }

  TEST_CASE("a mailto IRI has one at sign with something on both sides") {
    check_format({is_mailto,
           {"mailto:siti@desa.example", "mailto:s.i+t@desa.example"},
           {"", "mailto:", "siti@desa.example", "mailto:desa.example", "mailto:@desa", "mailto:siti@", "mailto:a@b@c", "mailto:a b@c", "http://a@b"}});
  }

  TEST_CASE("hashes are hexadecimal digits of the right number") {
    check_format({is_sha1, {"cd9b00a5611f94eaa7b1661edab976068e364975", "CD9B00A5611F94EAA7B1661EDAB976068E364975"}, {"", "cd9b", "gd9b00a5611f94eaa7b1661edab976068e364975"}});
    for (const std::size_t digits : {56U, 64U, 96U, 128U}) CHECK(is_sha2(std::string(digits, 'a')));
    for (const std::size_t digits : {0U, 40U, 63U, 65U, 127U}) CHECK_FALSE(is_sha2(std::string(digits, 'a')));
    CHECK_FALSE(is_sha2(std::string(64, 'g')));
  }

  TEST_CASE("a language tag is well-formed by RFC 5646") {
    check_format({is_language_tag,
           {"id", "jv", "cmn", "de-DE", "zh-Hant", "zh-Hant-TW", "sr-Latn-RS", "zh-cmn-Hans-CN", "es-419", "sl-rozaj-biske", "de-1996", "x-desa",
            "en-x-a-b", "en-a-bbb-x-a", "i-klingon", "en-GB-oed", "sgn-BE-FR", "qaaa", "abcdefgh", "de-CH-1901", "zh-min-nan"},
           {"", "-", "a", "id-", "-id", "something", "a12345", "id_ID", "zh-z-aaa-z-bbb-c-ccc", "de-1996-1996", "en-a", "en-x", "x", "x-", "xy-",
            "id ID", "en--GB", "de-DE-DE", "1d"}});
  }

  TEST_CASE("a media type has a type, a subtype and parameters") {
    check_format({is_media_type,
           {"text/plain", "text/plain; charset=utf-8", "text/plain;charset=\"utf-8\"", "application/vnd.a+json ; a=b;c=d", "a/b;"},
           {"", "text", "text/", "/plain", "text/plain charset", "text/plain; charset", "text/plain; =a", "text/plain; a=\"", "te xt/plain", "text/plain/x"}});
  }

  TEST_CASE("a timestamp is read to the microsecond, in any zone") {
    struct Moment {
      std::string_view text;
      std::string_view utc;
    };
    const std::vector<Moment> moments = {{"2026-11-22T09:00:00Z", "2026-11-22T09:00:00.000000Z"},
                                         {"2026-11-22T09:00:00", "2026-11-22T09:00:00.000000Z"},
                                         {"2026-11-22T09:00:00.1234567Z", "2026-11-22T09:00:00.123456Z"},
                                         {"2026-11-22T09:00:00,5+07:00", "2026-11-22T02:00:00.500000Z"},
                                         {"2026-11-22T09:00:00-0530", "2026-11-22T14:30:00.000000Z"},
                                         {"2026-11-22T09:00:00+00:00", "2026-11-22T09:00:00.000000Z"},
                                         {"2026-11-22T09:00:00+07", "2026-11-22T02:00:00.000000Z"},
                                         {"20261122T090000Z", "2026-11-22T09:00:00.000000Z"},
                                         {"2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000000Z"},
                                         {"2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000000Z"},
                                         {"1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500000Z"},
                                         {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000Z"},
                                         {"9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"}};
    for (const auto& moment : moments) {
      INFO(moment.text);
      REQUIRE(is_timestamp(moment.text));
      CHECK(timestamp_text(*timestamp_of(moment.text)) == moment.utc);
    }
    CHECK(*timestamp_of("1970-01-01T00:00:01Z") == 1000000);
  }

  TEST_CASE("what names no moment is no timestamp") {
    check_format({is_timestamp,
           {},
           {"", "should fail", "01/011/2015", "2026-11-22", "2026-11-22T", "2026-11-22T09:00", "2026-11-22 09:00:00Z", "2026-13-01T00:00:00Z",
            "2026-02-29T00:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22T09:60:00Z", "2026-11-22T09:00:61Z", "2026-11-22T09:00:60Z",
            "2026-11-22T09:00:00.Z", "2026-11-22T09:00:00-00", "2026-11-22T09:00:00-0000", "2026-11-22T09:00:00-00:00", "2026-11-22T09:00:00+24:00",
            "2026-11-22T09:00:00+07:60", "2026-11-22T09:00:00+7", "2026-11-22T09:00:00Zz", "2026-11-22T09:00:00+07:00Z", "2026-1122T09:00:00Z",
            "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "+2026-11-22T09:00:00Z"}});
  }

  TEST_CASE("a duration is ISO 8601's form with letters") {
    check_format({is_duration,
           {"P1DT2H", "PT0.5S", "PT0,5S", "P3W", "P3Y", "P3Y1M29DT4H35M59.14S", "PT16559.14S", "P0D", "P1DT12H36M0.12567S", "P1.5D", "P0.5W", "P1M", "PT1M"},
           {"", "P", "PT", "P1", "1D", "P1DT", "PA1H0M0S", "P4W1D", "P4WT1W", "P1D4W", "PT1D", "P1H", "P1D1Y", "P1Y1Y", "-P1D", "P-1D", "PT1.5H2M", "P1.5DT1H",
            "PT1.S", "PT.5S", "P0001-01-01T00:00:00", "p1d", "P1D ", "PT1HT1M", "should fail", "P0.5"}});
  }
}
