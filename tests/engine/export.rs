//! Snapshots leave a machine and come to another one: as a file, with their image or without it, and as an image.

use crate::support::{Home, docker, names};
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// What a tree is: content, kinds, modes, owners, times, links, attributes.
const LOOK: &str = "cd /srv && find . -printf '%p %y %m %U:%G %s %T@ %l %n\\n' | sort | grep -v '^\\. ' && \
                    find . -type f -exec sha256sum {} + | sort && ls /opt /etc/motd 2>&1";

/// Something of every kind, and something of the image gone.
const FILL: &str = "cd /srv && mkdir -p deep/er gone && echo one > deep/er/a && ln deep/er/a twin && ln -s nowhere link \
                    && echo x > gone/y && truncate -s 3M holes && echo end >> holes && chmod 4711 deep/er/a && \
                    printf 'odd' > \"$(printf 'new\\nline')\" && touch -d 2001-02-03 link deep && rm -rf /opt";

/// An image of a shell and little more, made by a test, removed with it.
struct Image(String);

impl Image {
    fn of(home: &Home, name: &str) -> Image {
        let source = home.init();
        let pack = "mkdir -p /tmp/r/bin /tmp/r/etc /tmp/r/data/sub && cp /bin/sh /bin/cat /bin/ls /bin/rm /bin/mkdir \
                    /tmp/r/bin && for lib in $(ldd /bin/ls /bin/sh /bin/rm | grep -o '/[^ ]*\\.so[^ ]*'); do mkdir -p \
                    /tmp/r$(dirname $lib) && cp -n $lib /tmp/r$lib; done && echo base > /tmp/r/data/base && echo old > \
                    /tmp/r/data/sub/old && chmod 711 /tmp/r/data && tar -C /tmp/r -c .";
        let tar = home.run(["exec", &source, pack]).success().bytes();
        home.run(["kill", &source]).success();
        let name = format!("sandcastle-test-{name}:{}", std::process::id());
        let mut import = Command::new("docker");
        import.args(["import", "--change", "ENV FROM_IMAGE=yes", "-", &name]);
        let mut child = import.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(&tar).unwrap();
        assert!(child.wait().unwrap().success());
        Image(name)
    }

    fn id(&self) -> String {
        docker(&["image", "inspect", "--format", "{{.Id}}", &self.0]).trim().to_owned()
    }
}

impl Drop for Image {
    fn drop(&mut self) {
        forget(&self.0);
    }
}

fn forget(image: &str) {
    let _ = Command::new("docker").args(["rmi", "-f", image]).stdout(Stdio::null()).stderr(Stdio::null()).status();
}

fn here(home: &Home, arguments: &[&str]) -> crate::support::Run {
    let mut command = home.command(arguments);
    command.current_dir(home.path(""));
    home.finish(command)
}

fn snapshots(home: &Home) -> Vec<String> {
    let data: PathBuf = home.folder().join("home");
    let found = Command::new("find").arg(data).args(["-path", "*snapshots/*", "-prune"]).output().unwrap();
    String::from_utf8(found.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn a_snapshot_comes_to_another_machine_by_one_file() {
    let (from, to) = (Home::new(), Home::new());
    let id = from.init_with(&["--name", "fox", "-e", "TOKEN=never told"]);
    from.run(["exec", &id, "-u", "root", FILL]).success();
    let snapshot = from.run(["snapshot", "--name", "v1", &id]).any_stderr().success().id();
    let tree = from.run(["exec", &id, "-u", "root", LOOK]).any_stderr().text();
    here(&from, &["snapshots", "export", "v1"]).any_stderr().success().stdout("v1.tar.zst\n");
    here(&from, &["snapshots", "export", "v1"]).fails(5, "v1.tar.zst is there already", "--force");
    here(&from, &["snapshots", "export", "v1", "--force"]).any_stderr().success();
    let file = from.path("v1.tar.zst");
    let listed = Command::new("tar").args(["--zstd", "-tf"]).arg(&file).output().unwrap();
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    assert_eq!(String::from_utf8_lossy(&listed.stderr), "");
    let listed = String::from_utf8(listed.stdout).unwrap();
    assert!(listed.starts_with(".sandcastle/manifest.json\n.sandcastle/manifest.b3\n"), "{listed}");
    assert!(listed.contains("srv/deep/er/a\n"), "{listed}");
    let whole = Command::new("zstd").arg("-qt").arg(&file).status().unwrap();
    assert!(whole.success());
    assert_eq!(names(&from.path("")), ["v1.tar.zst"], "nothing is left beside it");

    let path = file.to_str().unwrap();
    to.run(["snapshots", "import", path]).any_stderr().success().stdout(format!("{snapshot}\n"));
    to.run(["snapshots", "import", path]).any_stderr().success().stdout(format!("{snapshot}\n"));
    let fork = to.run(["fork", "v1"]).any_stderr().success().id();
    assert_eq!(to.run(["exec", &fork, "-u", "root", LOOK]).any_stderr().text(), tree);
    to.run(["snapshots", "verify", "v1"]).any_stderr().success();
    // As a stream, back to where it came from, which has it already.
    let stream = to.run(["snapshots", "export", "v1", "-"]).any_stderr().success().bytes();
    assert_eq!(stream, std::fs::read(&file).unwrap());
    from.run_with_input(["snapshots", "import", "-", "--name", "again"], &stream).any_stderr().success();
    let shown = from.run(["snapshots", "show", "again", "--json"]).success().json();
    assert_eq!(shown["id"], snapshot.as_str());
}

#[test]
fn a_damaged_archive_changes_nothing() {
    let (from, to) = (Home::new(), Home::new());
    let id = from.init();
    from.run(["exec", &id, "-u", "root", "echo x > /srv/x"]).success();
    from.run(["snapshot", "--name", "v1", &id]).any_stderr().success();
    let good = from.run(["snapshots", "export", "v1", "-"]).any_stderr().success().bytes();
    let refused = |bytes: &[u8], what: &str| {
        let path: PathBuf = to.file("bad", bytes);
        to.run(["snapshots", "import", "--json", path.to_str().unwrap()]).fails_in_json("damaged", 9, what, "");
        assert_eq!(snapshots(&to), Vec::<String>::new());
    };
    let mut flipped = good.clone();
    flipped[good.len() / 2] ^= 4;
    refused(&flipped, "the archive is damaged");
    refused(&good[..good.len() - 1], "cut off");
    refused(&[&good[..], b"x"].concat(), "the archive is damaged");
    refused(b"", "cut off");
    to.run(["snapshots", "import", "--json", "/no/such"]).fails_in_json("not_found", 4, "/no/such", "");
    to.run(["snapshots", "export", "--json", "nobody"]).fails_in_json("not_found", 4, "nobody", "snapshots ls");
    from.run(["snapshots", "export", "v1", "/no/such/place"]).any_stderr().code(4);
    from.run(["snapshots", "export", "v1", "/dev/null", "--force"]).fails(5, "no regular file", "");
}

#[test]
fn a_chain_becomes_one_file_with_all_that_it_adds_up_to() {
    let (from, to) = (Home::new(), Home::new());
    let id = from.init();
    let first =
        "cd /srv && head -c 9000000 /dev/urandom > big && mkdir d e && echo 1 > d/x && echo 2 > e/y && rm -r /opt";
    from.run(["exec", &id, "-u", "root", first]).success();
    from.run(["snapshot", &id]).any_stderr().success();
    let second =
        "cd /srv && rm -r d && mkdir d && echo 3 > d/z && rm -r e && ln d/z e && mkdir /opt && echo 4 > /opt/f";
    from.run(["exec", &id, "-u", "root", second]).success();
    let last = from.run(["snapshot", "--name", "v2", &id]).any_stderr().success().id();
    assert!(from.run(["snapshots", "show", "v2", "--json"]).success().json()["base"].is_string());
    let tree = from.run(["exec", &id, "-u", "root", LOOK]).any_stderr().text();
    let path = from.path("v2");
    from.run(["snapshots", "export", "v2", path.to_str().unwrap()]).any_stderr().success();
    let imported = to.run(["snapshots", "import", path.to_str().unwrap()]).any_stderr().success().id();
    assert_eq!(imported, last);
    let fork = to.run(["fork", "v2"]).any_stderr().success().id();
    assert_eq!(to.run(["exec", &fork, "-u", "root", LOOK]).any_stderr().text(), tree);
    from.run(["snapshots", "import", path.to_str().unwrap()]).any_stderr().success().stdout(format!("{last}\n"));
}

#[test]
fn an_archive_with_its_image_needs_nothing() {
    let (from, to) = (Home::new(), Home::new());
    let image = Image::of(&from, "carried");
    let (name, image_id) = (image.0.clone(), image.id());
    let id = from.init_with(&["--image", &name]);
    from.run(["exec", &id, "echo mine > /data/mine; rm /data/base"]).success();
    from.run(["snapshot", "--name", "v1", &id]).any_stderr().success();
    let [bare, whole] = ["bare", "whole"].map(|name| from.path(name).to_str().unwrap().to_owned());
    from.run(["snapshots", "export", "v1", &bare]).any_stderr().success();
    from.run(["snapshots", "export", "v1", &whole, "--with-image"]).any_stderr().success();
    let listed = Command::new("tar").args(["--zstd", "-tf", &whole]).output().unwrap().stdout;
    assert!(String::from_utf8(listed).unwrap().contains(".sandcastle/image.tar\n"));
    from.run(["kill", "--all", "--yes"]).success();
    drop(image);
    to.run(["snapshots", "import", "--json", &bare]).fails_in_json("not_found", 4, &name, "--with-image");
    assert_eq!(snapshots(&to), Vec::<String>::new());
    to.run(["snapshots", "import", &whole]).any_stderr().success();
    let fork = to.run(["fork", "v1"]).any_stderr().success().id();
    to.run(["exec", &fork, "cat /data/mine; ls /data; echo $FROM_IMAGE"]).success().stdout("mine\nmine\nsub\nyes\n");
    to.run(["kill", "--all", "--yes"]).success();
    forget(&image_id);
}

#[test]
fn an_export_as_an_image_runs_as_any_other() {
    let home = Home::new();
    let image = Image::of(&home, "base");
    let id = home.init_with(&["--image", &image.0]);
    home.run(["exec", &id, "cd /data; echo mine > mine; rm base; rm -r sub; mkdir sub; echo new > sub/new"]).success();
    let holes = home.path("holes");
    std::fs::File::create(&holes).unwrap().set_len(3 << 20).unwrap();
    home.run(["upload", &id, holes.to_str().unwrap(), "/data/sub/zeros"]).success();
    let made = Image(format!("sandcastle-test-oci:{}", std::process::id()));
    let snapshot = home.run(["snapshot", "--name", "v1", &id]).any_stderr().success().id();
    home.run(["snapshots", "export", "--oci", &made.0, "v1"]).any_stderr().success().stdout(format!("{}\n", made.0));
    let look = ["run", "--rm", "--network", "none", &made.0, "/bin/sh", "-c"];
    let look = |line: &'static str| docker(&[&look[..], &[line]].concat());
    // An image without a /run gets one when secrets are mounted there; of the mount itself nothing is left.
    assert_eq!(
        look("cat /data/mine /data/sub/new; ls -A /data / /run; echo $FROM_IMAGE").replace('\n', " ").trim(),
        "mine new /: .dockerenv bin data dev etc lib lib64 proc run sys var  /data: mine sub  /run: yes"
    );
    assert_eq!(look("ls -ld /data").split(' ').next(), Some("drwx--x--x"));
    let inspected = docker(&["image", "inspect", &made.0]);
    let inspected: serde_json::Value = serde_json::from_str(&inspected).unwrap();
    let labels = inspected[0]["Config"]["Labels"].as_object().unwrap();
    assert_eq!(labels["dev.sandcastle.snapshot"], snapshot.as_str());
    assert!(labels.keys().all(|key| !key.starts_with("sandcastle.")), "{labels:?}");
    // It can be saved again, so its layer is what its digest says.
    docker(&["save", "-o", home.path("saved").to_str().unwrap(), &made.0]);
    home.run(["snapshots", "export", "--json", "--oci", "No Name", "v1"]).any_stderr().code(2);
    home.run(["kill", "--all", "--yes"]).success();
}
