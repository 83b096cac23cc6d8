#!/usr/bin/python3
"""The Big List of Naughty Strings, and formulas, in every text column.

    tests/naughty/run BUILD

Each fact kind's file has a row for each string of blns.json and of FORMULAS
below, another one in each text column. Then must hold

    import     every row is used, or set aside because a text that is needed
               is empty or an id was rounded
    facts      of each row used every text stands there as it was, its control
               characters blanks and its ends trimmed; words for nothing are
               empty, people are pseudonyms
    exports    CSV of facts, of figures by each dimension and of dispatched
               tasks: no cell that a spreadsheet would calculate
    reports    the workbook's parts are XML, without links outside and with
               formulas of ours alone; qpdf finds the PDF whole, without
               actions; the text goes to a terminal without control characters
    afterwards nothing was run, and verify finds all of it again

Prints what failed and "N passed, N failed".
"""
import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
TEMPLATES = os.path.join(HERE, "../../report-templates/workspace/templates")
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", " =1+1",
            "\u3000=1+1", "＝1+1", "＋1+1", "－1+1", "＠SUM(1)",
            "=cmd|' /C calc'!A0", '=HYPERLINK("http://x.example","x")',
            '=WEBSERVICE("http://x.example")', '=IMPORTXML("x","y")',
            "_x0041_", "'=1+1", "a\n=1+1", "%s%n", "../../x", "x" * 32768]
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠\t\r\0]")
NUMBER = re.compile(r"-?\d+(\.\d+)?$")
PEOPLE = ("reviewer", "rater", "person")
NOTHING = {"n/a", "null", "%null%", "[]", "not_available", "-", "--"}
ROUNDED = re.compile(r"-?\d+(\.\d+)?[eE]\+?\d+$")
# A row of these kinds that is not in its template.
INPUT = {"date": "2026-11-16", "input": "", "record_id": "", "field": "",
         "state": "ok"}
AS_OF = "2026-11-22"

results = {"passed": 0, "failed": 0}


def check(good, text):
    results["passed" if good else "failed"] += 1
    if not good:
        print(text[:600])


class Tool:
    def __init__(self, build, folder):
        self.binary = os.path.join(os.path.abspath(build), "tuneup")
        self.folder = folder

    def run(self, *args, code=0):
        r = subprocess.run([self.binary, "--as-of", AS_OF, *args],
                           cwd=self.folder, capture_output=True,
                           stdin=subprocess.DEVNULL, timeout=300)
        check(r.returncode == code, f"{args}: exit {r.returncode}: "
              f"{r.stderr.decode(errors='replace')[-400:]}")
        return r.stdout.decode()

    def table(self, *args):
        """Rows of what is printed as CSV."""
        return list(csv.DictReader(io.StringIO(self.run(*args), newline="")))

    def path(self, *names):
        return os.path.join(self.folder, *names)


def kept(text):
    """What is stored of a text. A quote before a formula was put there by
    who wrote the file, we do it too."""
    text = "".join(" " if ord(c) < 32 and c not in "\t\n\r" or
                   127 <= ord(c) < 160 else c for c in text).strip()
    if text.startswith("'") and FORMULA.match(text[1:]):
        text = text[1:]
    return "" if text.lower() in NOTHING else text


def strings():
    with open(os.path.join(HERE, "blns.json"), encoding="utf-8") as f:
        return json.load(f) + FORMULAS


def base_row(kind):
    """A good row, and the columns of its file."""
    if kind == "inputs":
        return dict(INPUT)
    with open(os.path.join(TEMPLATES, kind + ".csv"), encoding="utf-8") as f:
        return next(csv.DictReader(f))


def write_file(path, base, texts, values, every=1):
    """The rows, by the line that each begins in. every: of how many rows one
    has such a workflow and step."""
    rows, line = {}, 2
    names = list(base) + [t for t in texts if t not in base]
    with open(path, "w", encoding="utf-8", newline="") as f:
        out = csv.writer(f)
        out.writerow(names)
        for i in range(len(values)):
            row = dict(base)
            for j, text in enumerate(texts):
                if i % every == 0 or text not in ("workflow", "step"):
                    row[text] = values[(i + 7 * j) % len(values)]
            if "outcome" in row:
                row["outcome"] = ("usable", "major")[i % 2]
            rows[line] = row
            out.writerow([row.get(name, "") for name in names])
            line += 1 + sum(v.count("\n") + v.count("\r")
                            for v in row.values())
    return rows


def may_be_aside(row, columns):
    """Without a needed text, with a rounded id, one that names a person (an
    @ in an id of a person), or a text without end."""
    for column in columns:
        name = column["column"]
        text = row[name]
        if not kept(text) and (column["needed"] or
                             name in ("field", "row_id")) or \
                ROUNDED.match(text) or len(text) > 4096 or \
                "@" in text and name in ("member_id", "sample_id"):
            return True
    return False


def fits(text, have, put):
    if text in PEOPLE:
        return re.fullmatch("R-[0-9a-f]{16}|", have)
    return have == kept(put)


def check_kind(tool, kind, columns, values):
    texts = [c["column"] for c in columns]
    path = tool.path(kind + ".csv")
    rows = write_file(path, base_row(kind), texts, values)
    said = tool.run("import", path)
    stored = json.loads(tool.run("facts", "--kind", kind, "--format", "json"))
    lines = {fact["line"]: fact for fact in stored}
    missing = [r for line, r in rows.items() if line not in lines and
               not may_be_aside(r, columns)]
    wrong = [f"line {line}: {text}: put {rows[line][text]!a}, stored "
             f"{fact[text]!a}" for line, fact in lines.items()
             for text in texts if not fits(text, fact[text] or "",
                                           rows[line][text])]
    # rows with one key are added up and have one's texts and line
    one = re.search(r"(\d+) rows make (\d+)", said)
    spare = int(one[1]) - int(one[2]) if one else 0
    check(len(missing) <= spare, f"{kind}: {len(missing)} set aside, {spare} "
          f"expected: {missing[:2]!a}")
    check(len({w.split(":")[0] for w in wrong}) <= spare,
          f"{kind}: {wrong[:4]}")
    results["passed"] += len(lines) * len(texts) - len(wrong)
    check_csv(f"facts {kind}", tool.table("facts", "--kind", kind))


def check_csv(what, rows):
    for row in rows:
        for name, cell in row.items():
            if FORMULA.match(cell or "") and not NUMBER.match(cell):
                check(False, f"{what}: {name} is a formula: {cell!a}")
    check(rows, f"{what}: no rows")


def check_workbook(path):
    with zipfile.ZipFile(path) as z:
        for name in z.namelist():
            part = z.read(name)
            if name.endswith((".xml", ".rels")):
                ET.fromstring(part)
            check(b"externalLink" not in part and
                  b'TargetMode="External"' not in part,
                  f"{name}: a link outside")
            for formula in re.findall(rb"<f[^>]*>([^<]*)</f>", part):
                check(not re.search(rb"cmd|HYPERLINK|WEBSERVICE|IMPORTXML|"
                                    rb"1\+1", formula),
                      f"{name}: formula {formula}")


def check_page(path):
    r = subprocess.run(["qpdf", "--check", path], capture_output=True)
    check(r.returncode == 0, f"qpdf: {r.stdout}{r.stderr}")
    r = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", path,
                        "-"], capture_output=True)
    for action in (b"/JavaScript", b"/JS ", b"/Launch", b"/URI",
                   b"/OpenAction"):
        check(action not in r.stdout, f"the PDF has {action}")


def check_reports(tool):
    for report, ending in (("weekly", ".xlsx"), ("quarterly", ".pdf")):
        path = tool.run(report).strip()
        check(path.endswith(ending), f"{report}: {path!a}")
        if path.endswith(ending):
            check_each = check_workbook if ending == ".xlsx" else check_page
            check_each(tool.path(path))
        text = tool.run("show", report)
        check(not re.search("[\0-\x09\x0b-\x1f\x7f-\x9f]", text),
              f"show {report}: a control character")


def check_figures(tool):
    """A table by some of the dimensions that texts can be in."""
    stored = json.loads(tool.run("facts", "--kind", "corrections",
                                 "--format", "json"))
    for by in ("workflow", "tool", "campaign"):
        rows = tool.table("figures", "--by", by, "--format", "csv")
        check_csv(f"figures by {by}", rows)
        have = {row[by].removeprefix("'") for row in rows}
        lost = [t for t in stored if t[by] and
                t[by].removeprefix("'") not in have]
        check(not lost, f"figures by {by}: {[t[by] for t in lost[:5]]!a} not "
              f"there")


def check_dispatch(tool, values):
    """Accepted by owners of every such name."""
    offered = tool.table("sql", "--format", "csv", "SELECT max(proposal) AS p "
                         "FROM proposal WHERE id IN (SELECT offered FROM "
                         "proposal_option)")[0]["p"]
    check(offered, "no proposal")
    for i, owner in enumerate(values):
        tool.run("decide", offered, "A", f"--owner={owner}")
        tool.run("dispatch", "--to", ("asana", "jira", "clickup")[i % 3])
    told = []
    for name in os.listdir(tool.path("outbox")):
        with open(tool.path("outbox", name), encoding="utf-8-sig",
                  newline="") as f:
            rows = list(csv.DictReader(f))
        check_csv(name, rows)
        told += [cell for row in rows for cell in row.values()]
    for owner in values:
        check(any("Owner: " + owner in (cell or "") for cell in told),
              f"outbox: the owner is not there: {owner!a}")


def init(build, folder):
    """A workspace, and the text columns of each kind."""
    os.mkdir(folder)
    tool = Tool(build, folder)
    tool.run("init")
    kinds = {}
    for row in tool.table("list", "kinds", "--format", "csv"):
        if row["type"] == "text":
            kinds.setdefault(row["kind"], []).append(row)
    return tool, kinds


def check_all_columns(build, folder, values):
    tool, kinds = init(build, folder)
    for kind, columns in kinds.items():
        check_kind(tool, kind, columns, values)
    tool.run("verify")


def check_all_reports(build, folder, values):
    """Few workflows are called so: with five hundred a report takes ten
    seconds."""
    tool, kinds = init(build, folder)
    for kind, columns in kinds.items():
        path = tool.path(kind + ".csv")
        write_file(path, base_row(kind), [c["column"] for c in columns],
                   values, 25)
        tool.run("import", "-q", path)
    check_reports(tool)
    check_figures(tool)
    check_dispatch(tool, ["=1+1", "＋1+1", "@SUM(1)", *values[40::200]])
    tool.run("verify")


def main():
    values = strings()
    victims = ("/tmp/blns.fail", "/tmp/x")
    before = [os.path.exists(v) for v in victims]
    with tempfile.TemporaryDirectory() as folder:
        check_all_columns(sys.argv[1], os.path.join(folder, "a"), values)
        check_all_reports(sys.argv[1], os.path.join(folder, "b"), values)
    check([os.path.exists(v) for v in victims] == before,
          "a string was run as a command")
    print(f"{results['passed']} passed, {results['failed']} failed")
    return 1 if results["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
