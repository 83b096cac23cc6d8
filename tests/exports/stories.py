"""Exports that come again: in another order, twice, with cells changed."""
import csv
import datetime as dt
import os
import shutil
import sqlite3
import zipfile

from program import Wrong, account, same
from readings import cells_of, mailchimp

WEEKS = ["ga4/psyteachr_pages_2021-08-22.csv",
         "ga4/psyteachr_pages_2021-08-29.csv"]
HEADING = "Published numbers that have changed"
NOTHING = "No number published before has changed."


def facts_without_line(space, kind):
    rows = [{k: v for k, v in row.items() if k not in ("import", "line")}
            for row in space.facts(kind)]
    return sorted(map(str, rows))


def figures(space, as_of):
    return [space.run("figures", "--period", period, as_of=as_of)
            for period in ("week", "month", "quarter")]


def weekly_files_in_any_order(new_space, shared, folder):
    """Two weekly files in both orders, each three times, the third time with
    one line more at its end: the same facts and figures."""
    found = []
    for files in (WEEKS, WEEKS[::-1]):
        space = new_space()
        for again in range(3):
            for name in files:
                path = os.path.join(shared, name)
                if again == 2:
                    path = os.path.join(folder, os.path.basename(name))
                    shutil.copy(os.path.join(shared, name), path)
                    os.chmod(path, 0o644)
                    with open(path, "a", encoding="utf-8") as f:
                        f.write("\r\n")
                said = space.run("import", path)
                if again == 1:
                    same("tables known again", 3,
                         said.count("already imported as import"))
                if again == 2:
                    read, used, there, _, _ = account(said)
                    same("used the third time", (0, read), (used, there))
        found.append((facts_without_line(space, "series"),
                      figures(space, "2021-09-10")))
        same("weeks that have facts", "2", space.one(
            "SELECT count(DISTINCT day) FROM series"))
        same("verify", 0, space.call("verify")[0])
    same("facts of both orders", *[facts for facts, _ in found])
    same("figures of both orders", *[rows for _, rows in found])


# Unique Id of the row, column, and what it says then. All are of 2019-W20.
CHANGES = {"f6689fb919": ("Unique Opens", "3"),
           "2f53242732": ("Unique Clicks", "9"),
           "50a7efd865": ("Unique Opens", "4700")}
CHANGED_DAYS = {dt.date(2019, 5, 17), dt.date(2019, 5, 19)}


def with_changes(path, out):
    header, *lines = cells_of(path, "utf-8")
    with open(out, "w", newline="", encoding="utf-8") as f:
        writer = csv.writer(f, lineterminator="\n")
        writer.writerow(header)
        for line in lines:
            column, value = CHANGES.get(line[header.index("Unique Id")],
                                        (None, None))
            if column:
                same("cell is another one", False,
                     line[header.index(column)] == value)
                line[header.index(column)] = value
            writer.writerow(line)


def open_rate(path):
    """Of 2019-W20 as the weekly prints it."""
    rows = [row.values for row in mailchimp(path).rows
            if dt.date(2019, 5, 13) <= row.last <= dt.date(2019, 5, 19)]
    opens, delivered = (sum(values[name] for values in rows)
                        for name in ("opens", "delivered"))
    return f"{100 * opens / delivered:.1f} %"


def versions(space):
    """{day: [(version, current, has bytes)]} of campaigns"""
    store = sqlite3.connect(os.path.join(space.path, "tuneup.db"))
    found = {}
    for day, *rest in store.execute(
            "SELECT day, version, current, data IS NOT NULL FROM segment "
            "LEFT JOIN segment_data ON segment = segment.id "
            "WHERE kind = 'campaigns' ORDER BY day, version"):
        found.setdefault(dt.date(1970, 1, 1) + dt.timedelta(day),
                         []).append(tuple(rest))
    store.close()
    return found


def restatement(text):
    """The line of a week's open rate, all work."""
    after = text.partition(HEADING)[2]
    lines = [" ".join(line.split()) for line in after.split("\n")
             if "2019-W20" in line and "Open rate" in line
             and "all work" in line]
    if len(lines) != 1:
        raise Wrong(f"no restatement of the open rate in: {after[:2000]}")
    return lines[0]


def changed_cells_are_restated(new_space, shared, folder):
    """A week is published; three cells of it change; three rows are replaced,
    the older days stay, the next weekly says which number is now another."""
    as_of, space = "2019-06-01", new_space()
    path = os.path.join(shared, "mailchimp/campaigns.csv")
    later = os.path.join(folder, "campaigns.csv")
    with_changes(path, later)
    space.run("import", path, as_of=as_of)
    space.run("weekly", "--period", "2019-W20", as_of=as_of)
    before = facts_without_line(space, "campaigns")
    same("nothing to restate yet", True, NOTHING in space.run(
        "show", "weekly", "--period", "2019-W21", as_of=as_of))

    said = space.run("import", later, as_of=as_of)
    same("account", (872, 3, 869, 0, 0), account(said))
    same("0 added, 3 replaced, 0 removed; 2 days changed", True,
         "0 added, 3 replaced, 0 removed; 2 days changed" in said)
    after = facts_without_line(space, "campaigns")
    same("facts that changed", (3, 3), (len(set(before) - set(after)),
                                        len(set(after) - set(before))))
    for day, found in versions(space).items():
        same(f"versions of {day}", [(1, 0, 1), (2, 1, 1)]
             if day in CHANGED_DAYS else [(1, 1, 1)], found)

    was, now = open_rate(path), open_rate(later)
    same("the open rate is another", False, was == now)
    same("restatement", f"2019-W20 Open rate all work {was} {now}",
         restatement(space.run("show", "weekly", "--period", "2019-W21",
                               as_of=as_of)))
    space.run("weekly", "--period", "2019-W21", as_of=as_of)
    book = os.path.join(space.path, "reports/weekly_2019-W21.xlsx")
    with zipfile.ZipFile(book) as f:
        text = "".join(f.read(n).decode("utf-8") for n in f.namelist()
                       if n.endswith(".xml"))
    same("the workbook says so", (True, False),
         (HEADING in text, NOTHING in text))

    space.run("undo", "2", as_of=as_of)
    same("facts after undo", before, facts_without_line(space, "campaigns"))
    same("verify", 0, space.call("verify")[0])


STORIES = [weekly_files_in_any_order, changed_cells_are_restated]
