//! State: snapshots, exports, restores and forks of a sandbox in which little or much has changed, beside the engine's
//! ways to the same end: commit, export, load and run.

use super::process::{self, Run};
use super::{Bench, Case, Contender};
use crate::error::{Error, Kind, Result};
use std::ffi::OsStr;
use std::time::{Duration, Instant};
use tokio::io::AsyncReadExt;

/// The label of what is made for this, so that it is found again.
const LABEL: &str = "sandcastle-bench";
/// The label of a sandbox that is restored again and again.
const TARGET: &str = "sandcastle-bench-target";
/// The name of images that the engine's client makes.
const IMAGE: &str = "sandcastle-bench";
/// The folder inside that changes go into.
const INSIDE: &str = "/srv/sandcastle-bench";
/// More bytes than this are not given to forks at once.
const MOST: u64 = 8 << 30;

/// How much has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Load {
    /// Nothing.
    Nothing,
    /// A tenth of the big file.
    Tenth,
    /// Small files.
    Many,
    /// The big file.
    Big,
}

/// All loads, the lightest first.
pub const LOADS: [Load; 4] = [Load::Nothing, Load::Tenth, Load::Many, Load::Big];

/// What is shared by all measurements of one load.
struct Laden<'b, 'd> {
    bench: &'b Bench<'d>,
    name: String,
    bytes: u64,
}

impl Bench<'_> {
    pub(super) async fn state(&self) -> Result<Vec<Case>> {
        let mut cases = Vec::new();
        for load in &self.plan.loads {
            let measured = self.laden(*load).await;
            let tidied = self.tidy().await;
            cases.extend(measured?);
            tidied?;
        }
        Ok(cases)
    }

    async fn laden(&self, load: Load) -> Result<Vec<Case>> {
        let (size, files) = (self.plan.size, self.plan.files);
        let (name, bytes, make) = match load {
            Load::Nothing => ("nothing changed".to_owned(), 0, "true".to_owned()),
            Load::Tenth => (format!("{} in one file", shown(size / 10)), size / 10, one_file(size / 10)),
            Load::Big => (format!("{} in one file", shown(size)), size, one_file(size)),
            Load::Many => (format!("{files} files of 4 KiB"), files * 4096, many_files(files)),
        };
        self.deps.step(format!("changing: {name}"));
        self.inside(&["sh", "-c", &format!("rm -rf {INSIDE} && mkdir -p {INSIDE} && cd {INSIDE} && {make}")]).await?;
        self.deps.step_done();
        let laden = Laden { bench: self, name, bytes };
        let mut cases = laden.snapshots().await?;
        cases.push(laden.export().await?);
        cases.push(laden.restore().await?);
        for count in &self.plan.forks {
            if u64::from(*count) * laden.bytes <= MOST {
                cases.push(laden.fork(*count).await?);
            } else {
                self.deps.note(format!("{count} forks of {} are left out: too much for one disk", laden.name));
            }
        }
        Ok(cases)
    }

    /// Runs a shell line; `$S` is this program, `$D` the engine's client.
    async fn line(&self, line: &str) -> Result<Run> {
        let program = self.deps.options.executable.to_string_lossy().into_owned();
        let quoted = |word: &str| shell_words::quote(word).into_owned();
        let options: Vec<String> = self.plan.ourselves.iter().map(|word| quoted(&word.to_string_lossy())).collect();
        let ours = format!("S() {{ {} {} \"$@\"; }}", quoted(&program), options.join(" "));
        let client = format!("D() {{ docker -H {} \"$@\"; }}", quoted(&self.engine.address()));
        let whole = format!("set -e\n{ours}\n{client}\n{line}");
        let run = process::run("sh".as_ref(), ["-c", &whole].map(OsStr::new).into_iter(), None).await?;
        // The memory would be that of the shell.
        Ok(Run { peak: None, ..run })
    }

    /// Removes what was made, but not the sandbox.
    async fn tidy(&self) -> Result<()> {
        let id = &self.record.id;
        let ours = format!(
            "S kill --label {LABEL}={id} --yes -q >/dev/null\n\
             S kill --label {TARGET}={id} --yes -q >/dev/null\n\
             for one in $(S snapshots ls -q --label {LABEL}={id}); do S snapshots rm $one --cascade --yes -q >/dev/null || true; done"
        );
        self.line(&ours).await?;
        if self.has_client {
            let client = format!(
                "for one in $(D ps -aq --filter label={LABEL}={id}); do D rm -f $one >/dev/null; done\n\
                 for one in $(D images -q {IMAGE}-{id}); do D rmi -f $one >/dev/null; done"
            );
            self.line(&client).await?;
        }
        self.inside(&["rm", "-rf", INSIDE]).await.map(drop)
    }
}

impl Laden<'_, '_> {
    /// The arguments of a snapshot that stands for itself.
    fn take(&self) -> String {
        format!("S snapshot {id} --since none --label {LABEL}={id} -q >/dev/null", id = self.bench.record.id)
    }

    fn image(&self) -> String {
        format!("{IMAGE}-{}", self.bench.record.id)
    }

    async fn snapshots(&self) -> Result<Vec<Case>> {
        let bench = self.bench;
        let pauses = std::cell::RefCell::new(Vec::new());
        let snapshot = bench
            .case(format!("snapshot, {}", self.name), 0.35, async |contender, round| match contender {
                Contender::Ours => {
                    let done = bench.line(&self.take()).await?;
                    if round > 0 {
                        pauses.borrow_mut().push(self.last_pause()?);
                    }
                    Ok(done)
                }
                Contender::Client => {
                    let commit = format!("D commit {} {}:{round} >/dev/null", bench.container, self.image());
                    bench.line(&commit).await
                }
                Contender::Api => self.whole_tree().await,
            })
            .await?;
        // An engine that commits stops everything for as long as that takes.
        let pause = Case {
            name: format!("pause of the source, {}", self.name),
            goal: 0.35,
            ours: super::Samples::new(pauses.into_inner()),
            client: snapshot.client.clone(),
            api: super::Samples::default(),
            peak: None,
            by_last: false,
        };
        Ok(vec![snapshot, pause])
    }

    /// For how long the source stood still for the last snapshot.
    fn last_pause(&self) -> Result<Duration> {
        let (all, _) = self.bench.deps.snapshots.all()?;
        let last = all.iter().rev().find(|manifest| manifest.source.id == self.bench.record.id);
        let pause = last.and_then(|manifest| manifest.pause_ms);
        pause.map(Duration::from_millis).ok_or_else(|| Error::new(Kind::Failed, "the snapshot tells no pause"))
    }

    /// What `docker export | zstd` does, without a process: the whole tree, compressed.
    async fn whole_tree(&self) -> Result<Run> {
        let broken = |cause| Error::io("the engine's archive", cause);
        let begun = Instant::now();
        let mut stream = self.bench.engine.archive(&self.bench.container, "/");
        let mut encoder = zstd::Encoder::new(std::io::sink(), 1).map_err(broken)?;
        encoder.multithread(2).map_err(broken)?;
        let mut buffer = vec![0; 128 * 1024];
        loop {
            let count = stream.read(&mut buffer).await.map_err(broken)?;
            if count == 0 {
                break;
            }
            std::io::Write::write_all(&mut encoder, &buffer[..count]).map_err(broken)?;
        }
        encoder.finish().map_err(broken)?;
        Ok(Run::since(begun))
    }

    /// A snapshot that is there already, as a file to take away, beside `docker save | zstd` of a commit.
    async fn export(&self) -> Result<Case> {
        let bench = self.bench;
        let folder = tempfile::Builder::new().prefix("sandcastle-bench-").tempdir_in(&bench.plan.folder);
        let folder = folder.map_err(|cause| Error::io("a folder for the files", cause))?;
        let place = shell_words::quote(&folder.path().to_string_lossy()).into_owned();
        bench.line(&self.take()).await?;
        let newest = format!("$(S snapshots ls -q --label {LABEL}={} | tail -n 1)", bench.record.id);
        bench
            .only_two(format!("export, {}", self.name), 0.35, async |contender, round| {
                let line = match contender {
                    Contender::Ours => format!("S snapshots export {newest} {place}/ours-{round} -q >/dev/null"),
                    _ => format!("D save {}:1 | zstd -q -1 -T0 -o {place}/client-{round}", self.image()),
                };
                let done = bench.line(&line).await?;
                bench.line(&format!("rm -f {place}/*")).await?;
                Ok(done)
            })
            .await
    }

    async fn restore(&self) -> Result<Case> {
        let bench = self.bench;
        let id = &bench.record.id;
        let folder = tempfile::Builder::new().prefix("sandcastle-bench-").tempdir_in(&bench.plan.folder);
        let folder = folder.map_err(|cause| Error::io("a folder for the files", cause))?;
        let place = shell_words::quote(&folder.path().to_string_lossy()).into_owned();
        // One of its own: the sandbox itself keeps its container.
        let target = format!("bench-{id}");
        bench.line(&format!("S fork {id} --name {target} --label {TARGET}={id} -q >/dev/null")).await?;
        let newest = format!("$(S snapshots ls -q --label {LABEL}={id} | tail -n 1)");
        if bench.has_client {
            bench.line(&format!("D save {}:1 -o {place}/saved.tar", self.image())).await?;
        }
        let case = bench
            .only_two(format!("restore, {}", self.name), 0.5, async |contender, _| {
                let line = match contender {
                    Contender::Ours => format!("S restore {target} {newest} --no-backup -q >/dev/null"),
                    _ => {
                        let run = self.run_line(":1", "restored");
                        format!("D load -q -i {place}/saved.tar >/dev/null\n{run}")
                    }
                };
                let done = bench.line(&line).await?;
                if contender == Contender::Client {
                    self.remove_containers(contender).await?;
                    // A load of what is there does nothing.
                    bench.line(&format!("D rmi -f {}:1 >/dev/null", self.image())).await?;
                }
                Ok(done)
            })
            .await;
        bench.line(&format!("S kill {target} -q >/dev/null")).await?;
        case
    }

    /// A container that waits, of an image of ours by its tag.
    fn run_line(&self, tag: &str, name: &str) -> String {
        let (id, image) = (&self.bench.record.id, self.image());
        format!("D run -d --name {image}-{name} --label {LABEL}={id} --entrypoint sleep {image}{tag} 600 >/dev/null")
    }

    async fn fork(&self, count: u16) -> Result<Case> {
        let bench = self.bench;
        let id = &bench.record.id;
        let forks = if count == 1 { "fork".to_owned() } else { format!("{count} forks") };
        bench
            .only_two(format!("{forks} and a first exec, {}", self.name), 0.5, async |contender, round| {
                let line = match contender {
                    Contender::Ours => format!(
                        "for one in $(S fork {id} -n {count} --label {LABEL}={id} -q); do S exec $one -- true; done"
                    ),
                    _ => {
                        let run = self.run_line(&format!(":fork-{round}"), "fork-$one");
                        let first = format!("D exec {}-fork-$one true", self.image());
                        let commit = format!("D commit {} {}:fork-{round} >/dev/null", bench.container, self.image());
                        format!("{commit}\nfor one in $(seq {count}); do {run}; {first}; done")
                    }
                };
                let done = bench.line(&line).await?;
                self.remove_containers(contender).await?;
                Ok(done)
            })
            .await
    }

    async fn remove_containers(&self, contender: Contender) -> Result<()> {
        let id = &self.bench.record.id;
        let line = match contender {
            Contender::Ours => format!("S kill --label {LABEL}={id} --yes -q >/dev/null"),
            _ => format!("D ps -aq --filter label={LABEL}={id} | while read one; do D rm -f $one >/dev/null; done"),
        };
        self.bench.line(&line).await.map(drop)
    }
}

fn shown(bytes: u64) -> String {
    crate::sandbox::size::ByteSize::new(bytes).to_string()
}

fn one_file(bytes: u64) -> String {
    format!("head -c {bytes} /dev/urandom > big")
}

/// Without an interpreter: one stream, cut into pieces.
fn many_files(files: u64) -> String {
    format!("head -c {} /dev/urandom | split -a 6 -b 4096 - f", files * 4096)
}
