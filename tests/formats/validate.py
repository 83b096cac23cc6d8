#!/usr/bin/python3
"""The Open XML SDK's validator, once for each version of Excel that it knows.

usage: validate.py PROGRAM BOOK.xlsx...

Two workbooks are looked at at a time. Prints each error with the versions
that see it; exits 1 if there is any.
"""
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

VERSIONS = ["Office2010", "Office2013", "Office2016", "Office2019",
            "Office2021", "Microsoft365"]
AT_ONCE = 2


def errors(program, path, version):
    """What the validator says of a workbook: a list, empty when it is fine."""
    said = subprocess.run([program, path, "--officeVersion", version],
                          capture_output=True, text=True)
    try:
        found = json.loads(said.stdout)
        if found["ok"] is True and not said.returncode:
            return []
        return [json.dumps(e, sort_keys=True) for e in found["errors"]] or \
            ["it is not ok and does not say why"]
    except (ValueError, KeyError):
        return ["no answer: " + (said.stdout + said.stderr)[:500]]


def many(program, paths, versions):
    """{(path, version): errors}"""
    jobs = [(p, v) for p in paths for v in versions]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip(jobs, pool.map(lambda j: errors(program, *j), jobs)))


def main():
    program, paths = sys.argv[1], sys.argv[2:]
    found = many(program, paths, VERSIONS)
    bad = 0
    for path in paths:
        seen = {}
        for version in VERSIONS:
            for e in found[path, version]:
                seen.setdefault(e, []).append(version)
        for e, versions in seen.items():
            print("%s: %s" % (", ".join(versions), e))
        print("%s: Open XML SDK, %d versions, %d errors" %
              (path.rsplit("/", 1)[-1], len(VERSIONS), len(seen)))
        bad |= bool(seen)
    return bad


if __name__ == "__main__":
    sys.exit(main())
