//! `diff`: what a sandbox, a snapshot, an image or a folder has that another has not.

use super::Context;
use crate::error::{Error, Result};
use crate::exit::Exit;
use crate::sandbox::ops::diff::compare::Change;
use crate::sandbox::ops::diff::reference::{self, Side, Typed};
use crate::sandbox::ops::diff::{self, Compared, Wanted, patch};
use crate::ui::views::diff::{ChangeView, DiffView, Row, SCHEMA, TotalsView, is_shown, letter, name, stat};
use crate::ui::{Ui, escape};
use std::ffi::OsString;

/// Show what a sandbox has changed.
///
/// `diff A B` shows what A has that B has not: B is the old side, A the new one. Without B it is the image that A was
/// made of. Each is a sandbox, a snapshot, an image or a folder of this machine. A bare word is a sandbox, or else a
/// snapshot, or else, as B only, an image; `sandbox:NAME`, `snapshot:NAME` and `image:NAME` say it outright. What begins
/// with `/`, `./`, `../` or `~` is a folder of this machine. `NAME:/PATH` is one folder of it, and the other side is then
/// seen from the same folder; beside a folder of this machine, a sandbox is seen from its working directory.
///
/// Content, links and modes are compared, owners and times are not; beside a folder of this machine, only whether a file
/// can be executed counts of its mode. Caches such as node_modules (setting snapshot.caches) are left out
/// as `snapshot` leaves them out. Files of more than 10 MiB are not compared line by line. A stopped sandbox works too.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The new side: SANDBOX[:/PATH], snapshot:NAME, image:NAME or a folder
    #[arg(value_name = "A")]
    new: OsString,
    /// The old side; the image of A where it is left out
    #[arg(value_name = "B")]
    old: Option<OsString>,
    /// How it is shown.
    #[command(flatten)]
    form: Form,
    /// Compare caches too
    #[arg(long)]
    include_all: bool,
    /// Leave out what fits this pattern, as in a .gitignore
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<String>,
    /// End with 1 if there are differences, as `git diff` does; a failure may end with 1 as well
    #[arg(long)]
    exit_code: bool,
}

/// How differences are shown.
#[derive(Debug, Clone, Copy, clap::Args)]
#[group(multiple = false)]
struct Form {
    /// Count the lines of each file that came and went (the default)
    #[arg(long)]
    stat: bool,
    /// Print the names alone
    #[arg(long)]
    name_only: bool,
    /// Print the names, each after A (added), D (removed), M (modified) or T (another kind of thing)
    #[arg(long)]
    name_status: bool,
    /// Print a patch that `git apply` takes at the top of a repository or outside of any, elsewhere with --directory;
    /// files that are no text are only named in it
    #[arg(short, long)]
    patch: bool,
    /// Write what is new or changed to stdout as a tar stream; its last entry, .sandcastle/gone, names what A lacks
    #[arg(long)]
    tar: bool,
}

impl Form {
    fn reads_content(self) -> bool {
        !self.name_only && !self.name_status
    }
}

/// Compares.
///
/// # Errors
/// `not_found`, `ambiguous`, `wrong_state`, `damaged`, `no_space`; failures of the engine.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    check(&args, &context.ui)?;
    let (new, old) = sides(&args, context).await?;
    let deps = &context.deps;
    let caches = deps.options.leaves_out(args.include_all);
    let wanted = Wanted { caches, exclude: args.exclude.clone(), content: args.form.reads_content() };
    let mut compared = diff::run(deps, &new, &old, &wanted).await?;
    if args.form.tar {
        compared.write_archive(deps, context.ui.raw_stdout()).await?;
    } else {
        if args.form.reads_content() {
            compared.read_contents(deps).await?;
        }
        context.ui.end_progress();
        if context.ui.is_json() {
            show_json(&compared, &new, &old, args.form, &context.ui)?;
        } else {
            show(&compared, args.form, &context.ui)?;
        }
    }
    Ok(if args.exit_code && !compared.changes.is_empty() { Exit::FAILED } else { Exit::DONE })
}

/// The lines of `--stat` for two references.
///
/// # Errors
/// As [`run`].
pub(super) async fn stat_of(context: &Context, new: &str, old: &str) -> Result<String> {
    let deps = &context.deps;
    let find = async |typed: &str| reference::find(deps, &Typed::parse(typed.as_ref(), None)?, false).await;
    let (mut new, mut old) = (find(new).await?, find(old).await?);
    reference::align(&mut [&mut new, &mut old]);
    let wanted = Wanted { caches: deps.options.caches.clone(), content: true, ..Wanted::default() };
    let mut compared = diff::run(deps, &new, &old, &wanted).await?;
    compared.read_contents(deps).await?;
    Ok(stat(&rows(&compared)?, context.ui.width()))
}

fn rows(compared: &Compared) -> Result<Vec<Row>> {
    let changes = &compared.changes;
    let shown = changes.iter().enumerate().filter(|(at, change)| is_shown(change, changes.get(at + 1)));
    shown.map(|(_, change)| Ok(Row::new(change, compared.lines(change)?))).collect()
}

fn check(args: &Args, ui: &Ui) -> Result<()> {
    crate::archive::check_patterns(&args.exclude)
        .map_err(|error| Error::usage(format!("--exclude: {error}")).hint("patterns are those of a .gitignore"))?;
    if ui.is_json() && (args.form.patch || args.form.tar) {
        return Err(Error::usage("stdout carries the patch or the tar stream, so there is no place for --json")
            .hint("leave --json, or --patch and --tar, away"));
    }
    if args.form.tar && ui.terminals().stdout {
        return Err(Error::usage("stdout is a terminal, and a tar stream is not for reading")
            .hint("send it on: sandcastle diff A --tar | tar -t"));
    }
    Ok(())
}

async fn sides(args: &Args, context: &Context) -> Result<(Side, Side)> {
    let deps = &context.deps;
    let home = context.environment.home();
    let typed = |typed: &OsString| Typed::parse(typed, home.as_deref());
    let mut new = reference::find(deps, &typed(&args.new)?, false).await?;
    let mut old = match &args.old {
        Some(old) => reference::find(deps, &typed(old)?, true).await?,
        None => new.image(deps).await?,
    };
    reference::align(&mut [&mut new, &mut old]);
    Ok((new, old))
}

fn show_json(compared: &Compared, new: &Side, old: &Side, form: Form, ui: &Ui) -> Result<()> {
    let view = |change: &Change| {
        let lines = if form.reads_content() { Some(compared.lines(change)?) } else { None };
        Ok(ChangeView::new(change, lines))
    };
    let items = compared.changes.iter().map(view).collect::<Result<_>>()?;
    let totals = TotalsView::of(&compared.changes);
    ui.versioned(SCHEMA, &DiffView { new: new.shown(), old: old.shown(), items, totals })
}

fn show(compared: &Compared, form: Form, ui: &Ui) -> Result<()> {
    let changes = &compared.changes;
    let shown = changes.iter().enumerate().filter(|(at, change)| is_shown(change, changes.get(at + 1)));
    let shown = shown.map(|(_, change)| change);
    if form.patch {
        return show_patch(compared, ui);
    }
    if changes.is_empty() {
        ui.note("no differences");
        return Ok(());
    }
    if form.name_only || form.name_status {
        for change in shown {
            let mark = if form.name_status { format!("{}\t", letter(change.kind())) } else { String::new() };
            ui.bytes(&[mark.as_bytes(), &name(change), b"\n"].concat())?;
        }
        return Ok(());
    }
    ui.bytes(stat(&rows(compared)?, ui.width()).as_bytes())
}

fn show_patch(compared: &Compared, ui: &Ui) -> Result<()> {
    let mut unsaid = 0;
    for change in &compared.changes {
        let (new, old) = compared.bodies(change)?;
        let mut text = Vec::new();
        patch::write(change, &new, &old, &mut text);
        let is_binary = [&new, &old].iter().any(|body| matches!(body, patch::Body::Binary(_)));
        unsaid += u64::from(is_binary && change.is_in_content());
        if ui.terminals().stdout {
            // What a sandbox has written may hold anything that a terminal obeys.
            for line in String::from_utf8_lossy(&text).lines() {
                let parts: Vec<_> = line.split('\t').map(escape).collect();
                ui.bytes(format!("{}\n", parts.join("\t")).as_bytes())?;
            }
        } else {
            ui.bytes(&text)?;
        }
    }
    if unsaid > 0 {
        let files = if unsaid == 1 { "1 file that is".to_owned() } else { format!("{unsaid} files that are") };
        ui.warning(&format!("the patch only names {files} no text, and git will not apply it: use --tar or `apply`"));
    }
    Ok(())
}
