#!/usr/bin/env python3
"""measure.py RUNS [NAME=COMMAND…]: runs the commands in turn, RUNS times each after one uncounted round, `{out}` being a fresh
folder; prints medians of wall and CPU seconds and the largest memory as JSON, and of the passes that `--verbose` prints."""
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

runs, commands = int(sys.argv[1]), [word.split("=", 1) for word in sys.argv[2:]]
results = {name: [] for name, _ in commands}
passes = {name: {} for name, _ in commands}
for turn in range(runs + 1):
    for name, command in commands:
        out = tempfile.mkdtemp(dir="/dev/shm")
        os.rmdir(out)
        start = time.monotonic()
        with tempfile.TemporaryFile("w+") as printed:
            process = subprocess.Popen(["sh", "-c", "exec " + command.replace("{out}", out)], stdout=printed)
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.monotonic() - start
            printed.seek(0)
            times = re.findall(r"^ +(\S.*?) +([0-9.]+) s$", printed.read(), re.MULTILINE)
        if status != 0:
            sys.exit(f"{name}: ended with status {status}")
        if turn:
            results[name].append((wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024))
            for part, seconds in times:
                passes[name].setdefault(part, []).append(float(seconds))
        shutil.rmtree(out, ignore_errors=True)
print(json.dumps({name: {"wall_s": round(statistics.median(r[0] for r in rows), 3),
                         "cpu_s": round(statistics.median(r[1] for r in rows), 3),
                         "peak_mib": round(max(r[2] for r in rows), 1),
                         "passes": {part: statistics.median(s) for part, s in passes[name].items()}} for name, rows in results.items()}))
