"""One export: what the program stored against the second reading."""
import os
from decimal import Decimal

from program import MEASURES, MONEY, account, as_stored, same
from readings import sums


def add(into, key, name, value):
    cell = into.setdefault(key, {})
    cell[name] = cell.get(name, 0) + value


def campaigns_stored(space, named):
    found = {}
    for row in space.facts("campaigns"):
        key = (*space.days(row), row["campaign"] if named else None)
        for name in (*MEASURES, *MONEY):
            if row[name]:
                add(found, key, name, Decimal(row[name]))
    return found


def series_stored(space):
    found = {}
    for row in space.facts("series"):
        key = (*space.days(row), row["dimension"])
        same(f"facts of {row['metric']}, {key}", False,
             row["metric"] in found.get(key, ()))
        add(found, key, row["metric"], Decimal(row["value"]))
    return found


def read_again(reading):
    """By days and name, as campaigns add up; a series may say the same
    figure twice, but not two figures."""
    found = {}
    for row in reading.rows:
        name = row.name if row.name is None else row.name.strip()
        key = row.first, row.last, name
        for column, value in row.values.items():
            value = as_stored(reading.kind, column, value, reading.currency)
            if reading.kind == "campaigns":
                add(found, key, column, value)
            else:
                before = found.setdefault(key, {}).setdefault(column, value)
                same(f"{column} of {key}", before, value)
    return found


def control_sums(cells):
    found = {}
    for cell in cells.values():
        for name, value in cell.items():
            found[name] = found.get(name, 0) + value
    return found


def is_sum(reading, values):
    """Do the rows add up to it, within the rounding of its digits?"""
    rows = sums(reading.rows)
    for name, value in values.items():
        places = -value.as_tuple().exponent
        slack = (Decimal(len(reading.rows) + 1) * Decimal(10) ** -places / 2
                 if places else 0)
        if abs(value - rows[name]) > slack:
            return False
    return True


def check_totals(case, reading, said):
    """Which total rows are the sum of the rows, and that import says so."""
    equal = [title for title, values in reading.totals
             if is_sum(reading, values)]
    same("total rows that are the sum", list(case.total), equal)
    if reading.totals and reading.kind == "campaigns":
        same("what import says of totals", True,
             f"{len(equal)} of {len(reading.totals)} total rows are the sum "
             "of the rows" in said)
    for line in said.split("\n"):
        if "is not the sum" in line:
            same(f"{line.strip()}: it names the total row", True, any(
                title.split(", ")[0] in line for title, _ in reading.totals))


def check(space, shared, case):
    """Import and compare; the words of a line for the table."""
    path, words = os.path.join(shared, case.path), []
    if case.refused:
        said = space.refused("import", path)
        same(f"the refusal {said!r} says why", True, case.refused in said)
        if not case.profile:
            return None, said, {}, {}
        words = ["--period", "..".join(map(str, case.period))]
    tried = space.run("import", "--dry-run", *words, path)
    found = account(space.run("import", *words, path))
    same("profiles", {case.profile}, space.profiles())
    same("read, used, there, totals, aside", case.account, found)

    reading = case.read(path)
    rows = (len(reading.rows) if reading.kind == "campaigns" else
            sum(len(row.values) for row in reading.rows))
    same("rows of the second reading", found[1:],
         (rows - found[2], found[2], len(reading.totals), reading.unread))
    check_totals(case, reading, tried)

    wanted = read_again(reading)
    named = reading.rows[0].name is not None
    stored = (campaigns_stored(space, named) if reading.kind == "campaigns"
              else series_stored(space))
    same("days and names", sorted(map(str, wanted)), sorted(map(str, stored)))
    for key, cell in wanted.items():
        same(f"figures of {key}", cell, stored[key])
    return case.profile, found, control_sums(stored), control_sums(wanted)
