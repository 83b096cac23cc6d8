"""The cells of a workbook, row by row, with nothing but the standard library:
strings as they are, numbers as text, a row's cells joined by " | "."""
import re
import xml.etree.ElementTree as tree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def words(node):
    return "".join(t.text or "" for t in node.iter(MAIN + "t"))


def cell_text(cell, shared):
    value = cell.find(MAIN + "v")
    if cell.get("t") == "inlineStr":
        return words(cell)
    if value is None:
        return ""
    return shared[int(value.text)] if cell.get("t") == "s" else value.text


def rows(path):
    with zipfile.ZipFile(path) as book:
        shared = [words(s) for s in tree.fromstring(
            book.read("xl/sharedStrings.xml"))]
        out = []
        for name in sorted(book.namelist()):
            if not re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
                continue
            for row in tree.fromstring(book.read(name)).iter(MAIN + "row"):
                cells = [cell_text(c, shared) for c in row.iter(MAIN + "c")]
                out.append(" | ".join(c for c in cells if c))
        return out
