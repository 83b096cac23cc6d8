#!/usr/bin/python3
"""Workbooks broken on purpose: each must be caught, and the whole one not.

usage: broken.py BOOK.xlsx WORKDIR [VALIDATOR]

A copy of the workbook for each known reason why Excel offers to repair one.
rules.py, or the Open XML SDK's validator where its program is given, must
find something wrong with every copy.
"""
import json
import os
import re
import subprocess
import sys
import zipfile

import rules

TABLE, STRINGS = "xl/tables/table1.xml", "xl/sharedStrings.xml"
BOOK, STYLES = "xl/workbook.xml", "xl/styles.xml"


def swap(part, pattern, to):
    """Replace the first match; a part that has none is a mistake here."""
    def change(parts):
        for name in sorted(parts):
            if not re.fullmatch(part, name):
                continue
            text, n = re.subn(pattern, to, parts[name].decode(), count=1,
                              flags=re.S)
            if n:
                parts[name] = text.encode()
                return
        raise SystemExit("%s: nothing like %s" % (part, pattern))
    return change


def first_text(to):
    return swap(STRINGS, r"<si><t>[^<]*</t></si>",
                lambda m: "<si><t>%s</t></si>" % to)


def drop(part):
    def change(parts):
        del parts[next(n for n in sorted(parts) if re.fullmatch(part, n))]
    return change


SHEET = r"xl/worksheets/sheet\d+\.xml"
BROKEN = [
    ("two headers that differ in case only",
     swap(TABLE, 'name="Step"', 'name="WORKFLOW"')),
    ("an empty header", swap(TABLE, 'name="Step"', 'name=""')),
    ("a header with two blanks",
     swap(TABLE, 'name="Item type"', 'name="Item  type"')),
    ("a header whose cell says something else",
     swap(TABLE, 'name="Step"', 'name="Stage"')),
    ("a table called like a cell",
     swap(TABLE, 'name="Outputs" displayName="Outputs"',
          'name="Q3" displayName="Q3"')),
    ("a table with a blank in its name",
     swap(TABLE, 'displayName="Outputs"', 'displayName="My outputs"')),
    ("a table called like a defined name",
     swap(TABLE, 'displayName="Outputs"', 'displayName="RATE"')),
    ("a control character", first_text("a\x0bb")),
    ("a control character in XML's spelling", first_text("a&#11;b")),
    ("text that spells a character", first_text("AB_x0041_12")),
    ("a text longer than a cell", first_text("x" * 32768)),
    ("a sheet called like a path",
     swap(BOOK, 'sheet name="Scorecard"', 'sheet name="A/B: scores"')),
    ("a sheet with a long name",
     swap(BOOK, 'sheet name="Scorecard"', 'sheet name="%s"' % ("x" * 32))),
    ("two sheets whose names differ in case only",
     swap(BOOK, 'sheet name="Scorecard"', 'sheet name="AGENDA"')),
    ("a list of choices that is too long",
     swap(SHEET, r'<formula1>"[^"<]*"</formula1>',
          '<formula1>"%s"</formula1>' % ",".join(["choice"] * 40))),
    ("no cell styles", swap(STYLES, r"<cellStyles.*?</cellStyles>", "")),
    ("a format that is not there",
     swap(SHEET, r'<c r="([A-Z]+\d+)" s="\d+"', r'<c r="\1" s="99999"')),
    ("a text that is not there",
     swap(SHEET, r't="s"><v>\d+</v>', 't="s"><v>999999</v>')),
    ("merged cells that overlap",
     swap(SHEET, r'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/>',
          r'\g<0>\g<0>')),
    ("a number that is none",
     swap(SHEET, r'(<c r="[A-Z]+\d+" s="\d+">)<v>[^<]*</v>',
          r"\1<v>NaN</v>")),
    ("a name that leads nowhere",
     swap(BOOK, r"('ROI what-if')!", "'Gone'!")),
    ("a chart that is not there", drop(r"xl/charts/chart1\.xml")),
    ("rows out of order", swap(SHEET, r'<row r="3"', '<row r="2"')),
    ("a password", swap(SHEET, "<sheetProtection ",
                        '<sheetProtection password="83AF" ')),
]


def write(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in parts.items():
            z.writestr(name, data)


def validator_finds(program, path):
    said = subprocess.run([program, path], capture_output=True, text=True)
    try:
        return json.loads(said.stdout)["ok"] is not True
    except (ValueError, KeyError):
        return True


def main():
    path, work = sys.argv[1], sys.argv[2]
    program = sys.argv[3] if len(sys.argv) > 3 else None
    missed = []
    os.makedirs(work, exist_ok=True)
    with zipfile.ZipFile(path) as z:
        whole = {n: z.read(n) for n in z.namelist()}
    if rules.findings(path):
        missed.append("the whole workbook is found broken")
    by_rules = by_validator = 0
    for i, (name, change) in enumerate(BROKEN):
        parts = dict(whole)
        change(parts)
        copy = os.path.join(work, "broken-%02d.xlsx" % i)
        write(copy, parts)
        ruled = bool(rules.findings(copy))
        valid = bool(program) and validator_finds(program, copy)
        by_rules += ruled
        by_validator += valid
        if not ruled and not valid:
            missed.append(name)
        os.remove(copy)
    for name in missed:
        print("not caught: " + name)
    print("%d broken workbooks: %d caught by the rules%s, %d by nobody" %
          (len(BROKEN), by_rules, ", %d by the validator" % by_validator
           if program else "", len(missed)))
    return bool(missed)


sys.exit(main())
