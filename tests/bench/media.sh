#!/usr/bin/env bash
# The H.264 ladder against one `ffmpeg` command that scales in a cascade with the same settings: wall, CPU, peak memory, bytes and SSIM a
# rung; what an unchanged and a killed run cost. Medians of RUNS (5); the kinds take turns.
#   SECONDS_USED  length of the clip (40)     PRESET  x264's (veryfast)
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/../.."
work=$(mktemp -d /dev/shm/sanggar-media-XXXXXX)
trap 'rm -rf "$work"' EXIT
runs=${RUNS:-5} seconds=${SECONDS_USED:-40} preset=${PRESET:-veryfast}
program=$PWD/build/release/sanggar
ff="ffmpeg -hide_banner -loglevel error -nostdin -y"

espeak-ng -v id -s 140 -w "$work/talk.wav" "Selamat datang. Hari ini kita belajar mencatat uang masuk dan uang keluar, supaya untung dan rugi terlihat setiap malam."
$ff -f lavfi -i "testsrc2=s=1920x1080:r=30:d=$seconds" -f lavfi -i "mandelbrot=s=640x480:r=30" -stream_loop -1 -i "$work/talk.wav" \
  -filter_complex "[0:v][1:v]overlay=1240:560[v]" -map "[v]" -map 2:a -t "$seconds" -c:v libx264 -preset veryfast -crf 14 -pix_fmt yuv420p -c:a aac -b:a 128k "$work/clip.mp4"

site() { # site NAME: a site whose only page shows clip.mp4
  mkdir -p "$work/$1/pages"
  printf 'format: 1\nid: https://contoh.example/\ntitle: Uji\nlanguage: id\nmedia: {rungs: [240, 480, 720, 1080], preset: %s, av1: no, opus: no}\n' "$preset" >"$work/$1/site.yaml"
  printf -- '---\ntitle: Uji\n---\n\n![Uji](clip.mp4)\n' >"$work/$1/pages/index.md"
  cp "$work/clip.mp4" "$work/$1/pages/"
}

# cascade [x264-params]: as many would write it: four rungs, four-second closed GOPs, sound, HLS
cascade() {
  local gop=120 encode="" map="" i=0
  rm -rf "$work/casc" && mkdir "$work/casc"
  for rung in 1080:23:4500:high 720:23:2500:high 480:23:1100:main 240:25:350:baseline; do
    IFS=: read -r height crf most profile <<<"$rung"
    map+=" -map [v$i]"
    encode+=" -c:v:$i libx264 ${1:+-x264-params:v:$i $1} -preset:v:$i $preset -profile:v:$i $profile -crf:v:$i $crf -maxrate:v:$i ${most}k -bufsize:v:$i $((2 * most))k"
    i=$((i + 1))
  done
  $ff -i "$work/clip.mp4" -filter_complex "[0:v]split=2[v0][a];[a]scale=-2:720,split=2[v1][b];[b]scale=-2:480,split=2[v2][c];[c]scale=-2:240[v3]" $map -map 0:a:0 $encode \
    -pix_fmt yuv420p -g $gop -keyint_min $gop -sc_threshold 0 -flags +cgop -bf 2 -c:a aac -b:a 64k -ac 1 -ar 48000 -f hls -hls_time 4 -hls_playlist_type vod \
    -hls_segment_type fmp4 -hls_flags single_file+independent_segments -master_pl_name master.m3u8 \
    -var_stream_map "v:0,agroup:a,name:1080 v:1,agroup:a,name:720 v:2,agroup:a,name:480 v:3,agroup:a,name:240 a:0,agroup:a,name:audio" \
    -hls_segment_filename "$work/casc/%v.mp4" "$work/casc/%v.m3u8"
}

measure() { # measure NAME command…: adds "NAME wall cpu peakMiB" to the list
  /usr/bin/time -f '%e %U %S %M' -o "$work/time" "${@:2}"
  awk -v n="$1" '{printf "%s %.3f %.3f %.1f\n", n, $1, $2 + $3, $4 / 1024}' "$work/time" >>"$work/list"
}

export -f cascade && export work preset ff
site full && site killed
for ((i = 0; i < runs; i++)); do
  measure cascade bash -c cascade
  # With the instructions that Sanggar lets x264 use where the processor has AVX-512 (docs/decisions/encoder.md); elsewhere these are all.
  measure cascade-same bash -c "cascade asm=MMX2,SSE2Fast,SSSE3,SSE4.2,AVX,FMA3,BMI2,AVX2"
  rm -rf "$work/full/.sanggar"
  measure sanggar "$program" media run --root "$work/full" >/dev/null
  measure unchanged "$program" media run --root "$work/full" >/dev/null
done

# Killed when half of the chunks (of four seconds) are made, then run again; and with other numbers of workers. The status of what was
# killed is no matter.
"$program" media run --root "$work/killed" >/dev/null & pid=$!
until (($(find "$work/killed/.sanggar" -name '*-1080.packets' 2>/dev/null | wc -l) >= seconds / 8)); do sleep 0.05; done
kill -9 "$pid"; wait "$pid" 2>/dev/null || true
measure resumed "$program" media run --root "$work/killed" >/dev/null
same() { diff -rq "$work/full/.sanggar/cache/media" "$1" >/dev/null && echo same || echo DIFFERENT; }
echo "bytes after a kill: $(same "$work/killed/.sanggar/cache/media")"
for jobs in 1 6; do
  "$program" media run --root "$work/full" --cache "$work/jobs-$jobs" --jobs $jobs >/dev/null
  echo "bytes with $jobs workers: $(same "$work/jobs-$jobs/media")"
done

python3 - "$work/list" <<'PY'
import statistics
import sys
rows = {}
for line in open(sys.argv[1]):
    name, *numbers = line.split()
    rows.setdefault(name, []).append([float(n) for n in numbers])
medians = {name: [statistics.median(column) for column in zip(*values)] for name, values in rows.items()}
for name, (wall, cpu, peak) in medians.items():
    print(f"{name:<12} wall {wall:7.2f} s   cpu {cpu:7.2f} s   peak {peak:6.0f} MiB")
s = medians["sanggar"]
for name, note in ("cascade", ""), ("cascade-same", " with the same instructions"):
    c = medians[name]
    print(f"sanggar / cascade{note}: cpu {s[1] / c[1]:.3f} (bar 1.02)   wall {s[0] / c[0]:.3f} (bar 0.95)   peak {s[2] / c[2]:.2f} (bar 1.1)")
print(f"unchanged / first: cpu {medians['unchanged'][1] / s[1]:.4f} (bar 0.01)   after a kill half-way: cpu {medians['resumed'][1] / s[1]:.2f} (bar 0.6)")
PY

made=$(echo "$work"/full/.sanggar/cache/media/*/)
size() { ffprobe -v error -select_streams v -show_entries stream=width,height -of csv=s=x:p=0 "$1" | tr x :; }
for height in 1080 720 480 240; do
  ssim() { $ff -loglevel info -i "$1" -i "$work/clip.mp4" -an -filter_complex "[1:v]scale=$(size "$1"):flags=bicubic+accurate_rnd+full_chroma_int,format=yuv420p,settb=1,setpts=N[r];[0:v]settb=1,setpts=N[d];[d][r]ssim" -f null - 2>&1 | sed -nE 's/.*All:([0-9.]+).*/\1/p'; }
  awk -v h=$height -v a="$(stat -c %s "$made/clip-$height.mp4")" -v b="$(stat -c %s "$work/casc/$height.mp4")" -v s="$(ssim "$made/clip-$height.mp4")" -v t="$(ssim "$work/casc/$height.mp4")" \
    'BEGIN { printf "%4dp  bytes / cascade %.3f (bar 1.02)   SSIM %.4f, cascade %.4f, loss %.4f (bar 0.001)\n", h, a / b, s, t, t - s }'
done
python3 tests/bench/codecs.py "$program"
