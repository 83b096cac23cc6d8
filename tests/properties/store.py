"""The program, driven as a person would: workspaces, imports, figures."""
import csv
import io
import os
import shutil
import subprocess

from story import AS_OF, COLUMNS

DIMS = ("workflow", "step", "tool", "item_type", "channel", "campaign",
        "segment", "prompt_version", "component", "input", "field", "skill")


class Refused(Exception):
    pass


class Programs:
    """Makes a store in a folder of its own, as often as it is asked."""

    def __init__(self, build, folder):
        self.binary = os.path.join(os.path.abspath(build), "tuneup")
        self.folder, self.made = folder, 0

    def store(self, story):
        self.made += 1
        path = os.path.join(self.folder, str(self.made))
        os.makedirs(path)
        for name, text in (("tuneup.yaml", story.team),
                           ("workflows.yaml", story.workflows)):
            with open(os.path.join(path, name), "w", encoding="utf-8") as f:
                f.write(text)
        key = os.path.join(path, "people.key")
        with open(key, "wb") as f:
            f.write(b"pseudonyms of nobody who is real")
        os.chmod(key, 0o600)
        return Store(self.binary, path)

    def demo(self):
        """The workspace that `tuneup demo` makes."""
        self.made += 1
        store = Store(self.binary, os.path.join(self.folder, str(self.made)))
        os.makedirs(self.folder, exist_ok=True)
        subprocess.run([self.binary, "demo", store.path], check=True,
                       capture_output=True, timeout=60)
        return store

    def like(self, store):
        """An empty store with the same configuration."""
        self.made += 1
        path = os.path.join(self.folder, str(self.made))
        os.makedirs(path)
        for name in ("tuneup.yaml", "workflows.yaml", "people.key"):
            shutil.copy2(os.path.join(store.path, name), path)
        return Store(self.binary, path)


class Store:
    def __init__(self, binary, path):
        self.binary, self.path = binary, path

    def run(self, *words, as_of=AS_OF):
        r = subprocess.run(
            [self.binary, "-C", self.path, "--as-of", str(as_of), *words],
            capture_output=True, text=True, encoding="utf-8", timeout=60)
        if r.returncode:
            raise Refused(f"tuneup {' '.join(words)}: {r.stderr.strip()}")
        return r.stdout

    def load(self, name, rows, source=None, file=None, delimiter=",",
             as_of=AS_OF):
        """Import rows of the export `name`; what import said."""
        path = os.path.join(self.path, (file or name) + ".csv")
        with open(path, "w", newline="", encoding="utf-8") as f:
            out = csv.DictWriter(f, COLUMNS[name], restval="",
                                 delimiter=delimiter, lineterminator="\n")
            out.writeheader()
            out.writerows(rows)
        return self.run("import", "--source", source or name, path,
                        as_of=as_of)

    def load_all(self, exports):
        for name, rows in exports.items():
            self.load(name, rows)
        return self

    def text(self, as_of=AS_OF):
        return "".join(self.run("figures", "--period", period, as_of=as_of)
                       for period in ("week", "month", "quarter"))

    def figures(self, period="quarter", as_of=AS_OF):
        """{(metric, scope, first day): Figure}"""
        found = {}
        for r in csv.DictReader(io.StringIO(
                self.run("figures", "--period", period, as_of=as_of))):
            scope = tuple((d, r[d]) for d in DIMS if r[d])
            found[r["metric"], scope, r["period_start"]] = Figure(r)
        return found


class Figure:
    def __init__(self, row):
        def number(cell, kind):
            return kind(row[cell]) if row[cell] else None

        self.value = number("value", float)
        self.low, self.high = number("low", float), number("high", float)
        self.n, self.x = number("n", int), number("x", int)
        self.verdict = row["verdict"]

    def cells(self):
        return self.value, self.low, self.high, self.n, self.x, self.verdict
