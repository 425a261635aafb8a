//! Of an archive of changes a part is passed on, and brought to a tree as a whole or not at all.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use super::{Arena, put, tree};
use crate::archive::{
    ArchiveError, Bounds, CaptureOptions, Content, Kind, ListReader, ListWriter, Names, Only, Summary, UnpackOptions,
    capture, list_some, read_files, seal, sift, unpack,
};

/// An archive of all that a folder holds.
fn packed(folder: &Path) -> Vec<u8> {
    let (nothing, mut bytes) = (ListWriter::new(Vec::new()).unwrap().finish().unwrap(), Vec::new());
    let before = ListReader::new(&nothing[..]).unwrap();
    capture(fs::File::open(folder).unwrap().into(), before, &CaptureOptions::default(), &mut bytes).unwrap();
    bytes
}

fn names(pairs: &[(&str, &str)]) -> Names {
    pairs.iter().map(|(inside, outside)| (inside.as_bytes().to_vec(), outside.as_bytes().to_vec())).collect()
}

fn sifted(archive: &[u8], wanted: &[(&str, &str)], gone: &[&str]) -> Vec<u8> {
    let mut bytes = Vec::new();
    sift(&mut &archive[..], &names(wanted), &mut bytes).unwrap();
    seal(&gone.iter().map(|path| path.as_bytes().to_vec()).collect::<Vec<_>>(), &mut bytes).unwrap();
    bytes
}

fn apply(archive: &[u8], dest: &Path, protected: &[&str]) -> Result<Summary, ArchiveError> {
    let protected = protected.iter().map(|path| path.as_bytes().to_vec()).collect();
    let options = UnpackOptions { changes: Some(protected), ..UnpackOptions::default() };
    unpack(&mut &archive[..], dest, Kind::Many, OsStr::new(""), &options)
}

fn source(arena: &Arena) -> Vec<u8> {
    let top = arena.path("source");
    fs::create_dir_all(top.join("d/deep")).unwrap();
    for file in ["d/a", "d/deep/b", "c"] {
        put(&top.join(file), file.as_bytes());
    }
    fs::hard_link(top.join("c"), top.join("d/twin")).unwrap();
    symlink("a", top.join("d/link")).unwrap();
    let holes = fs::File::create(top.join("holes")).unwrap();
    holes.set_len(1 << 20).unwrap();
    std::os::unix::fs::FileExt::write_all_at(&holes, b"x", 700_000).unwrap();
    packed(&top)
}

#[test]
fn what_is_wanted_arrives_under_the_names_that_are_wanted() {
    let arena = Arena::new();
    let archive = source(&arena);
    let wanted =
        [("d/a", "x/a"), ("d/link", "l"), ("d/twin", "twin"), ("c", "twin"), ("holes", "holes"), ("d/deep", "e")];
    apply(&sifted(&archive, &wanted, &[]), &arena.path("work"), &[]).unwrap();
    assert_eq!(fs::read(arena.work("x/a")).unwrap(), b"d/a");
    assert_eq!(fs::read(arena.work("twin")).unwrap(), b"c", "the content of the name that was not wanted itself");
    assert_eq!(fs::read(arena.work("holes")).unwrap(), fs::read(arena.path("source/holes")).unwrap());
    assert_eq!(fs::read_link(arena.work("l")).unwrap(), Path::new("a"));
    let top: BTreeSet<_> = fs::read_dir(arena.work("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(top, ["e", "holes", "l", "twin", "x"].map(Into::into).into());
    assert_eq!(fs::read_dir(arena.work("e")).unwrap().count(), 0);
}

#[test]
fn files_are_read_out_and_those_that_are_too_long_or_have_holes_are_named() {
    let arena = Arena::new();
    let archive = source(&arena);
    let wanted = [("c", "c"), ("d/a", "a"), ("d/twin", "twin"), ("d/deep/b", "long"), ("holes", "h"), ("d/link", "l")];
    let mut found = Vec::new();
    read_files(&mut &archive[..], &names(&wanted), 3, |path, content| {
        found.push((String::from_utf8(path).unwrap(), content));
        Ok(())
    })
    .unwrap();
    let expected = [
        ("c", Content::Whole(b"c".to_vec())),
        ("a", Content::Whole(b"d/a".to_vec())),
        ("long", Content::Unread),
        ("twin", Content::SameAs(b"c".to_vec())),
        ("h", Content::Unread),
    ];
    assert_eq!(found, expected.map(|(path, content)| (path.to_owned(), content)));
}

#[test]
fn what_goes_makes_room_and_what_others_put_into_a_folder_stays() {
    let arena = Arena::new();
    for file in ["old/x", "folder/in", "mixed/gone", "mixed/theirs", "kept"] {
        fs::create_dir_all(arena.work(file).parent().unwrap()).unwrap();
        put(&arena.work(file), b"before");
    }
    put(&arena.work("d"), b"a file, where a folder comes");
    symlink("/etc", arena.work("away")).unwrap();
    let wanted = [("d", "d"), ("d/a", "d/a"), ("c", "folder")];
    let gone = ["away/passwd", "d", "folder", "folder/in", "mixed", "mixed/gone", "old", "old/x", "unknown"];
    apply(&sifted(&source(&arena), &wanted, &gone), &arena.path("work"), &[]).unwrap();
    assert_eq!(fs::read(arena.work("d/a")).unwrap(), b"d/a");
    assert_eq!(fs::read(arena.work("folder")).unwrap(), b"c");
    assert!(!arena.work("old").exists() && !arena.work("mixed/gone").exists());
    assert!(arena.work("mixed/theirs").exists() && arena.work("kept").exists());
    assert!(Path::new("/etc/passwd").exists());
}

#[test]
fn half_an_archive_or_a_protected_place_changes_nothing() {
    let arena = Arena::new();
    put(&arena.work("kept"), b"before");
    let before = tree(&arena.path("work"));
    let archive = sifted(&source(&arena), &[("c", "c"), ("d/a", "kept")], &["kept"]);
    for end in (0..archive.len()).step_by(97) {
        assert!(apply(&archive[..end], &arena.path("work"), &[]).is_err());
    }
    for protected in ["c", "kept"] {
        assert!(matches!(apply(&archive, &arena.path("work"), &[protected]), Err(ArchiveError::Denied(_))));
    }
    assert!(apply(&sifted(&archive, &[], &["../canary/secret"]), &arena.path("work"), &[]).is_err());
    assert_eq!(tree(&arena.path("work")), before);
}

#[test]
fn a_part_of_a_tree_is_listed_with_the_way_to_it() {
    let arena = Arena::new();
    source(&arena);
    let paths = |paths: &[&str]| paths.iter().map(|path| path.as_bytes().to_vec()).collect();
    let only = Only { paths: paths(&["d/a", "missing/x"]), whole: paths(&["d/deep"]) };
    let mut bytes = Vec::new();
    let root = fs::File::open(arena.path("source")).unwrap();
    list_some(root.into(), &Bounds::default(), &only, &mut bytes).unwrap();
    let mut list = ListReader::new(&bytes[..]).unwrap();
    let mut found = Vec::new();
    while let Some(item) = list.read().unwrap() {
        found.push(String::from_utf8(item.path).unwrap());
    }
    assert_eq!(found, ["", "d", "d/a", "d/deep", "d/deep/b"]);
}
