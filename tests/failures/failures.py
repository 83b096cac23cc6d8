#!/usr/bin/python3
"""`tuneup run` when something is wrong, or when it is asked to end.

    tests/failures/failures.py BUILD [CASE...]

Each case begins with a copy of the same workspace: week 46 is published, an
export of week 47 lies in the inbox. One thing is broken, `tuneup run` runs,
and then is checked

    exit code        as RELIABILITY has it, and one line on standard error
    last_run.json    the same code, the step that failed, what to do
    the page         reports/FAILED_2026-W48.txt says what failed and what to
                     do, or there is none where nothing failed (waiting, lock)
    half published   every file that manifest.json lists is there with its
                     digest, no other report is, no temporary file is left
    mended           with the cause gone the next run publishes week 47 once,
                     exits 0 and takes the page away

The last cases send SIGTERM or SIGINT at a moment of the run; it ends within
seconds, and so do the programs it started.

Prints "N passed, N failed" in cases.
"""
import ctypes
import email
import email.policy
import fcntl
import hashlib
import json
import os
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "../readback"))
from workbook import Workbook  # noqa: E402

AS_OF = "2026-11-24"          # Tuesday of week 48
PAGE = "FAILED_2026-W48.txt"
HEAD = ("item_id,reviewed_at,workflow,step,outcome,tool,item_type,"
        "correction_minutes,review_minutes,work_minutes\n")
PR_CAPBSET_DROP = 24
DAC_OVERRIDE, DAC_READ_SEARCH = 1, 2


def export(first, days=5, tag=""):
    rows = []
    for i in range(40):
        outcome = ("usable", "light", "usable", "major", "usable")[i % 5]
        rows.append(f"IT-{first}{tag}-{i},2026-11-{first + i % days:02d}T"
                    f"{8 + i % 9:02d}:15:00,blog,draft,{outcome},Claude,"
                    f"article,{i % 7},{3 + i % 4},{40 + i % 20}\n")
    return HEAD + "".join(rows)


def plain_user():
    """Root may write everywhere; the run under test may not."""
    libc = ctypes.CDLL(None)
    for cap in (DAC_OVERRIDE, DAC_READ_SEARCH):
        libc.prctl(PR_CAPBSET_DROP, cap, 0, 0, 0)


class Place:
    """A workspace under test."""

    def __init__(self, tool, path):
        self.tool, self.path = tool, path
        self.before = {}

    def at(self, *names):
        return os.path.join(self.path, *names)

    def write(self, name, text, old=True):
        path = self.at(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        if old:
            os.utime(path, (1e9, 1e9))
        return path

    def read(self, name):
        with open(self.at(name), encoding="utf-8") as f:
            return f.read()

    def add(self, text):
        with open(self.at("tuneup.yaml"), "a", encoding="utf-8") as f:
            f.write("\n" + text)

    def config(self, old, new):
        text = self.read("tuneup.yaml")
        assert old in text, old
        self.write("tuneup.yaml", text.replace(old, new, 1))

    def start(self, *args, as_of=AS_OF, limit=None):
        def before():
            plain_user()
            if limit:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        return subprocess.Popen(
            [self.tool, "-C", self.path, "--as-of", as_of, *args],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, preexec_fn=before)

    def run(self, *args, **how):
        p = self.start(*args, **how)
        out, err = p.communicate(timeout=60)
        return p.returncode, out.decode(), err.decode()

    def must(self, *args, **how):
        code, out, err = self.run(*args, **how)
        if code:
            sys.exit(f"{args}: exit {code}: {err}")
        return out

    def reports(self):
        return sorted(n for n in os.listdir(self.at("reports"))
                      if n.endswith((".xlsx", ".pdf")))

    def digest(self, name):
        with open(self.at(name), "rb") as f:
            return hashlib.sha256(f.read()).hexdigest()

    def last_run(self):
        return json.loads(self.read("last_run.json"))


class Wrong(Exception):
    pass


def must_be(what, got, want):
    if got != want:
        raise Wrong(f"{what}: {got!r}, not {want!r}")


def must_say(what, text, *words):
    for word in words:
        if word not in text:
            raise Wrong(f"{what} does not say {word!r}: {text!r}")


def whole(place):
    """Nothing is half published and nothing is left behind."""
    manifest = json.loads(place.read("reports/manifest.json"))["files"]
    must_be("reports", place.reports(), sorted(m["file"] for m in manifest))
    for m in manifest:
        must_be(m["file"], place.digest("reports/" + m["file"]), m["sha256"])
    for at, dirs, names in os.walk(place.path):
        for name in dirs + names:
            if re.search(r"^\.tuneup-|^\.work$|-journal$|^tmp\.", name):
                raise Wrong(f"left behind: {os.path.join(at, name)}")


def failed_with(place, result, code, step, *words, page="reports/" + PAGE,
                more=0, title="FAILED"):
    """One failure as it must be seen."""
    got, _, err = result
    must_be("exit code", got, code)
    must_be("lines on standard error", err.count("\n"), 1)
    must_say("the line", err, "tuneup: run: " + step, *words)
    run = place.last_run()
    must_be("last_run.json exit", run["exit"], code)
    must_be("failures", len(run["failures"]), 1 + more)
    must_be("step", run["failures"][0]["step"], step)
    if not run["failures"][0]["todo"]:
        raise Wrong("last_run.json does not say what to do")
    must_be("page", run["page"], page)
    text = place.read(page)
    must_say("the page", " ".join(text.split()), "TUNEUP RUN " + title,
             f"exit {code}", "What to do: ", "What is not touched",
             "Who to ask", *words)
    # a path may be longer than a line
    if max(len(x) for x in text.split("\n") if " " in x[3:] and
           place.path not in x) > 78 or text.count("\n") > 60:
        raise Wrong("the page is no page: " + text)
    must_say("the line", err, page)


def mended(place, weekly="weekly_2026-W47.xlsx", **how):
    code, _, err = place.run("run", **how)
    must_be("exit when mended", (code, err), (0, ""))
    must_be("published once", place.reports().count(weekly), 1)
    must_be("pages", [n for n in os.listdir(place.at("reports")) +
                      os.listdir(place.path) if n.startswith("FAILED")], [])
    must_be("exit in last_run.json", place.last_run()["exit"], 0)
    rows = place.must("sql", "--format", "csv", "SELECT report, period, "
                      "count(*) FROM report_run GROUP BY 1, 2 HAVING "
                      "count(*) > 1")
    must_be("published twice", rows.count("\n"), 1)
    place.must("verify")
    whole(place)


# ---- the cases ---------------------------------------------------------------

def full_disk(p):
    store = p.at("tuneup.db")
    shutil.move(p.at("inbox/week47.csv"), p.at("week47.csv"))
    limit = 40 * 1024
    assert os.path.getsize(store) > limit
    failed_with(p, p.run("run", limit=limit), 74, "publish")
    must_be("reports", p.reports(), ["weekly_2026-W46.xlsx"])
    whole(p)
    shutil.move(p.at("week47.csv"), p.at("inbox/week47.csv"))
    mended(p)


def full_disk_at_the_store(p):
    before = p.digest("tuneup.db")
    limit = os.path.getsize(p.at("tuneup.db")) - 1
    p.write("inbox/week47.csv", export(16, tag="x" * 40) +
            export(16, tag="y" * 2000)[len(HEAD):])
    failed_with(p, p.run("run", limit=limit), 74, "import")
    must_be("store", p.digest("tuneup.db"), before)
    must_be("still there", os.listdir(p.at("inbox")), ["week47.csv"])
    whole(p)
    mended(p)


def no_font(p):
    p.write("templates/theme.yaml", "font: No Such Face\n")
    failed_with(p, p.run("run", as_of="2027-01-05"), 78, "publish",
                "No Such Face", page="reports/FAILED_2027-W01.txt", more=0)
    must_be("all but the PDFs", p.reports(), sorted(
        [f"weekly_2026-W{w}.xlsx" for w in range(46, 54)] +
        ["monthly_2026-11.xlsx", "monthly_2026-12.xlsx"]))
    whole(p)
    os.remove(p.at("templates/theme.yaml"))
    mended(p, as_of="2027-01-06")
    must_be("the PDF", "quarterly_2026-Q4.pdf" in p.reports(), True)


def broken_config(p):
    p.config("currency: EUR", "curency: EUR")
    failed_with(p, p.run("run"), 78, "configuration", "tuneup.yaml:",
                "curency")
    must_be("still there", os.listdir(p.at("inbox")), ["week47.csv"])
    whole(p)
    p.config("curency: EUR", "currency: EUR")
    mended(p)


def failing_for_days(p):
    p.config("currency: EUR", "curency: EUR")
    failed_with(p, p.run("run"), 78, "configuration")
    must_be("since", p.last_run()["failing_since"], AS_OF)
    failed_with(p, p.run("run", as_of="2026-11-26"), 78, "configuration")
    must_say("the page", p.read("reports/" + PAGE),
             "No run went well since 24 Nov 2026.")
    must_be("since", p.last_run()["failing_since"], AS_OF)
    p.config("curency: EUR", "currency: EUR")
    mended(p, as_of="2026-11-27")
    must_be("since", p.last_run()["failing_since"], None)
    p.config("currency: EUR", "curency: EUR")
    must_be("exit", p.run("run", as_of="2026-11-28")[0], 78)
    must_say("the page", p.read("reports/" + PAGE), "The last one that went "
             "well was that of 27 Nov 2026.")
    must_be("since", p.last_run()["failing_since"], "2026-11-28")
    p.config("curency: EUR", "currency: EUR")
    mended(p, as_of="2026-11-28")


def damaged_store(p):
    good = open(p.at("tuneup.db"), "rb").read()
    bad = bytearray(good)
    at = len(bad) // 2
    bad[at:at + 16384] = bytes(16384)
    open(p.at("tuneup.db"), "wb").write(bad)
    failed_with(p, p.run("run"), 65, "store")
    must_be("not touched", open(p.at("tuneup.db"), "rb").read(), bytes(bad))
    must_be("still there", os.listdir(p.at("inbox")), ["week47.csv"])
    whole(p)
    open(p.at("tuneup.db"), "wb").write(good)
    mended(p)


def locked_store(p):
    before = {n: p.digest(n) for n in ("tuneup.db", "reports/manifest.json")}
    with open(p.at("tuneup.db.lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        code, out, err = p.run("run")
    must_be("exit", (code, out, err.count("\n")), (75, "", 1))
    must_say("the line", err, "another run")
    must_be("nothing changed", before, {n: p.digest(n) for n in before})
    must_be("last_run.json", os.path.exists(p.at("last_run.json")), False)
    whole(p)
    mended(p)


def unreadable_file(p):
    os.chmod(p.write("inbox/secret.csv", export(16, tag="s")), 0)
    failed_with(p, p.run("run"), 66, "import", "secret.csv")
    must_be("refused", p.last_run()["refused"], ["secret.csv"])
    must_be("set apart", sorted(os.listdir(p.at("inbox/failed"))),
            ["secret.csv", "secret.csv.txt"])
    must_say("the text", p.read("inbox/failed/secret.csv.txt"),
             "secret.csv", "What to do")
    must_be("the rest is done", p.last_run()["published"],
            ["weekly_2026-W47.xlsx"])
    whole(p)
    mended(p)


def refused_file(p):
    p.write("inbox/bank.csv", "colour,weight\nred,3\n")
    p.write("inbox/failed/bank.csv", "an earlier one\n")
    failed_with(p, p.run("run"), 65, "import", "bank.csv")
    must_be("kept apart", sorted(os.listdir(p.at("inbox/failed"))),
            ["bank.csv", "bank_2.csv", "bank_2.csv.txt"])
    must_be("never replaced", p.read("inbox/failed/bank.csv"),
            "an earlier one\n")
    whole(p)
    mended(p)


def not_a_workbook_of_ours(p):
    p.write("inbox/plan.xlsx", "no workbook at all")
    failed_with(p, p.run("run"), 65, "read back", "plan.xlsx")
    must_be("set apart", sorted(os.listdir(p.at("inbox/failed"))),
            ["plan.xlsx", "plan.xlsx.txt"])
    whole(p)
    mended(p)


def filled(p, name, answer):
    """The published workbook as somebody filled it in."""
    book = Workbook(p.at("reports/weekly_2026-W46.xlsx"))
    sheet, row, column = book.header("hours_header")
    while book.value(sheet, f"{column['Id']}{row + 1}"):
        row += 1
        if book.value(sheet, f"{column['Id']}{row}") == "2026-W46-hours":
            book.set(sheet, f"{column['Answer']}{row}", answer)
    with open(p.at("inbox", name), "wb") as f:
        f.write(book.bytes())
    os.utime(p.at("inbox", name), (1e9, 1e9))


def copies_disagree(p):
    filled(p, "lead.xlsx", "other projects")
    filled(p, "office.xlsx", "more output")
    failed_with(p, p.run("run"), 65, "read back", "lead.xlsx", more=1)
    must_be("set apart", sorted(os.listdir(p.at("inbox/failed"))),
            ["lead.xlsx", "lead.xlsx.txt", "office.xlsx", "office.xlsx.txt"])
    must_say("the text", p.read("inbox/failed/office.xlsx.txt"), "--take")
    whole(p)
    shutil.rmtree(p.at("inbox/failed"))
    filled(p, "lead.xlsx", "other projects")
    mended(p)
    must_be("taken", p.last_run()["read_back"], ["lead.xlsx"])
    must_say("the store", p.must("facts", "--kind", "series"),
             "other projects")


def missing_source(p):
    p.config("#expect:", "expect:\n  - {source: mailchimp, by: Wednesday}")
    code, out, err = p.run("run")
    must_be("exit", (code, err.count("\n")), (75, 1))
    must_say("the line", err, "mailchimp", "until Wed 25 Nov")
    must_be("exit", p.last_run()["exit"], 75)
    must_be("no failure", p.last_run()["failures"], [])
    must_be("no page", os.path.exists(p.at("reports", PAGE)), False)
    must_be("no report", p.reports(), ["weekly_2026-W46.xlsx"])
    must_be("imported", p.last_run()["imported"], ["week47.csv"])
    whole(p)
    code, out, err = p.run("run", as_of="2026-11-26")
    must_be("past the day", (code, err), (0, ""))
    must_say("the result", out, "without Mailchimp campaign report")
    page = p.must("show", "weekly", "--period", "2026-W47",
                  as_of="2026-11-26")
    must_say("the front page", page.split("── Decisions")[0],
             "Missing: Mailchimp campaign report.")
    whole(p)
    mended(p, as_of="2026-11-26")


def hanging_deliver(p):
    p.add("deliver:\n  command: [sleep, '60']\n  from: a@b.example\n"
          "  to: [c@b.example]\n  limit: 1 s\n")
    begin = time.monotonic()
    failed_with(p, p.run("run"), 74, "deliver", "sleep")
    if time.monotonic() - begin > 15:
        raise Wrong("it was not stopped")
    must_be("published", p.last_run()["published"], ["weekly_2026-W47.xlsx"])
    must_be("outbox", p.read("undelivered.txt"), "weekly 2026-W47\n")
    whole(p)
    mail_arrives(p)
    mended(p)


def mail_arrives(p):
    """The next run delivers, once."""
    got = p.at("mail.eml")
    p.config("[sleep, '60']", f"[sh, -c, 'cat >>$0', {got}]")
    p.must("run")
    first = open(got, "rb").read()
    p.must("run")
    must_be("sent once", open(got, "rb").read(), first)
    mail = email.message_from_bytes(first, policy=email.policy.default)
    must_be("to", mail["to"], "c@b.example")
    must_be("files", [a.get_filename() for a in mail.iter_attachments()],
            ["weekly_2026-W47.xlsx"])
    must_be("bytes", [hashlib.sha256(a.get_content()).hexdigest()
                      for a in mail.iter_attachments()],
            [p.digest("reports/weekly_2026-W47.xlsx")])
    must_be("outbox", p.read("undelivered.txt"), "")


def failing_deliver(p):
    p.add("deliver:\n  command: [sh, -c, 'echo no route >&2; exit 1']\n"
          "  from: a@b.example\n  to: [c@b.example]\n")
    failed_with(p, p.run("run"), 65, "deliver", "no route")
    must_be("published", p.last_run()["published"], ["weekly_2026-W47.xlsx"])
    whole(p)
    p.config("'echo no route >&2; exit 1'", "'cat >/dev/null'")
    mended(p)


def no_such_program(p):
    p.add("deliver:\n  command: [/nowhere/sendmail, -t]\n"
          "  from: a@b.example\n  to: [c@b.example]\n")
    failed_with(p, p.run("run"), 66, "deliver", "/nowhere/sendmail")
    must_say("check", p.run("check")[1], "there is no program "
             "/nowhere/sendmail")
    whole(p)
    p.config("[/nowhere/sendmail, -t]", "[sh, -c, 'cat >/dev/null']")
    mended(p)


def unwritable_reports(p):
    os.rename(p.at("reports"), p.at("away"))
    p.write("reports", "a file\n")
    failed_with(p, p.run("run"), 73, "publish", page=PAGE)
    must_be("not replaced", p.read("reports"), "a file\n")
    os.remove(p.at("reports"))
    os.rename(p.at("away"), p.at("reports"))
    must_be("reports", p.reports(), ["weekly_2026-W46.xlsx"])
    whole(p)
    mended(p)


def link_in_inbox(p):
    victim = p.write("victim.csv", export(16, tag="v"))
    os.symlink(victim, p.at("inbox/link.csv"))
    before = p.digest("victim.csv")
    failed_with(p, p.run("run"), 66, "import", "link.csv", "symbolic link")
    must_be("not followed", p.digest("victim.csv"), before)
    must_be("set apart", sorted(os.listdir(p.at("inbox/failed"))),
            ["link.csv", "link.csv.txt"])
    must_be("not imported", p.must("facts", "--kind", "corrections").count(
        "16v-"), 0)
    whole(p)
    mended(p)


def newer_store(p):
    def version(n):
        with sqlite3.connect(p.at("tuneup.db")) as db:
            db.execute(f"PRAGMA user_version = {n}")
        db.close()
    with sqlite3.connect(p.at("tuneup.db")) as db:
        known = db.execute("PRAGMA user_version").fetchone()[0]
    db.close()
    version(99)
    before = p.digest("tuneup.db")
    failed_with(p, p.run("run"), 65, "store", "version")
    must_be("not touched", p.digest("tuneup.db"), before)
    whole(p)
    version(known)
    mended(p)


def children(pid):
    found = []
    for name in os.listdir("/proc"):
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8") as f:
                if int(f.read().rsplit(")", 1)[1].split()[1]) == pid:
                    found.append(int(name))
        except (OSError, IndexError, ValueError):
            continue
    return found


def killed_renderer(p):
    # Its first child; under a sanitizer the last one looks for leaks.
    run, killed = p.start("run"), False
    while not killed and run.poll() is None:
        for child in children(run.pid)[:1]:
            try:
                os.kill(child, signal.SIGKILL)
                killed = True
            except ProcessLookupError:
                pass
    out, err = run.communicate()
    failed_with(p, (run.returncode, out.decode(), err.decode()), 70,
                "publish", "signal 9")
    must_be("reports", p.reports(), ["weekly_2026-W46.xlsx"])
    whole(p)
    mended(p)


def read_only_store(p):
    before = p.digest("tuneup.db")
    os.chmod(p.at("tuneup.db"), 0o400)
    failed_with(p, p.run("run"), 73, "import")
    must_be("store", p.digest("tuneup.db"), before)
    must_be("still there", os.listdir(p.at("inbox")), ["week47.csv"])
    whole(p)
    os.chmod(p.at("tuneup.db"), 0o600)
    mended(p)


def failing_notify(p):
    p.write("inbox/bank.csv", "colour,weight\nred,3\n")
    p.add("notify:\n  command: ['false']\n  from: a@b.example\n"
          "  to: [c@b.example]\n")
    result = p.run("run")
    must_say("the line", result[2], "(and 1 more)")
    failed_with(p, result, 65, "import", "bank.csv", more=1)
    must_be("second", p.last_run()["failures"][1]["step"], "notify")
    must_say("the page", p.read("reports/" + PAGE), "notify", "nobody was "
             "told")
    whole(p)
    mended(p)


def notify_is_told(p):
    got = p.at("told.eml")
    p.write("inbox/bank.csv", "colour,weight\nred,3\n")
    p.add(f"notify:\n  command: [sh, -c, 'cat >$0', {got}]\n  from: a@b.example\n"
          "  to: [c@b.example, d@b.example]\n")
    failed_with(p, p.run("run"), 65, "import", "bank.csv")
    mail = email.message_from_binary_file(open(got, "rb"),
                                          policy=email.policy.default)
    must_be("to", mail["to"], "c@b.example, d@b.example")
    must_say("subject", mail["subject"], "tuneup run failed on 2026-11-24")
    must_be("text", mail.get_body().get_content().replace("\r\n", "\n"),
            p.read("reports/" + PAGE))
    mended(p)


def damaged_manifest(p):
    p.write("reports/manifest.json", "{ not json")
    failed_with(p, p.run("run"), 65, "publish", "manifest.json")
    must_be("reports", p.reports(), ["weekly_2026-W46.xlsx"])
    os.remove(p.at("reports/manifest.json"))
    # what is in no manifest is not ours any more: it stays as it is
    os.rename(p.at("reports/weekly_2026-W46.xlsx"), p.at("weekly46.xlsx"))
    mended(p)


# ---- asked to end ------------------------------------------------------------

def until(what, ready, run):
    """Wait for a moment of a run; one that ends before is too quick."""
    end = time.monotonic() + 60
    while not ready():
        if run.poll() is not None:
            raise Wrong(f"it ended before {what}: {run.communicate()}")
        if time.monotonic() > end:
            run.kill()
            raise Wrong(f"{what} never came")
        time.sleep(0.002)


def ended_by(run, sent=signal.SIGTERM, seconds=5):
    """One signal is enough, and it does not take long."""
    begin = time.monotonic()
    run.send_signal(sent)
    try:
        out, err = run.communicate(timeout=60)
    except subprocess.TimeoutExpired as late:
        run.kill()
        raise Wrong("it went on for a minute") from late
    if time.monotonic() - begin > seconds:
        raise Wrong(f"it took {time.monotonic() - begin:.1f} s to end")
    return run.returncode, out.decode(), err.decode()


def is_alive(pid):
    """One that ended and is not waited for yet is not."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as f:
            return f.read().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def stopped_with(place, result, step, done, sent=signal.SIGTERM, more=0):
    failed_with(place, result, 128 + sent, step,
                f"stopped by {sent.name}; done before that: {done}; ",
                "the next run goes on", more=more, title="STOPPED")
    must_be("last_run.json status", place.last_run()["status"], sent.name)


def large(p):
    rows = [export(16, tag=f"-{i}")[len(HEAD):] for i in range(2500)]
    return p.write("inbox/week47.csv", HEAD + "".join(rows))


def stop_in_import(p):
    # the journal: rows are on their way into the store
    large(p)
    before = p.digest("tuneup.db")
    run = p.start("run")
    until("a journal", lambda: os.path.exists(p.at("tuneup.db-journal")), run)
    stopped_with(p, ended_by(run), "import", "nothing")
    must_be("store", p.digest("tuneup.db"), before)
    must_be("still there", os.listdir(p.at("inbox")), ["week47.csv"])
    must_be("reports", p.reports(), ["weekly_2026-W46.xlsx"])
    whole(p)
    p.write("inbox/week47.csv", export(16))
    mended(p)


def stop_while_reading(p):
    # nothing was written yet: the file is looked at
    large(p)
    run = p.start("run")
    path = os.path.realpath(p.at("inbox/week47.csv"))
    until("the export", lambda: any(
        os.path.realpath(f"/proc/{run.pid}/fd/{n}") == path
        for n in os.listdir(f"/proc/{run.pid}/fd")), run)
    stopped_with(p, ended_by(run, signal.SIGINT), "import", "nothing",
                 signal.SIGINT)
    whole(p)
    p.write("inbox/week47.csv", export(16))
    mended(p)


def stop_in_rendering(p):
    # the renderer is held, so that it is still there
    run, child = p.start("run"), []

    def is_held():
        child[:] = children(run.pid)[:1]
        for pid in child:
            os.kill(pid, signal.SIGSTOP)
        return child
    until("a renderer", is_held, run)
    stopped_with(p, ended_by(run), "publish", "1 imported")
    must_be("the renderer", is_alive(child[0]), False)
    must_be("reports", p.reports(), ["weekly_2026-W46.xlsx"])
    must_be("taken", p.last_run()["imported"], ["week47.csv"])
    whole(p)
    mended(p)


def stop_in_deliver(p):
    # a program that takes its time, and one that it started
    p.add("deliver:\n  command: [sh, -c, 'sleep 61 & sleep 62']\n"
          "  from: a@b.example\n  to: [c@b.example]\n  limit: 10 min\n")
    run, started = p.start("run"), []

    def are_there():
        started[:] = children(run.pid)
        for pid in list(started):
            started.extend(children(pid))
        return p.reports() != ["weekly_2026-W46.xlsx"] and len(started) == 3
    until("the program", are_there, run)
    stopped_with(p, ended_by(run), "deliver", "1 imported, 1 published")
    must_be("its processes", [pid for pid in started if is_alive(pid)], [])
    must_be("published", p.last_run()["published"], ["weekly_2026-W47.xlsx"])
    must_be("outbox", p.read("undelivered.txt"), "weekly 2026-W47\n")
    whole(p)
    published = p.digest("reports/weekly_2026-W47.xlsx")
    p.config("'sleep 61 & sleep 62'", "'cat >/dev/null'")
    mended(p)
    must_be("the report", p.digest("reports/weekly_2026-W47.xlsx"), published)
    must_be("delivered", p.last_run()["delivered"], ["weekly_2026-W47.xlsx"])


def stop_after_a_failure(p):
    # what failed before is told, too; nobody is called any more
    p.write("inbox/bank.csv", "colour,weight\nred,3\n")
    os.utime(p.at("inbox/bank.csv"), (9e8, 9e8))
    p.add("deliver:\n  command: [sleep, '60']\n  from: a@b.example\n"
          "  to: [c@b.example]\n  limit: 10 min\nnotify:\n"
          f"  command: [touch, {p.at('told')}]\n  from: a@b.example\n"
          "  to: [c@b.example]\n")
    run = p.start("run")
    until("the program", lambda: os.path.exists(p.at("undelivered.txt"))
          and len(p.reports()) == 2 and children(run.pid), run)
    stopped_with(p, ended_by(run), "deliver", "1 imported, 1 published",
                 more=1)
    must_be("second", p.last_run()["failures"][1]["step"], "import")
    must_be("told", os.path.exists(p.at("told")), False)
    must_say("the page", p.read("reports/" + PAGE), "bank.csv")
    whole(p)
    p.config("[sleep, '60']", "[sh, -c, 'cat >/dev/null']")
    mended(p)


def stop_by_crontab(p):
    # `timeout` of the crontab sends its signal twice
    p.add("deliver:\n  command: [sleep, '60']\n  from: a@b.example\n"
          "  to: [c@b.example]\n  limit: 10 min\n")
    late = subprocess.run(
        ["timeout", "5", p.tool, "-C", p.path, "--as-of", AS_OF, "run", "-q"],
        stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    must_be("exit of timeout", late.returncode, 124)
    must_be("exit", p.last_run()["exit"], 143)
    must_be("lines", (late.stdout, late.stderr.count(b"\n")), (b"", 1))
    must_say("the line", late.stderr.decode(), "stopped by SIGTERM")
    whole(p)
    p.config("[sleep, '60']", "[sh, -c, 'cat >/dev/null']")
    mended(p)


def stop_while_waiting(p):
    before = {n: p.digest(n) for n in ("tuneup.db", "reports/manifest.json")}
    with open(p.at("tuneup.db.lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        run = p.start("run", "--wait", "600")
        until("the lock", lambda: any(
            os.path.realpath(f"/proc/{run.pid}/fd/{n}").endswith(".lock")
            for n in os.listdir(f"/proc/{run.pid}/fd")), run)
        code, out, err = ended_by(run)
    must_be("exit", (code, out, err.count("\n")), (143, "", 1))
    must_say("the line", err, "stopped by SIGTERM")
    must_be("nothing changed", before, {n: p.digest(n) for n in before})
    must_be("last_run.json", os.path.exists(p.at("last_run.json")), False)
    whole(p)
    mended(p)


def wait_for_another_run(p):
    with open(p.at("tuneup.db.lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        run = p.start("run", "--wait", "60")
        time.sleep(0.5)
    out, err = run.communicate(timeout=60)
    must_be("exit", (run.returncode, err), (0, b""))
    must_be("exit code of --wait", p.run("run", "--wait", "-1")[0], 64)
    mended(p)


CASES = [full_disk, full_disk_at_the_store, no_font, broken_config,
         failing_for_days,
         damaged_store, locked_store, unreadable_file, refused_file,
         not_a_workbook_of_ours, copies_disagree, missing_source, hanging_deliver,
         failing_deliver, no_such_program, unwritable_reports, link_in_inbox,
         newer_store, killed_renderer, read_only_store, failing_notify,
         notify_is_told, damaged_manifest, stop_in_import,
         stop_while_reading, stop_in_rendering, stop_in_deliver,
         stop_after_a_failure, stop_by_crontab, stop_while_waiting,
         wait_for_another_run]


def base(tool, folder):
    """Week 46 published, the export of week 47 in the inbox."""
    p = Place(tool, os.path.join(folder, "base"))
    os.makedirs(p.path)
    p.must("init")
    p.write("inbox/week46.csv", export(9))
    p.must("run", as_of="2026-11-16")
    os.remove(p.at("inbox/done/week46.csv"))
    os.rmdir(p.at("inbox/done"))
    os.remove(p.at("last_run.json"))
    must_be("the base", p.reports(), ["weekly_2026-W46.xlsx"])
    p.write("inbox/week47.csv", export(16))
    return p


def main():
    tool = os.path.abspath(os.path.join(sys.argv[1], "tuneup"))
    cases = [c for c in CASES if c.__name__ in sys.argv[2:]] or CASES
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        start = base(tool, folder)
        for case in cases:
            p = Place(tool, os.path.join(folder, case.__name__))
            shutil.copytree(start.path, p.path)
            try:
                case(p)
            except (Wrong, OSError, ValueError, KeyError) as wrong:
                bad += 1
                print(f"{case.__name__}: {type(wrong).__name__}: {wrong}")
            for name in ("reports", "inbox"):
                os.chmod(p.at(name), 0o700)
            shutil.rmtree(p.path)
    print(f"{len(cases) - bad} passed, {bad} failed")
    sys.exit(bad > 0)


main()
