//! The command line as it is typed: arguments only, nothing is done here. Help, man pages and completions come from it.

use crate::commands;
use crate::ui::ColorChoice;
use clap::{Args, CommandFactory, Parser, Subcommand};

/// Disposable sandboxes on your own container engine.
///
/// A sandbox is a container with limits, an address of its own and an agent inside that runs commands and moves files.
/// `sandcastle init` prints the id of a new one; every other command takes that id, a unique beginning of it, or the name.
#[derive(Debug, Parser)]
#[command(name = "sandcastle", version, propagate_version = true, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "Start with: sandcastle setup && ID=$(sandcastle init) && sandcastle exec \"$ID\" 'echo hello'")]
pub struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub global: GlobalArgs,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
pub struct GlobalArgs {
    /// Print one JSON value on stdout, and errors as JSON on stderr
    #[arg(long, global = true)]
    pub json: bool,
    /// No progress and no notes; lists print ids only
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// More detail; the causes of errors
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// When to colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_possible_values = false)]
    pub color: ColorChoice,
    /// Answer every question with yes [env: SANDCASTLE_YES]
    #[arg(short, long, global = true)]
    pub yes: bool,
    /// Never ask: a question is an error
    #[arg(long, global = true)]
    pub no_input: bool,
    /// The engine's address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]
    #[arg(long, global = true, value_name = "ADDRESS")]
    pub engine: Option<String>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a sandbox and print its id
    #[command(visible_alias = "create")]
    Init(Box<commands::init::Args>),
    /// List sandboxes
    #[command(visible_alias = "list")]
    Ls(commands::ls::Args),
    /// Show one sandbox
    Show(commands::show::Args),
    /// Run a command in a sandbox
    Exec(commands::exec::Args),
    /// Look at commands that were started with `exec --detach`
    Jobs(commands::jobs::Args),
    /// Copy files into a sandbox
    Upload(commands::upload::Args),
    /// Copy files out of a sandbox
    Download(commands::download::Args),
    /// Copy files between sandboxes
    Cp(commands::cp::Args),
    /// Start stopped sandboxes
    Start(commands::start::Args),
    /// Stop sandboxes; their files are kept
    Stop(commands::stop::Args),
    /// Remove sandboxes and all that belongs to them
    #[command(visible_alias = "rm")]
    Kill(commands::kill::Args),
    /// Print the URL of a sandbox's port
    GetHost(commands::get_host::Args),
    /// Make this machine ready: engine and sandbox image
    Setup(commands::setup::Args),
    /// Check this machine, the engine and the registry
    Doctor(commands::doctor::Args),
    /// Read and change the configuration
    Config(commands::config::Args),
    /// Print the completion script of a shell
    Completions(commands::completions::Args),
    /// Print a man page, or write all of them into a folder
    Man(commands::man::Args),
    /// What runs inside a sandbox
    #[command(hide = true)]
    Guest(commands::guest::Args),
}

/// The definition from which man pages and completions are made.
pub fn command() -> clap::Command {
    Cli::command()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_definition_is_sound() {
        super::command().debug_assert();
    }
}
