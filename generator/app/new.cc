#include "generator/app/new.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace app {
namespace {

using base::Result;

struct NewFile {
  std::string path;
  std::string text;
};
using NewFiles = std::vector<NewFile>;

// "kebun-bu-rini" → "Kebun bu rini": a title to start from.
std::string title_from(std::string_view name) {
  std::string title(name);
  std::ranges::replace(title, '-', ' ');
  if (!title.empty() && title[0] >= 'a' && title[0] <= 'z') title[0] = static_cast<char>(title[0] - 32);
  return title;
}

std::string lesson_text(const std::string& name) {
  return fmt::format(R"(---
title: {}
description: Tulis dalam satu kalimat apa yang dipelajari di sini.
duration: 10
outcomes:
  - Tulis apa yang bisa dilakukan peserta sesudah pelajaran ini
id: {}
---

Buka dengan keadaan yang dikenal peserta. Lalu jelaskan satu hal, dengan contoh.

## Contoh

:::example title="Menghitung keuntungan"
Modal Rp 8.000 dan harga jual Rp 12.000. Keuntungannya Rp 12.000 − Rp 8.000 = Rp 4.000.
:::

## Latihan

:::exercise
Hitung keuntungan dari satu barang yang Anda jual hari ini.
:::

## Periksa pemahaman

:::quiz id=kuis pass=1
:::question id=untung hint="Harga jual dikurangi modal."
Modal Rp 5.000, harga jual Rp 7.000. Berapa keuntungannya?

- [ ] Rp 12.000 {{#dua-belas-ribu}}
  > Itu jumlahnya. Yang ditanya selisihnya.
- [x] Rp 2.000 {{#dua-ribu}}
  > Benar: 7.000 − 5.000.
:::
:::
)", title_from(name), name);
}

NewFiles course_files(const std::string& name) {
  const std::string folder = "courses/" + name;
  return {{folder + "/course.md", fmt::format(R"(---
title: {}
description: Tulis dalam satu atau dua kalimat untuk siapa kursus ini dan apa hasilnya.
level: beginner
outcomes:
  - Tulis apa yang bisa dilakukan peserta sesudah kursus
complete: {{lessons: all, quizzes: passed, pass: 70%}}
id: {}
---

Ceritakan untuk siapa kursus ini, apa yang perlu disiapkan, dan bagaimana cara mengikutinya.
)", title_from(name), name)},
          {folder + "/01-memulai/module.md", "---\ntitle: Memulai\ndescription: Langkah pertama.\n---\n\nModul ini membuka jalan.\n"},
          {folder + "/01-memulai/01-langkah-pertama.md", lesson_text("langkah-pertama")}};
}

NewFiles story_files(const std::string& name, const base::Date& today) {
  const std::string folder = fmt::format("stories/{:04}-{:02}-{}", today.year, today.month, name);
  return {{folder + "/index.md", fmt::format(R"(---
title: {}
description: Siapa, di mana, dan apa yang berubah, dalam satu kalimat.
place: Nama desa
consent: Tulis kapan dan bagaimana orang yang diceritakan setuju.
results:
  - {{number: "12", label: anggota kelompok}}
---

Mulailah dengan satu saat yang bisa dilihat pembaca.

:::quote by="Nama" role="peran"
Satu kalimat yang paling diingat.
:::

Tulis apa yang berubah, dengan angka dan sumbernya.
)", title_from(name))}};
}

NewFiles infographic_files(const std::string& name, const base::Date& today) {
  const std::string folder = fmt::format("stories/{:04}-{:02}-{}", today.year, today.month, name);
  return {{folder + "/index.md", fmt::format(R"(---
title: {}
description: Apa yang dikatakan angka ini, dalam satu kalimat.
kind: infographic
---

```chart
kind: column
headline: Peserta naik setiap tahun
description: Peserta naik dari 120 orang pada 2024 menjadi 190 orang pada 2025.
source: Tulis dari mana angka ini
unit: orang
data: angka.csv
```
)", title_from(name))},
          {folder + "/angka.csv", "Tahun,Peserta\n2024,120\n2025,190\n"}};
}

NewFiles page_files(const std::string& name) {
  return {{"pages/" + name + ".md",
           fmt::format("---\ntitle: {}\ndescription: Isi halaman ini dalam satu kalimat.\n---\n\nTulis di sini.\n", title_from(name))}};
}

NewFiles theme_files(const std::string& name) {
  return {{"themes/" + name + "/README.md",
           "# Tema\n\nBerkas di folder ini menggantikan berkas bernama sama dari tema bawaan; yang tidak ada di sini diambil dari "
           "sana. Salin `layouts/`, `partials/`, `assets/` atau `i18n/` yang ingin Anda ubah.\n"}};
}

NewFiles site_files(const std::string& name, const base::Date& today) {
  NewFiles files = {
      {"site.yaml", fmt::format(R"(format: 1
# Tidak pernah berubah, juga bila alamat situs berubah: kemajuan belajar disimpan dengan nama ini.
id: https://{0}.example/
title: {1}
description: Belajar bersama di {1}.
# Alamat situs nanti; perlu untuk peta situs dan kartu di media sosial.
# base_url: https://www.example.org/
language: id
time_zone: Asia/Jakarta
theme: sanggar
menus:
  main:
    - {{title: Kursus, page: courses}}
    - {{title: Kisah, page: stories}}
    - {{title: Tentang, page: pages/tentang.md}}
  footer:
    - {{title: Tentang, page: pages/tentang.md}}
)", name, title_from(name))},
      {"pages/index.md", fmt::format("---\ntitle: {0}\ndescription: Belajar dekat rumah, maju bersama tetangga.\n---\n\n"
                                     "Selamat datang. Ubah tulisan ini di `pages/index.md`.\n", title_from(name))},
      {"pages/tentang.md", "---\ntitle: Tentang\ndescription: Siapa kami dan apa yang kami kerjakan.\n---\n\nTulis siapa Anda dan "
                           "bagaimana warga bisa menghubungi Anda.\n"},
      {".gitignore", "/site/\n/site.staging/\n/.sanggar/\n/endpoint-bundle/\n"}};
  for (auto&& more : {course_files("kursus-pertama"), story_files("kisah-pertama", today)}) {
    files.insert(files.end(), more.begin(), more.end());
  }
  for (auto& file : files) file.path = name + "/" + file.path;
  return files;
}

// "02-mengukur.en.md" → "mengukur": what a lesson or a module of that name has as its id.
std::string_view id_of(std::string_view name) {
  name = name.substr(0, name.find('.'));
  const auto hyphen = name.find_first_not_of("0123456789");
  return hyphen != std::string_view::npos && hyphen > 0 && name[hyphen] == '-' ? name.substr(hyphen + 1) : name;
}

// The file or folder below `folder` that has the id by its name or by a line of its own; empty when there is none.
std::string owner_of(base::FileSystem& files, const std::string& root, const std::string& folder, const std::string& id) {
  const auto entries = files.list(root + "/" + folder);
  if (!entries) return {};
  const std::string line = fmt::format("\nid: {}\n", id);
  for (const auto& entry : *entries) {
    std::string path = fmt::format("{}/{}", folder, entry.name);
    const bool is_page = entry.kind == base::FileKind::file && entry.name.ends_with(".md") && !entry.name.starts_with("course.");
    if (!is_page && entry.kind != base::FileKind::directory) continue;
    if (id_of(entry.name) == id) return path;
    if (!is_page) {
      if (auto owner = owner_of(files, root, path, id); !owner.empty()) return owner;
    } else if (const auto text = files.read(fmt::format("{}/{}", root, path)); text && text->find(line) != std::string::npos) {
      return path;
    }
  }
  return {};
}

// "jahit/01-memulai/mengukur" → courses/jahit/01-memulai/02-mengukur.md, numbered after those that are there.
Result<NewFiles> lesson_files(base::FileSystem& files, const std::string& root, const std::string& name) {
  const std::string folder = "courses/" + std::string(base::directory_of(name));
  const auto entries = files.list(root + "/" + folder);
  if (base::directory_of(name).empty() || !entries) {
    return base::fail(fmt::format("no course or module at '{}' (write COURSE/MODULE/NAME, such as jahit/01-memulai/mengukur)", folder));
  }
  const std::string lesson(base::file_name_of(name));
  const std::string course = "courses/" + name.substr(0, name.find('/'));
  if (const auto owner = owner_of(files, root, course, lesson); !owner.empty()) {
    return base::fail(fmt::format("'{}' has the id '{}' already (choose another name: ids are unique in a course)", owner, lesson));
  }
  int last = 0;
  for (const auto& entry : *entries) {
    if (entry.name.size() > 3 && entry.name[2] == '-' && entry.name[0] >= '0' && entry.name[0] <= '9') {
      last = std::max(last, std::atoi(entry.name.c_str()));
    }
  }
  return NewFiles{{fmt::format("{}/{:02}-{}.md", folder, last + 1, lesson), lesson_text(lesson)}};
}

Result<NewFiles> files_of(base::FileSystem& files, const NewOptions& options) {
  const std::string& name = options.name;
  if (options.kind == "lesson") return lesson_files(files, options.root, name);
  if (options.kind == "site") return site_files(name, options.today);
  if (options.kind == "course") return course_files(name);
  if (options.kind == "story") return story_files(name, options.today);
  if (options.kind == "infographic") return infographic_files(name, options.today);
  if (options.kind == "page") return page_files(name);
  if (options.kind == "theme") return theme_files(name);
  static constexpr std::array<std::string_view, 7> kKinds = {"site", "course", "lesson", "story", "infographic", "page", "theme"};
  const std::string hint = base::did_you_mean(options.kind, kKinds);
  return base::fail(fmt::format("no kind '{}' ({})", options.kind,
                                hint.empty() ? "write site, course, lesson, story, infographic, page or theme" : hint));
}

// A lesson is named with its folder; every part is a name, so that nothing leads out of the site.
Result<void> check_name(const NewOptions& options) {
  std::vector<std::string_view> parts = {options.name};
  if (options.kind == "lesson") parts = base::split(options.name, '/');
  if (std::ranges::all_of(parts, base::is_identifier)) return {};
  const std::string example = base::slugify(base::file_name_of(options.name));
  return base::fail(fmt::format("'{}' is no name (use small letters, digits and hyphens, such as '{}')", options.name,
                                example.empty() ? "kebun-bu-rini" : example));
}

Result<void> check_site(base::FileSystem& files, const NewOptions& options) {
  if (options.kind == "site") return {};
  const auto settings = files.status(options.root + "/site.yaml");
  if (settings && settings->kind != base::FileKind::missing) return {};
  return base::fail(fmt::format("no site.yaml in '{}' (run it in a site's folder, name one with --root, or make one with "
                                "'sanggar new site NAME')", options.root));
}

}  // namespace

Result<std::vector<std::string>> make_new(base::FileSystem& files, const NewOptions& options) {
  if (auto good = check_name(options); !good) return base::fail(good.error().message);
  auto made = files_of(files, options);
  if (!made) return base::fail(made.error().message);
  if (auto site = check_site(files, options); !site) return base::fail(site.error().message);
  for (const auto& file : *made) {
    const auto status = files.status(options.root + "/" + file.path);
    if (status && status->kind != base::FileKind::missing) return base::fail(fmt::format("'{}' is there already", file.path));
  }
  std::vector<std::string> paths;
  for (const auto& file : *made) {
    const std::string path = options.root + "/" + file.path;
    if (auto folder = files.make_directories(std::string(base::directory_of(path))); !folder) return base::fail(folder.error().message);
    if (auto written = files.write(path, file.text); !written) return base::fail(written.error().message);
    paths.push_back(file.path);
  }
  return paths;
}

}  // namespace app
