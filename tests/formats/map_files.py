#!/usr/bin/python3
"""The files of `tuneup map`, read by who they are for.

    map_files.py BUILD WORK [--plain]

Three stories: the demo, a process whose names try to break out of where they
are written, and 40 steps that hand to each other at random. Each format must
have every step with its name, every edge with its handoffs, and ids that
resolve: drawio by an XML parser, lucid by a CSV reader, mermaid by the package
of that name from npm, dot by Graphviz. --plain leaves the last two out. The
edges are those of `tuneup figures`.
"""
import csv
import html
import io
import json
import os
import random
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

PACKAGES = ["mermaid@11.17.2", "jsdom@24.1.3"]
HERE = os.path.dirname(os.path.abspath(__file__))
AS_OF = "2026-11-22"

HOSTILE = [
    'quote " and \'', '"]', '"];f1s1-->f9', "<script>alert(1)</script>",
    "&amp; &#38; &lt;", "a & b < c >d", "back\\slash \\N \\n \\", "#quot;",
    "#35; #", "%%{init: {}}%%", "%% comment", "end", "`code`", "**bold**",
    "fa:fa-car", "$$x^2$$", "a --> b", "a | b", "semi;colon", "{brace} [box]",
    "]]>", "<!-- c -->", "\u202eright to left", "zero\u200bwidth",
    "Ünïcödé Жук", "日本語", "x" * 200, "' OR 1=1", "%s%n%x", "../../etc",
    "<b>bold</b><br>", "style=\"x\"", "a,b", "tab\tin it", "subgraph",
]
FORMULAS = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\u3000=1",
            " =1", "＝1", "＠x", "\t=x", "=HYPERLINK(\"http://x\")"]


class Program:
    def __init__(self, build, path):
        self.binary = os.path.join(build, "tuneup")
        self.path = path

    def run(self, *args, code=0):
        r = subprocess.run([self.binary, "-C", self.path, "--as-of", AS_OF,
                            *args], capture_output=True)
        if r.returncode != code:
            sys.exit(f"{args}: exit {r.returncode}: {r.stderr.decode()}")
        return r.stdout.decode("utf-8")

    def story(self, handoffs):
        """A workspace of its own with the handoffs of September."""
        subprocess.run(["rm", "-rf", self.path], check=True)
        os.makedirs(self.path)
        self.run("init")
        name = os.path.join(self.path, "handoffs.csv")
        with open(name, "w", encoding="utf-8", newline="") as f:
            out = csv.writer(f)
            out.writerow(["from_step", "to_step", "sent_at", "workflow",
                          "item_id", "mode"])
            for i, (workflow, a, b, n) in enumerate(handoffs):
                for k in range(n):
                    out.writerow([a, b, "2026-09-02 09:00", workflow,
                                  f"{i}-{k}", "auto"])
        self.run("import", "-q", name)
        return self


# ---- what is wanted --------------------------------------------------------

def shown(name):
    """As a map shows a name: control characters are blanks."""
    return re.sub(r"[\x00-\x1f\x7f]", " ", name)


def figures_of(program):
    """Handoffs by (workflow, edge), from `tuneup figures`."""
    rows = csv.DictReader(io.StringIO(program.run(
        "figures", "--period", "quarter", "--from", "2026-07-01", "--to",
        "2026-09-30")))
    return {(r["workflow"], r["step"]): float(r["value"]) for r in rows
            if r["metric"] == "handoffs" and r["step"] and r["value"] and
            r["period_start"] == "2026-07-01"}


def count_of(text):
    """Handoffs of a label: "294, 3.2 of 100" or its two lines."""
    number = re.split(r"<br\s*/?>|\n|, ", text)[0]
    return float(number.replace(",", "")) if number else 0.0


# ---- readers: ({id: name}, [(from, to, handoffs)]) --------------------------

def read_drawio(text):
    root = ET.fromstring(text)
    cells = root.findall(".//mxCell")
    ids = [c.get("id") for c in cells]
    assert len(ids) == len(set(ids)), "an id twice"
    steps, edges = {}, []
    for c in cells:
        for key in ("parent", "source", "target"):
            assert c.get(key) is None or c.get(key) in ids, c.attrib
        if c.get("edge"):
            edges.append((c.get("source"), c.get("target"),
                          count_of(c.get("value"))))
        elif "s" in (c.get("id") or ""):
            name = re.match(r"<b>(.*?)</b>", c.get("value"), re.S)[1]
            assert "<" not in name and ">" not in name, name
            steps[c.get("id")] = html.unescape(name)
            g = c.find("mxGeometry")
            assert all(float(g.get(k)) >= 0 for k in
                       ("x", "y", "width", "height"))
    overlaps(cells)
    return steps, edges


def overlaps(cells):
    """No two steps of a lane lie on each other."""
    boxes = [(c.get("parent"), *(float(c.find("mxGeometry").get(k)) for k in
                                 ("x", "y", "width", "height")))
             for c in cells if re.fullmatch(r"f\d+s\d+", c.get("id"))]
    for i, (p, x, y, w, h) in enumerate(boxes):
        for q, x2, y2, w2, h2 in boxes[:i]:
            assert p != q or x >= x2 + w2 or x2 >= x + w or \
                y >= y2 + h2 or y2 >= y + h, "two steps at one place"


def read_lucid(text):
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [int(r["Id"]) for r in rows] == list(range(1, len(rows) + 1))
    assert rows[0]["Name"] == "Page"
    by_id = {r["Id"]: r for r in rows}
    steps, edges = {}, []
    for r in rows:
        for key in ("Page ID", "Contained By", "Line Source",
                    "Line Destination"):
            assert not r[key] or r[key] in by_id, r
        if r["Name"] == "Process":
            assert by_id[r["Contained By"]]["Name"] == "Swim Lane"
            steps[r["Id"]] = r["Text Area 1"]
        elif r["Name"] == "Line":
            assert by_id[r["Line Source"]]["Name"] == "Process"
            assert by_id[r["Line Destination"]]["Name"] == "Process"
            edges.append((r["Line Source"], r["Line Destination"],
                          count_of(r["Text Area 1"])))
    return steps, edges


def entity(text):
    """Mermaid keeps #34; aside in a form of its own until it draws."""
    text = re.sub("ﬂ°°(\\d+)¶ß", lambda m: chr(int(m[1])), text)
    assert "ﬂ°" not in text, text
    return text


def read_mermaid(graph):
    assert graph["type"] == "flowchart-v2"
    steps = {i: entity(re.split(r"<br\s*/?>", t)[0])
             for i, t in graph["steps"]}
    assert all(n in steps for _, _, nodes in graph["flows"] for n in nodes)
    return steps, [(a, b, count_of(t or ""))
                   for a, b, t, _ in graph["edges"]]


def read_dot(path):
    """Graphviz says what it drew: the texts of nodes and edges of its SVG."""
    svg = subprocess.run(["dot", "-Tsvg", path], capture_output=True)
    if svg.returncode or svg.stderr.strip():
        sys.exit(f"dot: {svg.stderr.decode()}")
    root = ET.fromstring(svg.stdout)
    space = "{http://www.w3.org/2000/svg}"
    steps, edges = {}, []
    for g in root.iter(space + "g"):
        texts = ["".join(t.itertext()).replace("\xa0", " ")
                 for t in g.findall(space + "text")]
        title = g.findtext(space + "title")
        if g.get("class") == "node":
            steps[title] = texts[0]
        elif g.get("class") == "edge":
            a, b = title.split("->")
            edges.append((a, b, count_of(texts[0] if texts else "")))
    return steps, edges


# ---- checks ----------------------------------------------------------------

def check(what, found, names, edges):
    """names: those wanted, in any order; edges: {(from, to): handoffs}."""
    steps, lines = found
    got = sorted(steps.values())
    if names is not None and got != sorted(names):
        sys.exit(f"{what}: steps differ: "
                 f"{sorted(set(got) ^ set(names))[:6]}")
    for a, b, _ in lines:
        if a not in steps or b not in steps:
            sys.exit(f"{what}: an edge leads nowhere: {a} {b}")
    said = sorted(n for _, _, n in lines if n)
    if said != sorted(edges):
        sys.exit(f"{what}: handoffs differ: {said[:9]} {sorted(edges)[:9]}")
    print(f"{what}: {len(steps)} steps and {len(lines)} edges, ids resolve")


def mermaid(work, path):
    node = os.path.join(work, "npm")
    if not os.path.isdir(os.path.join(node, "node_modules", "mermaid")):
        os.makedirs(node, exist_ok=True)
        subprocess.run(["npm", "install", "--prefix", node, "--no-audit",
                        "--no-fund", "--silent", *PACKAGES], check=True)
    script = os.path.join(node, "map_graph.mjs")
    with open(os.path.join(HERE, "map_graph.mjs"), encoding="utf-8") as f, \
            open(script, "w", encoding="utf-8") as to:
        to.write(f.read())
    r = subprocess.run(["node", script, path], capture_output=True)
    if r.returncode:
        sys.exit(f"mermaid refuses {path}: {r.stderr.decode()[:2000]}")
    return read_mermaid(json.loads(r.stdout)[0])


def all_formats(program, what, names, work, plain, formula="reject"):
    edges = [v for v in figures_of(program).values() if v]
    check(f"{what}, drawio", read_drawio(program.run("map", "-f", "drawio")),
          names, edges)
    check(f"{what}, lucid", read_lucid(program.run(
        "map", "-f", "lucid", "--formula", formula)), None, edges)
    if plain:
        return
    path = os.path.join(work, "map")
    program.run("map", "-f", "dot", "-o", path + ".dot")
    check(f"{what}, dot", read_dot(path + ".dot"), names, edges)
    program.run("map", "-f", "mermaid", "-o", path + ".mmd")
    check(f"{what}, mermaid", mermaid(work, path + ".mmd"), names, edges)


def hostile(build, work, plain):
    """Steps and workflows that try to be something else."""
    program = Program(build, os.path.join(work, "map-hostile"))
    rows = [(name, name, HOSTILE[i - 1], 1 + i)
            for i, name in enumerate(HOSTILE)]
    program.story(rows)
    names = [shown(x) for w, a, b, _ in rows for x in (a, b)]
    content = ["Briefing", "Draft", "Adaptation", "Scheduling"]
    all_formats(program, "hostile names", content + names, work, plain,
                "raw")
    text = program.run("map", "-f", "lucid", "--formula", "raw")
    steps, _ = read_lucid(text)
    for name in names:
        if name not in steps.values():
            sys.exit(f"lucid lost {name!r}")


def formulas(build, work):
    """Refused by default; with an apostrophe when asked for."""
    for name in FORMULAS:
        program = Program(build, os.path.join(work, "map-formula"))
        program.story([("blog", name, "end", 1), ("blog", "end", "x", 1)])
        program.run("map", "-f", "lucid", code=65)
        found, _ = read_lucid(program.run("map", "-f", "lucid", "--formula",
                                          "prefix"))
        raw = [t for t in found.values() if re.match(r"[\s\u3000]*[=+\-@＝＠]",
                                                     t)]
        if raw:
            sys.exit(f"lucid lets {raw} through")
    print(f"lucid refuses {len(FORMULAS)} of {len(FORMULAS)} formulas")


def forty(build, work, plain):
    draw = random.Random(40)
    program = Program(build, os.path.join(work, "map-forty"))
    pairs = {}
    for i in range(39):
        pairs[f"step {i}", f"step {i + 1}"] = draw.randrange(1, 60)
    for _ in range(60):
        a, b = draw.randrange(40), draw.randrange(40)
        pairs[f"step {a}", f"step {b}"] = draw.randrange(1, 30)
    program.story([("chain", a, b, n) for (a, b), n in pairs.items()])
    names = [f"step {i}" for i in range(40)]
    all_formats(program, "40 steps", names +
                ["Briefing", "Draft", "Adaptation", "Scheduling"], work,
                plain)


def main(build, work, plain=None):
    build, work = os.path.abspath(build), os.path.abspath(work)
    os.makedirs(work, exist_ok=True)
    demo = Program(build, os.path.join(work, "map-demo"))
    subprocess.run(["rm", "-rf", demo.path], check=True)
    subprocess.run([demo.binary, "--as-of", AS_OF, "demo", demo.path],
                   check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    all_formats(demo, "demo", None, work, plain)
    hostile(build, work, plain)
    forty(build, work, plain)
    formulas(build, work)


main(*sys.argv[1:])
