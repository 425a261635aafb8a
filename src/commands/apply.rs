//! `apply`: the changes of one tree brought to another.

use super::{Context, files};
use crate::error::{Error, Kind, Result};
use crate::exit::Exit;
use crate::sandbox::ops::diff::Wanted;
use crate::sandbox::ops::diff::apply::{self, Order, Outcome, Plan};
use crate::sandbox::ops::diff::reference::{self, Side, Typed};
use crate::ui::views::diff::{ApplyView, ChangeView, ConflictView, TotalsView, is_shown, letter, name};
use std::ffi::OsString;

/// The name of this shape.
const SCHEMA: &str = "apply.v1";
/// Conflicts that are named one by one.
const NAMED: usize = 100;

/// Bring the changes of a sandbox to another sandbox or to a folder.
///
/// Takes what SRC has changed against its image, or against --base, to DEST: a sandbox, one folder of it
/// (`SANDBOX:/PATH`), or a folder of this machine, which begins with `/`, `./`, `../` or `~`. SRC and --base are named as
/// in `diff`. Beside a folder of this machine, a sandbox is seen from its working directory. Prints each path after A
/// (added), D (removed), M (modified) or T (made another kind of thing).
///
/// Nothing that DEST has changed itself is overwritten: where it differs both from the base and from SRC there is a
/// conflict. All conflicts are listed, nothing is applied, and the exit code is 5. What DEST has already is passed over,
/// so that doing it twice is safe. No link of DEST is followed and nothing comes to lie outside it.
///
/// All files are staged in DEST before the first takes its place. Then what is gone goes, and the rest is moved in, file
/// by file: should the machine die in that moment, some are there and some are not, and the same command finishes it.
/// Folders that exist keep their modes, and a folder in which DEST has files of its own stays. In a sandbox, what is
/// written belongs to its user unless --preserve-owner is given.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Whose changes: SANDBOX[:/PATH], snapshot:NAME or a folder
    #[arg(value_name = "SRC")]
    source: OsString,
    /// Where to: SANDBOX[:/PATH] or a folder
    #[arg(value_name = "DEST")]
    dest: OsString,
    /// What SRC is compared with; its image where this is left out
    #[arg(long, value_name = "B")]
    base: Option<OsString>,
    /// Show what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Settle conflicts in favour of SRC
    #[arg(long)]
    force: bool,
    /// Keep the numbers of owners and groups; otherwise everything belongs to who receives it
    #[arg(long)]
    preserve_owner: bool,
    /// Keep setuid, setgid and sticky bits
    #[arg(long)]
    preserve_special: bool,
    /// Apply caches too
    #[arg(long)]
    include_all: bool,
    /// Leave out what fits this pattern, as in a .gitignore
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<String>,
}

/// Applies.
///
/// # Errors
/// `conflict`; `not_found`, `ambiguous`, `wrong_state`, `denied`, `damaged`, `no_space`; failures of the engine.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    crate::archive::check_patterns(&args.exclude)
        .map_err(|error| Error::usage(format!("--exclude: {error}")).hint("patterns are those of a .gitignore"))?;
    let (source, base, dest) = sides(&args, context).await?;
    let order = Order {
        wanted: Wanted {
            caches: context.deps.options.leaves_out(args.include_all),
            exclude: args.exclude,
            content: true,
        },
        dry_run: args.dry_run,
        force: args.force,
        preserve_owner: args.preserve_owner,
        preserve_special: args.preserve_special,
    };
    let Outcome { plan, summary } = apply::run(&context.deps, &source, &base, &dest, &order).await?;
    context.ui.end_progress();
    if let Some(summary) = &summary {
        files::remark(context, summary);
    }
    if plan.left_out > 0 {
        context.ui.note(&format!("left out {} (device nodes, fifos, sockets, modes of folders)", plan.left_out));
    }
    let refused = refuse(context, &plan, &dest);
    if context.ui.is_json() {
        if order.dry_run || refused.is_none() {
            context.ui.versioned(SCHEMA, &view(&plan, [&source, &base, &dest], order.dry_run))?;
        }
        // A dry run was asked for its result; what stands in the way is in it.
        return match refused {
            Some(_) if order.dry_run => Ok(Exit::CONFLICT),
            Some(error) => Err(error),
            None => Ok(Exit::DONE),
        };
    }
    if order.dry_run || refused.is_none() {
        show(context, &plan, &dest)?;
    }
    refused.map_or(Ok(Exit::DONE), Err)
}

async fn sides(args: &Args, context: &Context) -> Result<(Side, Side, Side)> {
    let deps = &context.deps;
    let home = context.environment.home();
    let typed = |typed: &OsString| Typed::parse(typed, home.as_deref());
    let mut source = reference::find(deps, &typed(&args.source)?, false).await?;
    let mut dest = reference::find(deps, &typed(&args.dest)?, false).await?;
    let mut base = match &args.base {
        Some(base) => reference::find(deps, &typed(base)?, true).await?,
        None => source.image(deps).await.map_err(|error| match error.kind() {
            Kind::Usage => {
                Error::usage(format!("what {} has changed depends on what it is compared with", source.shown()))
                    .hint("name that with --base: a sandbox, a snapshot, an image or a folder")
            }
            _ => error,
        })?,
    };
    reference::align(&mut [&mut source, &mut base, &mut dest]);
    Ok((source, base, dest))
}

/// Names what is in the way, and says that nothing was done.
fn refuse(context: &Context, plan: &Plan, dest: &Side) -> Option<Error> {
    if plan.conflicts.is_empty() {
        return None;
    }
    for conflict in plan.conflicts.iter().take(NAMED) {
        context.ui.warning(&format!("conflict: {}: {}", crate::archive::shown(&conflict.path), conflict.why));
    }
    let paths = if plan.conflicts.len() == 1 { "1 path".to_owned() } else { format!("{} paths", plan.conflicts.len()) };
    let error = Error::new(Kind::Conflict, format!("{paths} of {} in conflict; nothing was applied", dest.shown()));
    Some(if plan.conflicts.iter().any(|conflict| conflict.is_final) {
        error.hint("move what is in the way, or leave it out with --exclude")
    } else {
        error.hint("take SRC's side with --force, or leave the paths out with --exclude")
    })
}

fn view(plan: &Plan, [source, base, dest]: [&Side; 3], dry_run: bool) -> ApplyView {
    let conflicts = plan.conflicts.iter().map(|conflict| ConflictView {
        path: String::from_utf8_lossy(&conflict.path).into_owned(),
        reason: conflict.why,
        forcible: !conflict.is_final,
    });
    ApplyView {
        source: source.shown(),
        base: base.shown(),
        dest: dest.shown(),
        dry_run,
        items: plan.steps.iter().map(|change| ChangeView::new(change, None)).collect(),
        conflicts: conflicts.collect(),
        settled_count: plan.settled,
        left_out_count: plan.left_out,
        totals: TotalsView::of(&plan.steps),
    }
}

fn show(context: &Context, plan: &Plan, dest: &Side) -> Result<()> {
    let steps = &plan.steps;
    for (at, change) in steps.iter().enumerate() {
        if is_shown(change, steps.get(at + 1)) {
            context.ui.bytes(&[&[letter(change.kind()) as u8, b'\t'], &name(change)[..], b"\n"].concat())?;
        }
    }
    if steps.is_empty() && plan.conflicts.is_empty() {
        context.ui.note(&format!("nothing to do: {} has all of it", dest.shown()));
    }
    Ok(())
}
