#!/usr/bin/python3
"""Every cached value of a workbook's formulas against LibreOffice's own.

usage: recalc.py BOOK.xlsx WORKDIR

The cached values are taken out of the file, so that LibreOffice has to
calculate, the result is saved as a workbook again, and each formula's value
is compared with the one that was cached: to 1e-9 relative for numbers, the
same for words. A workbook without formulas passes and says so.
"""
import math
import os
import re
import subprocess
import sys
import zipfile

import openpyxl

CELL = re.compile(rb"(<c\b[^>]*>(?:(?!</c>).)*?<f[^>]*>.*?</f>)<v>.*?</v>",
                  re.S)


def strip_values(source, target):
    """Copy the workbook without the values of its formula cells."""
    stripped = 0
    with zipfile.ZipFile(source) as old, \
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename.startswith("xl/worksheets/sheet"):
                data, n = CELL.subn(rb"\1", data)
                stripped += n
            new.writestr(item, data)
    return stripped


def recalculate(path, workdir):
    """Let LibreOffice load and save; returns the new file."""
    out = os.path.join(workdir, "recalculated")
    profile = "file://" + os.path.abspath(os.path.join(workdir, "profile"))
    os.makedirs(out, exist_ok=True)
    subprocess.run(["soffice", "-env:UserInstallation=" + profile,
                    "--headless", "--convert-to", "xlsx", "--outdir", out,
                    path], check=True, timeout=300,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return os.path.join(out, os.path.basename(path))


def same(a, b):
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)
    return a == b


def compare(source, recalculated):
    """Lines that say what differs, and how many formulas were compared."""
    formulas = openpyxl.load_workbook(source)
    cached = openpyxl.load_workbook(source, data_only=True)
    fresh = openpyxl.load_workbook(recalculated, data_only=True)
    wrong, count = [], 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                count += 1
                was = cached[sheet.title][cell.coordinate].value
                now = fresh[sheet.title][cell.coordinate].value
                if was is None or not same(was, now):
                    wrong.append("%s!%s %s: cached %r, calculated %r" %
                                 (sheet.title, cell.coordinate, cell.value,
                                  was, now))
    return wrong, count


def main():
    source, workdir = sys.argv[1:3]
    os.makedirs(workdir, exist_ok=True)
    bare = os.path.join(workdir, os.path.basename(source))
    stripped = strip_values(source, bare)
    wrong, count = compare(source, recalculate(bare, workdir))
    for line in wrong:
        print(line)
    if stripped != count:
        print("%d formulas, but %d cached values taken out" %
              (count, stripped))
        wrong.append("count")
    print("%s: %d formulas recalculated, %d differ" %
          (os.path.basename(source), count, len(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
