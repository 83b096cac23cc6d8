#!/usr/bin/python3
"""What a reader that shows no pages is told, checked by other programs.

    pdf_structure.py MODEL.json REPORT.pdf

MODEL.json is `tuneup show quarterly --format json`. poppler's reading order
must be that of the model: every headline, sentence, item and cell follows the
one before it. qpdf's objects must fit together: each piece of content has one
tag and the way back to it, rows of a table are of one length, levels of
headings are not skipped, figures have their words, links lead to pages, and
nothing acts, fetches or claims to be PDF/A or PDF/UA.
"""
import base64
import json
import re
import subprocess
import sys
import unicodedata

ACTS = ("/AA", "/OpenAction", "/JavaScript", "/JS", "/URI", "/Launch",
        "/SubmitForm", "/EmbeddedFiles", "/GoToR", "/Metadata")
PAINTS = (b"TJ", b"Tj", b"S", b"f", b"B")
LEVEL = {"/H1": 1, "/H2": 2, "/H3": 3}


def fail(words):
    sys.exit(f"{sys.argv[2]}: {words}")


def run(*command):
    got = subprocess.run(command, capture_output=True, check=True)
    if got.stderr:
        fail(f"{command[0]} warns: {got.stderr.decode()}")
    return got.stdout


# ---- reading order ---------------------------------------------------------

# What pages cannot show is a box and letters there.
UNSHOWN = re.compile("[^\0-\u052f\u1e00-\u2bff\ufb00-\ufb04]+")


def bare(text):
    """As pages have it: capitals and blanks are a matter of looks."""
    text = unicodedata.normalize("NFC", text)
    return re.sub(r"[\s\u00ad\u200b-\u200f\ufe0f]", "", text).casefold()


def find(spoken, text, at):
    """Where text ends, from `at` on, or -1."""
    if not UNSHOWN.search(text):
        found = spoken.find(text, at)
        return found + len(text) if found >= 0 else -1
    pattern = "□[a-z]+".join(map(re.escape, UNSHOWN.split(text)))
    found = re.compile(pattern).search(spoken, at)
    return found.end() if found else -1


def cell_text(cell):
    return cell.get("text") or ""


def element_texts(e):
    kind = e["type"]
    if kind == "text":
        yield e["text"]
        return
    if kind != "tiles":
        yield e.get("title") or ""
    if kind == "tiles":
        for t in e["tiles"]:
            yield t["label"]
            yield t["text"]
    elif kind == "list":
        for item in e["items"]:
            yield item["big"]
            yield item["title"]
            yield item["body"]
        if not e["items"]:
            yield e["empty"]
    elif kind == "table":
        yield e["subtitle"] if e.get("title") else ""
        for row in e["rows"]:
            yield from map(cell_text, row)
        if not e["rows"]:
            yield e["empty"]
    elif kind == "chart":
        yield e["subtitle"] if e.get("title") else ""


def check_order(model, spoken):
    at = n = 0
    for part in model["parts"]:
        for e in part["elements"]:
            for text in element_texts(e):
                text = bare(text)
                end = find(spoken, text, at)
                if end < 0:
                    where = "nowhere" if find(spoken, text, 0) < 0 else \
                        "earlier"
                    fail(f"part {part['id']}, block {e['block']}: "
                         f"'{text[:80]}' is read {where}")
                at = end
                n += len(text) > 0
    return n


def spoken_text(path):
    out = run("pdfinfo", "-struct-text", path).decode("utf-8")
    said = re.findall(r'^ *"(.*)"$', out, re.M)
    return bare("".join(said))


# ---- objects ---------------------------------------------------------------

class File:
    def __init__(self, path):
        out = run("qpdf", "--json=2", "--json-stream-data=inline",
                  "--decode-level=generalized", path)
        self.objects = json.loads(out)["qpdf"][1]
        self.root = self.get(self.objects["trailer"]["value"]["/Root"])
        self.pages = []
        self.walk_pages(self.root["/Pages"])

    def get(self, x):
        while isinstance(x, str) and re.fullmatch(r"\d+ \d+ R", x):
            o = self.objects["obj:" + x]
            x = o.get("value", o)
        return x

    def walk_pages(self, ref):
        node = self.get(ref)
        if node["/Type"] == "/Page":
            self.pages.append(ref)
        for kid in node.get("/Kids", []):
            self.walk_pages(kid)

    def content(self, ref):
        """All streams of a page, decoded."""
        c = self.get(ref)["/Contents"]
        refs = c if isinstance(c, list) else [c]
        return b"\n".join(
            base64.b64decode(self.objects["obj:" + r]["stream"]["data"])
            for r in refs)


def check_actions(f):
    def walk(x):
        if isinstance(x, dict):
            for key, value in x.items():
                if key in ACTS or key == "/A" or value in ACTS:
                    fail(f"holds {key} {value}")
                walk(value)
        elif isinstance(x, list):
            for value in x:
                walk(value)
    for name, o in f.objects.items():
        walk({k: v for k, v in o.items() if k != "stream"})
        walk(o.get("stream", {}).get("dict", {}))


def check_catalogue(f):
    r = f.root
    for key in ("/StructTreeRoot", "/MarkInfo", "/Outlines", "/PageLabels",
                "/ViewerPreferences"):
        if key not in r:
            fail(f"the catalogue lacks {key}")
    if f.get(r["/MarkInfo"])["/Marked"] is not True:
        fail("not marked as tagged")
    if f.get(r["/ViewerPreferences"])["/DisplayDocTitle"] is not True:
        fail("its title is not shown")
    if not re.fullmatch(r"u:[a-z]{2}(-[A-Z]{2})?", r["/Lang"]):
        fail(f"its language is {r.get('/Lang')}")


def marks_of(f, page):
    """Numbers of content on a page; nothing is painted outside a mark."""
    depth, numbers = 0, []
    for line in f.content(page).split(b"\n"):
        if line.endswith((b"BDC", b"BMC")):
            depth += 1
            got = re.search(rb"/MCID (\d+)", line)
            if got:
                if depth != 1:
                    fail("content with a tag lies inside another mark")
                numbers.append(int(got.group(1)))
        elif line.endswith(b"EMC"):
            depth -= 1
        elif depth < 1 and line.rsplit(b" ", 1)[-1] in PAINTS:
            fail(f"something is painted without a mark: {line[-40:]}")
    if depth:
        fail("a mark does not end")
    if numbers != list(range(len(numbers))):
        fail("numbers of content do not count up")
    return numbers


class Tree:
    def __init__(self, f):
        self.f = f
        self.owner = {}         # (page, number) -> element
        self.links = {}         # annotation -> element
        self.count = {}
        self.level = 0
        root = f.get(f.root["/StructTreeRoot"])
        self.back = dict(self.pairs(root["/ParentTree"]))
        self.walk(root["/K"], f.root["/StructTreeRoot"])

    def pairs(self, ref):
        node = self.f.get(ref)
        nums = node.get("/Nums", [])
        yield from zip(nums[::2], nums[1::2])
        for kid in node.get("/Kids", []):
            yield from self.pairs(kid)

    def own(self, page, number, ref):
        if (page, number) in self.owner:
            fail(f"content {number} has two tags")
        self.owner[page, number] = ref

    def walk(self, ref, parent):
        e = self.f.get(ref)
        kind = e["/S"]
        if e["/P"] != parent:
            fail(f"{kind} {ref} names another parent")
        self.count[kind] = self.count.get(kind, 0) + 1
        self.check(kind, e)
        kids = e.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            if isinstance(kid, int):
                self.own(e["/Pg"], kid, ref)
            elif isinstance(kid, dict) and kid["/Type"] == "/MCR":
                self.own(kid["/Pg"], kid["/MCID"], ref)
            elif isinstance(kid, dict):
                self.links[kid["/Obj"]] = ref
            else:
                self.walk(kid, ref)

    def check(self, kind, e):
        if kind == "/Figure" and len(e.get("/Alt", "u:")) < 6:
            fail("a figure has no words")
        if kind in LEVEL:
            if LEVEL[kind] > self.level + 1:
                fail(f"{kind} follows level {self.level}")
            self.level = LEVEL[kind]
        if kind == "/Table":
            self.check_table(e)

    def check_table(self, table):
        rows = [self.f.get(r) for r in table["/K"]]
        cells = [[self.f.get(c) for c in r["/K"]] for r in rows]
        if len({len(r) for r in cells}) != 1:
            fail("rows of a table are of several lengths")
        if any(c["/S"] != "/TH" or c["/C"] != "/column" for c in cells[0]):
            fail("a table does not begin with header cells")
        for r in cells[1:]:
            if any(c.get("/C") == "/column" for c in r):
                fail("a table has its header twice")


def check_tree(f):
    tree = Tree(f)
    n = 0
    for page in f.pages:
        back = f.get(tree.back[f.get(page)["/StructParents"]])
        numbers = marks_of(f, page)
        if len(back) != len(numbers):
            fail("the way back has another length than the page")
        for number in numbers:
            if tree.owner.pop((page, number), None) != back[number]:
                fail(f"content {number} is not where its tag says")
            n += 1
        for ref in f.get(page).get("/Annots", []):
            check_link(f, tree, ref)
    if tree.owner:
        fail("a tag has content that is on no page")
    if tree.count.get("/H1", 0) < tree.count["/Sect"]:
        fail("a part has no heading")
    return n, tree


def check_link(f, tree, ref):
    a = f.get(ref)
    if a["/Subtype"] != "/Link" or f.get(a["/Dest"])[0] not in f.pages:
        fail("an annotation is no link to a page")
    if tree.links.get(ref) != tree.back[a["/StructParent"]]:
        fail("a link has no tag")


def check_outline(f):
    def walk(node):
        n = 0
        ref = node.get("/First")
        while ref:
            kid = f.get(ref)
            if f.get(kid["/Dest"])[0] not in f.pages or \
                    not kid["/Title"].strip("u:"):
                fail("a bookmark leads nowhere")
            n += 1 + walk(kid)
            ref = kid.get("/Next")
        return n
    return walk(f.get(f.root["/Outlines"]))


def main():
    with open(sys.argv[1], encoding="utf-8") as source:
        model = json.load(source)
    f = File(sys.argv[2])
    check_actions(f)
    check_catalogue(f)
    marks, tree = check_tree(f)
    marked = check_outline(f)
    if tree.count["/Sect"] != len(model["parts"]):
        fail("parts of the report and of the tree differ")
    texts = check_order(model, spoken_text(sys.argv[2]))
    print(f"{texts} texts are read in their order; {marks} pieces of content "
          f"have their tag; {tree.count['/Table']} tables, "
          f"{tree.count.get('/Figure', 0)} figures, {len(tree.links)} links, "
          f"{marked} bookmarks")


main()
