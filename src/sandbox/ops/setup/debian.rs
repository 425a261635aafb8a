//! A Debian root file system from the distribution's own packages: debootstrap, then an import into the engine.
//! For hosts where no image registry answers; needs root and a Debian mirror.

use super::Request;
use super::base::MADE;
use super::child::{Runner, Stop};
use super::engine;
use super::host::{Family, Host, program};
use super::mirror::{self, KEYRING, Mirrors, SUITE};
use crate::engine::Engine;
use crate::error::{Error, Kind, Result};
use crate::sandbox::ops::Deps;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Stdio};

/// The script that knows Debian's recent suites. Given by name, since an older debootstrap does not know all of theirs.
const SCRIPT: &str = "/usr/share/debootstrap/scripts/sid";

/// What this host lacks for it, as the distribution's packages.
pub(super) fn missing_packages() -> Vec<String> {
    let mut missing = Vec::new();
    if program("debootstrap").is_none() {
        missing.push("debootstrap");
    }
    if !Path::new(KEYRING).exists() {
        missing.push("debian-archive-keyring");
    }
    if program("gpgv").is_none() && program("sqv").is_none() {
        missing.push("gpgv");
    }
    missing.into_iter().map(str::to_owned).collect()
}

/// Below root's own folder, so that no other user can put something in its place; used under the setup's lock, so that
/// what is there was left by a setup that died.
pub(super) fn folder(deps: &Deps) -> String {
    format!("/var/cache/sandcastle-base-{}", deps.registry.home())
}

/// Makes the base image.
///
/// # Errors
/// `denied` without a way to root; `failed` without a mirror or a signature that is right. No folder stays.
pub(super) async fn make(deps: &Deps, engine: &dyn Engine, request: &Request) -> Result<()> {
    let host = Host::probe();
    let arch = architecture(&engine.capabilities().await?.arch)?;
    let runner = Runner::new(deps, request, host.privilege);
    runner.authorize().await?;
    ensure_packages(deps, &runner, &host).await?;
    deps.step("making the base image from Debian's packages");
    let mirrors = mirror::choose(deps, request, &host).await?;
    let folder = folder(deps);
    let made = root_file_system(&runner, &folder, arch, &mirrors).await;
    let made = match made {
        Ok(()) => import(deps, engine, &runner, &folder).await,
        Err(error) => Err(error),
    };
    let removed = runner.run_to_the_end("removing what the base image was made of", &remove(&folder)).await;
    made?;
    removed?;
    deps.step_done();
    Ok(())
}

/// Mounts of a build that was killed lie in a namespace of its own and are gone; in doubt nothing beyond is touched.
fn remove(folder: &str) -> [&str; 4] {
    ["rm", "-rf", "--one-file-system", folder]
}

async fn ensure_packages(deps: &Deps, runner: &Runner<'_>, host: &Host) -> Result<()> {
    let missing = missing_packages();
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = missing.iter().map(String::as_str).collect();
    if host.family != Family::Apt {
        return Err(Error::new(Kind::Failed, format!("making one from Debian's packages needs {}", names.join(", ")))
            .hint("install debootstrap and Debian's keyring, or make an image registry reachable for the engine"));
    }
    deps.step(format!("installing {}", names.join(" and ")));
    engine::packages(runner, &names).await?;
    deps.step_done();
    Ok(())
}

/// Debian's name of the engine's processor; only this host's own can be made here.
fn architecture(engines: &str) -> Result<&'static str> {
    let (name, rust) = match engines {
        "amd64" | "x86_64" => ("amd64", "x86_64"),
        "arm64" | "aarch64" => ("arm64", "aarch64"),
        "arm" | "armv7l" => ("armhf", "arm"),
        "386" | "i386" | "i686" => ("i386", "x86"),
        "ppc64le" => ("ppc64el", "powerpc64"),
        "s390x" => ("s390x", "s390x"),
        "riscv64" => ("riscv64", "riscv64"),
        other => return Err(Error::new(Kind::Failed, format!("Debian has no packages for {other} processors"))),
    };
    if rust == std::env::consts::ARCH {
        return Ok(name);
    }
    Err(Error::new(Kind::Failed, format!("an image for the engine's {engines} processor can't be made on this host")))
}

/// Mounts that debootstrap makes go with the processes: they lie in a namespace of their own.
const MAKE: &str = r#"
set -eu; umask 022
folder=$1 arch=$2 mirror=$3 suite=$4 script=$5 keyring=$6 sources=$7
rm -rf --one-file-system "$folder"; mkdir -m 0700 "$folder"; root=$folder/root
debootstrap --variant=minbase --force-check-gpg --keyring="$keyring" --arch="$arch" "$suite" "$root" "$mirror" "$script"
: > "$root/etc/apt/sources.list"
printf '%s' "$sources" > "$root/etc/apt/sources.list.d/debian.sources"
find "$root/usr/share/doc" -depth ! -type d ! -name copyright -delete
find "$root/usr/share/doc" -depth -type d -empty -delete
"#;

async fn root_file_system(runner: &Runner<'_>, folder: &str, arch: &str, mirrors: &Mirrors) -> Result<()> {
    let sources = mirrors.sources();
    let argv = [
        "unshare",
        "--mount",
        "--",
        "sh",
        "-c",
        MAKE,
        "sh",
        folder,
        arch,
        &mirrors.main,
        SUITE,
        SCRIPT,
        KEYRING,
        &sources,
    ];
    let made = runner.run("debootstrap", &argv, Stop::Group).await;
    made.map(drop).map_err(|error| match error.kind() {
        Kind::Failed | Kind::TimedOut => error.hint(format!(
            "its packages come from {}; for another mirror: sandcastle config set setup.mirror URL",
            mirrors.main
        )),
        _ => error,
    })
}

/// What belongs to this host, or can be made again.
const LEFT_OUT: [&str; 14] = [
    "./dev/*",
    "./proc/*",
    "./sys/*",
    "./tmp/*",
    "./etc/hostname",
    "./etc/resolv.conf",
    "./etc/machine-id",
    "./var/cache/apt/*",
    "./var/lib/apt/lists/*",
    "./var/log/*",
    "./var/lib/dpkg/*-old",
    "./usr/share/man/*",
    "./usr/share/info/*",
    "./usr/share/locale/*",
];

async fn import(deps: &Deps, engine: &dyn Engine, runner: &Runner<'_>, folder: &str) -> Result<()> {
    let root = format!("{folder}/root");
    let excludes: Vec<String> = LEFT_OUT.iter().map(|pattern| format!("--exclude={pattern}")).collect();
    let mut argv = vec!["tar", "--create", "--numeric-owner", "--one-file-system", "--anchored"];
    argv.extend(excludes.iter().map(String::as_str));
    argv.extend(["-C", &root, "."]);
    let source = Packed::start(runner.as_root(&argv)).map_err(|error| Error::io("packing the base image", error))?;
    deps.signals.guard(engine.import_image(Box::new(source), MADE)).await.map(drop)
}

/// What a program writes, to its end. One that fails breaks the stream, so that nothing of it is taken for an image.
struct Packed {
    child: Child,
}

impl Packed {
    fn start(mut command: std::process::Command) -> std::io::Result<Packed> {
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        Ok(Packed { child: command.spawn()? })
    }
}

impl Read for Packed {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let Some(output) = &mut self.child.stdout else { return Ok(0) };
        let read = output.read(buffer)?;
        if read == 0 && !buffer.is_empty() && !self.child.wait()?.success() {
            return Err(std::io::Error::other("packing the base image failed"));
        }
        Ok(read)
    }
}

impl Drop for Packed {
    fn drop(&mut self) {
        // Closing the pipe ends a writer, whoever's it is; one of our own is ended at once.
        drop(self.child.stdout.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
