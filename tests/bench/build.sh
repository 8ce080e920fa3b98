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
    "sanggar-bare-1=$program build --root $work/bare-$pages --out {out} --jobs 1 --verbose" \
    "sanggar-bare-2=$program build --root $work/bare-$pages --out {out} --jobs 2 --verbose" \
    "sanggar-full-2=$program build --root $work/full-$pages --out {out} --jobs 2" \
    "hugo=hugo --quiet -s $work/hugo-$pages -d {out}" >"$work/$pages.json"
done
python3 - "$work/1000.json" "$work/10000.json" <<'PY'
import json
import sys
# The bar for 1,000 pages holds where the floor needs 1.2 CPU s for 10,000; on another machine it moves with the floor.
scale = json.load(open(sys.argv[2]))["floor-2"]["cpu_s"] / 1.2
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
    mb = 1.048576  # a MiB
    print(f"  peak                    {two['peak_mib'] * mb:.0f} MB (bar 150), full theme {r['sanggar-full-2']['peak_mib'] * mb:.0f}")
    before, after = one["passes"], two["passes"]
    writing = ["staging", "publishing"]
    for part, names in {"parse": ["parse"], "render": ["rendering"], "write": writing}.items():
        was, now = (sum(passes[name] for name in names) for passes in (before, after))
        print(f"    {part:<21} {was / now:.2f} ({was:.3f} s / {now:.3f} s)")
    if pages == 1000:
        print(f"  CPU                     {two['cpu_s']:.2f} s (bar {0.35 * scale:.2f} = 0.35 s x {scale:.2f}, the floor's CPU for 10,000 pages / 1.2 s)")
PY
