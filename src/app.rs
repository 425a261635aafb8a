//! The composition root: from the command line to settings, registry, routes and engine, and then to one command.
//! The only place where adapters are built.

use crate::cli::{Cli, Command, GlobalArgs};
use crate::commands::{self, Context};
use crate::engine::Engine;
use crate::engine::docker::DockerEngine;
use crate::engine::docker::discover::{self, Clues};
use crate::error::{Error, Kind, Result};
use crate::events::Timeline;
use crate::exit::Exit;
use crate::guest::client::Road;
use crate::logging;
use crate::registry::Registry;
use crate::route::{RouteWriter, direct::Direct, traefik::Traefik};
use crate::sandbox::ops::exec::our_failure;
use crate::sandbox::ops::host_trust::HostTrust;
use crate::sandbox::ops::{ConnectEngine, Deps, Options};
use crate::secrets::KeySource;
use crate::settings::{Environment, GuestRoad, Home, RouteProvider, Settings};
use crate::signal::Signals;
use crate::snapshot::LocalStore;
use crate::ui::{self, Ui};
use clap::error::{ContextKind, ErrorKind};
use std::ffi::OsString;
use std::path::Path;
use std::sync::Arc;

/// Runs the program.
pub fn run(arguments: Vec<OsString>) -> Exit {
    let json = arguments.iter().any(|argument| argument == "--json");
    let cli = match Cli::read(&arguments) {
        Ok(cli) => cli,
        Err(error) => return refuse(&error, json),
    };
    // The guest has neither settings nor a runtime, and is not the user's.
    if let Command::Guest(args) = cli.command {
        return commands::guest::run(args).unwrap_or_else(|error| fail(&Ui::new(ui::Options::default()), &error));
    }
    let environment = Environment::read();
    let ui = Ui::new(ui_options(&cli.global, &environment));
    let runs = matches!(cli.command, Command::Run(_) | Command::Exec(_) | Command::Map(_) | Command::Shell(_));
    dispatch(cli, arguments, environment, &ui).unwrap_or_else(|error| {
        // Whatever fails on our side of an `exec` or a `shell` must not look like the command's own code.
        fail(&ui, &if runs { our_failure(error) } else { error })
    })
}

fn fail(ui: &Ui, error: &Error) -> Exit {
    ui.error(error);
    error.exit()
}

/// Help and versions are results; anything else that clap says is wrong usage.
fn refuse(error: &clap::Error, json: bool) -> Exit {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        // A closed pipe behind `--help` is no failure.
        let _ = error.print();
        return Exit::DONE;
    }
    let ui = Ui::new(ui::Options { json, ..Default::default() });
    // A value that one of our own types refused: its error knows what would be right.
    if let Some(refused) = std::error::Error::source(error).and_then(|source| source.downcast_ref::<Error>()) {
        let argument = error.get(ContextKind::InvalidArg).map(|argument| format!("{argument}: ")).unwrap_or_default();
        let usage = Error::usage(format!("{argument}{}", refused.message()));
        return fail(&ui, &refused.hints().iter().fold(usage, |error, hint| error.hint(hint.as_str())));
    }
    if json {
        let text = error.render().to_string();
        let first = text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
        return fail(&ui, &Error::usage(first).hint("see --help"));
    }
    let _ = error.print();
    Exit::USAGE
}

fn ui_options(global: &GlobalArgs, environment: &Environment) -> ui::Options {
    ui::Options {
        json: global.json,
        quiet: global.quiet,
        verbose: global.verbose,
        color: global.color,
        yes: global.yes || environment.yes(),
        no_input: global.no_input,
        no_color: environment.no_color(),
        force_color: environment.force_color(),
        dumb_terminal: environment.dumb_terminal(),
    }
}

fn dispatch(cli: Cli, arguments: Vec<OsString>, environment: Environment, ui: &Ui) -> Result<Exit> {
    let lines = ui.clone();
    logging::start(environment.log().as_deref(), cli.global.verbose, move || lines.log_lines())?;
    match &cli.command {
        Command::Completions(args) => return commands::completions::run(args, ui),
        Command::Man(args) => return commands::man::run(args, ui),
        _ => {}
    }
    // One that was removed under us holds no project; what is relative to it is not found.
    let cwd = std::env::current_dir().unwrap_or_else(|_| Path::new("/proc/self/cwd").to_owned());
    let home = Home::locate(&environment, &cwd)?;
    let flags: Vec<(&str, &str)> = cli.global.engine.iter().map(|engine| ("engine", engine.as_str())).collect();
    if let Command::Config(args) = &cli.command {
        let timeline = Timeline::new(home.state_dir(), environment.actor());
        return commands::config::run(args, &home, Settings::load(&environment, &home, &flags, &cwd), &timeline, ui);
    }
    let settings = Settings::load(&environment, &home, &flags, &cwd)?;
    for warning in settings.warnings() {
        ui.warning(warning);
    }
    home.ensure()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Error::io("starting the runtime", error))?;
    let done = runtime.block_on(async {
        let mut context = compose(environment, home, settings, ui.clone())?;
        context.arguments = arguments.into_iter().skip(1).collect();
        let Some(operation) = &cli.global.operation else { return command(cli.command, &mut context).await };
        let entry = commands::background::adopt(&mut context, operation)?;
        let done = command(cli.command, &mut context).await;
        commands::background::finish(&context.deps, entry, &done).and(done)
    });
    // A blocked read or write of the user's streams must not keep us.
    runtime.shutdown_background();
    done
}

fn compose(environment: Environment, home: Home, settings: Settings, ui: Ui) -> Result<Context> {
    let terminal = ui.clone();
    let signals = Signals::listen(move |signal| leave(&terminal, signal.exit()))?;
    let registry = Registry::open(home.state_dir())?;
    let clues = clues(&settings, &environment);
    let options = Options {
        lock_timeout: settings.lock_timeout(),
        call_timeout: settings.engine_timeout(),
        road: match settings.guest_road() {
            GuestRoad::Auto => None,
            GuestRoad::Shared => Some(Road::Shared),
            GuestRoad::Bridge => Some(Road::Bridge),
        },
        guests: home.data_dir().join("guest"),
        executable: std::env::current_exe().map_err(|error| Error::io("finding this program", error))?,
        caches: settings.snapshot_caches().to_vec(),
        lists: home.data_dir().join("lists"),
        data_root: settings.data_root().map_or_else(|| home.data_dir().join("accounts"), Path::to_owned),
        own: [home.config_dir(), home.data_dir(), home.state_dir()].map(Path::to_owned).to_vec(),
        sockets: discover::sockets(&clues),
        host: HostTrust { ca_bundle: environment.ssl_cert_file(), proxies: environment.proxies() },
        resolver: settings.egress_resolver(),
    };
    let routes = routes(&settings)?;
    let connect = connector(clues, settings.engine_timeout());
    let snapshots = LocalStore::new(home.data_dir().join("snapshots"));
    let keys = KeySource::new(environment.secrets_key(), home.secrets_key_file());
    let deps = Deps::new(registry, snapshots, routes, Arc::new(ui.progress()), signals, options, connect)
        .acting_for(environment.actor())
        .sealing_with(keys);
    Ok(Context { ui, settings, environment, home, arguments: Vec::new(), worker: None, deps })
}

/// The user will not wait for the roll-back: the next command does it.
#[expect(clippy::disallowed_methods, reason = "a second Ctrl-C leaves at once, whatever is under way")]
fn leave(ui: &Ui, exit: Exit) {
    ui.end_progress();
    ui::terminal::restore();
    std::process::exit(i32::from(exit.0));
}

fn clues(settings: &Settings, environment: &Environment) -> Clues {
    let default_config = || environment.home().map(|home| home.join(".docker"));
    Clues {
        engine: settings.engine().map(str::to_owned),
        docker_host: environment.docker_host(),
        docker_context: environment.docker_context(),
        docker_tls: environment.docker_tls_verify(),
        docker_config: environment.docker_config().or_else(default_config),
        runtime_dir: environment.runtime_dir(),
    }
}

fn connector(clues: Clues, deadline: std::time::Duration) -> ConnectEngine {
    Box::new(move || {
        let clues = clues.clone();
        Box::pin(async move {
            let address = discover::discover(&clues)?;
            let engine: Arc<dyn Engine> = Arc::new(DockerEngine::connect(address, deadline).await?);
            Ok(engine)
        })
    })
}

fn routes(settings: &Settings) -> Result<Arc<dyn RouteWriter>> {
    let scheme = settings.route_scheme();
    match settings.route_provider() {
        RouteProvider::Direct => Ok(Arc::new(Direct { scheme: scheme.to_string() })),
        RouteProvider::Traefik => {
            let missing = |key: &str| {
                Error::new(Kind::Usage, format!("route.provider is traefik, and {key} is not set"))
                    .hint(format!("set it: sandcastle config set {key} VALUE"))
            };
            Ok(Arc::new(Traefik {
                folder: settings.route_dynamic_dir().map(Path::to_owned).ok_or_else(|| missing("route.dynamic_dir"))?,
                prefix: settings.route_prefix().to_owned(),
                domain: settings.route_domain().map(str::to_owned).ok_or_else(|| missing("route.domain"))?,
                entrypoints: settings.route_entrypoints().to_vec(),
                scheme: scheme.to_string(),
                public_port: settings.route_public_port().map_or(scheme.default_port(), |port| port.number()),
            }))
        }
    }
}

async fn command(command: Command, context: &mut Context) -> Result<Exit> {
    match command {
        Command::Init(args) => commands::init::run(*args, context).await,
        Command::Run(args) => commands::run::run(*args, context).await,
        Command::Ls(args) => commands::ls::run(args, context).await,
        Command::Show(args) => commands::show::run(args, context).await,
        Command::Exec(args) => commands::exec::run(args, context).await,
        Command::Shell(args) => commands::shell::run(args, context).await,
        Command::Jobs(args) => commands::jobs::run(args, context).await,
        Command::Upload(args) => commands::upload::run(args, context).await,
        Command::Download(args) => commands::download::run(args, context).await,
        Command::Cp(args) => commands::cp::run(args, context).await,
        Command::Snapshot(args) => commands::snapshot::run(args, context).await,
        Command::Snapshots(args) => commands::snapshots::run(args, context).await,
        Command::Restore(args) => commands::restore::run(args, context).await,
        Command::Fork(args) => commands::fork::run(*args, context).await,
        Command::Map(args) => commands::map::run(*args, context).await,
        Command::Race(args) => commands::race::run(*args, context).await,
        Command::Diff(args) => commands::diff::run(args, context).await,
        Command::Apply(args) => commands::apply::run(args, context).await,
        Command::Sync(args) => commands::sync::run(args, context).await,
        Command::Wait(args) => commands::wait::run(args, context).await,
        Command::Retry(args) => commands::retry::run(args, context).await,
        Command::Start(args) => commands::start::run(args, context).await,
        Command::Stop(args) => commands::stop::run(args, context).await,
        Command::Restart(args) => commands::restart::run(args, context).await,
        Command::Pause(args) => commands::pause::run(args, context).await,
        Command::Resume(args) => commands::resume::run(args, context).await,
        Command::Rename(args) => commands::rename::run(args, context).await,
        Command::Modify(args) => commands::modify::run(*args, context).await,
        Command::Keepalive(args) => commands::keepalive::run(args, context).await,
        Command::Kill(args) => commands::kill::run(args, context).await,
        Command::GetHost(args) => commands::get_host::run(args, context).await,
        Command::Net(args) => commands::net::run(args, context).await,
        Command::Top(args) => commands::top::run(args, context).await,
        Command::Stats(args) => commands::stats::run(args, context).await,
        Command::Du(args) => commands::du::run(args, context).await,
        Command::Pool(args) => commands::pool::run(args, context).await,
        Command::Secret(args) => commands::secret::run(args, context).await,
        Command::Gc(args) => commands::gc::run(args, context).await,
        Command::Image(args) => commands::image::run(args, context).await,
        Command::Volume(args) => commands::volume::run(args, context).await,
        Command::Setup(args) => commands::setup::run(args, context).await,
        Command::Events(args) => commands::events::run(args, context).await,
        Command::Doctor(args) => commands::doctor::run(args, context).await,
        Command::Bench(args) => commands::bench::run(args, context).await,
        // Handled before there was a runtime.
        Command::Config(_) | Command::Completions(_) | Command::Man(_) | Command::Guest(_) => Ok(Exit::DONE),
    }
}
