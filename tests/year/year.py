#!/usr/bin/python3
"""A year of `tuneup run`, Monday after Monday.

    tests/year/year.py BUILD

The exports of 52 weeks (2027, Europe/Berlin) are dropped into inbox/ one after
the other. What goes wrong in it:

    weeks 20 to 22   nobody runs it; the Monday of week 24 finds four weeks
    week 30          killed again and again, at another moment each time
    week 35          the time sheet comes two weeks late: the run waits until
                     Tuesday, publishes without it on Wednesday, and issues
                     the week again when it is there
    28 March,        reviews in the hour that is skipped and in the one that
    31 October       comes twice
    every Monday     it runs a second time, which must change nothing

Then there must be 52 weekly, 12 monthly and 4 quarterly reports, none twice
and none missing, each as of its own last day; a second workspace that got the
same files without any of this has the same figures. Prints what it counted,
how the store grew, and "N passed, N failed".
"""
import datetime as dt
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import zipfile

FIRST = dt.date(2027, 1, 4)
WEEKS = 52
MISSED = range(20, 23)      # nobody runs it on the Mondays behind these
KILLED, LATE = 30, 35
REVIEWS = ("item_id,reviewed_at,workflow,step,outcome,tool,item_type,"
           "correction_minutes,review_minutes,work_minutes\n")
TIME = "date,minutes,workflow,activity,role\n"
HANDOFFS = ("from_step,to_step,sent_at,received_at,workflow,item_id,mode,"
            "status,component\n")


def monday(week):
    return FIRST + dt.timedelta(7 * (week - 1))


def reviews(week):
    out = [REVIEWS]
    for i in range(120):
        day = monday(week) + dt.timedelta(i % 7)
        when = f"{day}T{8 + i % 9:02d}:{i % 60:02d}:00"
        if i % 7 == 6:
            # also in the hours that summer time skips and repeats
            when = f"{day}T02:{i % 60:02d}:00"
        outcome = ("usable", "light", "usable", "major", "usable",
                   "usable", "light")[(i * week) % 7]
        out.append(f"IT-{week:02d}-{i:03d},{when},blog,draft,{outcome},"
                   f"Claude,article,{(i * week) % 9},{3 + i % 4},"
                   f"{40 + i % 20}\n")
    return "".join(out)


def time_sheet(week):
    return TIME + "".join(
        f"{monday(week) + dt.timedelta(i % 5)},{20 + i % 30},blog,"
        f"{('work', 'tuning', 'review')[i % 3]},editor\n" for i in range(30))


def handoffs(week):
    return HANDOFFS + "".join(
        f"draft,adapt,{monday(week) + dt.timedelta(i % 5)}T10:00:00,"
        f"{monday(week) + dt.timedelta(i % 5)}T1{1 + i % 5}:30:00,blog,"
        f"IT-{week:02d}-{i:03d},{'auto' if i % 4 else 'manual'},ok,\n"
        for i in range(40))


class Place:
    def __init__(self, tool, path):
        self.tool, self.path = tool, path
        os.makedirs(path)
        self.must("init")
        text = self.read("tuneup.yaml").replace(
            "#expect:",
            "expect:\n  - {source: canonical-corrections, by: Monday}\n"
            "  - {source: canonical-time, by: Tuesday}")
        self.write("tuneup.yaml", text)
        self.drop("calendar.csv", "date,event,kind,workflow\n"
                  f"{FIRST},AI workflows go live,go_live,\n", FIRST)

    def read(self, name):
        with open(os.path.join(self.path, name), encoding="utf-8") as f:
            return f.read()

    def write(self, name, text):
        path = os.path.join(self.path, name)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        return path

    def drop(self, name, text, when):
        stamp = dt.datetime(when.year, when.month, when.day).timestamp()
        os.utime(self.write("inbox/" + name, text), (stamp - 1e9, stamp - 1e9))

    def command(self, args, day):
        return [self.tool, "-C", self.path, "--as-of", str(day), *args]

    def run(self, *args, day=FIRST):
        p = subprocess.run(self.command(args, day), capture_output=True,
                           stdin=subprocess.DEVNULL, timeout=120)
        return p.returncode, p.stdout.decode(), p.stderr.decode()

    def must(self, *args, day=FIRST):
        code, out, err = self.run(*args, day=day)
        if code:
            sys.exit(f"{day} {args}: exit {code}: {err}")
        return out

    def kill(self, day, seconds):
        """SIGKILL after a while, its renderer too; True: it was in time."""
        p = subprocess.Popen(self.command(["run", "-q"], day),
                             stdin=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL,
                             start_new_session=True)
        try:
            p.wait(seconds)
            return False
        except subprocess.TimeoutExpired:
            os.killpg(p.pid, signal.SIGKILL)
            p.wait()
            return True

    def size(self):
        return os.path.getsize(os.path.join(self.path, "tuneup.db"))

    def query(self, sql):
        rows = self.must("sql", "--format", "csv", sql).strip().split("\n")
        return [tuple(r.split(",")) for r in rows[1:]]


class Checks:
    def __init__(self):
        self.good = self.bad = 0

    def same(self, what, got, want):
        if got == want:
            self.good += 1
            return
        self.bad += 1
        print(f"{what}: {got!r}\n  wanted {want!r}")


def front_page(place, name):
    with zipfile.ZipFile(os.path.join(place.path, "reports", name)) as z:
        return z.read("xl/sharedStrings.xml").decode()


def late_week(place, c):
    """The Monday to Wednesday behind week 35."""
    day = monday(LATE + 1)
    for wait in (day, day + dt.timedelta(1)):
        code, _, err = place.run("run", "-q", day=wait)
        c.same(f"{wait} waits", (code, err.count("\n"),
                                 "canonical-time" in err), (75, 1, True))
    place.must("run", "-q", day=day + dt.timedelta(2))
    c.same("the front page says what is missing", "exports of time" in
           front_page(place, f"weekly_2027-W{LATE}.xlsx"), True)


def year(tool, folder, c):
    place = Place(tool, os.path.join(folder, "year"))
    killed, sizes = 0, {}
    for week in range(1, WEEKS + 1):
        day = monday(week + 1)
        place.drop(f"reviews_{week:02d}.csv", reviews(week), day)
        place.drop(f"handoffs_{week:02d}.csv", handoffs(week), day)
        if week != LATE:
            place.drop(f"time_{week:02d}.csv", time_sheet(week), day)
        if week == LATE + 2:
            place.drop("time_late.csv", time_sheet(LATE), day)
        if week in MISSED:
            continue
        if week == LATE:
            late_week(place, c)
            continue
        for k in range(1, 40 if week == KILLED else 0):
            killed += place.kill(day, 0.012 * k)
        place.must("run", "-q", day=day)
        again = place.must("run", day=day)
        c.same(f"{day}: a second run publishes", re.findall(
            "published .*", again), [])
        if week % 13 == 0:
            sizes[week] = place.size()
    return place, killed, sizes


def quiet_year(tool, folder):
    """The same files, every one in time, in one run a week."""
    place = Place(tool, os.path.join(folder, "quiet"))
    for week in range(1, WEEKS + 1):
        day = monday(week + 1)
        for name, make in (("reviews", reviews), ("handoffs", handoffs),
                           ("time", time_sheet)):
            place.drop(f"{name}_{week:02d}.csv", make(week), day)
        place.must("import", "-q", *[
            os.path.join(place.path, "inbox", n) for n in sorted(
                os.listdir(os.path.join(place.path, "inbox")))], day=day)
        for name in os.listdir(os.path.join(place.path, "inbox")):
            os.remove(os.path.join(place.path, "inbox", name))
    return place


def last_day(report, period):
    if report in ("weekly", "health"):
        return monday(int(period[-2:])) + dt.timedelta(6)
    y = int(period[:4])
    month = int(period[-2:]) if report == "monthly" else 3 * int(period[-1])
    return dt.date(y + month // 12, month % 12 + 1, 1) - dt.timedelta(1)


def look(place, quiet, c):
    runs = place.query("SELECT report, period, file, as_of FROM report_run "
                       "ORDER BY id")
    first = [r for r in runs if not re.search(r"_r\d+\.", r[2])]
    again = sorted(r[2] for r in runs if re.search(r"_r\d+\.", r[2]))
    want = {"weekly": [f"2027-W{w:02d}" for w in range(1, WEEKS + 1)],
            "monthly": [f"2027-{m:02d}" for m in range(1, 13)],
            "quarterly": [f"2027-Q{q}" for q in range(1, 5)]}
    for report, periods in want.items():
        c.same(report, [r[1] for r in first if r[0] == report], periods)
    c.same("issued again", again, ["monthly_2027-08_r2.xlsx",
                                   f"weekly_2027-W{LATE}_r2.xlsx"])
    c.same("as of the last day", [r for r in runs if r[3] != str(
        last_day(r[0], r[1]))], [])
    files = json.loads(place.read("reports/manifest.json"))["files"]
    c.same("the manifest lists", sorted(f["file"] for f in files),
           sorted({r[2] for r in runs}))
    c.same("reports/ holds", sorted(os.listdir(os.path.join(
        place.path, "reports"))), sorted({r[2] for r in runs} |
                                         {"manifest.json"}))
    inbox = os.path.join(place.path, "inbox")
    c.same("inbox/", sorted(os.listdir(inbox)), ["done"])
    c.same("inbox/done", len(os.listdir(os.path.join(inbox, "done"))),
           3 * WEEKS + 1)
    c.same("verify", place.run("verify")[0], 0)
    c.same("the account of the last run", json.loads(place.read(
        "last_run.json"))["exit"], 0)
    c.same("check --max-age", place.run(
        "check", "--max-age", "8d", day=monday(WEEKS + 1))[0], 0)
    end = monday(WEEKS + 1) - dt.timedelta(1)
    for what in (("facts", "--kind", "corrections"), ("facts", "--kind",
                                                      "time")):
        got, ref = (sorted(",".join(line.split(",")[4:]) for line in
                           p.must(*what).split("\n")) for p in (place, quiet))
        c.same(f"{what} as in a quiet year", got == ref and len(got) > 999,
               True)
    got, ref = (p.must("figures", "--format", "csv", day=end)
                for p in (place, quiet))
    c.same("figures as in a quiet year", got == ref and len(got) > 9999, True)
    return runs


def main():
    tool = os.path.abspath(os.path.join(sys.argv[1], "tuneup"))
    c = Checks()
    with tempfile.TemporaryDirectory() as folder:
        place, killed, sizes = year(tool, folder, c)
        quiet = quiet_year(tool, folder)
        runs = look(place, quiet, c)
        counts = {}
        for r in runs:
            counts[r[0]] = counts.get(r[0], 0) + 1
        print("published:", ", ".join(f"{n} {k}" for k, n in counts.items()))
        print(f"killed {killed} times; the store after", ", ".join(
            f"{w} weeks {n // 1024} KiB" for w, n in sizes.items()))
        rows = place.query("SELECT sum(rows_read) FROM import")[0][0]
        print(f"rows imported: {rows}; the store without its reports' "
              f"figures {quiet.size() // 1024} KiB, "
              f"{quiet.size() / int(rows):.0f} bytes a row")
        c.same("killed in the middle", killed > 5, True)
    print(f"{c.good} passed, {c.bad} failed")
    sys.exit(c.bad > 0)


main()
