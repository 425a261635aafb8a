//! Several archives of changes, merged, change a tree as all of them do one by one; and as a layer of an image they say
//! the same in an image's terms.

use std::collections::HashSet;
use std::fs;
use std::os::fd::OwnedFd;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, Mode, OFlags, openat};

use super::{Forged, put};
use crate::archive::listing::ItemKind;
use crate::archive::{
    ApplyOptions, ArchiveError, Bounds, CaptureOptions, Layer, ListReader, apply, capture, compact, image_layer, index,
    list_tree, read_index,
};

fn open(path: &Path) -> OwnedFd {
    openat(CWD, path, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty()).unwrap()
}

fn listed(path: &Path) -> Vec<u8> {
    let mut list = Vec::new();
    list_tree(open(path), &Bounds::default(), false, false, &mut list).unwrap();
    list
}

/// Every entry, and which files are one.
fn shape(top: &Path) -> Vec<String> {
    let mut lines = super::tree(top);
    let mut files = Vec::new();
    let mut pending = vec![top.to_path_buf()];
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let data = entry.path().symlink_metadata().unwrap();
            if data.is_dir() {
                pending.push(entry.path());
            } else if data.nlink() > 1 {
                files.push((data.ino(), entry.path().strip_prefix(top).unwrap().display().to_string()));
            }
        }
    }
    files.sort();
    let mut groups: Vec<String> = files
        .chunk_by(|one, other| one.0 == other.0)
        .map(|group| format!("one: {:?}", group.iter().map(|(_, name)| name).collect::<Vec<_>>()))
        .collect();
    groups.sort();
    lines.extend(groups);
    lines
}

fn merged(archives: &[Vec<u8>]) -> Result<Vec<u8>, ArchiveError> {
    let mut streams: Vec<&[u8]> = archives.iter().map(Vec::as_slice).collect();
    let mut layers = Vec::new();
    for (stream, archive) in streams.iter_mut().zip(archives) {
        let mut list = Vec::new();
        index(&mut &archive[..], &mut list, None)?;
        let mut targets = HashSet::new();
        let gone = read_index(&list[..], |item| {
            if item.kind == ItemKind::File && !item.link.is_empty() {
                targets.insert(item.link);
            }
            Ok(())
        })?;
        layers.push(Layer { stream, gone, targets });
    }
    let mut bytes = Vec::new();
    compact(layers, tempfile::tempfile().unwrap(), &mut bytes)?;
    Ok(bytes)
}

fn applied(archives: &[Vec<u8>], top: &Path) -> Vec<String> {
    for archive in archives {
        apply(&mut &archive[..], open(top), &ApplyOptions::default()).unwrap();
    }
    shape(top)
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    /// A path of up to three short names.
    fn path(&mut self, top: &Path) -> PathBuf {
        let names = ["a", "a-b", "b", "c"];
        (0..=self.roll(3)).fold(top.to_path_buf(), |path, _| path.join(names[self.roll(4) as usize]))
    }

    fn change(&mut self, top: &Path) {
        let path = self.path(top);
        let parents = path.parent().unwrap();
        let exists = path.symlink_metadata();
        match self.roll(8) {
            0 | 1 => {
                let _ = if exists.is_ok_and(|data| data.is_dir()) {
                    fs::remove_dir_all(&path)
                } else {
                    fs::remove_file(&path)
                };
            }
            2 => {
                let other = self.path(top);
                let _ = fs::hard_link(other, &path);
            }
            3 => drop(fs::create_dir_all(parents).and_then(|()| symlink("a/b", &path))),
            4 => drop(fs::create_dir_all(&path)),
            // In place, so that it changes under all of its names, or anew.
            _ if parents.is_dir() && exists.as_ref().is_ok_and(|data| data.is_file()) => {
                put(&path, format!("{}", self.roll(1000)).as_bytes());
            }
            _ => {
                if fs::create_dir_all(parents).is_ok() && exists.is_err() {
                    put(&path, format!("{}", self.roll(1000)).as_bytes());
                }
            }
        }
    }
}

#[test]
fn merged_archives_do_what_they_do_one_by_one() {
    for seed in 0..40 {
        let mut dice = Dice(seed);
        let folder = tempfile::tempdir().unwrap();
        let [image, source, one, other] = ["image", "source", "one", "other"].map(|name| folder.path().join(name));
        for top in [&image, &source, &one, &other] {
            fs::create_dir(top).unwrap();
        }
        for _ in 0..30 {
            dice.change(&image);
        }
        let mut first = Vec::new();
        let empty = crate::archive::ListWriter::new(Vec::new()).unwrap().finish().unwrap();
        let options = CaptureOptions::default();
        capture(open(&image), ListReader::new(&empty[..]).unwrap(), &options, &mut first).unwrap();
        for top in [&source, &one, &other] {
            applied(std::slice::from_ref(&first), top);
        }
        let mut archives = Vec::new();
        for _ in 0..3 {
            let list = listed(&source);
            std::thread::sleep(std::time::Duration::from_millis(8));
            for _ in 0..dice.roll(25) {
                dice.change(&source);
            }
            let mut archive = Vec::new();
            capture(open(&source), ListReader::new(&list[..]).unwrap(), &options, &mut archive).unwrap();
            archives.push(archive);
        }
        let expected = shape(&source);
        assert_eq!(applied(&archives, &one), expected, "one by one, seed {seed}");
        let whole = merged(&archives).unwrap();
        assert_eq!(applied(std::slice::from_ref(&whole), &other), expected, "merged, seed {seed}");
        // What was merged can be merged again.
        assert_eq!(merged(std::slice::from_ref(&whole)).unwrap(), whole, "seed {seed}");
    }
}

#[test]
fn a_link_whose_file_was_replaced_becomes_the_file_and_its_twin_a_link_to_it() {
    let old = Forged::default()
        .file("a", b"old content")
        .hard("b", "a")
        .file("c", b"other")
        .hard("d", "a")
        .hard("e", "c")
        .end();
    let new = Forged::default().file("a", b"new").file("b-b", b"x").end();
    let folder = tempfile::tempdir().unwrap();
    let archives = [old, new];
    let [one, other] = ["one", "other"].map(|name| folder.path().join(name));
    fs::create_dir(&one).unwrap();
    fs::create_dir(&other).unwrap();
    let expected = applied(&archives, &one);
    assert!(expected.iter().any(|line| line == r#"one: ["b", "d"]"#), "{expected:?}");
    assert_eq!(applied(&[merged(&archives).unwrap()], &other), expected);
}

#[test]
fn what_was_gone_and_came_again_hides_what_the_image_had() {
    let folder = tempfile::tempdir().unwrap();
    let [one, other] = ["one", "other"].map(|name| folder.path().join(name));
    for top in [&one, &other] {
        fs::create_dir_all(top.join("d/deep")).unwrap();
        put(&top.join("d/deep/x"), b"of the image");
        put(&top.join("d/keep"), b"of the image");
    }
    let archives = [
        Forged::default().file("d", b"a file now").end(),
        Forged::default().folder("d/").file("d/new", b"new").folder("d/sub/").end(),
        Forged::default().file("d/sub/y", b"y").file(".sandcastle/gone", b"d/new\0").end(),
    ];
    let expected = applied(&archives, &one);
    let whole = merged(&archives).unwrap();
    assert_eq!(applied(std::slice::from_ref(&whole), &other), expected);
    // A list over the image's says so, too.
    let mut list = Vec::new();
    assert_eq!(index(&mut &whole[..], &mut list, None).unwrap().gone, 1);
}

#[test]
fn archives_that_no_capture_makes_are_refused() {
    let below_gone =
        [Forged::default().file(".sandcastle/gone", b"d\0").end(), Forged::default().file("d/x", b"x").end()];
    let out_of_order = [Forged::default().file("b", b"").file("a", b"").end()];
    let linked = [Forged::default().hard("b", "a").end()];
    for archives in [&below_gone[..], &out_of_order, &linked] {
        assert!(matches!(merged(archives), Err(ArchiveError::Damaged(_))));
    }
}

#[test]
fn a_layer_has_whiteouts_and_the_folders_on_the_way_as_the_image_has_them() {
    let folder = tempfile::tempdir().unwrap();
    let top = folder.path();
    fs::create_dir_all(top.join("etc/deep/er")).unwrap();
    fs::create_dir_all(top.join("var/lib")).unwrap();
    for file in ["etc/deep/er/f", "etc/deep/g", "etc/passwd", "var/lib/old"] {
        put(&top.join(file), b"of the image");
    }
    super::set_mode(&top.join("etc/deep"), 0o700);
    let list = listed(top);
    let mut holes = b"1\n600\n3\n".to_vec();
    holes.resize(512, 0);
    holes.extend(b"abc");
    let stream = Forged::default()
        .file("etc/deep/new", b"new")
        .folder("var/")
        .pax(&[("SANDCASTLE.opaque", b"1")])
        .folder("var/lib/")
        .file("var/lib/sandcastle", b"ours")
        .pax(&[
            ("GNU.sparse.major", b"1"),
            ("GNU.sparse.minor", b"0"),
            ("GNU.sparse.name", b"var/z"),
            ("GNU.sparse.realsize", b"2000"),
        ])
        .file("GNUSparseFile.0", &holes)
        .file(".sandcastle/gone", b"etc/deep/er\0etc/deep/g\0etc/was-never-there\0")
        .end();
    let mut index_bytes = Vec::new();
    index(&mut &stream[..], &mut index_bytes, None).unwrap();
    let gone = read_index(&index_bytes[..], |_| Ok(())).unwrap();
    let mut layer = Vec::new();
    let mut items = ListReader::new(&list[..]).unwrap();
    image_layer(&mut &stream[..], gone, &mut items, &[b".sandcastle", b"var/lib/sandcastle"], &mut layer).unwrap();
    let mut archive = tar::Archive::new(&layer[..]);
    let entries: Vec<(String, u32, Vec<u8>)> = archive
        .entries()
        .unwrap()
        .map(|entry| {
            let mut entry = entry.unwrap();
            let mut content = Vec::new();
            std::io::Read::read_to_end(&mut entry, &mut content).unwrap();
            (entry.path().unwrap().display().to_string(), entry.header().mode().unwrap(), content)
        })
        .collect();
    let names: Vec<&str> = entries.iter().map(|(name, ..)| name.as_str()).collect();
    let expected = ["etc/", "etc/deep/", "etc/deep/.wh.er", "etc/deep/.wh.g", "etc/deep/new", "var/", "var/lib/"];
    assert_eq!(names[..7], expected);
    assert_eq!(names[7..], ["var/lib/.wh..wh..opq", "var/z"]);
    assert_eq!(entries[8].2, [&[0; 600][..], b"abc", &[0; 1397]].concat());
    assert_eq!(entries[1].1, 0o700);
}
