//! The program: parse, run, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    sandcastle::app::run(std::env::args_os().collect()).into()
}
