#!/usr/bin/python3
"""Why Excel would offer to repair a workbook, where no schema says so.

usage: rules.py BOOK.xlsx...

Reads the parts themselves, not through a library that would put things right
on the way in. Each rule is a function that yields what it found; RULES lists
them. Prints each finding with its part; exits 1 if there is any.
"""
import posixpath
import re
import sys
import zipfile
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = ("{http://schemas.openxmlformats.org/officeDocument/2006/"
        "relationships}id")
RELATION = ("{http://schemas.openxmlformats.org/package/2006/relationships}"
            "Relationship")
TEXT_MAX, FORMULA_MAX, LIST_MAX = 32767, 8192, 255
LINKS_MAX = 65530
FUNCTIONS = {"ABS", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "IF", "MAX",
             "MIN", "ROUND", "SUM", "SUMIF", "SUMPRODUCT", "SUBTOTAL"}
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})$")


def units(text):
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def column_number(letters):
    n = 0
    for c in letters:
        n = 26 * n + ord(c) - ord("A") + 1
    return n


def cell_at(ref):
    m = ADDRESS.match(ref)
    return (int(m[2]), column_number(m[1])) if m else None


def box(ref):
    ends = [cell_at(r) for r in (ref or "").split(":")]
    if None in ends:
        return None
    return ends[0] + ends[-1]


def meet(a, b):
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


class Book:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        self.names = self.zip.namelist()
        self.tree, self.broken = {}, []
        for name in self.names:
            if not name.endswith((".xml", ".rels")):
                continue
            try:
                self.tree[name] = ElementTree.fromstring(self.zip.read(name))
            except ElementTree.ParseError as e:
                self.broken.append((name, str(e)))
        self.strings = [self.string(si) for si in self.all(
            "xl/sharedStrings.xml", "si", deep=False)]
        self.sheets = self.sheet_parts()

    def string(self, si):
        return "".join(t.text or "" for t in si.iter(MAIN + "t"))

    def all(self, part, tag, deep=True):
        root = self.tree.get(part)
        if root is None:
            return []
        return list(root.iter(MAIN + tag) if deep else
                    root.findall(MAIN + tag))

    def relations(self, part):
        """{id: (type, part)} of a part's links inside the package."""
        folder, name = posixpath.split(part)
        rels = self.tree.get(posixpath.join(folder, "_rels",
                                            name + ".rels"))
        found = {}
        for r in rels.iter(RELATION) if rels is not None else ():
            if r.get("TargetMode") == "External":
                continue
            target = r.get("Target")
            found[r.get("Id")] = (r.get("Type").rsplit("/", 1)[-1],
                                  target[1:] if target.startswith("/") else
                                  posixpath.normpath(posixpath.join(
                                      folder, target)))
        return found

    def sheet_parts(self):
        links = self.relations("xl/workbook.xml")
        return [(s.get("name"), links.get(s.get(LINK), ("", ""))[1])
                for s in self.all("xl/workbook.xml", "sheet")]

    def cells(self, part):
        return self.all(part, "c")

    def value(self, cell):
        v = cell.find(MAIN + "v")
        if cell.get("t") == "s":
            i = int(v.text)
            return self.strings[i] if i < len(self.strings) else None
        if cell.get("t") == "inlineStr":
            return self.string(cell)
        return v.text if v is not None else None

    def tables(self):
        """(sheet part, table part, table)"""
        for _, sheet in self.sheets:
            for kind, part in self.relations(sheet).values():
                if kind == "table" and part in self.tree:
                    yield sheet, part, self.tree[part]


# ---- the package -----------------------------------------------------------

def parts_are_whole(b):
    for name, what in b.broken:
        yield name, "is no XML: " + what
    if len(set(b.names)) != len(b.names):
        yield "package", "a part is there twice"
    types = ElementTree.fromstring(b.zip.read("[Content_Types].xml"))
    known = {e.get("PartName") for e in types} | {
        e.get("Extension") for e in types}
    for name in b.names:
        if "/" + name not in known and name.rsplit(".", 1)[-1] not in known:
            yield name, "has no content type"


def links_lead_somewhere(b):
    for name in b.names:
        if name.endswith(".rels"):
            folder, file = posixpath.split(name)
            of = posixpath.join(posixpath.dirname(folder), file[:-5])
            for _, target in b.relations(of).values():
                if target not in b.names:
                    yield name, "leads to %s, which is not there" % target


# ---- texts -----------------------------------------------------------------

def texts_hold_no_control_characters(b):
    for name in b.names:
        if name.endswith(".xml"):
            text = b.zip.read(name).decode("utf-8", "replace")
            if CONTROL.search(text) or re.search(
                    r"&#(x0*(?:[0-8bcBCeEfF]|1[0-9a-fA-F]);|0*(?:[0-8]|1[124-9"
                    r"]|2\d|3[01]);)", text):
                yield name, "holds a control character"


def underscores_are_escaped(b):
    """_x0041_ in a text would be read as A: only an escaped underscore, or a
    code that a text really means, may stand there."""
    for i, text in enumerate(b.strings):
        for m in ESCAPE.finditer(text):
            if m[1].upper() != "005F":
                yield "xl/sharedStrings.xml", "string %d: %s" % (i, m[0])


def texts_fit_into_cells(b):
    for i, text in enumerate(b.strings):
        if units(ESCAPE.sub("x", text)) > TEXT_MAX:
            yield "xl/sharedStrings.xml", "string %d is too long" % i
    for _, part in b.sheets:
        for f in b.all(part, "f"):
            if len(f.text or "") > FORMULA_MAX:
                yield part, "a formula of %d characters" % len(f.text)
        for hf in b.all(part, "oddFooter") + b.all(part, "oddHeader"):
            if units(hf.text or "") > 255:
                yield part, "a header or footer longer than 255"


# ---- sheets and cells ------------------------------------------------------

def sheets_have_names_that_excel_takes(b):
    seen = set()
    for name, part in b.sheets:
        if not name or units(name) > 31 or re.search(r"[\[\]:*?/\\]", name) \
                or name[0] == "'" or name[-1] == "'" or \
                name.lower() == "history":
            yield "xl/workbook.xml", "sheet %r" % name
        if name and name.lower() in seen:
            yield "xl/workbook.xml", "two sheets are called %r" % name
        seen.add((name or "").lower())
        if part not in b.tree:
            yield "xl/workbook.xml", "sheet %r has no part" % name


def cells_stand_in_order(b):
    for _, part in b.sheets:
        last = 0
        for row in b.all(part, "row"):
            r, column = int(row.get("r")), 0
            if r <= last:
                yield part, "row %d comes after row %d" % (r, last)
            last = r
            for c in row.findall(MAIN + "c"):
                at = cell_at(c.get("r", ""))
                if not at or at[0] != r or at[1] <= column:
                    yield part, "cell %s in row %d" % (c.get("r"), r)
                column = at[1] if at else column


def cells_refer_to_what_is_there(b):
    formats = b.tree["xl/styles.xml"].find(MAIN + "cellXfs")
    n = len(formats) if formats is not None else 0
    for _, part in b.sheets:
        for c in b.cells(part):
            if int(c.get("s", "0")) >= n:
                yield part, "cell %s has no such format" % c.get("r")
            if c.get("t") == "e":
                yield part, "cell %s is an error" % c.get("r")
            v = c.find(MAIN + "v")
            if c.get("t") == "s" and int(v.text) >= len(b.strings):
                yield part, "cell %s has no such string" % c.get("r")
            if c.get("t") in (None, "n") and v is not None and not re.fullmatch(
                    r"-?\d+(\.\d+)?([eE][-+]?\d+)?", v.text or ""):
                yield part, "cell %s: %r is no number" % (c.get("r"), v.text)


def styles_are_complete(b):
    root = b.tree["xl/styles.xml"]
    for tag in ("fonts", "fills", "borders", "cellStyleXfs", "cellXfs",
                "cellStyles"):
        e = root.find(MAIN + tag)
        if e is None or len(e) == 0:
            yield "xl/styles.xml", "has no %s" % tag
        elif e.get("count") and int(e.get("count")) != len(e):
            yield "xl/styles.xml", "%s says %s and has %d" % (
                tag, e.get("count"), len(e))


def merged_cells_stand_apart(b):
    for _, part in b.sheets:
        boxes = [box(m.get("ref")) for m in b.all(part, "mergeCell")]
        if None in boxes:
            yield part, "a merge without a place"
            continue
        boxes.sort()
        for i, a in enumerate(boxes):
            for c in boxes[i + 1:]:
                if c[0] > a[2]:
                    break
                if meet(a, c):
                    yield part, "merges %s and %s overlap" % (a, c)


# ---- tables and names ------------------------------------------------------

def is_name(name):
    """As Excel takes it for a table or a cell: no address, no R or C."""
    return bool(re.fullmatch(r"[A-Za-z_\\\u0080-\uffff][\w.\\]*", name)) and \
        not re.fullmatch(r"[A-Za-z]{1,3}\d+", name) and \
        not re.fullmatch(r"(?i)r\d*c?\d*|c\d*", name) and len(name) <= 255


def names_are_names(b):
    seen, sheets = set(), {n.lower() for n, _ in b.sheets}
    for d in b.all("xl/workbook.xml", "definedName"):
        name, where = d.get("name"), d.get("localSheetId", "")
        text = d.text or ""
        if (name.lower(), where) in seen:
            yield "xl/workbook.xml", "the name %s is there twice" % name
        seen.add((name.lower(), where))
        if not name.startswith("_xlnm.") and not is_name(name):
            yield "xl/workbook.xml", "%r is no name" % name
        if not text or text.startswith("=") or "#REF!" in text:
            yield "xl/workbook.xml", "%s means %r" % (name, text)
        for sheet in re.findall(r"'((?:[^']|'')+)'!|(\b\w+)!", text):
            if (sheet[0] or sheet[1]).replace("''", "'").lower() not in sheets:
                yield "xl/workbook.xml", "%s: no sheet %s" % (name, sheet)


def tables_are_named_apart(b):
    seen = {d.get("name").lower()
            for d in b.all("xl/workbook.xml", "definedName")}
    ids = set()
    for _, part, t in b.tables():
        name = t.get("displayName", "")
        if not is_name(name):
            yield part, "%r is no name of a table" % name
        if name.lower() in seen or t.get("id") in ids:
            yield part, "%r or its id is there twice" % name
        seen.add(name.lower())
        ids.add(t.get("id"))


def table_headers_are_unique_and_shown(b):
    for sheet, part, t in b.tables():
        place = box(t.get("ref", ""))
        headers = [c.get("name", "") for c in t.iter(MAIN + "tableColumn")]
        if not place or place[3] - place[1] + 1 != len(headers):
            yield part, "%d headers in %s" % (len(headers), t.get("ref"))
            continue
        if len({h.lower() for h in headers}) != len(headers):
            yield part, "headers are not unique"
        for h in headers:
            text = re.sub("_x000[aA]_", "\n", h)
            if not text.strip() or units(h) > 255:
                yield part, "header %r" % h
            elif text != " ".join(text.split()):
                yield part, "header %r has blanks beside blanks" % h
        shown = {c.get("r"): b.value(c) for c in b.cells(sheet)
                 if cell_at(c.get("r"))[0] == place[0]}
        at = {cell_at(r)[1]: v for r, v in shown.items()}
        for i, h in enumerate(headers):
            if at.get(place[1] + i) != h:
                yield part, "header %r, its cell %r" % (
                    h, at.get(place[1] + i))
        if t.find(MAIN + "autoFilter") is not None and any(
                meet(place, box(f.get("ref"))) for f in b.all(sheet,
                                                              "autoFilter")):
            yield part, "its filter meets that of the sheet"
        for m in b.all(sheet, "mergeCell"):
            if meet(place, box(m.get("ref"))):
                yield part, "merged cells %s in it" % m.get("ref")


def validations_fit(b):
    for _, part in b.sheets:
        boxes = []
        for v in b.all(part, "dataValidation"):
            f = v.find(MAIN + "formula1")
            text = f.text or "" if f is not None else ""
            if v.get("type") == "list":
                if not text:
                    yield part, "a list of nothing at %s" % v.get("sqref")
                if text.startswith('"') and units(text) - 2 > LIST_MAX:
                    yield part, "a list of %d characters at %s" % (
                        units(text) - 2, v.get("sqref"))
            for key, most in (("errorTitle", 32), ("promptTitle", 32),
                              ("error", 255), ("prompt", 255)):
                if units(v.get(key, "")) > most:
                    yield part, "%s is longer than %d" % (key, most)
            for ref in v.get("sqref", "").split():
                place = box(ref)
                if not place or any(meet(place, o) for o in boxes):
                    yield part, "validations meet at %s" % ref
                else:
                    boxes.append(place)


# ---- what refers to something else ----------------------------------------

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
SHEET_NAME = re.compile(r"'((?:[^']|'')+)'!|\b(\w+)!")


def sheets_of(text):
    """Names of the sheets that a formula or a place speaks of."""
    return [(a or c).replace("''", "'").lower()
            for a, c in SHEET_NAME.findall(text)]


def links_lead_to_sheets(b):
    sheets = {n.lower() for n, _ in b.sheets}
    for _, part in b.sheets:
        links = b.all(part, "hyperlink")
        if len(links) > LINKS_MAX:
            yield part, "%d links" % len(links)
        for h in links:
            where = h.get("location", "")
            if not box(h.get("ref")):
                yield part, "a link without a cell"
            if not set(sheets_of(where)) <= sheets or not where:
                yield part, "%s leads to %r" % (h.get("ref"), where)


def charts_draw_cells_that_are_there(b):
    sheets = {n.lower() for n, _ in b.sheets}
    for name, root in b.tree.items():
        if not name.startswith("xl/charts/chart"):
            continue
        refs = [f.text or "" for f in root.iter(CHART + "f")]
        if not refs:
            yield name, "draws no cell"
        for text in refs:
            found = sheets_of(text)
            place = box(text.rsplit("!", 1)[-1])
            if not found or not set(found) <= sheets or not place:
                yield name, "draws %r" % text


def formulas_are_known_everywhere(b):
    """Functions of Excel 2010 and LibreOffice that our blocks use; names that
    are defined."""
    names = {d.get("name").lower()
             for d in b.all("xl/workbook.xml", "definedName")}
    for _, part in b.sheets:
        for f in b.all(part, "f"):
            text = re.sub(r'"[^"]*"', "", f.text or "")
            if text.count("(") != text.count(")") or not text.strip():
                yield part, "formula %r" % text
            for word in re.findall(r"[A-Za-z_][\w.]*\(", text):
                if word[:-1] not in FUNCTIONS:
                    yield part, "function %s" % word[:-1]
            for word in re.findall(r"(?<![\w$!.'])[a-z_][a-z_0-9]*\b(?!\()",
                                   text):
                if word not in names:
                    yield part, "no cell is called %s" % word


def sizes_are_possible(b):
    for _, part in b.sheets:
        for row in b.all(part, "row"):
            if float(row.get("ht", "0")) > 409.5:
                yield part, "row %s is %s high" % (row.get("r"),
                                                   row.get("ht"))
        for col in b.all(part, "col"):
            if not 0 <= float(col.get("width", "0")) <= 255:
                yield part, "column %s is %s wide" % (col.get("min"),
                                                      col.get("width"))
        for tag in ("rowBreaks", "colBreaks"):
            for e in b.all(part, tag):
                if len(e) > 1026 or int(e.get("count", len(e))) != len(e):
                    yield part, "%d page breaks" % len(e)


def protection_has_no_password(b):
    for _, part in b.sheets:
        for p in b.all(part, "sheetProtection"):
            if p.get("password") or p.get("hashValue"):
                yield part, "is locked with a password"


RULES = [
    parts_are_whole, links_lead_somewhere, texts_hold_no_control_characters,
    underscores_are_escaped, texts_fit_into_cells,
    sheets_have_names_that_excel_takes, cells_stand_in_order,
    cells_refer_to_what_is_there, styles_are_complete,
    merged_cells_stand_apart, names_are_names, tables_are_named_apart,
    table_headers_are_unique_and_shown, validations_fit,
    links_lead_to_sheets, charts_draw_cells_that_are_there,
    formulas_are_known_everywhere, sizes_are_possible,
    protection_has_no_password,
]


def findings(path):
    """(rule, part, what) of one workbook."""
    book = Book(path)
    if book.broken:
        return [("parts_are_whole", *f) for f in parts_are_whole(book)]
    return [(rule.__name__, part, what)
            for rule in RULES for part, what in rule(book)]


def main():
    bad = 0
    for path in sys.argv[1:]:
        found = findings(path)
        for rule, part, what in found:
            print("%s: %s: %s" % (part, rule, what))
        print("%s: %d rules, %d findings" % (path.rsplit("/", 1)[-1],
                                             len(RULES), len(found)))
        bad |= bool(found)
    return bad


if __name__ == "__main__":
    sys.exit(main())
