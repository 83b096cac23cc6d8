"""The program, driven as a person would: a workspace, imports, facts."""
import csv
import datetime as dt
import io
import os
import re
import shutil
import subprocess
from decimal import ROUND_HALF_UP, Decimal

RATES = {"USD": Decimal("0.90"), "CAD": Decimal("0.65"),
         "JPY": Decimal("0.006")}
ACCOUNT = re.compile(r"^  ([\d,]+) rows? read = ([\d,]+) used \+ ([\d,]+) "
                     r"already there \+ ([\d,]+) totals \+ ([\d,]+) set aside",
                     re.M)
MONEY = ("revenue", "cost")
MEASURES = ("sends delivered impressions opens clicks conversions "
            "unsubscribes").split()


class Wrong(Exception):
    """What a test found."""


def same(what, wanted, got):
    if wanted != got:
        raise Wrong(f"{what}: wanted {wanted}, got {got}")


class Workspace:
    def __init__(self, build, path):
        self.binary = os.path.join(os.path.abspath(build), "tuneup")
        self.path = path
        shutil.rmtree(path, ignore_errors=True)
        os.makedirs(path)
        self.run("init")
        config = os.path.join(path, "tuneup.yaml")
        with open(config, encoding="utf-8") as f:
            text = re.sub(r"^currencies:.*\n", "", f.read(), flags=re.M)
        rates = ", ".join(f"{{code: {c}, rate: {r}}}"
                          for c, r in RATES.items())
        with open(config, "w", encoding="utf-8") as f:
            f.write(f"{text}\ncurrencies: [{rates}]\n")

    def call(self, *words, as_of="2026-11-22"):
        """(exit code, standard output, standard error)"""
        r = subprocess.run(
            [self.binary, "-C", self.path, "--as-of", as_of, *words],
            capture_output=True, text=True, encoding="utf-8", timeout=120,
            env=dict(os.environ, TZ="UTC", LC_ALL="C"))
        return r.returncode, r.stdout, r.stderr

    def run(self, *words, as_of="2026-11-22"):
        code, out, said = self.call(*words, as_of=as_of)
        if code:
            raise Wrong(f"tuneup {' '.join(words)}: {said.strip()}")
        return out

    def refused(self, *words):
        """The message of a command that leaves with 65."""
        code, out, said = self.call(*words)
        same(f"tuneup {' '.join(words)}: exit", 65, code)
        same("printed by what was refused", "", out)
        same("imports of what was refused", "0", self.one(
            "SELECT count(*) FROM import"))
        return said.strip()

    def sql(self, query):
        out = self.run("sql", "--format", "csv", query)
        return list(csv.DictReader(io.StringIO(out)))

    def one(self, query):
        return next(iter(self.sql(query)[0].values()))

    def facts(self, kind):
        out = self.run("facts", "--kind", kind)
        return list(csv.DictReader(io.StringIO(out)))

    def profiles(self):
        return {row["profile"] for row in self.sql("SELECT profile FROM import")}

    def days(self, row):
        day = dt.date.fromisoformat(row["day"])
        start = row["period_start"]
        return dt.date.fromisoformat(start) if start else day, day


def account(said):
    """The last one is the file's, also where it has several tables."""
    found = ACCOUNT.findall(said)
    if not found:
        raise Wrong(f"no account of rows in: {said}")
    read, *parts = (int(n.replace(",", "")) for n in found[-1])
    same("read is used + there + totals + aside", read, sum(parts))
    return (read, *parts)


def as_stored(kind, name, value, currency):
    """A figure in the unit the store keeps, half away from zero."""
    fine = kind == "series" or name in MONEY
    if currency in RATES and (name in MONEY or kind == "series" and
                              name in ("cost", "avg_cpc")):
        value = value * RATES[currency]
    return value.quantize(Decimal("0.000001" if fine else "0.001"),
                          ROUND_HALF_UP)
