//! This host as setup finds it: its distribution, its init, an engine that is installed, and ways to root.
//! Decides how an engine comes to run here; nothing is changed.

use super::Step;
use crate::error::{Error, Result};
use serde::Serialize;
use std::collections::BTreeMap;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};

/// Where an engine that is started here listens.
const SOCKET: &str = "/var/run/docker.sock";
/// Folders of programs: those that `sudo` and init scripts search too, whatever the caller's PATH.
const PROGRAMS: [&str; 6] = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];
/// The same as a PATH.
pub(super) const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// How commands become root's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Privilege {
    /// We are root.
    Root,
    /// Through sudo.
    Sudo,
    /// Not at all.
    #[default]
    None,
}

/// How packages are installed here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Family {
    /// Debian, Ubuntu and their kin.
    Apt,
    /// Fedora.
    Fedora,
    /// Red Hat's and its rebuilds, whose own packages hold no engine.
    RedHat,
    /// Arch.
    Arch,
    /// Alpine.
    Alpine,
    /// SUSE.
    Suse,
    /// macOS.
    MacOs,
    /// Anything else.
    #[default]
    Other,
}

/// A way to start an engine that is installed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Start {
    /// `systemctl start docker`.
    Systemd,
    /// `service docker start`.
    Service,
    /// `dockerd` itself, detached.
    Direct,
}

impl Start {
    /// The command that is run.
    pub fn command(self) -> &'static str {
        match self {
            Start::Systemd => "systemctl start docker",
            Start::Service => "service docker start",
            Start::Direct => "dockerd",
        }
    }
}

/// A host.
#[derive(Debug, Clone, Default)]
pub struct Host {
    /// How packages are installed.
    pub family: Family,
    /// Its `ID`, such as `debian`.
    pub id: String,
    /// Its `VERSION_CODENAME`, such as `bookworm`; may be empty.
    pub codename: String,
    /// Whether systemd is its init.
    pub systemd: bool,
    /// Whether it has an init script for the engine and `service` to run it.
    pub service: bool,
    /// Its `dockerd`. A `docker` client alone is no engine.
    pub dockerd: Option<PathBuf>,
    /// The engine's socket is there and refuses this user.
    pub refused: bool,
    /// The way to root.
    pub privilege: Privilege,
}

impl Host {
    /// Looks at this host.
    pub fn probe() -> Host {
        let release = std::fs::read_to_string("/etc/os-release")
            .or_else(|_| std::fs::read_to_string("/usr/lib/os-release"))
            .map(|text| os_release(&text))
            .unwrap_or_default();
        let value = |key: &str| release.get(key).cloned().unwrap_or_default();
        let privilege = if rustix::process::geteuid().is_root() {
            Privilege::Root
        } else if program("sudo").is_some() {
            Privilege::Sudo
        } else {
            Privilege::None
        };
        Host {
            family: family(std::env::consts::OS, &value("ID"), &value("ID_LIKE")),
            id: value("ID"),
            codename: value("VERSION_CODENAME"),
            systemd: Path::new("/run/systemd/system").is_dir(),
            service: Path::new("/etc/init.d/docker").exists() && program("service").is_some(),
            dockerd: program("dockerd"),
            refused: is_refused(),
            privilege,
        }
    }

    /// How an engine comes to run here, where none answers: `cause` says so.
    ///
    /// # Errors
    /// `cause` with hints, where nothing can be done without the user.
    pub fn way_to_engine(&self, cause: Error) -> Result<Step> {
        if self.refused {
            return Err(cause.hint("sudo usermod -aG docker \"$USER\", then log in again"));
        }
        if self.privilege == Privilege::None && (self.dockerd.is_some() || self.family == Family::Apt) {
            let what = if self.dockerd.is_some() { "starting" } else { "installing" };
            return Err(cause.hint(format!("{what} one needs root: run `sandcastle setup` as root, or install sudo")));
        }
        match (&self.dockerd, self.family) {
            (Some(_), _) => Ok(Step::StartEngine { ways: self.ways_to_start() }),
            (None, Family::Apt) => Ok(Step::InstallEngine { commands: install_commands() }),
            (None, family) => Err(cause.hint(advice(family))),
        }
    }

    /// The ways to start its engine, in the order of trying.
    pub fn ways_to_start(&self) -> Vec<Start> {
        let mut ways = Vec::new();
        if self.systemd {
            ways.push(Start::Systemd);
        } else {
            if self.service {
                ways.push(Start::Service);
            }
            // An init script may die half-way, as where it may not raise its limits; the engine itself can do without.
            ways.push(Start::Direct);
        }
        ways
    }
}

/// The packages of an engine, and how they get here: the engine's own networking needs iptables, which it depends on;
/// to be seen from the host its certificates are needed, which it only recommends.
pub(super) const ENGINE_PACKAGES: [&str; 2] = ["docker.io", "ca-certificates"];

fn install_commands() -> Vec<String> {
    let packages = ENGINE_PACKAGES.join(" ");
    vec!["apt-get update".to_owned(), format!("apt-get install -y --no-install-recommends {packages}")]
}

/// What a user has to do where we can't.
fn advice(family: Family) -> &'static str {
    match family {
        Family::Fedora => "install one: sudo dnf install moby-engine && sudo systemctl enable --now docker",
        Family::Arch => "install one: sudo pacman -S docker && sudo systemctl enable --now docker",
        Family::Alpine => "install one: apk add docker && rc-update add docker && service docker start",
        Family::Suse => "install one: sudo zypper install docker && sudo systemctl enable --now docker",
        Family::MacOs => "install Docker Desktop, or: brew install colima docker && colima start",
        Family::RedHat | Family::Apt | Family::Other => {
            "install Docker Engine (https://docs.docker.com/engine/install/) or Podman with its socket, and start it"
        }
    }
}

/// A program by its name.
pub(super) fn program(name: &str) -> Option<PathBuf> {
    let is_executable = |path: &PathBuf| rustix::fs::access(path, rustix::fs::Access::EXEC_OK).is_ok();
    PROGRAMS.iter().map(|folder| Path::new(folder).join(name)).find(|path| path.is_file() && is_executable(path))
}

fn is_refused() -> bool {
    matches!(UnixStream::connect(SOCKET), Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied)
}

/// The `KEY=VALUE` lines of os-release(5), unquoted.
fn os_release(text: &str) -> BTreeMap<String, String> {
    let pairs = text.lines().filter_map(|line| line.trim().split_once('='));
    let pairs = pairs.filter(|(key, _)| !key.starts_with('#'));
    pairs
        .map(|(key, value)| {
            let words = shell_words::split(value).unwrap_or_default();
            (key.to_owned(), words.into_iter().next().unwrap_or_default())
        })
        .collect()
}

fn family(os: &str, id: &str, like: &str) -> Family {
    if os == "macos" {
        return Family::MacOs;
    }
    // The distribution itself first, then what it says it is like, the nearest first.
    let known = std::iter::once(id).chain(like.split_whitespace()).find_map(|word| match word {
        "debian" | "ubuntu" => Some(Family::Apt),
        "rhel" | "centos" | "almalinux" | "rocky" => Some(Family::RedHat),
        "fedora" => Some(Family::Fedora),
        "arch" => Some(Family::Arch),
        "alpine" => Some(Family::Alpine),
        "suse" | "opensuse" => Some(Family::Suse),
        _ => None,
    });
    known.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;

    fn gone() -> Error {
        Error::new(Kind::EngineUnreachable, "can't reach a container engine")
    }

    #[test]
    fn distributions_are_told_by_what_they_are_and_else_by_what_they_are_like() {
        let of = |text: &str| {
            let release = os_release(text);
            let value = |key: &str| release.get(key).cloned().unwrap_or_default();
            (family("linux", &value("ID"), &value("ID_LIKE")), value("VERSION_CODENAME"))
        };
        let debian = "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_CODENAME=bookworm\nID=debian\n";
        assert_eq!(of(debian), (Family::Apt, "bookworm".to_owned()));
        assert_eq!(of("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n").0, Family::Apt);
        assert_eq!(of("# ID=debian\nID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"").0, Family::RedHat);
        assert_eq!(of("ID='fedora'").0, Family::Fedora);
        assert_eq!(of("ID=opensuse-leap\nID_LIKE=\"suse opensuse\"").0, Family::Suse);
        assert_eq!(of("ID=\"unclosed\nID_LIKE=arch").0, Family::Arch);
        assert_eq!(of("").0, Family::Other);
        assert_eq!(family("macos", "", ""), Family::MacOs);
    }

    #[test]
    fn an_installed_engine_is_started_and_not_installed() {
        let host = Host {
            family: Family::Apt,
            dockerd: Some("/usr/sbin/dockerd".into()),
            service: true,
            privilege: Privilege::Root,
            ..Default::default()
        };
        let ways = |host: &Host| match host.way_to_engine(gone()) {
            Ok(Step::StartEngine { ways }) => ways,
            other => panic!("{other:?}"),
        };
        assert_eq!(ways(&host), [Start::Service, Start::Direct]);
        assert_eq!(ways(&Host { service: false, ..host.clone() }), [Start::Direct]);
        assert_eq!(ways(&Host { systemd: true, ..host }), [Start::Systemd]);
    }

    #[test]
    fn an_engine_is_installed_on_debian_with_root_or_sudo_and_nowhere_else() {
        let debian = Host { family: Family::Apt, privilege: Privilege::Sudo, ..Default::default() };
        assert!(matches!(debian.way_to_engine(gone()), Ok(Step::InstallEngine { .. })));
        let error = Host { privilege: Privilege::None, ..debian }.way_to_engine(gone()).unwrap_err();
        assert_eq!(error.kind(), Kind::EngineUnreachable);
        assert!(error.hints()[0].contains("as root"), "{:?}", error.hints());
        for (family, word) in [(Family::Fedora, "dnf"), (Family::Arch, "pacman"), (Family::MacOs, "colima")] {
            let error = Host { family, privilege: Privilege::Root, ..Default::default() }.way_to_engine(gone());
            assert!(error.unwrap_err().hints()[0].contains(word));
        }
    }

    #[test]
    fn an_engine_that_refuses_this_user_is_neither_started_nor_installed() {
        let host = Host { family: Family::Apt, refused: true, privilege: Privilege::Sudo, ..Default::default() };
        assert!(host.way_to_engine(gone()).unwrap_err().hints()[0].contains("usermod"));
    }
}
