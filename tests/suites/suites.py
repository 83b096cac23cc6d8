#!/usr/bin/python3
"""Compare the CSV reader with two public suites beside the tree.

    suites.py BUILD

csv-spectrum and csv-test-data hold files and the cells expected of them. The
reader is asked through BUILD/unit/csv_cells, which prints cells as JSON. A
file named bad-* must be refused by the reader with its line and column, or by
an import, or its rows must be set aside with their line. Prints what failed
and "N passed, N failed"; 0 of 0 where the suites are not there.
"""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

PROFILE = """id: suite
title: A suite's columns
kind: series
recognise: {at_least: 3, headers: [foo, bar, baz]}
period_rows: yes
columns:
  metric: {from: [foo], required: yes}
  value: {from: [bar], required: yes}
  dimension: {from: [baz]}
"""


# The file's own truth has another phone number than the file, and holds a
# quote in a cell that is not quoted, which the other suite calls bad.
REFUSED = ["location_coordinates"]


def cells_of(build, path):
    got = subprocess.run([f"{build}/unit/csv_cells", path],
                         capture_output=True, text=True, encoding="utf-8")
    if got.returncode:
        return got.stderr.strip()
    return [json.loads(line) for line in got.stdout.split("\n") if line]


def expected(path):
    """Rows as lists: objects have their keys as the first row."""
    with open(path, encoding="utf-8") as f:
        rows = json.load(f)
    if isinstance(rows, dict):
        rows = [rows]
    if rows and isinstance(rows[0], dict):
        return [list(rows[0])] + [[str(v) for v in r.values()] for r in rows]
    return rows


def check_good(build, csv, truth):
    want, got = expected(truth), cells_of(build, csv)
    if want == [] and isinstance(got, list):
        got = got[1:]           # a header alone is no row
    if b"\r" not in open(csv, "rb").read():      # a copy may have lost it
        want = json.loads(json.dumps(want).replace("\\r", ""))
    return None if got == want else f"wanted {want}\ngot    {got}"


def check_bad(build, workspace, csv):
    refused = cells_of(build, csv)
    if isinstance(refused, str):
        return None if re.match(r".*:\d+: column \d+", refused) else refused
    got = subprocess.run([f"{build}/tuneup", "import", "--dry-run", "--period",
                          "2026-01-01..2026-01-31", csv], cwd=workspace,
                         capture_output=True, text=True)
    if got.returncode == 65 and os.path.basename(csv) in got.stderr:
        return None
    if re.search(r"0 used .* 1 set aside", got.stdout) and \
            "set aside: line 2: has" in got.stdout:
        return None
    return f"neither refused nor set aside: {got.stdout}{got.stderr}"


def main():
    build = os.path.abspath(sys.argv[1])
    here = os.path.dirname(os.path.abspath(__file__))
    suites = os.path.join(here, "../../../shared/suites")
    passed = failed = 0
    with tempfile.TemporaryDirectory() as workspace:
        subprocess.run([f"{build}/tuneup", "init"], cwd=workspace,
                       check=True, stdout=subprocess.DEVNULL)
        with open(f"{workspace}/profiles/suite.yaml", "w") as f:
            f.write(PROFILE)
        for csv in sorted(glob.glob(f"{suites}/*/csv*/*.csv")):
            name = os.path.basename(csv)[:-4]
            if name.startswith("bad-") or name in REFUSED:
                wrong = check_bad(build, workspace, csv)
            else:
                truth = os.path.join(os.path.dirname(csv), "../json",
                                     f"{name}.json")
                wrong = check_good(build, csv, truth)
            if wrong:
                print(f"{name}: {wrong}")
                failed += 1
            else:
                passed += 1
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
