"""What a disk may hold after the power failed.

A run is recorded with strace and played again on a model of a folder. What
was written since a file's last fsync may have reached the disk or not, page
by page and in torn pages sector by sector, each as it was at any moment since
then; the size likewise. What happened to names since a directory's last fsync
is kept up to any moment and lost after it, for each directory of its own; a
rename counts in both. Nothing outside of what was written changes.

    run = Recording(folder, start)     start(wrap): runs it in `folder`
    for disk in run.moments():         before the first change, after each
        files = disk.after_power_loss(random.Random(1))
        put(files, other_folder)
"""
import os
import re
import sys

PAGE, SECTOR = 4096, 512

FOLLOWED = ("open", "openat", "creat", "read", "write", "pwrite64", "lseek",
            "ftruncate", "rename", "renameat", "renameat2", "unlink",
            "unlinkat", "mkdir", "mkdirat", "rmdir", "link", "linkat",
            "fsync", "fdatasync", "close", "dup", "dup2", "dup3", "fcntl",
            "clone", "clone3", "fork", "vfork", "chdir", "mmap")
# Would change the disk in a way that the model does not know.
UNKNOWN = ("writev", "pwritev", "pwritev2", "truncate", "fallocate", "symlink",
           "symlinkat", "mknod", "mknodat", "copy_file_range", "sendfile",
           "splice", "sync", "syncfs", "sync_file_range", "io_uring_setup",
           "fchdir", "openat2")
LINE = re.compile(r"(\d+) +(\w+)\((.*)\) += (0x[0-9a-f]+|-?\d+|\?)"
                  r"(?:<.*?>)?(?: .*)?$")
UNFINISHED = re.compile(r"(\d+) +(\w+\(.*?),? *<unfinished \.\.\.>$")
RESUMED = re.compile(r"(\d+) +<\.\.\. \w+ resumed>,? ?(.*)$")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
FD = re.compile(r"(AT_FDCWD|-?\d+)(?:<((?:\\x[0-9a-f]{2})*)[^>]*>)?")


def plain(text):
    return bytes.fromhex(text.replace("\\x", ""))


class File:
    """Bytes that survive, and what was done since: (offset, bytes), or
    (size, None)."""

    def __init__(self, data=b"", mode=0o600, mtime=None):
        self.kept, self.done = bytes(data), []
        self.mode, self.mtime = mode, mtime

    def change(self, at, data):
        self.done.append((at, data))
        self.mtime = None

    @staticmethod
    def apply(buffer, at, data):
        end = at if data is None else at + len(data)
        if len(buffer) < end:
            buffer.extend(bytes(end - len(buffer)))
        if data is None:
            del buffer[end:]
        else:
            buffer[at:end] = data

    def now(self):
        buffer = bytearray(self.kept)
        for at, data in self.done:
            self.apply(buffer, at, data)
        return buffer

    def sync(self):
        self.kept, self.done = bytes(self.now()), []

    def sectors(self):
        """The numbers of those that may differ from what is kept."""
        found, size = set(), len(self.kept)
        for at, data in self.done:
            end = at if data is None else at + len(data)
            first = min(at, size)
            size = end if data is None else max(size, end)
            last = max(end, len(self.kept)) if data is None else end
            found.update(range(first // SECTOR, -(-last // SECTOR)))
        return found

    def after_power_loss(self, random, share):
        """share: how likely it is that a page reached the disk."""
        if not self.done:
            return self.kept
        last = len(self.done)

        def moment():
            if random.random() >= share:
                return 0
            return last if random.random() < 0.7 else random.randint(0, last)

        when = {}
        pages = {}
        for sector in sorted(self.sectors()):
            page = sector * SECTOR // PAGE
            if page not in pages:
                torn = 0 < share < 1 and random.random() < 0.2
                pages[page] = None if torn else moment()
            at = pages[page]
            when.setdefault(moment() if at is None else at, []).append(sector)
        size_at = last if random.random() < share else moment()
        buffer, out = bytearray(self.kept), bytearray(self.kept)
        size = len(buffer)
        for i, (at, data) in enumerate(self.done, 1):
            self.apply(buffer, at, data)
            if i == size_at:
                size = len(buffer)
            for sector in when.get(i, ()):
                part = buffer[sector * SECTOR:(sector + 1) * SECTOR]
                self.apply(out, sector * SECTOR, part)
        self.apply(out, size, None)
        return bytes(out)


class Folder:
    def __init__(self, mode=0o700):
        self.kept, self.now, self.mode = {}, {}, mode


class Disk:
    """A folder's tree, as it is and as the disk has it."""

    def __init__(self, path):
        self.root = self.load(path)
        self.names = []         # not on the disk: (folders, change)

    def load(self, path):
        folder = Folder(os.stat(path).st_mode & 0o7777)
        for name in sorted(os.listdir(path)):
            at = os.path.join(path, name)
            if os.path.isdir(at):
                folder.now[name] = self.load(at)
            else:
                seen = os.stat(at)
                with open(at, "rb") as f:
                    folder.now[name] = File(f.read(), seen.st_mode & 0o7777,
                                            seen.st_mtime)
        folder.kept = dict(folder.now)
        return folder

    def find(self, parts):
        at = self.root
        for part in parts:
            at = at.now.get(part) if isinstance(at, Folder) else None
            if at is None:
                return None
        return at

    def set_names(self, *changes):
        """changes: (folder, name, what stands there now or None)."""
        for folder, name, node in changes:
            if node is None:
                del folder.now[name]
            else:
                folder.now[name] = node
        self.names.append(({id(f) for f, _, _ in changes}, changes))

    @staticmethod
    def settle(kept, changes):
        for folder, name, node in changes:
            at = kept(folder)
            if node is None:
                at.pop(name, None)
            else:
                at[name] = node

    def sync_names(self, folder):
        """What happened in it, and before that where those files came from."""
        needed, settled, left = {id(folder)}, [], []
        for folders, changes in reversed(self.names):
            if folders & needed:
                needed |= folders
                settled.append(changes)
            else:
                left.append((folders, changes))
        for changes in reversed(settled):
            self.settle(lambda f: f.kept, changes)
        self.names = left[::-1]

    def pending(self):
        """Is there anything that a power loss could take?"""
        seen, todo = False, [self.root]
        while todo and not seen:
            for node in list(todo.pop().now.values()):
                if isinstance(node, Folder):
                    todo.append(node)
                elif node.done:
                    seen = True
        return seen or bool(self.names)

    def after_power_loss(self, random):
        """{path: (bytes or None for a folder, mode, mtime)}"""
        files, names = random.choice(((0, 0), (0, 1), (1, 0), (1, 1),
                                      (.5, .5), (.9, .5), (.1, .9),
                                      (.5, 1), (.9, 1), (.5, 0)))
        count, cut, broken, folders = {}, {}, set(), {}
        for touched, _ in self.names:
            for f in touched:
                count[f] = count.get(f, 0) + 1
        for f, n in count.items():
            cut[f] = n if names == 1 else 0 if names == 0 else \
                n if random.random() < names / 2 else random.randint(0, n)

        def of(folder):
            return folders.setdefault(id(folder), dict(folder.kept))

        for touched, changes in self.names:
            if broken & touched or any(cut[f] == 0 for f in touched):
                broken |= touched
                continue
            for f in touched:
                cut[f] -= 1
            self.settle(of, changes)
        out, data = {}, {}

        def walk(folder, at):
            for name, node in sorted(of(folder).items()):
                path = at + name
                if isinstance(node, Folder):
                    out[path] = (None, node.mode, None)
                    walk(node, path + "/")
                    continue
                if id(node) not in data:
                    data[id(node)] = node.after_power_loss(random, files)
                out[path] = (data[id(node)], node.mode, node.mtime)
        walk(self.root, "")
        return out

    def whole(self):
        """{path: bytes or None} as a program sees it."""
        out = {}

        def walk(folder, at):
            for name, node in folder.now.items():
                if isinstance(node, Folder):
                    out[at + name] = None
                    walk(node, at + name + "/")
                else:
                    out[at + name] = bytes(node.now())
        walk(self.root, "")
        return out


def put(files, folder):
    os.makedirs(folder, 0o700)
    for path, (data, mode, mtime) in files.items():
        at = os.path.join(folder, path)
        if data is None:
            os.mkdir(at, mode)
            continue
        with open(os.open(at, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode),
                  "wb") as f:
            f.write(data)
        if mtime is not None:
            os.utime(at, (mtime, mtime))


class Opened:
    """An open file: fork and dup share its position."""

    def __init__(self, node=None, append=False):
        self.node, self.append, self.at = node, append, 0


class Process:
    def __init__(self, cwd, fds=None):
        self.cwd, self.fds = cwd, fds if fds is not None else {}


class Recording:
    """A command run in a folder, and the calls it made there.

    brought: how many calls have brought something to the disk so far.
    forget: names of calls of which the model is not told, to see that the
    states which they prevent are found: "fsync" (of files), "dirsync".
    """

    def __init__(self, folder, start, forget=()):
        self.folder = os.path.realpath(folder)
        self.forget, self.brought = forget, 0
        self.disk = Disk(self.folder)
        log = folder + ".calls"
        self.result = start((
            "strace", "-f", "-qq", "-y", "-xx", "-s", str(64 << 20), "-e",
            "signal=none", "-o", log, "-e", "trace=" + ",".join(
                "?" + c for c in FOLLOWED + UNKNOWN)))
        with open(log, encoding="ascii", errors="replace") as f:
            self.calls = list(self.read(f))
        os.unlink(log)

    @staticmethod
    def read(lines):
        """(pid, call, arguments, result) of all that went well."""
        waiting = {}
        for line in lines:
            line = line.rstrip("\n")
            cut = UNFINISHED.match(line)
            if cut:
                waiting[cut[1]] = cut[2]
                continue
            go_on = RESUMED.match(line)
            if go_on:
                start = waiting.pop(go_on[1])
                rest = go_on[2]
                joined = "" if start.endswith("(") or rest.startswith(")") \
                    else ", "
                line = f"{go_on[1]} {start}{joined}{rest}"
            m = LINE.match(line)
            if m and m[4] != "?" and int(m[4], 0) >= 0:
                yield int(m[1]), m[2], m[3], int(m[4], 0)
            elif not m and " +++ " not in line and " --- " not in line:
                sys.exit(f"disk: a line of strace is not understood: "
                         f"{line[:200]}")

    def moments(self):
        """The disk before anything changed and after each change."""
        self.processes, self.brought = {}, 0
        self.parents = {result: (pid, "CLONE_FILES" in args)
                        for pid, call, args, result in self.calls
                        if call in ("clone", "clone3", "fork", "vfork")}
        yield self.disk
        for pid, call, args, result in self.calls:
            if self.play(pid, call, args, result):
                yield self.disk
        actual = {}
        for at, folders, names in os.walk(self.folder):
            for name in folders:
                actual[os.path.relpath(os.path.join(at, name),
                                       self.folder)] = None
            for name in names:
                path = os.path.join(at, name)
                with open(path, "rb") as f:
                    actual[os.path.relpath(path, self.folder)] = f.read()
        model = self.disk.whole()
        wrong = sorted(k for k in set(actual) | set(model)
                       if actual.get(k, 0) != model.get(k, 0))
        if wrong:
            sys.exit(f"disk: the model has other files than {self.folder}: "
                     f"{wrong}")

    # ---- one call ----

    def place(self, process, path, base=None):
        """(folder, name, parts) inside the workspace, or None."""
        path = plain(path).decode("utf-8", "surrogateescape")
        if not path.startswith("/"):
            path = os.path.join(base or process.cwd, path)
        path = os.path.normpath(path)
        if path == self.folder:
            return None, None, []
        if not path.startswith(self.folder + "/"):
            return None
        parts = path[len(self.folder) + 1:].split("/")
        folder = self.disk.find(parts[:-1])
        return (folder, parts[-1], parts) if folder else None

    def play(self, pid, call, args, result):
        """True when the disk has changed."""
        p = self.process(pid)
        if call in UNKNOWN:
            return self.unknown(p, call, args)
        return bool(getattr(self, "on_" + call)(p, args, result))

    def process(self, pid):
        """A child may be seen before its parent's clone has returned."""
        if pid not in self.processes:
            parent, shared = self.parents.get(pid, (None, False))
            p = self.processes.get(parent, Process(os.getcwd()))
            self.processes[pid] = Process(p.cwd, p.fds if shared
                                          else dict(p.fds))
        return self.processes[pid]

    def unknown(self, p, call, args):
        fds = [p.fds.get(int(m[1])) for m in FD.finditer(args)
               if m[1].isdigit()]
        paths = [self.place(p, m[1]) for m in TEXT.finditer(args)]
        if call.startswith(("sync", "io_")) or any(paths) or \
                any(f and f.node for f in fds):
            sys.exit(f"disk: {call}({args[:80]}) is not modelled")

    @staticmethod
    def bases(p, args):
        """The directories that paths are relative to, in order."""
        return [plain(m[2] or "").decode() or p.cwd
                for m in FD.finditer(re.sub(TEXT, "", args))]

    def paths(self, p, args, at):
        texts = [m[1] for m in TEXT.finditer(args)]
        bases = self.bases(p, args) if at else [None] * len(texts)
        return [self.place(p, t, b) for t, b in zip(texts, bases)]

    def on_openat(self, p, args, fd):
        return self.opened(p, self.paths(p, args, True)[0], args, fd)

    def on_open(self, p, args, fd):
        return self.opened(p, self.paths(p, args, False)[0], args, fd)

    def on_creat(self, p, args, fd):
        return self.opened(p, self.paths(p, args, False)[0],
                           args + "O_CREAT|O_TRUNC", fd)

    def opened(self, p, place, args, fd):
        if "O_TMPFILE" in args and place:
            sys.exit("disk: O_TMPFILE is not modelled")
        p.fds[fd] = Opened(append="O_APPEND" in args)
        if not place:
            return False
        folder, name, parts = place
        node = self.disk.find(parts)
        changed = False
        if node is None:
            mode = re.search(r", 0(\d+)$", args)
            node = File(mode=int(mode[1], 8) & 0o700 if mode else 0o600)
            self.disk.set_names((folder, name, node))
            changed = True
        elif "O_TRUNC" in args and node.now():
            node.change(0, None)
            changed = True
        p.fds[fd].node = node
        return changed

    @staticmethod
    def fd(p, args):
        return p.fds.get(int(FD.match(args)[1]), Opened())

    @staticmethod
    def written(args, size):
        m = TEXT.search(args)
        data = plain(m[1]) if m else b""
        if m[2] or len(data) < size:
            sys.exit("disk: strace has not shown all that was written")
        return data[:size]

    def on_write(self, p, args, n):
        f = self.fd(p, args)
        if not isinstance(f.node, File) or not n:
            return False
        if f.append:
            f.at = len(f.node.now())
        f.node.change(f.at, self.written(args, n))
        f.at += n
        return True

    def on_pwrite64(self, p, args, n):
        f = self.fd(p, args)
        if not isinstance(f.node, File) or not n:
            return False
        f.node.change(int(args.rsplit(", ", 1)[1]), self.written(args, n))
        return True

    def on_read(self, p, args, n):
        self.fd(p, args).at += n

    def on_lseek(self, p, args, at):
        self.fd(p, args).at = at

    def on_ftruncate(self, p, args, _):
        f = self.fd(p, args)
        if not isinstance(f.node, File):
            return False
        f.node.change(int(args.rsplit(", ", 1)[1]), None)
        return True

    def on_fsync(self, p, args, _):
        node = self.fd(p, args).node
        self.brought += node is not None
        if isinstance(node, File) and "fsync" not in self.forget:
            node.sync()
        elif isinstance(node, Folder) and "dirsync" not in self.forget:
            self.disk.sync_names(node)

    on_fdatasync = on_fsync

    def on_close(self, p, args, _):
        p.fds.pop(int(FD.match(args)[1]), None)

    def on_dup(self, p, args, fd):
        p.fds[fd] = self.fd(p, args)

    on_dup2 = on_dup3 = on_dup

    def on_fcntl(self, p, args, result):
        if "F_DUPFD" in args:
            p.fds[result] = self.fd(p, args)

    def on_mmap(self, p, args, _):
        if "MAP_SHARED" in args and "PROT_WRITE" in args:
            fd = re.search(r", (\d+)<", args)
            if fd and p.fds.get(int(fd[1]), Opened()).node:
                sys.exit("disk: a mapped file is not modelled")

    def on_clone(self, p, args, pid):
        self.process(pid)

    on_clone3 = on_fork = on_vfork = on_clone

    def on_chdir(self, p, args, _):
        path = plain(TEXT.search(args)[1]).decode()
        p.cwd = os.path.realpath(os.path.join(p.cwd, path))

    def renamed(self, one, two, args):
        if "RENAME_EXCHANGE" in args:
            sys.exit("disk: an exchange of names is not modelled")
        if not one or not two:
            if one or two:
                sys.exit("disk: a rename across the workspace's border")
            return False
        node = self.disk.find(one[2])
        self.disk.set_names((one[0], one[1], None), (two[0], two[1], node))
        return True

    def on_rename(self, p, args, _):
        return self.renamed(*self.paths(p, args, False), args)

    def on_renameat(self, p, args, _):
        return self.renamed(*self.paths(p, args, True), args)

    on_renameat2 = on_renameat

    def removed(self, place):
        if not place:
            return False
        self.disk.set_names((place[0], place[1], None))
        return True

    def on_unlink(self, p, args, _):
        return self.removed(self.paths(p, args, False)[0])

    on_rmdir = on_unlink

    def on_unlinkat(self, p, args, _):
        return self.removed(self.paths(p, args, True)[0])

    def made(self, place):
        if not place:
            return False
        self.disk.set_names((place[0], place[1], Folder()))
        return True

    def on_mkdir(self, p, args, _):
        return self.made(self.paths(p, args, False)[0])

    def on_mkdirat(self, p, args, _):
        return self.made(self.paths(p, args, True)[0])

    def linked(self, one, two):
        if not one or not two:
            return False
        self.disk.set_names((two[0], two[1], self.disk.find(one[2])))
        return True

    def on_link(self, p, args, _):
        return self.linked(*self.paths(p, args, False))

    def on_linkat(self, p, args, _):
        return self.linked(*self.paths(p, args, True))
