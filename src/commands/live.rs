//! The live view at work, for `top` and `ls --watch`: what changes is looked at, and what keys wish is done, several
//! things at once and none in the way of a key.

mod details;

use super::{Context, retry};
use crate::error::{Error, Kind, Result};
use crate::exit::Exit;
use crate::sandbox::id::Id;
use crate::sandbox::ops::background::Subject;
use crate::sandbox::ops::observe::Sandbox;
use crate::sandbox::ops::stats::{self, Usage};
use crate::sandbox::ops::watch::{self, Watch};
use crate::sandbox::ops::{du, kill, stop};
use crate::ui::live::{Input, Model, Overheard, Row, Wish, pause};
use futures_util::future::{FutureExt, LocalBoxFuture};
use futures_util::stream::{FuturesUnordered, StreamExt};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, sleep, sleep_until};

/// How often each sandbox on the screen is asked what it uses.
const READING: Duration = Duration::from_secs(2);
/// How often sizes on disk are measured at most; the engine walks over all files for it.
const MEASURING: Duration = Duration::from_secs(30);
/// And for how large a part of the time: one in so many.
const MEASURING_SHARE: u32 = 20;
/// What processes may take to end, as `stop` has it.
const GRACE: Duration = Duration::from_secs(10);

/// Shows the view until the user leaves it.
///
/// # Errors
/// Failures of the first look and of the terminal; `interrupted`, `terminated`.
pub async fn run(context: &mut Context, holds: impl Fn(&Sandbox) -> bool) -> Result<Exit> {
    let first = watch::look(&context.deps).await?;
    let (overheard, mut warnings) = Overheard::new();
    context.deps.reporter = Arc::new(overheard);
    let context = &*context;
    let mut watch = Watch::begin(&context.deps).await?;
    let mut view = View::new(context, &holds);
    view.take(Done::Looked(Ok(first)));
    let mut screen = context.ui.screen()?;
    let watching = async {
        loop {
            screen.draw(&mut view.model, crate::clock::now())?;
            tokio::select! {
                input = screen.input() => match input {
                    Input::Key(key) => if let Some(wish) = view.model.press(key) && view.grant(wish) { break },
                    Input::Interrupt => return Err(Error::new(Kind::Interrupted, "interrupted")),
                    Input::Redraw => {}
                    Input::Gone => break,
                },
                () = watch.changed() => view.look(),
                Some(done) = view.work.next() => view.take(done),
                Some(warning) = warnings.recv() => view.model.say(warning),
                () = sleep_until(view.next_reading) => view.read(),
                () = sleep_until(view.next_measuring), if !view.measures => view.measure(),
                () = sleep(pause(&view.model)) => {}
            }
            if view.leaves && view.acting == 0 {
                break;
            }
        }
        Ok(Exit::DONE)
    };
    let ended = context.deps.signals.guard(watching).await;
    drop(screen);
    ended
}

/// Something that has ended.
enum Done {
    Looked(Result<(Vec<Sandbox>, Vec<Error>)>),
    Read(Id, Result<Usage>),
    Measured(Duration, Result<HashMap<String, u64>>),
    Detailed(Result<(String, Vec<String>)>),
    Acted(Result<String>),
}

struct View<'c> {
    context: &'c Context,
    holds: &'c dyn Fn(&Sandbox) -> bool,
    model: Model,
    sandboxes: Vec<Sandbox>,
    work: FuturesUnordered<LocalBoxFuture<'c, Done>>,
    /// A look is under way, and another is due after it.
    looks: bool,
    looks_again: bool,
    reads: HashSet<Id>,
    next_reading: Instant,
    measures: bool,
    next_measuring: Instant,
    acting: usize,
    leaves: bool,
}

impl<'c> View<'c> {
    fn new(context: &'c Context, holds: &'c dyn Fn(&Sandbox) -> bool) -> View<'c> {
        let now = Instant::now();
        View {
            context,
            holds,
            model: Model::default(),
            sandboxes: Vec::new(),
            work: FuturesUnordered::new(),
            looks: false,
            looks_again: false,
            reads: HashSet::new(),
            next_reading: now,
            measures: false,
            next_measuring: now,
            acting: 0,
            leaves: false,
        }
    }

    /// Looks at all sandboxes. One look at a time: whatever changes meanwhile is seen by one more.
    fn look(&mut self) {
        if std::mem::replace(&mut self.looks, true) {
            self.looks_again = true;
            return;
        }
        let deps = &self.context.deps;
        self.work.push(async move { Done::Looked(watch::look(deps).await) }.boxed_local());
    }

    /// Asks what the sandboxes on the screen use, but none that has not answered yet.
    fn read(&mut self) {
        self.next_reading = Instant::now() + READING;
        for id in self.model.counted() {
            let Some(sandbox) = self.sandboxes.iter().find(|sandbox| sandbox.record.id == id) else { continue };
            if self.reads.insert(id.clone()) {
                let (deps, record) = (&self.context.deps, sandbox.record.clone());
                self.work.push(async move { Done::Read(id, stats::usage(deps, &record).await) }.boxed_local());
            }
        }
    }

    fn measure(&mut self) {
        self.measures = true;
        let deps = &self.context.deps;
        let begun = Instant::now();
        self.work.push(async move { Done::Measured(begun.elapsed(), du::sizes(deps).await) }.boxed_local());
    }

    /// Does what a key asked for. True when it is to leave.
    fn grant(&mut self, wish: Wish) -> bool {
        match wish {
            Wish::Quit if self.acting == 0 || self.leaves => return true,
            Wish::Quit => {
                self.leaves = true;
                self.model
                    .say("leaving when what was asked for is done; q leaves at once, the next command finishes it");
            }
            Wish::Details(id) => {
                let (context, model) = (self.context, &mut self.model);
                model.say("looking");
                self.work.push(async move { Done::Detailed(details::of(context, &id).await) }.boxed_local());
            }
            Wish::Stop(id) => {
                let (deps, name) = (&self.context.deps, self.name(&id));
                self.act(async move {
                    let changed = stop::run(deps, &id, GRACE).await?;
                    Ok(if changed { format!("{name} is stopped") } else { format!("{name} was stopped already") })
                });
            }
            Wish::Kill(id) => {
                let (deps, name) = (&self.context.deps, self.name(&id));
                self.act(async move { kill::run(deps, &id, None).await.map(|()| format!("{name} is gone")) });
            }
            Wish::Retry(id) => {
                let (context, name) = (self.context, self.name(&id));
                self.act(async move {
                    let (failed, _) = retry::begin(context, &Subject::Sandbox(id)).await?;
                    Ok(format!("{} of {name} is tried again", failed.kind.verb()))
                });
            }
        }
        false
    }

    fn act(&mut self, work: impl Future<Output = Result<String>> + 'c) {
        self.acting += 1;
        self.work.push(work.map(Done::Acted).boxed_local());
    }

    fn name(&self, id: &Id) -> String {
        let found = self.sandboxes.iter().find(|sandbox| sandbox.record.id == *id);
        found.map_or_else(|| id.to_string(), |sandbox| sandbox.record.name.to_string())
    }

    fn take(&mut self, done: Done) {
        match done {
            Done::Looked(found) => {
                self.looks = false;
                match found {
                    Ok((sandboxes, damaged)) => self.show(sandboxes, &damaged),
                    Err(error) => self.model.set_trouble(format!("trying again: {}", error.message())),
                }
                if std::mem::take(&mut self.looks_again) {
                    self.look();
                }
            }
            Done::Read(id, usage) => {
                self.reads.remove(&id);
                // One that has just ended is seen by the next look.
                if let Ok(usage) = usage {
                    self.model.set_usage(&id, usage);
                }
            }
            Done::Measured(took, sizes) => {
                self.measures = false;
                self.next_measuring = Instant::now() + MEASURING.max(took * MEASURING_SHARE);
                let sizes = sizes.unwrap_or_default();
                let of = |sandbox: &Sandbox| Some((sandbox.record.id.clone(), *sizes.get(&sandbox.record.container)?));
                self.model.set_disk(&self.sandboxes.iter().filter_map(of).collect());
            }
            Done::Detailed(Ok((title, lines))) => self.model.show_details(title, lines),
            Done::Detailed(Err(error)) => self.model.say(error.message()),
            Done::Acted(result) => {
                self.acting -= 1;
                match result {
                    Ok(text) => self.model.say(text),
                    Err(error) => {
                        let hint = error.hints().first().map(|hint| format!(" ({hint})")).unwrap_or_default();
                        self.model.say(format!("{}{hint}", error.message()));
                    }
                }
                self.look();
            }
        }
    }

    fn show(&mut self, sandboxes: Vec<Sandbox>, damaged: &[Error]) {
        let new = |sandbox: &Sandbox| self.sandboxes.iter().all(|known| known.record.id != sandbox.record.id);
        if sandboxes.iter().any(new) {
            // What has just come is read at once.
            self.next_reading = Instant::now();
        }
        self.sandboxes = sandboxes.into_iter().filter(|sandbox| (self.holds)(sandbox)).collect();
        self.model.set_rows(self.sandboxes.iter().map(Row::of).collect());
        if let Some(error) = damaged.first() {
            self.model.say(error.message());
        }
    }
}
