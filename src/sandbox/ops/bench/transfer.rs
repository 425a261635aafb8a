//! Files: many small ones and a big one, in and out. Everybody writes to a new place each time; small files are removed
//! at the very end, since a file system that was just made to forget thousands makes new ones slowly for a while.

use super::process::Run;
use super::{Bench, Case, Contender};
use crate::archive::{self, PackOptions};
use crate::error::{Error, Kind, Result};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;
use tempfile::TempDir;
use tokio::io::AsyncReadExt;

/// Bytes of a small file.
const SMALL: u64 = 4096;
/// Files in one folder.
const IN_A_FOLDER: u64 = 100;
/// The folder inside that everything goes into.
const INSIDE: &str = "/tmp/sandcastle-bench";

/// What is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Load {
    Many,
    Big,
}

impl Bench<'_> {
    pub(super) async fn transfer(&self) -> Result<Vec<Case>> {
        let folder = tempfile::Builder::new().prefix("sandcastle-bench-").tempdir_in(&self.plan.folder);
        let folder = folder.map_err(|cause| Error::io("a folder for the files", cause))?;
        self.deps.step("making files to move");
        make_files(folder.path(), self.plan.files, self.plan.size)
            .map_err(|cause| Error::io("making files to move", cause))?;
        self.deps.step_done();
        self.inside(&["mkdir", "-p", "-m", "777", INSIDE]).await?;
        let measured = self.transfers(&folder).await;
        self.inside(&["rm", "-rf", INSIDE]).await?;
        measured
    }

    async fn transfers(&self, folder: &TempDir) -> Result<Vec<Case>> {
        let many = format!("{} files of 4 KiB", self.plan.files);
        let big = format!("one file of {}", crate::sandbox::size::ByteSize::new(self.plan.size));
        Ok(vec![
            self.upload(&format!("upload, {many}"), 0.40, Load::Many, folder.path()).await?,
            self.upload(&format!("upload, {big}"), 0.80, Load::Big, folder.path()).await?,
            self.download(&format!("download, {many}"), 0.45, Load::Many, folder.path()).await?,
            self.download(&format!("download, {big}"), 0.55, Load::Big, folder.path()).await?,
        ])
    }

    async fn upload(&self, name: &str, goal: f64, load: Load, folder: &Path) -> Result<Case> {
        let source = folder.join(name_of(load));
        self.case(name, goal, async |contender, round| {
            let target = format!("{INSIDE}/{}-{contender:?}-{round}", name_of(load));
            let run = match contender {
                Contender::Ours => {
                    let sandbox = OsStr::new(self.record.id.as_str());
                    self.ours(&["upload".as_ref(), sandbox, source.as_os_str(), target.as_ref()], None).await?
                }
                Contender::Client => {
                    let target: OsString = format!("{}:{target}", self.container).into();
                    self.client(&["cp".as_ref(), source.as_os_str(), &target], None).await?
                }
                Contender::Api => {
                    self.inside(&["mkdir", &target]).await?;
                    self.upload_by_api(source.clone(), &target).await?
                }
            };
            if load == Load::Big {
                self.inside(&["rm", "-rf", &target]).await?;
            }
            Ok(run)
        })
        .await
    }

    async fn upload_by_api(&self, source: PathBuf, target: &str) -> Result<Run> {
        let (reader, mut writer) = std::io::pipe().map_err(|cause| Error::io("a pipe", cause))?;
        let begun = Instant::now();
        let packing = tokio::task::spawn_blocking(move || {
            archive::pack_many(&[source], &PackOptions::default(), &mut writer).map(drop)
        });
        self.engine.fill(&self.container, target, Box::new(reader)).await?;
        let packed = packing.await.map_err(|cause| Error::new(Kind::Failed, "packing").because(cause))?;
        packed.map_err(|cause| Error::new(Kind::Failed, "packing").because(cause))?;
        Ok(Run::since(begun))
    }

    async fn download(&self, name: &str, goal: f64, load: Load, folder: &Path) -> Result<Case> {
        let source = format!("{INSIDE}/source-{}", name_of(load));
        let given = folder.join(name_of(load));
        let sandbox = OsStr::new(self.record.id.as_str());
        self.ours(&["upload".as_ref(), sandbox, given.as_os_str(), source.as_ref()], None).await?;
        self.case(name, goal, async |contender, round| {
            let target = folder.join(format!("got-{}-{contender:?}-{round}", name_of(load)));
            let run = match contender {
                Contender::Ours => {
                    self.ours(&["download".as_ref(), sandbox, source.as_ref(), target.as_os_str()], None).await?
                }
                Contender::Client => {
                    let from: OsString = format!("{}:{source}", self.container).into();
                    self.client(&["cp".as_ref(), &from, target.as_os_str()], None).await?
                }
                Contender::Api => self.download_by_api(&source).await?,
            };
            if load == Load::Big && contender != Contender::Api {
                fs::remove_file(&target).map_err(|cause| Error::io("removing what was downloaded", cause))?;
            }
            Ok(run)
        })
        .await
    }

    /// Without writing what arrives: nobody who writes it could be faster.
    async fn download_by_api(&self, source: &str) -> Result<Run> {
        let begun = Instant::now();
        let mut stream = self.engine.archive(&self.container, source);
        let mut buffer = vec![0; 128 * 1024];
        while stream.read(&mut buffer).await.map_err(|cause| Error::io("the engine's archive", cause))? > 0 {}
        Ok(Run::since(begun))
    }
}

fn name_of(load: Load) -> &'static str {
    match load {
        Load::Many => "many",
        Load::Big => "big",
    }
}

/// Content that does not compress and repeats nowhere.
fn make_files(folder: &Path, files: u64, size: u64) -> std::io::Result<()> {
    let mut noise = blake3::Hasher::new().finalize_xof();
    let mut block = vec![0; 1 << 20];
    let mut big = fs::File::create(folder.join(name_of(Load::Big)))?;
    let mut left = size;
    while left > 0 {
        noise.fill(&mut block);
        let count = usize::try_from(left).unwrap_or(usize::MAX).min(block.len());
        big.write_all(&block[..count])?;
        left -= count as u64;
    }
    let many = folder.join(name_of(Load::Many));
    let mut content = vec![0; usize::try_from(SMALL).unwrap_or(0)];
    for number in 0..files {
        let parent = many.join((number / IN_A_FOLDER).to_string());
        if number % IN_A_FOLDER == 0 {
            fs::create_dir_all(&parent)?;
        }
        noise.fill(&mut content);
        fs::File::create(parent.join(number.to_string()))?.write_all(&content)?;
    }
    Ok(())
}
