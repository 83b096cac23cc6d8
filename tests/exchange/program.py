"""tuneup in a workspace, as these tests use it."""
import csv
import io
import os
import subprocess


class Checks:
    def __init__(self):
        self.passed, self.failed = 0, 0

    def check(self, fits, sentence):
        if fits:
            self.passed += 1
        else:
            self.failed += 1
            print("FAILED:", sentence)

    def same(self, found, wanted, what):
        self.check(found == wanted,
                   f"{what}:\n  found  {found!r}\n  wanted {wanted!r}")


class Workspace:
    def __init__(self, build, folder, as_of):
        self.program = os.path.join(build, "tuneup")
        self.folder, self.as_of = folder, as_of

    def run(self, *words, code=0, as_of=None):
        done = subprocess.run(
            [self.program, "-C", self.folder, "--as-of", as_of or self.as_of,
             *words], capture_output=True, check=False)
        if code is not None and done.returncode != code:
            raise SystemExit(f"tuneup {' '.join(words)}: exit "
                             f"{done.returncode}, not {code}\n"
                             + done.stderr.decode(errors="replace"))
        return done.stdout.decode()

    def rows(self, *words):
        return list(csv.DictReader(io.StringIO(self.run(*words))))

    def outbox(self):
        """Name to bytes."""
        folder, found = os.path.join(self.folder, "outbox"), {}
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
            with open(os.path.join(folder, name), "rb") as f:
                found[name] = f.read()
        return found


def demo(build, folder, as_of):
    """The demo with four answers: two accepted, one rejected, one deferred.
    Owners' addresses are in its tuneup.yaml."""
    w = Workspace(build, folder, as_of)
    subprocess.run([w.program, "--as-of", "2026-11-22", "demo", folder],
                   check=True, capture_output=True)
    ids = [r["id"] for r in w.rows("actions", "--all", "--format", "csv")
           if r["state"] == "not decided"]
    accepted, owners = [], ["Editor on duty", "Nobody we know", ""]
    while len(accepted) < len(owners):
        # Only some proposals have an approved action.
        said = w.run("decide", ids[0], "A", "--owner", owners[len(accepted)],
                     "--due", f"2026-12-0{len(accepted) + 1}",
                     "--reason", "a, \"b\"; c\\d <e> & f", code=None)
        if said:
            accepted.append(ids[0])
        ids.pop(0)
    w.run("decide", ids[0], "reject")
    w.run("decide", ids[1], "defer")
    return w, accepted, ids[:2]
