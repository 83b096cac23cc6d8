#!/usr/bin/python3
"""Power loss at every moment of import, decide, readback, weekly and more.

    tests/faults/power.py BUILD [--long | --states N] [VERB...]

A run of each verb is recorded; disk.py says what a disk may hold when the
power fails before, between and after its calls. Each such state is laid out
as a workspace of its own and judged as in faults.py: the store is whole, with
the facts from before or from after and nothing between; a report under its
name is whole; the same verb then reaches the same end as without the fault
and leaves nothing behind. Also, when it had exited with 0, all that it did
must be there in every state.

`missed` is a check of this test: told to forget the calls that bring files
to the disk, and then those that bring names, it must find states that are
wrong, or it would not find them in the program either.

States are drawn with fixed seeds and counted once each; --long draws 2,000 a
verb, --states N draws N and leaves `missed` out. Prints one line per verb
and, last, "N passed, N failed" in states.
"""
import collections
import concurrent.futures
import hashlib
import itertools
import os
import random
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import disk  # noqa: E402
import faults  # noqa: E402

USUAL = ("first", "import", "weekly", "decide", "readback", "dispatch")
AFTER = 300             # states after exit 0; many of them are the same


def recorded(kind):
    """A verb of faults.py whose whole run is recorded."""
    class Recorded(kind):
        def count(self, where):
            self.recording = disk.Recording(
                where, lambda wrap: self.run(where, self.args, wrap))
            r = self.recording.result
            if r.returncode:
                sys.exit(f"{self.name}: exit {r.returncode}: "
                         f"{r.stderr.decode()}")
            if hasattr(self, "backups"):
                self.made = self.backups(where)
            return []
    return Recorded


def digest(files):
    """Names, bytes and folders of a state."""
    h = hashlib.sha256()
    for path, (data, _, _) in sorted(files.items()):
        h.update(repr((path, data)).encode())
    return h.digest()


def draw(verb, n, forget=()):
    """[(moment, state)], each once and as many between each two calls that
    bring something to the disk; those after exit 0, as drawn; moments."""
    recording = verb.recording
    recording.forget = forget
    recording.disk = disk.Disk(verb.base)
    moments = sum(1 for _ in recording.moments())
    recording.disk = disk.Disk(verb.base)
    seen, between = set(), collections.defaultdict(list)
    for k, now in enumerate(recording.moments()):
        dice = random.Random(f"{verb.name} {k}")
        for _ in range(-(-4 * n // moments) if now.pending() else 1):
            state = now.after_power_loss(dice)
            if digest(state) not in seen:
                seen.add(digest(state))
                between[recording.brought].append((k, state))
    for states in between.values():
        random.Random(verb.name).shuffle(states)
    states = [s for one_each in itertools.zip_longest(*between.values())
              for s in one_each if s]
    after = [recording.disk.after_power_loss(dice) for _ in range(AFTER)]
    return states[:n], after, moments


def judge(verb, folder, state, ended):
    """What is wrong with a state."""
    where = tempfile.mkdtemp(dir=folder)
    os.rmdir(where)
    disk.put(state, where)
    wrong = []
    if verb.before != "none" and "tuneup.db" not in state:
        wrong.append("lost: the store is gone")
    done = subprocess.CompletedProcess([], 0 if ended else -9, b"", b"")
    try:
        wrong += verb.judge(where, done, "", "power" if ended else "kill")
    except OSError as e:        # a file that the judge expects is not there
        wrong.append(f"lost: {e}")
    shutil.rmtree(where)
    return wrong


def try_all(verb, folder, jobs):
    """jobs: (moment, state, after exit 0); what is wrong with each."""
    known = {}
    for k, state, ended in jobs:
        known.setdefault((digest(state), ended), (state, ended))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        found = pool.map(lambda job: judge(verb, folder, *job),
                         known.values())
        found = dict(zip(known, found))
    return [(k, found[digest(state), ended]) for k, state, ended in jobs]


def test(verb, folder, n):
    """(states, failed); prints what failed and a line of the verb."""
    states, after, moments = draw(verb, n)
    jobs = [(k, s, False) for k, s in states] + [(moments, s, True)
                                                 for s in after]
    found = try_all(verb, folder, jobs)
    bad = [(k, wrong) for k, wrong in found if wrong]
    for k, wrong in bad[:20]:
        print(f"{verb.name} after change {k} of {moments - 1}: "
              f"{'; '.join(wrong)}")
    lost = sum(1 for _, wrong in found[len(states):] if wrong)
    print(f"{verb.name}: {len(states)} states in {moments} moments, "
          f"{len(bad) - lost} bad; after exit 0 {len(after) - lost} of "
          f"{len(after)} kept", flush=True)
    return len(jobs), len(bad)


def missed(verb, folder, forget):
    """0 when the states that the forgotten calls prevent are found."""
    states, after, moments = draw(verb, 40, (forget,))
    jobs = [(k, s, False) for k, s in states] + [(moments, s, True)
                                                 for s in after[:10]]
    bad = sum(1 for _, wrong in try_all(verb, folder, jobs) if wrong)
    print(f"{verb.name} without {forget}: {bad} of {len(jobs)} states bad",
          flush=True)
    return 0 if bad else 1


def quick_folder():
    """Where nothing waits for a disk."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def main():
    args = sys.argv[2:]
    n, itself = 150, True
    if "--long" in args:
        args.remove("--long")
        n = 2000
    if "--states" in args:
        at = args.index("--states")
        n, itself = int(args[at + 1]), False
        del args[at:at + 2]
    tool = os.path.abspath(os.path.join(sys.argv[1], "tuneup"))
    total = collections.Counter()
    with tempfile.TemporaryDirectory(dir=quick_folder()) as folder:
        for name in args or USUAL:
            kind, prepare = faults.VERBS[name]
            verb = recorded(kind)(tool, name, [name], prepare, folder)
            states, bad = test(verb, folder, n)
            total.update(states=states, bad=bad)
            if itself and name in ("import", "weekly"):
                for forget in ("fsync", "dirsync"):
                    total.update(states=1, bad=missed(verb, folder, forget))
    print(f"{total['states'] - total['bad']} passed, {total['bad']} failed")
    sys.exit(total["bad"] > 0)


main()
