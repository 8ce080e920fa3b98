// Packages: what is unpacked, and what is refused for what it would do to the disk.
#include "endpoint/cmi5/package.h"

#include <doctest/doctest.h>

#include "tests/endpoint/cmi5/course_text.h"
#include "tests/endpoint/cmi5/zip.h"
#include "tests/support/memory_file_system.h"

namespace {

using test::zip_of;

const std::string kXml = test::course(test::unit("satu", "", "isi/satu.html?a=1"));

std::string package_refusal(const std::string& package, const cmi5::PackageLimits& limits = {}) {
  const auto course = cmi5::read_package(package, limits);
  return course ? "read" : course.error().where + " " + course.error().what;
}

std::string entry_refusal(const test::ZipEntry& entry, const char* options = "") { return package_refusal(zip_of({{"cmi5.xml", kXml}, {"isi/satu.html", "satu"}, entry}, options)); }

}  // namespace

TEST_SUITE("cmi5/package") {
  TEST_CASE("a package is a ZIP with cmi5.xml and files, or cmi5.xml alone") {
    CHECK(package_refusal(zip_of({{"cmi5.xml", kXml}, {"isi/satu.html", "satu"}})) == "read");
    CHECK(package_refusal(zip_of({{"isi/satu.html", "satu"}, {"cmi5.xml", kXml}}, "zip:zip64")) == "read");
    CHECK(package_refusal(test::course(test::unit("satu"))) == "read");
    CHECK(package_refusal(zip_of({{"cmi5.xml", kXml}})) == "line 3, <url> 'isi/satu.html?a=1' names no file of the package");
    CHECK(package_refusal(zip_of({{"kursus/cmi5.xml", kXml}})) == "package has no cmi5.xml in its outermost folder");
    CHECK(package_refusal("# Catatan") == "line 1 is no XML: Start tag expected, '<' not found");
    CHECK(package_refusal("PK nothing").substr(0, 7) == "package");
  }

  TEST_CASE("files outside of the package, links and what is there twice are refused") {
    CHECK(entry_refusal({"../jahat", "x"}) == "package, '../jahat' lies outside of the package");
    CHECK(entry_refusal({"isi/../../jahat", "x"}) == "package, 'isi/../../jahat' lies outside of the package");
    CHECK(entry_refusal({"/etc/jahat", "x"}) == "package, '/etc/jahat' lies outside of the package");
    CHECK(entry_refusal({"..\\jahat", "x"}) == "package, '../jahat' lies outside of the package");
    CHECK(entry_refusal({"C:jahat", "x"}) == "package, 'C:jahat' has a character in its name that is not allowed there");
    CHECK(entry_refusal({"a\nb", "x"}) == "package, 'a?b' has a character in its name that is not allowed there");
    CHECK(entry_refusal({"\xff", "x"}) == "package, '?' has no name in UTF-8");
    CHECK(entry_refusal({"tautan", "/etc/passwd", AE_IFLNK}) == "package, 'tautan' is no plain file");
    CHECK(entry_refusal({"isi/satu.html", "lain"}) == "package, 'isi/satu.html' is there twice");
    std::string encrypted = zip_of({{"cmi5.xml", kXml}, {"isi/satu.html", "satu"}});
    for (const std::string& mark : {std::string("PK\x01\x02", 4), std::string("PK\x03\x04", 4)}) {
      for (auto at = encrypted.find(mark); at != std::string::npos; at = encrypted.find(mark, at + 1)) encrypted[at + (mark[2] == 1 ? 8 : 6)] |= 1;
    }
    CHECK(package_refusal(encrypted) == "package, 'cmi5.xml' is encrypted");
  }

  TEST_CASE("what would fill the disk is refused while it is being unpacked") {
    const std::string plain = zip_of({{"cmi5.xml", kXml}, {"isi/satu.html", "satu"}, {"besar", std::string(3'000'000, 'x')}});
    CHECK(package_refusal(plain) == "read");
    CHECK(package_refusal(plain, {.files = 2}) == "package has more than 2 files");
    CHECK(package_refusal(plain, {.file = 2'000'000}) == "package, 'besar' is larger than 2 MB");
    CHECK(package_refusal(plain, {.whole = 2'000'000}) == "package has more than 2 MB when unpacked");
    CHECK(package_refusal(plain, {.small = 1'000'000}) == "package grows more than 100 times when unpacked");
    CHECK(package_refusal(zip_of({{"cmi5.xml", std::string(17'000'000, ' ')}}), {.small = 100'000'000}) == "cmi5.xml is larger than 16 MB");
    CHECK(package_refusal(zip_of({{"cmi5.xml", kXml}, {"isi/satu.html", std::string(50'000'000, '\0')}})) == "package grows more than 100 times when unpacked");
  }

  TEST_CASE("damaged packages are refused, wherever the damage is") {
    const std::string whole = zip_of({{"cmi5.xml", kXml}, {"isi/satu.html", std::string(5'000, 'x') + "satu"}});
    for (std::size_t size = 2; size < whole.size(); size += 7) CHECK_FALSE(cmi5::read_package(whole.substr(0, size)).has_value());
    std::string flipped = whole;
    for (std::size_t at = whole.find("cmi5.xml") + 60; at < whole.find("cmi5.xml") + 90; ++at) flipped[at] ^= 0x55;
    CHECK(package_refusal(flipped) != "read");
  }

  TEST_CASE("files are unpacked below their folder; hidden ones, which web servers obey, are left out") {
    support::MemoryFileSystem files;
    const std::string package = zip_of({{"cmi5.xml", kXml}, {"isi/", "", AE_IFDIR}, {"isi/satu.html", "satu"}, {".htaccess", "Options +ExecCGI"}, {"__MACOSX/._satu", "x"}});
    REQUIRE(cmi5::read_package(package).has_value());
    REQUIRE(cmi5::unpack(package, files, "/isi/kursus").has_value());
    CHECK(files.read("/isi/kursus/isi/satu.html").value() == "satu");
    CHECK(files.read("/isi/kursus/cmi5.xml").value() == kXml);
    CHECK(files.status("/isi/kursus/.htaccess")->kind == base::FileKind::missing);
    CHECK(files.status("/isi/kursus/__MACOSX")->kind == base::FileKind::missing);
  }
}
