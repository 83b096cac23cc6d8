#!/usr/bin/python3
"""What people write into the weekly workbook comes back, or is refused.

    readback.py BUILD [--formats]

A workspace with a list of members is published, its workbook filled in by
editing its XML, and read back. Each damaged or tampered workbook of the table
must be refused with its file and the sheet and cell, or the part, and nothing
of it kept. --formats: the same answers given in LibreOffice, by its own macro, and in
openpyxl read back the same, with rows sorted, columns inserted, sheets moved
and days as text. Prints what failed and "N passed, N failed".
"""
import datetime
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from office import Office  # noqa: E402
from workbook import Workbook  # noqa: E402

WEEK = "2026-W47"
NEXT = "2026-11-29"
DUE = 46360     # 2026-12-04 as a serial
passed = failed = 0


def check(name, holds, seen=""):
    global passed, failed
    passed += bool(holds)
    failed += not holds
    if not holds:
        print(f"== {name}\n{seen}")


def tuneup(*args, day=NEXT):
    done = subprocess.run([PROGRAM, "-C", "w", "--as-of", day, *args],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout.decode()


def sql(query):
    code, said = tuneup("sql", query)
    assert code == 0, said
    return said


def make_workspace():
    """The demo without what people said of the sample."""
    subprocess.run([PROGRAM, "demo", "w"], stdout=subprocess.DEVNULL,
                   check=True)
    rows = sql("SELECT id FROM import WHERE kind = 'verdicts'").split()
    tuneup("undo", rows[-1])
    code, said = tuneup("weekly", "--period", WEEK, day="2026-11-22")
    assert code == 0, said
    shutil.copy(f"w/reports/weekly_{WEEK}.xlsx", "plain.xlsx")


class Sheet:
    """Where the cells of one table are."""

    def __init__(self, book, name):
        self.name, self.row, self.col = book.header(name)
        self.ids = []
        while True:
            value = book.value(self.name, self.at("Id", len(self.ids)))
            if not value:
                break
            self.ids.append(value)

    def at(self, title, i):
        return f"{self.col[title]}{self.row + 1 + i}"


def filled():
    b = Workbook("plain.xlsx")
    d, s, h = (Sheet(b, n) for n in ("decisions_header", "sample_header",
                                     "hours_header"))
    for title, value in (("Decision", "A"), ("Owner", "Editor on duty"),
                         ("Due", DUE), ("Reason", "Largest gain"),
                         ("Note", "as agreed")):
        b.set(d.name, d.at(title, 1), value)
    b.set(d.name, d.at("Decision", 2), "need data")
    for i in range(4):
        b.set(s.name, s.at("Verdict", i), "borderline" if i else "relevant")
        b.set(s.name, s.at("Rating", i), 5 - i)
        b.set(s.name, s.at("Second reviewer", i), "relevant")
        b.set(s.name, s.at("Second rating", i), 4)
    b.set(h.name, h.at("Answer", 0), "quality work")
    b.set(h.name, h.at("Answer", 2), 35)
    return b, d, s, h


def save(name, data):
    with open(name, "wb") as f:
        f.write(data)


# ---- damaged and tampered ------------------------------------------------

def cells(b, d, s, h):
    """(name, change, words of the refusal), of cells."""
    def put(sheet, title, i, value):
        return lambda b: b.set(sheet.name, sheet.at(title, i), value)

    def raw(sheet, title, i, xml, kind):
        return lambda b: b.put(sheet.name, sheet.at(title, i), xml, kind)

    def case(name, sheet, title, i, value, *words):
        return (name, put(sheet, title, i, value),
                (f"{sheet.name}!{sheet.at(title, i)}:",) + words)

    n = len(d.ids)
    yield case("word", d, "Decision", 1, "Yes", "'Yes'", "one of A, ")
    yield case("letter not offered", d, "Decision", 1, "D", "one of")
    yield case("decision is a number", d, "Decision", 1, 1, "found '1'")
    yield case("owner unknown", d, "Owner", 1, "Nobody", "Editor on duty")
    yield case("owner is a number", d, "Owner", 1, 7, "one of")
    yield case("due before the report", d, "Due", 1, "2026-11-20",
               "a day after the report's, 2026-11-22")
    yield case("due on the report's day", d, "Due", 1, 46348, "a day after")
    yield case("due in words", d, "Due", 1, "next week", "a day after")
    yield case("due that is no day", d, "Due", 1, "2026-13-45", "a day")
    yield case("due far too large", d, "Due", 1, 1e12, "a day")
    yield case("due negative", d, "Due", 1, -3, "a day")
    yield case("due in the doubled days of 1900", d, "Due", 1, 59, "a day")
    yield case("reason", d, "Reason", 1, "because", "Too costly")
    yield case("note too long", d, "Note", 1, "x" * 5000, "at most")
    yield case("id changed", d, "Id", 1, "2026-W47-000000",
               "not to be changed")
    yield case("id twice", d, "Id", n - 1, d.ids[0], "not to be changed")
    yield case("id is a number", d, "Id", 1, 12, "expected the id")
    yield case("id with a control character", d, "Id", 1, "a\tb", "expected")
    yield ("id deleted", lambda b: b.drop(d.name, d.at("Id", 1)),
           (f"{d.name}!{d.at('Id', 1)}:", "id of this row is missing"))
    yield ("id deleted, nothing filled in",
           lambda b: b.drop(d.name, d.at("Id", 0)),
           (f"{d.name}!{d.at('Id', 0)}:", "is missing"))
    yield ("error in a decision", raw(d, "Decision", 1, "<v>#REF!</v>",
                                      ' t="e"'), ("'#REF!'", "one of A"))
    yield ("truth as a decision", raw(d, "Decision", 1, "<v>1</v>",
                                      ' t="b"'), ("'TRUE'", "one of A"))
    yield ("error in a note", raw(d, "Note", 1, "<v>#N/A</v>", ' t="e"'),
           ("a text",))
    yield ("truth as a date", raw(d, "Due", 1, "<v>1</v>", ' t="b"'),
           ("a day",))
    yield case("verdict", s, "Verdict", 0, "perfect", "cannot judge")
    yield case("verdict is a number", s, "Verdict", 0, 1, "relevant")
    yield case("second verdict", s, "Second reviewer", 3, "maybe", "relevant")
    yield case("rating 7", s, "Rating", 0, 7, "from 1 to 5")
    yield case("rating 0", s, "Rating", 0, 0, "from 1 to 5")
    yield case("rating 4.5", s, "Rating", 0, 4.5, "a whole number")
    yield case("rating in words", s, "Rating", 0, "good", "a whole number")
    yield case("second rating 6", s, "Second rating", 3, 6, "from 1 to 5")
    yield case("member changed", s, "Id", 0, s.ids[0] + "9", "drawn member")
    yield case("member twice", s, "Id", 1, s.ids[0], "a second time")
    yield case("hours", h, "Answer", 0, "holidays", "overtime avoided")
    yield case("minutes", h, "Answer", 2, 601, "from 0 to 600")
    yield case("minutes negative", h, "Answer", 2, -1, "from 0 to 600")
    yield case("minutes in words", h, "Answer", 2, "half an hour", "whole")
    yield case("week of the session", h, "Id", 2, "2019-W01-actual",
               "published report")
    yield case("answer to nothing", h, "Id", 0, "2026-W47-mood",
               "-hours, -planned or -actual")
    for title in ("Id", "Decision", "Owner"):
        yield (f"title {title} changed",
               lambda b, t=title: b.set(d.name, f"{d.col[t]}{d.row}", "Mine"),
               (f"{d.name}!", f"no column has the title '{title}'"))
    yield ("title twice", lambda b: b.set(d.name, f"{d.col['Note']}{d.row}",
                                          "Owner"),
           (f"{d.name}!{d.col['Note']}{d.row}:", "a second column"))


def parts(b, d, s, h):
    """(name, change, words of the refusal), of parts of the file."""
    sheet = b.sheet_part[d.name]
    book = "xl/workbook.xml"

    def name(name, ref):
        return lambda b: b.edit(book, r'(name="%s">)[^<]*' % name,
                                r"\g<1>" + ref)
    yield ("names removed", lambda b: b.edit(
        book, r"<definedNames>.*</definedNames>", ""),
        ("decisions_header, sample_header and hours_header",))
    yield "name to nothing", name("decisions_header", "#REF!"), ("#REF!",)
    yield ("name to another sheet", name("decisions_header",
                                         "Gone!$A$1:$B$1"), ("Gone",))
    yield ("name to a column", name("sample_header", "Sample!$A$1:$A$9"),
           ("sample_header", "no row of a sheet"))
    yield ("name twice", lambda b: b.edit(
        book, r"</definedNames>", '<definedName name="DECISIONS_HEADER">'
        "%s!$A$1:$C$1</definedName></definedNames>" % d.name),
        ("twice", "copied"))
    yield ("XML cut", lambda b: b.parts.update(
        {sheet: b.parts[sheet][:-40]}), (sheet, "line"))
    yield ("entities", lambda b: b.edit(
        sheet, r"(<worksheet)", r'<!DOCTYPE a [<!ENTITY b "c">]>\1'),
        (sheet, "document type"))
    yield ("sheet missing", lambda b: b.parts.pop(sheet), (sheet,))
    yield ("strings missing", lambda b: b.parts.pop(
        "xl/sharedStrings.xml"), ("sharedStrings",))
    yield ("strings cut", lambda b: b.parts.update(
        {"xl/sharedStrings.xml": b"<sst></sst>"}), ("shared text",))
    yield ("workbook missing", lambda b: b.parts.pop(book), (book,))
    yield ("relations missing", lambda b: b.parts.pop("_rels/.rels"),
           ("_rels/.rels",))
    yield ("not XML", lambda b: b.parts.update({sheet: b"\0\1\2"}), (sheet,))
    yield ("address", lambda b: b.edit(sheet, r'<c r="[A-Z]+\d+"',
                                       '<c r="ZZZZ1"'), (sheet,))


def flip(data, at):
    return data[:at] + bytes([data[at] ^ 0xff]) + data[at + 1:]


def files(data):
    """(name, bytes, words), of the file as a whole."""
    yield "empty", b"", ("no Excel workbook: it is empty", "read it back")
    yield "text", b"Id,Decision\n1,A\n", ("save it as Excel workbook (.xlsx)",)
    yield "old format", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504), \
        ("a password protects it", "(.xlsx) without a password")
    yield "PDF", b"%PDF-1.7\n", ("it is a PDF",)
    yield "cut", data[:len(data) // 2], ("not a whole workbook",)
    yield "last byte gone", data[:-1], ("not a whole workbook",)
    yield "a byte changed", flip(data, data.index(b"sheet1.xml") + 60), ("part",)


def refused(name, words):
    code, said = tuneup("readback", name)
    check(name, code == 65 and all(w in said for w in words + (name,)),
          f"{code}: {said}\nexpected {words}")


def tamper():
    b, *sheets = filled()
    for table in (cells, parts):
        for name, change, words in table(b, *sheets):
            copy = filled()[0]
            change(copy)
            file = name.replace(" ", "_").replace(",", "") + ".xlsx"
            save(file, copy.bytes())
            refused(file, words)
    for name, data, words in files(b.bytes()):
        file = name.replace(" ", "_") + ".xlsx"
        save(file, data)
        refused(file, words)


# ---- what comes back -------------------------------------------------------

COUNTS = ("SELECT (SELECT count(*) FROM decision), (SELECT count(*) FROM "
          "verdicts), (SELECT count(*) FROM import)")
TAKEN = "2 decisions, 8 verdicts, 1 session, 1 answer where the hours went"


def state():
    """All that a read-back can leave behind, without where it came from."""
    return (sql("SELECT proposal, choice, action, owner, due, reason, note FROM "
                "actions ORDER BY 1") +
            sql("SELECT sample_id, verdict, rating, rater, source FROM "
                "verdicts ORDER BY 1, 4") +
            sql("SELECT date, kind, planned_minutes, actual_minutes FROM "
                "sessions WHERE source = 'readback'") +
            sql("SELECT dimension FROM series WHERE metric = 'hours_where'"))


def come_back():
    """The file as filled in, and the state that it leaves."""
    b, d, s, h = filled()
    save("filled.xlsx", b.bytes())
    before = sql(COUNTS)
    code, said = tuneup("readback", "--dry-run", "filled.xlsx")
    check("dry run", code == 0 and TAKEN + " would be taken" in said and
          sql(COUNTS) == before, said)
    code, said = tuneup("readback", "filled.xlsx")
    check("taken", code == 0 and TAKEN + " taken" in said, said)
    after = sql(COUNTS)
    code, said = tuneup("readback", "filled.xlsx")
    check("twice", code == 0 and "nothing changed" in said and
          sql(COUNTS) == after, said)
    said = tuneup("actions", "--all")[1]
    check("actions", any(d.ids[1] in line and "2026-12-04" in line and
                         "Editor on duty" in line
                         for line in said.splitlines()), said)
    said = tuneup("facts", "--kind", "verdicts")[1]
    check("facts", said.count(WEEK) + said.count("2026-W45") >= 8, said)
    check("both rate", sql("SELECT count(*), sum(rating) FROM verdicts WHERE "
                           "rater = 'second reviewer'").split()[-2:] in
          (["4", "16"], ["4", "16.0"]), sql("SELECT rating, rater FROM "
                                            "verdicts"))
    code, said = tuneup("verify")
    check("verify", code == 0, said)
    return b, d, s, h


def edited(change, name):
    b, d, s, h = filled()
    change(b, d, s, h)
    save(name, b.bytes())
    return tuneup("readback", name)


def disagree(d):
    def other(b, d, s, h):
        b.set(d.name, d.at("Decision", 1), "Reject")
        b.set(d.name, d.at("Decision", 3), "Defer")
        b.set(s.name, s.at("Verdict", 0), "not relevant")
    b, d, s, h = filled()
    other(b, d, s, h)
    save("copy.xlsx", b.bytes())
    code, said = tuneup("readback", "filled.xlsx", "copy.xlsx")
    at = f"{d.name}!{d.at('Decision', 1)}"
    check("disputed", code == 65 and "filled.xlsx says A" in said and
          "copy.xlsx says reject" in said and at in said and
          "2 cells are disputed" in said, said)
    check("the rest is taken", "1 decision taken" in said and
          f"{d.ids[3]}: defer" in said, said)
    check("disputed cells are left", "A" in sql(
        f"SELECT choice FROM actions WHERE proposal = '{d.ids[1]}'"))
    code, said = tuneup("readback", "copy.xlsx")
    check("a copy after the other", code == 65 and
          "_r2.xlsx said A before" in said, said)
    code, said = tuneup("readback", "filled.xlsx", "copy.xlsx", "--take",
                        "copy.xlsx")
    check("--take", code == 0 and f"{d.ids[1]}: reject" in said, said)
    code, said = tuneup("readback", "filled.xlsx", "--take", "no.xlsx")
    check("--take of no file", code == 64, said)


def tolerate():
    """Changes that people and programs make to a file without meaning it."""
    def renamed(b, *_):
        b.edit("xl/workbook.xml", r'(<sheet name=")Decisions"', r'\1It&apos;s"')
        b.edit("xl/workbook.xml", r'(name="(decisions|hours)_header">)[^!]*!',
               r"\1'It''s'!", count=0)

    def year_1904(b, d, *_):
        b.edit("xl/workbook.xml", "<workbookPr", '<workbookPr date1904="1"')
        b.set(d.name, d.at("Due", 1), DUE - 1462)

    def day_as_text(b, d, *_):
        b.set(d.name, d.at("Due", 1), " 2026-12-04 ")

    def sorted_rows(b, d, *_):
        part = b.sheet_part[d.name]
        text = b.text(part)
        one, two = (re.search(r'<row r="%d".*?</row>' % (d.row + n), text,
                              re.S).group() for n in (1, 2))

        def moved(row, old, new):
            return re.sub(r' r="([A-Z]*)%d"' % old, r' r="\g<1>%d"' % new,
                          row)
        text = text.replace(one, "@").replace(
            two, moved(one, d.row + 1, d.row + 2)).replace(
            "@", moved(two, d.row + 2, d.row + 1))
        b.parts[part] = text.encode()

    def inserted_column(b, d, *_):
        def right(m):
            column = m.group(2)
            return m.group(1) + (chr(ord(column) + 1) if column > "D" else
                                 column) + m.group(3)
        b.parts[b.sheet_part[d.name]] = re.sub(
            r'(<c r=")([A-Z])(\d)', right,
            b.text(b.sheet_part[d.name])).encode()
        b.parts["xl/workbook.xml"] = re.sub(
            r"(_header\">'?%s'?![^<]*:\$)([A-Z])(\$)" % d.name, right,
            b.text("xl/workbook.xml")).encode()

    def google(b, d, *_):
        """As Google Sheets exports: one list of texts, every row with all
        cells and a height, its own namespaces, no protection, no rules, no
        properties; a day typed there is a serial with a time."""
        texts, index = [], {}

        def shared(m):
            attributes, inside = m.group(1), m.group(2)
            text = "".join(re.findall(r"<t[^>]*>(.*?)</t>", inside, re.S))
            if text not in index:
                index[text] = len(texts)
                texts.append(text)
            return (attributes.replace(' t="inlineStr"', "") +
                    f' t="s"><v>{index[text]}</v></c>')
        olds = b.strings
        b.set(d.name, d.at("Due", 1), DUE + 0.0)
        for part in [p for p in b.parts if p.startswith("xl/worksheets/s")]:
            text = b.text(part)
            text = re.sub(r'( t="s")><v>(\d+)</v></c>', lambda m:
                          ' t="inlineStr"><is><t>%s</t></is></c>' %
                          html.escape(olds[int(m.group(2))]), text)
            text = re.sub(r'(<c [^>]*t="inlineStr")>(<is>.*?</is>)</c>',
                          shared, text, flags=re.S)
            for gone in ("sheetProtection", "dataValidations", "dimension",
                         "pageSetup", "headerFooter", "drawing",
                         "tableParts", "rowBreaks"):
                text = re.sub(r"<%s\b(?:[^>]*/>|.*?</%s>)" % (gone, gone),
                              "", text, flags=re.S)
            text = re.sub(r'<row r="(\d+)"[^>]*?(/?)>', r'<row r="\1" '
                          r'ht="15.75" customHeight="1"\2>', text)
            text = text.replace("<worksheet ", '<worksheet xmlns:mx="http://'
                                'schemas.microsoft.com/office/mac/excel/2008/'
                                'main" xmlns:mv="urn:schemas-microsoft-com:'
                                'mac:vml" ', 1)
            b.parts[part] = text.encode()
        b.parts["xl/sharedStrings.xml"] = (
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006'
            '/main" count="%d" uniqueCount="%d">' % (len(texts), len(texts)) +
            "".join(f'<si><t xml:space="preserve">{t}</t></si>'
                    for t in texts) + "</sst>").encode()
        b.edit("xl/workbook.xml", r"<workbookPr[^>]*/>", "<workbookPr/>")
        for gone in [p for p in b.parts if p.startswith("docProps/")]:
            del b.parts[gone]

    def sheets_moved(b, *_):
        def last(m):
            first, *rest = re.findall(r"<sheet [^>]*/>", m.group(0))
            return "".join(["<sheets>", *reversed(rest), first, "</sheets>"])
        book = "xl/workbook.xml"
        b.parts[book] = re.sub(r"<sheets>.*</sheets>", last, b.text(book),
                               flags=re.S).encode()

    for name, change in (("sorted", sorted_rows),
                         ("inserted", inserted_column), ("renamed", renamed),
                         ("1904", year_1904), ("text day", day_as_text),
                         ("moved sheets", sheets_moved), ("Google", google)):
        os.rename("w", "kept")
        shutil.copytree("fresh", "w")
        code, said = edited(change, "filled.xlsx")
        check(name, code == 0 and TAKEN + " taken" in said, said)
        check(f"{name}: the same", state() == WANTED, state())
        shutil.rmtree("w")
        os.rename("kept", "w")


def backups():
    folder = os.path.join("w", "backups")
    return sorted(n for n in os.listdir(folder) if n.endswith(".db")) \
        if os.path.isdir(folder) else []


def made_anew(d):
    """A sheet made anew shows what was decided; the one filled in stays."""
    report = f"w/reports/weekly_{WEEK}.xlsx"
    again = f"w/reports/weekly_{WEEK}_r2.xlsx"
    shutil.copy("filled.xlsx", report)
    code, said = tuneup("weekly", "--period", WEEK)
    check("made anew", code == 0 and said.strip() == again, said)
    check("what was filled in stays", open(report, "rb").read() ==
          open("filled.xlsx", "rb").read())
    b = Workbook(again)
    sheet, hours = Sheet(b, "decisions_header"), Sheet(b, "hours_header")
    at = sheet.ids.index(d.ids[1])
    shown = [b.value(sheet.name, sheet.at(t, at)) for t in
             ("Decision", "Owner", "Due", "Reason", "Note")]
    check("shown again", shown == ["A", "Editor on duty", str(DUE),
                                   "Largest gain", "as agreed"], shown)
    shown = [b.value(hours.name, hours.at("Answer", i)) for i in range(3)]
    check("session again", shown == ["quality work", "30", "35"], shown)
    name, row, col = b.header("decisions_header")
    before, kept = sql(COUNTS), backups()
    for files in ((again,), (report, again)):
        code, said = tuneup("readback", *files)
        check("read back unchanged", code == 0 and "nothing changed" in said
              and "disputed" not in said and sql(COUNTS) == before, said)
    check("no backup without a change", backups() == kept, backups())
    code, said = tuneup("decide", d.ids[1], "defer")
    check("decided by command", code == 0, said)
    check("a backup before it", len(backups()) == len(kept) + 1, backups())
    before = sql(COUNTS)
    code, said = tuneup("readback", again)
    check("what it shows takes nothing back", code == 0 and
          "stays defer (command): A (" in said and sql(COUNTS) == before,
          said)
    code, said = tuneup("readback", again, "--take", again)
    check("--take takes it", code == 0 and "1 decision taken" in said, said)


def without_backup(d):
    """No change without a copy that can be trusted."""
    code, said = tuneup("decide", d.ids[1], "A")
    check("decided once more", code == 0, said)
    before = sql(COUNTS)
    shutil.move("w/backups", "w/kept")
    open("w/backups", "w").close()
    for args in (("decide", d.ids[2], "reject"),
                 ("done", d.ids[1], "--on", "2026-11-28"),
                 ("readback", "copy.xlsx", "--take", "copy.xlsx")):
        code, said = tuneup(*args)
        check(f"{args[0]} without a backup", code not in (0, 65) and
              "nothing was changed, because no backup" in said and
              sql(COUNTS) == before, f"{code}: {said}")
    os.remove("w/backups")
    shutil.move("w/kept", "w/backups")
    code, said = tuneup("done", d.ids[1], "--on", "2026-11-28")
    check("done", code == 0, said)
    code, said = tuneup("verify")
    check("verify at last", code == 0, said)


def refusals():
    code, said = tuneup("readback")
    check("no file", code == 64, said)
    code, said = tuneup("readback", "missing.xlsx")
    check("missing", code == 66 and "missing.xlsx" in said, said)
    code, said = tuneup("import", "filled.xlsx")
    check("import names readback", code == 65 and "tuneup readback" in said,
          said)
    code, said = tuneup("readback", "word.xlsx", "filled.xlsx")
    check("beside a refused one", code == 65 and "word.xlsx: Decisions!" in
          said and "nothing was taken from that file" in said, said)


# ---- other programs ----------------------------------------------------------

def typed():
    """What filled() writes, as (table, id, title, value)."""
    _, d, s, h = filled()
    yield "decisions_header", d.ids[1], "Decision", "A"
    yield "decisions_header", d.ids[1], "Owner", "Editor on duty"
    yield "decisions_header", d.ids[1], "Due", DUE
    yield "decisions_header", d.ids[1], "Reason", "Largest gain"
    yield "decisions_header", d.ids[1], "Note", "as agreed"
    yield "decisions_header", d.ids[2], "Decision", "Need data"
    for i in range(4):
        verdict = "borderline" if i else "relevant"
        yield "sample_header", s.ids[i], "Verdict", verdict
        yield "sample_header", s.ids[i], "Rating", 5 - i
        yield "sample_header", s.ids[i], "Second reviewer", "relevant"
        yield "sample_header", s.ids[i], "Second rating", 4
    yield "hours_header", h.ids[0], "Answer", "quality work"
    yield "hours_header", h.ids[2], "Answer", 35


def by_openpyxl(*also):
    """In the sheets of another program's model; also: what is done besides."""
    import openpyxl
    warnings.simplefilter("ignore")
    book = openpyxl.load_workbook("plain.xlsx")
    _, d, s, h = filled()
    tables = dict(zip(("decisions_header", "sample_header", "hours_header"),
                      (d, s, h)))
    for table, id, title, value in typed():
        sheet = tables[table]
        cell = book[sheet.name][sheet.at(title, sheet.ids.index(id))]
        if title == "Due" and "days" in also:
            value = datetime.datetime(1899, 12, 30) + \
                datetime.timedelta(value)
        cell.value = value
    if "sheets" in also:
        book.move_sheet(d.name, len(book.sheetnames) - 1)
        book.move_sheet(s.name, -2)
    if "sorted" in also:
        sheet, n = book[d.name], len(d.ids)
        rows = [[sheet.cell(d.row + 1 + i, c).value
                 for c in range(2, sheet.max_column + 1)] for i in range(n)]
        for i, row in enumerate(sorted(rows, key=lambda r: r[0],
                                       reverse=True)):
            for c, value in enumerate(row):
                sheet.cell(d.row + 1 + i, c + 2).value = value
    book.save("filled.xlsx")


def by_libreoffice(*also):
    def text(title, value):
        if title == "Due" and "text" in also:
            return " 2026-12-04"
        return value
    changes = [("set", table, id, title, text(title, value))
               for table, id, title, value in typed()]
    changes += [("sort", "decisions_header", "Id")] * ("sorted" in also)
    changes += [("sort", "sample_header", "Id")] * ("sorted" in also)
    changes += [("insert", "decisions_header", "Due"),
                ("insert", "sample_header", "Verdict")] * ("inserted" in also)
    changes += [("last", "decisions_header")] * ("sheets" in also)
    OFFICE.fill("plain.xlsx", changes, "filled.xlsx")


def again(*_):
    """What openpyxl saved, opened and saved by LibreOffice."""
    by_openpyxl()
    OFFICE.save_again("filled.xlsx", "again")
    shutil.copy("again/filled.xlsx", "filled.xlsx")


def other_way(*_):
    """What LibreOffice saved, opened and saved by openpyxl."""
    import openpyxl
    by_libreoffice()
    openpyxl.load_workbook("filled.xlsx").save("filled.xlsx")


def formats():
    global OFFICE
    OFFICE = Office(".")
    for program, also in (
            (by_openpyxl, ()), (by_openpyxl, ("days", "sheets")),
            (by_openpyxl, ("sorted",)), (by_libreoffice, ()),
            (by_libreoffice, ("text",)), (by_libreoffice, ("sorted",)),
            (by_libreoffice, ("inserted", "sheets")),
            (by_libreoffice, ("sorted", "inserted", "sheets", "text")),
            (again, ()), (other_way, ())):
        name = " ".join((program.__name__,) + also)
        program(*also)
        shutil.rmtree("w")
        shutil.copytree("fresh", "w")
        code, said = tuneup("readback", "filled.xlsx")
        check(name, code == 0 and TAKEN + " taken" in said, said)
        check(f"{name}: the same", state() == WANTED, state())


def main():
    global PROGRAM, WANTED
    PROGRAM = os.path.abspath(os.path.join(sys.argv[1], "tuneup"))
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        make_workspace()
        shutil.copytree("w", "fresh")
        before = sql(COUNTS)
        if "--formats" not in sys.argv:
            tamper()
            check("nothing of a refused file is kept", sql(COUNTS) == before)
        _, d, *_ = come_back()
        WANTED = state()
        if "--formats" in sys.argv:
            formats()
        else:
            tolerate()
            refusals()
            made_anew(d)
            disagree(d)
            without_backup(d)
        os.chdir("/")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
