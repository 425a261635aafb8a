//! What a name stands for, what is left out, and sources that won't hold still.

use super::*;

use std::os::unix::fs::symlink;

fn mkfifo(path: &Path) {
    rustix::fs::mknodat(rustix::fs::CWD, path, rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU, 0).unwrap();
}

fn kind(path: &Path, follow: bool) -> (Kind, String) {
    let (kind, name) = source_kind(path, follow).unwrap();
    (kind, String::from_utf8(name).unwrap())
}

#[test]
fn the_name_typed_decides_what_a_source_is() {
    let arena = Arena::new();
    fs::create_dir(arena.work("d")).unwrap();
    put(&arena.work("f"), b"");
    symlink("d", arena.work("to-d")).unwrap();
    symlink("f", arena.work("to-f")).unwrap();
    symlink("nowhere", arena.work("dangling")).unwrap();
    symlink("loop", arena.work("loop")).unwrap();
    for (typed, follow, expected, name) in [
        ("d", false, Kind::Directory, "d"),
        ("d/", false, Kind::Directory, "d"),
        ("d//", false, Kind::Directory, "d"),
        ("d/.", false, Kind::Contents, "d"),
        ("d/./", false, Kind::Contents, "d"),
        ("d/..", false, Kind::Directory, "work"),
        ("f", false, Kind::File, "f"),
        ("to-d", false, Kind::File, "to-d"),
        ("to-d", true, Kind::Directory, "to-d"),
        ("to-d/", false, Kind::Directory, "to-d"),
        ("to-f", false, Kind::File, "to-f"),
        ("to-f", true, Kind::File, "to-f"),
        ("dangling", false, Kind::File, "dangling"),
        ("loop", false, Kind::File, "loop"),
    ] {
        assert_eq!(kind(&arena.work(typed), follow), (expected, name.to_string()), "{typed}");
    }
    assert_eq!(kind(Path::new("/"), false), (Kind::Contents, String::new()));
    for typed in ["f/", "f/."] {
        assert!(matches!(source_kind(&arena.work(typed), false), Err(ArchiveError::Invalid(_))), "{typed}");
    }
    for typed in ["missing", "missing/", "f/x"] {
        assert!(matches!(source_kind(&arena.work(typed), false), Err(ArchiveError::NotFound(_))), "{typed}");
    }
    assert!(matches!(source_kind(&arena.work("dangling"), true), Err(ArchiveError::NotFound(_))));
    assert!(matches!(source_kind(&arena.work("loop"), true), Err(ArchiveError::Invalid(_))));
}

#[test]
fn a_link_is_itself_or_what_it_leads_to() {
    let arena = Arena::new();
    fs::create_dir(arena.path("source")).unwrap();
    put(&arena.path("source/f"), b"content");
    symlink("f", arena.path("source/l")).unwrap();
    symlink("source", arena.path("source/../work/d")).unwrap();
    for (follow, expected) in [(false, "new -> f"), (true, "new 644 \"content\"")] {
        let arena_two = Arena::new();
        let options = PackOptions { follow, ..PackOptions::default() };
        let (kind, stream, _) = packed(&arena.path("source/l"), &options).unwrap();
        arena_two.unpack(&stream, "new", kind).unwrap();
        assert_eq!(arena_two.tree(), [expected]);
    }
}

#[test]
fn a_fifo_or_device_is_no_source() {
    let arena = Arena::new();
    mkfifo(&arena.work("pipe"));
    for path in [arena.work("pipe"), PathBuf::from("/dev/null")] {
        let error = packed(&path, &PackOptions::default()).unwrap_err();
        assert!(matches!(&error, ArchiveError::Invalid(text) if text.contains("is a ")), "{error}");
        let error = pack(&path, Kind::File, &PackOptions::default(), &mut Vec::new()).unwrap_err();
        assert!(matches!(error, ArchiveError::Invalid(_)), "{error}");
    }
}

#[test]
fn fifos_and_sockets_in_a_tree_are_skipped_and_named() {
    let arena = Arena::new();
    fs::create_dir(arena.path("source")).unwrap();
    mkfifo(&arena.path("source/pipe"));
    let _socket = std::os::unix::net::UnixListener::bind(arena.path("source/socket")).unwrap();
    put(&arena.path("source/a"), b"a");
    let (kind, stream, summary) = packed(&arena.path("source"), &PackOptions::default()).unwrap();
    assert_eq!((summary.entries, summary.skipped_count, summary.skipped.len()), (2, 2, 2));
    assert!(summary.skipped.iter().any(|name| name.ends_with(b"source/pipe")));
    arena.unpack(&stream, "copy", kind).unwrap();
    assert_eq!(arena.tree(), ["copy/ 755", "copy/a 644 \"a\""]);
}

#[test]
fn what_is_excluded_is_not_packed_nor_entered() {
    let arena = Arena::new();
    let root = arena.path("source");
    for folder in ["target/sub", "src/target", "keep"] {
        fs::create_dir_all(root.join(folder)).unwrap();
    }
    for file in ["a.log", "b.txt", "src/c.log", "src/main", "target/sub/x", "keep/important.log", "src/target/y"] {
        put(&root.join(file), b"");
    }
    let names = |options: PackOptions| {
        let arena = Arena::new();
        let (_, stream, _) = packed(&root, &options).unwrap();
        arena.unpack(&stream, "", Kind::Contents).unwrap();
        let lines = arena.tree();
        lines.iter().map(|line| line.split(' ').next().unwrap().to_string()).collect::<Vec<_>>()
    };
    let exclude = |patterns: &[&str], gitignore| PackOptions {
        exclude: patterns.iter().map(ToString::to_string).collect(),
        gitignore,
        ..PackOptions::default()
    };
    assert_eq!(
        names(exclude(&["*.log", "/target"], false)),
        ["b.txt", "keep/", "src/", "src/main", "src/target/", "src/target/y"]
    );
    assert_eq!(
        names(exclude(&["target/", "*.log", "!important.log"], false)),
        ["b.txt", "keep/", "keep/important.log", "src/", "src/main"]
    );
    put(&root.join(".gitignore"), b"# comment\n*.log\n/target\n");
    put(&root.join("src/.gitignore"), b"target\n");
    put(&root.join("keep/.gitignore"), b"!*.log\n");
    assert_eq!(
        names(exclude(&["b.*"], true)),
        [".gitignore", "keep/", "keep/.gitignore", "keep/important.log", "src/", "src/.gitignore", "src/main"]
    );
    assert!(packed(&root, &exclude(&["[z-a]"], false)).is_err());
}

#[test]
fn the_rules_of_one_directory_do_not_reach_its_siblings() {
    let arena = Arena::new();
    let root = arena.path("source");
    for folder in ["a", "bbbbbb", "c"] {
        fs::create_dir_all(root.join(folder)).unwrap();
        put(&root.join(folder).join("x"), b"");
        put(&root.join(folder).join(".gitignore"), if folder == "a" { b"x\n" } else { b"" });
    }
    put(&root.join("x"), b"");
    let (_, stream, summary) = packed(&root, &PackOptions { gitignore: true, ..PackOptions::default() }).unwrap();
    assert_eq!(summary.entries, 10, "{} bytes", stream.len());
}

#[test]
fn a_file_that_shrinks_is_no_short_file() {
    // Cuts the file short once its header went out.
    struct Cutter(PathBuf, u64);
    impl std::io::Write for Cutter {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            File::options().write(true).open(&self.0)?.set_len(self.1)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let arena = Arena::new();
    put(&arena.work("f"), &[1; 2_000_000]);
    let result = pack(&arena.work("f"), Kind::File, &PackOptions::default(), &mut Cutter(arena.work("f"), 1000));
    assert!(matches!(&result, Err(ArchiveError::Damaged(text)) if text.contains("shrank")), "{result:?}");
    // A hole at its end reads like nothing at all.
    put(&arena.work("f"), &[1; 1_000_000]);
    File::options().write(true).open(arena.work("f")).unwrap().set_len(100_000_000).unwrap();
    let mut cutter = Cutter(arena.work("f"), 2_000_000);
    let result = pack(&arena.work("f"), Kind::File, &PackOptions::default(), &mut cutter);
    assert!(matches!(&result, Err(ArchiveError::Damaged(text)) if text.contains("shrank")), "{result:?}");
}

#[test]
fn a_file_that_grows_comes_at_the_size_it_had() {
    struct Grower(PathBuf, Vec<u8>);
    impl std::io::Write for Grower {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            File::options().append(true).open(&self.0)?.write_all(&[2; 10_000])?;
            self.1.extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let arena = Arena::new();
    put(&arena.path("work/f"), &[1; 1_000_000]);
    let mut sink = Grower(arena.work("f"), Vec::new());
    pack(&arena.work("f"), Kind::File, &PackOptions::default(), &mut sink).unwrap();
    arena.unpack(&sink.1, "copy", Kind::File).unwrap();
    assert!(fs::read(arena.work("copy")).unwrap() == [1; 1_000_000]);
}

#[test]
fn a_sink_that_fails_is_told() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let arena = Arena::new();
    put(&arena.work("f"), &[1; 1000]);
    let result = pack(&arena.work("f"), Kind::File, &PackOptions::default(), &mut Full);
    assert!(matches!(result, Err(ArchiveError::NoSpace(_))), "{result:?}");
}

#[test]
fn a_file_that_may_not_be_read_is_named() {
    if is_root() {
        return;
    }
    let arena = Arena::new();
    fs::create_dir(arena.path("source")).unwrap();
    put(&arena.path("source/f"), b"");
    set_mode(&arena.path("source/f"), 0);
    let result = packed(&arena.path("source"), &PackOptions::default());
    assert!(matches!(&result, Err(ArchiveError::Denied(text)) if text.contains("source/f")), "{result:?}");
}

#[test]
fn a_file_of_the_kernel_comes_with_its_content() {
    let arena = Arena::new();
    let (kind, stream, _) = packed(Path::new("/proc/version"), &PackOptions::default()).unwrap();
    arena.unpack(&stream, "version", kind).unwrap();
    assert_eq!(fs::read(arena.work("version")).unwrap(), fs::read("/proc/version").unwrap());
}

#[test]
fn a_file_that_vanishes_is_named() {
    struct Remover(PathBuf);
    impl std::io::Write for Remover {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            for name in ["a", "b", "c"] {
                let _ = fs::remove_file(self.0.join(name));
            }
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let arena = Arena::new();
    fs::create_dir(arena.path("source")).unwrap();
    for name in ["a", "b", "c"] {
        put(&arena.path("source").join(name), &[1; 1_000_000]);
    }
    let mut sink = Remover(arena.path("source"));
    let result = pack(&arena.path("source"), Kind::Directory, &PackOptions::default(), &mut sink);
    assert!(matches!(&result, Err(ArchiveError::Damaged(text)) if text.contains("source/")), "{result:?}");
}

#[test]
fn what_packing_will_read_is_measured_without_what_is_left_out() {
    let arena = Arena::new();
    fs::create_dir_all(arena.work("d/e")).unwrap();
    put(&arena.work("d/one"), &[1; 10_000]);
    put(&arena.work("d/e/two"), &[2; 5_000]);
    put(&arena.work("d/e/left-out"), &[3; 50_000]);
    File::create(arena.work("d/hole")).unwrap().set_len(1 << 40).unwrap();
    mkfifo(&arena.work("d/pipe"));
    let options = PackOptions { exclude: vec!["left-*".to_owned()], ..PackOptions::default() };
    assert_eq!(crate::archive::measure(&[arena.work("d")], &options).unwrap(), 15_000);
    assert!(crate::archive::measure(&[arena.work("missing")], &options).is_err());
}
