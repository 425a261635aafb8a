//! What the store promises: round trips, whole files or none, one key or the other, and what the search finds.
#![expect(clippy::disallowed_methods, reason = "tests damage and plant files of ours")]

use super::entry::{Access, Scope, SecretName};
use super::key::{Key, KeySource};
use super::rekey::reseal_file;
use super::scan::Needles;
use super::store::{New, Store};
use super::value::{MOST, Secret};
use crate::error::Kind;
use crate::sandbox::id::Id;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

fn store(folder: &Path) -> Store {
    Store::new(folder.join("secrets"), KeySource::new(None, folder.join("secrets.key")))
}

fn name(text: &str) -> SecretName {
    text.parse().unwrap()
}

fn new(text: &str) -> New {
    New { name: name(text), scope: Scope::Global, access: None, plain: None }
}

fn secret(bytes: &[u8]) -> Secret {
    Secret::new(bytes.to_vec()).unwrap()
}

fn value(store: &Store, text: &str) -> Vec<u8> {
    store.open(&store.find(&name(text), &Scope::Global).unwrap().unwrap()).unwrap().bytes().to_vec()
}

fn file(folder: &Path, name: &str) -> PathBuf {
    folder.join("secrets/global").join(format!("{name}.toml"))
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[test]
fn values_of_any_bytes_come_back_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let all: Vec<u8> = (0..=255).collect();
    for bytes in [&b"x"[..], b"\0", b"a\nb\n", b"\xff\0\n", &all, &vec![0; MOST]] {
        store.set(&new("TOKEN"), &secret(bytes)).unwrap();
        assert_eq!(value(&store, "TOKEN"), bytes);
    }
    assert_eq!(Secret::new(Vec::new()).unwrap_err().kind(), Kind::Usage);
    assert_eq!(Secret::new(vec![0; MOST + 1]).unwrap_err().kind(), Kind::Usage);
}

#[test]
fn files_are_the_callers_alone_and_hold_the_value_in_no_form() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    store.set(&new("TOKEN"), &secret(b"correct horse battery")).unwrap();
    let path = file(folder.path(), "TOKEN");
    assert_eq!((mode(&path), mode(&folder.path().join("secrets.key"))), (0o600, 0o600));
    assert_eq!((mode(&folder.path().join("secrets")), mode(path.parent().unwrap())), (0o700, 0o700));
    let needles = Needles::new(&[(name("TOKEN"), secret(b"correct horse battery"))]).unwrap().unwrap();
    let mut scanner = needles.scanner();
    scanner.feed(&std::fs::read(&path).unwrap());
    assert!(scanner.found().is_empty());
}

#[test]
fn the_same_value_is_sealed_with_another_nonce_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let path = file(folder.path(), "TOKEN");
    let sealed = |_| {
        store.set(&new("TOKEN"), &secret(b"the same")).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        text.lines().find(|line| line.starts_with("nonce")).unwrap().to_owned()
    };
    let nonces: std::collections::BTreeSet<String> = (0..20).map(sealed).collect();
    assert_eq!(nonces.len(), 20);
}

#[test]
fn a_flipped_bit_anywhere_is_damage_or_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    store.set(&new("TOKEN"), &secret(b"a value")).unwrap();
    let path = file(folder.path(), "TOKEN");
    let good = std::fs::read(&path).unwrap();
    // One of each byte: each of them eight times over would take seconds.
    for bit in (0..good.len()).map(|byte| byte * 8 + byte % 8) {
        let mut bad = good.clone();
        bad[bit / 8] ^= 1 << (bit % 8);
        std::fs::write(&path, &bad).unwrap();
        let found = store.find(&name("TOKEN"), &Scope::Global).and_then(|found| store.open(&found.unwrap()));
        match found {
            // White space, or the case of a letter that TOML does not care for.
            Ok(found) => assert_eq!(found.bytes(), b"a value", "bit {bit}"),
            // The schema's number may have become a larger one.
            Err(error) => assert!(matches!(error.kind(), Kind::Damaged | Kind::WrongState), "bit {bit}: {error}"),
        }
    }
    for end in 0..good.len() - 1 {
        std::fs::write(&path, &good[..end]).unwrap();
        let found = store.find(&name("TOKEN"), &Scope::Global).and_then(|found| store.open(&found.unwrap()));
        assert_eq!(found.unwrap_err().kind(), Kind::Damaged, "cut at {end}");
    }
}

#[test]
fn files_cannot_be_exchanged_nor_an_access_be_widened() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    store.set(&New { access: Some(Access::None), ..new("ONE") }, &secret(b"first")).unwrap();
    store.set(&new("TWO"), &secret(b"second")).unwrap();
    let (one, two) = (file(folder.path(), "ONE"), file(folder.path(), "TWO"));
    let (text, kept) = (std::fs::read_to_string(&one).unwrap(), std::fs::read_to_string(&two).unwrap());
    std::fs::write(&two, &text).unwrap();
    assert_eq!(store.find(&name("TWO"), &Scope::Global).unwrap_err().kind(), Kind::Damaged);
    std::fs::write(&two, text.replace("\"ONE\"", "\"TWO\"")).unwrap();
    let found = store.find(&name("TWO"), &Scope::Global).unwrap().unwrap();
    assert_eq!(store.open(&found).unwrap_err().kind(), Kind::Damaged);
    std::fs::write(&one, text.replace("\"none\"", "\"both\"")).unwrap();
    let found = store.find(&name("ONE"), &Scope::Global).unwrap().unwrap();
    assert_eq!(store.open(&found).unwrap_err().kind(), Kind::Damaged);
    std::fs::write(&two, kept).unwrap();
    assert_eq!(value(&store, "TWO"), b"second");
}

#[test]
fn a_file_of_a_newer_sandcastle_is_neither_read_nor_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    store.set(&new("TOKEN"), &secret(b"a value")).unwrap();
    let path = file(folder.path(), "TOKEN");
    let newer = std::fs::read_to_string(&path).unwrap().replace("schema = 1", "schema = 2\nmore = true");
    std::fs::write(&path, &newer).unwrap();
    assert_eq!(store.find(&name("TOKEN"), &Scope::Global).unwrap_err().kind(), Kind::WrongState);
    assert_eq!(store.set(&new("TOKEN"), &secret(b"x")).unwrap_err().kind(), Kind::WrongState);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), newer);
}

#[test]
fn of_fifty_at_once_all_are_there_and_share_one_key() {
    let folder = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for index in 0..50 {
            let folder = folder.path();
            scope.spawn(move || {
                store(folder).set(&new(&format!("S{index}")), &secret(format!("value {index}").as_bytes())).unwrap();
            });
        }
    });
    let store = store(folder.path());
    for index in 0..50 {
        assert_eq!(value(&store, &format!("S{index}")), format!("value {index}").as_bytes());
    }
    assert_eq!(store.list().unwrap().0.len(), 50);
}

#[test]
fn a_key_that_others_could_use_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    store.set(&new("TOKEN"), &secret(b"a value")).unwrap();
    let key = folder.path().join("secrets.key");
    let open = || store.open(&store.find(&name("TOKEN"), &Scope::Global).unwrap().unwrap());
    for looser in [0o644, 0o640, 0o620, 0o601] {
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(looser)).unwrap();
        let error = open().unwrap_err();
        assert_eq!((error.kind(), error.hints()), (Kind::Denied, &[format!("chmod 600 {}", key.display())][..]));
    }
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
    open().unwrap();
    let elsewhere = folder.path().join("elsewhere");
    std::fs::rename(&key, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &key).unwrap();
    assert_eq!(open().unwrap_err().kind(), Kind::Denied);
    std::fs::remove_file(&key).unwrap();
    assert_eq!(open().unwrap_err().kind(), Kind::Damaged);
    assert_eq!(
        store.set(&new("OTHER"), &secret(b"x")).unwrap_err().kind(),
        Kind::Damaged,
        "a lost key is not made anew"
    );
    std::fs::write(&key, "c2hvcnQ=").unwrap();
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(open().unwrap_err().kind(), Kind::Usage);
}

#[test]
fn the_variable_wins_and_another_key_opens_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let with = |variable: Option<&[u8; 32]>| {
        let variable = variable.map(|bytes| STANDARD.encode(bytes));
        Store::new(folder.path().join("secrets"), KeySource::new(variable, folder.path().join("secrets.key")))
    };
    with(Some(&[7; 32])).set(&new("TOKEN"), &secret(b"a value")).unwrap();
    assert!(!folder.path().join("secrets.key").exists());
    assert_eq!(value(&with(Some(&[7; 32])), "TOKEN"), b"a value");
    let other = with(Some(&[8; 32]));
    let found = other.find(&name("TOKEN"), &Scope::Global).unwrap().unwrap();
    assert_eq!(other.open(&found).unwrap_err().kind(), Kind::Damaged);
    assert_eq!(other.set(&new("OTHER"), &secret(b"x")).unwrap_err().kind(), Kind::Damaged);
    for wrong in ["", "short", "AAAA", "not base64!"] {
        let source = KeySource::new(Some(wrong.to_owned()), folder.path().join("secrets.key"));
        let store = Store::new(folder.path().join("secrets"), source);
        assert_eq!(store.set(&new("OTHER"), &secret(b"x")).unwrap_err().kind(), Kind::Usage, "{wrong:?}");
    }
}

#[test]
fn a_sandbox_has_its_own_before_its_accounts_and_those_before_the_global_ones() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let (id, other) = (Id::random().unwrap(), Id::random().unwrap());
    let account = Scope::Account("team".parse().unwrap());
    for (scope, value) in [(Scope::Global, "global"), (account, "account"), (Scope::Sandbox(id.clone()), "sandbox")] {
        store.set(&New { scope, ..new("TOKEN") }, &secret(value.as_bytes())).unwrap();
    }
    let value = |account: &str, id: &Id| {
        store.open(&store.lookup(&name("TOKEN"), account, Some(id)).unwrap()).unwrap().bytes().to_vec()
    };
    assert_eq!(value("team", &id), b"sandbox");
    assert_eq!(value("team", &other), b"account");
    assert_eq!(value("nobody", &other), b"global");
    store.forget_sandbox(&id).unwrap();
    assert_eq!(value("team", &id), b"account");
    assert_eq!(store.lookup(&name("OTHER"), "team", None).unwrap_err().kind(), Kind::NotFound);
}

/// The first steps of a change of the key, as a process does them that dies then. Whether they were all.
fn some_of_a_rekey(store: &Store, new: &Key, steps: usize) -> bool {
    let old = store.key().unwrap();
    let mut works: Vec<Box<dyn Fn() + '_>> = vec![Box::new(|| store.begin_rekey(&old, new).unwrap())];
    for path in store.sealed_files().unwrap() {
        let old = &old;
        works.push(Box::new(move || reseal_file(&path, [old, new], new).unwrap()));
    }
    works.push(Box::new(|| {
        crate::fs::write_atomic(store.keys().file().unwrap(), new.text().as_bytes(), 0o600).unwrap();
    }));
    works.iter().take(steps).for_each(|work| work());
    steps == works.len()
}

#[test]
fn a_change_of_the_key_reaches_everything_and_the_old_key_opens_nothing_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    store.set(&new("TOKEN"), &secret(b"a value")).unwrap();
    let old = STANDARD.encode(store.key().unwrap().bytes());
    assert_eq!(store.rekey(&Key::random().unwrap()).unwrap(), 1);
    assert_eq!(value(&store, "TOKEN"), b"a value");
    assert_eq!(mode(&folder.path().join("secrets.key")), 0o600);
    let with_old = Store::new(folder.path().join("secrets"), KeySource::new(Some(old), PathBuf::new()));
    let found = with_old.find(&name("TOKEN"), &Scope::Global).unwrap().unwrap();
    assert_eq!(with_old.open(&found).unwrap_err().kind(), Kind::Damaged);
}

#[test]
fn where_an_entry_is_damaged_the_key_is_not_changed() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    store.set(&new("GOOD"), &secret(b"a value")).unwrap();
    store.set(&new("BAD"), &secret(b"a value")).unwrap();
    std::fs::write(file(folder.path(), "BAD"), "schema = 1\n").unwrap();
    let before = std::fs::read(file(folder.path(), "GOOD")).unwrap();
    assert_eq!(store.rekey(&Key::random().unwrap()).unwrap_err().kind(), Kind::Damaged);
    assert_eq!(std::fs::read(file(folder.path(), "GOOD")).unwrap(), before);
    assert!(!store.is_rekeying());
}

#[test]
fn a_change_of_the_key_can_break_off_anywhere() {
    // Each step is one file written; the last ones are the key file and the end.
    for steps in 0.. {
        let folder = tempfile::tempdir().unwrap();
        let store = store(folder.path());
        let id = Id::random().unwrap();
        for index in 0..3 {
            store.set(&new(&format!("S{index}")), &secret(format!("value {index}").as_bytes())).unwrap();
        }
        store.remember(&id, &store.find(&name("S1"), &Scope::Global).unwrap().unwrap()).unwrap();
        let before = Key::read(&folder.path().join("secrets.key")).unwrap().unwrap();
        let new_key = Key::random().unwrap();
        let whole = some_of_a_rekey(&store, &new_key, steps);
        store.settle().unwrap();
        assert!(!store.is_rekeying());
        for index in 0..3 {
            assert_eq!(value(&store, &format!("S{index}")), format!("value {index}").as_bytes(), "after {steps} steps");
        }
        assert_eq!(store.values_given_to(&id).unwrap()[0].1.bytes(), b"value 1");
        let after = Key::read(&folder.path().join("secrets.key")).unwrap().unwrap();
        assert!(after.id() == before.id() || after.id() == new_key.id());
        if whole {
            assert_eq!(after.id(), new_key.id());
            break;
        }
        assert!(steps < 20);
    }
}

#[test]
fn what_a_sandbox_was_given_stays_known_whatever_becomes_of_the_entry() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let (id, fork) = (Id::random().unwrap(), Id::random().unwrap());
    for value in [&b"the first"[..], b"the second"] {
        store.set(&new("TOKEN"), &secret(value)).unwrap();
        store.remember(&id, &store.find(&name("TOKEN"), &Scope::Global).unwrap().unwrap()).unwrap();
    }
    store.set(&New { plain: Some(true), ..new("LEVEL") }, &secret(b"verbose")).unwrap();
    store.remember(&id, &store.find(&name("LEVEL"), &Scope::Global).unwrap().unwrap()).unwrap();
    assert!(store.remove(&name("TOKEN"), &Scope::Global).unwrap());
    assert!(!store.remove(&name("TOKEN"), &Scope::Global).unwrap());
    store.inherit(&id, &fork).unwrap();
    store.forget_sandbox(&id).unwrap();
    assert!(store.values_given_to(&id).unwrap().is_empty());
    let mut given: Vec<Vec<u8>> =
        store.values_given_to(&fork).unwrap().iter().map(|(_, value)| value.bytes().to_vec()).collect();
    given.sort();
    assert_eq!(given, [b"the first".to_vec(), b"the second".to_vec()]);
}

#[test]
fn names_are_those_of_variables_and_what_was_typed_is_not_repeated() {
    for good in ["A", "_", "GITHUB_TOKEN", "A1"] {
        assert!(good.parse::<SecretName>().is_ok(), "{good}");
    }
    for bad in ["", "1A", "lower", "A-B", "A B", "Ä", "../X", "A=hunter2", &"A".repeat(129)] {
        let error = bad.parse::<SecretName>().unwrap_err();
        assert_eq!(error.kind(), Kind::Usage, "{bad}");
        assert!(!format!("{error} {:?}", error.hints()).contains("hunter2"));
    }
}

/// What a stream of `prefix`, `form` and more is found to hold, read in pieces of `piece` bytes.
fn found(value: &[u8], text: &[u8], piece: usize) -> bool {
    let needles = Needles::new(&[(name("OTHER"), secret(b"unrelated value")), (name("TOKEN"), secret(value))]);
    let needles = needles.unwrap().unwrap();
    let mut scanner = needles.scanner();
    text.chunks(piece).for_each(|piece| scanner.feed(piece));
    let found: Vec<SecretName> = scanner.found().into_iter().collect();
    assert!(found.is_empty() || found == [name("TOKEN")], "{found:?}");
    !found.is_empty()
}

#[test]
fn every_form_of_a_value_is_found_across_the_borders_of_pieces() {
    let long = b"-----BEGIN KEY-----\nMIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYw /+&= ggSiAgEAAoIBAQC7VJTUt9Us8cKj\n-----END KEY-----\n";
    for value in
        [&b"s3cr3t"[..], b"p/ss w+rd&=?", b"\x00\xff\xfe\x01\x80zz", long, &[b"x\xfey".repeat(500), vec![1]].concat()]
    {
        let hex: String = value.iter().map(|byte| format!("{byte:02x}")).collect();
        let percent: String = value
            .iter()
            .map(|byte| {
                if byte.is_ascii_alphanumeric() || b"-._~".contains(byte) {
                    char::from(*byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            })
            .collect();
        let mut forms = vec![value.to_vec(), hex.to_uppercase().into_bytes(), hex.into_bytes()];
        forms.extend(
            [percent.to_lowercase().into_bytes()].into_iter().filter(|_| !value.iter().any(u8::is_ascii_uppercase)),
        );
        forms.push(percent.into_bytes());
        for before in 0..3 {
            forms.push(STANDARD.encode([&b"abc"[..before], value, b" and more"].concat()).into_bytes());
        }
        for form in forms {
            let text = [&b"before "[..], &form, b" after"].concat();
            for piece in [1, 2, 3, 7, 64, text.len()] {
                assert!(
                    found(value, &text, piece),
                    "{value:?} as {:?} in pieces of {piece}",
                    String::from_utf8_lossy(&form)
                );
            }
        }
        assert!(!found(value, b"nothing of it is here, nor of the other", 5));
    }
}

#[test]
fn a_line_break_in_an_encoded_value_does_not_hide_it() {
    let value = b"ghp_16C7e42F292c6912E7710c838347Ae178B4a";
    let encoded = STANDARD.encode([&b"user:"[..], value].concat());
    for at in 1..encoded.len() {
        let text = format!("{}\n{}", &encoded[..at], &encoded[at..]);
        assert!(found(value, text.as_bytes(), 16), "broken at {at}");
    }
}

#[test]
fn short_values_are_not_searched_for() {
    assert!(Needles::new(&[(name("PIN"), secret(b"12345"))]).unwrap().is_none());
}

#[test]
fn a_stream_is_passed_on_as_it_is_and_what_was_seen_is_told() {
    let needles = Needles::new(&[(name("TOKEN"), secret(b"hunter22"))]).unwrap().unwrap();
    let seen = std::sync::Arc::default();
    let mut text: &[u8] = b"a hunter22 b";
    let mut passed = Vec::new();
    super::Scanning::new(&mut text, &needles, std::sync::Arc::clone(&seen)).read_to_end(&mut passed).unwrap();
    assert_eq!(passed, b"a hunter22 b");
    assert_eq!(seen.lock().unwrap().iter().collect::<Vec<_>>(), [&name("TOKEN")]);
}
