//! `man`: the manual, a page a command.

use crate::error::{Error, Kind, Result};
use crate::exit::Exit;
use crate::ui::Ui;
use std::path::PathBuf;

/// Print a man page, or write all of them into a folder.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The command; without it, the page of sandcastle itself
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
    /// Write all pages into this folder
    #[arg(long, value_name = "FOLDER", conflicts_with = "command")]
    out: Option<PathBuf>,
}

/// Prints or writes.
///
/// # Errors
/// `not_found` for an unknown command; when the folder can't be written.
pub fn run(args: &Args, ui: &Ui) -> Result<Exit> {
    let pages = pages()?;
    if let Some(folder) = &args.out {
        crate::fs::create_private(folder)?;
        for (name, page) in &pages {
            crate::fs::write_atomic(&folder.join(name), page, 0o644)?;
        }
        return Ok(Exit::DONE);
    }
    let name = match &args.command {
        Some(command) => format!("sandcastle-{command}.1"),
        None => "sandcastle.1".to_owned(),
    };
    let page = pages.iter().find(|(page, _)| *page == name);
    let (_, page) = page.ok_or_else(|| Error::new(Kind::NotFound, format!("no manual page {name}")))?;
    ui.bytes(page)?;
    Ok(Exit::DONE)
}

/// The file name and content of every page.
///
/// # Errors
/// Never in practice: pages are made in memory.
pub fn pages() -> Result<Vec<(String, Vec<u8>)>> {
    let mut root = crate::cli::command().disable_help_subcommand(true);
    root.build();
    let mut pages = Vec::new();
    collect(&root, "", &mut pages).map_err(|error| Error::io("making a manual page", error))?;
    Ok(pages)
}

fn collect(command: &clap::Command, above: &str, pages: &mut Vec<(String, Vec<u8>)>) -> std::io::Result<()> {
    let name = format!("{above}{}", command.get_name());
    let titled = command.clone().name(name.clone()).bin_name(name.replace('-', " "));
    let mut page = Vec::new();
    clap_mangen::Man::new(titled).date("").source("sandcastle").render(&mut page)?;
    pages.push((format!("{name}.1"), page));
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        collect(below, &format!("{name}-"), pages)?;
    }
    Ok(())
}
