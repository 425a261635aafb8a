//! The whole tree of the sandbox: listed, captured as what has changed since, and changed to what an archive says.
//! What the engine mounted and what is the guest's own is no part of it.

use super::command::resolve_path;
use super::quiesce::Silence;
use super::transfer::{Errand, Receiver, Sender, summary_of, told};
use super::users::Users;
use super::wire::{failure, os_failure};
use crate::archive::{self, Adoption, ApplyOptions, Bounds, CaptureOptions, ListReader, Owner, Pulse};
use crate::guest::protocol::{
    Apply, Capture, Captured, Failure, FailureCode, Frame, GUEST_FOLDER, SOCKET_FOLDER, STATE_FOLDER, Summary,
    TRUST_FOLDER, Text, header,
};
use rustix::fd::OwnedFd;
use rustix::fs::{CWD, Mode, OFlags, openat};
use std::ffi::OsStr;
use std::io::{self, BufReader, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::time::{Duration, Instant};

/// While everything stands still, a client that neither sends nor takes anything for so long has lost its turn.
const PATIENCE: Duration = Duration::from_secs(5);
/// Between two signs of life.
const BEAT: Duration = Duration::from_secs(1);
/// What the engine, the kernel and the guest put at the top.
const PROTECTED: [&str; 7] = [GUEST_FOLDER, SOCKET_FOLDER, TRUST_FOLDER, "/.dockerenv", "/proc", "/sys", "/dev"];
/// The files by which a machine is told from others.
const MACHINE_IDS: [&str; 2] = ["/etc/machine-id", "/var/lib/dbus/machine-id"];

fn open(path: &OsStr) -> io::Result<OwnedFd> {
    Ok(openat(CWD, path, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?)
}

/// The path without its slashes at either end, as the archive has it.
fn inner(path: impl AsRef<[u8]>) -> Vec<u8> {
    let path = path.as_ref();
    let names: Vec<&[u8]> = path.split(|byte| *byte == b'/').filter(|name| !matches!(*name, b"" | b".")).collect();
    names.join(&b'/')
}

/// What is no part of the tree: the engine's, the kernel's and the guest's own.
fn own_places() -> impl Iterator<Item = Vec<u8>> {
    let identity = ["identity.json", ".identity.json.new"].map(|name| inner(format!("{STATE_FOLDER}/{name}")));
    PROTECTED.iter().copied().chain(["/run/.containerenv"]).map(inner).chain(identity)
}

/// The same, seen from the directory `dest`.
pub(super) fn protected_below(dest: &[u8]) -> Vec<Vec<u8>> {
    let dest = inner(dest);
    let seen = |place: Vec<u8>| match dest.as_slice() {
        b"" => Some(place),
        dest => archive::lies_below(&place, dest).then(|| place[dest.len() + 1..].to_vec()),
    };
    own_places().filter_map(seen).collect()
}

/// The top of the tree that is wanted, and what is not walked in it.
fn ground(workdir: &str, wanted: &Capture) -> Result<(OwnedFd, Bounds), Failure> {
    let whole = wanted.path.0.is_empty() || wanted.path.0 == b"/";
    let path = if whole { b"/".to_vec() } else { resolve_path(workdir, &wanted.path.0) };
    let path = OsStr::from_bytes(&path);
    let root = open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => failure(FailureCode::NotFound, format!("{}: no such directory", path.display())),
        io::ErrorKind::NotADirectory => failure(FailureCode::Conflict, format!("{}: no directory", path.display())),
        _ => os_failure(&path.to_string_lossy(), &error),
    })?;
    let skip = if whole { own_places().collect() } else { Vec::new() };
    let pulse = Pulse::default();
    let mounts = wanted.mounts.iter().map(|mount| resolved(&mount.0)).collect();
    Ok((root, Bounds { pulse, skip, mounts, ..Bounds::default() }))
}

/// Where a volume lies: the engine has followed the links on the way to it.
pub(super) fn resolved(path: &[u8]) -> Vec<u8> {
    let real = std::fs::canonicalize(OsStr::from_bytes(path));
    real.map_or_else(|_| inner(path), |real| inner(real.as_os_str().as_bytes()))
}

/// Says every second that there is more to come, and so finds out whether anybody waits for it.
fn pulse(errand: &Errand) -> Result<Pulse, Failure> {
    let socket = errand.socket.try_clone().map_err(|error| os_failure("the connection", &error))?;
    let last = std::sync::Mutex::new(Instant::now());
    Ok(Pulse::new(move || {
        let mut last = last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if last.elapsed() >= BEAT {
            *last = Instant::now();
            // Frames are sent whole: between two of them there is room for an empty one.
            (&mut &socket).write_all(&header(Frame::Data, 0))?;
        }
        Ok(())
    }))
}

/// Gives out the list of a tree.
pub(super) fn list(errand: &Errand, wanted: &Capture) -> Result<Captured, Failure> {
    let (root, mut bounds) = ground(&errand.workdir, wanted)?;
    bounds.pulse = pulse(errand)?;
    let mut sender = io::BufWriter::with_capacity(64 * 1024, Sender::new(&errand.socket));
    let listed = archive::list_tree(root, &bounds, wanted.digests, wanted.pristine, &mut sender).map_err(told)?;
    let sender = sender.into_inner().map_err(|error| os_failure("the connection", error.error()));
    sender?.flush().map_err(|error| os_failure("the connection", &error))?;
    Ok(captured_of(listed, None))
}

/// Takes in how the tree was, and gives out what has changed since.
pub(super) fn capture(errand: &Errand, wanted: &Capture, receiver: Receiver<'_>) -> Result<Captured, Failure> {
    let (root, mut bounds) = ground(&errand.workdir, wanted)?;
    bounds.pulse = pulse(errand)?;
    let options = CaptureOptions {
        bounds,
        caches: wanted.caches.iter().map(|name| name.0.clone()).collect(),
        exclude: wanted.exclude.clone(),
        doubt_since: (wanted.doubt_since_ms > 0)
            .then(|| i64::try_from(wanted.doubt_since_ms / 1000).unwrap_or(i64::MAX)),
    };
    let mut receiver = BufReader::with_capacity(64 * 1024, receiver);
    let mut sender = Sender::new(&errand.socket);
    // A client that sends has its list at hand: nobody stands still for one that is still looking for it.
    let before = ListReader::new(&mut receiver).map_err(told)?;
    let silence = match wanted.pause {
        false => None,
        true => {
            let timed = errand.socket.set_read_timeout(Some(PATIENCE));
            timed
                .and_then(|()| errand.socket.set_write_timeout(Some(PATIENCE)))
                .map_err(|error| os_failure("the connection", &error))?;
            let silence = Silence::begin(&errand.gate).ok_or_else(|| {
                let message = "something in the sandbox would not stand still; try again, or with --no-pause";
                failure(FailureCode::Failed, message)
            })?;
            Some(silence)
        }
    };
    let captured = archive::capture(root, before, &options, &mut sender);
    let paused = silence.map(Silence::end);
    let captured = captured.map_err(told)?;
    sender.flush().map_err(|error| os_failure("the connection", &error))?;
    // The client may still be sending the end of its list.
    io::copy(&mut receiver, &mut io::sink())
        .map_err(|error| failure(FailureCode::Damaged, format!("the list: {error}")))?;
    Ok(captured_of(captured, paused))
}

fn captured_of(captured: archive::Captured, paused: Option<Duration>) -> Captured {
    let texts = |names: Vec<Vec<u8>>| names.into_iter().map(Text).collect();
    Captured {
        entries: captured.entries,
        bytes: captured.bytes,
        gone: captured.gone,
        unchanged: captured.unchanged,
        recognised: captured.recognised,
        left_out: texts(captured.left_out),
        left_out_count: captured.left_out_count,
        unkept: texts(captured.unkept),
        unkept_count: captured.unkept_count,
        paused_us: paused.map(|paused| u64::try_from(paused.as_micros()).unwrap_or(u64::MAX)),
    }
}

/// Takes changes in and makes the tree so.
pub(super) fn apply(wanted: &Apply, receiver: &mut Receiver<'_>) -> Result<Summary, Failure> {
    let free = rustix::fs::statvfs("/").map_err(|error| os_failure("the file system", &error.into()))?;
    let free = free.f_bavail.saturating_mul(free.f_frsize);
    if wanted.bytes > free {
        let message = format!("{} bytes are needed, and the sandbox has room for {free}", wanted.bytes);
        return Err(failure(FailureCode::NoSpace, message));
    }
    let root = || open(OsStr::new("/")).map_err(|error| os_failure("/", &error));
    let options = ApplyOptions {
        protected: PROTECTED.map(inner).to_vec(),
        mounted: wanted.mounted.iter().map(|place| resolved(&place.0)).collect(),
        ..ApplyOptions::default()
    };
    let summary = archive::apply(receiver, root()?, &options).map_err(told)?;
    io::copy(receiver, &mut io::sink())
        .map_err(|error| failure(FailureCode::Damaged, format!("the end of the archive: {error}")))?;
    // Now, when the users of the snapshot are there.
    let (owner, folders) = adopted(wanted)?;
    if !folders.is_empty() {
        let bounds = Bounds { skip: options.mounted, every_mount: true, ..Bounds::default() };
        let all = Adoption { folders: &folders, from: None, bounds };
        archive::adopt(root()?, &all, owner).map_err(told)?;
    }
    if wanted.new_machine {
        renew_machine_ids().map_err(|error| os_failure("the id of the machine", &error))?;
    }
    Ok(summary_of(summary))
}

/// What belongs to the sandbox user, and who that is. With root as the user nothing is given away: what others own
/// there, they own on purpose.
fn adopted(wanted: &Apply) -> Result<(Owner, Vec<Vec<u8>>), Failure> {
    let account = Users::read().resolve(&wanted.user)?;
    let owner = Owner { uid: account.uid, gid: account.gid };
    if owner.uid == 0 {
        return Ok((owner, Vec::new()));
    }
    Ok((owner, own_folders(&[&account.home, wanted.workdir.as_bytes()])))
}

/// Those of some folders that can be a user's own, as the archive has them: a whole root, or a folder of the system in
/// it, is nobody's.
pub(super) fn own_folders(paths: &[&[u8]]) -> Vec<Vec<u8>> {
    let own = |folder: &Vec<u8>| {
        !SYSTEM.iter().any(|name| name.as_bytes() == folder.split(|b| *b == b'/').next().unwrap_or(b""))
    };
    let mut folders: Vec<Vec<u8>> = paths.iter().map(inner).filter(|folder| !folder.is_empty()).filter(own).collect();
    folders.dedup();
    folders
}

/// Directories at the top that belong to the system.
const SYSTEM: [&str; 12] = ["bin", "boot", "dev", "etc", "lib", "lib64", "proc", "run", "sbin", "sys", "usr", "var"];

/// A machine that was copied is another machine.
fn renew_machine_ids() -> io::Result<()> {
    let mut bytes = [0u8; 16];
    getrandom::fill(&mut bytes).map_err(|_| io::Error::from(io::ErrorKind::Other))?;
    let id: String = bytes.iter().map(|byte| format!("{byte:02x}")).chain(["\n".to_owned()]).collect();
    for path in MACHINE_IDS {
        let flags = OFlags::RDWR | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let Ok(file) = openat(CWD, path, flags, Mode::empty()) else { continue };
        let mut file = std::fs::File::from(file);
        let mut old = String::new();
        // An empty one is filled by who needs it, and a short one is none.
        if file.metadata()?.is_file() && (&mut file).take(64).read_to_string(&mut old).is_ok() && old.trim().len() == 32
        {
            rustix::fs::ftruncate(&file, 0)?;
            rustix::io::pwrite(&file, id.as_bytes(), 0)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_as_the_archive_has_them() {
        assert_eq!(inner("/a//b/./c/"), b"a/b/c");
        assert_eq!(inner("/"), b"");
        assert!(protected_below(b"/").contains(&b"proc".to_vec()));
        assert_eq!(protected_below(b"/var/lib/sandcastle/"), [&b"identity.json"[..], b".identity.json.new"]);
        assert_eq!(protected_below(b"/workspace"), Vec::<Vec<u8>>::new());
    }
}
