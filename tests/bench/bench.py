#!/usr/bin/python3
"""Speed and memory of import and weekly, beside DuckDB in the same run.

    tests/bench/bench.py BUILD [ROWS...]        default: 10000 1000000

Each command runs ROUNDS times in turn (A B A B ...); printed are the median
wall and processor time, the peak resident memory of the largest process, and
the ratios of both times to those of tuneup's whole job (import + weekly) in
the same round. On a machine that others use only the processor's can be
trusted. With more than one number of rows the last lines show how the whole
job grows with them: linear, when they agree. The peers need node
with @duckdb/node-api, exceljs and pdfkit in $NODE_DIR (fetched into
BUILD/bench-node when npm is there); without them tuneup stands alone.
"""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 3
AS_OF = "2026-11-22"
HERE = os.path.dirname(os.path.abspath(__file__))


def run(args, **more):
    """(wall, processor seconds, peak MB) of one command; a failure ends the
    benchmark."""
    start = time.perf_counter()
    p = subprocess.Popen(args, stdout=subprocess.DEVNULL,
                         stderr=subprocess.PIPE, **more)
    message = p.stderr.read()
    _, status, usage = os.wait4(p.pid, 0)
    if status:
        sys.exit(f"{args}: {message.decode()[-400:]}")
    return (time.perf_counter() - start, usage.ru_utime + usage.ru_stime,
            usage.ru_maxrss / 1024)


def peers(build):
    """The folder with the node packages, or None."""
    folder = os.environ.get("NODE_DIR", os.path.join(build, "bench-node"))
    if os.path.isdir(os.path.join(folder, "node_modules", "@duckdb")):
        return folder
    if not shutil.which("npm"):
        return None
    os.makedirs(folder, exist_ok=True)
    done = subprocess.run(
        ["npm", "install", "--silent", "--prefix", folder,
         "@duckdb/node-api", "exceljs", "pdfkit"], capture_output=True)
    return folder if done.returncode == 0 else None


def tuneup_jobs(tool, csv, folder):
    """A fresh workspace each time: {name: what run() gives}, MB of store."""
    work = os.path.join(folder, "workspace")
    shutil.rmtree(work, ignore_errors=True)
    base = [tool, "-C", work, "--as-of", AS_OF]
    run([tool, "-C", work, "init"] if os.path.isdir(work)
        else ["sh", "-c", f"mkdir {work} && {tool} -C {work} init"])
    first = run([*base, "import", "-q", csv])
    weekly = run([*base, "weekly"])
    again = run([*base, "import", "-q", csv])
    size = os.path.getsize(os.path.join(work, "tuneup.db")) / 1e6
    return {"import": first, "weekly": weekly,
            "whole job": (first[0] + weekly[0], first[1] + weekly[1],
                          max(first[2], weekly[2])),
            "import again": again}, size


def main():
    build = os.path.abspath(sys.argv[1])
    tool = os.path.join(build, "tuneup")
    node = peers(build)
    grown = []
    for rows in [int(r) for r in sys.argv[2:]] or [10000, 1000000]:
        with tempfile.TemporaryDirectory() as folder:
            gen = os.path.join(folder, "gen")
            subprocess.run(["cc", "-O2", "-D_GNU_SOURCE", "-o", gen,
                            os.path.join(HERE, "gen.c")], check=True)
            subprocess.run([gen, str(rows), folder], check=True)
            csv = os.path.join(folder, "corrections.csv")
            seen, ratios = {}, {}
            for _ in range(ROUNDS):
                jobs, size = tuneup_jobs(tool, csv, folder)
                if node:
                    script = os.path.join(HERE, "peer_duckdb.mjs")
                    out = os.path.join(folder, "peer")
                    env = dict(os.environ, NODE_DIR=node)
                    for name, more in (("DuckDB in memory", []),
                                       ("DuckDB file + key", ["--file"])):
                        jobs[name] = run(["node", script, csv, out, *more],
                                         env=env)
                ours = jobs["whole job"]
                for name, job in jobs.items():
                    seen.setdefault(name, []).append(job)
                    ratios.setdefault(name, []).append(
                        (job[0] / ours[0], job[1] / ours[1]))
            print(f"{rows:,} rows, {os.path.getsize(csv) / 1e6:.0f} MB; "
                  f"store {size:.1f} MB")
            print(f"  {'':18} {'wall':>8}   {'processor':>9}   "
                  f"{'peak':>7}   wall ratio, processor ratio")
            for name, runs in seen.items():
                wall, cpu = (statistics.median(r[i] for r in runs)
                             for i in range(2))
                by_wall, by_cpu = (statistics.median(
                    r[i] for r in ratios[name]) for i in range(2))
                peak = max(r[2] for r in runs)
                print(f"  {name:18} {wall:8.3f} s {cpu:9.3f} s {peak:7.0f} MB"
                      f"   {by_wall:6.1f}x {by_cpu:6.1f}x")
                if name == "whole job":
                    grown.append((rows, cpu, peak))
    for (a, cpu, peak), (b, more, higher) in zip(grown, grown[1:]):
        million = (b - a) / 1e6
        print(f"from {a:,} to {b:,} rows: {(more - cpu) / million:.2f} s and "
              f"{(higher - peak) / million:.0f} MB for each million more")


main()
