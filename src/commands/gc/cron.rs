//! `gc --install-cron` and `--remove-cron`: shown first, confirmed, and done once.

use super::Args;
use crate::commands::Context;
use crate::error::{Error, Result};
use crate::exit::Exit;
use crate::sandbox::ops::schedule::{self, Change, Job};
use crate::settings::Origin;
use serde::Serialize;

/// What was installed or removed.
#[derive(Debug, Serialize)]
struct CronView<'c> {
    /// `systemd` or `crontab`; none where nothing of ours was anywhere.
    scheduler: Option<schedule::Scheduler>,
    /// Whether anything changed.
    changed: bool,
    /// Nothing was done: it is what would be done.
    dry_run: bool,
    /// What was added, or what went.
    text: &'c str,
}

pub(super) async fn install(args: &Args, context: &Context) -> Result<Exit> {
    let _alone = context.deps.registry.lock_setup(context.deps.options.lock_timeout).await?;
    let change = schedule::plan_install(&context.deps, &job(args, context)?).await?;
    if !change.is_needed() {
        context.ui.note("gc is installed already: nothing changes");
        return show(context, Some(&change), false, args.dry_run);
    }
    make(args, context, change, "add this, so that gc runs by itself?").await
}

pub(super) async fn remove(args: &Args, context: &Context) -> Result<Exit> {
    let _alone = context.deps.registry.lock_setup(context.deps.options.lock_timeout).await?;
    let changes = schedule::plan_remove(&context.deps, &job(args, context)?).await?;
    if changes.is_empty() {
        context.ui.note("gc is not installed: nothing changes");
        return show(context, None, false, args.dry_run);
    }
    for change in changes {
        make(args, context, change, "remove this, so that gc runs no more by itself?").await?;
    }
    Ok(Exit::DONE)
}

async fn make(args: &Args, context: &Context, change: Change, question: &str) -> Result<Exit> {
    if !args.dry_run {
        for line in change.text.lines().filter(|_| !context.ui.options().yes) {
            context.ui.note(line);
        }
        context.ui.confirm(question)?;
        change.clone().make().await?;
    }
    show(context, Some(&change), true, args.dry_run)
}

fn show(context: &Context, change: Option<&Change>, changed: bool, dry_run: bool) -> Result<Exit> {
    let text = change.map(|change| change.text.as_str()).unwrap_or_default();
    if context.ui.is_json() {
        let scheduler = change.map(|change| change.scheduler);
        context.ui.versioned("cron.v1", &CronView { scheduler, changed: changed && !dry_run, dry_run, text })?;
    } else if changed && !context.ui.is_quiet() {
        text.lines().try_for_each(|line| context.ui.line(line))?;
    }
    Ok(Exit::DONE)
}

/// `gc` with these options, so that it finds the same home and the same engine without the caller's surroundings.
fn job(args: &Args, context: &Context) -> Result<Job> {
    let environment = &context.environment;
    let text = |path: std::path::PathBuf| {
        let unfit = || Error::usage(format!("{} is not text, so no crontab can name it", path.display()));
        path.to_str().map(str::to_owned).ok_or_else(unfit)
    };
    let mut variables = Vec::new();
    let folders = [
        ("SANDCASTLE_HOME", environment.sandcastle_home().map(|home| std::path::absolute(&home).unwrap_or(home))),
        ("XDG_CONFIG_HOME", environment.config_home()),
        ("XDG_DATA_HOME", environment.data_home()),
        ("XDG_STATE_HOME", environment.state_home()),
    ];
    for (name, folder) in folders {
        if let Some(folder) = folder {
            variables.push((name, text(folder)?));
        }
    }
    let mut argv = vec![text(context.deps.options.executable.clone())?];
    let engine = context.settings.entry("engine")?;
    match (context.settings.engine(), &engine.origin) {
        (Some(address), Origin::Flag | Origin::Environment(_) | Origin::Project(_)) => {
            argv.push(format!("--engine={address}"));
        }
        (Some(_), _) => {}
        (None, _) => variables.extend(environment.docker_host().map(|host| ("DOCKER_HOST", host))),
    }
    argv.extend(["gc", "--quiet", "--no-input"].map(str::to_owned));
    argv.extend(args.words());
    let config = environment.config_home().or_else(|| Some(environment.home()?.join(".config")));
    let config = config.ok_or_else(|| Error::usage("HOME is not set, so there is no place for a timer"))?;
    Ok(Job { every: args.every, variables, argv, units: config.join("systemd/user") })
}
