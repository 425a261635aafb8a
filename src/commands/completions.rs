//! `completions`: the script of a shell.

use crate::error::Result;
use crate::exit::Exit;
use crate::ui::Ui;
use clap_complete::Shell;

/// Print the completion script of a shell.
///
/// For bash: sandcastle completions bash > ~/.local/share/bash-completion/completions/sandcastle
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Prints.
///
/// # Errors
/// When stdout can't be written.
pub fn run(args: &Args, ui: &Ui) -> Result<Exit> {
    ui.bytes(&script(args.shell))?;
    Ok(Exit::DONE)
}

/// The script of a shell.
pub fn script(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut crate::cli::command(), "sandcastle", &mut script);
    script
}
