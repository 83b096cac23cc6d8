#!/usr/bin/python3
"""The sheets made for filling in, as another program sees and fills them.

usage: fill.py BOOK.xlsx WORKDIR

Finds each fillable table by the defined name of its header row, checks that
ids are locked and unique, that every framed cell is unlocked and has a
validation, and that protection has no password and allows sorting, filtering
and inserting columns. Then answers are written with openpyxl, LibreOffice
calculates, and the counters are compared with what they should say.
"""
import datetime as dt
import os
import sys
import warnings

import openpyxl
from openpyxl.utils import range_boundaries

import recalc

HEADERS = ("decisions_header", "sample_header", "hours_header")
found = []


def say(what):
    found.append(what)


def names_of(book):
    names = getattr(book.defined_names, "definedName", None)
    if names is None:
        names = book.defined_names.values()
    return {n.name: list(n.destinations) for n in names}


def table_of(book, names, header):
    """(sheet, {title: column}, rows) or None where the table has no row."""
    if header not in names:
        return None
    title, ref = names[header][0]
    sheet = book[title]
    c0, r0, c1, r1 = range_boundaries(ref.replace("$", ""))
    if r0 != r1:
        say("%s is not one row: %s" % (header, ref))
    columns = {sheet.cell(r0, c).value: c for c in range(c0, c1 + 1)}
    if len(columns) != c1 - c0 + 1 or None in columns:
        say("%s: titles %r" % (header, list(columns)))
    rows, row = [], r0 + 1
    while sheet.cell(row, columns["Id"]).value:
        rows.append(row)
        row += 1
    return sheet, columns, rows


def validated(sheet):
    cells = {}
    for dv in sheet.data_validations.dataValidation:
        for part in dv.sqref.ranges:
            for row in range(part.min_row, part.max_row + 1):
                for col in range(part.min_col, part.max_col + 1):
                    if (row, col) in cells:
                        say("%s: two validations in row %d" %
                            (sheet.title, row))
                    cells[row, col] = dv
    return cells


def choices(book, names, dv):
    f = dv.formula1
    if f.startswith('"'):
        return f.strip('"').split(",")
    title, ref = names[f][0]
    return [c.value for row in book[title][ref.replace("$", "")] for c in row]


def check_protection(sheet):
    p = sheet.protection
    if not p.sheet or p.password:
        say("%s: protection %r, password %r" % (sheet.title, p.sheet,
                                                p.password))
    for what in ("sort", "autoFilter", "insertColumns", "formatColumns"):
        if getattr(p, what):
            say("%s: %s is not allowed" % (sheet.title, what))


def check_table(book, names, header):
    table = table_of(book, names, header)
    if not table:
        return 0
    sheet, columns, rows = table
    rules = validated(sheet)
    check_protection(sheet)
    ids = [sheet.cell(r, columns["Id"]).value for r in rows]
    if len(set(ids)) != len(ids) or not ids:
        say("%s: ids %r" % (header, ids))
    fillable = 0
    for r in rows:
        for title, c in columns.items():
            cell = sheet.cell(r, c)
            if cell.protection.locked:
                if (r, c) in rules:
                    say("%s: %s is locked and has a rule" %
                        (header, cell.coordinate))
                continue
            fillable += 1
            if title == "Id":
                say("%s: id %s is not locked" % (header, cell.coordinate))
            if (r, c) not in rules:
                say("%s: %s has no rule" % (header, cell.coordinate))
            if cell.border.left.style != "thin":
                say("%s: %s has no frame" % (header, cell.coordinate))
    return fillable


def fill_decisions(book, names, want):
    table = table_of(book, names, "decisions_header")
    if not table:
        return
    sheet, col, rows = table
    rules = validated(sheet)
    cached = book.cached[sheet.title]
    decided = put_off = loose = 0
    for i, r in enumerate(rows):
        offered = choices(book, names, rules[r, col["Decision"]])
        answer = offered[i % len(offered)]
        sheet.cell(r, col["Decision"]).value = answer
        decided += answer in ("A", "B", "C", "Reject")
        put_off += answer in ("Defer", "Need data")
        due = rules[r, col["Due"]]
        if due.type != "date":
            say("Due is of type %s" % due.type)
        owner = rules[r, col["Owner"]]
        if i % 2:
            sheet.cell(r, col["Owner"]).value = (
                choices(book, names, owner)[-1] if owner.type == "list"
                else "Somebody")
            day = dt.date(1899, 12, 30) + dt.timedelta(int(due.formula1))
            sheet.cell(r, col["Due"]).value = day
        elif answer in "ABC":
            loose += 1
        reasons = choices(book, names, rules[r, col["Reason"]])
        sheet.cell(r, col["Reason"]).value = reasons[i % len(reasons)]
        sheet.cell(r, col["Note"]).value = "=not a formula"
        sheet.cell(r, col["Note"]).data_type = "s"
        want["rows"].append((sheet.title, r, col, answer, cached))
    want["decided"] = decided
    want["put_off"] = put_off
    want["loose_ends"] = loose


def fill_sample(book, names, want):
    table = table_of(book, names, "sample_header")
    if not table:
        return
    sheet, col, rows = table
    rules = validated(sheet)
    counts = {"Verdict": 0, "Second reviewer": 0}
    for i, r in enumerate(rows):
        for title in counts:
            cell = sheet.cell(r, col[title])
            if cell.value is None and i % 3:
                cell.value = choices(book, names,
                                     rules[r, col[title]])[i % 4]
            counts[title] += cell.value is not None
    want["sample_judged"] = counts["Verdict"]
    want["sample_judged_twice"] = counts["Second reviewer"]


def fill_hours(book, names):
    sheet, col, rows = table_of(book, names, "hours_header")
    rules = validated(sheet)
    kinds = [rules[r, col["Answer"]].type for r in rows]
    if kinds != ["list", "whole", "whole"]:
        say("answers are of types %r" % kinds)
    if len(choices(book, names, rules[rows[0], col["Answer"]])) != 6:
        say("where the hours went has not six answers")


def compare(path, want, names):
    book = openpyxl.load_workbook(path, data_only=True)
    promised = 0
    for title, r, col, answer, _ in want["rows"]:
        hours = book[title].cell(r, col["Expected, h a week"]).value
        if answer in "ABC":
            promised += hours
    if want["rows"]:
        want["promised"] = promised
    for name, value in want.items():
        if name == "rows":
            continue
        title, ref = names[name][0]
        got = book[title][ref.replace("$", "")].value
        if not recalc.same(float(got), float(value)):
            say("%s is %r, filled in were %r" % (name, got, value))
    return len(want) - 1


def main():
    path, work = sys.argv[1:3]
    os.makedirs(work, exist_ok=True)
    warnings.filterwarnings("ignore", r".* extension is not supported")
    book = openpyxl.load_workbook(path)
    book.cached = openpyxl.load_workbook(path, data_only=True)
    names = names_of(book)
    fillable = sum(check_table(book, names, h) for h in HEADERS)
    want = {"rows": []}
    fill_decisions(book, names, want)
    fill_sample(book, names, want)
    fill_hours(book, names)
    filled = os.path.join(work, os.path.basename(path))
    book.save(filled)
    counters = compare(recalc.recalculate(filled, work), want, names)
    for line in found:
        print(line)
    print("%s: %d cells to fill in, %d counters, %d findings" %
          (os.path.basename(path), fillable, counters, len(found)))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
