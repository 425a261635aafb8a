//! Small files that several threads write: whatever an archive says of the same names again and again, the outcome is
//! that of one entry after the other.

use proptest::prelude::*;

use super::*;

/// Enough for the threads to be started.
const MANY: usize = 30;

#[derive(Debug, Clone)]
enum Step {
    File(String, u8),
    Folder(String),
    Link(String),
    Hard(String, String),
}

fn step() -> impl Strategy<Value = Step> {
    let name = || prop::sample::select(vec!["a", "b", "a/x", "a/y", "b/x", "a/x/deep", "c"]).prop_map(str::to_owned);
    prop_oneof![
        6 => (name(), any::<u8>()).prop_map(|(name, byte)| Step::File(name, byte)),
        1 => name().prop_map(Step::Folder),
        1 => name().prop_map(Step::Link),
        1 => (name(), name()).prop_map(|(name, target)| Step::Hard(name, target)),
    ]
}

fn archive(steps: &[Step], crowd: bool) -> Vec<u8> {
    let mut forged = Forged::default();
    for number in 0..if crowd { MANY } else { 0 } {
        forged = forged.file(&format!("zz-{}/{number}", number % 3), b"one of many");
    }
    for step in steps {
        forged = match step {
            Step::File(name, byte) => forged.file(name, &vec![*byte; usize::from(*byte) + 1]),
            Step::Folder(name) => forged.folder(name),
            Step::Link(name) => forged.link(name, "target"),
            Step::Hard(name, target) => forged.hard(name, target),
        };
    }
    forged.end()
}

fn outcome(steps: &[Step], crowd: bool) -> Result<Vec<String>, std::mem::Discriminant<ArchiveError>> {
    let arena = Arena::new();
    match arena.unpack(&archive(steps, crowd), "", Kind::Contents) {
        Ok(_) => Ok(arena.tree().into_iter().filter(|line| !line.starts_with("zz-")).collect()),
        Err(error) => {
            arena.assert_empty();
            Err(std::mem::discriminant(&error))
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]
    #[test]
    fn many_files_come_to_the_same_as_few(steps in prop::collection::vec(step(), 1..12)) {
        prop_assert_eq!(outcome(&steps, true), outcome(&steps, false));
    }
}

#[test]
fn many_files_in_many_folders_all_arrive_with_their_content_mode_and_time() {
    let arena = Arena::new();
    let mut forged = Forged::default();
    for number in 0..3000 {
        let content = format!("{number}").repeat(number % 700);
        let path = format!("d{}/e{}/f{number}", number % 7, number % 3);
        forged =
            forged.header(&path, "", b'0', 0o600 | (number as u32 % 8), content.len() as u64).data(content.as_bytes());
    }
    let summary = arena.unpack(&forged.end(), "", Kind::Contents).unwrap();
    assert_eq!(summary.entries, 3000);
    for number in 0..3000 {
        let path = arena.work(&format!("d{}/e{}/f{number}", number % 7, number % 3));
        assert_eq!(fs::read_to_string(&path).unwrap(), format!("{number}").repeat(number % 700));
        let data = fs::metadata(&path).unwrap();
        assert_eq!((data.mode() & 0o777, data.mtime()), (0o600 | (number as u32 % 8), 1_000_000_000));
    }
}

#[test]
fn one_of_many_that_cannot_be_made_fails_all_and_is_named_as_the_caller_knows_it() {
    let arena = Arena::new();
    let mut forged = Forged::default();
    for number in 0..100 {
        forged = forged.file(&format!("{number}"), b"fine");
    }
    // The header takes no longer name, but an extended one does: the file system refuses it.
    let name = "n".repeat(300);
    let stream = forged.pax(&[("path", name.as_bytes())]).file("x", b"x").end();
    let error = arena.unpack(&stream, "", Kind::Contents).unwrap_err();
    assert!(error.to_string().contains("work/nnn"), "{error}");
    arena.assert_empty();
}
