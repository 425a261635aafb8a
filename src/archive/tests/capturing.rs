//! What has changed in a tree is found and packed, and nothing else.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, Mode, OFlags, openat};

use super::put;
use crate::archive::{
    ApplyOptions, ArchiveError, Bounds, CaptureOptions, Captured, GONE, Item, ListReader, ListWriter, apply, capture,
    index, list_tree, read_index,
};

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
            put(&top.join(file), file.as_bytes());
        }
        symlink("a", top.join("etc/link")).unwrap();
        let mut tree = Tree { _folder: folder, top, list: Vec::new() };
        let mut list = Vec::new();
        assert_eq!(list_tree(tree.open(), &Bounds::default(), false, false, &mut list).unwrap().entries, 12);
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
        let captured = capture(self.open(), ListReader::new(&self.list[..]).unwrap(), options, &mut bytes).unwrap();
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
    put(&tree.path("etc/a"), "etc/A".as_bytes());
    fs::File::options().write(true).open(tree.path("etc/a")).unwrap().set_modified(before).unwrap();
    chmod(&tree.path("etc/deep/c"), 0o600);
    rustix::fs::rename(tree.path("etc-x"), tree.path("etc-y")).unwrap();
    let (names, gone, _) = tree.capture(&plain());
    assert_eq!(names, ["./", "etc/a", "etc/deep/c", "etc-y"]);
    assert_eq!(gone, ["etc-x"]);
}

#[test]
fn a_gone_directory_is_named_once_and_a_replaced_one_not_at_all() {
    let tree = Tree::new();
    fs::remove_dir_all(tree.path("etc/deep")).unwrap();
    fs::remove_dir_all(tree.path("out")).unwrap();
    put(&tree.path("out"), "a file now".as_bytes());
    fs::remove_file(tree.path("etc/link")).unwrap();
    fs::create_dir(tree.path("etc/link")).unwrap();
    put(&tree.path("etc/link/new"), "new".as_bytes());
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
    put(&tree.path("etc/node_modules"), "a file of that name".as_bytes());
    put(&tree.path("out/more"), "in a folder of the image".as_bytes());
    put(&tree.path("etc/x.log"), "".as_bytes());
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
    put(&tree.path("etc/deep/er/d"), "changed".as_bytes());
    put(&tree.path("etc/b"), "changed".as_bytes());
    let bounds = Bounds { skip: vec![b"etc/deep".to_vec(), b"etc/b".to_vec()], ..Bounds::default() };
    let (names, gone, _) = tree.capture(&CaptureOptions { bounds, ..plain() });
    assert_eq!((names, gone), (vec![], vec![]));
}

#[test]
fn a_file_that_was_only_touched_by_its_ctime_is_known_by_its_content() {
    let mut tree = Tree::new();
    let mut list = Vec::new();
    list_tree(tree.open(), &Bounds::default(), true, false, &mut list).unwrap();
    tree.list = list;
    let before = fs::metadata(tree.path("etc/a")).unwrap().modified().unwrap();
    chmod(&tree.path("etc/a"), 0o600);
    chmod(&tree.path("etc/a"), 0o644);
    put(&tree.path("etc/b"), b"etc/B");
    fs::File::options().write(true).open(tree.path("etc/b")).unwrap().set_modified(before).unwrap();
    let (names, ..) = tree.capture(&plain());
    assert_eq!(names, ["etc/b"]);
}

#[test]
fn a_file_whose_ctime_is_young_is_believed_only_with_its_content() {
    let mut tree = Tree::new();
    let mut list = ListWriter::new(Vec::new()).unwrap();
    let mut plain_list = Vec::new();
    list_tree(tree.open(), &Bounds::default(), true, false, &mut plain_list).unwrap();
    let mut reader = ListReader::new(&plain_list[..]).unwrap();
    while let Some(mut item) = reader.read().unwrap() {
        if item.path == b"etc/b" {
            // As if it had been written to through a mapping since.
            item.digest = Some([0; 32]);
        }
        list.write(&item).unwrap();
    }
    tree.list = list.finish().unwrap();
    assert_eq!(tree.capture(&plain()).0, Vec::<String>::new());
    let doubting = CaptureOptions { doubt_since: Some(0), ..plain() };
    assert_eq!(tree.capture(&doubting).0, ["etc/b"]);
}

#[test]
fn a_file_of_the_same_times_and_another_number_is_believed_only_with_its_content() {
    let mut tree = Tree::new();
    let mut plain_list = Vec::new();
    list_tree(tree.open(), &Bounds::default(), true, false, &mut plain_list).unwrap();
    let with = |inode: u64, digest: Option<[u8; 32]>| {
        let mut list = ListWriter::new(Vec::new()).unwrap();
        let mut reader = ListReader::new(&plain_list[..]).unwrap();
        while let Some(mut item) = reader.read().unwrap() {
            if item.path == b"etc/b" {
                item.inode = inode;
                item.digest = digest.or(item.digest);
            }
            list.write(&item).unwrap();
        }
        list.finish().unwrap()
    };
    // As if the directories of two such files had been swapped.
    tree.list = with(1, Some([0; 32]));
    assert_eq!(tree.capture(&plain()).0, ["etc/b"]);
    tree.list = with(1, None);
    assert_eq!(tree.capture(&plain()).0, Vec::<String>::new());
    tree.list = with(0, Some([0; 32]));
    assert_eq!(tree.capture(&plain()).0, Vec::<String>::new(), "nothing is known of its number");
}

#[test]
fn every_name_of_a_file_has_its_digest_in_the_index() {
    let tree = Tree::new();
    fs::hard_link(tree.path("etc/a"), tree.path("etc/twin")).unwrap();
    let mut bytes = Vec::new();
    capture(tree.open(), ListReader::new(&tree.list[..]).unwrap(), &plain(), &mut bytes).unwrap();
    let mut found = Vec::new();
    index(&mut &bytes[..], &mut found, None).unwrap();
    let mut items = Vec::new();
    let read = |item: Item| {
        items.push((item.path, item.size, item.digest));
        Ok(())
    };
    read_index(&found[..], read).unwrap();
    let of = |path: &[u8]| items.iter().find(|(at, ..)| at == path).map(|(_, size, digest)| (*size, *digest)).unwrap();
    assert_eq!(of(b"etc/a"), of(b"etc/twin"));
    assert!(of(b"etc/a").1.is_some());
}

#[test]
fn changes_make_another_tree_of_the_same_beginning_what_this_one_is() {
    let (tree, other) = (Tree::new(), Tree::new());
    fs::remove_dir_all(tree.path("etc/deep")).unwrap();
    fs::remove_dir_all(tree.path("out")).unwrap();
    put(&tree.path("out"), b"a file now");
    fs::remove_file(tree.path("etc/link")).unwrap();
    fs::create_dir(tree.path("etc/link")).unwrap();
    put(&tree.path("etc/link/new"), b"new");
    fs::hard_link(tree.path("etc/a"), tree.path("etc/twin")).unwrap();
    symlink("nowhere", tree.path("etc/dangling")).unwrap();
    chmod(&tree.path("etc/b"), 0o4711);
    let sparse = fs::File::create(tree.path("holes")).unwrap();
    sparse.set_len(1 << 20).unwrap();
    std::os::unix::fs::FileExt::write_all_at(&sparse, b"x", 700_000).unwrap();
    let mut bytes = Vec::new();
    capture(tree.open(), ListReader::new(&tree.list[..]).unwrap(), &plain(), &mut bytes).unwrap();
    apply(&mut &bytes[..], other.open(), &ApplyOptions::default()).unwrap();
    assert_eq!(super::tree(&other.top), super::tree(&tree.top));
    let inode = |path: &str| std::os::unix::fs::MetadataExt::ino(&fs::metadata(other.path(path)).unwrap());
    assert_eq!(inode("etc/a"), inode("etc/twin"));
    let time = |tree: &Tree, path: &str| fs::symlink_metadata(tree.path(path)).unwrap().modified().unwrap();
    for path in ["", "etc", "etc/link", "etc/link/new", "etc/dangling", "out"] {
        assert_eq!(time(&tree, path), time(&other, path), "{path}");
    }
    // The index says the same as a list of the tree would, and over the first list it is that list.
    let mut index_bytes = Vec::new();
    let indexed = index(&mut &bytes[..], &mut index_bytes, None).unwrap();
    assert_eq!((indexed.gone, indexed.entries), (1, 10));
    let mut items = Vec::new();
    let gone = read_index(&index_bytes[..], |item| {
        items.push(item);
        Ok(())
    });
    assert_eq!(gone.unwrap(), [b"etc/deep".to_vec()]);
    assert!(items.iter().any(|item| item.path == b"holes" && item.size == 1 << 20 && item.digest.is_some()));
}

#[test]
fn nothing_is_applied_to_a_protected_place() {
    let (tree, other) = (Tree::new(), Tree::new());
    put(&tree.path("etc/a"), b"changed");
    fs::remove_file(tree.path("etc/b")).unwrap();
    let mut bytes = Vec::new();
    capture(tree.open(), ListReader::new(&tree.list[..]).unwrap(), &plain(), &mut bytes).unwrap();
    let options = ApplyOptions { protected: vec![b"etc".to_vec()], ..ApplyOptions::default() };
    let before = super::tree(&other.top);
    assert!(matches!(apply(&mut &bytes[..], other.open(), &options), Err(ArchiveError::Denied(_))));
    assert_eq!(super::tree(&other.top), before);
}

#[test]
fn what_is_mounted_is_passed_over_and_stays_with_all_that_it_lies_in() {
    let (tree, other) = (Tree::new(), Tree::new());
    put(&tree.path("etc/a"), b"changed");
    fs::create_dir_all(tree.path("new/mounted")).unwrap();
    put(&tree.path("new/mounted/theirs"), b"theirs");
    put(&tree.path("new/beside"), b"beside");
    fs::remove_dir_all(tree.path("etc/deep")).unwrap();
    let mut bytes = Vec::new();
    capture(tree.open(), ListReader::new(&tree.list[..]).unwrap(), &plain(), &mut bytes).unwrap();
    fs::create_dir_all(other.path("new/mounted")).unwrap();
    put(&other.path("new/mounted/ours"), b"ours");
    let at = |paths: &[&str]| ApplyOptions {
        mounted: paths.iter().map(|path| path.as_bytes().to_vec()).collect(),
        ..ApplyOptions::default()
    };
    // One lies in what the archive calls gone, one in what it brings.
    apply(&mut &bytes[..], other.open(), &at(&["new/mounted", "etc/deep/mounted"])).unwrap();
    assert_eq!(fs::read(other.path("etc/a")).unwrap(), b"changed");
    assert_eq!(fs::read(other.path("new/beside")).unwrap(), b"beside");
    assert_eq!(fs::read(other.path("new/mounted/ours")).unwrap(), b"ours");
    assert!(!other.path("new/mounted/theirs").exists());
    assert!(other.path("etc/deep").is_dir(), "what a mount lies in is not removed");
    // A file can't stand where a mount lies below.
    let third = Tree::new();
    assert!(matches!(apply(&mut &bytes[..], third.open(), &at(&["etc/a/x"])), Err(ArchiveError::Denied(_))));
    assert_ne!(fs::read(third.path("etc/a")).unwrap(), b"changed");
}

#[test]
fn a_damaged_list_captures_nothing() {
    let tree = Tree::new();
    let cut = &tree.list[..tree.list.len() - 1];
    let failed = capture(tree.open(), ListReader::new(cut).unwrap(), &plain(), &mut std::io::sink()).unwrap_err();
    assert!(failed.to_string().contains("cut off"), "{failed}");
}
