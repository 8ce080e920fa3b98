// What may include what: the direction of CONTRIBUTING.md, and one folder for each third-party library.
#include <doctest/doctest.h>

#include <map>
#include <set>

#include "base/text.h"
#include "generator/app/command_line.h"
#include "generator/content/checks.h"
#include "generator/content/keys.h"
#include "generator/markup/container_table.h"
#include "tests/generator/app/site_folder.h"

namespace {

namespace fs = std::filesystem;

// Folder → folders it may include besides itself.
const std::map<std::string, std::set<std::string>> kMayInclude = {
    {"base", {}},
    {"base/http_server", {"base"}},
    {"generator/content", {"base"}},
    {"generator/cache", {"base"}},
    {"generator/infographic", {"base", "generator/content"}},
    {"generator/markup", {"base", "generator/cache", "generator/content", "generator/infographic"}},
    {"generator/model", {"base", "generator/content", "generator/markup"}},
    {"generator/media", {"base", "generator/cache"}},
    {"generator/codecs", {"base", "generator/media"}},
    {"generator/render", {"base", "generator/content", "generator/markup", "generator/media", "generator/model"}},
    {"generator/output", {"base", "generator/model"}},
    {"generator/preview", {"base", "base/http_server"}},
    {"generator/app",
     {"base", "generator/cache", "generator/content", "generator/markup", "generator/media", "generator/model", "generator/output",
      "generator/preview", "generator/render"}},
    {"endpoint/xapi", {"base"}},
    {"endpoint/store", {"base", "endpoint/xapi"}},
    {"endpoint/store/sqlite", {"base", "endpoint/store", "endpoint/xapi"}},
    {"endpoint/store/postgresql", {"base", "endpoint/store", "endpoint/xapi"}},
    {"endpoint/auth", {"base", "endpoint/store", "endpoint/xapi"}},
    {"endpoint/learning", {"base", "endpoint/auth", "endpoint/store", "endpoint/xapi"}},
    {"endpoint/qr", {}},
    {"endpoint/cmi5", {"base", "base/http_server", "endpoint/auth", "endpoint/store", "endpoint/xapi"}},
    {"endpoint/classes", {"base", "endpoint/auth", "endpoint/learning", "endpoint/qr", "endpoint/store", "endpoint/xapi"}},
    {"endpoint/http", {"base", "base/http_server", "endpoint/auth", "endpoint/classes", "endpoint/cmi5", "endpoint/learning", "endpoint/qr", "endpoint/store", "endpoint/xapi"}},
    {"endpoint/app",
     {"base", "base/http_server", "endpoint/auth", "endpoint/classes", "endpoint/cmi5", "endpoint/http", "endpoint/learning", "endpoint/store", "endpoint/store/postgresql",
      "endpoint/store/sqlite", "endpoint/xapi"}},
};

// Start of a third-party header's name → the one folder that uses it. In the endpoint JSON is what everything is made of, and its
// program reads its command line as the other one does.
const std::map<std::string, std::string> kOnlyIn = {
    {"cmark-gfm", "generator/markup"}, {"kainjow/", "generator/render"}, {"boost/beast", "base/http_server"},
    {"boost/asio", "base/http_server"}, {"libfyaml", "base"},            {"unicode/", "base"},
    {"hb", "generator/infographic"},    {"brotli/", "generator/output"}, {"libdeflate", "base"},
    {"boost/json", "generator/model"},  {"CLI/", "generator/app"},       {"xxhash", "base"},
    {"vips/", "generator/codecs"},      {"libxml/", "generator/media"},  {"libav", "generator/codecs"},
    {"sqlite3", "endpoint/store/sqlite"}, {"sodium", "endpoint/auth"},   {"openssl/", "endpoint/xapi"},
    {"libpq", "endpoint/store/postgresql"}, {"qrcodegen", "endpoint/qr"}, {"archive", "endpoint/cmi5"},
};

// The names in #include lines.
std::vector<std::string> includes_of(const std::string& text) {
  std::vector<std::string> names;
  for (const auto line : base::split(text, '\n')) {
    if (!line.starts_with("#include ") || line.size() < 12) continue;
    names.emplace_back(line.substr(10, line.find_last_of("\">") - 10));
  }
  return names;
}

std::string refusal(const std::string& folder, const std::string& name) {
  if (name.starts_with("base/") || name.starts_with("generator/") || name.starts_with("endpoint/")) {
    const std::string other(base::directory_of(name));
    const bool allowed = other == folder || kMayInclude.at(folder).contains(other);
    return allowed ? "" : folder + " may not include " + name;
  }
  for (const auto& [start, owner] : kOnlyIn) {
    const bool of_endpoint = (name.starts_with("boost/json") && folder.starts_with("endpoint/")) || (name.starts_with("CLI/") && folder == "endpoint/app") ||
                             (name.starts_with("libxml/") && folder == "endpoint/cmi5");
    if (name.starts_with(start) && owner != folder && !of_endpoint) return "only " + owner + " may include " + name;
  }
  return "";
}

std::string documented() {
  return test::read_text("docs/authors.md") + test::read_text("docs/themes.md") + test::read_text("docs/checks.md");
}

// The first block of code below a heading of docs/authors.md.
std::string example_below(const std::string& heading) {
  const std::string text = test::read_text("docs/authors.md");
  const std::size_t start = text.find("\n```yaml\n", text.find("\n" + heading + "\n")) + 9;
  return text.substr(start, text.find("```\n", start) - start);
}

}  // namespace

TEST_SUITE("app/layering") {
  TEST_CASE("no folder includes one that lies above it, or another's library") {
    std::size_t files = 0;
    for (const auto& root : {"base", "generator", "endpoint"}) {
      for (const auto& entry : fs::recursive_directory_iterator(root)) {
        const auto path = entry.path();
        if (path.extension() != ".h" && path.extension() != ".cc") continue;
        const std::string folder = path.parent_path().string();
        REQUIRE_MESSAGE(kMayInclude.contains(folder), "a new folder needs its place in the direction");
        ++files;
        for (const auto& name : includes_of(test::read_text(path))) {
          INFO(path.string());
          CHECK(refusal(folder, name) == "");
        }
      }
    }
    CHECK(files > 100);
  }

  TEST_CASE("an include that goes upward is refused") {
    CHECK(refusal("generator/markup", "generator/model/site.h") == "generator/markup may not include generator/model/site.h");
    CHECK(refusal("generator/app", "cmark-gfm.h") == "only generator/markup may include cmark-gfm.h");
    CHECK(refusal("generator/model", "generator/markup/document.h") == "");
  }

  TEST_CASE("the examples of glossary, taxonomies and menus build") {
    test::SiteFolder site;
    site.add_minimal_site("languages: [id, en]\n" + example_below("## Taxonomies and menus"));
    site.add("data/glossary.yaml", example_below("## Glossary"));
    site.add("pages/tentang.md", "---\ntitle: Tentang\ntopics: [usaha, pertanian]\nvillages: [Tirtasari]\n---\n\n"
                                 "[Modal](term:modal) dan [biaya tetap](term:biaya-tetap).\n");
    CHECK(test::build_and_show(test::build_options(site.path())) == "");
    CHECK(site.text("site/tentang/index.html").find("Uang atau barang yang dipakai") != std::string::npos);
    CHECK(site.text("site/en/topics/usaha/index.html").find("Small business") != std::string::npos);
    CHECK(site.text("site/index.html").find("href=\"https://desa.example/\"") != std::string::npos);
    CHECK(site.has("site/villages/tirtasari/index.html"));
  }

  TEST_CASE("every key, container and check of the tables is documented") {
    const std::string docs = documented();
    for (const auto& key : content::keys()) {
      INFO(key.name);
      CHECK(docs.find("`" + std::string(key.name)) != std::string::npos);
    }
    for (const auto name : markup::container_names()) {
      INFO(name);
      CHECK(docs.find("`:::" + std::string(name)) != std::string::npos);
    }
    for (const auto& check : content::checks()) {
      INFO(check.name);
      CHECK(docs.find("`" + std::string(check.name) + "`") != std::string::npos);
    }
  }
}
