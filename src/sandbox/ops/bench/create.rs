//! How soon a new sandbox has run its first command, as the public benchmarks of hosted sandboxes measure it: one after
//! the other, staggered, and all at once; made anew and from the pool; beside the engine's `run -d` and `exec`.

use super::process::{self, Run};
use super::{Bench, Case, Contender, Samples};
use crate::error::{Error, Kind, Result};
use futures_util::future::join_all;
use std::ffi::OsString;
use std::time::{Duration, Instant};

/// Marks what is made for this.
const LABEL: &str = "sandcastle-bench";
/// How far apart staggered ones begin.
const APART: Duration = Duration::from_millis(200);

/// How ours come about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    /// Made anew.
    Cold,
    /// Claimed.
    Pool,
}

impl How {
    fn words(self) -> &'static str {
        match self {
            How::Cold => "made anew",
            How::Pool => "from the pool",
        }
    }
}

impl Bench<'_> {
    pub(super) async fn create(&self) -> Result<Vec<Case>> {
        let measured = self.measure_creation().await;
        let tidied = self.tidy_creation().await;
        let cases = measured?;
        tidied.map(|()| cases)
    }

    async fn measure_creation(&self) -> Result<Vec<Case>> {
        let mut cases = vec![self.init(How::Pool, 0.06).await?, self.init(How::Cold, 0.85).await?];
        cases.push(self.detached().await?);
        cases.push(self.first_command(How::Pool, 0.065).await?);
        cases.push(self.first_command(How::Cold, 0.85).await?);
        cases.push(self.kill().await?);
        for how in [How::Pool, How::Cold] {
            cases.push(self.several(how, APART, "200 ms apart").await?);
            cases.push(self.several(how, Duration::ZERO, "at once").await?);
        }
        cases.extend(self.records().await?);
        Ok(cases)
    }

    /// Makes one, and removes it again outside of what is measured.
    async fn init(&self, how: How, goal: f64) -> Result<Case> {
        self.only_two(format!("init, {}", how.words()), goal, async |contender, _| {
            self.prepare(contender, how, 1).await?;
            let (time, id) = self.make(contender, how).await?;
            self.remove_made(contender, &id).await?;
            Ok(Run { time, peak: None })
        })
        .await
    }

    async fn detached(&self) -> Result<Case> {
        self.only_two("init --detach returns", 0.12, async |contender, _| {
            let (time, id) = match contender {
                Contender::Client => self.make(contender, How::Cold).await?,
                _ => self.print_of_ours(&["init", "--detach", "--label", &format!("{LABEL}=1")]).await?,
            };
            if contender == Contender::Ours {
                self.print_of_ours(&["wait", &id]).await?;
            }
            self.remove_made(contender, &id).await?;
            Ok(Run { time, peak: None })
        })
        .await
    }

    async fn first_command(&self, how: How, goal: f64) -> Result<Case> {
        self.only_two(format!("init and a first exec, {}", how.words()), goal, async |contender, _| {
            self.prepare(contender, how, 1).await?;
            let (time, id) = self.pair(contender, how).await?;
            self.remove_made(contender, &id).await?;
            Ok(Run { time, peak: None })
        })
        .await
    }

    async fn kill(&self) -> Result<Case> {
        self.only_two("kill, proved gone", 1.1, async |contender, _| {
            let (_, id) = self.make(contender, How::Cold).await?;
            let begun = Instant::now();
            self.remove_made(contender, &id).await?;
            Ok(Run::since(begun))
        })
        .await
    }

    /// Many, each measured from its own beginning to the end of its first command; of those at once the last one counts
    /// for the ratio.
    async fn several(&self, how: How, apart: Duration, words: &str) -> Result<Case> {
        let count = self.plan.burst;
        let name = format!("{count} {words}, {}", how.words());
        self.deps.step(format!("measuring {name}"));
        let mut times = [Vec::new(), Vec::new()];
        let mut lost = [0, 0];
        for (place, contender) in [Contender::Ours, Contender::Client].into_iter().enumerate() {
            if contender == Contender::Client && !self.has_client {
                continue;
            }
            self.prepare(contender, how, count).await?;
            tokio::time::sleep(super::SETTLE * 5).await;
            let all = (0..count).map(|nth| async move {
                tokio::time::sleep(apart * nth.into()).await;
                self.pair(contender, how).await
            });
            for one in join_all(all).await {
                match one {
                    Ok((time, _)) => times[place].push(time),
                    Err(error) => {
                        self.deps.warn(error.message().to_owned());
                        lost[place] += 1;
                    }
                }
            }
            self.remove_all(contender).await?;
        }
        self.deps.step_done();
        let [ours, client] = times.map(Samples::new);
        let (ours, client) = (ours.with_failures(lost[0]), client.with_failures(lost[1]));
        let goal = match (how, apart.is_zero()) {
            (How::Pool, true) => 0.15,
            (How::Pool, false) => 0.065,
            (How::Cold, _) => 0.85,
        };
        let client = self.has_client.then_some(client);
        Ok(Case { name, goal, ours, client, api: Samples::default(), peak: None, by_last: apart.is_zero() })
    }

    /// Has as many wait as will be claimed, or none.
    async fn prepare(&self, contender: Contender, how: How, count: u16) -> Result<()> {
        if contender != Contender::Ours {
            return Ok(());
        }
        match how {
            How::Pool => self.print_of_ours(&["pool", "fill", "-q", "--size", &count.to_string()]).await.map(drop),
            How::Cold => self.print_of_ours(&["pool", "drain", "-q"]).await.map(drop),
        }
    }

    async fn pair(&self, contender: Contender, how: How) -> Result<(Duration, String)> {
        let begun = Instant::now();
        let (_, id) = self.make(contender, how).await?;
        match contender {
            Contender::Client => self.print_of_client(&["exec", &id, "true"]).await?,
            _ => self.print_of_ours(&["exec", &id, "--", "true"]).await?,
        };
        Ok((begun.elapsed(), id))
    }

    async fn make(&self, contender: Contender, how: How) -> Result<(Duration, String)> {
        if contender == Contender::Client {
            let image = &self.record.spec.image_id;
            return self.print_of_client(&["run", "-d", "--label", LABEL, image, "sleep", "1000"]).await;
        }
        let (time, id) = self.print_of_ours(&["init", "--label", &format!("{LABEL}=1")]).await?;
        let waited = self.deps.registry.member_ids()?.iter().any(|member| member.as_str() == id);
        if waited && how == How::Cold {
            return Err(Error::new(Kind::Failed, "the pool was not empty"));
        }
        Ok((time, id))
    }

    async fn remove_made(&self, contender: Contender, id: &str) -> Result<()> {
        match contender {
            Contender::Client => self.print_of_client(&["rm", "-f", id]).await.map(drop),
            _ => self.print_of_ours(&["kill", id]).await.map(drop),
        }
    }

    async fn remove_all(&self, contender: Contender) -> Result<()> {
        if contender == Contender::Ours {
            return self.print_of_ours(&["kill", "--label", LABEL, "--yes", "-q"]).await.map(drop);
        }
        let filter = format!("label={LABEL}");
        let (_, ids) = self.print_of_client(&["ps", "-aq", "--filter", &filter]).await?;
        for id in ids.split_whitespace() {
            self.print_of_client(&["rm", "-f", id]).await?;
        }
        Ok(())
    }

    async fn tidy_creation(&self) -> Result<()> {
        self.remove_all(Contender::Ours).await?;
        if self.has_client {
            self.remove_all(Contender::Client).await?;
        }
        self.print_of_ours(&["pool", "drain", "-q"]).await.map(drop)
    }

    pub(super) async fn print_of_ours(&self, arguments: &[&str]) -> Result<(Duration, String)> {
        let own = self.plan.ourselves.iter().cloned().chain(arguments.iter().map(OsString::from));
        process::printed(self.deps.options.executable.as_os_str(), own.collect()).await
    }

    pub(super) async fn print_of_client(&self, arguments: &[&str]) -> Result<(Duration, String)> {
        let engine = ["-H".to_owned(), self.engine.address()].map(OsString::from);
        let all = engine.into_iter().chain(arguments.iter().map(OsString::from));
        process::printed("docker".as_ref(), all.collect()).await
    }
}
