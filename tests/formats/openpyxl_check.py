#!/usr/bin/python3
"""What another reader finds in a workbook, and what Excel would repair.

usage: openpyxl_check.py BOOK.xlsx

Checks types, tables, names, links, validations, alternative texts, document
properties and limits. Prints each finding; exits 1 if there is any.
"""
import re
import sys
import warnings
import zipfile
from xml.etree import ElementTree

import openpyxl
from openpyxl.utils import range_boundaries

found = []


def say(where, what):
    found.append("%s: %s" % (where, what))


def check_cells(sheet):
    formulas = 0
    for row in sheet.iter_rows():
        for cell in row:
            where = "%s!%s" % (sheet.title, cell.coordinate)
            value = cell.value
            if cell.data_type == "f":
                formulas += 1
                if re.search(r"WEBSERVICE|HYPERLINK|DDE|IMPORT|LET\(|FILTER\("
                             r"|XLOOKUP|\[\d+\]", value):
                    say(where, "formula %s" % value)
            elif cell.data_type == "e":
                say(where, "error %s" % value)
            elif isinstance(value, str):
                if len(value.encode("utf-16-le")) > 2 * 32767:
                    say(where, "text longer than a cell")
                if re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", value):
                    say(where, "control character")
                if (re.fullmatch(r"-?\d{1,3}(,\d{3})*\.\d+", value) or
                        re.fullmatch(r"\d{4}-\d\d-\d\d", value)):
                    say(where, "number or date as text: %s" % value)
            if getattr(cell, "is_date", False) and isinstance(value, str):
                say(where, "date format over text")
    return formulas


def check_tables(sheet, names):
    for table in sheet.tables.values():
        where = "%s, table %s" % (sheet.title, table.name)
        if table.name.lower() in names:
            say(where, "name used twice")
        names.add(table.name.lower())
        c0, r0, c1, _ = range_boundaries(table.ref)
        headers = [c.name for c in table.tableColumns]
        shown = [sheet.cell(r0, c).value for c in range(c0, c1 + 1)]
        if headers != shown:
            say(where, "headers %r, cells %r" % (headers, shown))
        if len({h.lower() for h in headers}) != len(headers):
            say(where, "headers not unique: %r" % headers)
        for h in headers:
            if not h.strip() or h != " ".join(h.split()):
                say(where, "header %r" % h)
        for merged in sheet.merged_cells.ranges:
            if not merged.isdisjoint(
                    openpyxl.worksheet.cell_range.CellRange(table.ref)):
                say(where, "merged cells %s" % merged)


def check_sheet(sheet, names):
    if len(sheet.title) > 31 or re.search(r"[\[\]:*?/\\]", sheet.title):
        say(sheet.title, "name that Excel refuses")
    # paper stands only where that makes a sheet of one page larger
    if sheet.page_setup.orientation != "landscape" and \
            sheet.page_setup.fitToHeight == 0:
        say(sheet.title, "not landscape")
    if not sheet.sheet_properties.pageSetUpPr.fitToPage:
        say(sheet.title, "not fitted to the page")
    if "run " not in (sheet.oddFooter.left.text or ""):
        say(sheet.title, "no run in the footer")
    if sheet.sheet_view.showGridLines:
        say(sheet.title, "grid lines shown")
    for dv in sheet.data_validations.dataValidation:
        for text in (dv.formula1, dv.error, dv.prompt):
            if text and len(text) > 255:
                say(sheet.title, "validation longer than 255 characters")
    check_tables(sheet, names)
    return check_cells(sheet)


def check_package(path):
    with zipfile.ZipFile(path) as z:
        if z.testzip():
            say(path, "damaged part %s" % z.testzip())
        for name in z.namelist():
            data = z.read(name)
            if re.search(r"externalLink|vbaProject|embeddings|macro", name):
                say(name, "must not be here")
            if b'TargetMode="External"' in data:
                say(name, "leads outside")
            if name.startswith("xl/drawings/drawing"):
                for e in ElementTree.fromstring(data).iter():
                    if e.tag.endswith("}cNvPr") and \
                            e.get("name", "").startswith("Chart") and \
                            not e.get("descr"):
                        say(name, "chart without alternative text")
        core = ElementTree.fromstring(z.read("docProps/core.xml"))
        for e in core.iter():
            if re.search(r"creator|lastModifiedBy$", e.tag) and e.text:
                say("docProps/core.xml", "names %r" % e.text)


def main():
    path = sys.argv[1]
    names = set()
    warnings.simplefilter("error")
    # Bars in cells that begin at zero are an extension of 2010, which this
    # reader drops; the Open XML SDK has looked at it.
    warnings.filterwarnings("ignore",
                            r".* extension is not supported")
    check_package(path)
    book = openpyxl.load_workbook(path)
    defined_names = getattr(book.defined_names, "definedName", None)
    if defined_names is None:       # openpyxl 3.1 and later
        defined_names = book.defined_names.values()
    for defined in defined_names:
        name = defined.name
        names.add(name.lower())
        for title, ref in defined.destinations:
            if title not in book.sheetnames:
                say(name, "refers to a sheet that is not there: %s" % title)
    titles = [s.title.lower() for s in book]
    if len(set(titles)) != len(titles):
        say(path, "two sheets of one name")
    formulas = sum(check_sheet(s, names) for s in book)
    for line in found:
        print(line)
    print("%s: %d sheets, %d formulas, %d names, %d findings" %
          (path.rsplit("/", 1)[-1], len(book.sheetnames), formulas,
           len(names), len(found)))
    return 1 if found else 0


sys.exit(main())
