//! Every command that changes something: one line a verb.

/// Where a verb can be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// On both engines.
    Both,
    /// On the one in memory alone: the real one would ask the world for an image.
    Memory,
    /// On the real one alone: the guests of the one in memory have no files.
    Real,
}

/// A verb with what must be there for it.
#[derive(Debug, Clone, Copy)]
pub struct Verb {
    /// What it is called in messages.
    pub name: &'static str,
    /// Commands that come before, each of which succeeds.
    pub before: &'static [&'static str],
    /// The command that is killed.
    pub run: &'static str,
    /// What comes afterwards: the same once more, or what makes up for it.
    pub then: &'static str,
    /// Exit codes that are right for that, whichever way the first one ended.
    pub again: &'static [i32],
    /// Where it can be tried.
    pub on: On,
    /// Commands that clear away what no sandbox takes along; they may fail.
    pub after: &'static [&'static str],
    /// Whether it has steps in the journal. One without may die at any change, of which there are more.
    pub journalled: bool,
}

impl Verb {
    const fn leaving(self, after: &'static [&'static str]) -> Verb {
        Verb { after, ..self }
    }

    const fn without_journal(self) -> Verb {
        Verb { journalled: false, ..self }
    }
}

const fn verb(name: &'static str, before: &'static [&'static str], run: &'static str, again: &'static [i32]) -> Verb {
    Verb { name, before, run, then: run, again, on: On::Both, after: &[], journalled: true }
}

/// Work in the background: it is waited for, and what broke off is tried again.
const fn detached(name: &'static str, before: &'static [&'static str], run: &'static str) -> Verb {
    // There may be nothing to try again: it was done, or never begun.
    Verb { then: "retry one", ..verb(name, before, run, &[0, 4, 6]) }
}

const fn detached_real(name: &'static str, before: &'static [&'static str], run: &'static str) -> Verb {
    Verb { on: On::Real, ..detached(name, before, run) }
}

const fn real(name: &'static str, before: &'static [&'static str], run: &'static str, again: &'static [i32]) -> Verb {
    Verb { on: On::Real, ..verb(name, before, run, again) }
}

/// What needs no engine.
const fn alone(name: &'static str, before: &'static [&'static str], run: &'static str, again: &'static [i32]) -> Verb {
    Verb { on: On::Memory, ..verb(name, before, run, again) }
}

/// Over a sandbox that could not be made in the background.
const fn failed(name: &'static str, run: &'static str, again: &'static [i32]) -> Verb {
    let before = &["init --name one --image not/there --detach", "wait one"];
    Verb { on: On::Memory, ..verb(name, before, run, again) }
}

const ONE: &str = "init --name one";
/// What the sandbox has from now on, and must never lose.
pub const STATE: &str = "exec one cp /etc/hostname /tmp/kept";
/// Succeeds where that is still there.
pub const STILL_THERE: &str = "exec one test -s /tmp/kept";
const TAKE: &str = "snapshot one --name first";
/// Settings that may be read back; the oracle looks for them.
const TOKEN: &str = "secret set TOKEN --plain --file @old";
pub const OTHER: &str = "secret set OTHER --plain --file @old";
const NO_SECRETS: &[&str] = &["secret rm TOKEN OTHER --yes"];
const NO_VOLUMES: &[&str] = &["volume rm cache --ignore-not-found", "volume rm --home --ignore-not-found"];
/// A bucket of the S3 server that the yard has.
pub const BUCKET: &str = "s3://tests/crash";
const PUSHED: &str = "sync push one /tmp/tree s3://tests/crash";
const TREE: &str = "upload one @payload /tmp/tree/payload";

/// The table.
pub const VERBS: &[Verb] = &[
    verb("init", &[], ONE, &[0, 5]),
    verb("init, no name", &[], "init --ttl 1h --port 3000", &[0]),
    verb("init, no network", &[], "init --name one --network none", &[0, 5]),
    verb("init, replacing", &[ONE], "init --name one --if-exists replace", &[0]),
    verb("init, reusing", &[ONE, "stop one"], "init --name one --if-exists reuse", &[0]),
    verb("start", &[ONE, "stop one"], "start one", &[0]),
    verb("stop", &[ONE], "stop one", &[0]),
    verb("kill", &[ONE], "kill one --ignore-not-found", &[0]),
    verb("kill, stopped", &[ONE, "stop one"], "kill one --ignore-not-found", &[0]),
    verb("kill, many", &[ONE, "init --name one-more"], "kill one one-more --yes --ignore-not-found", &[0]),
    verb("stop, temporary", &["init --name one --rm"], "stop one", &[0, 4]),
    verb("restart", &[ONE], "restart one", &[0]),
    verb("restart, stopped", &[ONE, "stop one"], "restart one", &[0]),
    verb("pause", &[ONE], "pause one", &[0]),
    verb("resume", &[ONE, "pause one"], "resume one", &[0]),
    // There is no `one` any more if it was done.
    verb("rename", &[ONE], "rename one other", &[0, 4]),
    verb("rename, stopped", &[ONE, "stop one"], "rename one other", &[0, 4]),
    verb("keepalive", &[ONE], "keepalive one", &[0]),
    verb("pool fill", &[], "pool fill --size 2", &[0]),
    verb("pool drain", &["pool fill --size 2"], "pool drain", &[0]),
    verb("init, from the pool", &["pool fill --size 1"], ONE, &[0, 5]),
    verb("gc", &["init --name one --label gone=soon"], "gc --older-than 0s --label gone", &[0]),
    verb("get-host", &[ONE], "get-host one 3000", &[0]),
    verb("config set", &[], "config set sandbox.pids 100", &[0]),
    verb("config unset", &["config set sandbox.pids 100"], "config unset sandbox.pids", &[0]),
    verb("modify", &[ONE], "modify one --memory 3g --pids 99 -e KEY=value --label a=b --ttl 1h", &[0]),
    verb("modify, stopped", &[ONE, "stop one"], "modify one --memory 3g --pids 99 --port 3000", &[0]),
    verb("modify, restarting", &[ONE], "modify one --memory 3g --pids 99 --restart", &[0]),
    verb("modify, egress", &[ONE], "modify one --egress none", &[0]),
    verb("init, with a volume", &[], "init --name one --volume cache:/cache --data reports", &[0, 5])
        .leaving(NO_VOLUMES),
    verb("kill, with a volume", &["init --name one --volume cache:/cache"], "kill one --ignore-not-found", &[0])
        .leaving(NO_VOLUMES),
    verb("volume create", &[], "volume create cache", &[0]).leaving(NO_VOLUMES),
    verb("volume rm", &["volume create cache"], "volume rm cache --ignore-not-found", &[0]).leaving(NO_VOLUMES),
    alone("secret set", &[OTHER], "secret set TOKEN --plain --file @new", &[0]).leaving(NO_SECRETS),
    alone("secret rotate", &[OTHER, TOKEN], "secret rotate TOKEN --file @new", &[0]).leaving(NO_SECRETS),
    alone("secret rm", &[OTHER, TOKEN], "secret rm TOKEN --ignore-not-found", &[0]).leaving(NO_SECRETS),
    alone("secret rekey", &[OTHER, TOKEN], "secret rekey", &[0]).leaving(NO_SECRETS),
    detached("init, detached", &[], "init --name one --detach"),
    failed("init, over a failure", "init --name one", &[0, 5]),
    failed("kill, of a failure", "kill one --ignore-not-found", &[0]),
    detached("start, detached", &[ONE, "stop one"], "start one --detach"),
    detached("kill, detached", &[ONE], "kill one --detach"),
    real("run", &[], "run true", &[0]),
    real("snapshot", &[ONE, STATE], "snapshot one --name first", &[0]),
    real("snapshot, stopping", &[ONE, STATE], "snapshot one --stop", &[0]),
    real("restore", &[ONE, STATE, TAKE], "restore one first --yes", &[0]),
    real("restore, stopped", &[ONE, STATE, TAKE, "stop one"], "restore one first --yes --no-backup", &[0]),
    real("fork", &[ONE, STATE], "fork one -n 2", &[0]),
    real("snapshots rm", &[ONE, TAKE], "snapshots rm first --ignore-not-found", &[0]),
    real("snapshots prune", &[ONE, TAKE], "snapshots prune --keep-last 0 --yes", &[0]),
    real("snapshots export", &[ONE, TAKE], "snapshots export first @out.tar --force", &[0]),
    real(
        "snapshots import",
        &[ONE, TAKE, "snapshots export first @in.tar --force", "snapshots rm first"],
        "snapshots import @in.tar",
        &[0],
    ),
    real("init, with all that is kept", &[], "init --name one --volume cache:/cache --home --data reports", &[0, 5])
        .leaving(NO_VOLUMES),
    real("modify, to an open egress", &["init --name one --egress none"], "modify one --egress open", &[0]),
    real("snapshots push", &[ONE, TAKE], "snapshots push first --remote s3://tests/crash", &[0]).without_journal(),
    real(
        "snapshots pull",
        &[ONE, TAKE, "snapshots push first --remote s3://tests/crash", "snapshots rm first"],
        "snapshots pull first --remote s3://tests/crash",
        &[0],
    )
    .without_journal(),
    real("sync push", &[ONE, TREE], PUSHED, &[0]).without_journal(),
    real("sync pull", &[ONE, TREE, PUSHED], "sync pull one /tmp/back s3://tests/crash --delete", &[0])
        .without_journal(),
    real("sync pull, stopped", &[ONE, TREE, PUSHED, "stop one"], "sync pull one /tmp/back s3://tests/crash", &[0]),
    real("upload", &[ONE, "stop one"], "upload one @payload /tmp/payload", &[0]),
    real("download", &[ONE, STATE], "download one /tmp/kept @kept", &[0]),
    real("cp", &[ONE, STATE, "init --name two"], "cp one:/tmp/kept two:/tmp/kept", &[0]),
    real("apply", &[ONE, STATE, "init --name two"], "apply one two", &[0]),
    real("map, of forks", &[ONE, STATE], "map --fork one -n 2 -- true", &[0]),
    real("race", &[ONE, STATE], "race one -n 2 -- true", &[0]),
    detached_real("snapshot, detached", &[ONE, STATE], "snapshot one --name first --detach"),
    detached_real("restore, detached", &[ONE, STATE, TAKE], "restore one first --yes --detach"),
    detached_real("fork, detached", &[ONE, STATE], "fork one -n 2 --detach"),
    detached_real("upload, detached", &[ONE], "upload one @payload /tmp/payload --detach"),
];

/// Numbers that look random and follow from a seed: splitmix64, of which nothing but evenness is wanted.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// A number from 0 to below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit.max(1)
    }
}
