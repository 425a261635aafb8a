//! A good archive, cut anywhere or with bytes changed anywhere.

use proptest::prelude::*;

use super::*;

fn sample() -> Vec<u8> {
    let long = format!("./{}/x", "long".repeat(40));
    Forged::default()
        .folder("./")
        .file("./a", b"content of a")
        .folder("./sub/")
        .link("./sub/l", "../a")
        .hard("./sub/h", "./a")
        .long(b'L', format!("{long}\0").as_bytes())
        .file("./long", &[3; 700])
        .pax(&[("path", "./pax \u{e9}".as_bytes()), ("mtime", b"-3.25")])
        .file("./pax", b"")
        .header("./pipe", "", b'6', 0o644, 0)
        .end()
}

#[test]
fn an_archive_cut_anywhere_leaves_nothing() {
    let whole = sample();
    let arena = Arena::new();
    let blocks = (0..whole.len()).step_by(512);
    let odd = (0..whole.len()).step_by(97);
    for length in blocks.chain(odd).chain(whole.len() - 5..whole.len()) {
        assert_damaged(arena.unpack(&whole[..length], "new", Kind::Directory));
        arena.assert_empty();
    }
    arena.unpack(&whole, "new", Kind::Directory).unwrap();
}

#[test]
fn every_bit_of_a_header_counts() {
    let whole = one_file(b"x");
    let arena = Arena::new();
    for bit in 0..512 * 8 {
        let mut stream = whole.clone();
        stream[bit / 8] ^= 1 << (bit % 8);
        let result = arena.unpack(&stream, "new", Kind::File);
        // Blanks and zeros end the checksum alike.
        if !(148..156).contains(&(bit / 8)) {
            assert_damaged(result);
        }
        let _ = fs::remove_file(arena.work("new"));
    }
}

/// Makes the checksum of every block that looks like a header right again, so that what is in it is believed.
fn mend(stream: &mut [u8]) {
    for block in stream.chunks_exact_mut(512).filter(|block| &block[257..262] == b"ustar") {
        let mut header = tar::Header::new_gnu();
        header.as_mut_bytes().copy_from_slice(block);
        header.set_cksum();
        block.copy_from_slice(header.as_bytes());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_bytes_never_reach_outside(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        mended in any::<bool>(),
        kind in prop::sample::select(vec![Kind::Directory, Kind::Contents, Kind::Many]),
    ) {
        let mut stream = sample();
        for (place, value) in changes {
            let place = place.index(stream.len());
            stream[place] = value;
        }
        if mended {
            mend(&mut stream);
        }
        let arena = Arena::new();
        let limits = Limits { max_bytes: 1 << 20, ..Limits::default() };
        let options = UnpackOptions { limits, ..UnpackOptions::default() };
        if arena.unpack_with(&stream, "new", kind, &options).is_err() {
            arena.assert_empty();
        }
    }

    #[test]
    fn entries_of_any_kind_and_name_never_reach_outside(
        entries in prop::collection::vec((entry_name(), entry_name(), prop::sample::select(b"0123456".to_vec())), 1..20),
    ) {
        let mut stream = Forged::default();
        for (path, link, flag) in &entries {
            stream = stream.header(path, link, *flag, 0o777, 0);
        }
        let arena = Arena::new();
        if arena.unpack(&stream.end(), "new", Kind::Contents).is_err() {
            arena.assert_empty();
        }
    }
}

/// Few and short names, so that entries meet.
fn entry_name() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(vec!["a", "b", ".", "..", "", "canary", "secret"]), 1..4)
        .prop_map(|names| names.join("/"))
}
