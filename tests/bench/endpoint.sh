#!/usr/bin/env bash
# The endpoint on SQLite against the floor (the same rows into the same tables, 50 a commit, without a server), the load generator
# included, on a disk that syncs. Medians of RUNS (3).
#   SECONDS_EACH  of load for each figure (10)   STATEMENTS  in the database that is asked (200000)   FOLDER  on the disk to measure (build)
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/../.."
runs=${RUNS:-3} each=${SECONDS_EACH:-10} many=${STATEMENTS:-200000}
work=$(mktemp -d "${FOLDER:-build}/bench-endpoint-XXXXXX")
program=build/release/sanggar-endpoint
server=0
trap '((server)) && kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
g++ -std=c++20 -O2 -o "$work/load" tests/bench/endpoint_load.cc -lsqlite3 -lpthread

printf 'a-secret-for-the-bench' >"$work/secret"
port=18481 key=bench:a-secret-for-the-bench
start() { # start NAME: an endpoint on a database; ready when its health is told
  [[ -e $work/$1.db ]] || "$program" key add --key bench --secret-file "$work/secret" --scope all --store "$work/$1.db" >/dev/null
  "$program" serve --listen 127.0.0.1:$port --rate 0 --log none --store "$work/$1.db" >/dev/null &
  server=$!
  until curl -sf "http://127.0.0.1:$port/health" >/dev/null; do sleep 0.005; done
}
stop() { kill "$server"; wait "$server" || true; server=0; }  # tests look at how it ends, figures do not
load() { "$work/load" $port $key "$@"; }
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

# A page written and synced, as each commit must: what one request cannot beat.
python3 - "$work/sync" <<'PY'
import os, statistics, sys, time
file = os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY)
times = []
for i in range(300):
    begin = time.perf_counter()
    os.pwrite(file, b"x" * 8192, i * 8192)
    os.fdatasync(file)
    times.append((time.perf_counter() - begin) * 1000)
times.sort()
print(f"the disk's sync: median {statistics.median(times):.2f} ms, p99 {times[296]:.2f} ms")
PY

for ((i = 0; i < runs; i++)); do
  "$work/load" floor "$work/floor-$i.db" endpoint/store/sqlite/0001_statements.sql "$each" >>"$work/floor"
  start "batch-$i"; load 4 50 "$each" >>"$work/batch"; stop
  start "single-$i"; load 64 1 "$each" >>"$work/single"; load 1 1 "$each" >>"$work/alone"; stop
done
floor=$(median <"$work/floor") batch=$(median <"$work/batch") single=$(median <"$work/single")
echo "floor                        $floor statements/s"
echo "batches of 50, 4 connections $batch/s: $(ratio "$batch" "$floor") of the floor (bar 0.5)   refused $(awk '{ n += $5 } END { print n }' "$work/batch")"
echo "one a request, 64            $single/s: $(ratio "$single" "$floor") of the floor (bar 0.3), p99 $(awk '{ print $3 }' "$work/single" | median) ms (bar 50)"
echo "one a request, 1 connection  $(median <"$work/alone")/s, p50 $(awk '{ print $2 }' "$work/alone" | median) ms, p99 $(awk '{ print $3 }' "$work/alone" | median) ms (bar: 5 ms above the disk's sync)"

start many
until (($(sqlite3 "$work/many.db" 'SELECT count(*) FROM statement') >= many)); do load 4 50 5 >/dev/null; done
stored=$(sqlite3 "$work/many.db" 'SELECT count(*) FROM statement')
read -r rate p50 p99 most refused <<<"$(load 4 get "$each")"
echo "$stored statements: GET of 50 by learner and verb $rate/s, p50 $p50 ms, p99 $p99 ms (bar 20), refused $refused"
echo "memory at most $(awk '/VmHWM/ { printf "%.1f", $2 / 1024 }' "/proc/$server/status") MiB (bar 48)"
python3 - "$port" <<'PY'
import socket, sys
idle = []
for i in range(1000):
    one = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
    one.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
    assert one.recv(12) == b"HTTP/1.1 200", i
    idle.append(one)
print("1000 idle connections: none refused")
PY
stop
sqlite3 "$work/many.db" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
echo "database $(($(stat -c %s "$work/many.db") / stored)) bytes a statement (bar 1500)"
begin=$(date +%s%N); start many; echo "start to first answer $((($(date +%s%N) - begin) / 1000000)) ms (bar 100)"; stop
