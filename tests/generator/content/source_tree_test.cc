#include "generator/content/source_tree.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>

#include "tests/generator/content/show.h"
#include "tests/generator/preview/temporary_folder.h"
#include "tests/support/memory_file_system.h"

namespace {

using Paths = std::vector<std::string>;

content::SiteConfig config() {
  content::SiteConfig config;
  config.language = "id";
  config.languages = {"id", "en"};
  return config;
}

std::string_view name_of(content::SourceKind kind) {
  using enum content::SourceKind;
  switch (kind) {
    case home: return "home";
    case page: return "page";
    case course: return "course";
    case module: return "module";
    case lesson: return "lesson";
    case story: return "story";
    case author: return "author";
  }
  return "?";
}

// One line a page: "kind language path key"; one an asset: "asset path size"; then what is reported.
std::string shown(const content::SourceTree& tree, const base::Diagnostics& diagnostics) {
  std::string text;
  for (const auto& page : tree.pages) text += fmt::format("{} {} {} {}\n", name_of(page.kind), page.language, page.path, page.key);
  for (const auto& asset : tree.assets) text += fmt::format("asset {} {}\n", asset.path, asset.size);
  return text + test::show(diagnostics);
}

std::string walk(base::FileSystem& files, const std::string& root) {
  base::Diagnostics diagnostics;
  const auto tree = content::walk_sources(files, root, config(), diagnostics);
  return shown(tree, diagnostics);
}

std::string walk(const Paths& paths) {
  support::MemoryFileSystem files;
  for (const auto& path : paths) files.add("situs/" + path, "12345");
  return walk(files, "situs");
}

constexpr std::string_view kInCourses = " (a course has a course.md, a module a module.md, a lesson a .md file or a folder with index.md)\n";
constexpr std::string_view kElsewhere = " (use one .md file, or a folder with index.md)\n";

std::string refused(std::string_view path, std::string_view hint) {
  return fmt::format("{}: error: no page can be made of this file{}", path, hint);
}

}  // namespace

TEST_SUITE("content/source_tree") {
  TEST_CASE("files that look like pages but become none are told, with the right name") {
    CHECK(walk(Paths{"pages/kontak.MD", "stories/a.markdown", "courses/k/course.md", "courses/k/01-l.md.txt", "media/x.MD", "profil.md", "README.md"}) ==
          "course 0 courses/k/course.md courses/k\n"
          "asset courses/k/01-l.md.txt 5\nasset media/x.MD 5\nasset pages/kontak.MD 5\nasset stories/a.markdown 5\n"
          "courses/k/01-l.md.txt: error: this file becomes no page (rename it to '01-l.md')\n"
          "pages/kontak.MD: error: this file becomes no page (rename it to 'kontak.md')\n"
          "profil.md: error: this file becomes no page (move it to 'pages/profil.md')\n"
          "stories/a.markdown: error: this file becomes no page (rename it to 'a.md')\n");
  }

  TEST_CASE("pages, stories and authors are files, or folders with index.md") {
    CHECK(walk(Paths{"pages/index.md", "pages/tentang.md", "pages/kontak/index.md", "pages/a/b/index.md", "authors/sari.md", "authors/budi/index.md",
                     "stories/2026-08-keripik.md", "stories/2026-09-batik/index.md"}) ==
          "author 0 authors/budi/index.md authors/budi\n"
          "author 0 authors/sari.md authors/sari\n"
          "page 0 pages/a/b/index.md pages/a/b\n"
          "home 0 pages/index.md pages/index\n"
          "page 0 pages/kontak/index.md pages/kontak\n"
          "page 0 pages/tentang.md pages/tentang\n"
          "story 0 stories/2026-08-keripik.md stories/2026-08-keripik\n"
          "story 0 stories/2026-09-batik/index.md stories/2026-09-batik\n");
  }

  TEST_CASE("a course has lessons with and without modules, as files and as folders") {
    CHECK(walk(Paths{"courses/umkm/course.md", "courses/umkm/01-memulai/module.md", "courses/umkm/01-memulai/01-kas.md",
                     "courses/umkm/01-memulai/02-foto/index.md", "courses/umkm/02-lepas.md", "courses/umkm/03-berkas/index.md"}) ==
          "lesson 0 courses/umkm/01-memulai/01-kas.md courses/umkm/01-memulai/01-kas\n"
          "lesson 0 courses/umkm/01-memulai/02-foto/index.md courses/umkm/01-memulai/02-foto\n"
          "module 0 courses/umkm/01-memulai/module.md courses/umkm/01-memulai\n"
          "lesson 0 courses/umkm/02-lepas.md courses/umkm/02-lepas\n"
          "lesson 0 courses/umkm/03-berkas/index.md courses/umkm/03-berkas\n"
          "course 0 courses/umkm/course.md courses/umkm\n");
  }

  TEST_CASE("a translation has its original's key") {
    CHECK(walk(Paths{"courses/umkm/course.md", "courses/umkm/course.en.md", "courses/umkm/01-a/module.md", "courses/umkm/01-a/module.en.md",
                     "courses/umkm/01-a/01-b/index.en.md", "pages/index.en.md", "pages/tentang.id.md"}) ==
          "lesson 1 courses/umkm/01-a/01-b/index.en.md courses/umkm/01-a/01-b\n"
          "module 1 courses/umkm/01-a/module.en.md courses/umkm/01-a\n"
          "module 0 courses/umkm/01-a/module.md courses/umkm/01-a\n"
          "course 1 courses/umkm/course.en.md courses/umkm\n"
          "course 0 courses/umkm/course.md courses/umkm\n"
          "home 1 pages/index.en.md pages/index\n"
          "page 0 pages/tentang.id.md pages/tentang\n");
  }

  TEST_CASE("an ending of two or three letters is a language, any other is part of the name") {
    CHECK(walk(Paths{"pages/tentang.jv.md"}) ==
          "pages/tentang.jv.md: error: 'jv' is no language of the site (add it to 'languages' in site.yaml, or rename the file)\n");
    CHECK(walk(Paths{"pages/rilis-1.2.md", "pages/laporan.2026.md"}) ==
          "page 0 pages/laporan.2026.md pages/laporan.2026\npage 0 pages/rilis-1.2.md pages/rilis-1.2\n");
  }

  TEST_CASE("every other file is an asset, Markdown in data and media too") {
    CHECK(walk(Paths{"pages/foto/index.md", "pages/foto/dapur.jpg", "media/buku.md", "data/glossary.yaml", "data/catatan.md"}) ==
          "page 0 pages/foto/index.md pages/foto\n"
          "asset data/catatan.md 5\nasset data/glossary.yaml 5\nasset media/buku.md 5\nasset pages/foto/dapur.jpg 5\n");
  }

  TEST_CASE("Markdown that lies where no page can be is reported") {
    CHECK(walk(Paths{"courses/lepas.md"}) == refused("courses/lepas.md", kInCourses));
    CHECK(walk(Paths{"courses/umkm/01-kas.md"}) == refused("courses/umkm/01-kas.md", kInCourses));  // without a course.md
    CHECK(walk(Paths{"stories/index.md"}) == refused("stories/index.md", kElsewhere));
    CHECK(walk(Paths{"stories/a/b.md"}) == refused("stories/a/b.md", kElsewhere));
    CHECK(walk(Paths{"stories/a/b/index.md"}) == refused("stories/a/b/index.md", kElsewhere));
    CHECK(walk(Paths{"authors/a/b.md"}) == refused("authors/a/b.md", kElsewhere));
    CHECK(walk(Paths{"pages/a/b.md"}) == refused("pages/a/b.md", kElsewhere));
  }

  TEST_CASE("Markdown that lies where no lesson can be is reported") {
    for (const std::string stray : {"index.md", "module.md", "01-a/course.md", "01-a/02-b/module.md", "02-lepas/kas.md", "01-a/index.md",
                                    "01-a/02-b/catatan.md", "01-a/02-b/03-c/index.md"}) {
      const std::string path = "courses/umkm/" + stray;
      CHECK(walk(Paths{"courses/umkm/course.md", "courses/umkm/01-a/module.md", path}) ==
            "module 0 courses/umkm/01-a/module.md courses/umkm/01-a\ncourse 0 courses/umkm/course.md courses/umkm\n" + refused(path, kInCourses));
    }
  }

  TEST_CASE("hidden files, copies of editors and other folders are passed over") {
    CHECK(walk(Paths{"pages/.a.md.swp", "pages/a.md~", "pages/#a.md#", "pages/.git/b.md", "catatan/a.md", "site.yaml", "themes/x.md"}) == "");
    CHECK(walk(Paths{"pages/.a", "pages/.A"}) == "");
  }

  TEST_CASE("names that differ only by case are reported, in each folder for itself") {
    CHECK(walk(Paths{"media/Foto.jpg", "media/foto.jpg", "media/lain/foto.jpg"}) ==
          "asset media/Foto.jpg 5\nasset media/foto.jpg 5\nasset media/lain/foto.jpg 5\n"
          "media/foto.jpg: error: the name differs from 'Foto.jpg' only by case (rename one of them)\n");
  }

  TEST_CASE("a name that is no text, or holds a line break, is reported") {
    CHECK(walk(Paths{"media/a\nb.jpg"}) ==
          "media/a\nb.jpg: error: the file's name has a line break or another control character (rename it)\n");
    CHECK(walk(Paths{"media/\xE9.jpg"}) == "media/\xE9.jpg: error: the file's name is not valid UTF-8 (rename it)\n");
  }

  TEST_CASE("folders may not nest without end") {
    std::string deep = "media";
    for (int i = 0; i < 32; ++i) deep += "/a";
    CHECK(walk(Paths{deep + "/b.jpg"}) == deep + ": error: folders nest deeper than 32 (move it up)\n");
  }

  TEST_CASE("a folder that cannot be listed is reported, a missing one is none") {
    support::MemoryFileSystem files;
    files.add("situs/site.yaml", "");
    CHECK(walk(files, "situs") == "");
  }

  TEST_CASE("a symbolic link inside the site is followed") {
    TemporaryFolder folder;
    folder.write("media/foto.jpg", "123");
    folder.write("media/lain/a.jpg", "1");
    folder.make("stories/sari");
    std::filesystem::create_symlink("../../media/foto.jpg", folder / "stories/sari/foto.jpg");
    std::filesystem::create_directory_symlink("../../media/lain", folder / "stories/sari/lain");
    CHECK(walk(base::real_file_system(), folder.path()) ==
          "asset media/foto.jpg 3\nasset media/lain/a.jpg 1\nasset stories/sari/foto.jpg 3\nasset stories/sari/lain/a.jpg 1\n");
  }

  TEST_CASE("a symbolic link that leaves the site is reported, a folder of sources too") {
    TemporaryFolder outside;
    outside.write("rahasia.txt", "1");
    TemporaryFolder folder;
    folder.make("media");
    std::filesystem::create_symlink(outside / "rahasia.txt", folder / "media/a.txt");
    std::filesystem::create_directory_symlink(outside.path(), folder / "data");
    CHECK(walk(base::real_file_system(), folder.path()) ==
          "data: error: the symbolic link leads out of the site (put a copy of the file here)\n"
          "media/a.txt: error: the symbolic link leads out of the site (put a copy of the file here)\n");
  }

  TEST_CASE("a symbolic link that leads nowhere or back to itself is reported") {
    TemporaryFolder folder;
    folder.make("media/a");
    std::filesystem::create_symlink("tiada", folder / "media/nowhere");
    std::filesystem::create_symlink("itself", folder / "media/itself");
    std::filesystem::create_directory_symlink("..", folder / "media/a/above");
    CHECK(walk(base::real_file_system(), folder.path()) ==
          "media/a/above: error: the symbolic link leads in a loop (remove it)\n"
          "media/itself: error: the symbolic link leads nowhere or in a loop (put the file itself here)\n"
          "media/nowhere: error: the symbolic link leads nowhere or in a loop (put the file itself here)\n");
  }

  TEST_CASE("two folders that link to each other are a loop") {
    TemporaryFolder folder;
    folder.write("media/a/foto.jpg", "1");
    folder.make("media/b");
    std::filesystem::create_directory_symlink("../b", folder / "media/a/ke-b");
    std::filesystem::create_directory_symlink("../a", folder / "media/b/ke-a");
    CHECK(walk(base::real_file_system(), folder.path()) ==
          "asset media/a/foto.jpg 1\nasset media/b/ke-a/foto.jpg 1\n"
          "media/a/ke-b/ke-a: error: the symbolic link leads in a loop (remove it)\n"
          "media/b/ke-a/ke-b: error: the symbolic link leads in a loop (remove it)\n");
  }
}
