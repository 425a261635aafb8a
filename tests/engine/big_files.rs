//! One file of 5 GiB, 100,000 small ones, and names that nobody should choose: there and back, the same.

use crate::support::Home;
use std::ffi::OsStr;
use std::fs::{self, File, FileTimes, Permissions};
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

const BLOCK: usize = 1 << 20;
/// Where a stamp stands: a block that lands elsewhere, or twice, is seen.
const STAMPED: usize = 4096;

fn set_time(file: &File, seconds: u64) {
    file.set_times(FileTimes::new().set_modified(UNIX_EPOCH + Duration::from_secs(seconds))).unwrap();
}

/// Writes `blocks` mebibytes of which no two pages are the same; their digest.
fn write_big(path: &Path, blocks: u64) -> blake3::Hash {
    let mut block = vec![0; BLOCK];
    blake3::Hasher::new().finalize_xof().fill(&mut block);
    let mut hasher = blake3::Hasher::new();
    let mut file = File::create(path).unwrap();
    let mut stamp = 0u64;
    for _ in 0..blocks {
        for page in block.chunks_exact_mut(STAMPED) {
            stamp += 1;
            page[..8].copy_from_slice(&stamp.to_le_bytes());
        }
        hasher.update(&block);
        file.write_all(&block).unwrap();
    }
    set_time(&file, 1_111_111_111);
    file.set_permissions(Permissions::from_mode(0o640)).unwrap();
    hasher.finalize()
}

fn digest(path: &Path) -> blake3::Hash {
    let mut file = File::open(path).unwrap();
    let mut block = vec![0; BLOCK];
    let mut hasher = blake3::Hasher::new();
    loop {
        match file.read(&mut block).unwrap() {
            0 => return hasher.finalize(),
            count => hasher.update(&block[..count]),
        };
    }
}

#[test]
fn five_gibibytes_go_in_and_come_out_the_same() {
    let home = Home::new();
    let id = home.init();
    let (source, back) = (home.path("big"), home.path("back"));
    let expected = write_big(&source, 5 * 1024);
    home.run(["upload", &id, source.to_str().unwrap(), "/workspace/big"]).success();
    fs::remove_file(&source).unwrap();
    home.run(["exec", &id, "stat -c '%s %a %Y' big"]).success().stdout("5368709120 640 1111111111\n");
    home.run(["download", &id, "big", back.to_str().unwrap()]).success();
    let data = fs::metadata(&back).unwrap();
    assert_eq!((data.len(), data.mode() & 0o7777, data.mtime()), (5 << 30, 0o640, 1_111_111_111));
    assert_eq!(digest(&back), expected);
}

/// Every entry below `root`, with a digest of its name, kind, mode, time, target and content.
fn entries(root: &Path) -> Vec<(PathBuf, blake3::Hash)> {
    let mut entries = Vec::new();
    let mut pending = vec![root.to_path_buf()];
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let data = fs::symlink_metadata(&path).unwrap();
            let name = path.strip_prefix(root).unwrap().to_path_buf();
            let mut hasher = blake3::Hasher::new();
            hasher.update(name.as_os_str().as_bytes()).update(&data.mode().to_le_bytes());
            hasher.update(&data.mtime().to_le_bytes());
            if data.is_dir() {
                pending.push(path);
            } else if data.is_symlink() {
                hasher.update(fs::read_link(&path).unwrap().as_os_str().as_bytes());
            } else {
                hasher.update(&fs::read(&path).unwrap());
            }
            entries.push((name, hasher.finalize()));
        }
    }
    entries.sort_by(|one, two| one.0.cmp(&two.0));
    entries
}

/// `folders` folders of a thousand files, sizes, modes and times all different, and names of every kind of bytes.
fn write_many(root: &Path, folders: u32) {
    let content: Vec<u8> = (0..1000u32).map(|number| (number % 251) as u8).collect();
    for folder in 0..folders {
        let path = root.join(format!("folder {folder}"));
        fs::create_dir_all(&path).unwrap();
        for number in 0..1000u32 {
            let name = match number % 100 {
                // Neither UTF-8 nor one line.
                0 => [b"\xff\xfe\n\x1b".as_slice(), &number.to_le_bytes().map(|byte| byte | 0x80)].concat(),
                1 => format!("new\nline {number}").into_bytes(),
                2 => format!("-rf {number}").into_bytes(),
                3 => format!("{number}{}", "n".repeat(240)).into_bytes(),
                4 => format!("..{number}").into_bytes(),
                _ => number.to_string().into_bytes(),
            };
            let mut file = File::create(path.join(OsStr::from_bytes(&name))).unwrap();
            let length = (number as usize * 7 + folder as usize) % content.len();
            file.write_all(&content[..length]).unwrap();
            file.set_permissions(Permissions::from_mode([0o644, 0o600, 0o755, 0o444][number as usize % 4])).unwrap();
            set_time(&file, 1_000_000_000 + u64::from(folder * 1000 + number));
        }
        std::os::unix::fs::symlink("../elsewhere\n\u{fffd}", path.join("link")).unwrap();
        set_time(&File::open(&path).unwrap(), 999_999_999);
    }
}

/// A folder in memory: creating so many files on a disk takes the test longer than what it tests. It goes with its
/// owner, and the next run takes away what a killed one left.
fn memory_folder() -> (tempfile::TempDir, File) {
    const PREFIX: &str = "sandcastle-many-";
    let memory = Path::new("/dev/shm");
    for entry in fs::read_dir(memory).unwrap().flatten() {
        let ours = entry.file_name().as_bytes().starts_with(PREFIX.as_bytes());
        if ours && File::open(entry.path()).is_ok_and(|folder| folder.try_lock().is_ok()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
    let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(memory).unwrap();
    let lock = File::open(folder.path()).unwrap();
    lock.lock().unwrap();
    (folder, lock)
}

#[test]
fn a_hundred_thousand_files_with_names_of_all_bytes_go_in_and_come_out_the_same() {
    let home = Home::new();
    let id = home.init();
    let (folder, _lock) = memory_folder();
    let (source, back) = (folder.path().join("many"), folder.path().join("back"));
    write_many(&source, 100);
    home.run(["upload", &id, source.to_str().unwrap(), "/workspace/many"]).success();
    home.run(["exec", &id, "find many -type f -printf x | wc -c"]).success().stdout("100000\n");
    home.run(["download", &id, "many", back.to_str().unwrap()]).success();
    let (expected, found) = (entries(&source), entries(&back));
    assert_eq!(expected.len(), 100_200);
    let differing: Vec<_> = expected.iter().zip(&found).filter(|(one, two)| one != two).take(5).collect();
    assert!(expected == found, "{} and {} entries: {differing:?}", expected.len(), found.len());
}
