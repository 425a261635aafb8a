//! How a new sandbox is confined, as it is said on the command line.

use crate::sandbox::hardening::{self, Hardening, Profile};
use crate::sandbox::size::ByteSize;

/// Options of confinement.
#[derive(Debug, Clone, Default, PartialEq, clap::Args)]
pub struct HardeningOptions {
    /// The profile: default, or strict (only the working directory, the home and /tmp can be written)
    #[arg(long, value_name = "PROFILE")]
    profile: Option<Profile>,
    /// The runtime, such as runsc, where the engine has it; doctor lists them [default: the engine's]
    #[arg(long, value_name = "NAME", value_parser = hardening::runtime)]
    runtime: Option<String>,
    /// The size of /dev/shm, below the limit of memory [default: 64 MiB, at most half of the memory]
    #[arg(long, value_name = "SIZE", value_parser = hardening::size)]
    shm_size: Option<ByteSize>,
    /// The most that it may write to its root, where the engine can enforce that [default: 10 GiB there]
    #[arg(long, value_name = "SIZE", value_parser = hardening::size)]
    disk: Option<ByteSize>,
    /// Trust inside what this machine trusts (its CA bundle), and use its proxies
    #[arg(long)]
    trust_host_ca: bool,
}

impl HardeningOptions {
    /// What is asked for: `base`, with what was said over it.
    pub(super) fn over(&self, base: Hardening) -> Hardening {
        Hardening {
            profile: self.profile.unwrap_or(base.profile),
            runtime: self.runtime.clone().or(base.runtime),
            shm_size: self.shm_size.or(base.shm_size),
            disk: self.disk.or(base.disk),
            trust_host_ca: self.trust_host_ca || base.trust_host_ca,
        }
    }
}
