#!/usr/bin/python3
"""The what-if sheet against `tuneup roi`, input by input.

usage: what_if.py TUNEUP BOOK.xlsx WORKDIR

LibreOffice opens the workbook, types into each yellow cell of the sheet, as a
person would: nothing, very little, a lot, the ends of a share, and all at
once. After each it calculates, and ROI, payback, both break-evens, benefit
and cost must be those of `tuneup roi` with the same inputs. Where tuneup has no
answer ("not reached", "not defined") the sheet says 0, as its note does. A
macro types and reads, so no part of the workbook is made anew on the way.
"""
import json
import math
import os
import subprocess
import sys
import warnings

import openpyxl

INPUTS = ["n_outputs", "baseline_min", "work_min", "review_min",
          "correction_min", "loop_min", "rate", "recapture", "tool_cost",
          "invest_hours", "invest_amount", "weeks"]
RESULTS = ["net_hours", "roi", "payback", "break_even_rate",
           "break_even_hours", "benefit", "cost", "roi_part"]
MINUTES = INPUTS[2:6]
HUGE = 1e6

MACRO = """\
Sub Main
  Dim no()
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL(ConvertToURL("%(book)s"), _
      "_blank", 0, hidden())
  names = doc.NamedRanges
  asked = FreeFile
  Open "%(cases)s" For Input As #asked
  told = FreeFile
  Open "%(answers)s" For Output As #told
  Do While Not Eof(asked)
    Line Input #asked, request
    If request = "read" Then
      doc.calculateAll()
      Print #told, "ready"
    ElseIf InStr(request, "=") > 0 Then
      pair = Split(request, "=")
      cell = names.getByName(pair(0)).getReferredCells()
      cell.getCellByPosition(0, 0).setValue(Val(pair(1)))
    ElseIf request <> "" Then
      cell = names.getByName(request).getReferredCells()
      one = cell.getCellByPosition(0, 0)
      Print #told, request & " " & Str(one.getValue()) & " " & one.getError()
    End If
  Loop
  Close #asked
  Close #told
  doc.close(True)
  StarDesktop.terminate()
End Sub
"""

MODULE = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" \
"module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" \
script:name="Module1" script:language="StarBasic">%s</script:module>
"""

def named(book, name):
    found = getattr(book.defined_names, "definedName", None)
    if found is None:       # openpyxl 3.1 and later
        found = book.defined_names.values()
    title, ref = next(list(n.destinations)[0] for n in found
                      if n.name == name)
    return book[title][ref.replace("$", "")].value


def base_of(book):
    """The sheet's own inputs, as short as `tuneup roi` takes them."""
    base = {name: round(float(named(book, name)), 2) for name in INPUTS}
    # sixtieths of an hour end after two decimals only for whole hours
    base["n_outputs"] = 60.0 * max(1, round(base["n_outputs"] / 60))
    base["weeks"] = max(1.0, base["weeks"])
    return base


def cases_of(base):
    """(what, inputs): each yellow cell alone, then all of them."""
    yield "as it stands", dict(base)
    for name in INPUTS:
        values = [0, 60 * HUGE if name == "n_outputs" else HUGE]
        values += ([0.01, 0.5, 1] if name == "recapture" else
                   [60, 30] if name == "n_outputs" else
                   [1, 52, 0.5] if name == "weeks" else
                   [0.01, base[name] / 2, base[name] * 3])
        for v in values:
            if name == "recapture" and v > 1:
                continue
            yield "%s = %g" % (name, v), {**base, name: round(v, 2)}
    yield "all 0", {name: 0.0 for name in INPUTS}
    yield "nothing invested", {**base, "tool_cost": 0.0, "invest_hours": 0.0,
                               "invest_amount": 0.0}
    yield "all large", {**{n: HUGE for n in INPUTS}, "n_outputs": 60 * HUGE,
                        "recapture": 1.0, **{n: 1.0 for n in MINUTES}}
    yield "more work than by hand", {**base, "work_min": HUGE,
                                     "recapture": 0.5}
    yield "just even", {**base, "baseline_min": sum(base[n] for n in MINUTES)}


def hours_of(w):
    left = w["baseline_min"] - sum(w[n] for n in MINUTES)
    return round(w["n_outputs"] * round(left, 2) / 60, 6)


def asked(program, w, recapture):
    """What `tuneup roi` says; None where it refuses the inputs."""
    said = subprocess.run(
        [program, "roi", "--hours=%.6f" % hours_of(w),
         "--rate=%.6f" % w["rate"], "--invest-hours=%.6f" % w["invest_hours"],
         "--invest=%.6f" % w["invest_amount"],
         "--tools=%.6f/week" % w["tool_cost"], "--weeks=%.6f" % w["weeks"],
         "--recapture=%.6f" % recapture, "--format=json"],
        capture_output=True, text=True)
    if said.returncode:
        return None
    rows = json.loads(said.stdout)
    # the last one of a name is that of --recapture
    return {row["metric"]: row["value"] for row in rows}


def office(work, *args):
    subprocess.run(["soffice", "-env:UserInstallation=file://" +
                    os.path.abspath(os.path.join(work, "profile")),
                    "--headless", "--norestore", *args],
                   check=True, timeout=300, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


def set_up(work, book):
    """A LibreOffice profile that holds the macro, and its two files."""
    basic = os.path.join(work, "profile", "user", "basic", "Standard")
    files = {"book": os.path.abspath(book),
             "cases": os.path.abspath(os.path.join(work, "cases.txt")),
             "answers": os.path.abspath(os.path.join(work, "answers.txt"))}
    if not os.path.isdir(basic):    # the first start makes the profile
        office(work, "--terminate_after_init")
    if os.path.exists(files["answers"]):
        os.remove(files["answers"])
    macro = MACRO % files
    for a, b in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        macro = macro.replace(a, b)
    with open(os.path.join(basic, "Module1.xba"), "w") as f:
        f.write(MODULE % macro)
    return files


def calculate(work, files, cases):
    """Results of each case, as LibreOffice calculates them."""
    with open(files["cases"], "w") as f:
        for _, inputs in cases:
            f.writelines("%s=%r\n" % pair for pair in inputs.items())
            f.write("read\n" + "\n".join(RESULTS) + "\n")
    office(work, "macro:///Standard.Module1.Main")
    answers = []
    with open(files["answers"]) as f:
        for line in f.read().split("\n"):
            if line == "ready":
                answers.append({})
            elif line:
                name, value, error = line.split()
                answers[-1][name] = (float(value), int(error))
    return answers


def same(got, want):
    # Str() of Basic has fifteen digits
    return math.isclose(got, want, rel_tol=1e-12, abs_tol=1e-9)


def differences(program, inputs, got, part):
    """What is not as `tuneup roi` has it; how many numbers were compared."""
    wrong = ["%s is an error" % n for n, (_, e) in got.items() if e]
    want = asked(program, inputs, inputs["recapture"])
    if want is None:
        return wrong, 0
    want["net_hours"] = hours_of(inputs)
    want["roi_part"] = asked(program, inputs, part)["roi"]
    for name in RESULTS:
        value = want[name] if want[name] is not None else 0.0
        if not same(got[name][0], value):
            wrong.append("%s is %r, tuneup says %r" % (name, got[name][0],
                                                     want[name]))
    return wrong, len(RESULTS)


def part_of(book):
    """The share in the name of the second ROI: "ROI if 50 % of ..."."""
    for row in book["ROI what-if"].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and \
                    cell.value.startswith("ROI if "):
                return float(cell.value.split()[2]) / 100
    raise SystemExit("no row says ROI if some of the hours count")


def main():
    program, path, work = sys.argv[1:4]
    os.makedirs(work, exist_ok=True)
    warnings.filterwarnings("ignore", r".* extension is not supported")
    book = openpyxl.load_workbook(path, data_only=True)
    cases = list(cases_of(base_of(book)))
    answers = calculate(work, set_up(work, path), cases)
    if len(answers) != len(cases):
        raise SystemExit("%d cases, %d answers" % (len(cases), len(answers)))
    bad = compared = refused = 0
    for (what, inputs), got in zip(cases, answers):
        wrong, n = differences(program, inputs, got, part_of(book))
        compared += n
        refused += not n
        bad += bool(wrong)
        for line in wrong:
            print("%s: %s" % (what, line))
    print("%s: %d what-ifs typed in, %d numbers as tuneup has them, %d that "
          "tuneup refuses without an error, %d differ" %
          (os.path.basename(path), len(cases), compared, refused, bad))
    return bool(bad) or compared < 8 * 50


if __name__ == "__main__":
    sys.exit(main())
