//! Streams that are not one whole plain archive, and foreign ones that are.

use super::*;

#[test]
fn a_stream_that_is_no_archive_is_damaged() {
    let garbage: Vec<u8> = (0..5000u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for stream in [&b""[..], b"x", b"hello", &garbage, &[b'a'; 512], &[0; 511], &[0; 512], &[255; 1024]] {
        for kind in [Kind::File, Kind::Directory, Kind::Contents, Kind::Many] {
            let arena = Arena::new();
            assert_damaged(arena.unpack(stream, "new", kind));
            arena.assert_empty();
        }
    }
}

#[test]
fn a_compressed_stream_is_named() {
    for (magic, name) in
        [(&b"\x1f\x8b\x08"[..], "gzip"), (b"\xfd7zXZ\0", "xz"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"BZh91AY", "bzip2")]
    {
        for length in [20, 512, 5000] {
            let mut stream = magic.to_vec();
            stream.resize(length, 7);
            let arena = Arena::new();
            match arena.unpack(&stream, "new", Kind::Contents) {
                Err(ArchiveError::Damaged(text)) => assert!(text.contains(name), "{text}"),
                other => panic!("{other:?}"),
            }
            arena.assert_empty();
        }
    }
}

#[test]
fn what_follows_the_end_is_not_lost_in_silence() {
    let arena = Arena::new();
    let twice = [one_folder(), one_folder()].concat();
    assert_damaged(arena.unpack(&twice, "new", Kind::Contents));
    assert_damaged(arena.unpack(&[one_folder(), b"x".to_vec()].concat(), "new", Kind::Contents));
    arena.assert_empty();
    // GNU tar pads its archives to 10 KiB.
    arena.unpack(&[one_folder(), vec![0; 10_000]].concat(), "new", Kind::Contents).unwrap();
}

#[test]
fn an_end_marker_of_one_block_is_none() {
    let arena = Arena::new();
    let mut stream = one_folder();
    stream.truncate(stream.len() - 512);
    assert_damaged(arena.unpack(&stream, "new", Kind::Contents));
    stream.extend_from_slice(&Forged::default().file("late", b"").end());
    assert_damaged(arena.unpack(&stream, "new", Kind::Contents));
    arena.assert_empty();
}

#[test]
fn an_archive_that_holds_nothing_makes_an_empty_directory() {
    let arena = Arena::new();
    assert_eq!(arena.unpack(&[0; 1024], "new", Kind::Contents).unwrap(), Summary::default());
    assert_eq!(arena.tree(), ["new/ 755"]);
}

#[test]
fn a_stream_that_fails_leaves_nothing() {
    struct Breaks(std::io::Cursor<Vec<u8>>);
    impl std::io::Read for Breaks {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            match self.0.read(buffer)? {
                0 => Err(std::io::ErrorKind::ConnectionReset.into()),
                count => Ok(count),
            }
        }
    }
    let arena = Arena::new();
    let mut stream = Breaks(std::io::Cursor::new(one_folder()[..1600].to_vec()));
    let result = unpack(&mut stream, &arena.work("new"), Kind::Contents, OsStr::new(""), &UnpackOptions::default());
    assert!(matches!(result, Err(ArchiveError::Failed(_))), "{result:?}");
    arena.check();
    arena.assert_empty();
}

#[test]
fn a_stream_may_come_in_any_pieces() {
    struct Drips<'a>(&'a [u8], usize);
    impl std::io::Read for Drips<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let count = self.1.min(self.0.len()).min(buffer.len());
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }
    let content: Vec<u8> =
        (0..200_000u32).map(|number| if number % 70_000 < 66_000 { 0 } else { number as u8 }).collect();
    let stream = Forged::default().file("a", &content).end();
    for step in [1, 7, 511, 512, 513, 65_535, 1 << 20] {
        let arena = Arena::new();
        let mut drips = Drips(&stream, step);
        unpack(&mut drips, &arena.work(""), Kind::Contents, OsStr::new(""), &UnpackOptions::default()).unwrap();
        assert!(fs::read(arena.work("a")).unwrap() == content, "step {step}");
    }
}

#[test]
fn archives_of_gnu_tar_are_read() {
    let arena = Arena::new();
    fs::create_dir_all(arena.path("source/sub")).unwrap();
    put(&arena.path("source/sub/a"), b"a");
    put(&arena.path(&format!("source/{}", "n".repeat(200))), b"long");
    let holes = File::create(arena.path("source/holes")).unwrap();
    holes.set_len(1 << 20).unwrap();
    std::os::unix::fs::FileExt::write_at(&holes, b"inner", 300_000).unwrap();
    let made = |arguments: &[&str]| {
        let mut tar = std::process::Command::new("tar");
        let output = tar.arg("-C").arg(arena.path("source")).args(arguments).args(["-cf", "-", "."]).output();
        output.ok().filter(|output| output.status.success()).map(|output| output.stdout)
    };
    for format in [&["--format=gnu"][..], &["--format=posix"], &["--format=posix", "--sparse"], &["--format=oldgnu"]] {
        // Not every machine has GNU tar.
        let Some(stream) = made(format) else { return };
        let arena_two = Arena::new();
        arena_two.unpack(&stream, "new", Kind::Contents).unwrap();
        assert_eq!(tree(&arena_two.work("new")), tree(&arena.path("source")), "{format:?}");
        let content = fs::read(arena_two.work("new/holes")).unwrap();
        assert!(content == fs::read(arena.path("source/holes")).unwrap());
    }
}

#[test]
fn times_before_1970_and_within_a_second_are_read() {
    for (text, seconds, nanoseconds) in
        [("-3.25", -4, 750_000_000), ("-3", -3, 0), ("5.5", 5, 500_000_000), ("7.1234567891", 7, 123_456_789)]
    {
        let arena = Arena::new();
        let stream = Forged::default().pax(&[("mtime", text.as_bytes())]).file("x", b"").end();
        arena.unpack(&stream, "", Kind::Contents).unwrap();
        let data = fs::metadata(arena.work("x")).unwrap();
        assert_eq!((data.mtime(), data.mtime_nsec()), (seconds, nanoseconds), "{text}");
    }
}
