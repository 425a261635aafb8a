//! The full matrix of `docker cp` (what comes × what is there × how both are typed), by that client and by ours.
//! Where the two differ, the difference stands here with its reason.

use crate::support::Home;
use std::collections::BTreeMap;
use std::fs::{self, File, Permissions};
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    File,
    Empty,
    Dir,
    EmptyDir,
    LinkToFile,
    LinkToDir,
    Dangling,
    Missing,
}

/// What is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dest {
    Missing,
    MissingParents,
    File,
    Dir,
    LinkToFile,
    LinkToDir,
    Dangling,
}

/// One cell.
#[derive(Debug, Clone, Copy)]
struct Case {
    source: Source,
    /// Nothing, a slash, or `/.` behind the source.
    ending: &'static str,
    follow: bool,
    dest: Dest,
    slash: bool,
}

const DESTS: [Dest; 7] =
    [Dest::Missing, Dest::MissingParents, Dest::File, Dest::Dir, Dest::LinkToFile, Dest::LinkToDir, Dest::Dangling];

impl Source {
    fn name(self) -> &'static str {
        match self {
            Source::File => "file",
            Source::Empty => "empty",
            Source::Dir => "dir",
            Source::EmptyDir => "empty-dir",
            Source::LinkToFile => "link-to-file",
            Source::LinkToDir => "link-to-dir",
            Source::Dangling => "dangling",
            Source::Missing => "missing",
        }
    }

    fn is_link(self) -> bool {
        matches!(self, Source::LinkToFile | Source::LinkToDir | Source::Dangling)
    }
}

impl Case {
    fn source(&self) -> String {
        format!("{}{}", self.source.name(), self.ending)
    }

    /// The destination, below the folder of the case.
    fn dest(&self) -> &'static str {
        match (self.dest, self.slash) {
            (Dest::MissingParents, false) => "no/such/d",
            (Dest::MissingParents, true) => "no/such/d/",
            (_, false) => "d",
            (_, true) => "d/",
        }
    }
}

/// Every cell that can differ from another: `-L` says nothing about what is no link, and what can't be read at all
/// needs no seven destinations.
fn cases() -> Vec<Case> {
    use Source::*;
    let mut cases = Vec::new();
    for source in [File, Empty, Dir, EmptyDir, LinkToFile, LinkToDir, Dangling, Missing] {
        let endings: &[&str] = if matches!(source, Empty | EmptyDir) { &[""] } else { &["", "/", "/."] };
        for &ending in endings {
            for follow in if source.is_link() { &[false, true][..] } else { &[false] } {
                let unreadable = source == Missing || (source == Dangling && (*follow || !ending.is_empty()));
                for dest in DESTS.into_iter().filter(|dest| !unreadable || matches!(dest, Dest::Missing | Dest::Dir)) {
                    let slashes: &[bool] = if unreadable { &[false] } else { &[false, true] };
                    cases.extend(slashes.iter().map(|&slash| Case { source, ending, follow: *follow, dest, slash }));
                }
            }
        }
    }
    cases
}

fn put(path: &Path, content: &str, mode: u32) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    File::create(path).unwrap().write_all(content.as_bytes()).unwrap();
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

fn folder(path: &Path, mode: u32) {
    fs::create_dir_all(path).unwrap();
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

fn make_sources(root: &Path) {
    put(&root.join("file"), "content of the file\n", 0o640);
    put(&root.join("empty"), "", 0o600);
    put(&root.join("dir/inner"), "inner\n", 0o644);
    put(&root.join("dir/sub/deep"), "deep\n", 0o755);
    symlink("inner", root.join("dir/link")).unwrap();
    folder(&root.join("dir/sub"), 0o700);
    folder(&root.join("dir"), 0o750);
    folder(&root.join("empty-dir"), 0o711);
    symlink("file", root.join("link-to-file")).unwrap();
    symlink("dir", root.join("link-to-dir")).unwrap();
    symlink("nowhere", root.join("dangling")).unwrap();
}

/// A numbered folder for each case, with what its destination calls for.
fn make_destinations(root: &Path, cases: &[Case]) {
    for (number, case) in cases.iter().enumerate() {
        let root = root.join(number.to_string());
        folder(&root, 0o755);
        match case.dest {
            Dest::Missing | Dest::MissingParents => {}
            Dest::File => put(&root.join("d"), "old\n", 0o604),
            Dest::Dir => {
                put(&root.join("d/old"), "old\n", 0o604);
                folder(&root.join("d"), 0o705);
            }
            Dest::LinkToFile => {
                put(&root.join("real"), "old\n", 0o604);
                symlink("real", root.join("d")).unwrap();
            }
            Dest::LinkToDir => {
                put(&root.join("real/old"), "old\n", 0o604);
                folder(&root.join("real"), 0o705);
                symlink("real", root.join("d")).unwrap();
            }
            Dest::Dangling => symlink("new", root.join("d")).unwrap(),
        }
    }
}

/// Kind, mode, target and content of everything below the current folder.
const LISTING: &str =
    r"find . -mindepth 1 \( -type l -printf '%P %y -> %l\n' -o -printf '%P %y %m\n' \); grep -rs '' . | sed 's,^\./,,'";

/// The lines of a listing, by the number that each begins with.
fn by_case(listing: &str) -> BTreeMap<usize, Vec<String>> {
    let mut cases: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for line in listing.lines() {
        let Some((number, rest)) = line.split_once('/') else { continue };
        cases.entry(number.parse().unwrap()).or_default().push(rest.to_owned());
    }
    cases.values_mut().for_each(|lines| lines.sort());
    cases
}

fn list_here(root: &Path) -> BTreeMap<usize, Vec<String>> {
    let output = Command::new("sh").args(["-c", LISTING]).current_dir(root).output().unwrap();
    by_case(&String::from_utf8(output.stdout).unwrap())
}

/// Runs every case, two at a time; which succeeded.
fn run_all(cases: &[Case], run: impl Fn(usize, &Case) -> bool + Sync) -> Vec<bool> {
    let next = AtomicUsize::new(0);
    let done = std::thread::scope(|scope| {
        let work = || {
            let mut done = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(case) = cases.get(number) else { return done };
                done.push((number, run(number, case)));
            }
        };
        let threads = [scope.spawn(work), scope.spawn(work)];
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect::<BTreeMap<_, _>>()
    });
    done.into_values().collect()
}

fn docker_cp(follow: bool, from: &str, to: &str) -> bool {
    let mut command = Command::new("docker");
    command.arg("cp").args(follow.then_some("-L")).args([from, to]);
    command.output().unwrap().status.success()
}

/// Which side copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Upload,
    Download,
}

/// How a case ended: whether it succeeded, and the tree after it.
type Outcome = (bool, Vec<String>);
/// How all of them did.
type Outcomes = (Vec<bool>, BTreeMap<usize, Vec<String>>);

/// Why we do where `docker cp` fails; `None`: it must be the same.
fn chosen(direction: Direction, case: &Case) -> Option<&'static str> {
    let contents = case.ending == "/.";
    match (case.dest, case.slash) {
        (Dest::MissingParents, _) => Some("missing parents of DEST are made"),
        (Dest::Missing | Dest::Dangling, true) => {
            Some("DEST with a slash is a folder, which is made when it is missing")
        }
        // It takes the link for no folder here, and for one without the slash, and in its own uploads.
        (Dest::LinkToDir, true) if direction == Direction::Download && contents => {
            Some("a link to a folder is that folder, typed with a slash as without")
        }
        _ => None,
    }
}

fn compare(
    direction: Direction,
    cases: &[Case],
    ours: &Outcomes,
    theirs: &Outcomes,
    before: &BTreeMap<usize, Vec<String>>,
) {
    let mut unexplained = Vec::new();
    let mut reasons = BTreeMap::new();
    for (number, case) in cases.iter().enumerate() {
        let tree = |trees: &BTreeMap<usize, Vec<String>>| trees.get(&number).cloned().unwrap_or_default();
        let outcome = |side: &Outcomes| -> Outcome { (side.0[number], tree(&side.1)) };
        let (ours, theirs) = (outcome(ours), outcome(theirs));
        if ours == theirs {
            continue;
        }
        // What we chose is always to do what the other refuses.
        match chosen(direction, case) {
            Some(reason) if ours.0 && theirs == (false, tree(before)) => *reasons.entry(reason).or_insert(0) += 1,
            _ => unexplained.push(format!("{case:?}\n    ours   {ours:?}\n    theirs {theirs:?}")),
        }
    }
    assert!(unexplained.is_empty(), "{} of {} differ:\n{}", unexplained.len(), cases.len(), unexplained.join("\n"));
    let count = if direction == Direction::Download { 3 } else { 2 };
    assert_eq!(reasons.len(), count, "a difference that is none any more: {reasons:?}");
}

fn container(home: &Home, id: &str) -> String {
    home.run(["show", id, "--json"]).success().json()["container_id"].as_str().unwrap().to_owned()
}

#[test]
fn an_upload_does_what_docker_cp_does() {
    let home = Home::new();
    let cases = cases();
    let (sources, dests) = (home.path("sources"), home.path("dests"));
    make_sources(&sources);
    make_destinations(&dests, &cases);
    let (ours, theirs) = (home.init(), home.init());
    for id in [&ours, &theirs] {
        home.run(["upload", id, dests.to_str().unwrap(), "/m"]).success();
    }
    let from = |case: &Case| format!("{}/{}", sources.display(), case.source());
    let to = |number: usize, case: &Case| format!("/m/{number}/{}", case.dest());
    let we = run_all(&cases, |number, case| {
        let (from, to) = (from(case), to(number, case));
        let follow = case.follow.then_some("-L");
        let words = ["upload"].into_iter().chain(follow).chain([ours.as_str(), &from, &to]);
        home.run(words).any_stderr().exit_code() == Some(0)
    });
    let twin = container(&home, &theirs);
    let they =
        run_all(&cases, |number, case| docker_cp(case.follow, &from(case), &format!("{twin}:{}", to(number, case))));
    let list = |id: &str| by_case(&home.run(["exec", "-u", "root", "-w", "/m", id, LISTING]).success().text());
    compare(Direction::Upload, &cases, &(we, list(&ours)), &(they, list(&theirs)), &list_here(&dests));
}

#[test]
fn a_download_does_what_docker_cp_does() {
    let home = Home::new();
    let cases = cases();
    let (sources, ours, theirs) = (home.path("sources"), home.path("ours"), home.path("theirs"));
    make_sources(&sources);
    make_destinations(&ours, &cases);
    make_destinations(&theirs, &cases);
    let before = list_here(&theirs);
    let id = home.init();
    home.run(["upload", &id, sources.to_str().unwrap(), "/s"]).success();
    let to = |root: &Path, number: usize, case: &Case| format!("{}/{number}/{}", root.display(), case.dest());
    let we = run_all(&cases, |number, case| {
        let (from, to) = (format!("/s/{}", case.source()), to(&ours, number, case));
        let follow = case.follow.then_some("-L");
        let words = ["download"].into_iter().chain(follow).chain([id.as_str(), &from, &to]);
        home.run(words).any_stderr().exit_code() == Some(0)
    });
    let twin = container(&home, &id);
    let they = run_all(&cases, |number, case| {
        docker_cp(case.follow, &format!("{twin}:/s/{}", case.source()), &to(&theirs, number, case))
    });
    compare(Direction::Download, &cases, &(we, list_here(&ours)), &(they, list_here(&theirs)), &before);
}
