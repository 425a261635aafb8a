//! `guest`: the other mode of this program, which runs inside sandboxes. Hidden; nobody types it.

use crate::error::{Error, Result};
use crate::exit::Exit;
use crate::guest::{fence, server};
use std::net::Ipv4Addr;
use std::path::PathBuf;

/// What runs inside a sandbox.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// In which role.
    #[command(subcommand)]
    role: Role,
}

/// The roles.
#[derive(Debug, clap::Subcommand)]
enum Role {
    /// The first process of a sandbox
    Init {
        /// The shared folder is mounted
        #[arg(long)]
        shared: bool,
        /// A group of the caller, for the shared folder
        #[arg(long)]
        gid: Vec<u32>,
        /// The image's user
        #[arg(long, default_value = "")]
        user: String,
        /// The image's working directory
        #[arg(long, default_value = "")]
        workdir: String,
    },
    /// The bridge: joins an engine's exec with the guest
    Connect,
    /// Looks at the network from inside
    Probe {
        /// A name or an IPv4 address
        host: String,
        /// A TCP port
        port: u16,
        /// TLS is spoken there
        #[arg(long)]
        tls: bool,
        /// An address to try where the name has none inside
        #[arg(long)]
        address: Vec<Ipv4Addr>,
    },
    /// Empties a shared folder whose sandbox is gone
    Sweep {
        /// The folder
        folder: PathBuf,
    },
    /// Changes or reads the fence around sandboxes, in the engine's network
    Fence {
        /// The folder with the order
        folder: PathBuf,
    },
}

/// Takes the role; without a runtime, since the guest has none.
///
/// # Errors
/// When the role can't be taken here.
pub fn run(args: Args) -> Result<Exit> {
    let failed = |error| Error::io("guest", error);
    match args.role {
        Role::Init { shared, gid, user, workdir } => {
            server::run(server::Options { gids: gid, user, workdir, shared }).map(|()| Exit::DONE).map_err(failed)
        }
        Role::Connect => server::connect().map(|()| Exit::DONE).map_err(failed),
        Role::Probe { host, port, tls, address } => {
            let target = server::net::Target { host, port, tls, addresses: address };
            server::net::look(&target).map(|()| Exit::DONE).map_err(failed)
        }
        Role::Sweep { folder } => server::sweep(&folder).map(|()| Exit::DONE).map_err(failed),
        Role::Fence { folder } => fence::run(&folder).map(|()| Exit::DONE).map_err(failed),
    }
}
