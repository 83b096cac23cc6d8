#!/usr/bin/python3
"""Run one golden case: commands and what they print, as a person reads them.

    # a comment
    $ tuneup roi --hours 6.5 --rate 45
    expected output, standard output and standard error together
    ? 64                     the exit code, when it is not 0
    < file.csv               the lines that follow, up to a line "<", go there
    @ needs PATH             skip the case when PATH (from the top of the tree)
                             is not there
    ...

Each case runs in a new empty folder with `tuneup` on the PATH and $ROOT set
to the top of the tree. `...` alone on a line matches any lines; `<<*>>` in a
line matches anything there. GOLDEN_WRITE=1 writes what was seen.
"""
import os
import re
import subprocess
import sys
import tempfile


def parse(path):
    """[(kind, text, expected lines, code)]"""
    steps, lines = [], open(path, encoding="utf-8").read().split("\n")
    if lines and lines[-1] == "":
        lines.pop()
    i = 0
    while i < len(lines):
        line = lines[i]
        i += 1
        if line.startswith("$ "):
            step = ["run", line[2:], [], 0]
            while i < len(lines) and not re.match(r"[$#<?@] |[$#<?]$", lines[i]):
                step[2].append(lines[i])
                i += 1
            steps.append(step)
            blank = 0
            while step[2] and not step[2][-1]:
                step[2].pop()
                blank += 1
            if i < len(lines) and lines[i].startswith("? "):
                step[3] = int(lines[i][2:])
                i += 1
            steps += [["text", "", [], 0]] * blank
        elif line.startswith("< "):
            body = []
            while lines[i] != "<":
                body.append(lines[i])
                i += 1
            i += 1
            steps.append(["file", line[2:], body, 0])
        elif line.startswith(("#", "@ needs ")) or not line:
            steps.append(["text", line, [], 0])
        else:
            sys.exit(f"{path}: cannot read line {i}: {line}")
    return steps


def matches(want, got):
    """`...` matches any lines, `<<*>>` anything inside a line."""
    pattern = []
    for line in want:
        if line == "...":
            pattern.append(r"(?:.*\n)*?")
        else:
            parts = [re.escape(p) for p in line.split("<<*>>")]
            pattern.append(".*".join(parts) + r"\n")
    return re.fullmatch("".join(pattern), "".join(g + "\n" for g in got))


def main():
    build, path = os.path.abspath(sys.argv[1]), sys.argv[2]
    root = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
    steps, failed = parse(path), False
    for kind, text, _, _ in steps:
        if text.startswith("@ needs ") and not os.path.exists(
                os.path.join(root, text[8:])):
            sys.exit(0)
    with tempfile.TemporaryDirectory() as folder:
        env = dict(os.environ, ROOT=root, TZ="UTC", LC_ALL="C",
                   PATH=build + ":" + os.environ["PATH"])
        for step in steps:
            if step[0] == "file":
                name = os.path.join(folder, step[1])
                os.makedirs(os.path.dirname(name), exist_ok=True)
                with open(name, "w", encoding="utf-8") as f:
                    f.write("".join(line + "\n" for line in step[2]))
            if step[0] != "run":
                continue
            r = subprocess.run(["sh", "-c", step[1]], cwd=folder, env=env,
                               stdout=subprocess.PIPE, timeout=120,
                               stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
            got = r.stdout.decode("utf-8", "replace").split("\n")
            if got[-1] == "":
                got.pop()
            if matches(step[2], got) and r.returncode == step[3]:
                continue
            failed = True
            print(f"$ {step[1]}\nwanted (exit {step[3]}):")
            print("\n".join(step[2]))
            print(f"got (exit {r.returncode}):")
            print("\n".join(got))
            step[2], step[3] = got, r.returncode
    if failed and os.environ.get("GOLDEN_WRITE"):
        with open(path, "w", encoding="utf-8") as f:
            for kind, text, body, code in steps:
                if kind == "text":
                    f.write(text + "\n")
                elif kind == "file":
                    f.write("\n".join(["< " + text] + body + ["<"]) + "\n")
                else:
                    f.write("\n".join(["$ " + text] + body) + "\n")
                    if code:
                        f.write(f"? {code}\n")
    sys.exit(failed)


main()
