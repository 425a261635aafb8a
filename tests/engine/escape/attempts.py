"""What hostile code inside a sandbox may try against the kernel: one line an attempt, `NAME: OUTCOME`.

The outcome is the name of the kernel's error, or what came of it. Numbers of calls are those of x86_64 and aarch64.
"""
import ctypes, errno, fcntl, os, platform, socket, struct, subprocess

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
CALLS = {
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "unshare": (272, 97), "setns": (308, 268),
    "chroot": (161, 51), "ptrace": (101, 117), "init_module": (175, 105), "finit_module": (313, 273),
    "delete_module": (176, 106), "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "kexec_load": (246, 104),
    "kexec_file_load": (320, 294), "reboot": (169, 142), "swapon": (167, 224), "swapoff": (168, 225),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "adjtimex": (159, 171), "sethostname": (170, 161),
    "setdomainname": (171, 162), "acct": (163, 89), "syslog": (103, 116), "quotactl": (179, 60),
    "open_by_handle_at": (304, 265), "process_vm_readv": (310, 270), "mknodat": (259, 33),
    "fanotify_init": (300, 262), "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsmount": (432, 432), "mount_setattr": (442, 442), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438),
}
COLUMN = {"x86_64": 0, "aarch64": 1}[platform.machine()]
NEWNS, NEWUSER, NEWNET, NEWPID, NEWCGROUP = 0x20000, 0x10000000, 0x40000000, 0x20000000, 0x02000000


def named(number):
    return errno.errorcode.get(number, str(number))


def call(name, *arguments):
    """The kernel's word on a call."""
    ctypes.set_errno(0)
    given = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    answer = libc.syscall(ctypes.c_long(CALLS[name][COLUMN]), *given)
    return "done" if answer >= 0 else named(ctypes.get_errno())


def tried(action):
    """What came of it."""
    try:
        answer = action()
    except OSError as error:
        return named(error.errno)
    return answer if isinstance(answer, str) else "done"


def written(path, text):
    def write():
        descriptor = os.open(path, os.O_WRONLY)
        os.write(descriptor, text.encode())
    return tried(write)


def opened(path, flags=os.O_RDONLY):
    return tried(lambda: os.open(path, flags) and None)


def content(path):
    """How much there is to read."""
    return tried(lambda: "empty" if not os.read(os.open(path, os.O_RDONLY), 64) else "read")


def sleeper():
    """A process of this user's own."""
    return subprocess.Popen(["sleep", "100"])


def first(name, of_user):
    """The first process of that name that belongs, or does not belong, to the caller."""
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            mine = os.stat(f"/proc/{entry}").st_uid == os.getuid()
            if open(f"/proc/{entry}/comm").read().strip() == name and mine == of_user:
                return int(entry)
        except OSError:
            pass
    raise SystemExit(f"no {name} of another user runs")


def route():
    """A route of one's own: the netlink answer carries the kernel's error."""
    link = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)
    body = struct.pack("=BBBBBBBBI", socket.AF_INET, 32, 0, 0, 254, 4, 0, 6, 0) + struct.pack("=HH4s", 8, 1, b"\x0a\1\2\3")
    link.send(struct.pack("=IHHII", 16 + len(body), 24, 0x405, 1, 0) + body)
    return named(-struct.unpack("=i", link.recv(4096)[16:20])[0])


def ruleset():
    """A new nftables table: a batch, answered by an error."""
    link = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 12)
    def message(kind, flags, number, body):
        return struct.pack("=IHHII", 16 + len(body), kind, flags, number, 0) + body
    name = struct.pack("=HH4s", 8, 1, b"own\0")
    batch = message(16, 1, 0, struct.pack("=BBH", 0, 0, 0x0A00))
    batch += message(10 << 8, 0x401 | 4, 1, struct.pack("=BBH", 1, 0, 0) + name)
    batch += message(17, 1, 2, struct.pack("=BBH", 0, 0, 0x0A00))
    link.send(batch)
    return named(-struct.unpack("=i", link.recv(4096)[16:20])[0])


def interface():
    """Its own network interface, taken down."""
    plain = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    fcntl.ioctl(plain, 0x8914, struct.pack("16sH14x", b"eth0", 0))


def capability():
    """All of them on a program of its own."""
    path = f"/tmp/capable-{os.getpid()}"
    with open(path, "w"):
        pass
    try:
        os.setxattr(path, "security.capability", struct.pack("<IIIII", 0x02000001, 0xFFFFFFFF, 0, 0xFFFFFFFF, 0))
    finally:
        os.unlink(path)


def handle():
    """The root of the host's file system by its number, as in the "shocker"."""
    raw = struct.pack("=Ii8s", 8, 1, struct.pack("=II", 2, 0))
    return call("open_by_handle_at", -100, raw, 0)


def attach(process):
    return call("ptrace", 16, process, 0, 0)


def peek(process):
    buffer = ctypes.create_string_buffer(8)
    here = struct.pack("PN", ctypes.addressof(buffer), 8)
    return call("process_vm_readv", process, here, 1, here, 1, 0)


def descriptor_of(process):
    """A descriptor taken out of another process."""
    libc.syscall(ctypes.c_long(CALLS["pidfd_open"][COLUMN]), ctypes.c_long(process), ctypes.c_long(0))
    pidfd = libc.syscall(ctypes.c_long(CALLS["pidfd_open"][COLUMN]), ctypes.c_long(process), ctypes.c_long(0))
    return named(ctypes.get_errno()) if pidfd < 0 else call("pidfd_getfd", pidfd, 0, 0)


def release_agents():
    """The classic of cgroup v1: a program that the host starts."""
    outcomes = set()
    for folder, _, files in os.walk("/sys/fs/cgroup"):
        for file in {"release_agent", "cgroup.procs", "memory.max", "memory.limit_in_bytes"} & set(files):
            outcomes.add(written(f"{folder}/{file}", "/tmp/x"))
    return " ".join(sorted(outcomes)) or "none there"


other = first("sleep", False)
own = sleeper()
machine = {
    "mount a memory file system": lambda: call("mount", b"none", b"/mnt", b"tmpfs", 0, None),
    "bind a folder": lambda: call("mount", b"/tmp", b"/mnt", None, 4096, None),
    "remount /proc/sys to write": lambda: call("mount", None, b"/proc/sys", None, 32 | 4096, None),
    "remount the guest's folder": lambda: call("mount", None, b"/.sandcastle", None, 32 | 4096, None),
    "unmount the guest's folder": lambda: call("umount2", b"/.sandcastle", 2),
    "mount proc anew": lambda: call("mount", b"proc", b"/mnt", b"proc", 0, None),
    "mount cgroup anew": lambda: call("mount", b"cgroup", b"/mnt", b"cgroup", 0, b"rdma"),
    "a mount namespace": lambda: call("unshare", NEWNS),
    "a user namespace": lambda: call("unshare", NEWUSER),
    "a user and mount namespace": lambda: call("unshare", NEWUSER | NEWNS),
    "a network namespace": lambda: call("unshare", NEWNET),
    "a process namespace": lambda: call("unshare", NEWPID),
    "a cgroup namespace": lambda: call("unshare", NEWCGROUP),
    "fsopen": lambda: call("fsopen", b"tmpfs", 0),
    "fsmount": lambda: call("fsmount", 0, 0, 0),
    "open_tree": lambda: call("open_tree", -100, b"/", 1),
    "move_mount": lambda: call("move_mount", -100, b"/tmp", -100, b"/mnt", 0),
    "mount_setattr": lambda: call("mount_setattr", -100, b"/", 0, bytes(32), 32),
    "pivot_root": lambda: call("pivot_root", b"/tmp", b"/tmp"),
    "chroot": lambda: call("chroot", b"/tmp"),
    "enter the namespace of PID 1": lambda: opened("/proc/1/ns/mnt"),
    "open_by_handle_at": handle,
    "trace PID 1": lambda: attach(1),
    "trace a process of another user": lambda: attach(other),
    "read the memory of PID 1": lambda: peek(1),
    "read the memory of another user": lambda: peek(other),
    "take a descriptor of PID 1": lambda: descriptor_of(1),
    "open the memory of PID 1": lambda: opened("/proc/1/mem", os.O_RDWR),
    "open the root of PID 1": lambda: opened("/proc/1/root/etc"),
    "open a descriptor of PID 1": lambda: opened("/proc/1/fd/0"),
    "read the environment of PID 1": lambda: content("/proc/1/environ"),
    "raw socket": lambda: tried(lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP) and None),
    "raw socket of IPv6": lambda: tried(lambda: socket.socket(socket.AF_INET6, socket.SOCK_RAW, 58) and None),
    "packet socket": lambda: tried(lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0x300) and None),
    "packet socket of datagrams": lambda: tried(lambda: socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, 0x300) and None),
    "a route of its own": lambda: tried(route),
    "a firewall of its own": lambda: tried(ruleset),
    "its interface taken down": lambda: tried(interface),
    "init_module": lambda: call("init_module", bytes(8), 8, b""),
    "finit_module": lambda: call("finit_module", 0, b"", 0),
    "delete_module": lambda: call("delete_module", b"overlay", 0),
    "a block device": lambda: tried(lambda: os.mknod("/tmp/block", 0o60666, os.makedev(254, 0))),
    "a character device": lambda: tried(lambda: os.mknod("/tmp/char", 0o20666, os.makedev(1, 1))),
    "add_key": lambda: call("add_key", b"user", b"x", b"y", 1, -2),
    "request_key": lambda: call("request_key", b"user", b"x", None, -2),
    "keyctl": lambda: call("keyctl", 0, -3, 1),
    "bpf": lambda: call("bpf", 5, bytes(128), 128),
    "perf_event_open": lambda: call("perf_event_open", struct.pack("=II", 1, 112) + bytes(104), 0, -1, -1, 0),
    "userfaultfd": lambda: call("userfaultfd", 0),
    "fanotify_init": lambda: call("fanotify_init", 0, 0),
    "kexec_load": lambda: call("kexec_load", 0, 0, None, 0),
    "kexec_file_load": lambda: call("kexec_file_load", 0, 0, 0, None, 0),
    "reboot": lambda: call("reboot", 0xFEE1DEAD, 672274793, 0x89ABCDEF, None),
    "swapon": lambda: call("swapon", b"/tmp/swap", 0),
    "swapoff": lambda: call("swapoff", b"/tmp/swap"),
    "settimeofday": lambda: call("settimeofday", struct.pack("=qq", 1, 0), None),
    "clock_settime": lambda: call("clock_settime", 0, struct.pack("=qq", 1, 0)),
    "adjtimex": lambda: call("adjtimex", struct.pack("=I4x", 1) + bytes(200)),
    "sethostname": lambda: call("sethostname", b"x", 1),
    "setdomainname": lambda: call("setdomainname", b"x", 1),
    "acct": lambda: call("acct", b"/tmp/acct"),
    "the kernel's log": lambda: call("syslog", 3, bytes(64), 64),
    "quotactl": lambda: call("quotactl", 0x80000500, b"/dev/vda", 0, bytes(8)),
    "a file capability": lambda: tried(capability),
    "/proc/sysrq-trigger": lambda: written("/proc/sysrq-trigger", "h"),
    "/proc/sys/kernel/core_pattern": lambda: written("/proc/sys/kernel/core_pattern", "|/tmp/x"),
    "/proc/sys/kernel/modprobe": lambda: written("/proc/sys/kernel/modprobe", "/tmp/x"),
    "/proc/sys/fs/binfmt_misc/register": lambda: written("/proc/sys/fs/binfmt_misc/register", ":x:M::x::/tmp/x:"),
    "/proc/sys/net/ipv4/ip_forward": lambda: written("/proc/sys/net/ipv4/ip_forward", "1"),
    "/proc/irq/default_smp_affinity": lambda: written("/proc/irq/default_smp_affinity", "1"),
    "/sys/kernel/uevent_helper": lambda: written("/sys/kernel/uevent_helper", "/tmp/x"),
    "/sys/kernel/mm/transparent_hugepage/enabled": lambda: written("/sys/kernel/mm/transparent_hugepage/enabled", "never"),
    "/sys/power/state": lambda: written("/sys/power/state", "mem"),
    "/sys/devices/system/cpu/cpu1/online": lambda: written("/sys/devices/system/cpu/cpu1/online", "0"),
    "cgroup files": release_agents,
    "/proc/kcore": lambda: content("/proc/kcore"),
    "/proc/keys": lambda: content("/proc/keys"),
    "/proc/timer_list": lambda: content("/proc/timer_list"),
    "/sys/firmware": lambda: tried(lambda: str(os.listdir("/sys/firmware"))),
    "/dev/mem": lambda: opened("/dev/mem"),
    "/dev/kmsg": lambda: opened("/dev/kmsg"),
    "/dev/fuse": lambda: opened("/dev/fuse"),
    "/dev/kvm": lambda: opened("/dev/kvm"),
    "/dev/vda": lambda: opened("/dev/vda"),
}
for name, attempt in machine.items():
    print(f"{name}: {attempt()}", flush=True)
# What must work, or the rest proves nothing: a program may trace its own child.
print(f"trace its own child: {attach(own.pid)}")
os.kill(own.pid, 9)
while not os.WIFSIGNALED(os.waitpid(own.pid, 0)[1]):
    pass
print("devices:", " ".join(sorted(os.listdir("/dev"))))
