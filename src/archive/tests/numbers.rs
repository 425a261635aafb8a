//! Sizes, owners and times in every notation, names at the limit, and holes larger than any disk.

use super::*;

impl Forged {
    /// The last header with other bytes in a field, its checksum right.
    fn field(mut self, at: usize, bytes: &[u8]) -> Forged {
        let start = self.0.len() - 512;
        let mut header = tar::Header::new_gnu();
        header.as_mut_bytes().copy_from_slice(&self.0[start..]);
        header.as_mut_bytes()[at..at + bytes.len()].copy_from_slice(bytes);
        header.set_cksum();
        self.0[start..].copy_from_slice(header.as_bytes());
        self
    }
}

const OWNER: usize = 108;
const SIZE: usize = 124;
const TIME: usize = 136;

fn base_256(value: u128) -> [u8; 12] {
    let mut bytes: [u8; 12] = value.to_be_bytes()[4..].try_into().unwrap();
    bytes[0] |= 0x80;
    bytes
}

fn header() -> Forged {
    Forged::default().header("x", "", b'0', 0o644, 0)
}

#[test]
fn a_size_in_base_256_is_a_size() {
    let arena = Arena::new();
    arena.unpack(&header().field(SIZE, &base_256(5)).data(b"bytes").end(), "", Kind::Contents).unwrap();
    assert_eq!(arena.tree(), ["x 644 \"bytes\""]);
}

#[test]
fn sizes_in_base_256_that_lie_are_found_out() {
    for size in [base_256(1 << 33), base_256(1 << 64), base_256((1 << 95) - 1), [0xff; 12]] {
        let arena = Arena::new();
        assert_damaged(arena.unpack(&header().field(SIZE, &size).end(), "new", Kind::Contents));
        arena.assert_empty();
    }
    let arena = Arena::new();
    assert_denied(arena.unpack(&header().field(SIZE, &base_256(1 << 60)).end(), "new", Kind::Contents));
    arena.assert_empty();
}

#[test]
fn numbers_that_are_none_are_found_out() {
    for (at, bytes) in [
        (SIZE, &b"-0000000001\0"[..]),
        (SIZE, b"99999999999\0"),
        (SIZE, b"0x000000001\0"),
        (SIZE, b"1 1         "),
        (OWNER, b"\xff\xff\xff\xff\xff\xff\xff\xff"),
        (OWNER, b"zzzzzzz\0"),
        (TIME, b"now\0\0\0\0\0\0\0\0\0"),
    ] {
        let arena = Arena::new();
        let result = arena.unpack(&header().field(at, bytes).end(), "new", Kind::Contents);
        assert!(matches!(result, Err(ArchiveError::Damaged(_))), "{}: {result:?}", super::super::shown(bytes));
        arena.assert_empty();
    }
}

#[test]
fn a_hole_of_ten_gigabytes_takes_no_room() {
    let map = b"1\n10000000000\n0\n";
    let records: [(&str, &[u8]); 4] = [
        ("GNU.sparse.major", b"1"),
        ("GNU.sparse.minor", b"0"),
        ("GNU.sparse.name", b"holes"),
        ("GNU.sparse.realsize", b"10000000000"),
    ];
    let mut content = map.to_vec();
    content.resize(512, 0);
    let arena = Arena::new();
    arena.unpack(&Forged::default().pax(&records).file("x", &content).end(), "", Kind::Contents).unwrap();
    let data = fs::metadata(arena.work("holes")).unwrap();
    assert_eq!(data.len(), 10_000_000_000);
    assert!(data.blocks() < 100, "{} blocks", data.blocks());
}

#[test]
fn a_name_of_4096_bytes_arrives_and_one_more_is_refused() {
    let folders = format!("{}/", "n".repeat(203)).repeat(20);
    for (length, fits) in [(4096, true), (4097, false)] {
        let name = format!("{folders}{}", "f".repeat(length - folders.len()));
        let arena = Arena::new();
        let stream = Forged::default().long(b'L', name.as_bytes()).file("x", b"deep").end();
        // Not through the arena, whose look at the tree needs names that fit into one path.
        let options = UnpackOptions::default();
        let result = unpack(&mut &stream[..], &arena.work(""), Kind::Contents, OsStr::new(""), &options);
        if fits {
            assert_eq!(result.unwrap().bytes, 4);
        } else {
            assert_denied(result);
            arena.assert_empty();
        }
    }
}

#[test]
fn an_extended_header_with_a_keyword_longer_than_itself_is_found_out() {
    let arena = Arena::new();
    let keyword = "k".repeat(2 << 20);
    assert_damaged(arena.unpack(
        &Forged::default().pax(&[(&keyword, b"v")]).file("x", b"").end(),
        "new",
        Kind::Contents,
    ));
    arena.assert_empty();
    let keyword = "k".repeat(900_000);
    arena.unpack(&Forged::default().pax(&[(&keyword, b"v")]).file("x", b"").end(), "", Kind::Contents).unwrap();
    assert_eq!(arena.tree(), ["x 644 \"\""]);
}
