//! An engine whose disk is full: what is made there is made whole or not at all, and what is there goes on.

use crate::yard::Yard;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Bytes that are left free: for nothing, for the engine's own files, for a container, for a part of what comes into it.
const LEFT: [usize; 5] = [0, 60_000, 300_000, 3_000_000, 12_000_000];

/// A file that takes all room but some bytes, gone when dropped.
struct Filler(PathBuf);

impl Filler {
    fn all_but(left: usize, folder: &Path) -> Filler {
        let filler = Filler(folder.join("filler"));
        let mut file = File::create(&filler.0).unwrap();
        while file.write_all(&[0; 4096]).is_ok() {}
        let taken = file.metadata().unwrap().len();
        file.set_len(taken.saturating_sub(left as u64)).unwrap();
        filler
    }
}

impl Drop for Filler {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Tries what needs room on the engine's disk.
#[track_caller]
pub fn try_verbs(yard: &Yard, disk: &Path) {
    let line = |words: &[&str]| yard.home.run(words).any_stderr();
    yard.run("init --name one").success();
    line(&["exec", "one", "head -c 20000000 /dev/urandom > /big"]).success();
    yard.run("snapshot one --name first").success();
    line(&["exec", "one", "echo newer > /state"]).success();
    for left in LEFT {
        for verb in ["init --name two", "fork first --name two", "fork one --name two", "restore one first --no-backup"]
        {
            let filler = Filler::all_but(left, disk);
            let run = yard.run(&format!("{verb} --json"));
            let (code, said) = (run.exit_code(), run.stderr());
            drop(filler);
            let when = format!("{verb} with {left} bytes left: exit {code:?} {said}");
            // What comes in has 20 MB; with nothing left there is room for nothing.
            let fits = left > 0 && verb.starts_with("init");
            assert!(code == Some(1) || (code == Some(0) && fits), "{when}");
            assert_eq!(yard.settled(), Vec::<String>::new(), "{when}");
            let made = yard.listed().values().any(|(name, _)| name == "two");
            assert_eq!(made, code == Some(0), "{when}");
            line(&["exec", "one", "cat /state"]).success().stdout("newer\n");
            assert_eq!(line(&["exec", "one", "cat /big"]).success().bytes().len(), 20_000_000, "{when}");
            yard.run("kill two --ignore-not-found").success();
        }
    }
    yard.run("restore one first --no-backup").success();
    line(&["exec", "one", "test ! -e /state"]).success();
}
