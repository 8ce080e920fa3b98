#!/usr/bin/env python3
"""A corpus of Indonesian lessons and stories for benchmarks: make_corpus.py OUT PAGES (sanggar|hugo)

The same number gives the same text in both layouts. Each page has about 4.4 kB: headings, paragraphs, a list, a table, a link to
another page, strikethrough and a footnote; 7 of 10 pages are lessons in courses of 20, the others stories."""
import random
import sys
from pathlib import Path

WORDS = ("warga desa belajar mencatat uang hasil panen kebun kompos pasar pelanggan pesanan harga modal untung ponsel foto cahaya "
         "kelompok koperasi kader balai latihan catatan minggu pagi sore hujan musim benih tanah air pupuk daun akar pohon jalan "
         "rumah dapur tungku keripik singkong anyaman bambu kain batik warna pola jarum benang tetangga anak ibu bapak guru murid "
         "buku tulis pensil papan kursi meja lampu jendela pintu halaman sungai sawah bukit ladang ternak ayam kambing telur susu "
         "dan atau yang dengan untuk dari pada setiap sesudah sebelum karena sehingga agar lebih kurang cukup sering jarang").split()
LESSONS_A_COURSE = 20


def sentence(rng):
    words = [rng.choice(WORDS) for _ in range(rng.randint(6, 16))]
    return " ".join(words).capitalize() + "."


def paragraph(rng):
    return " ".join(sentence(rng) for _ in range(rng.randint(3, 5)))


def body(rng, link):
    parts = [paragraph(rng)]
    for i in range(4):
        parts.append(f"## {sentence(rng)[:-1]} {i + 1}")
        parts.append(paragraph(rng) + f" **{rng.choice(WORDS)}** dan ~~{rng.choice(WORDS)}~~ dan [{rng.choice(WORDS)}]({link}).")
        parts.append("\n".join(f"- {sentence(rng)}" for _ in range(4)))
        parts.append(paragraph(rng))
    parts.append("| Nama | Jumlah |\n|---|---:|\n" + "\n".join(f"| {rng.choice(WORDS)} | {rng.randint(1, 99)} |" for _ in range(4)))
    parts.append(f"{sentence(rng)}[^1]\n\n[^1]: {sentence(rng)}")
    return "\n\n".join(parts) + "\n"


def front(title, rng, day):
    tags = ", ".join(sorted(rng.sample(WORDS[:60], 3)))
    return (f'---\ntitle: "{title}"\ndescription: "{sentence(rng)}"\ndate: 2025-{day % 12 + 1:02d}-{day % 28 + 1:02d}\n'
            f"tags: [{tags}]\n---\n\n")


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def main():
    out, count, layout = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    rng = random.Random(7)
    hugo = layout == "hugo"
    root = out / "content" if hugo else out
    lessons = count * 7 // 10
    for i in range(lessons):
        course, number = divmod(i, LESSONS_A_COURSE)
        folder = root / "courses" / f"kursus-{course:04d}"
        if number == 0:
            name = "_index.md" if hugo else "course.md"
            write(folder / name, front(f"Kursus {course}", rng, course) + paragraph(rng) + "\n")
        other = (number + 1) % min(LESSONS_A_COURSE, lessons - course * LESSONS_A_COURSE)
        link = f"/courses/kursus-{course:04d}/{other + 1:02d}-pelajaran-{other + 1}/" if hugo else f"{other + 1:02d}-pelajaran-{other + 1}.md"
        write(folder / f"{number + 1:02d}-pelajaran-{number + 1}.md", front(f"Pelajaran {number + 1}", rng, i) + body(rng, link))
    for i in range(count - lessons):
        other = (i + 1) % (count - lessons)
        link = f"/stories/kisah-{other:05d}/" if hugo else f"kisah-{other:05d}.md"
        write(root / "stories" / f"kisah-{i:05d}.md", front(f"Kisah {i}", rng, i) + body(rng, link))
    if not hugo:
        # The prose is random words: its checks would report each page.
        write(out / "site.yaml", "format: 1\nid: https://contoh.example/\ntitle: Situs Uji\nlanguage: id\ntheme: bench\n"
              "base_url: https://contoh.example/\nchecks: {sentence-length: off}\n"
              "menus:\n  main:\n    - {title: Kursus, page: courses}\n    - {title: Kisah, page: stories}\n")
        write(out / "pages/index.md", "---\ntitle: Beranda\n---\n\nSelamat datang.\n")


if __name__ == "__main__":
    main()
