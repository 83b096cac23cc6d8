#!/usr/bin/python3
"""The program with one protection taken away: a test must see it.

    tests/faults/mutants.py BUILD [NAME...]

The tree is copied once, with BUILD's objects. For each mutant one or two
places of the sources are changed, what it touches is compiled again, and the
smallest test that guards the protection must fail; before that, the same
tests must pass without any change. A place that is not found exactly as often
as stated stops everything: the source has moved, and the mutant with it.

Prints one line per mutant and, last, "N passed, N failed".
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
COPIED = ("Makefile", "src", "tests", "scripts", "fixtures",
          "report-templates", "README.md", "LICENSE")

POWER = ["/usr/bin/python3", "tests/faults/power.py", "BUILD", "--states"]


def unit(name):
    return ["make", "-s", "BUILD=BUILD", "unit-" + name]


def power(verb, states=60):
    return [*POWER, str(states), verb]


def change(file, old, new, times=1):
    return file, old, new, times


# name: the test that must fail, and the changes: (file, old, new, how often)
MUTANTS = {
    "synchronous=OFF": (power("import"), change(
        "src/store/open.c", "synchronous=EXTRA", "synchronous=OFF")),
    "synchronous=FULL": (power("import"), change(
        "src/store/open.c", "synchronous=EXTRA", "synchronous=FULL")),
    "no fsync of a report": (power("weekly"), change(
        "src/publish/publish_file.c", "else if (fsync(fd))",
        "else if (0)")),
    "no fsync of other files": (power("weekly"), change(
        "src/base/file.c", "\tif (fsync(fd))\n", "\tif (0)\n")),
    "no fsync of folders": (power("weekly"), change(
        "src/base/file.c", "if (fsync(fd) && errno != EINVAL)", "if (0)")),
    "no transaction": (power("import"), change(
        "src/store/db.c", 'if (db_exec(s, "BEGIN IMMEDIATE", err))',
        "if (err && 0)"), change(
        "src/store/db.c", 'rc = sqlite3_exec(s->db, "COMMIT", NULL, NULL, '
        "NULL);", "rc = SQLITE_OK;"), change(
        # else SQLite refuses every import: rows come before their import
        "src/store/open.c", "foreign_keys=ON", "foreign_keys=OFF", 2)),
    "a store cut off is refused": (power("first", 150), change(
        "src/store/open.c", "*empty = got == 0 || (got == HEAD_BYTES && "
        "is_cut_off(path, head));",
        "*empty = got == 0 || (0 && is_cut_off(path, head));")),
    "no reading back of a report": (unit("publish"), change(
        "src/publish/publish.c",
        "if (j->renderer->verify(j->doc, p->made, p->err)) {", "if (0) {")),
    "no manifest": (unit("publish"), change(
        "src/publish/publish.c",
        "return manifest_write_mode(&p->manifest, j->reports_dir, j->mode,"
        "\n\t\t\t\t   p->group, p->err);", "return 0;")),
    "no digest of a day": (unit("store_open"), change(
        "src/store/read.c", "memcmp(want, have, SHA256_SIZE) != 0", "0")),
    "no digest of the ledger": (unit("store_open"), change(
        "src/store/chain_walk.c", "if (!anew && memcmp(want, have, "
        "SHA256_SIZE) != 0) {", "if (0) {")),
    "no head of the ledger": (unit("store_open"), change(
        "src/store/chain_walk.c", "if (strcmp(want, head) != 0)",
        "if (0)")),
    "no accounting": (unit("store_ledger"), change(
        "src/store/ledger.c", "\tif (check_accounting(entry, err) ||",
        "\tif ((0 && check_accounting(entry, err)) ||")),
    "no reading back of a backup": (unit("backup"), change(
        "src/store/backup.c",
        "if (read_back(&same, f->tmp, m->s->older, m->state.s, err)) {",
        "same = true;\n\tif (0 && read_back(&same, f->tmp, m->s->older, "
        "m->state.s, err)) {")),
    "links are read": (unit("file"), change(
        "src/base/file.c", "O_RDONLY | O_NOFOLLOW |", "O_RDONLY |")),
    "links are emptied": (unit("file"), change(
        "src/base/file.c", "O_DIRECTORY | O_NOFOLLOW |", "O_DIRECTORY |",
        2)),
    "a lock may be a link": (unit("file"), change(
        "src/base/lock.c", "O_CLOEXEC | O_NOFOLLOW |", "O_CLOEXEC |")),
    "a store may be a link": (unit("store_open"), change(
        "src/store/open.c", "if (S_ISLNK(st.st_mode))", "if (0)"), change(
        "src/store/open.c", "lstat(path, &st)", "stat(path, &st)")),
    "others may write the store": (unit("store_open"), change(
        "src/store/open.c", "if (st.st_mode & (S_IWGRP | S_IWOTH))",
        "if (0)")),
    "no lock": (unit("file"), change(
        "src/base/lock.c", "while (flock(fd, LOCK_EX | LOCK_NB)) {",
        "while (0) {")),
}


class Tree:
    """A copy to change and build."""

    def __init__(self, folder, build):
        self.path, self.build = folder, os.path.basename(build)
        for name in COPIED:
            at = os.path.join(ROOT, name)
            copy = shutil.copytree if os.path.isdir(at) else shutil.copy2
            copy(at, os.path.join(folder, name))
        os.makedirs(os.path.join(folder, self.build))
        for name in ("obj", "prefix", "embedded_data.c"):
            at = os.path.join(build, name)
            copy = shutil.copytree if os.path.isdir(at) else shutil.copy2
            copy(at, os.path.join(folder, self.build, name))

    def run(self, command):
        command = [re.sub("BUILD$", self.build, word) for word in command]
        return subprocess.run(command, cwd=self.path, capture_output=True,
                              text=True, stdin=subprocess.DEVNULL)

    def make(self):
        built = self.run(["make", "-s", "-j2", "BUILD=BUILD",
                          self.build + "/tuneup"])
        if built.returncode:
            sys.exit(f"mutants: it does not compile:\n{built.stderr}")

    def change(self, changes):
        """The files as they were."""
        was = {}
        for name, old, new, times in changes:
            path = os.path.join(self.path, name)
            with open(path, encoding="utf-8") as f:
                text = f.read()
            was.setdefault(path, text)
            if text.count(old) != times:
                sys.exit(f"mutants: {name} has {text.count(old)} times, not "
                         f"{times}: {old}")
            with open(path, "w", encoding="utf-8") as f:
                f.write(text.replace(old, new))
        return was


def restore(files):
    for path, text in files.items():
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)


def why(result):
    """What the test has found."""
    text = result.stdout + result.stderr
    found = re.findall(r"^\[  FAILED  \] ([a-z_]+)$", text, re.M) or \
        re.findall(r"^.*(?: bad;|Error|rror:).*$", text, re.M)
    return (found or text.strip().splitlines() or [""])[0].strip()[:90]


def main():
    chosen = sys.argv[2:] or list(MUTANTS)
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        tree = Tree(folder, os.path.abspath(sys.argv[1]))
        tree.make()
        for test in {tuple(MUTANTS[name][0]) for name in chosen}:
            whole = tree.run(test)
            if whole.returncode:
                sys.exit(f"mutants: {' '.join(test)} fails without a change:"
                         f"\n{whole.stdout}{whole.stderr}")
        for name in chosen:
            test, *changes = MUTANTS[name]
            was = tree.change(changes)
            tree.make()
            result = tree.run(test)
            restore(was)
            caught = result.returncode != 0
            passed, failed = passed + caught, failed + (not caught)
            print(f"{name}: " + (f"caught ({why(result)})" if caught else
                                 f"NOT CAUGHT by {' '.join(test)}"),
                  flush=True)
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
