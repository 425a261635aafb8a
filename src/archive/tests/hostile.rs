//! Archives that want more than to be unpacked. Each must leave its surroundings as they were.

use std::sync::atomic::{AtomicBool, Ordering};

use super::*;

/// Refused, or harmless: nothing stays in the first case.
#[track_caller]
fn refused(stream: &[u8]) {
    for kind in [Kind::Contents, Kind::Directory, Kind::Many] {
        let arena = Arena::new();
        assert_denied(arena.unpack(stream, "new/inner", kind));
        arena.assert_empty();
    }
}

#[test]
fn a_way_upwards_is_refused() {
    for path in ["../x", "./../x", "a/../../x", "a/..", "..", "a/b/../c"] {
        refused(&Forged::default().file("ok", b"").file(path, b"x").end());
        refused(&Forged::default().folder(path).end());
        refused(&Forged::default().link(path, "x").end());
    }
    refused(&Forged::default().pax(&[("path", b"../../canary/x")]).file("x", b"x").end());
    refused(&Forged::default().long(b'L', b"../../canary/x\0").file("x", b"x").end());
}

#[test]
fn an_absolute_path_is_refused() {
    for path in ["/etc/x", "//x", "/"] {
        refused(&Forged::default().file("ok", b"").file(path, b"x").end());
    }
}

#[test]
fn a_file_through_a_link_is_refused() {
    let canary = Forged::default().link("l", "../../canary");
    refused(&canary.clone().file("l/secret", b"gone").end());
    refused(&canary.clone().folder("l/made").end());
    refused(&canary.clone().link("l/made", "x").end());
    refused(&canary.clone().file("ok", b"").hard("l/made", "ok").end());
    refused(&canary.clone().file("./l/./secret", b"gone").end());
    refused(&Forged::default().link("a", "../../canary").link("b", "a").file("b/secret", b"gone").end());
    refused(&Forged::default().link("here", ".").file("here/x", b"x").end());
    refused(&Forged::default().file("plain", b"").file("plain/x", b"x").end());
}

#[test]
fn a_link_takes_a_file_of_its_name_with_it_and_not_its_target() {
    let arena = Arena::new();
    let stream = Forged::default().link("l", "../canary/secret").file("l", b"mine").end();
    arena.unpack(&stream, "", Kind::Contents).unwrap();
    assert_eq!(arena.tree(), ["l 644 \"mine\""]);
}

#[test]
fn a_link_replaced_by_a_directory_leads_nowhere() {
    let arena = Arena::new();
    let stream = Forged::default().link("l", "../canary").folder("l").file("l/secret", b"mine").end();
    arena.unpack(&stream, "", Kind::Contents).unwrap();
    assert_eq!(arena.tree(), ["l/ 755", "l/secret 644 \"mine\""]);
}

#[test]
fn a_directory_replaced_by_a_link_is_not_entered() {
    refused(&Forged::default().folder("d").file("d/x", b"").link("d", "../../canary").file("d/secret", b"gone").end());
    let canary = Forged::default().file("d/inner/x", b"").link("d", "../../canary");
    refused(&canary.file("d/inner/deep", b"gone").end());
    let arena = Arena::new();
    let stream = Forged::default().file("d/e/x", b"").link("d", "../canary").link("d", "../canary/inner").end();
    arena.unpack(&stream, "", Kind::Contents).unwrap();
    assert_eq!(arena.tree(), ["d -> ../canary/inner"]);
}

#[test]
fn the_last_of_several_entries_with_one_name_wins() {
    let arena = Arena::new();
    let stream = Forged::default()
        .file("x", b"one")
        .file("x", b"two")
        .hard("y", "x")
        .file("x", b"three")
        .folder("d")
        .file("d/a", b"")
        .folder("d/s")
        .file("d", b"file")
        .folder("d")
        .file("d/b", b"")
        .end();
    arena.unpack(&stream, "", Kind::Contents).unwrap();
    assert_eq!(arena.tree(), ["d/ 755", "d/b 644 \"\"", "x 644 \"three\"", "y 644 \"two\""]);
}

#[test]
fn a_hard_link_reaches_only_what_the_archive_brought() {
    for target in ["../../canary/secret", "/etc/passwd", "missing", "d", ".", "h", "through/secret"] {
        let stream = Forged::default().folder("d").link("through", "../../canary").hard("h", target).end();
        refused(&stream);
    }
    // What stands at the destination is not of the archive either.
    let arena = Arena::new();
    put(&arena.work("old"), b"old");
    assert_denied(arena.unpack(&Forged::default().hard("h", "old").end(), "", Kind::Contents));
    assert_eq!(arena.tree(), ["old 644 \"old\""]);
}

#[test]
fn a_hard_link_to_itself_changes_nothing() {
    let arena = Arena::new();
    arena.unpack(&Forged::default().file("x", b"x").hard("x", "./x").end(), "", Kind::Contents).unwrap();
    assert_eq!(arena.tree(), ["x 644 \"x\""]);
}

#[test]
fn a_hard_link_to_a_link_is_no_way_out() {
    let arena = Arena::new();
    let stream = Forged::default().link("l", "../canary/secret").hard("h", "l").file("h", b"mine").end();
    arena.unpack(&stream, "", Kind::Contents).unwrap();
    assert_eq!(arena.tree(), ["h 644 \"mine\"", "l -> ../canary/secret"]);
}

#[test]
fn devices_and_fifos_are_skipped_and_named() {
    let special = |stream: Forged| {
        stream.header("tty", "", b'3', 0o666, 0).header("disk", "", b'4', 0o666, 0).header("pipe", "", b'6', 0o666, 0)
    };
    let stream = special(Forged::default().file("a", b"a")).file("b", b"b").end();
    let arena = Arena::new();
    let summary = arena.unpack(&stream, "", Kind::Contents).unwrap();
    assert_eq!(summary.skipped, [b"tty".to_vec(), b"disk".to_vec(), b"pipe".to_vec()]);
    assert_eq!((summary.skipped_count, summary.entries), (3, 2));
    assert_eq!(arena.tree(), ["a 644 \"a\"", "b 644 \"b\""]);
    let strict = UnpackOptions { strict: true, ..UnpackOptions::default() };
    let arena = Arena::new();
    assert_denied(arena.unpack_with(&stream, "new", Kind::Contents, &strict));
    arena.assert_empty();
}

#[test]
fn a_device_can_not_stand_for_the_one_file() {
    let arena = Arena::new();
    assert_damaged(arena.unpack(&Forged::default().header("file", "", b'3', 0o666, 0).end(), "new", Kind::File));
    arena.assert_empty();
}

#[test]
fn the_one_file_is_one_file() {
    for stream in [
        Forged::default().folder("file").end(),
        Forged::default().file("other", b"").end(),
        Forged::default().file("file", b"").file("file", b"").end(),
        Forged::default().file("file", b"").file("file/below", b"").end(),
        Forged::default().end(),
    ] {
        let arena = Arena::new();
        assert_damaged(arena.unpack(&stream, "new", Kind::File));
        arena.assert_empty();
    }
}

#[test]
fn special_bits_are_stripped_and_counted_or_kept() {
    let stream = || {
        Forged::default()
            .header("setuid", "", b'0', 0o6755, 0)
            .header("d/", "", b'5', 0o3777, 0)
            .header("plain", "", b'0', 0o755, 0)
            .header("link", "x", b'2', 0o7777, 0)
            .end()
    };
    let arena = Arena::new();
    assert_eq!(arena.unpack(&stream(), "", Kind::Contents).unwrap().stripped_count, 2);
    assert_eq!(arena.tree(), ["d/ 777", "link -> x", "plain 755 \"\"", "setuid 755 \"\""]);
    let arena = Arena::new();
    let keep = UnpackOptions { preserve_special: true, ..UnpackOptions::default() };
    assert_eq!(arena.unpack_with(&stream(), "", Kind::Contents, &keep).unwrap().stripped_count, 0);
    assert_eq!(arena.tree(), ["d/ 3777", "link -> x", "plain 755 \"\"", "setuid 6755 \"\""]);
}

#[test]
fn limits_hold() {
    let limits = Limits { max_entries: 3, max_bytes: 100, max_depth: 4, max_name: 20 };
    let options = UnpackOptions { limits, ..UnpackOptions::default() };
    let too_many = Forged::default().folder("a").folder("b").folder("c").folder("d").end();
    let specials = (0..4).fold(Forged::default(), |stream, _| stream.header("p", "", b'6', 0, 0)).end();
    let too_big = Forged::default().file("a", &[1; 60]).file("b", &[1; 60]).end();
    let too_deep = Forged::default().file("a/b/c/d/e", b"").end();
    let too_long = Forged::default().file("aaaaaaaaaaaaaaaaaaaaa", b"").end();
    for stream in [too_many, specials, too_big, too_deep, too_long] {
        let arena = Arena::new();
        assert_denied(arena.unpack_with(&stream, "new", Kind::Contents, &options));
        arena.assert_empty();
    }
}

#[test]
fn a_path_of_two_thousand_levels_is_refused_at_once() {
    let path = "a/".repeat(2000);
    refused(&Forged::default().long(b'L', path.as_bytes()).file("x", b"").end());
    refused(&Forged::default().pax(&[("path", path.as_bytes())]).file("x", b"").end());
}

#[test]
fn a_thousand_levels_are_made_and_removed_within_the_limit_of_open_files() {
    let arena = Arena::new();
    let mut stream = Forged::default();
    for depth in 1..=999 {
        stream = stream.long(b'L', "a/".repeat(depth).as_bytes()).folder("x");
    }
    stream = stream.long(b'L', format!("{}x", "a/".repeat(999)).as_bytes()).file("x", b"deep");
    let cut = stream.0.clone();
    assert_damaged(arena.unpack(&cut, "new", Kind::Contents));
    arena.assert_empty();
    arena.unpack(&stream.end(), "new", Kind::Contents).unwrap();
    let (_, packed, summary) = packed(&arena.work("new"), &PackOptions::default()).unwrap();
    assert_eq!(summary.entries, 1001);
    arena.unpack(&packed, "new", Kind::Contents).unwrap();
}

#[test]
fn sizes_that_lie_are_found_out() {
    for stream in [
        // A directory, a link and a device with data, in which an entry could hide.
        Forged::default().header("d", "", b'5', 0o755, 512).file("x", b"").end(),
        Forged::default().header("l", "t", b'2', 0o755, 512).file("x", b"").end(),
        Forged::default().header("h", "t", b'1', 0o755, 512).file("x", b"").end(),
        Forged::default().header("x", "", b'0', 0o644, 10_000).data(b"short").end(),
        Forged::default().header("x", "", b'0', 0o644, 0).data(b"data where a header should be").end(),
        Forged::default().pax(&[("size", b"5000")]).file("x", b"x").end(),
        Forged::default().pax(&[("size", b"99999999999999999999999")]).file("x", b"x").end(),
        Forged::default().pax(&[("size", b"-1")]).file("x", b"x").end(),
        Forged::default().records(b'g', &[("size", b"0")]).file("x", b"x").end(),
        Forged::default().records(b'g', &[("path", b"y")]).file("x", b"x").end(),
    ] {
        let arena = Arena::new();
        assert_damaged(arena.unpack(&stream, "new", Kind::Contents));
        arena.assert_empty();
    }
    let arena = Arena::new();
    let huge = Forged::default().header("x", "", b'0', 0o644, 1 << 60).end();
    assert_denied(arena.unpack(&huge, "new", Kind::Contents));
}

#[test]
fn extended_headers_that_claim_too_much_cost_nothing() {
    for flag in [b'L', b'K', b'x', b'g'] {
        for size in [3 << 30, 2 << 20, 1 << 60] {
            let arena = Arena::new();
            let stream = Forged::default().header("x", "", flag, 0, size).end();
            assert_damaged(arena.unpack(&stream, "new", Kind::Contents));
            arena.assert_empty();
        }
    }
    let arena = Arena::new();
    let many = (0..100).fold(Forged::default(), |stream, _| stream.pax(&[("comment", b"again")])).file("x", b"").end();
    assert_damaged(arena.unpack(&many, "new", Kind::Contents));
}

#[test]
fn malformed_extended_headers_are_found_out() {
    for content in [
        "5 a=b\n",
        "7 a=b\n",
        "99 path=x\n",
        "x path=x\n",
        " path=x\n",
        "0 path=x\n",
        "8 path=x\n8 path",
        "-6 a=b\n",
        "+6 a=b\n",
        "18446744073709551615 a=b\n",
        "99999999999999999999999 a=b\n",
        "6 abc\n",
        "13 mtime=1.x\n",
        "11 size=1x\n",
        "15 uid=-1\n",
    ] {
        let arena = Arena::new();
        let stream = Forged::default().header("pax", "", b'x', 0, content.len() as u64).data(content.as_bytes());
        assert_damaged(arena.unpack(&stream.file("x", b"").end(), "new", Kind::Contents));
        arena.assert_empty();
    }
}

#[test]
fn names_without_a_name_or_with_a_zero_byte_are_found_out() {
    for stream in [
        Forged::default().file("", b"").end(),
        Forged::default().long(b'L', b"\0").file("x", b"").end(),
        Forged::default().pax(&[("path", b"a\0b")]).file("x", b"").end(),
        Forged::default().pax(&[("linkpath", b"a\0b")]).link("x", "y").end(),
        Forged::default().link("x", "").end(),
        Forged::default().file("./", b"a file as the top").end(),
    ] {
        let arena = Arena::new();
        assert_damaged(arena.unpack(&stream, "new", Kind::Contents));
        arena.assert_empty();
    }
}

#[test]
fn maps_of_holes_that_lie_are_found_out() {
    let sparse = |size: &str, map: &[u8], data: &[u8]| {
        let mut content = map.to_vec();
        content.resize(content.len().next_multiple_of(512), 0);
        content.extend_from_slice(data);
        let records: [(&str, &[u8]); 4] = [
            ("GNU.sparse.major", b"1"),
            ("GNU.sparse.minor", b"0"),
            ("GNU.sparse.name", b"holes"),
            ("GNU.sparse.realsize", size.as_bytes()),
        ];
        Forged::default().pax(&records).file("x", &content).end()
    };
    let arena = Arena::new();
    arena.unpack(&sparse("300", b"1\n100\n5\n", b"inner"), "", Kind::Contents).unwrap();
    assert_eq!(fs::read(arena.work("holes")).unwrap(), [&[0; 100], &b"inner"[..], &[0; 195]].concat());
    for (size, map) in [
        ("300", "2\n100\n5\n"),
        ("300", "1\n299\n5\n"),
        ("300", "1\n0\n4\n"),
        ("300", "1\n0\n6\n"),
        ("300", ""),
        ("300", "999999999999\n"),
        ("300", "1\n18446744073709551615\n5\n"),
        ("300", "2\n100\n3\n50\n2\n"),
        ("300", "1\n-1\n5\n"),
        ("300", "\n\n\n"),
        ("3", "1\n0\n5\n"),
    ] {
        let arena = Arena::new();
        assert_damaged(arena.unpack(&sparse(size, map.as_bytes(), b"inner"), "new", Kind::Contents));
        arena.assert_empty();
    }
}

#[test]
fn an_owner_that_means_leave_it_is_found_out() {
    let options = UnpackOptions { preserve_owner: true, ..UnpackOptions::default() };
    for owner in ["4294967295", "4294967296"] {
        for key in ["uid", "gid"] {
            let arena = Arena::new();
            let stream = Forged::default().pax(&[(key, owner.as_bytes())]).file("x", b"").end();
            assert_damaged(arena.unpack_with(&stream, "new", Kind::Contents, &options));
            arena.assert_empty();
        }
    }
}

#[test]
fn names_reach_a_message_escaped() {
    let arena = Arena::new();
    let stream = Forged::default().file("../\x1b[31m\u{202e}\nred", b"").end();
    let text = arena.unpack(&stream, "new", Kind::Contents).unwrap_err().to_string();
    assert_eq!(text, "../\\u{1b}[31m\\u{202e}\\nred: a path with .. in the archive is refused");
}

#[test]
fn a_link_swapped_in_at_the_destination_meanwhile_is_not_followed() {
    let arena = Arena::new();
    let stream = Forged::default().file("sub/secret", b"gone").file("sub/inner/deep", b"gone").end();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let (sub, aside) = (arena.work("sub"), arena.work("aside"));
            std::os::unix::fs::symlink("../canary", &aside).unwrap();
            fs::create_dir_all(sub.join("inner")).unwrap();
            while !done.load(Ordering::Relaxed) {
                let swap = rustix::fs::RenameFlags::EXCHANGE;
                rustix::fs::renameat_with(rustix::fs::CWD, &sub, rustix::fs::CWD, &aside, swap).unwrap();
            }
        });
        // Also when the test fails, or the other would swap for ever.
        let _stop = Stop(&done);
        let met = (0..300).filter(|_| {
            let options = UnpackOptions::default();
            unpack(&mut &stream[..], &arena.work(""), Kind::Contents, OsStr::new(""), &options).is_err()
        });
        assert!(met.count() > 0, "the race was never met");
    });
    arena.check();
}

struct Stop<'a>(&'a AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
