//! The target for libFuzzer; what it does stands beside it, shared with `cargo test`.
#![no_main]

#[path = "../extractor.rs"]
mod extractor;

libfuzzer_sys::fuzz_target!(|data: &[u8]| extractor::run(data));
