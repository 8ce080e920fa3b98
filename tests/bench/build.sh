#!/usr/bin/env bash
# Cold builds of 1,000 and 10,000 pages on tmpfs: Sanggar, the floor (cmark-gfm alone) and Hugo in one run; medians of RUNS (5).
# Sanggar is measured twice: with a bare theme that shows what Hugo's shows, and with its own full theme.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d /dev/shm/sanggar-bench-XXXXXX)
trap 'rm -rf "$work"' EXIT
runs=${RUNS:-5}
program=$PWD/build/release/sanggar

g++ -O2 -std=c++20 tests/bench/floor.cc -o "$work/floor" -lcmark-gfm -lcmark-gfm-extensions -lpthread
for pages in 1000 10000; do
  python3 tests/bench/make_corpus.py "$work/bare-$pages" "$pages" sanggar
  cp -r tests/bench/theme "$work/theme" && mkdir -p "$work/bare-$pages/themes" && mv "$work/theme" "$work/bare-$pages/themes/bench"
  cp -r "$work/bare-$pages" "$work/full-$pages" && sed -i 's/^theme: bench/theme: sanggar/' "$work/full-$pages/site.yaml"
  python3 tests/bench/make_corpus.py "$work/hugo-$pages" "$pages" hugo
  cp -r tests/bench/hugo/. "$work/hugo-$pages/"
  python3 tests/bench/measure.py "$runs" \
    "floor-1=$work/floor 1 $work/bare-$pages {out}" \
    "floor-2=$work/floor 2 $work/bare-$pages {out}" \
    "sanggar-bare-1=$program build --root $work/bare-$pages --out {out} --jobs 1" \
    "sanggar-bare-2=$program build --root $work/bare-$pages --out {out} --jobs 2" \
    "sanggar-full-2=$program build --root $work/full-$pages --out {out} --jobs 2" \
    "hugo=hugo --quiet -s $work/hugo-$pages -d {out}" >"$work/$pages.json"
done
python3 - "$work/1000.json" "$work/10000.json" <<'PY'
import json
import sys
for pages, path in zip((1000, 10000), sys.argv[1:]):
    r = json.load(open(path))
    print(f"{pages} pages      wall s   CPU s   peak MiB")
    for name, row in r.items():
        print(f"  {name:<15} {row['wall_s']:6.2f}  {row['cpu_s']:6.2f}  {row['peak_mib']:8.1f}")
    two, one, floor, hugo = r["sanggar-bare-2"], r["sanggar-bare-1"], r["floor-2"], r["hugo"]
    print(f"  CPU / floor's CPU       {two['cpu_s'] / floor['cpu_s']:.2f} (bar 2.5)   full theme {r['sanggar-full-2']['cpu_s'] / floor['cpu_s']:.2f}")
    print(f"  CPU / Hugo's CPU        {two['cpu_s'] / hugo['cpu_s']:.3f} (bar 0.2)   full theme {r['sanggar-full-2']['cpu_s'] / hugo['cpu_s']:.3f}")
    print(f"  wall / Hugo's wall      {two['wall_s'] / hugo['wall_s']:.3f} (bar 0.25)")
    print(f"  1 thread / 2 threads    {one['wall_s'] / two['wall_s']:.2f} (floor {r['floor-1']['wall_s'] / r['floor-2']['wall_s']:.2f})")
    print(f"  peak                    {two['peak_mib']:.0f} MiB (bar 150 MB), full theme {r['sanggar-full-2']['peak_mib']:.0f}")
PY
