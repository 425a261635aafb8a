//! `net test`: whether a sandbox reaches a URL.

use super::super::Context;
use crate::error::Result;
use crate::exit::Exit;
use crate::sandbox::ops::net_test::{self, Target, Verdict};
use crate::ui::views::net::{NetTestView, SCHEMA};

/// Try from inside a sandbox whether it reaches a URL.
///
/// As somebody without rights: whether the name resolves, whether its address takes a connection, whether TLS is answered
/// for the name, and for another one too, which shows that names in TLS are not enforced. Ends with 0 if the URL can
/// be reached, with 8 if the egress policy denies it, and with 1 if something else is in the way.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Name, id, or unique beginning of an id
    #[arg(value_name = "SANDBOX")]
    sandbox: String,
    /// http://HOST, https://HOST or tcp://HOST:PORT
    #[arg(value_name = "URL")]
    url: String,
}

/// Tries.
///
/// # Errors
/// `usage` for what is no URL; `not_found`, `wrong_state`; `failed` when the guest can't look.
pub(super) async fn run(args: Args, context: &Context) -> Result<Exit> {
    let target: Target = args.url.parse()?;
    let record = context.record(&args.sandbox)?;
    let tested = net_test::run(&context.deps, &record, &target).await?;
    let view = NetTestView::of(&record, &args.url, &target, &tested);
    if context.ui.is_json() {
        context.ui.versioned(SCHEMA, &view)?;
    } else if context.ui.is_quiet() {
        context.ui.line(view.verdict)?;
    } else {
        let rows: Vec<Vec<String>> = view.layers.iter().map(|layer| layer.row()).collect();
        context.ui.table(&NetTestView::HEADERS, &rows)?;
        context.ui.line(&view.summary())?;
    }
    Ok(match tested.verdict {
        Verdict::Reachable => Exit::DONE,
        Verdict::Denied => Exit::DENIED,
        Verdict::Unreachable => Exit::FAILED,
    })
}
