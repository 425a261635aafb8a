# Changes the tree at random, seeded: new things of every kind and name, and things of the image that go or are replaced.
import os, random, shutil, sys

seed = int(sys.argv[1])
rnd = random.Random(seed)
ALPHABET = [b"a", b"B", b"-", b" ", b"\n", b"\xff", b"'", b'"', b"\\", b"*", b".", "ü".encode(), b"\t", b"$", b"0"]

def name():
    while True:
        made = b"".join(rnd.choice(ALPHABET) for _ in range(rnd.choice([1, 3, 8, 30, 120])))
        if made not in (b".", b".."):
            return made

def describe(path):
    os.chown(path, rnd.choice([0, 1000, 4242]), rnd.choice([0, 1000, 77]), follow_symlinks=False)
    if not os.path.islink(path):
        os.chmod(path, rnd.choice([0o644, 0o755, 0o600, 0o4755, 0o2770, 0o1777, 0o000, 0o400]))
        if rnd.random() < 0.3:
            try:
                os.setxattr(path, "user.note", os.urandom(rnd.choice([0, 5, 300])))
            except OSError:
                pass
    at = rnd.choice([0, 1, 10**9, 1_700_000_000_123_456_789, -(10**9) - 5])
    os.utime(path, ns=(at, at), follow_symlinks=False)

folders = [b"/srv/t%d" % seed, b"/workspace/t%d" % seed]
files = []
for folder in folders:
    os.makedirs(folder)
for _ in range(60):
    parent = rnd.choice(folders)
    path = os.path.join(parent, name())
    if os.path.lexists(path) or len(path) > 3000:
        continue
    kind = rnd.choice("ffffddllhs")
    if kind == "d":
        os.mkdir(path)
        folders.append(path)
    elif kind == "l":
        os.symlink(rnd.choice([b"..", b"/etc/passwd", name(), b"x" * 300]), path)
    elif kind == "h" and files:
        os.link(rnd.choice(files), path)
    elif kind == "s":
        with open(path, "wb") as file:
            file.truncate(rnd.choice([1 << 20, 70_000, 1 << 30]))
            for _ in range(rnd.randrange(4)):
                file.seek(rnd.randrange(60_000))
                file.write(os.urandom(rnd.randrange(1, 9000)))
        files.append(path)
    else:
        with open(path, "wb") as file:
            file.write(os.urandom(rnd.choice([0, 1, 511, 512, 513, 4096, 70_000, 300_000])))
        files.append(path)

# What the image holds: deleted, replaced by another kind, changed in part.
of_image = []
for top in [b"/usr/share/doc", b"/usr/share/perl", b"/etc", b"/usr/include", b"/var/cache", b"/opt"]:
    for at, below, names in os.walk(top):
        of_image += [os.path.join(at, one) for one in below + names]
of_image.sort()
kept = {b"/etc/passwd", b"/etc/group", b"/etc/hosts", b"/etc/hostname", b"/etc/resolv.conf", b"/etc/shadow"}
needed = (b"/etc/alternatives", b"/etc/ld.so", b"/etc/python", b"/etc/mtab", b"/etc/machine-id", b"/etc/nsswitch", b"/etc/pam", b"/etc/ssl")
for path in rnd.sample(of_image, min(12, len(of_image))):
    if path in kept or path.startswith(needed) or not os.path.lexists(path):
        continue
    is_folder = os.path.isdir(path) and not os.path.islink(path)
    what = rnd.choice(["gone", "replaced", "mode", "content"])
    if what == "gone" or (what == "replaced" and not is_folder):
        shutil.rmtree(path) if is_folder else os.unlink(path)
        if what == "replaced":
            os.mkdir(path)
            open(os.path.join(path, b"inside"), "wb").close()
    elif what == "replaced":
        shutil.rmtree(path)
        with open(path, "wb") as file:
            file.write(b"a file where a directory was")
    elif what == "mode" and not os.path.islink(path):
        os.chmod(path, os.lstat(path).st_mode ^ 0o020)
    elif not is_folder and not os.path.islink(path):
        with open(path, "ab") as file:
            file.write(b"more")

for path in folders[::-1] + files:
    if path.startswith((b"/srv", b"/workspace")) and rnd.random() < 0.7 and os.path.lexists(path):
        describe(path)
