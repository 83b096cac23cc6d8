#!/usr/bin/python3
"""Kill, SIGTERM and full disk at every write-side call of import (the first,
which makes the store, and one more), weekly, condense, decide, readback,
dispatch, and at every few of backup, restore, migrate, purge, run.

    tests/faults/faults.py BUILD [VERB...] [MODE...]

For every system call that changes the disk, counted in a run without faults,
the verb runs again in a fresh copy of the workspace with strace injecting

    kill     SIGKILL in the middle of the n-th call
    term     SIGTERM there: it ends by itself, with its work done or not
    once     ENOSPC at the n-th call
    ever     ENOSPC from the n-th call on

and then everything that a person relies on is checked:

    torn     verify finds the store or a listed report damaged, or a report
             stands under its name with other bytes than a whole run writes
    lost     the facts are neither those before nor those after, or answers
             changed and no backup has what was before
    doubled  an answer stands there twice
    silent   exit 0 although the result is not the whole one, or a non-zero
             exit without a message, or more than one line when stopped
    rerun    the same verb without faults does not reach the reference state,
             or leaves temporary files behind

Prints one line per verb and, last, "N passed, N failed" in points.
"""
import collections
import concurrent.futures
import contextlib
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

CALLS = ("openat", "write", "pwrite64", "fsync", "fdatasync", "ftruncate",
         "rename", "renameat", "renameat2", "unlink", "unlinkat", "mkdir",
         "mkdirat", "link", "linkat", "fchmod", "chmod", "fallocate")
MODES = ("kill", "term", "once", "ever")
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "../readback"))
from workbook import Workbook  # noqa: E402

AS_OF = "2026-11-22"
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))


def export(rows):
    """A small review log; the last weeks of one team."""
    out = ["item_id,reviewed_at,workflow,step,outcome,tool,item_type,"
           "correction_minutes,review_minutes,work_minutes"]
    for i in range(rows):
        day = 1 + i % 22
        outcome = ("usable", "light", "usable", "major", "usable")[i % 5]
        out.append(f"IT-{i:05d},2026-11-{day:02d}T{8 + i % 9:02d}:15:00,blog,"
                   f"draft,{outcome},Claude,article,{i % 7},{3 + i % 4},"
                   f"{40 + i % 20}")
    return "\n".join(out) + "\n"


def tree(folder):
    """name -> SHA-256 of every file that a reader could meet."""
    found = {}
    for at, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(at, name)
            with open(path, "rb") as f:
                found[os.path.relpath(path, folder)] = hashlib.sha256(
                    f.read()).hexdigest()
    return found


class Verb:
    """One command under test, and the states it may leave."""

    published = "reports/"      # where it writes files for others
    ends = (".xlsx", ".pdf")

    def __init__(self, tool, name, args, prepare, folder):
        self.tool, self.name, self.args = tool, name, args
        self.base = os.path.join(folder, name + "-base")
        os.makedirs(self.base)
        self.run(self.base, ["init"])
        prepare(self)
        self.before = self.facts(self.base)
        whole = os.path.join(folder, name + "-whole")
        shutil.copytree(self.base, whole)
        self.points = self.count(whole)
        self.after = self.facts(whole)
        self.reports = {k: v for k, v in tree(whole).items()
                        if k.startswith(self.published)}

    def run(self, where, args, wrap=()):
        return subprocess.run(
            [*wrap, self.tool, "-C", where, "--as-of", AS_OF, *args],
            stdin=subprocess.DEVNULL, capture_output=True, timeout=120)

    def must(self, where, args):
        r = self.run(where, args)
        if r.returncode:
            sys.exit(f"{self.name}: {args}: exit {r.returncode}: "
                     f"{r.stderr.decode()}")

    def facts(self, where):
        r = self.run(where, ["facts", "--kind", "corrections"])
        if r.returncode == 66 or not os.path.exists(
                os.path.join(where, "tuneup.db")):
            return "none"
        text = r.stdout.decode()
        # import numbers and lines may differ after a rerun
        return "\n".join(sorted(",".join(line.split(",")[3:])
                                for line in text.split("\n")[1:] if line)) \
            if r.returncode == 0 else f"exit {r.returncode}"

    def count(self, where):
        """The calls of a whole run: [(call, n)], most of any process."""
        log = where + ".trace"
        r = self.run(where, self.args, wrap=(
            "strace", "-f", "-qq", "-o", log, "-e",
            "trace=" + ",".join("?" + c for c in CALLS)))
        if r.returncode:
            sys.exit(f"{self.name}: exit {r.returncode}: {r.stderr.decode()}")
        counts = collections.Counter()
        with open(log, encoding="utf-8", errors="replace") as f:
            for line in f:
                m = re.match(r"(\d+) +(\w+)\(", line)
                if m and not ("openat" == m[2] and "O_CREAT" not in line
                              and "O_TMPFILE" not in line):
                    counts[m[1], m[2]] += 1
                elif m:
                    counts[m[1], m[2]] += 1     # numbering needs all opens
        most = collections.Counter()
        for (_, call), n in counts.items():
            most[call] = max(most[call], n)
        return [(call, n + 1) for call in CALLS for n in range(most[call])]

    def check(self, point, mode, folder):
        """Run with one fault; the list of what went wrong."""
        call, n = point
        where = os.path.join(folder, f"{self.name}-{call}-{n}-{mode}")
        shutil.copytree(self.base, where)
        inject = {"kill": f"{call}:signal=SIGKILL:when={n}",
                  "term": f"{call}:signal=SIGTERM:when={n}",
                  "once": f"{call}:error=ENOSPC:when={n}",
                  "ever": f"{call}:error=ENOSPC:when={n}+"}[mode]
        r = self.run(where, self.args, wrap=(
            "strace", "-f", "-qq", "-o", "/dev/null", "-e",
            "inject=" + inject, "-e", "trace=" + call))
        wrong = self.judge(where, r, call, mode)
        shutil.rmtree(where)
        return [f"{self.name} {call} #{n} {mode}: {w}" for w in wrong]

    def judge(self, where, r, call, mode):
        wrong = []
        verify = self.run(where, ["verify"])
        store = os.path.exists(os.path.join(where, "tuneup.db"))
        if store and verify.returncode:
            # An empty file may be left where the store was being made.
            if os.path.getsize(os.path.join(where, "tuneup.db")):
                wrong.append("torn: " + verify.stderr.decode().strip())
        facts = self.facts(where)
        if facts not in (self.before, self.after, "none") and \
                os.path.getsize(os.path.join(where, "tuneup.db")):
            wrong.append("lost: facts are neither old nor new: " + facts[:80])
        there = tree(where)
        for name, digest in self.reports.items():
            if name.endswith(self.ends) and name in there and \
                    there[name] != digest:
                wrong.append(f"torn: {name} is another file")
        if r.returncode == 0 and mode != "kill":
            missing = [k for k in self.reports if k not in there]
            if facts != self.after or missing:
                wrong.append(f"silent: exit 0, but {missing or 'old facts'}")
        elif r.returncode > 0 and not r.stderr.strip() and \
                not (call == "write" and mode == "ever"):
            # (where every write fails, the message's own write does too)
            wrong.append(f"silent: exit {r.returncode} without a message")
        elif mode == "term" and r.returncode in (143, -15):
            wrong += self.judge_stop(r, facts, there)
        elif r.returncode in (1, 2) or 128 <= r.returncode or \
                (r.returncode < 0 and mode != "kill"):
            wrong.append(f"crash: exit {r.returncode}: "
                         f"{r.stderr.decode()[-200:]}")
        again = self.run(where, self.args)
        if again.returncode:
            wrong.append(f"rerun: exit {again.returncode}: "
                         f"{again.stderr.decode().strip()}")
        elif self.facts(where) != self.after:
            wrong.append("rerun: other facts than without the fault")
        left = tree(where)
        for name, digest in self.reports.items():
            if name.endswith(self.ends) and left.get(name) != digest:
                wrong.append(f"rerun: {name} differs")
        for name in left:
            if name.startswith(self.published) and name.endswith(
                    self.ends) and name not in self.reports:
                wrong.append(f"rerun: doubled: {name}")
            if re.search(r"\.tmp|\.work|-journal$|\.new|\.tuneup-", name):
                wrong.append(f"rerun: left behind: {name}")
        return wrong


    def judge_stop(self, r, facts, there):
        """One line says so; before main() nothing was begun either."""
        text = r.stderr.decode()
        if r.returncode == -15:
            return ["crash: SIGTERM was not caught"] \
                if facts != self.before or text or any(
                    name not in there or there[name] != digest
                    for name, digest in tree(self.base).items()) else []
        if text.count("\n") != 1 or "stopped by SIGTERM" not in text:
            return [f"silent: stopped, but says {text!r}"]
        return []


class RunVerb(Verb):
    """Every step of an unattended run: an export of the inbox with late rows
    of a week that is published, so that one report is issued again and one is
    new. Its calls are many, so every few of them are tried."""

    EVERY = 30

    def count(self, where):
        points = super().count(where)
        rare = collections.Counter(call for call, _ in points)
        return [p for i, p in enumerate(points)
                if rare[p[0]] <= 6 or i % self.EVERY == 0]

    def run(self, where, args, wrap=()):
        day = getattr(self, "day", "2026-11-23")
        return subprocess.run(
            [*wrap, self.tool, "-C", where, "--as-of", day, *args],
            stdin=subprocess.DEVNULL, capture_output=True, timeout=120)

    def judge(self, where, r, call, mode):
        wrong = super().judge(where, r, call, mode)
        inbox = sorted(os.listdir(os.path.join(where, "inbox")))
        done = os.listdir(os.path.join(where, "inbox", "done"))
        if inbox != ["done"] or done != ["reviews.csv"]:
            wrong.append(f"rerun: inbox has {inbox}, done {done}")
        rows = self.run(where, [
            "sql", "--format", "csv", "SELECT report, period, file FROM "
            "report_run ORDER BY id"]).stdout.decode()
        if rows != self.rows:
            wrong.append("rerun: published " + rows.replace("\n", " "))
        with open(os.path.join(where, "last_run.json"),
                  encoding="utf-8") as f:
            if json.load(f)["exit"]:
                wrong.append("rerun: last_run.json says that it failed")
        return wrong


def prepare_run(verb):
    def drop(text):
        path = os.path.join(verb.base, "inbox", "reviews.csv")
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        os.utime(path, (1e9, 1e9))
    with open(os.path.join(verb.base, "tuneup.yaml"), "a",
              encoding="utf-8") as f:
        f.write("\ndeliver:\n  command: [sh, -c, 'cat >/dev/null']\n"
                "  from: a@b.example\n  to: [c@d.example]\n")
    lines = export(400).splitlines(True)
    drop("".join([lines[0]] + [x for x in lines[1:]
                               if "2026-11-09" <= x.split(",")[1][:10] <=
                               "2026-11-14"]))
    verb.day = "2026-11-16"
    verb.must(verb.base, ["run", "-q"])
    verb.day = "2026-11-23"
    shutil.rmtree(os.path.join(verb.base, "inbox", "done"))
    drop("".join([lines[0]] + [x for x in lines[1:]
                               if x.split(",")[1] >= "2026-11-15"]))
    verb.args = ["run", "-q"]
    verb.rows = ("report,period,file\n"
                 "weekly,2026-W46,weekly_2026-W46.xlsx\n"
                 "weekly,2026-W46,weekly_2026-W46_r2.xlsx\n"
                 "weekly,2026-W47,weekly_2026-W47.xlsx\n")


def prepare_import(verb):
    path = os.path.join(verb.base, "reviews.csv")
    with open(path, "w", encoding="utf-8") as f:
        f.write(export(400))
    old = os.path.join(verb.base, "old.csv")
    with open(old, "w", encoding="utf-8") as f:
        f.write(export(150).replace(",major,", ",light,"))
    verb.must(verb.base, ["import", "-q", old])
    verb.args = ["import", "-q", "REVIEWS"]


def prepare_weekly(verb):
    path = os.path.join(verb.base, "reviews.csv")
    with open(path, "w", encoding="utf-8") as f:
        f.write(export(400))
    verb.must(verb.base, ["import", "-q", path])


def prepare_condense(verb):
    """A year older, and many rows that say the same."""
    path = os.path.join(verb.base, "reviews.csv")
    with open(path, "w", encoding="utf-8") as f:
        f.write(re.sub(r",\d+,\d+,\d+\n", ",2,3,40\n", export(400)).replace(
            "2026-11-", "2025-03-"))
    verb.must(verb.base, ["import", "-q", path])


def prepare_decide(verb):
    """A report that proposes something, published and partly decided."""
    prepare_weekly(verb)
    with open(os.path.join(verb.base, "playbook.yaml"), "w",
              encoding="utf-8") as f:
        f.write("actions:\n  - id: prompt\n    text: Write it again\n"
                "    cause: output\n    when: rework above 5 %\n"
                "    owner: editor\n    setup: 0.1 h\n"
                "    reduction: 90 %\n")
    verb.must(verb.base, ["weekly"])
    offered = verb.run(verb.base, ["sql", "--format", "csv", "SELECT "
                       "max(proposal) FROM proposal WHERE id IN (SELECT "
                       "offered FROM proposal_option)"]).stdout.decode()
    proposal = offered.split("\n")[1].strip()
    if not proposal:
        sys.exit("decide: the report proposes nothing")
    verb.must(verb.base, ["decide", proposal, "defer"])
    verb.args = ["decide", proposal, "A", "--owner", "Editor on duty"]


class DecideVerb(Verb):
    """What may be lost or doubled here are answers. What changed has a copy
    of the store as it was before."""

    def facts(self, where):
        r = self.run(where, ["sql", "--format", "csv", "SELECT proposal, "
                             "choice, action, owner FROM decision ORDER BY "
                             "id"])
        return r.stdout.decode() if r.returncode == 0 else \
            f"exit {r.returncode}"

    @staticmethod
    def answers(path):
        """All that is in a store's table of answers; why it has none."""
        try:
            with contextlib.closing(sqlite3.connect(
                    f"file:{path}?mode=ro", uri=True)) as db:
                whole = db.execute("PRAGMA integrity_check").fetchall()
                if whole != [("ok",)]:
                    return f"damaged: {whole}"
                return db.execute("SELECT * FROM decision ORDER BY id"
                                  ).fetchall()
        except sqlite3.Error as e:
            return f"damaged: {e}"

    def judge(self, where, r, call, mode):
        self.run(where, ["verify"])     # takes a hot journal back
        wrong = self.judge_copies(where)
        return super().judge(where, r, call, mode) + wrong

    def judge_copies(self, where):
        folder = os.path.join(where, "backups")
        was = self.answers(os.path.join(self.base, "tuneup.db"))
        now = self.answers(os.path.join(where, "tuneup.db"))
        copies = [self.answers(os.path.join(folder, n))
                  for n in (os.listdir(folder) if os.path.isdir(folder)
                            else []) if n.startswith("tuneup-")]
        wrong = [f"torn: a backup is {c}" for c in copies
                 if isinstance(c, str)]
        if isinstance(now, str):
            return wrong + [f"torn: the store is {now}"]
        if now != was and was not in copies:
            wrong.append("lost: a change without a backup before it")
        if len(now) != len(set(map(tuple, now))) or \
                len(now) not in (len(was), len(was) + 1):
            wrong.append(f"doubled: {len(now)} answers, {len(was)} before")
        return wrong


def prepare_dispatch(verb):
    """An accepted decision that no system was told of."""
    prepare_decide(verb)
    verb.must(verb.base, verb.args)
    verb.args = ["dispatch", "--to", "asana"]


class DispatchVerb(Verb):
    """What was told is known, its file is there: once, whatever happens."""

    published = "outbox/"
    ends = (".csv",)

    def facts(self, where):
        r = self.run(where, ["sql", "--format", "csv", "SELECT item, change, "
                             "version FROM dispatch_item"])
        return r.stdout.decode() if r.returncode == 0 else \
            f"exit {r.returncode}"


def prepare_readback(verb):
    """The published workbook with a decision and a session filled in."""
    prepare_decide(verb)
    proposal = verb.args[1]
    book = Workbook(os.path.join(verb.base, "reports",
                                 "weekly_2026-W47.xlsx"))
    for name, title, ids in (
            ("decisions_header", "Decision", {proposal: "A"}),
            ("hours_header", "Answer", {"2026-W47-hours": "other projects",
                                        "2026-W47-actual": 25})):
        sheet, row, column = book.header(name)
        while True:
            row += 1
            value = book.value(sheet, f"{column['Id']}{row}")
            if not value:
                break
            if value in ids:
                book.set(sheet, f"{column[title]}{row}", ids[value])
    with open(os.path.join(verb.base, "filled.xlsx"), "wb") as f:
        f.write(book.bytes())
    verb.args = ["readback", "FILLED"]


class ReadbackVerb(DecideVerb):
    """Answers, and the facts that come with them: all or none."""

    def run(self, where, args, wrap=()):
        args = [os.path.join(where, "filled.xlsx") if a == "FILLED" else a
                for a in args]
        return super().run(where, args, wrap)

    def facts(self, where):
        r = self.run(where, ["sql", "--format", "csv", "SELECT kind, "
                             "actual_minutes FROM sessions UNION ALL SELECT "
                             "metric, dimension FROM series UNION ALL SELECT "
                             "file, kind FROM import"])
        return super().facts(where) + (
            r.stdout.decode() if r.returncode == 0 else
            f"exit {r.returncode}")


class UpkeepVerb(Verb):
    """The whole store is what may be lost; backups must be whole or absent.
    Their calls are many and alike, so every few of them are tried."""

    EVERY = 8

    def count(self, where):
        points = super().count(where)
        self.made = self.backups(where)
        rare = collections.Counter(call for call, _ in points)
        return [p for i, p in enumerate(points)
                if rare[p[0]] <= 8 or i % self.EVERY == 0]

    def run(self, where, args, wrap=()):
        args = [os.path.join(where, a[1:]) if a.startswith("@") else a
                for a in args]
        return super().run(where, args, wrap)

    def facts(self, where):
        r = self.run(where, ["sql", "--format", "csv", "SELECT day, item_id, "
                             "outcome FROM corrections UNION ALL SELECT what, "
                             "detail, '' FROM rewrite UNION ALL SELECT "
                             "choice, action, owner FROM decision"])
        return "".join(sorted(r.stdout.decode().splitlines(True))) \
            if r.returncode == 0 else f"exit {r.returncode}"

    def judge(self, where, r, call, mode):
        wrong = self.judge_backups(where, r, mode)
        return super().judge(where, r, call, mode) + wrong

    @staticmethod
    def backups(where):
        folder = os.path.join(where, "backups")
        return {name for name in (os.listdir(folder) if os.path.isdir(folder)
                                  else []) if name.startswith("tuneup-")}

    def try_backup(self, where, name):
        """As on another machine, in the zone it was made in."""
        with tempfile.TemporaryDirectory() as other:
            for file in ("tuneup.yaml", "people.key"):
                shutil.copy(os.path.join(where, file), other)
            edit(other, "Asia/Tokyo", "Europe/Berlin")
            return self.run(other, ["restore", "--dry-run",
                                    os.path.join(where, "backups", name)])

    def judge_backups(self, where, r, mode):
        """What has a backup's name can be restored; a whole run made one."""
        wrong = []
        names = self.backups(where)
        for name in names:
            check = self.try_backup(where, name)
            if check.returncode:
                wrong.append(f"torn: backup {name}: "
                             f"{check.stderr.decode().strip()}")
        if r.returncode == 0 and mode != "kill" and self.made - names:
            wrong.append(f"silent: exit 0, but no {self.made - names}")
        return wrong


def prepare_backup(verb):
    """Two decisions' worth of history, and one backup that is older."""
    prepare_decide(verb)
    verb.must(verb.base, ["backup"])
    verb.must(verb.base, ["decide", verb.args[1], "A"])
    verb.args = ["backup"]


def prepare_restore(verb):
    prepare_backup(verb)
    verb.args = ["restore", "@backups/tuneup-2026-11-22-1.db"]


def prepare_purge(verb):
    prepare_backup(verb)
    verb.args = ["purge", "--before", "2026-11-15"]


def prepare_zone(verb):
    prepare_weekly(verb)
    edit(verb.base, "Europe/Berlin", "Asia/Tokyo")
    verb.args = ["migrate", "--zone", "Asia/Tokyo"]


def edit(where, old, new):
    path = os.path.join(where, "tuneup.yaml")
    with open(path, encoding="utf-8") as f:
        text = f.read()
    with open(path, "w", encoding="utf-8") as f:
        f.write(text.replace(old, new))


def prepare_migrate(verb):
    """The store as the first version made it."""
    prepare_weekly(verb)
    db = sqlite3.connect(os.path.join(verb.base, "tuneup.db"))
    for table in ("rewrite", "dispatch_item", "dispatch_file", "dispatch"):
        db.execute(f"DROP TABLE {table}")
    db.execute("DELETE FROM meta WHERE key = 'people_key'")
    db.execute("PRAGMA user_version=1")
    db.commit()
    db.close()
    verb.args = ["migrate"]


class MigrateVerb(UpkeepVerb):
    """A store of the old version, or in the old zone, is none that verify
    reads: it is whole when the same command then goes through."""

    def judge(self, where, r, call, mode):
        if self.facts(where) != self.before:
            return super().judge(where, r, call, mode)
        wrong = self.judge_backups(where, r, mode)
        if r.returncode == 0 and mode != "kill":
            wrong.append("silent: exit 0, but nothing was migrated")
        if self.run(where, self.args).returncode:
            wrong.append("rerun: it does not go through")
        elif self.facts(where) != self.after:
            wrong.append("rerun: other facts than without the fault")
        return wrong


class ImportVerb(Verb):
    """The file lies in the workspace copy under test."""

    def run(self, where, args, wrap=()):
        args = [os.path.join(where, "reviews.csv") if a == "REVIEWS" else a
                for a in args]
        return super().run(where, args, wrap)


class FirstVerb(ImportVerb):
    """The store itself is new; it may be there without facts."""

    def facts(self, where):
        return super().facts(where) or "none"


def prepare_first(verb):
    prepare_import(verb)
    os.unlink(os.path.join(verb.base, "tuneup.db"))


VERBS = {
    "first": (FirstVerb, prepare_first),
    "import": (ImportVerb, prepare_import),
    "weekly": (Verb, prepare_weekly),
    "condense": (Verb, prepare_condense),
    "decide": (DecideVerb, prepare_decide),
    "readback": (ReadbackVerb, prepare_readback),
    "dispatch": (DispatchVerb, prepare_dispatch),
    "backup": (UpkeepVerb, prepare_backup),
    "restore": (UpkeepVerb, prepare_restore),
    "migrate": (MigrateVerb, prepare_migrate),
    "zone": (MigrateVerb, prepare_zone),
    "purge": (UpkeepVerb, prepare_purge),
    "run": (RunVerb, prepare_run),
}


def main():
    tool = os.path.abspath(os.path.join(sys.argv[1], "tuneup"))
    modes = [m for m in sys.argv[2:] if m in MODES] or MODES
    chosen = [v for v in sys.argv[2:] if v not in MODES] or list(VERBS)
    points = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        verbs = [kind(tool, name, [name], prepare, folder)
                 for name, (kind, prepare) in VERBS.items() if name in chosen]
        for verb in verbs:
            jobs = [(p, m) for p in verb.points for m in modes]
            with concurrent.futures.ThreadPoolExecutor(2) as pool:
                found = list(pool.map(
                    lambda job: verb.check(job[0], job[1], folder), jobs))
            kinds = collections.Counter(
                w.split(": ")[1] for ws in found for w in ws)
            for w in [w for ws in found for w in ws][:40]:
                print(w)
            print(f"{verb.name}: {len(jobs)} points, " + ", ".join(
                f"{kinds.get(k, 0)} {k}" for k in
                ("lost", "doubled", "torn", "silent", "crash", "rerun")))
            points += len(jobs)
            failed += sum(1 for ws in found if ws)
    print(f"{points - failed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
