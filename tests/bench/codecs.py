#!/usr/bin/env python3
"""codecs.py PROGRAM: what renditions cost and weigh, against ffmpeg making the same at the same SSIM.

  photo   12 variants of a 12-megapixel photo against one ffmpeg process: CPU, memory, bytes
  av1     AV1 against H.264 (preset medium) at equal SSIM, 240 and 480 lines of a street: bytes, CPU
  hours   bytes of an hour of slides, and of a talking head, at 240 lines and as sound alone

Environment: RUNS (5); SECONDS_OF_SLIDES (3600); TALKING_HEAD, a film of someone who faces the camera (left out without it);
STREET, another film than the street of opencv-doc.
The footage is Debian's opencv-doc."""
import math
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
RUNS = int(os.environ.get("RUNS", "5"))
FOOTAGE = pathlib.Path("/usr/share/doc/opencv-doc/examples/data")
FFMPEG = ["ffmpeg", "-hide_banner", "-nostdin", "-y", "-loglevel"]


def run(command):
    """CPU seconds and peak MiB of a command that must end well."""
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen([str(word) for word in command], stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        if status != 0:
            said.seek(0)
            sys.exit(f"{command}: status {status}\n{said.read()[-2000:]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def ffmpeg(*words):
    return run([*FFMPEG, "error", *words])


def ssim(made, reference, form="yuv420p"):
    """SSIM of a film or picture against a reference of the same size; pictures in `gbrp`, for their files differ in range and matrix."""
    compare = f"[1:v]format={form},settb=1,setpts=N[r];[0:v]format={form},settb=1,setpts=N[d];[d][r]ssim"
    log = subprocess.run([*FFMPEG, "info", "-i", str(made), "-i", str(reference), "-an", "-filter_complex", compare, "-f", "null", "-"],
                         capture_output=True, text=True, check=True).stderr
    return float(re.search(r"All:([0-9.]+)", log).group(1))


def site(folder, source, media):
    """A site whose only page shows `source`; a fresh one each time."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "pages").mkdir(parents=True)
    (folder / "site.yaml").write_text(f"format: 1\nid: https://contoh.example/\ntitle: Uji\nlanguage: id\nmedia: {{{media}}}\n")
    (folder / "pages/index.md").write_text(f"---\ntitle: Uji\n---\n\n![Uji]({source.name})\n")
    os.link(source, folder / "pages" / source.name)
    return folder


def made_in(folder):
    [media] = (folder / ".sanggar/cache/media").glob("*/")
    return media


def media_run(folder):
    return run([PROGRAM, "media", "run", "--root", folder])


def between(points, wanted):
    """Where SSIM is `wanted` on the line through (SSIM, log bytes) of neighbouring points."""
    points = sorted(points)
    pairs = list(zip(points, points[1:]))
    (s, a), (t, b) = next((pair for pair in pairs if pair[1][0] >= wanted), pairs[-1])
    return math.exp(a + (b - a) * (wanted - s) / (t - s))


def nearest(measure, settings, wanted):
    """The setting whose SSIM comes nearest to the one wanted."""
    return min(settings, key=lambda setting: abs(measure(setting) - wanted))


def photo(work):
    """Nine photos side by side make one with detail down to the pixels that are kept."""
    names = ["aloeL", "leuvenA", "building", "fruits", "aloeR", "leuvenB", "home", "starry_night", "butterfly"]
    tiles = [word for name in names for word in ("-i", FOOTAGE / f"{name}.jpg")]
    scaled = ";".join(f"[{i}]scale=1334:1000:flags=lanczos,setsar=1[t{i}]" for i in range(9))
    places = "|".join(f"{1334 * (i % 3)}_{1000 * (i // 3)}" for i in range(9))
    source = work / "foto.jpg"
    ffmpeg(*tiles, "-filter_complex", f"{scaled};{''.join(f'[t{i}]' for i in range(9))}xstack=inputs=9:layout={places},crop=4000:3000", "-q:v", "2", source)

    # SSIM is matched on a picture that neither scales, so that only the encoders' losses count.
    small = work / "kecil.png"
    ffmpeg("-i", source, "-vf", "scale=1280:960:flags=area", "-pix_fmt", "rgb24", small)
    media_run(site(work / "small", small, ""))
    made = made_in(work / "small")
    sizes = [(320, 240), (640, 480), (1280, 960), (1920, 1440)]
    kinds = {"avif": ["-pix_fmt", "yuv420p", "-c:v", "libaom-av1", "-still-picture", "1", "-cpu-used", "8", "-crf"],
             "webp": ["-pix_fmt", "yuv420p", "-c:v", "libwebp", "-quality"], "jpg": ["-pix_fmt", "yuvj420p", "-c:v", "mjpeg", "-huffman", "optimal", "-q:v"]}
    steps = {"avif": range(20, 44), "webp": range(60, 92, 2), "jpg": range(2, 14)}
    chosen, same = {}, {}
    for kind, encoder in kinds.items():
        def other(setting, kind=kind, encoder=encoder):
            one = work / f"one-{setting}.{kind}"
            ffmpeg("-i", small, "-frames:v", "1", *encoder, setting, one)
            return ssim(one, small, "gbrp")
        same[kind] = ssim(made / f"kecil-1280.{kind}", small, "gbrp")
        chosen[kind] = nearest(other, steps[kind], same[kind])

    outputs, labels = [], []
    for width, height in sizes:
        for kind, encoder in kinds.items():
            labels.append(f"[{kind}{width}]")
            outputs += ["-map", labels[-1], "-frames:v", "1", *encoder, chosen[kind], work / f"ff-{width}.{kind}"]
    chain, before = [], "0:v"
    for width, height in reversed(sizes):
        rest = "" if width == 320 else f"[c{width}]"
        chain.append(f"[{before}]scale={width}:{height}:flags=bicubic,split={3 if width == 320 else 4}[avif{width}][webp{width}][jpg{width}]{rest}")
        before = f"c{width}"
    ours, theirs = [], []
    for _ in range(RUNS):
        ours.append(media_run(site(work / "photo", source, "")))
        theirs.append(ffmpeg("-i", source, "-filter_complex", ";".join(chain), *outputs))
    cpu, peak = statistics.median(r[0] for r in ours), max(r[1] for r in ours)
    other_cpu, other_peak = statistics.median(r[0] for r in theirs), max(r[1] for r in theirs)
    made = made_in(work / "photo")
    print(f"photo      sanggar {cpu:.2f} CPU s, {peak:.0f} MiB; one ffmpeg {other_cpu:.2f} CPU s, {other_peak:.0f} MiB: {cpu / other_cpu:.2f} (bar 0.9), {peak:.0f} MiB (bar 200)")
    for kind in kinds:
        mine = sum((made / f"foto-{width}.{kind}").stat().st_size for width, _ in sizes)
        them = sum((work / f"ff-{width}.{kind}").stat().st_size for width, _ in sizes)
        reached = ssim(work / f"one-{chosen[kind]}.{kind}", small, "gbrp")
        print(f"           {kind}: bytes / ffmpeg {mine / them:.2f} at SSIM {same[kind]:.4f}, ffmpeg's {reached:.4f} ({kinds[kind][-1]} {chosen[kind]})")


def av1(work):
    """A street, filmed with 10 frames a second, played with 25 as phones film."""
    source = work / "jalan.mkv"
    ffmpeg("-r", "25", "-i", os.environ.get("STREET", FOOTAGE / "vtest.avi"), "-an", "-c:v", "libx264", "-preset", "veryfast", "-crf", "10", source)
    for height in (240, 480):
        cpus = {}
        for kind in ("no", "yes"):
            cpus[kind] = statistics.median(media_run(site(work / "av1", source, f"rungs: [{height}], av1: {kind}"))[0] for _ in range(RUNS))
        mine, av1 = (made_in(work / "av1") / f"jalan-{height}{suffix}.mp4" for suffix in ("", "-av1"))
        size = subprocess.run(["ffprobe", "-v", "error", "-select_streams", "v", "-show_entries", "stream=width,height", "-of", "csv=p=0:s=x", mine],
                              capture_output=True, text=True, check=True).stdout.strip().replace("x", ":")
        reference = work / "reference.y4m"
        ffmpeg("-i", source, "-an", "-vf", f"scale={size}:flags=bicubic+accurate_rnd+full_chroma_int,format=yuv420p", reference)
        points, costs = [], []
        for crf in (18, 21, 24, 27, 30):
            out = work / f"h264-{crf}.mp4"
            encode = ["-i", reference, "-c:v", "libx264", "-preset", "medium", "-crf", crf, "-threads", "1", "-g", "100", "-sc_threshold", "0", out]
            cpu = statistics.median(ffmpeg(*encode)[0] for _ in range(min(RUNS, 3)))
            points.append((ssim(out, reference), math.log(out.stat().st_size)))
            costs.append((points[-1][0], math.log(cpu)))
        reached, bytes_, cpu = ssim(av1, reference), av1.stat().st_size, cpus["yes"] - cpus["no"]
        cost = between(costs, reached)
        print(f"av1  {height}p  {bytes_ / 1000:.0f} kB at SSIM {reached:.4f}: bytes / H.264 medium {bytes_ / between(points, reached):.2f} (bar 0.62), "
              f"CPU {cpu:.2f} s / {cost:.2f} s = {cpu / cost:.2f} (bar 2.7); our H.264 rung: {mine.stat().st_size / 1000:.0f} kB, SSIM {ssim(mine, reference):.4f}")


def hours(work):
    seconds = int(os.environ.get("SECONDS_OF_SLIDES", "3600"))
    talk = work / "talk.wav"
    run(["espeak-ng", "-v", "id", "-s", "140", "-w", talk, "Selamat datang. Hari ini kita belajar mencatat uang masuk dan uang keluar, supaya untung dan rugi terlihat setiap malam. "
         "Siapkan buku, pulpen, dan semua nota belanja minggu ini. Kita mulai dari yang paling mudah."])
    # A slide every 30 seconds, another line on it every 5, and a pointer that wanders.
    lines = ",".join(f"drawtext=font=DejaVu Sans:fontsize=44:fontcolor=0x202020:x=120:y={220 + 80 * i}:text='%{{eif\\:floor(t/30)*6+{i}+1\\:d}}. Catat tanggal, jumlah, dan sebab':enable='gte(mod(t,30),{5 * i})'" for i in range(6))
    film = work / "slaid.mp4"
    ffmpeg("-f", "lavfi", "-i", f"color=0xfaf6ee:s=1280x720:r=25:d={seconds}", "-f", "lavfi", "-i", f"color=0xb03a2e:s=18x18:r=25:d={seconds}", "-stream_loop", "-1", "-i", talk,
           "-filter_complex", f"[0:v]drawtext=font=DejaVu Sans Bold:fontsize=60:fontcolor=0x0b5345:x=120:y=90:text='Pelajaran %{{eif\\:floor(t/30)+1\\:d}}',{lines}[s];"
           "[s][1:v]overlay=x='640+500*sin(t/7)':y='380+280*sin(t/5)'[v]",
           "-map", "[v]", "-map", "2:a", "-t", seconds, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "16", "-pix_fmt", "yuv420p", "-c:a", "aac", "-ac", "1", film)
    hour(work, "slides", film, seconds, " (bars: 52 MB, AV1 40, sound 12)")
    head = os.environ.get("TALKING_HEAD")
    if not head:
        return print("talking head: not measured (TALKING_HEAD names no film)")
    film = work / "kepala.mp4"
    run(["ffmpeg", "-nostdin", "-loglevel", "error", "-stream_loop", "-1", "-i", head, "-stream_loop", "-1", "-i", talk, "-map", "0:v", "-map", "1:a", "-t", "120", "-c:v", "libx264",
         "-preset", "veryfast", "-crf", "12", "-c:a", "aac", film])
    hour(work, "talking head", film, 120, "")


def hour(work, name, film, seconds, bars):
    folder = site(work / "hour", film, "rungs: [240]")
    media_run(folder)
    made, stem = made_in(folder), film.stem
    megabytes = lambda *names: sum((made / n).stat().st_size for n in names) * 3600 / seconds / 1e6
    sound = f"{stem}-suara-opus.mp4"
    print(f"an hour of {name}, from {seconds} s: H.264 240p + Opus {megabytes(f'{stem}-240.mp4', sound):.1f} MB, AV1 + Opus {megabytes(f'{stem}-240-av1.mp4', sound):.1f} MB, "
          f"Opus alone {megabytes(sound):.1f} MB, AAC alone {megabytes(f'{stem}-suara.m4a'):.1f} MB{bars}")


with tempfile.TemporaryDirectory(dir="/dev/shm", prefix="sanggar-codecs-") as name:
    for part in sys.argv[2:] or ["photo", "av1", "hours"]:
        {"photo": photo, "av1": av1, "hours": hours}[part](pathlib.Path(name))
