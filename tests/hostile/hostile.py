#!/usr/bin/python3
"""Every file of files.py into a workspace of its own.

    hostile.py BUILD [--long] [NAME]

Held of each: the exit code and the words of the answer; nothing written when
the file is refused; no control character and no name of a person in anything
that comes out; less than 5 seconds of work and 256 MiB. A build with
sanitizers is held to the same, with a small quarantine.
"""
import hashlib
import os
import resource
import shutil
import signal
import sys
import tempfile

import files

MEMORY_KIB = 256 << 10
SECONDS = 5
GIVE_UP = 120
TREE = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))


class Wrong(Exception):
    pass


def child(args, folder, out):
    """In the child: where it works and what it may use."""
    os.chdir(folder)
    os.dup2(out, 1)
    os.dup2(out, 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
    env = {"PATH": "/usr/bin:/bin",
           "ASAN_OPTIONS": "quarantine_size_mb=8:malloc_context_size=4"}
    os.execve(args[0], args, env)


def run(args, folder):
    """(exit code, what was printed, CPU seconds, peak KiB)"""
    with tempfile.TemporaryFile() as out:
        pid = os.fork()
        if not pid:
            try:
                child(args, folder, out.fileno())
            finally:
                os._exit(127)
        signal.signal(signal.SIGALRM, lambda *_: os.kill(pid, 9))
        signal.alarm(GIVE_UP)
        _, status, used = os.wait4(pid, 0)
        signal.alarm(0)
        out.seek(0)
        return (os.waitstatus_to_exitcode(status), out.read(),
                used.ru_utime + used.ru_stime, used.ru_maxrss)


def contents(folder):
    """{path: SHA-256} of all a workspace holds."""
    found = {}
    for path, _, names in os.walk(folder):
        for name in names:
            full = os.path.join(path, name)
            with open(full, "rb") as f:
                found[os.path.relpath(full, folder)] = \
                    hashlib.sha256(f.read()).hexdigest()
    return found


def place(folder, name, made):
    """The file, outside the workspace; its path for the command line."""
    path = name if name.startswith(("/", "..")) else \
        os.path.join(folder, name)
    if callable(made):
        made(path)
    elif made is not None:
        with open(path, "wb") as f:
            f.write(made)
    return path


def check_words(answer, texts):
    for text in texts:
        if text.encode() not in answer:
            raise Wrong(f"does not say: {text}")
    if any(byte < 32 and byte != 10 or byte == 127 for byte in answer):
        raise Wrong("prints a control character")
    answer.decode()
    if files.CANARY.encode() in answer:
        raise Wrong("names a person")


def check_folder(work, before, code):
    after = contents(work)
    if code and after != before:
        raise Wrong("refused, but wrote " + ", ".join(
            sorted(set(after.items()) ^ set(before.items()))[0:1][0]))
    for name in after:
        with open(os.path.join(work, name), "rb") as f:
            if files.CANARY.encode() in f.read():
                raise Wrong(f"{name} names a person")


def check_file(tuneup, template, case):
    name, made, code, texts, *options = case
    folder = tempfile.mkdtemp()
    try:
        work = shutil.copytree(template, os.path.join(folder, "work"))
        inbox = os.path.join(folder, "inbox")
        os.mkdir(inbox)
        path = place(inbox, name, made)
        before = contents(work)
        got, answer, seconds, peak = run(
            [tuneup, "--as-of", "2026-06-01", "import", *options, "--", path],
            work)
        if got != code:
            raise Wrong(f"exit {got}, expected {code}")
        if code and answer.count(b"\n") != 1:
            raise Wrong("a refusal is one line")
        check_words(answer, texts)
        check_folder(work, before, code)
        if seconds >= SECONDS:
            raise Wrong(f"works {seconds:.1f} s")
        if peak >= MEMORY_KIB:
            raise Wrong(f"takes {peak >> 10} MiB")
        return None
    except (Wrong, UnicodeDecodeError) as wrong:
        shown = "".join(c if c.isprintable() else "?" for c in
                        answer[:600].decode(errors="replace"))
        return f"{name!a}: {wrong}\n    {shown}"
    finally:
        shutil.rmtree(folder)


def main():
    build, *rest = sys.argv[1:]
    tuneup = os.path.abspath(os.path.join(build, "tuneup"))
    cases = files.FILES + (files.LONG if "--long" in rest else [])
    wanted = [r for r in rest if not r.startswith("--")]
    template = tempfile.mkdtemp()
    failed = count = 0
    try:
        run([tuneup, "init", "."], template)
        with open(os.path.join(template, "good.csv"), "w",
                  encoding="utf-8") as f:
            f.write(files.HEAD + "G-1,2026-05-01,seed,draft,usable,5,\n")
        run([tuneup, "--as-of", "2026-06-01", "import", "good.csv"], template)
        for case in cases:
            if wanted and case[0] not in wanted:
                continue
            count += 1
            wrong = check_file(tuneup, template, case)
            if wrong:
                failed += 1
                print(wrong)
    finally:
        shutil.rmtree(template)
    print(f"{count - failed} passed, {failed} failed")
    return 1 if failed or not count else 0


if __name__ == "__main__":
    sys.exit(main())
