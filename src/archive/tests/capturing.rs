//! What has changed in a tree is found and packed, and nothing else.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, Mode, OFlags, openat};

use crate::archive::{Bounds, CaptureOptions, Captured, GONE, capture, list_tree};

struct Tree {
    _folder: tempfile::TempDir,
    top: PathBuf,
    list: Vec<u8>,
}

impl Tree {
    fn new() -> Tree {
        let folder = tempfile::tempdir().unwrap();
        let top = folder.path().join("top");
        fs::create_dir_all(top.join("etc/deep/er")).unwrap();
        fs::create_dir_all(top.join("out")).unwrap();
        for file in ["etc/a", "etc/b", "etc/deep/c", "etc/deep/er/d", "etc-x", "out/built"] {
            fs::write(top.join(file), file).unwrap();
        }
        symlink("a", top.join("etc/link")).unwrap();
        let mut tree = Tree { _folder: folder, top, list: Vec::new() };
        let mut list = Vec::new();
        assert_eq!(list_tree(tree.open(), &Bounds::default(), &mut list).unwrap(), 12);
        tree.list = list;
        // The clock of ctimes may be coarse.
        std::thread::sleep(std::time::Duration::from_millis(20));
        tree
    }

    fn open(&self) -> std::os::fd::OwnedFd {
        openat(CWD, &self.top, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty()).unwrap()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.top.join(name)
    }

    /// The names of the entries, what is gone, and the summary.
    fn capture(&self, options: &CaptureOptions) -> (Vec<String>, Vec<String>, Captured) {
        let mut bytes = Vec::new();
        let captured = capture(self.open(), &self.list[..], options, &mut bytes).unwrap();
        let (mut names, mut gone) = (Vec::new(), Vec::new());
        for entry in tar::Archive::new(&bytes[..]).entries().unwrap() {
            let mut entry = entry.unwrap();
            let name = String::from_utf8(entry.path_bytes().into_owned()).unwrap();
            if name.as_bytes() == GONE {
                let mut text = String::new();
                std::io::Read::read_to_string(&mut entry, &mut text).unwrap();
                gone.extend(text.split_terminator('\0').map(str::to_owned));
            } else {
                names.push(name);
            }
        }
        (names, gone, captured)
    }
}

fn plain() -> CaptureOptions {
    CaptureOptions { caches: vec![b"out".to_vec(), b"node_modules".to_vec()], ..CaptureOptions::default() }
}

fn chmod(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn nothing_changed_is_nothing_captured() {
    let tree = Tree::new();
    let (names, gone, captured) = tree.capture(&plain());
    assert_eq!((names, gone), (vec![], vec![]));
    assert_eq!((captured.unchanged, captured.entries), (12, 0));
}

#[test]
fn content_mode_and_name_are_seen_even_when_the_time_is_put_back() {
    let tree = Tree::new();
    let before = fs::metadata(tree.path("etc/a")).unwrap().modified().unwrap();
    fs::write(tree.path("etc/a"), "etc/A").unwrap();
    fs::File::options().write(true).open(tree.path("etc/a")).unwrap().set_modified(before).unwrap();
    chmod(&tree.path("etc/deep/c"), 0o600);
    fs::rename(tree.path("etc-x"), tree.path("etc-y")).unwrap();
    let (names, gone, _) = tree.capture(&plain());
    assert_eq!(names, ["./", "etc/a", "etc/deep/c", "etc-y"]);
    assert_eq!(gone, ["etc-x"]);
}

#[test]
fn a_gone_directory_is_named_once_and_a_replaced_one_not_at_all() {
    let tree = Tree::new();
    fs::remove_dir_all(tree.path("etc/deep")).unwrap();
    fs::remove_dir_all(tree.path("out")).unwrap();
    fs::write(tree.path("out"), "a file now").unwrap();
    fs::remove_file(tree.path("etc/link")).unwrap();
    fs::create_dir(tree.path("etc/link")).unwrap();
    fs::write(tree.path("etc/link/new"), "new").unwrap();
    let (names, gone, captured) = tree.capture(&plain());
    assert_eq!(names, ["./", "etc/", "etc/link/", "etc/link/new", "out"]);
    assert_eq!(gone, ["etc/deep"]);
    assert_eq!((captured.gone, captured.bytes), (1, 13));
}

#[test]
fn caches_are_left_out_unless_they_were_there_before() {
    let tree = Tree::new();
    fs::create_dir_all(tree.path("etc/deep/node_modules/x")).unwrap();
    fs::create_dir_all(tree.path("etc/out")).unwrap();
    fs::write(tree.path("etc/node_modules"), "a file of that name").unwrap();
    fs::write(tree.path("out/more"), "in a folder of the image").unwrap();
    fs::write(tree.path("etc/x.log"), "").unwrap();
    let options = CaptureOptions { exclude: vec!["*.log".to_owned()], ..plain() };
    let (names, gone, captured) = tree.capture(&options);
    assert_eq!(names, ["etc/", "etc/deep/", "etc/node_modules", "out/", "out/more"]);
    assert_eq!(gone, Vec::<String>::new());
    let left_out: Vec<&[u8]> = captured.left_out.iter().map(Vec::as_slice).collect();
    assert_eq!(left_out, [&b"etc/deep/node_modules"[..], b"etc/out", b"etc/x.log"]);
    let all = CaptureOptions::default();
    assert!(tree.capture(&all).0.contains(&"etc/deep/node_modules/x/".to_owned()));
}

#[test]
fn what_is_passed_over_is_neither_captured_nor_gone() {
    let tree = Tree::new();
    fs::write(tree.path("etc/deep/er/d"), "changed").unwrap();
    fs::write(tree.path("etc/b"), "changed").unwrap();
    let bounds = Bounds { skip: vec![b"etc/deep".to_vec(), b"etc/b".to_vec()], ..Bounds::default() };
    let (names, gone, _) = tree.capture(&CaptureOptions { bounds, ..plain() });
    assert_eq!((names, gone), (vec![], vec![]));
}

#[test]
fn a_damaged_list_captures_nothing() {
    let tree = Tree::new();
    let cut = &tree.list[..tree.list.len() - 1];
    let failed = capture(tree.open(), cut, &plain(), &mut std::io::sink()).unwrap_err();
    assert!(failed.to_string().contains("cut off"), "{failed}");
}
