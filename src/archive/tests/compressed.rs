//! Compressed streams: each known compression made plain, and every damage to one found.

use std::process::{Command, Stdio};

use super::*;
use crate::archive::decompress;

const TOOLS: [&str; 4] = ["gzip", "xz", "zstd", "bzip2"];

fn compress(tool: &str, content: &[u8]) -> Vec<u8> {
    let mut child = Command::new(tool)
        .arg("-c")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(content).unwrap());
        child.wait_with_output().unwrap().stdout
    })
}

fn plain(stream: &[u8]) -> Result<Vec<u8>, ArchiveError> {
    let mut sink = Vec::new();
    decompress(&mut &stream[..], &mut sink).map(|()| sink)
}

#[test]
fn every_known_compression_is_made_plain_and_parts_are_joined() {
    let content: Vec<u8> = (0..300_000u32).flat_map(u32::to_le_bytes).collect();
    assert_eq!(plain(&content).unwrap(), content);
    assert_eq!(plain(b"").unwrap(), b"");
    for tool in TOOLS {
        let packed = compress(tool, &content);
        assert!(plain(&packed).unwrap() == content, "{tool}");
        let parts = [compress(tool, &content[..1000]), compress(tool, &content[1000..])].concat();
        assert!(plain(&parts).unwrap() == content, "{tool} in two parts");
    }
}

#[test]
fn a_compressed_stream_that_is_cut_or_followed_by_something_is_damaged() {
    let content: Vec<u8> = (0..20_000u32).flat_map(u32::to_le_bytes).collect();
    for tool in TOOLS {
        let packed = compress(tool, &content);
        for cut in [7, 20, packed.len() / 2, packed.len() - 1] {
            let result = plain(&packed[..cut]);
            assert!(matches!(result, Err(ArchiveError::Damaged(_))), "{tool} cut at {cut}");
        }
        let mut wrong = packed.clone();
        let middle = wrong.len() / 2;
        wrong[middle..middle + 8].fill(0xa5);
        assert!(matches!(plain(&wrong), Err(ArchiveError::Damaged(_))), "{tool} altered");
        let followed = [&packed[..], b"something else"].concat();
        assert!(matches!(plain(&followed), Err(ArchiveError::Damaged(_))), "{tool} followed");
    }
}

#[test]
fn a_bomb_is_refused() {
    let mut child = Command::new("sh")
        .args(["-c", "head -c 1500000000 /dev/zero | zstd -q -c"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stream = child.stdout.take().unwrap();
    let error = decompress(&mut stream, &mut std::io::sink()).unwrap_err();
    drop(stream);
    child.wait().unwrap();
    assert!(matches!(error, ArchiveError::Denied(_)), "{error}");
}
