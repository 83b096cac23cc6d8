#!/usr/bin/python3
"""Another list of owners in a workspace's tuneup.yaml.

usage: owners.py WORKSPACE N

N owners with long labels, one with a comma, one that looks like an escaped
character; 0 takes the list out. Prints members of week 2026-W47, some with
odd names, to be imported.
"""
import re
import sys


def main():
    path, n = sys.argv[1] + "/tuneup.yaml", int(sys.argv[2])
    with open(path, encoding="utf-8") as f:
        text = f.read()
    labels = ["Lead, content of region %d with a long name" % i
              for i in range(n)]
    if n:
        labels[-1] = "Team _x0041_ \u00e9 & <co>"
    roles = sorted(set(re.findall(r"label:.*role: *([^}]+)", text)))
    lines = ["  - {label: '%s', role: %s}" % (label, roles[i % len(roles)])
             for i, label in enumerate(labels)]
    text = re.sub(r"(?m)^owners:\n(?:[ \t]+-.*\n)+",
                  "owners:\n" + "\n".join(lines) + "\n" if n else "", text)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    print("segment,member_id,period")
    for segment in ("Trial users", "Customers, old", "=SUM(A1)"):
        for i in range(40):
            print('"%s",%s%03d,2026-W47' % (segment, "00" if i % 2 else "M",
                                            i))


main()
