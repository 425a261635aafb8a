//! Listings and clean-up over many sandboxes: a home of its own, with as many records and as many containers, which were
//! never started.

use super::{Bench, Case, Contender, process};
use crate::engine::ContainerSpec;
use crate::error::{Error, Result};
use crate::registry::Registry;
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use crate::sandbox::labels;
use crate::sandbox::name::Name;
use crate::sandbox::ops::bench::Run;
use crate::sandbox::spec::SandboxSpec;
use futures_util::stream::{self, StreamExt, TryStreamExt};
use std::ffi::OsString;

/// A home that is only listed.
struct Listed<'b> {
    bench: &'b Bench<'b>,
    folder: tempfile::TempDir,
    registry: Registry,
}

impl Bench<'_> {
    /// `ls` beside `docker ps`, and `gc` with nothing to do.
    pub(super) async fn records(&self) -> Result<Vec<Case>> {
        let folder = tempfile::Builder::new().prefix("sandcastle-bench-").tempdir_in(&self.plan.folder);
        let folder = folder.map_err(|cause| Error::io("a home to be listed", cause))?;
        let registry = Registry::open(&folder.path().join("state"))?;
        let listed = Listed { bench: self, folder, registry };
        let measured = listed.measure().await;
        let removed = listed.remove().await;
        let cases = measured?;
        removed.map(|()| cases)
    }
}

impl Listed<'_> {
    async fn measure(&self) -> Result<Vec<Case>> {
        let mut cases = Vec::new();
        let mut there = 0;
        for count in &self.bench.plan.records {
            self.bench.deps.step(format!("making {count} records with their containers"));
            let missing = count.saturating_sub(there);
            stream::iter(0..missing).map(|_| self.add()).buffer_unordered(4).try_collect::<Vec<()>>().await?;
            there = *count;
            self.bench.deps.step_done();
            cases.push(self.case(format!("ls of {count}"), 1.0, &["ls"]).await?);
        }
        cases.push(self.case(format!("gc over {there}, nothing to do"), 10.0, &["gc"]).await?);
        Ok(cases)
    }

    async fn case(&self, name: String, goal: f64, ours: &[&str]) -> Result<Case> {
        let filter = format!("label={}={}", labels::HOME, self.registry.home());
        let client = ["ps", "-a", "--filter", &filter];
        self.bench
            .only_two(name, goal, async |contender, _| {
                let (time, _) = match contender {
                    Contender::Client => self.bench.print_of_client(&client).await?,
                    _ => self.ours(ours).await?,
                };
                Ok(Run { time, peak: None })
            })
            .await
    }

    async fn ours(&self, arguments: &[&str]) -> Result<(std::time::Duration, String)> {
        let own = self.bench.plan.ourselves.iter().cloned().chain(arguments.iter().map(OsString::from)).collect();
        let program = self.bench.deps.options.executable.as_os_str();
        process::printed_at(program, own, Some(self.folder.path())).await
    }

    async fn add(&self) -> Result<()> {
        let bench = self.bench;
        bench.deps.signals.check()?;
        let id = Id::random()?;
        let name: Name = format!("listed-{id}").parse()?;
        let spec = SandboxSpec { address: None, ..bench.record.spec.clone() };
        let label = serde_json::to_string(&spec).unwrap_or_default();
        let made = bench
            .engine
            .create(&ContainerSpec {
                name: labels::container_name(&name, &id),
                image_id: spec.image_id.clone(),
                argv: vec!["true".to_owned()],
                labels: labels::of_sandbox(&id, self.registry.home(), &label),
                cpus: 1.0,
                memory: 64 << 20,
                pids: 16,
                ..Default::default()
            })
            .await?;
        self.registry.reserve_name(&name, &id)?;
        let record = SandboxRecord { id, name, container: made.to_string(), spec, ..bench.record.clone() };
        self.registry.publish(&record)
    }

    async fn remove(&self) -> Result<()> {
        let engine = self.bench.engine;
        let home = crate::engine::Selector::label(labels::HOME, self.registry.home().to_string());
        let there = engine.containers(&home).await?;
        self.bench.deps.step(format!("removing {} containers", there.len()));
        let removed = stream::iter(&there).map(|container| engine.remove(&container.id)).buffer_unordered(4);
        removed.try_collect::<Vec<()>>().await?;
        self.bench.deps.step_done();
        Ok(())
    }
}
