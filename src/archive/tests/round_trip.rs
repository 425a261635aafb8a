//! What is packed comes out the same.

use super::*;

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;
use std::os::unix::fs::symlink;

/// A tree with one of everything.
fn fixture(root: &Path) {
    fs::create_dir_all(root.join("sub/deeper")).unwrap();
    put(&root.join("empty"), b"");
    put(&root.join("sub/file"), b"content");
    put(&root.join("block"), &[7; 512]);
    put(&root.join("big"), &(0..1_000_003u32).map(|number| number as u8).collect::<Vec<_>>());
    for name in [&b"new\nline"[..], b"-rf", b"..foo", b"\xff\xfe", b" ", b"\x1b[31m", b"back\\slash", &[b'n'; 255]] {
        put(&root.join(OsString::from_vec(name.to_vec())), name);
    }
    symlink("sub/file", root.join("link")).unwrap();
    symlink("/nowhere/at/all", root.join("dangling")).unwrap();
    symlink("../".repeat(60), root.join("long link")).unwrap();
    symlink("loop", root.join("loop")).unwrap();
    fs::hard_link(root.join("sub/file"), root.join("hard")).unwrap();
    fs::hard_link(root.join("sub/file"), root.join("sub/deeper/hard")).unwrap();
    for (name, mode) in [("empty", 0o000), ("block", 0o222), ("big", 0o751), ("sub/deeper", 0o555), ("sub", 0o711)] {
        set_mode(&root.join(name), mode);
    }
}

fn times(root: &Path) -> Vec<(PathBuf, i64)> {
    let mut found = Vec::new();
    let mut pending = vec![root.to_path_buf()];
    while let Some(path) = pending.pop() {
        let data = fs::symlink_metadata(&path).unwrap();
        found.push((path.strip_prefix(root).unwrap().to_path_buf(), data.mtime()));
        if data.is_dir() {
            pending.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    found.sort();
    found
}

#[test]
fn a_tree_with_one_of_everything_comes_out_the_same() {
    if !is_root() {
        return;
    }
    let arena = Arena::new();
    let source = arena.path("source");
    fixture(&source);
    let stamp = rustix::fs::Timespec { tv_sec: -12_345, tv_nsec: 0 };
    let stamps = rustix::fs::Timestamps { last_access: stamp, last_modification: stamp };
    rustix::fs::utimensat(rustix::fs::CWD, source.join("sub/deeper"), &stamps, rustix::fs::AtFlags::empty()).unwrap();
    let (kind, stream, summary) = packed(&source, &PackOptions::default()).unwrap();
    assert_eq!(kind, Kind::Directory);
    let unpacked = arena.unpack(&stream, "copy", kind).unwrap();
    assert_eq!(unpacked, summary);
    assert_eq!(tree(&arena.work("copy")), tree(&source));
    assert_eq!(times(&arena.work("copy")), times(&source));
    assert!(fs::read(arena.work("copy/big")).unwrap() == fs::read(source.join("big")).unwrap());
    let inode = |name: &str| fs::metadata(arena.work(name)).unwrap().ino();
    assert_eq!(inode("copy/hard"), inode("copy/sub/file"));
    assert_eq!(inode("copy/hard"), inode("copy/sub/deeper/hard"));
}

#[test]
fn gnu_tar_reads_what_we_pack() {
    let arena = Arena::new();
    let source = arena.path("source");
    fixture(&source);
    set_mode(&source.join("empty"), 0o400);
    set_mode(&source.join("block"), 0o400);
    set_mode(&source.join("sub/deeper"), 0o755);
    let (_, stream, _) = packed(&source, &PackOptions::default()).unwrap();
    put(&arena.work("archive"), &stream);
    fs::create_dir(arena.work("copy")).unwrap();
    let mut tar = std::process::Command::new("tar");
    let Ok(output) = tar.arg("-C").arg(arena.work("copy")).arg("-xpf").arg(arena.work("archive")).output() else {
        return;
    };
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(tree(&arena.work("copy")), tree(&source));
}

#[test]
fn paths_up_to_the_systems_limit_come_out_the_same() {
    let arena = Arena::new();
    let source = arena.path("source");
    fs::create_dir(&source).unwrap();
    let mut path = source.clone();
    let room = 4095 - source.as_os_str().len() - 20;
    for _ in 0..room / 201 {
        path.push("d".repeat(200));
        fs::create_dir(&path).unwrap();
    }
    put(&path.join("f".repeat(4094 - path.as_os_str().len())), b"deep");
    let (kind, stream, summary) = packed(&source, &PackOptions::default()).unwrap();
    // The copy must not be longer than the source.
    let copy = arena.work("");
    unpack(&mut &stream[..], &copy, Kind::Contents, OsStr::new(""), &UnpackOptions::default()).unwrap();
    let (_, again, summary_again) = packed(&copy, &PackOptions::default()).unwrap();
    assert_eq!((kind, summary.entries), (Kind::Directory, summary_again.entries));
    assert_eq!(again.len(), stream.len());
}

#[test]
fn holes_stay_holes_and_do_not_travel() {
    let arena = Arena::new();
    let source = arena.path("source");
    fs::create_dir(&source).unwrap();
    let file = File::create(source.join("holes")).unwrap();
    file.set_len(1 << 40).unwrap();
    for offset in [0, 5_000_000, (1 << 40) - 3] {
        std::os::unix::fs::FileExt::write_at(&file, b"abc", offset).unwrap();
    }
    let (kind, stream, _) = packed(&source, &PackOptions::default()).unwrap();
    assert!(stream.len() < 1 << 20, "{} bytes", stream.len());
    arena.unpack(&stream, "copy", kind).unwrap();
    let copy = File::open(arena.work("copy/holes")).unwrap();
    let data = copy.metadata().unwrap();
    assert_eq!(data.len(), 1 << 40);
    assert!(data.blocks() < 4096, "{} blocks", data.blocks());
    for offset in [0, 5_000_000, (1 << 40) - 3] {
        let mut found = [0; 3];
        std::os::unix::fs::FileExt::read_at(&copy, &mut found, offset).unwrap();
        assert_eq!(&found, b"abc");
    }
}

#[test]
fn several_sources_keep_their_names() {
    let arena = Arena::new();
    fs::create_dir_all(arena.path("source/one/sub")).unwrap();
    fs::create_dir_all(arena.path("source/two")).unwrap();
    put(&arena.path("source/one/sub/a"), b"a");
    put(&arena.path("source/two/b"), b"b");
    put(&arena.path("source/c"), b"c");
    symlink("c", arena.path("source/l")).unwrap();
    let sources = ["source/one", "source/two/.", "source/c", "source/l"].map(|name| arena.path("").join(name));
    let mut stream = Vec::new();
    super::super::pack_many(&sources, &PackOptions::default(), &mut stream).unwrap();
    arena.unpack(&stream, "new", Kind::Many).unwrap();
    let expected = ["b 644 \"b\"", "c 644 \"c\"", "l -> c", "one/ 755", "one/sub/ 755", "one/sub/a 644 \"a\""];
    assert_eq!(tree(&arena.work("new")), expected);
    let twice = [arena.path("source/c"), arena.path("source/two/../c")];
    let result = super::super::pack_many(&twice, &PackOptions::default(), &mut Vec::new());
    assert!(matches!(result, Err(ArchiveError::Conflict(_))));
}

#[test]
fn owners_are_kept_on_request() {
    if !is_root() {
        return;
    }
    let arena = Arena::new();
    fs::create_dir(arena.path("source")).unwrap();
    put(&arena.path("source/a"), b"a");
    std::os::unix::fs::chown(arena.path("source/a"), Some(4242), Some(3_000_000_000)).unwrap();
    let (kind, stream, _) = packed(&arena.path("source"), &PackOptions::default()).unwrap();
    let options = UnpackOptions { preserve_owner: true, ..UnpackOptions::default() };
    arena.unpack_with(&stream, "copy", kind, &options).unwrap();
    let data = fs::metadata(arena.work("copy/a")).unwrap();
    assert_eq!((data.uid(), data.gid()), (4242, 3_000_000_000));
}

#[test]
fn progress_ends_with_the_sum() {
    let arena = Arena::new();
    fs::create_dir(arena.path("source")).unwrap();
    put(&arena.path("source/a"), &[1; 3_000_000]);
    let last = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let told = last.clone();
    let progress: super::super::Progress =
        std::sync::Arc::new(move |bytes, entries| told.lock().unwrap().push((bytes, entries)));
    let options = PackOptions { progress: Some(progress), ..PackOptions::default() };
    packed(&arena.path("source"), &options).unwrap();
    let told = last.lock().unwrap();
    assert!(told.len() > 2 && told.is_sorted());
    assert_eq!(told.last(), Some(&(3_000_000, 2)));
}

#[test]
fn times_to_the_nanosecond_and_attributes_of_the_user_are_kept() {
    let arena = Arena::new();
    let source = arena.path("source");
    fs::create_dir_all(source.join("d")).unwrap();
    put(&source.join("d/f"), b"x");
    let names = || rustix::fs::open(source.join("d/f"), rustix::fs::OFlags::RDONLY, rustix::fs::Mode::empty()).unwrap();
    let flags = rustix::fs::XattrFlags::empty();
    let taken = rustix::fs::fsetxattr(names(), "user.note", b"a\0b\n=", flags).is_ok();
    let taken_too = rustix::fs::setxattr(source.join("d"), "user.folder", b"kept", flags).is_ok();
    assert_eq!(taken, taken_too);
    for (seconds, nanoseconds) in [(1_234_567_890, 123_456_789), (-5, 250_000_000), (-1, 1), (7, 0)] {
        let stamp = rustix::fs::Timespec { tv_sec: seconds, tv_nsec: nanoseconds };
        let stamps = rustix::fs::Timestamps { last_access: stamp, last_modification: stamp };
        rustix::fs::futimens(names(), &stamps).unwrap();
        let (kind, stream, _) = packed(&source, &PackOptions::default()).unwrap();
        let dest = format!("at{seconds}");
        let summary = arena.unpack(&stream, &dest, kind).unwrap();
        assert_eq!(summary.lost_attributes, 0);
        let data = fs::metadata(arena.work(&dest).join("d/f")).unwrap();
        assert_eq!((data.mtime(), data.mtime_nsec()), (seconds, nanoseconds));
        let mut value = [0; 16];
        if taken {
            let length = rustix::fs::getxattr(arena.work(&dest).join("d/f"), "user.note", &mut value[..]).unwrap();
            assert_eq!(&value[..length], b"a\0b\n=");
            let length = rustix::fs::getxattr(arena.work(&dest).join("d"), "user.folder", &mut value[..]).unwrap();
            assert_eq!(&value[..length], b"kept");
        }
    }
}

#[test]
fn attributes_that_the_system_believes_are_not_taken() {
    let arena = Arena::new();
    let records: [(&str, &[u8]); 3] = [
        ("SCHILY.xattr.security.capability", b"\x01\0\0\x02\xff\xff\xff\xff\0\0\0\0\0\0\0\0\0\0\0\0"),
        ("SCHILY.xattr.trusted.overlay.opaque", b"y"),
        ("SCHILY.xattr.user.fine", b"y"),
    ];
    arena.unpack(&Forged::default().pax(&records).file("f", b"x").end(), "", Kind::Contents).unwrap();
    let mut names = [0; 1024];
    let length = rustix::fs::listxattr(arena.work("f"), &mut names[..]).unwrap_or(0);
    let names = String::from_utf8_lossy(&names[..length]).into_owned();
    assert!(!names.contains("security.capability") && !names.contains("trusted"), "{names}");
}
