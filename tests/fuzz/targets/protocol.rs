//! The target for libFuzzer; what it does stands beside it, shared with `cargo test`.
#![no_main]

#[path = "../protocol.rs"]
mod protocol;

libfuzzer_sys::fuzz_target!(|data: &[u8]| protocol::run(data));
