#!/usr/bin/python3
"""Workbooks broken on purpose: each must be caught, and the whole one not.

usage: broken.py BOOK.xlsx WORKDIR VALIDATOR

A copy of the workbook for each known reason why Excel offers to repair one.
What a schema says (SCHEMA) the Open XML SDK's validator must find in every
copy; what no schema says (BROKEN) rules.py must find.
"""
import os
import re
import sys
import zipfile

import rules
import validate

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
    ("a link to a sheet that is not there",
     swap(SHEET, "location=\"'[^']+'!", "location=\"'Gone'!")),
    ("a chart of cells that are not there",
     swap(r"xl/charts/chart\d+\.xml", r"<c:f>'[^']+'!", "<c:f>'Gone'!")),
    ("a function of a later Excel",
     swap(SHEET, r"<f>[^<]*</f>", "<f>_xlfn.XLOOKUP(1,A1:A2,B1:B2)</f>")),
    ("a formula over a name that is not defined",
     swap(SHEET, r"<f>[^<]*</f>", "<f>hours_gone*2</f>")),
    ("a row higher than a row can be",
     swap(SHEET, r' ht="[\d.]+"', ' ht="500"')),
    ("a password", swap(SHEET, "<sheetProtection ",
                        '<sheetProtection password="83AF" ')),
]


# What a schema says, or what belongs together in a package.
SCHEMA = [
    ("a cell of a type that does not exist",
     swap(SHEET, r'(<c r="[A-Z]+\d+" s="\d+") t="s"', r'\1 t="text"')),
    ("paper that lies askew",
     swap(SHEET, 'orientation="landscape"', 'orientation="askew"')),
    ("a colour that is none",
     swap(SHEET, r'tabColor rgb="\w+"', 'tabColor rgb="blue"')),
    ("an attribute nobody knows",
     swap(SHEET, '<sheetView ', '<sheetView sparkle="1" ')),
    ("an element nobody knows",
     swap(SHEET, "<sheetData>", "<sparkle/><sheetData>")),
    ("margins before the cells",
     swap(SHEET, r"(<sheetData>.*</sheetData>)(.*)(<pageMargins[^>]*/>)",
          r"\3\1\2")),
    ("a view without its workbook",
     swap(SHEET, ' workbookViewId="0"', "")),
    ("a validation of an unknown kind",
     swap(SHEET, 'dataValidation type="list"',
          'dataValidation type="choice"')),
    ("a merge without a place", swap(SHEET, r'<mergeCell ref="[^"]*"/>',
                                     "<mergeCell/>")),
    ("a table without an id", swap(TABLE, ' id="1"', "")),
    ("a format number that is a word",
     swap(STYLES, 'numFmtId="164"', 'numFmtId="many"')),
    ("a sheet without a number", swap(BOOK, r' sheetId="\d+"', "")),
    ("a chart with an axis of no kind",
     swap(r"xl/charts/chart1\.xml", r'<c:orientation val="minMax"/>',
          '<c:orientation val="sideways"/>')),
]


def write(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in parts.items():
            z.writestr(name, data)


def copies(whole, broken, work):
    """{name: path} of the broken ones, written side by side."""
    paths = {}
    for i, (name, change) in enumerate(broken):
        parts = dict(whole)
        change(parts)
        paths[name] = os.path.join(work, "broken-%02d.xlsx" % i)
        write(paths[name], parts)
    return paths


def main():
    path, work, program = sys.argv[1:4]
    missed = []
    os.makedirs(work, exist_ok=True)
    with zipfile.ZipFile(path) as z:
        whole = {n: z.read(n) for n in z.namelist()}
    if rules.findings(path):
        missed.append("the whole workbook is found broken")
    paths = copies(whole, BROKEN + SCHEMA, work)
    said = validate.many(program, [paths[n] for n, _ in SCHEMA],
                         ["Microsoft365"])
    by_rules = {n for n, _ in BROKEN if rules.findings(paths[n])}
    by_validator = {n for n, _ in SCHEMA if said[paths[n], "Microsoft365"]}
    missed += ["rules: " + n for n, _ in BROKEN if n not in by_rules]
    missed += ["Open XML SDK: " + n for n, _ in SCHEMA
               if n not in by_validator]
    for p in paths.values():
        os.remove(p)
    for name in missed:
        print("not caught by " + name)
    print("%d broken workbooks: the rules catch %d of %d that no schema sees,"
          " the Open XML SDK %d of %d; %d missed" %
          (len(paths), len(by_rules), len(BROKEN), len(by_validator),
           len(SCHEMA), len(missed)))
    return bool(missed) or len(SCHEMA) < 10


sys.exit(main())
