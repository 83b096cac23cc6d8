#!/usr/bin/python3
"""Many runs at once: nothing is lost, nothing is there twice.

    tests/faults/parallel.py BUILD [RUNS]

RUNS (40) imports begin at the same moment, each of a file of its own but
every fourth of a file that another one has, too. A run either does all of its
work or ends with 75, names the process that holds the lock, and has changed
nothing: it is started again until it went through. Then every row must be
there once, and verify find all of it. Prints "N passed, N failed" in runs.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

HEAD = "item_id,reviewed_at,workflow,step,outcome,correction_minutes\n"
ROWS = 25


def main():
    tool = os.path.abspath(os.path.join(sys.argv[1], "tuneup"))
    runs = int(sys.argv[2]) if sys.argv[2:] else 40
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        def start(*args):
            return subprocess.Popen(
                [tool, "--as-of", "2026-11-22", *args], cwd=folder,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE)

        def must(*args):
            run = start(*args)
            out, err = run.communicate(timeout=120)
            if run.returncode:
                sys.exit(f"{args}: exit {run.returncode}: {err.decode()}")
            return out.decode()

        must("init")
        for i in range(runs):
            of = i - 1 if i % 4 == 3 else i     # the same as the one before
            with open(os.path.join(folder, f"{i}.csv"), "w",
                      encoding="utf-8") as f:
                f.write(HEAD + "".join(
                    f"IT-{of}-{k},2026-11-{1 + k % 20:02d},blog,draft,usable,"
                    f"{k}\n" for k in range(ROWS)))
        waiting, refused = list(range(runs)), 0
        while waiting:
            running = [(i, start("import", "-q", f"{i}.csv"))
                       for i in waiting]
            waiting = []
            for i, run in running:
                _, err = run.communicate(timeout=120)
                text = err.decode()
                if run.returncode == 75 and re.search(r"holds the lock", text):
                    waiting.append(i)
                    refused += 1
                elif run.returncode:
                    print(f"{i}.csv: exit {run.returncode}: {text}")
                    failed += 1
        facts = json.loads(must("facts", "--kind", "corrections", "--format",
                                "json"))
        items = sorted(fact["item_id"] for fact in facts)
        want = sorted(f"IT-{i}-{k}" for i in range(runs) if i % 4 != 3
                      for k in range(ROWS))
        if items != want:
            print(f"{len(items)} rows are there, not {len(want)}; "
                  f"{len(items) - len(set(items))} twice")
            failed += 1
        must("verify")
    print(f"{runs} imports at once, refused {refused} times: {len(items)} "
          f"rows of {len(want)}")
    print(f"{runs - failed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
