//! The fuzz targets on a few thousand inputs that are the same each time, so that they can't rot.
//! Under coverage, for as long as you like, they run with cargo-fuzz: see `Cargo.toml` beside this.

mod extractor;
mod protocol;

/// Bytes that look random and are the same in every run.
fn input(target: &str, number: u32) -> Vec<u8> {
    let mut source = blake3::Hasher::new().update(target.as_bytes()).update(&number.to_le_bytes()).finalize_xof();
    let mut length = [0; 2];
    source.fill(&mut length);
    let mut bytes = vec![0; usize::from(u16::from_le_bytes(length)) % 400];
    source.fill(&mut bytes);
    bytes
}

#[test]
fn no_archive_reaches_outside_or_leaves_something_behind() {
    (0..5000).for_each(|number| extractor::run(&input("extractor", number)));
}

#[test]
fn no_frames_confuse_the_guest_or_its_client() {
    (0..5000).for_each(|number| protocol::run(&input("protocol", number)));
}
