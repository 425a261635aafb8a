//! Changes as a patch that `git apply` takes, and counted in lines. Knows nothing of where the content came from.
//! The lines are compared by `imara-diff`: it works on bytes, which files are, and bounds its time as git does, where
//! other libraries become quadratic in what a hostile file holds.

use super::compare::Change;
use crate::archive::{Item, ItemKind};
use imara_diff::{Algorithm, Diff, Hunk, InternedInput};

/// Lines around a change.
const CONTEXT: u32 = 3;
/// Bytes that git looks at to tell text from other files.
const LOOKED_AT: usize = 8000;
/// The names of the sides that are not there.
const NOWHERE: &[u8] = b"/dev/null";

/// What one side has at a path, as a patch knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Nothing that a patch knows of.
    Nothing,
    /// A file or link, with its mode in git's terms.
    Text(u32, Vec<u8>),
    /// A file that is no text, or too long to be read as one.
    Binary(u32),
}

impl Body {
    /// The body of an item whose content is `content`, if that was read.
    pub fn of(item: Option<&Item>, content: Option<&[u8]>) -> Body {
        let Some(item) = item else { return Body::Nothing };
        match (item.kind, content) {
            (ItemKind::Symlink, _) => Body::Text(0o120_000, item.link.clone()),
            (ItemKind::File, Some(content)) if !is_binary(content) => Body::Text(git_mode(item), content.to_vec()),
            (ItemKind::File, _) => Body::Binary(git_mode(item)),
            (ItemKind::Directory | ItemKind::Special | ItemKind::Gone, _) => Body::Nothing,
        }
    }

    fn mode(&self) -> Option<u32> {
        match self {
            Body::Nothing => None,
            Body::Text(mode, _) | Body::Binary(mode) => Some(*mode),
        }
    }

    fn text(&self) -> &[u8] {
        match self {
            Body::Text(_, text) => text,
            Body::Nothing | Body::Binary(_) => b"",
        }
    }
}

/// Git knows two modes of files.
fn git_mode(item: &Item) -> u32 {
    if item.mode & 0o100 == 0 { 0o100_644 } else { 0o100_755 }
}

fn is_binary(content: &[u8]) -> bool {
    content[..content.len().min(LOOKED_AT)].contains(&0)
}

/// Lines that came and went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lines {
    /// Lines that only the new side has.
    pub added: u64,
    /// Lines that only the old side has.
    pub removed: u64,
}

/// The lines that came and went; none where a side is no text.
pub fn count(new: &Body, old: &Body) -> Option<Lines> {
    if matches!(new, Body::Binary(_)) || matches!(old, Body::Binary(_)) {
        return None;
    }
    let input = InternedInput::new(old.text(), new.text());
    let diff = Diff::compute(Algorithm::Histogram, &input);
    Some(Lines { added: u64::from(diff.count_additions()), removed: u64::from(diff.count_removals()) })
}

/// Appends the patch of one change; nothing for what a patch can't say, such as directories.
pub fn write(change: &Change, new: &Body, old: &Body, out: &mut Vec<u8>) {
    const KIND: u32 = 0o170_000;
    match (old.mode(), new.mode()) {
        (None, None) => {}
        // Git has no way to make a link of a file: one goes, the other comes.
        (Some(was), Some(is)) if was & KIND != is & KIND => {
            one(&change.path, &Body::Nothing, old, out);
            one(&change.path, new, &Body::Nothing, out);
        }
        // Its content is the same, and nobody has read it.
        (Some(was), Some(is)) if !change.is_in_content() => {
            if was != is {
                one(&change.path, &Body::Text(is, Vec::new()), &Body::Text(was, Vec::new()), out);
            }
        }
        _ => one(&change.path, new, old, out),
    }
}

fn one(path: &[u8], new: &Body, old: &Body, out: &mut Vec<u8>) {
    let (from, to) = (quoted(b"a/", path), quoted(b"b/", path));
    line(out, &[b"diff --git ", &from, b" ", &to]);
    match (old.mode(), new.mode()) {
        (None, Some(mode)) => line(out, &[format!("new file mode {mode:o}").as_bytes()]),
        (Some(mode), None) => line(out, &[format!("deleted file mode {mode:o}").as_bytes()]),
        (Some(was), Some(is)) if was != is => {
            line(out, &[format!("old mode {was:o}\nnew mode {is:o}").as_bytes()]);
        }
        _ => {}
    }
    let from = if old.mode().is_some() { from } else { NOWHERE.to_vec() };
    let to = if new.mode().is_some() { to } else { NOWHERE.to_vec() };
    if matches!(new, Body::Binary(_)) || matches!(old, Body::Binary(_)) {
        return line(out, &[b"Binary files ", &from, b" and ", &to, b" differ"]);
    }
    let input = InternedInput::new(old.text(), new.text());
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_lines(&input);
    let mut hunks = diff.hunks().peekable();
    if hunks.peek().is_some() {
        line(out, &[b"--- ", &from, tab_after(&from)]);
        line(out, &[b"+++ ", &to, tab_after(&to)]);
    }
    while let Some(first) = hunks.next() {
        let mut group = vec![first];
        // Two whose context meets are one.
        while let Some(next) =
            hunks.next_if(|next| group.last().is_some_and(|last| next.before.start - last.before.end <= 2 * CONTEXT))
        {
            group.push(next);
        }
        write_group(&input, &group, out);
    }
}

fn write_group(input: &InternedInput<&[u8]>, group: &[Hunk], out: &mut Vec<u8>) {
    let (Some(first), Some(last)) = (group.first(), group.last()) else { return };
    let lead = first.before.start.min(CONTEXT);
    let length = u32::try_from(input.before.len()).unwrap_or(u32::MAX);
    let trail = (length - last.before.end).min(CONTEXT);
    let before = first.before.start - lead..last.before.end + trail;
    let after = first.after.start - lead..last.after.end + trail;
    line(out, &[b"@@ -", range(&before).as_bytes(), b" +", range(&after).as_bytes(), b" @@"]);
    let mut at = before.start;
    for hunk in group {
        put(input, &input.before, at..hunk.before.start, b' ', out);
        put(input, &input.before, hunk.before.clone(), b'-', out);
        put(input, &input.after, hunk.after.clone(), b'+', out);
        at = hunk.before.end;
    }
    put(input, &input.before, at..before.end, b' ', out);
}

/// Where a hunk begins and how long it is; an empty one stands after the line before it.
fn range(lines: &std::ops::Range<u32>) -> String {
    match lines.end - lines.start {
        0 => format!("{},0", lines.start),
        1 => format!("{}", lines.start + 1),
        count => format!("{},{count}", lines.start + 1),
    }
}

fn put(
    input: &InternedInput<&[u8]>,
    tokens: &[imara_diff::Token],
    lines: std::ops::Range<u32>,
    sign: u8,
    out: &mut Vec<u8>,
) {
    for token in &tokens[lines.start as usize..lines.end as usize] {
        let text = input.interner[*token];
        out.push(sign);
        out.extend_from_slice(text);
        if !text.ends_with(b"\n") {
            out.extend_from_slice(b"\n\\ No newline at end of file\n");
        }
    }
}

/// Where a name with blanks ends is told by a tab.
fn tab_after(name: &[u8]) -> &'static [u8] {
    if name.contains(&b' ') && !name.starts_with(b"\"") { b"\t" } else { b"" }
}

fn line(out: &mut Vec<u8>, parts: &[&[u8]]) {
    parts.iter().for_each(|part| out.extend_from_slice(part));
    out.push(b'\n');
}

/// A name as git writes it: in quotes, with escapes, where it holds anything but printable ASCII.
pub fn quoted(prefix: &[u8], path: &[u8]) -> Vec<u8> {
    let odd = |byte: &u8| !(b' '..0x7f).contains(byte) || matches!(byte, b'"' | b'\\');
    if !path.iter().any(odd) {
        return [prefix, path].concat();
    }
    let mut name = vec![b'"'];
    name.extend_from_slice(prefix);
    for &byte in path {
        match byte {
            b'"' | b'\\' => name.extend([b'\\', byte]),
            b'\n' => name.extend(b"\\n"),
            b'\t' => name.extend(b"\\t"),
            b'\r' => name.extend(b"\\r"),
            b' '..0x7f => name.push(byte),
            _ => name.extend(format!("\\{byte:03o}").bytes()),
        }
    }
    name.push(b'"');
    name
}

#[cfg(test)]
mod tests {
    use super::super::compare::{Modes, Rules, compare};
    use super::*;
    use crate::archive::{Bounds, ListReader, Patterns, list_tree};
    use proptest::prelude::*;
    use std::collections::BTreeMap;
    use std::ffi::OsStr;
    use std::fs::{self, File};
    use std::io::Write;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::path::Path;
    use std::process::{Command, Stdio};

    #[derive(Debug, Clone, PartialEq, Eq)]
    enum Thing {
        File(Vec<u8>, bool),
        Link(Vec<u8>),
    }

    type Plan = BTreeMap<Vec<u8>, Thing>;

    /// Names that are hard to write down.
    const NAMES: [&[u8]; 8] = [b"a", b"with blank", b"q\"uote\\", b"new\nline", b"\xff\xfe", b"tab\t", b"-rf", b"z"];

    fn build(folder: &Path, plan: &Plan) {
        for (path, thing) in plan {
            let path = folder.join(OsStr::from_bytes(path));
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            match thing {
                Thing::File(content, executable) => {
                    File::create(&path).unwrap().write_all(content).unwrap();
                    let mode = if *executable { 0o755 } else { 0o644 };
                    fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
                }
                Thing::Link(target) => symlink(OsStr::from_bytes(target), &path).unwrap(),
            }
        }
    }

    fn listed(folder: &Path) -> Vec<u8> {
        let (mut list, root) = (Vec::new(), File::open(folder).unwrap());
        list_tree(root.into(), &Bounds::default(), true, false, &mut list).unwrap();
        list
    }

    fn changes(new: &Path, old: &Path) -> Vec<Change> {
        let rules = Rules {
            caches: Vec::new(),
            caches_everywhere: false,
            own: Vec::new(),
            exclude: Patterns::new(&[]).unwrap(),
            modes: Modes::Executable,
        };
        let (new, old) = (listed(new), listed(old));
        compare(ListReader::new(&new[..]).unwrap(), ListReader::new(&old[..]).unwrap(), &rules).unwrap()
    }

    fn patch(new: &Path, old: &Path) -> Vec<u8> {
        let mut patch = Vec::new();
        for change in changes(new, old) {
            let body = |folder: &Path, item: &Option<Item>| {
                Body::of(item.as_ref(), fs::read(folder.join(OsStr::from_bytes(&change.path))).ok().as_deref())
            };
            write(&change, &body(new, &change.new), &body(old, &change.old), &mut patch);
        }
        patch
    }

    /// Applies the patch of what `new` has to a copy of `old`, with the real git.
    fn check(new: &Plan, old: &Plan) {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (folder.path().join("new"), folder.path().join("old"));
        for (path, plan) in [(&one, new), (&other, old)] {
            fs::create_dir(path).unwrap();
            build(path, plan);
        }
        let patch = patch(&one, &other);
        if !patch.is_empty() {
            let mut git = Command::new("git");
            git.args(["apply", "--whitespace=nowarn", "-"]).current_dir(&other).env("GIT_CEILING_DIRECTORIES", "/");
            let mut git = git.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
            git.stdin.take().unwrap().write_all(&patch).unwrap();
            let output = git.wait_with_output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&patch));
        }
        let left: Vec<Change> =
            changes(&one, &other).into_iter().filter(|change| !change.has(ItemKind::Directory)).collect();
        assert!(left.is_empty(), "{left:?}\n{}", String::from_utf8_lossy(&patch));
    }

    fn thing() -> impl Strategy<Value = Thing> {
        let line =
            prop_oneof![Just("one\n"), Just("two\n"), Just("three\r\n"), Just("\n"), Just("-- x\n"), Just("+y\n")];
        let lines = prop::collection::vec(line, 0..24);
        let content =
            (lines, prop_oneof![Just(""), Just("end")], prop::bool::weighted(0.1)).prop_map(|(lines, end, odd)| {
                [lines.concat().as_bytes(), end.as_bytes(), if odd { b"\xff\n" } else { b"" }].concat()
            });
        prop_oneof![
            4 => (content, any::<bool>()).prop_map(|(content, executable)| Thing::File(content, executable)),
            // Git looks through a link that is about to become a folder, and fails where that is a loop.
            1 => prop_oneof![Just(b"no where".to_vec()), Just(b"../x\n".to_vec())].prop_map(Thing::Link),
        ]
    }

    fn plan() -> impl Strategy<Value = Plan> {
        let path = prop::collection::vec(prop::sample::select(&NAMES[..]), 1..3).prop_map(|names| names.join(&b'/'));
        prop::collection::vec((path, thing()), 0..7).prop_map(|things| {
            let mut plan = Plan::new();
            for (path, thing) in things {
                let clashes = |other: &Vec<u8>| {
                    crate::archive::lies_below(other, &path) || crate::archive::lies_below(&path, other)
                };
                if !plan.keys().any(clashes) {
                    plan.insert(path, thing);
                }
            }
            plan
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn git_makes_the_new_tree_of_the_old_one((new, old) in (plan(), plan())) {
            check(&new, &old);
        }

        #[test]
        fn a_file_that_was_edited_here_and_there_arrives((new, old) in edited()) {
            let of = |content: Vec<u8>| Plan::from([(b"f".to_vec(), Thing::File(content, false))]);
            check(&of(new), &of(old));
        }
    }

    /// A longer file, and one that differs from it in some lines.
    fn edited() -> impl Strategy<Value = (Vec<u8>, Vec<u8>)> {
        prop::collection::vec((0..6u8, 0..12u8), 0..80).prop_map(|lines| {
            let (mut new, mut old) = (Vec::new(), Vec::new());
            for (text, fate) in lines {
                let line = format!("line {text}\n").into_bytes();
                if fate != 0 {
                    old.extend(&line);
                }
                match fate {
                    1 => {}
                    2 => new.extend(b"other\n"),
                    _ => new.extend(&line),
                }
            }
            (new, old)
        })
    }

    #[test]
    fn a_folder_becomes_a_file_and_a_file_a_folder() {
        let file = |text: &str| Thing::File(text.into(), false);
        let one = Plan::from([(b"x".to_vec(), file("x\n")), (b"y/in".to_vec(), file("in\n"))]);
        let other = Plan::from([(b"x/in".to_vec(), file("in\n")), (b"y".to_vec(), Thing::Link(b"z".to_vec()))]);
        check(&one, &other);
        check(&other, &one);
    }

    #[test]
    fn what_is_no_text_is_named_and_counted_as_such() {
        let change = Change { path: b"x".to_vec(), new: Some(super::super::compare::tests::file("x", 1)), old: None };
        let (binary, text) = (Body::Binary(0o100_644), Body::Text(0o100_644, b"a\nb".to_vec()));
        let mut patch = Vec::new();
        write(&change, &binary, &Body::Nothing, &mut patch);
        let expected = "diff --git a/x b/x\nnew file mode 100644\nBinary files /dev/null and b/x differ\n";
        assert_eq!(String::from_utf8(patch).unwrap(), expected);
        let mode = Change { old: Some(Item { mode: 0o755, ..change.new.clone().unwrap() }), ..change.clone() };
        let mut patch = Vec::new();
        write(&mode, &binary, &Body::Binary(0o100_755), &mut patch);
        let expected = "diff --git a/x b/x\nold mode 100755\nnew mode 100644\n";
        assert_eq!(String::from_utf8(patch).unwrap(), expected);
        assert_eq!(count(&binary, &text), None);
        assert_eq!(count(&text, &Body::Nothing), Some(Lines { added: 2, removed: 0 }));
        assert_eq!(Body::of(change.new.as_ref(), Some(b"a\0b")), binary);
    }
}
