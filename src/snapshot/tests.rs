//! Snapshots on their way from one store to another, and what comes in their place.

use super::local::{LocalStore, payload_of};
use super::manifest::tests::sample;
use super::portable::{self, ImageFile, member, padding};
use super::receive::{Received, receive};
use super::seal::Sealing;
use super::{Chain, Manifest, Whole, write};
use crate::error::{Error, Kind};
use std::fs::File;
use std::io::{Read, Write};

struct Place {
    _folder: tempfile::TempDir,
    store: LocalStore,
}

impl Place {
    fn new() -> Place {
        let folder = tempfile::tempdir().unwrap();
        let store = LocalStore::new(folder.path().join("snapshots"));
        Place { _folder: folder, store }
    }

    /// A snapshot of this plain tar, over a base if one is given.
    fn keep(&self, tar: &[u8], base: Option<&Manifest>) -> Manifest {
        let staged = self.store.stage().unwrap();
        let written = write::write(&mut &tar[..], &staged, None).unwrap();
        let manifest = Manifest {
            base: base.map(|base| base.id.clone()),
            files: written.indexed.entries,
            bytes: written.indexed.bytes,
            gone: written.indexed.gone,
            archive: written.archive,
            index: written.index,
            ..sample()
        };
        self.store.publish(staged, &manifest, &[("TOKEN".to_owned(), "never told".to_owned())].into()).unwrap();
        manifest
    }

    /// A snapshot of any bytes, about which its manifest says what is wanted.
    fn forge(&self, archive: &[u8], change: impl FnOnce(&mut Manifest)) -> Vec<u8> {
        let staged = self.store.stage().unwrap();
        File::create(staged.archive()).unwrap().write_all(archive).unwrap();
        let empty = [sclist(), sclist()].concat();
        File::create(staged.index()).unwrap().write_all(&zstd::encode_all(&empty[..], 1).unwrap()).unwrap();
        let mut manifest = sample();
        manifest.archive = payload_of(&staged.archive()).unwrap();
        manifest.index = payload_of(&staged.index()).unwrap();
        change(&mut manifest);
        let format = std::mem::replace(&mut manifest.format, 1);
        self.store.publish(staged, &manifest, &Default::default()).unwrap();
        let mut whole = Whole::of(&self.store, &Chain::of(&self.store, &manifest.id).unwrap()).unwrap();
        whole.manifest.format = format;
        let mut file = Vec::new();
        portable::export(&whole, None, &mut file).unwrap();
        file
    }

    fn export(&self, manifest: &Manifest, image: Option<&ImageFile>) -> Vec<u8> {
        let chain = Chain::of(&self.store, &manifest.id).unwrap();
        let mut file = Vec::new();
        portable::export(&Whole::of(&self.store, &chain).unwrap(), image, &mut file).unwrap();
        file
    }

    fn receive(&self, mut file: &[u8]) -> Result<Received, Error> {
        let staged = self.store.stage()?;
        receive(&mut file, &staged, &self.store.spools(), None)
    }

    #[track_caller]
    fn refuses(&self, file: &[u8], kind: Kind) -> String {
        let error = self.receive(file).expect_err("it was taken in");
        assert_eq!(error.kind(), kind, "{}", error.message());
        error.message().to_owned()
    }
}

fn sclist() -> Vec<u8> {
    crate::archive::ListWriter::new(Vec::new()).unwrap().finish().unwrap()
}

/// Path, type, link and content.
type Entry<'a> = (&'a str, u8, &'a str, &'a [u8]);

fn tar(entries: &[Entry<'_>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (path, flag, link, content) in entries {
        let mut header = tar::Header::new_gnu();
        header.as_old_mut().name[..path.len()].copy_from_slice(path.as_bytes());
        header.as_old_mut().linkname[..link.len()].copy_from_slice(link.as_bytes());
        header.set_entry_type(tar::EntryType::new(*flag));
        header.set_mode(0o644);
        header.set_uid(0);
        header.set_gid(0);
        header.set_mtime(0);
        header.set_size(content.len() as u64);
        header.set_cksum();
        bytes.extend(header.as_bytes());
        bytes.extend(*content);
        bytes.extend(padding(content.len() as u64));
    }
    bytes.extend([0; 1024]);
    bytes
}

fn small() -> Vec<u8> {
    tar(&[("etc/", b'5', "", b""), ("etc/a", b'0', "", b"content"), (".sandcastle/gone", b'0', "", b"etc/b\0")])
}

#[test]
fn a_snapshot_is_received_as_it_was_exported() {
    let (here, there) = (Place::new(), Place::new());
    let manifest = here.keep(&small(), None);
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(&[7; 5000]).unwrap();
    for image in [None, Some(ImageFile { file, bytes: 5000 })] {
        let exported = here.export(&manifest, image.as_ref());
        let received = there.receive(&exported).unwrap();
        assert_eq!(received.manifest.archive, manifest.archive);
        assert_eq!(received.manifest.id, manifest.id);
        assert_eq!(received.image.is_some(), image.is_some());
        if let Some(mut image) = received.image {
            let mut content = Vec::new();
            std::io::Seek::rewind(&mut image.file).unwrap();
            image.file.read_to_end(&mut content).unwrap();
            assert_eq!(content, [7; 5000]);
        }
        assert!(!String::from_utf8_lossy(&zstd::decode_all(&exported[..]).unwrap()).contains("never told"));
    }
}

#[test]
fn an_export_is_one_tar_stream_for_everybody() {
    let place = Place::new();
    let exported = place.export(&place.keep(&small(), None), None);
    let plain = zstd::decode_all(&exported[..]).unwrap();
    let mut archive = tar::Archive::new(&plain[..]);
    let names: Vec<String> =
        archive.entries().unwrap().map(|entry| entry.unwrap().path().unwrap().display().to_string()).collect();
    let expected = [".sandcastle/manifest.json", ".sandcastle/manifest.b3", "etc/", "etc/a", ".sandcastle/gone"];
    assert_eq!(names, expected);
}

#[test]
fn a_chain_is_exported_as_a_snapshot_that_stands_for_itself() {
    let (here, there) = (Place::new(), Place::new());
    let first = here.keep(&small(), None);
    let second =
        here.keep(&tar(&[("etc/c", b'0', "", b"new"), (".sandcastle/gone", b'0', "", b"etc/a\0")]), Some(&first));
    let received = there.receive(&here.export(&second, None)).unwrap().manifest;
    assert_eq!((received.id, received.base), (second.id.clone(), None));
    assert_eq!((received.files, received.bytes, received.gone), (2, 3, 2));
    // What was made meanwhile is gone again, and exporting it again is the same.
    assert_eq!(here.store.all().unwrap().0.len(), 2);
    assert_eq!(here.export(&second, None), here.export(&second, None));
}

#[test]
fn every_flipped_bit_is_found() {
    let (here, there) = (Place::new(), Place::new());
    let exported = here.export(&here.keep(&small(), None), None);
    let staged = there.store.stage().unwrap();
    for bit in 0..exported.len() * 8 {
        let mut flipped = exported.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let received = receive(&mut &flipped[..], &staged, &there.store.spools(), None);
        for file in [staged.archive(), staged.index()] {
            let _ = std::fs::remove_file(file);
        }
        assert_eq!(received.expect_err("it was taken in").kind(), Kind::Damaged, "bit {bit}");
    }
    assert!(there.store.all().unwrap().0.is_empty());
}

#[test]
fn what_is_cut_off_put_together_or_added_to_is_found() {
    let (here, there) = (Place::new(), Place::new());
    let exported = here.export(&here.keep(&small(), None), None);
    assert!(there.refuses(b"", Kind::Damaged).contains("cut off"));
    for end in 1..exported.len() {
        there.refuses(&exported[..end], Kind::Damaged);
    }
    for garbage in [&b"x"[..], &[0; 512], &exported] {
        there.refuses(&[&exported[..], garbage].concat(), Kind::Damaged);
    }
    // A seal that fits, under more than one snapshot.
    let unsealed = &exported[..exported.len() - 40];
    for more in [unsealed, b"x", &zstd::encode_all(&small()[..], 1).unwrap()] {
        let message = there.refuses(&sealed(&[unsealed, more].concat()), Kind::Damaged);
        assert!(message.contains("something follows"), "{message}");
    }
    there.receive(&sealed(unsealed)).unwrap();
}

fn sealed(content: &[u8]) -> Vec<u8> {
    let mut sealing = Sealing::new(Vec::new());
    sealing.write_all(content).unwrap();
    sealing.finish().unwrap()
}

#[test]
fn a_newer_form_strange_fields_and_no_manifest_are_told_apart() {
    let place = Place::new();
    let archive = zstd::encode_all(&small()[..], 1).unwrap();
    let newer = place.forge(&archive, |manifest| manifest.format = 2);
    assert!(place.refuses(&newer, Kind::WrongState).contains("newer sandcastle"));
    let message = place.refuses(&sealed(&archive), Kind::Damaged);
    assert!(message.contains("no manifest"), "{message}");
    let mut value: serde_json::Value = serde_json::from_slice(&sample().to_json().unwrap()).unwrap();
    value["surprise"] = 1.into();
    let text = value.to_string();
    let digest = format!("{}\n", blake3::hash(text.as_bytes()).to_hex());
    let mut head = Vec::new();
    for (name, content) in [(portable::MANIFEST, &text), (portable::DIGEST, &digest)] {
        head.extend(member(name, content.len() as u64, 0));
        head.extend(content.as_bytes());
        head.extend(padding(content.len() as u64));
    }
    place.refuses(&sealed(&[zstd::encode_all(&head[..], 1).unwrap(), archive].concat()), Kind::Damaged);
    for stranger in [&b"hello"[..], b"PK\x03\x04", &small()] {
        place.refuses(stranger, Kind::Damaged);
        place.refuses(&sealed(stranger), Kind::Damaged);
    }
}

#[test]
fn what_a_manifest_says_binds() {
    let place = Place::new();
    let archive = zstd::encode_all(&small()[..], 1).unwrap();
    let right = |manifest: &mut Manifest| (manifest.files, manifest.bytes, manifest.gone) = (2, 7, 1);
    place.receive(&place.forge(&archive, right)).unwrap();
    for wrong in [(3, 7, 1), (2, 8, 1), (2, 7, 0)] {
        let file = place.forge(&archive, |manifest| (manifest.files, manifest.bytes, manifest.gone) = wrong);
        place.refuses(&file, Kind::Damaged);
    }
}

#[test]
fn a_bomb_is_stopped_at_what_its_manifest_says() {
    let place = Place::new();
    let mut bomb = zstd::Encoder::new(Vec::new(), 1).unwrap();
    let size = 1u64 << 30;
    bomb.write_all(&member("zeros", size, 0)).unwrap();
    for _ in 0..size >> 20 {
        bomb.write_all(&[0; 1 << 20]).unwrap();
    }
    bomb.write_all(&[0; 1024]).unwrap();
    let bomb = bomb.finish().unwrap();
    assert!(bomb.len() < 1 << 20);
    place.refuses(&place.forge(&bomb, |manifest| (manifest.files, manifest.bytes) = (1, 10)), Kind::Damaged);
    // A frame that asks for two gigabytes of memory.
    let greedy = [0x28, 0xb5, 0x2f, 0xfd, 0, 0xa8, 1, 0, 0];
    place.refuses(&place.forge(&greedy, |_| ()), Kind::Damaged);
    place.refuses(&sealed(&greedy), Kind::Damaged);
    // Frames of nothing, before the manifest and after it.
    let nothing = [&[0x50, 0x2a, 0x4d, 0x18, 0, 0, 1, 0][..], &[0; 1 << 16]].concat();
    let whole = place.forge(&zstd::encode_all(&small()[..], 1).unwrap(), |manifest| {
        (manifest.files, manifest.bytes, manifest.gone) = (2, 7, 1);
    });
    place.refuses(&sealed(&[&nothing[..], &whole[..whole.len() - 40]].concat()), Kind::Damaged);
    place.refuses(&sealed(&nothing.repeat(100)), Kind::Damaged);
}

#[test]
fn trees_that_lead_elsewhere_are_denied() {
    let place = Place::new();
    let hostile: [&[Entry<'_>]; 8] = [
        &[("../x", b'0', "", b"x")],
        &[("/etc/passwd", b'0', "", b"x")],
        &[("a/../../x", b'0', "", b"x")],
        &[("a", b'2', "/etc", b""), ("a/passwd", b'0', "", b"x")],
        &[("a", b'0', "", b""), ("a/b", b'0', "", b"x")],
        &[("b", b'1', "a", b"")],
        &[("dev/sda", b'4', "", b"")],
        &[(".sandcastle/sandcastle", b'0', "", b"x")],
    ];
    for entries in hostile {
        let archive = zstd::encode_all(&tar(entries)[..], 1).unwrap();
        let bytes: usize = entries.iter().map(|(.., content)| content.len()).sum();
        let file = place.forge(&archive, |manifest| {
            (manifest.files, manifest.bytes, manifest.gone) = (entries.len() as u64, bytes as u64, 0);
        });
        place.refuses(&file, Kind::Denied);
    }
    let twice = tar(&[("a", b'0', "", b""), ("a", b'0', "", b"")]);
    let file = place.forge(&zstd::encode_all(&twice[..], 1).unwrap(), |manifest| {
        (manifest.files, manifest.bytes, manifest.gone) = (2, 0, 0);
    });
    place.refuses(&file, Kind::Damaged);
}
