// cmi5.xml: what is read from it, and each thing for which it is refused.
#include "endpoint/cmi5/course_xml.h"

#include <doctest/doctest.h>

#include "endpoint/cmi5/xml.h"
#include "endpoint/xapi/json.h"
#include "tests/endpoint/cmi5/course_text.h"

namespace {

using namespace test;

std::string refusal(const std::string& xml, const cmi5::HasFile& has_file = nullptr) {
  const auto course = cmi5::read_course(xml, has_file);
  return course ? "read" : course.error().where + " " + course.error().what;
}

std::string with(const std::string& text, const std::string& from, const std::string& to) {
  std::string changed = text;
  const auto at = changed.find(from);
  REQUIRE(at != std::string::npos);
  return changed.replace(at, from.size(), to);
}

bool is_in_package(std::string_view name) { return name == "satu.html" || name == "isi/dua tiga.html"; }

}  // namespace

TEST_SUITE("cmi5/course_xml") {
  TEST_CASE("blocks, units and all that is said of them are read, and kept without loss") {
    const std::string whole = unit("satu", " moveOn=\"CompletedAndPassed\" masteryScore=\" 0.85 \" launchMethod=\"OwnWindow\" activityType=\"https://t.example/latihan\"",
                                   "\n https://isi.example/satu.html?a=1#b\n", "<launchParameters> x=1 </launchParameters><entitlementKey>kunci</entitlementKey>");
    const auto objectives = fmt::format("<objectives><objective id=\"{}/tujuan\">{}</objective></objectives>", kPublisher, texts("Tujuan"));
    const auto course = cmi5::read_course(test::course(block("luar", block("dalam", whole) + unit("dua")) + unit("tiga"), objectives), nullptr);
    REQUIRE(course.has_value());
    CHECK(course->id == kPublisher);
    CHECK(course->title == cmi5::Texts{{"id", "Buku kas"}});
    REQUIRE(course->blocks.size() == 2);
    CHECK(course->blocks[1].block == 0);
    REQUIRE(course->units.size() == 3);
    const auto& first = course->units[0];
    CHECK(first.url == "https://isi.example/satu.html?a=1#b");
    CHECK(first.move_on == cmi5::MoveOn::completed_and_passed);
    CHECK(first.mastery_score == 0.85);
    CHECK(first.own_window);
    CHECK(first.launch_parameters == "x=1");
    CHECK(first.entitlement_key == "kunci");
    CHECK(first.block == 1);
    CHECK(course->units[1].block == 0);
    CHECK(course->units[2].block == -1);
    CHECK(course->units[2].move_on == cmi5::MoveOn::not_applicable);
    const std::string kept = xapi::to_text(cmi5::to_json(*course));
    const auto again = cmi5::course_of(kept);
    REQUIRE(again.has_value());
    CHECK(xapi::to_text(cmi5::to_json(*again)) == kept);
    CHECK_FALSE(cmi5::course_of("{\"id\":1}").has_value());
    CHECK_FALSE(cmi5::course_of("[").has_value());
  }

  TEST_CASE("activity ids are the same each time and never the publisher's; units are named by id or place") {
    const auto course = *cmi5::read_course(test::course(block("satu", unit("satu")) + unit("dua")), nullptr);
    CHECK(cmi5::activity_of(course, course.units[0]) == cmi5::activity_of(*cmi5::course_of(xapi::to_text(cmi5::to_json(course))), course.units[0]));
    CHECK(cmi5::activity_of(course, course.units[0]) != cmi5::activity_of(course, course.units[1]));
    CHECK(cmi5::activity_of(course).substr(0, 9) == "urn:uuid:");
    CHECK(cmi5::unit_of(course, "1") == &course.units[1]);
    CHECK(cmi5::unit_of(course, kPublisher + "/au/dua") == &course.units[1]);
    CHECK(cmi5::unit_of(course, "2") == nullptr);
    CHECK(cmi5::unit_of(course, "dua") == nullptr);
  }

  TEST_CASE("elements of other namespaces may stand at the end, with what they like") {
    const auto foreign = unit("satu", "", "https://isi.example/", "<x:lain xmlns:x=\"https://x.example/\" a=\"1\"><x:y/>teks</x:lain>");
    CHECK(refusal(test::course(foreign)) == "read");
    CHECK(refusal(with(test::course(foreign), "<url>https://isi.example/</url>", "")) == "line 3, <au> lacks <url>");
    const std::string early = with(test::course(unit("satu")), "<url>", "<x:lain xmlns:x=\"https://x.example/\"/><url>");
    CHECK(refusal(early) == "line 3, <url> stands after elements of another namespace, which come last");
  }

  TEST_CASE("ids are absolute IRIs, each used once") {
    const std::string two = test::course(block("a", unit("satu")) + unit("dua"));
    CHECK(refusal(with(two, "id=\"" + kPublisher + "\"", "id=\"penerbit.example/kas\"")) ==
          "line 2, <course> has the id 'penerbit.example/kas', which is no absolute IRI (https://…)");
    CHECK(refusal(with(two, "/au/dua\"", "/au/satu\"")) == "line 3, <au> has the id 'https://penerbit.example/kas/au/satu', which another element has already");
    CHECK(refusal(with(two, "/au/dua\"", "/blok/a\"")) == "line 3, <au> has the id 'https://penerbit.example/kas/blok/a', which another element has already");
    CHECK(refusal(with(two, " id=\"" + kPublisher + "/au/dua\"", "")) == "line 3, <au> lacks its id");
  }

  TEST_CASE("every choice is one of those that cmi5 knows") {
    CHECK(refusal(test::course(unit("a", " moveOn=\"passed\""))) ==
          "line 3, <au> has moveOn=\"passed\", which is none of NotApplicable, Passed, Completed, CompletedAndPassed, CompletedOrPassed");
    CHECK(refusal(test::course(unit("a", " launchMethod=\"Frame\""))) == "line 3, <au> has launchMethod=\"Frame\", which is neither AnyWindow nor OwnWindow");
    CHECK(refusal(test::course(unit("a", " activityType=\"latihan\""))) == "line 3, <au> has activityType=\"latihan\", which is no absolute IRI");
    for (const auto* score : {"1.1", "-0.1", "0.12345", "1e-1", "", ".", "0,5", "nan"}) {
      CHECK(refusal(test::course(unit("a", fmt::format(" masteryScore=\"{}\"", score)))) ==
            fmt::format("line 3, <au> has masteryScore=\"{}\", which is no number from 0 to 1 with at most 4 decimals", score));
    }
    for (const auto* score : {"0", "1", "1.0", "+0.5", ".5", "0.1234"}) CHECK(refusal(test::course(unit("a", fmt::format(" masteryScore=\"{}\"", score)))) == "read");
    CHECK(refusal(with(test::course(unit("a")), "lang=\"id\"", "lang=\"i d\"")) == "line 2, <langstring> has the language 'i d', which is none");
  }

  TEST_CASE("elements stand in their order, and no others do") {
    const std::string one = test::course(unit("satu"));
    CHECK(refusal("<a/>") == "line 1, <a> is no <courseStructure> of https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd");
    CHECK(refusal(test::course("")) == "line 1, <courseStructure> lacks <au> or <block>");
    CHECK(refusal(test::course(block("a", ""))) == "line 3, <block> lacks <au> or <block>");
    CHECK(refusal(with(one, "<url>", "<biaya/><url>")) == "line 3, <biaya> stands in <au> where <url> is needed");
    CHECK(refusal(with(one, "</url>", "</url><url>https://isi.example/</url>")) == "line 3, <url> may not stand there in <au>");
    CHECK(refusal(with(one, "<au ", "<au biaya=\"1\" ")) == "line 3, <au> has the attribute 'biaya', which is not of cmi5");
    CHECK(refusal(with(one, "</au>", "teks</au>")) == "line 3, <au> has text where only elements may stand");
    CHECK(refusal(with(one, "<title><langstring lang=\"id\">Buku kas</langstring></title>", "<title/>")) == "line 2, <title> lacks <langstring>");
    CHECK(refusal(with(one, "Buku kas</langstring>", "<b/></langstring>")) == "line 2, <langstring> has elements where only text may stand");
    const std::string objective = "<objectives><objective id=\"https://o.example/1\"><title/></objective></objectives>";
    CHECK(refusal(test::course(unit("satu"), objective)) == "line 2, <title> lacks <langstring>");
  }

  TEST_CASE("addresses are whole, or files of the package, and leave the launch its parameters") {
    const auto at = [](const std::string& url) { return test::course(unit("satu", "", url)); };
    CHECK(refusal(at("satu.html")) == "line 3, <url> 'satu.html' is relative, but there is no package with files (write it whole with https://)");
    CHECK(refusal(at("satu.html?a=b#c"), is_in_package) == "read");
    CHECK(refusal(at("isi/dua%20tiga.html"), is_in_package) == "read");
    CHECK(refusal(at("tiga.html"), is_in_package) == "line 3, <url> 'tiga.html' names no file of the package");
    CHECK(refusal(at("../satu.html"), is_in_package) == "line 3, <url> '../satu.html' names no file of the package");
    CHECK(refusal(at("/satu.html"), is_in_package) == "line 3, <url> '/satu.html' begins with '/' (write it relative to cmi5.xml, or whole with https://)");
    CHECK(refusal(at("https://isi.example/a b")) == "line 3, <url> 'https://isi.example/a b' has characters that must be encoded (a space is %20)");
    CHECK(refusal(at("https://isi.example/%zz")) == "line 3, <url> 'https://isi.example/%zz' has a % that is not followed by two hexadecimal digits");
    CHECK(refusal(at("")) == "line 3, <url> '' is empty");
    CHECK(refusal(at("https:///a")) == "line 3, <url> 'https:///a' names no host after its scheme");
    CHECK(refusal(at("https:satu.html"), is_in_package) == "line 3, <url> 'https:satu.html' names no host after its scheme");
    CHECK(refusal(at("javascript://x/%0aalert(1)")) == "line 3, <url> 'javascript://x/%0aalert(1)' has the scheme 'javascript', which is not launched");
    CHECK(refusal(at("aplikasi://isi/satu")) == "read");
    for (const auto* name : {"endpoint", "fetch", "actor", "registration", "activityId", "act%6fr"}) {
      CHECK(refusal(at(fmt::format("https://isi.example/?a=1&amp;{}=2", name))).find("', which the launch needs for itself") != std::string::npos);
    }
    CHECK(refusal(at("https://isi.example/?Endpoint=1#?actor=2")) == "read");
  }

  TEST_CASE("XML that would do harm is refused before it is looked at") {
    const std::string one = test::course(unit("satu"));
    const std::string bomb = "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">]>\n";
    CHECK(refusal(bomb + with(one, "Buku kas", "&d;")) == "line 1 has a document type; a course structure needs none (remove <!DOCTYPE …>)");
    CHECK(refusal("<!DOCTYPE a SYSTEM \"file:///etc/passwd\">" + one) == "line 1 has a document type; a course structure needs none (remove <!DOCTYPE …>)");
    CHECK(refusal(with(one, "Buku kas", "&lain;")) == "line 2 is no XML: Entity 'lain' not defined");
    CHECK(refusal(with(one, "</au>", "")).substr(0, 27) == "line 4 is no XML: Opening a");
    CHECK(refusal("") == "line 1 is no XML: Document is empty");
    CHECK(refusal(std::string(100'000'000, ' ')) == "cmi5.xml is larger than 16 MB");
    std::string deep = unit("satu");
    for (int i = 0; i < 70; ++i) deep = block(fmt::format("{}", i), deep);
    CHECK(refusal(test::course(deep)) == "line 3 is nested in more than 64 elements");
    std::string very_deep;
    for (int i = 0; i < 100'000; ++i) very_deep += "<a>";
    CHECK(refusal(very_deep).substr(0, 17) == "line 1 is no XML:");
    CHECK(refusal(with(one, "Buku kas", "\xff")).substr(0, 17) == "line 2 is no XML:");
  }

  TEST_CASE("a thousand units are no burden") {
    std::string units;
    for (int i = 0; i < 1'500; ++i) units += unit(fmt::format("{}", i)) + "\n";
    const auto course = cmi5::read_course(test::course(units), nullptr);
    REQUIRE(course.has_value());
    CHECK(course->units.size() == 1'500);
  }
}
