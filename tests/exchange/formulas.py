"""Nine beginnings of a formula in every text column: none is left raw.

People open what tuneup prints as CSV, its files of rejects and its workbooks;
importers get the files in outbox/, which refuse such a text unless told
otherwise.
"""
import csv
import glob
import io
import os
import re
import zipfile

from program import Workspace

# RELIABILITY 2: = + - @ TAB CR NUL, behind blanks, and the full-width ones.
BEGINNINGS = ["=", "+", "-", "@", "\t=", "\r=", "\0=", " =", "＝"]
FULL_WIDTH = "＝＋－＠"
MARK = "zqx"
TEXTS = {
    "corrections": "item_id workflow step tool item_type origin_step "
                   "prompt_version channel campaign brief_id reviewer defect",
    "campaigns": "campaign channel segment",
    "handoffs": "from_step to_step workflow item_id from_format to_format",
    "time": "workflow step role person campaign skill",
    "costs": "item",
    "outputs": "workflow step tool item_type",
    "series": "metric system dimension",
    "inputs": "input record_id",
    "members": "segment member_id",
    "events": "event workflow",
}
NUMBER = re.compile(r"[-+]?\d[\d.,]*( ?%)?|[-+]?\d+(\.\d+)?[eE][-+]?\d+")


def hostile(build, templates, folder):
    """A workspace whose every text begins like a formula, in all ways."""
    w = Workspace(build, folder, "2026-11-23")
    w.run("init")
    exports = os.path.join(folder, "exports")
    os.mkdir(exports)
    for kind, texts in TEXTS.items():
        with open(os.path.join(templates, kind + ".csv"), newline="",
                  encoding="utf-8") as f:
            rows = list(csv.DictReader(f))
        out = io.StringIO(newline="")
        table = csv.DictWriter(out, rows[0], quoting=csv.QUOTE_ALL)
        table.writeheader()
        for i, beginning in enumerate(BEGINNINGS):
            row = dict(rows[0])
            for column in texts.split():
                row[column] = f"{beginning}{MARK}{column}{i}"
            table.writerow(row)
        broken = {c: f"={MARK}broken" for c in rows[0]}
        table.writerow(broken)
        path = os.path.join(exports, kind + ".csv")
        with open(path, "w", newline="", encoding="utf-8") as f:
            f.write(out.getvalue())
        # NUL refuses the file, with its place; then without it.
        w.run("import", "--profile", "canonical-" + kind, path, code=None)
        with open(path, "w", newline="", encoding="utf-8") as f:
            f.write(out.getvalue().replace("\0", ""))
        w.run("import", "--profile", "canonical-" + kind, path, code=None)
    return w


def raw_cells(text):
    """Cells that a spreadsheet would run."""
    for line in csv.reader(io.StringIO(text, newline="")):
        for cell in line:
            start = cell.lstrip(" \u00a0\u3000")
            if (cell[:1] in tuple("\t\r\n\0") or start[:1] in
                    tuple("=+-@\t\r" + FULL_WIDTH)) and cell and \
                    not NUMBER.fullmatch(cell):
                yield cell


def printed(w):
    """(what it is, text) of everything printed as CSV."""
    for kind in TEXTS:
        yield f"facts {kind}", w.run("facts", "--kind", kind, "--format",
                                     "csv")
    for period in ("week", "month", "quarter"):
        yield f"figures {period}", w.run("figures", "--period", period)
    yield "signals", w.run("signals", "--from", "2026-01-01", "--all")
    yield "actions", w.run("actions", "--all", "--format", "csv")
    yield "roi", w.run("roi", "--from", "2026-11-01", "--to", "2026-11-22",
                       "--by", "workflow", "--format", "csv", code=None)
    for table in ("import", "import_diag", "dimension", "corrections",
                  "campaigns", "handoffs", "series"):
        yield f"sql {table}", w.run("sql", f"SELECT * FROM {table}",
                                    "--format", "csv")
    for path in glob.glob(os.path.join(w.folder, "rejects", "*.csv")):
        with open(path, newline="", encoding="utf-8") as f:
            yield os.path.basename(path), f.read()


def formulas_of(path):
    """The formulas of a workbook that hold what came from an export."""
    with zipfile.ZipFile(path) as z:
        for name in z.namelist():
            text = z.read(name).decode("utf-8", "replace")
            yield from (f for f in re.findall(r"<f[ >].*?</f>", text)
                        if MARK in f)


def run(checks, build, templates, folder):
    w = hostile(build, templates, folder)
    seen = 0
    for what, text in printed(w):
        seen += text.count(MARK)
        checks.same(list(raw_cells(text)), [], f"{what}: raw formulas")
    checks.check(seen > 500, f"only {seen} planted texts were printed")
    path = w.run("weekly").split(" (")[0].strip()
    checks.same(list(formulas_of(path)), [], "formulas of the workbook")

    # For an importer they are refused by name, and prefixed when asked.
    raw = os.path.join(folder, "f.csv")
    w.run("feedback", "--output", raw, code=65)
    with open(raw, newline="", encoding="utf-8") as f:
        checks.same(list(raw_cells(f.read())), [], "feedback, refused")
    w.run("feedback", "--output", raw, "--formula", "prefix")
    with open(raw, newline="", encoding="utf-8") as f:
        text = f.read()
    checks.check(MARK in text, "feedback, prefixed: rows are there")
    checks.same(list(raw_cells(text)), [], "feedback, prefixed")
