// The program as users run it: exit status, output, time and memory; install, full disk.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/generator/app/process.h"
#include "tests/support/sanitizers.h"

namespace {

namespace fs = std::filesystem;

using test::Ended;
using test::kProgram;
using test::run;

constexpr double kSeconds = test::kSanitized ? 60 : 2;
constexpr long kKilobytes = test::kSanitized ? 8'000'000 : 200'000;

// The program's own share of what an invalid site may cost.
void check_bounds(const Ended& ended) {
  CHECK(ended.seconds < kSeconds);
  CHECK(ended.peak_kilobytes < kKilobytes);
}

}  // namespace

TEST_SUITE("app/program") {
  TEST_CASE("any invalid site ends with status 1 or 0 within two seconds and 200 MB") {
    std::vector<fs::path> cases;
    for (const auto& entry : fs::directory_iterator("tests/sites_invalid")) cases.push_back(entry.path());
    std::ranges::sort(cases);
    for (const auto& site : cases) {
      INFO(site.string());
      const bool mistaken = test::read_text(site / "expected.txt").find("error: ") != std::string::npos;
      const test::SiteFolder cache;
      const Ended ended = run(kProgram + " check --root " + site.string() + " --cache " + cache.path());
      CHECK(ended.status == (mistaken ? 1 : 0));
      check_bounds(ended);
    }
  }

  TEST_CASE("huge files, deep nesting and runs of brackets are mistakes within the same bounds") {
    test::SiteFolder site;
    site.add_minimal_site();
    site.add("pages/besar.md", "---\ntitle: Besar\n---\n");
    fs::resize_file(site.path("pages/besar.md"), 100u << 20);
    std::string quotes, lists;
    for (int i = 0; i < 10'000; ++i) quotes += "> ";
    for (int i = 0; i < 3'000; ++i) lists += "- ";
    const std::string head = "---\ntitle: Dalam\n---\n\n";
    site.add("pages/kutip.md", head + quotes + "a\n");
    site.add("pages/daftar.md", head + lists + "a\n");
    site.add("pages/kurung.md", head + std::string(100'000, '[') + "\n");
    site.add("pages/bintang.md", head + std::string(100'000, '*') + "a\n");
    site.add("pages/gambar.md", head + [] { std::string s; for (int i = 0; i < 50'000; ++i) s += "!["; return s; }() + "\n");
    const Ended ended = run(kProgram + " check --root " + site.path());
    CHECK(ended.status == 1);
    CHECK(ended.output.find("pages/kutip.md:5: error: blocks nest 10000 deep, the limit is 100\n") != std::string::npos);
    check_bounds(ended);
  }

  TEST_CASE("wrong usage ends with 64, a failed operation with 2") {
    CHECK(run(kProgram + " biuld").status == 64);
    CHECK(run(kProgram + " build --jobs zwei").status == 64);
    CHECK(run(kProgram + " preview --port abc").output ==
          "sanggar: 'abc' is no value for --port (it takes a number from 0 to 65535; 0 is any free one)\n");
    for (const std::string port : {"abc", "80x", "65536", "-1", "''"}) {
      INFO(port);
      CHECK(run(kProgram + " preview --port " + port).status == 64);
    }
    for (const std::string command : {"build", "check", "preview"}) {
      INFO(command);
      for (const std::string option : {"--base-url", "--endpoint"}) {
        const Ended wrong = run(kProgram + " " + command + " " + option + " desa");
        CHECK(wrong.status == 64);
        CHECK(wrong.output == "sanggar: 'desa' is no value for " + option + " (it takes an address such as https://example.org/)\n");
      }
    }
    const Ended no_site = run("cd / && " + kProgram + " build --root /tmp/no-such-site");
    CHECK(no_site.status == 2);
    CHECK(no_site.output ==
          "sanggar: cannot read '/tmp/no-such-site/site.yaml': no such file or directory (run it in a site's folder, name one with "
          "--root, or make one with 'sanggar new site NAME')\n");
    CHECK(run(kProgram + " --help").status == 0);
  }

  TEST_CASE("'new' says what to do next") {
    test::SiteFolder site;
    site.add_minimal_site();
    CHECK(run(kProgram + " new theme desa --root " + site.path()).output ==
          "made themes/desa/README.md\n\nNow:  set 'theme: desa' in site.yaml\n");
  }

  TEST_CASE("--next prints the site's own time, or that nothing waits") {
    test::SiteFolder site;
    site.add_minimal_site("time_zone: Asia/Makassar\n");
    const std::string next = kProgram + " build --next --now 2026-08-17T09:00 --root " + site.path();
    CHECK(run(next).output == "no page waits to appear or expire\n");
    site.add("pages/b.md", "---\ntitle: B\npublish: 2026-08-20T07:30\nexpire: 2026-09-01\n---\n\nIsi.\n");
    CHECK(run(next).output == "2026-08-20T07:30:00+08:00\n");
    CHECK_FALSE(site.has("site"));
  }

  TEST_CASE("a site in a new folder is built twice, and preview follows its changes") {
    test::SiteFolder folder;
    const std::string there = "cd " + folder.path() + " && ";
    REQUIRE(run(there + kProgram + " new site desa").status == 0);
    const std::string twice = there + "cd desa && " + kProgram + " build --out hasil/situs && " + kProgram + " build --out hasil/situs";
    const std::string second = run(twice).output;
    CHECK(second.find("; 0 files written, ") != std::string::npos);
    CHECK(second.ends_with(" unchanged, 0 removed\n"));
    const Ended ended = run(there + "cd desa && { sleep 1; printf -- '---\\ntitle: B\\n---\\n\\nIsi.\\n' > pages/b.md; } & cd " +
                            folder.path("desa") + " && timeout 3 " + kProgram + " preview --port 0");
    CHECK(ended.output.starts_with("http://127.0.0.1:"));
    CHECK(ended.output.ends_with("/ (Ctrl-C ends)\n"));
    CHECK(folder.has("desa/.sanggar/preview/b/index.html"));
  }

  TEST_CASE("preview says on the console what failed") {
    test::SiteFolder folder;
    const Ended ended = run("timeout 1 " + kProgram + " preview --port 0 --root " + folder.path());
    CHECK(ended.output.substr(0, ended.output.find("http://")) ==
          "sanggar: cannot read '" + folder.path("site.yaml") + "': no such file or directory (run it in a site's folder, name one "
          "with --root, or make one with 'sanggar new site NAME')\n");
  }

  TEST_CASE("installed, it makes and builds a site without the source folder") {
    test::SiteFolder folder;
    REQUIRE(run("cmake --install " SANGGAR_BINARY_DIR " --prefix " + folder.path("usr")).status == 0);
    const std::string program = folder.path("usr/bin/sanggar");
    // A name of its own for the source folder is not needed: the installed program looks only beside itself.
    const Ended made = run("cd " + folder.path() + " && " + program + " new site desa-maju && " + program + " build --root desa-maju");
    CHECK(made.status == 0);
    CHECK(made.output.find("warning") == std::string::npos);
    CHECK(folder.has("desa-maju/site/index.html"));
    CHECK(run("strings " + program + " 2>/dev/null | grep -F " + fs::current_path().string() + "/themes").status != 0);
  }

  TEST_CASE("a full disk is said, and the last good site stays") {
    test::SiteFolder site;
    site.add_minimal_site();
    fs::create_directories(site.path("disk"));
    const std::string big = "head -c 3000000 /dev/urandom | base64 -w 70 | sed 's/$/\\n/' ";
    const std::string inside = "mount -t tmpfs -o size=1m tmpfs " + site.path("disk") + " && " + kProgram + " build --root " + site.path() +
                               " --out " + site.path("disk/site") + " && { printf -- '---\\ntitle: Penuh\\n---\\n\\n'; " + big + "; } > " +
                               site.path("pages/penuh.md") + " && sed -i 's/^title: Situs/limits: {page_bytes: 9000000}\\nchecks: {sentence-length: off, acronym: off}\\ntitle: Situs/' " +
                               site.path("site.yaml") + "; " + kProgram + " build --root " + site.path() + " --out " + site.path("disk/site") +
                               "; echo status $?; cat " + site.path("disk/site/index.html") + " | head -c 15; ls " + site.path("disk/site");
    const std::string quoted = [&] { std::string q = inside; for (std::size_t at = 0; (at = q.find('\'', at)) != std::string::npos; at += 4) q.replace(at, 1, "'\\''"); return q; }();
    // As root; as root of a chroot, whose root is no mount; as anybody.
    Ended ended;
    for (const std::string unshare : {"unshare -m", "unshare -m --propagation unchanged", "unshare -rm"}) {
      ended = run(unshare + " sh -c '" + quoted + "'");
      if (ended.output.find("unshare:") == std::string::npos) break;
    }
    INFO(ended.output);
    CHECK(ended.output.find("no space left on device") != std::string::npos);
    CHECK(ended.output.find("status 2") != std::string::npos);
    CHECK(ended.output.find("<!doctype html>") != std::string::npos);
    CHECK(ended.output.find("penuh") == ended.output.rfind("penuh"));
  }
}
