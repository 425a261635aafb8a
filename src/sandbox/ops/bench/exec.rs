//! Commands: how soon they run, and how fast their streams are.

use super::process::Run;
use super::{Bench, Case, Contender};
use crate::error::{Error, Result};
use std::ffi::OsStr;
use std::path::Path;
use std::time::Instant;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Bytes of a stream.
const STREAM: usize = 100_000_000;

impl Bench<'_> {
    pub(super) async fn exec(&self) -> Result<Vec<Case>> {
        let mut cases = vec![
            self.command("exec -- true", 0.08, &["true"], None).await?,
            self.command("exec 'sh -c true'", 0.08, &["sh", "-c", "true"], None).await?,
        ];
        let output = ["head", "-c", &STREAM.to_string(), "/dev/zero"];
        cases.push(self.command("exec, 100 MB of output", 0.5, &output, None).await?);
        let input = tempfile::Builder::new().prefix("sandcastle-bench-").tempfile_in(&self.plan.folder);
        let mut input = input.map_err(|cause| Error::io("a file for the input", cause))?;
        std::io::Write::write_all(&mut input, &vec![b'x'; STREAM])
            .map_err(|cause| Error::io("writing the input", cause))?;
        let sink = ["sh", "-c", "cat >/dev/null"];
        cases.push(self.command("exec, 100 MB of input", 0.5, &sink, Some(input.path())).await?);
        Ok(cases)
    }

    async fn command(&self, name: &str, goal: f64, argv: &[&str], stdin: Option<&Path>) -> Result<Case> {
        let words: Vec<&OsStr> = argv.iter().map(OsStr::new).collect();
        let ours = [&[OsStr::new("exec"), OsStr::new(self.record.id.as_str()), OsStr::new("--")], &words[..]].concat();
        let mut client = vec![OsStr::new("exec")];
        client.extend(stdin.map(|_| OsStr::new("-i")));
        client.push(OsStr::new(self.container.as_str()));
        client.extend(&words);
        self.case(name, goal, async |contender, _| match contender {
            Contender::Ours => self.ours(&ours, stdin).await,
            Contender::Client => self.client(&client, stdin).await,
            Contender::Api => self.command_of_api(argv, stdin).await,
        })
        .await
    }

    async fn command_of_api(&self, argv: &[&str], stdin: Option<&Path>) -> Result<Run> {
        let broken = |cause| Error::io("the engine's stream", cause);
        let begun = Instant::now();
        let stream = self.engine.bridge(&self.container, argv).await?;
        let (mut output, mut input) = tokio::io::split(stream);
        let feeding = async {
            if let Some(path) = stdin {
                let mut file = std::fs::File::open(path).map_err(broken)?;
                let mut buffer = vec![0; 64 * 1024];
                loop {
                    let count = std::io::Read::read(&mut file, &mut buffer).map_err(broken)?;
                    if count == 0 {
                        break;
                    }
                    input.write_all(&buffer[..count]).await.map_err(broken)?;
                }
            }
            input.shutdown().await.map_err(broken)
        };
        let reading = async {
            let mut buffer = vec![0; 64 * 1024];
            while output.read(&mut buffer).await.map_err(broken)? > 0 {}
            Ok(())
        };
        tokio::try_join!(feeding, reading)?;
        Ok(Run::since(begun))
    }
}
