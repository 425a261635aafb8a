//! The cases of `docker cp`: what comes × what is there × the slash.

use super::*;

#[test]
fn a_file_becomes_a_missing_destination() {
    let arena = Arena::new();
    arena.unpack(&one_file(b"x"), "new", Kind::File).unwrap();
    assert_eq!(arena.tree(), ["new 644 \"x\""]);
}

#[test]
fn a_file_gets_the_parents_that_are_missing() {
    let arena = Arena::new();
    arena.unpack(&one_file(b"x"), "a/b/new", Kind::File).unwrap();
    assert_eq!(arena.tree(), ["a/ 755", "a/b/ 755", "a/b/new 644 \"x\""]);
}

#[test]
fn a_file_goes_under_its_name_into_a_missing_directory_typed_with_a_slash() {
    let arena = Arena::new();
    arena.unpack(&one_file(b"x"), "new/", Kind::File).unwrap();
    assert_eq!(arena.tree(), ["new/ 755", "new/name 644 \"x\""]);
}

#[test]
fn a_file_goes_under_its_name_into_an_existing_directory() {
    for dest in ["old", "old/", "old/."] {
        let arena = Arena::new();
        fs::create_dir(arena.work("old")).unwrap();
        arena.unpack(&one_file(b"x"), dest, Kind::File).unwrap();
        assert_eq!(arena.tree(), ["old/ 755", "old/name 644 \"x\""]);
    }
}

#[test]
fn a_file_replaces_a_file() {
    let arena = Arena::new();
    put(&arena.work("old"), b"old");
    let held = File::open(arena.work("old")).unwrap();
    arena.unpack(&one_file(b"x"), "old", Kind::File).unwrap();
    assert_eq!(arena.tree(), ["old 644 \"x\""]);
    // Replaced, not written over: who has it open still has the old one.
    assert_eq!(std::io::read_to_string(held).unwrap(), "old");
}

#[test]
fn a_file_replaces_what_a_link_at_the_destination_leads_to() {
    let arena = Arena::new();
    put(&arena.work("old"), b"old");
    std::os::unix::fs::symlink("old", arena.work("link")).unwrap();
    arena.unpack(&one_file(b"x"), "link", Kind::File).unwrap();
    assert_eq!(arena.tree(), ["link -> old", "old 644 \"x\""]);
}

#[test]
fn a_file_becomes_what_a_dangling_link_names() {
    let arena = Arena::new();
    std::os::unix::fs::symlink("sub/new", arena.work("link")).unwrap();
    arena.unpack(&one_file(b"x"), "link", Kind::File).unwrap();
    assert_eq!(arena.tree(), ["link -> sub/new", "sub/ 755", "sub/new 644 \"x\""]);
}

#[test]
fn a_file_conflicts_with_a_file_typed_with_a_slash() {
    let arena = Arena::new();
    put(&arena.work("old"), b"old");
    assert_conflict(arena.unpack(&one_file(b"x"), "old/", Kind::File));
    assert_conflict(arena.unpack(&one_file(b"x"), "old/below", Kind::File));
    assert_eq!(arena.tree(), ["old 644 \"old\""]);
}

#[test]
fn a_file_conflicts_with_a_directory_of_its_name() {
    let arena = Arena::new();
    fs::create_dir_all(arena.work("old/name")).unwrap();
    assert_conflict(arena.unpack(&one_file(b"x"), "old", Kind::File));
}

#[test]
fn a_directory_becomes_a_missing_destination() {
    for dest in ["new", "new/", "new/."] {
        for kind in [Kind::Directory, Kind::Contents, Kind::Many] {
            let arena = Arena::new();
            arena.unpack(&one_folder(), dest, kind).unwrap();
            assert_eq!(arena.tree(), ["new/ 755", "new/a 644 \"new a\"", "new/sub/ 755", "new/sub/b 644 \"new b\""]);
        }
    }
}

#[test]
fn a_directory_conflicts_with_a_file() {
    for dest in ["old", "old/"] {
        for kind in [Kind::Directory, Kind::Contents, Kind::Many] {
            let arena = Arena::new();
            put(&arena.work("old"), b"old");
            assert_conflict(arena.unpack(&one_folder(), dest, kind));
            assert_eq!(arena.tree(), ["old 644 \"old\""]);
        }
    }
}

#[test]
fn a_directory_goes_under_its_name_into_an_existing_one() {
    for dest in ["old", "old/"] {
        let arena = Arena::new();
        fs::create_dir(arena.work("old")).unwrap();
        arena.unpack(&one_folder(), dest, Kind::Directory).unwrap();
        assert_eq!(
            arena.tree(),
            [
                "old/ 755",
                "old/name/ 755",
                "old/name/a 644 \"new a\"",
                "old/name/sub/ 755",
                "old/name/sub/b 644 \"new b\""
            ]
        );
    }
}

#[test]
fn a_directory_merges_with_one_of_its_name() {
    let arena = Arena::new();
    fs::create_dir_all(arena.work("old/name/sub")).unwrap();
    put(&arena.work("old/name/sub/b"), b"old b");
    put(&arena.work("old/name/sub/c"), b"old c");
    set_mode(&arena.work("old/name/sub"), 0o700);
    arena.unpack(&one_folder(), "old", Kind::Directory).unwrap();
    assert_eq!(
        arena.tree(),
        [
            "old/ 755",
            "old/name/ 755",
            "old/name/a 644 \"new a\"",
            "old/name/sub/ 700",
            "old/name/sub/b 644 \"new b\"",
            "old/name/sub/c 644 \"old c\""
        ]
    );
}

#[test]
fn contents_merge_into_an_existing_directory() {
    for kind in [Kind::Contents, Kind::Many] {
        let arena = Arena::new();
        fs::create_dir(arena.work("old")).unwrap();
        set_mode(&arena.work("old"), 0o1777);
        put(&arena.work("old/a"), b"old a");
        arena.unpack(&one_folder(), "old", kind).unwrap();
        // The mode of a shared folder must survive.
        let expected = ["old/ 1777", "old/a 644 \"new a\"", "old/sub/ 755", "old/sub/b 644 \"new b\""];
        assert_eq!(arena.tree(), expected);
    }
}

#[test]
fn nothing_moves_when_a_file_meets_a_directory_somewhere() {
    let arena = Arena::new();
    fs::create_dir_all(arena.work("old/sub/b")).unwrap();
    assert_conflict(arena.unpack(&one_folder(), "old", Kind::Contents));
    let arena_two = Arena::new();
    fs::create_dir(arena_two.work("old")).unwrap();
    put(&arena_two.work("old/sub"), b"old");
    assert_conflict(arena_two.unpack(&one_folder(), "old", Kind::Contents));
    assert_eq!(arena.tree(), ["old/ 755", "old/sub/ 755", "old/sub/b/ 755"]);
    assert_eq!(arena_two.tree(), ["old/ 755", "old/sub 644 \"old\""]);
}

#[test]
fn a_link_at_the_destination_itself_is_followed_and_one_below_is_refused() {
    let arena = Arena::new();
    fs::create_dir(arena.work("real")).unwrap();
    std::os::unix::fs::symlink("real", arena.work("link")).unwrap();
    arena.unpack(&Forged::default().file("x", b"x").end(), "link", Kind::Contents).unwrap();
    assert_eq!(arena.tree(), ["link -> real", "real/ 755", "real/x 644 \"x\""]);
    std::os::unix::fs::symlink("../../canary", arena.work("real/sub")).unwrap();
    assert_denied(arena.unpack(&one_folder(), "link", Kind::Contents));
    assert_eq!(arena.tree().len(), 4);
}

#[test]
fn a_link_in_the_way_of_a_file_is_replaced_and_not_followed() {
    let arena = Arena::new();
    std::os::unix::fs::symlink("../canary/secret", arena.work("a")).unwrap();
    arena.unpack(&one_folder(), "", Kind::Contents).unwrap();
    assert_eq!(arena.tree(), ["a 644 \"new a\"", "sub/ 755", "sub/b 644 \"new b\""]);
}

#[test]
fn files_that_stand_are_kept_when_nothing_is_to_be_overwritten() {
    let arena = Arena::new();
    fs::create_dir(arena.work("sub")).unwrap();
    put(&arena.work("sub/b"), b"old b");
    let options = UnpackOptions { overwrite: false, ..UnpackOptions::default() };
    let summary = arena.unpack_with(&one_folder(), "", Kind::Contents, &options).unwrap();
    assert_eq!(summary.kept_count, 1);
    assert_eq!(arena.tree(), ["a 644 \"new a\"", "sub/ 755", "sub/b 644 \"old b\""]);
    put(&arena.work("file"), b"old");
    assert_eq!(arena.unpack_with(&one_file(b"x"), "file", Kind::File, &options).unwrap().kept_count, 1);
    assert_eq!(fs::read(arena.work("file")).unwrap(), b"old");
}

#[test]
fn everything_made_is_given_to_the_owner_and_nothing_else() {
    if !is_root() {
        return;
    }
    let arena = Arena::new();
    let options = UnpackOptions { owner: Some(super::super::Owner { uid: 1234, gid: 2345 }), ..Default::default() };
    let stream = Forged::default().folder("./").file("./in/a", b"a").link("./in/l", "a").hard("./h", "./in/a").end();
    arena.unpack_with(&stream, "made/dest", Kind::Directory, &options).unwrap();
    for name in ["made", "made/dest", "made/dest/in", "made/dest/in/a", "made/dest/in/l", "made/dest/h"] {
        let data = fs::symlink_metadata(arena.work(name)).unwrap();
        assert_eq!((data.uid(), data.gid()), (1234, 2345), "{name}");
    }
    assert_eq!(fs::metadata(arena.path("work")).unwrap().uid(), 0);
}

#[test]
fn a_name_that_is_none_is_refused() {
    let arena = Arena::new();
    for name in ["", ".", "..", "a/b", "/etc"] {
        let dest = arena.path("work");
        let result = unpack(&mut &one_file(b"x")[..], &dest, Kind::File, OsStr::new(name), &UnpackOptions::default());
        assert!(matches!(result, Err(ArchiveError::Failed(_))), "{name}: {result:?}");
    }
    arena.assert_empty();
}
