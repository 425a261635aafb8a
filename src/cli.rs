//! The command line as it is typed: arguments only, nothing is done here. Help, man pages and completions come from it.

use crate::commands;
use crate::ui::ColorChoice;
use clap::{Args, CommandFactory, Parser, Subcommand};
use std::ffi::OsString;

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
    /// More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]
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
    /// The operation that this process carries out: the part of --detach that works.
    #[arg(long, global = true, hide = true, value_name = "ID")]
    pub operation: Option<crate::sandbox::id::Id>,
}

/// The commands. What each is for stands at its arguments: a text here would hide that one.
#[derive(Debug, Subcommand)]
#[expect(missing_docs, reason = "a variant's comment would replace the help text of its command")]
pub enum Command {
    #[command(visible_alias = "create")]
    Init(Box<commands::init::Args>),
    Run(Box<commands::run::Args>),
    #[command(visible_alias = "list")]
    Ls(commands::ls::Args),
    Show(commands::show::Args),
    Exec(commands::exec::Args),
    Shell(commands::shell::Args),
    Jobs(commands::jobs::Args),
    Upload(commands::upload::Args),
    Download(commands::download::Args),
    Cp(commands::cp::Args),
    Snapshot(commands::snapshot::Args),
    Snapshots(commands::snapshots::Args),
    Restore(commands::restore::Args),
    Fork(Box<commands::fork::Args>),
    Map(Box<commands::map::Args>),
    Race(Box<commands::race::Args>),
    Diff(commands::diff::Args),
    Apply(commands::apply::Args),
    Sync(commands::sync::Args),
    Wait(commands::wait::Args),
    Retry(commands::retry::Args),
    Start(commands::start::Args),
    Stop(commands::stop::Args),
    Restart(commands::restart::Args),
    Pause(commands::pause::Args),
    Resume(commands::resume::Args),
    Rename(commands::rename::Args),
    Modify(Box<commands::modify::Args>),
    Keepalive(commands::keepalive::Args),
    #[command(visible_alias = "rm")]
    Kill(commands::kill::Args),
    GetHost(commands::get_host::Args),
    Net(commands::net::Args),
    Top(commands::top::Args),
    Stats(commands::stats::Args),
    Du(commands::du::Args),
    Pool(commands::pool::Args),
    Secret(commands::secret::Args),
    Gc(commands::gc::Args),
    Image(commands::image::Args),
    Volume(commands::volume::Args),
    Setup(commands::setup::Args),
    Events(commands::events::Args),
    Doctor(commands::doctor::Args),
    Bench(commands::bench::Args),
    Config(commands::config::Args),
    Completions(commands::completions::Args),
    Man(commands::man::Args),
    #[command(hide = true)]
    Guest(commands::guest::Args),
}

/// The commands that many call in a loop: to read one, nothing of the others is built, which takes longer than all else
/// that it does on this side.
#[derive(Debug, Parser)]
#[command(name = "sandcastle", version, propagate_version = true)]
struct Quick {
    #[command(flatten)]
    global: GlobalArgs,
    #[command(subcommand)]
    command: QuickCommand,
}

#[derive(Debug, Subcommand)]
enum QuickCommand {
    Exec(Box<commands::exec::Args>),
    Init(Box<commands::init::Args>),
}

fn parse(arguments: &[OsString]) -> Result<Cli, clap::Error> {
    let cli = parse_any(arguments)?;
    // Its words are taken as they are; an option that there is not must not be taken for one of them.
    if let Command::Exec(exec) = &cli.command
        && let Some(first) = exec.words().first()
        && first.as_encoded_bytes().starts_with(b"-")
        && arguments.len().checked_sub(exec.words().len() + 1).is_none_or(|before| arguments[before] != "--")
    {
        let told = format!("unexpected argument '{}' found", first.display());
        return Err(Cli::command().error(clap::error::ErrorKind::UnknownArgument, told));
    }
    Ok(cli)
}

fn parse_any(arguments: &[OsString]) -> Result<Cli, clap::Error> {
    if arguments.get(1).is_some_and(|verb| verb == "exec" || verb == "init")
        && let Ok(Quick { global, command }) = Quick::try_parse_from(arguments)
    {
        let command = match command {
            QuickCommand::Exec(exec) => Command::Exec(*exec),
            QuickCommand::Init(init) => Command::Init(init),
        };
        return Ok(Cli { global, command });
    }
    // Help and what is wrong are the whole definition's business.
    Cli::try_parse_from(arguments)
}

impl Cli {
    /// Reads a command line.
    ///
    /// # Errors
    /// Help and versions, which are results, and wrong usage.
    pub fn read(arguments: &[OsString]) -> Result<Cli, clap::Error> {
        let mut cli = parse(arguments)?;
        let Command::Exec(exec) = &cli.command else { return Ok(cli) };
        // `exec ID -w /tmp ls`: everything from the name on was taken as it is. What follows an option's dashes there is
        // read once more without the name, which comes back afterwards.
        let Some(rest) = exec.after_sandbox() else { return Ok(cli) };
        let begins_option = rest.first().is_some_and(|word| word.len() > 1 && word.as_encoded_bytes()[0] == b'-');
        let name = arguments.len() - rest.len() - 1;
        if !begins_option || rest[0] == "--" || arguments[name - 1] == "--" {
            return Ok(cli);
        }
        let words: Vec<OsString> = arguments[..name].iter().chain(rest).cloned().collect();
        cli = parse(&words)?;
        if let Command::Exec(exec) = &mut cli.command {
            exec.name_sandbox(arguments[name].clone());
        }
        Ok(cli)
    }
}

/// The definition from which man pages and completions are made.
pub fn command() -> clap::Command {
    Cli::command()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        command().debug_assert();
        Quick::command().debug_assert();
    }

    #[test]
    fn the_quick_way_reads_what_the_whole_definition_reads() {
        let lines = [
            "init",
            "init --json --name box -e A=b",
            "exec -q box true",
            "exec --json -e A=b box -- ls -l",
            "exec --all ls",
            "exec box -w /tmp ls -x",
        ];
        for line in lines {
            let words: Vec<OsString> = ["sandcastle"].into_iter().chain(line.split(' ')).map(Into::into).collect();
            let (quick, whole) = (parse(&words).unwrap(), Cli::try_parse_from(&words).unwrap());
            assert_eq!(format!("{quick:?}"), format!("{whole:?}"), "{line}");
        }
        let wrong = ["sandcastle", "exec", "--no-such", "box", "x"].map(OsString::from);
        assert!(parse(&wrong).is_err());
    }
}
