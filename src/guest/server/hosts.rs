//! Names that stand for fixed addresses inside: a block of ours at the end of `/etc/hosts`. The engine mounts that file,
//! so it is written in place; whatever else stands in it stays.

use rustix::fs::{CWD, FileType, Mode, OFlags, fstat, openat};
use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::FileExt;

/// The most that is read of the file.
const CAP: u64 = 1 << 20;
const BEGIN: &str = "# sandcastle: names of the egress policy";
const END: &str = "# sandcastle: end";

/// Makes the block say what `names` do, each a name and an address; without any there is no block.
pub(super) fn pin(names: &[(String, String)]) -> io::Result<()> {
    let read_only = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let folder = openat(CWD, "/etc", read_only | OFlags::DIRECTORY, Mode::empty())?;
    let (before, _) = match open(&folder, read_only) {
        // A sandbox that pins nothing needs no such file.
        Err(_) if names.is_empty() => return Ok(()),
        other => other?,
    };
    let after = with_block(&before, names);
    if after == before {
        return Ok(());
    }
    let flags = OFlags::RDWR | OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let (_, file) = open(&folder, flags)?;
    // What stands before the block is the same as before: whoever reads meanwhile misses the block at most.
    let same = before.iter().zip(&after).take_while(|(one, other)| one == other).count();
    file.set_len(same as u64)?;
    file.write_all_at(&after[same..], same as u64)
}

fn open(folder: &rustix::fd::OwnedFd, flags: OFlags) -> io::Result<(Vec<u8>, File)> {
    let file = openat(folder, "hosts", flags, Mode::empty())?;
    let stat = fstat(&file)?;
    // A link to it elsewhere would be written, too; the engine's mount has but one name.
    if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile || stat.st_nlink != 1 {
        return Err(io::Error::other("/etc/hosts is not a plain file"));
    }
    let mut file = File::from(file);
    let mut bytes = Vec::new();
    Read::by_ref(&mut file).take(CAP + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > CAP {
        return Err(io::Error::other("/etc/hosts is too large"));
    }
    Ok((bytes, file))
}

/// The text with our block at its end, and no other one of ours.
fn with_block(text: &[u8], names: &[(String, String)]) -> Vec<u8> {
    let mut after = Vec::with_capacity(text.len());
    let mut within = false;
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        let plain = line.strip_suffix(b"\n").unwrap_or(line);
        within |= plain == BEGIN.as_bytes();
        if !within {
            after.extend_from_slice(line);
        }
        within &= plain != END.as_bytes();
    }
    let names: Vec<_> = names.iter().filter(|(name, address)| is_word(name) && is_word(address)).collect();
    if names.is_empty() {
        return after;
    }
    if !after.is_empty() && !after.ends_with(b"\n") {
        after.push(b'\n');
    }
    let lines: String = names.iter().map(|(name, address)| format!("{address}\t{name}\n")).collect();
    after.extend_from_slice(format!("{BEGIN}\n{lines}{END}\n").as_bytes());
    after
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.len() <= 255 && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, address)| ((*name).to_owned(), (*address).to_owned())).collect()
    }

    fn text(before: &str, pairs: &[(&str, &str)]) -> String {
        String::from_utf8(with_block(before.as_bytes(), &names(pairs))).unwrap()
    }

    #[test]
    fn the_block_is_replaced_and_the_rest_stays_as_it_was() {
        let engine = "127.0.0.1\tlocalhost\n10.0.0.2\tbox";
        let one = text(engine, &[("api.example.com", "198.51.100.7"), ("api.example.com", "198.51.100.8")]);
        insta::assert_snapshot!(one, @r"
        127.0.0.1	localhost
        10.0.0.2	box
        # sandcastle: names of the egress policy
        198.51.100.7	api.example.com
        198.51.100.8	api.example.com
        # sandcastle: end
        ");
        let other = text(&format!("{one}::1 later\n"), &[("b.example.com", "198.51.100.9")]);
        assert_eq!(other.matches(BEGIN).count(), 1);
        assert!(other.starts_with(&format!("{engine}\n::1 later\n")) && !other.contains("198.51.100.7"), "{other}");
        assert_eq!(text(&other, &[]), format!("{engine}\n::1 later\n"));
        assert_eq!(text(engine, &[]), engine);
    }

    #[test]
    fn nothing_but_words_is_written() {
        for odd in ["a b", "a\nb", "", "#", "a\u{e9}"] {
            assert_eq!(text("x\n", &[(odd, "198.51.100.7")]), "x\n", "{odd:?}");
        }
    }
}
