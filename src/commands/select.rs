//! Which sandboxes a verb over several means, what happens to each, and how that is shown.

use super::Context;
use crate::error::{Error, Kind, Result};
use crate::exit::Exit;
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use crate::sandbox::labels;
use crate::sandbox::ops::background;
use crate::sandbox::ops::observe::{self, Sandbox};
use crate::sandbox::status::State;
use crate::ui::views::sandbox::ActionView;
use futures_util::stream::{self, StreamExt};

/// How many sandboxes are worked on at once: the engine's work is bound by its processors.
const AT_ONCE: usize = 4;

/// Conditions that sandboxes fulfil.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Conditions {
    /// Only those with this label: KEY or KEY=VALUE
    #[arg(long, value_name = "LABEL")]
    pub label: Vec<String>,
    /// Only those where this holds: state=, name=, image=, account= or label=
    #[arg(long, value_name = "KEY=VALUE")]
    pub filter: Vec<String>,
    /// Only those of this account
    #[arg(long, value_name = "NAME", value_parser = crate::sandbox::storage::account)]
    pub account: Option<String>,
}

impl Conditions {
    /// Whether any was given.
    pub fn any(&self) -> bool {
        !self.label.is_empty() || !self.filter.is_empty() || self.account.is_some()
    }

    /// The test that they make.
    ///
    /// # Errors
    /// `usage` for a filter of an unknown kind.
    pub fn test(&self) -> Result<impl Fn(&Sandbox) -> bool + use<>> {
        let mut tests: Vec<Test> = self.label.iter().map(|label| Test::Label(label.clone())).collect();
        tests.extend(self.account.clone().map(Test::Account));
        for filter in &self.filter {
            tests.push(parse_filter(filter)?);
        }
        Ok(move |sandbox: &Sandbox| tests.iter().all(|test| test.holds(sandbox)))
    }

    /// The running sandboxes where they hold, in the order of the listing, and records that can't be read.
    ///
    /// # Errors
    /// As [`Conditions::test`]; failures of the listing.
    pub async fn running(&self, context: &Context) -> Result<(Vec<SandboxRecord>, Vec<Error>)> {
        let holds = self.test()?;
        let (all, damaged) = observe::all(&context.deps).await?;
        let (running, others): (Vec<_>, Vec<_>) =
            all.into_iter().filter(holds).partition(|sandbox| sandbox.state == State::Running);
        if !others.is_empty() {
            let named: Vec<String> =
                others.iter().map(|sandbox| format!("{} ({})", sandbox.record.name, sandbox.state.as_str())).collect();
            context.ui.note(&format!("note: skipped, for only running sandboxes are meant: {}", named.join(", ")));
        }
        Ok((running.into_iter().map(|sandbox| sandbox.record).collect(), damaged))
    }
}

/// The failure of a command for several sandboxes that found none.
pub fn none_runs() -> Error {
    Error::new(Kind::NotFound, "no running sandbox was found")
        .hint("see what there is: sandcastle ls")
        .hint("start a stopped one: sandcastle start SANDBOX")
        // 125 would say that a sandbox was tried.
        .exiting(Exit::NOT_FOUND)
}

enum Test {
    Label(String),
    State(String),
    Name(String),
    Image(String),
    Account(String),
}

fn parse_filter(text: &str) -> Result<Test> {
    let value = |value: &str| value.to_owned();
    match text.split_once('=') {
        Some(("label", label)) => Ok(Test::Label(value(label))),
        Some(("state", state)) if ["running", "stopped", "paused", "failed", "lost", "pending"].contains(&state) => {
            Ok(Test::State(value(state)))
        }
        Some(("name", name)) => Ok(Test::Name(value(name))),
        Some(("image", image)) => Ok(Test::Image(value(image))),
        Some(("account", account)) => Ok(Test::Account(value(account))),
        _ => Err(Error::usage(format!("{text:?} is not a filter")).hint(
            "give state=running|stopped|paused|failed|lost|pending, name=NAME, image=IMAGE, account=NAME or label=KEY[=VALUE]",
        )),
    }
}

impl Test {
    fn holds(&self, sandbox: &Sandbox) -> bool {
        let record = &sandbox.record;
        match self {
            Test::State(state) => sandbox.state.as_str() == state,
            Test::Name(name) => record.name.as_str() == name,
            Test::Image(image) => record.spec.image == *image,
            Test::Account(account) => record.spec.storage.account() == account,
            Test::Label(label) => labels::fit(&record.labels, label),
        }
    }
}

/// The sandboxes that a verb is to work on.
#[derive(Debug, Clone, clap::Args)]
pub struct Selection {
    /// Names, ids, or unique beginnings of ids
    #[arg(value_name = "SANDBOX")]
    pub sandboxes: Vec<String>,
    /// All of this home
    #[arg(long, conflicts_with = "sandboxes")]
    pub all: bool,
    /// Which of them.
    #[command(flatten)]
    pub conditions: Conditions,
}

/// A sandbox that was selected: its name may be unknown when its record is damaged.
#[derive(Debug, Clone)]
pub struct Selected {
    /// The id.
    pub id: Id,
    /// The name, or the id where that is unknown.
    pub name: String,
}

impl Selected {
    fn of(record: &SandboxRecord) -> Selected {
        Selected { id: record.id.clone(), name: record.name.to_string() }
    }
}

/// What a selection came to: sandboxes, and references that named none.
pub struct Chosen {
    /// The sandboxes, each once.
    pub sandboxes: Vec<Selected>,
    /// Why others are missing.
    pub failures: Vec<Error>,
}

impl Chosen {
    /// One sandbox that was found already.
    pub fn one(id: Id, name: String) -> Chosen {
        Chosen { sandboxes: vec![Selected { id, name }], failures: Vec::new() }
    }
}

impl Selection {
    /// Finds the sandboxes.
    ///
    /// # Errors
    /// `usage` when nothing was selected at all; failures of the listing.
    pub async fn choose(&self, context: &Context) -> Result<Chosen> {
        if self.sandboxes.is_empty() && !self.all && !self.conditions.any() {
            return Err(Error::usage("no sandbox was named")
                .hint("name one or more, or use --all, --label, --account or --filter"));
        }
        let mut chosen = Chosen { sandboxes: Vec::new(), failures: Vec::new() };
        if self.sandboxes.is_empty() {
            let holds = self.conditions.test()?;
            let (all, damaged) = observe::all(&context.deps).await?;
            chosen.sandboxes =
                all.iter().filter(|sandbox| holds(sandbox)).map(|sandbox| Selected::of(&sandbox.record)).collect();
            chosen.failures = damaged;
            return Ok(chosen);
        }
        let holds = self.conditions.test()?;
        for reference in &self.sandboxes {
            match self.find(context, reference, &holds).await {
                Ok(Some(selected)) if chosen.sandboxes.iter().all(|other| other.id != selected.id) => {
                    chosen.sandboxes.push(selected)
                }
                Ok(_) => {}
                Err(error) => chosen.failures.push(error),
            }
        }
        Ok(chosen)
    }

    /// The sandboxes in which a command is to run: those that were named, or the running ones among those that are meant;
    /// and why others are missing.
    ///
    /// # Errors
    /// As [`Selection::choose`].
    pub async fn to_run_in(&self, context: &Context) -> Result<(Vec<SandboxRecord>, Vec<Error>)> {
        if self.sandboxes.is_empty() && (self.all || self.conditions.any()) {
            return self.conditions.running(context).await;
        }
        let mut chosen = self.choose(context).await?;
        let mut records = Vec::new();
        for selected in &chosen.sandboxes {
            match observe::record(&context.deps, &selected.id) {
                Ok(record) => records.push(record),
                Err(error) => chosen.failures.push(error),
            }
        }
        Ok((records, chosen.failures))
    }

    async fn find(
        &self,
        context: &Context,
        reference: &str,
        holds: &impl Fn(&Sandbox) -> bool,
    ) -> Result<Option<Selected>> {
        let id = context.deps.registry.resolve(reference)?;
        let name = match context.deps.registry.find(&id) {
            Ok(Some(record)) => record.name.to_string(),
            Ok(None) => background::find(&context.deps, &id)?
                .map_or_else(|| id.to_string(), |planned| planned.record.name.to_string()),
            // A damaged record can still be killed by its id.
            Err(_) => id.to_string(),
        };
        if self.conditions.any() && !holds(&observe::look(&context.deps, &id).await?) {
            return Ok(None);
        }
        Ok(Some(Selected { id, name }))
    }
}

/// Does one thing to each sandbox, some at once; shows what was done and each failure; gives the code of the first.
///
/// # Errors
/// When stdout can't be written.
pub async fn each(
    context: &Context,
    chosen: Chosen,
    action: &'static str,
    dry_run: bool,
    work: impl AsyncFn(&Selected) -> Result<bool>,
) -> Result<Exit> {
    each_as(context, chosen, |_| action, dry_run, work).await
}

/// As [`each`], where what is done depends on the sandbox.
///
/// # Errors
/// When stdout can't be written.
pub async fn each_as(
    context: &Context,
    chosen: Chosen,
    action: impl Fn(&Selected) -> &'static str,
    dry_run: bool,
    work: impl AsyncFn(&Selected) -> Result<bool>,
) -> Result<Exit> {
    let (work, action) = (&work, &action);
    let done: Vec<_> = stream::iter(chosen.sandboxes)
        .map(|selected| async move {
            let action = action(&selected);
            let result = match context.deps.signals.check() {
                Err(stopped) => Err(stopped),
                Ok(()) if dry_run => Ok(true),
                Ok(()) => work(&selected).await,
            };
            (selected, action, result)
        })
        .buffered(AT_ONCE)
        .collect()
        .await;
    context.ui.end_progress();
    let mut failures = chosen.failures;
    let mut views = Vec::new();
    for (selected, action, result) in done {
        match result {
            Ok(changed) => {
                views.push(ActionView { id: selected.id.to_string(), name: selected.name, action, changed, dry_run })
            }
            Err(error) => failures.push(error),
        }
    }
    told(context, &views, &failures)
}

/// Shows what was done, and each failure; gives the code of the first.
///
/// # Errors
/// When stdout can't be written.
pub fn told(context: &Context, views: &[ActionView], failures: &[Error]) -> Result<Exit> {
    if context.ui.is_json() {
        if failures.is_empty() || !views.is_empty() {
            context.ui.items("action.v1", views)?;
        }
    } else {
        for view in views {
            context.ui.line(if context.ui.is_quiet() { &view.id } else { &view.name })?;
        }
    }
    Ok(failed(context, failures))
}

/// Shows each failure; gives the code of the first.
pub fn failed<'e>(context: &Context, failures: impl IntoIterator<Item = &'e Error>) -> Exit {
    let mut first = None;
    for failure in failures {
        context.ui.failure(failure);
        first.get_or_insert(failure.exit());
    }
    first.unwrap_or(Exit::DONE)
}

/// Asks before a destructive verb goes over more than one sandbox.
///
/// # Errors
/// `confirmation_required` where nothing can be asked; `failed` when the answer is no.
pub fn confirm(context: &Context, chosen: &Chosen, verb: &str) -> Result<()> {
    if chosen.sandboxes.len() < 2 {
        return Ok(());
    }
    let names: Vec<&str> = chosen.sandboxes.iter().map(|selected| selected.name.as_str()).take(8).collect();
    let more = if chosen.sandboxes.len() > names.len() { ", …" } else { "" };
    let question = format!("{verb} {} sandboxes ({}{more})?", chosen.sandboxes.len(), names.join(", "));
    context.ui.confirm(&question)
}
