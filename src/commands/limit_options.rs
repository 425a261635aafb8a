//! What a sandbox may use, and a new one reach, as it is said on the command line; and what of it fits forks that live
//! for one command.

use super::hardening_options::HardeningOptions;
use crate::error::Result;
use crate::sandbox::egress::Egress;
use crate::sandbox::ops::create::Request;
use crate::sandbox::ops::egress::no_network;
use crate::sandbox::size::ByteSize;
use crate::sandbox::spec::{self, Network};
use clap::Arg;

/// Options of limits.
#[derive(Debug, Clone, Default, PartialEq, clap::Args)]
pub struct LimitOptions {
    /// Processors
    #[arg(long, value_name = "NUMBER", value_parser = spec::cpus)]
    pub(super) cpus: Option<f64>,
    /// Memory, such as 512m or 2GiB; there is no swap beyond it
    #[arg(long, value_name = "SIZE", value_parser = spec::memory)]
    pub(super) memory: Option<ByteSize>,
    /// The most processes and threads
    #[arg(long, value_name = "NUMBER", value_parser = spec::pids, allow_negative_numbers = true)]
    pub(super) pids: Option<i64>,
}

impl LimitOptions {
    /// Sets what was said.
    pub(super) fn set(&self, request: &mut Request) {
        request.cpus = self.cpus.unwrap_or(request.cpus);
        request.memory = self.memory.unwrap_or(request.memory);
        request.pids = self.pids.unwrap_or(request.pids);
        let limits = [("memory", self.memory.is_some()), ("cpus", self.cpus.is_some()), ("pids", self.pids.is_some())];
        request.must_limit = limits.into_iter().filter(|(_, asked)| *asked).map(|(limit, _)| limit).collect();
    }
}

/// Options of the network.
#[derive(Debug, Clone, Default, PartialEq, clap::Args)]
pub struct ReachOptions {
    /// The network: isolated (no other sandbox on it), group:NAME (those of the same group) or none
    #[arg(long, value_name = "KIND")]
    network: Option<Network>,
    /// What it may reach: public (the internet alone), open, none, or rules of which the first that fits decides, and
    /// the rest is denied: allow:DEST[:PORTS],deny:DEST[:PORTS], with public or open last for the rest. DEST is an IPv4
    /// address or network, a name, private, metadata, host or dns. The kernel enforces addresses and ports. A name
    /// stands for the addresses it had when the sandbox was started, and these are written into its /etc/hosts
    #[arg(long, value_name = "POLICY")]
    egress: Vec<String>,
}

impl ReachOptions {
    /// Sets what was said.
    ///
    /// # Errors
    /// `usage` for a policy that can't be read, or that needs a network where there is to be none.
    pub(super) fn set(&self, request: &mut Request) -> Result<()> {
        request.network = self.network.clone().unwrap_or(request.network.clone());
        if !self.egress.is_empty() {
            request.egress = self.egress.join(",").parse()?;
            if request.network == Network::None && request.egress != Egress::None {
                return Err(no_network());
            }
        }
        Ok(())
    }
}

/// Options of forks that are made for a command: of what else a sandbox has, the command has its own, or the source's.
#[derive(Debug, Clone, Default, PartialEq, clap::Args)]
#[command(next_help_heading = "Options of the forks", mut_args(defaults_of_source))]
pub struct ForkOptions {
    /// How much each may use.
    #[command(flatten)]
    limits: LimitOptions,
    /// What each may reach.
    #[command(flatten)]
    reach: ReachOptions,
    /// How each is confined.
    #[command(flatten)]
    hardening: HardeningOptions,
}

impl ForkOptions {
    /// Whether any was given.
    pub fn any(&self) -> bool {
        *self != ForkOptions::default()
    }

    /// What is asked for: `base`, with what was said over it.
    ///
    /// # Errors
    /// `usage` for what does not go together.
    pub(super) fn over(&self, base: Request) -> Result<Request> {
        let mut request = base;
        self.limits.set(&mut request);
        self.reach.set(&mut request)?;
        request.hardening = self.hardening.over(request.hardening);
        request.hardening.fits(request.memory)?;
        Ok(request)
    }
}

/// For the help of what begins as something else is: what was not said is the source's.
pub(super) fn defaults_of_source(argument: Arg) -> Arg {
    let others = ["workdir", "user", "account", "runtime", "shm_size", "disk"].contains(&argument.get_id().as_str());
    let help = argument.get_help().filter(|_| others).map(ToString::to_string).unwrap_or_default();
    match help.rsplit_once(" [default: ") {
        Some((help, _)) => argument.help(format!("{help} [default: the source's]")),
        None => argument,
    }
}
