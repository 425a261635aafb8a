//! A default sandbox is safe and still does its work: packages, clones, a debugger, a database.

use crate::support::Home;

#[test]
fn packages_come_from_apt_pip_and_npm() {
    let home = Home::new();
    let id = home.init();
    // Commands run as the sandbox's user, who needs no root for pip and npm; apt needs it, from outside.
    home.run(["exec", &id, "apt-get install -y strace"]).any_stderr().code(100);
    let apt = "export DEBIAN_FRONTEND=noninteractive; apt-get update -qq && apt-get install -y -qq --no-install-recommends strace >/dev/null && dpkg-query -W -f '${Status}' strace";
    home.run(["exec", "-u", "root", &id, apt]).success().any_stderr().stdout("install ok installed");
    // A debugger on a child of its own: each call is seen, and of an own process that runs already, too.
    let traced =
        "strace -f -e trace=openat -o /tmp/trace sh -c 'cat /etc/hostname' && grep -c /etc/hostname /tmp/trace";
    home.run(["exec", &id, traced]).success().stdout(format!("{id}\n1\n"));
    let attached = "sleep 60 & pid=$!; strace -o /tmp/trace -p $pid 2>/tmp/said & until grep -q attached /tmp/said; do sleep 0.1; done; kill $pid; wait; grep -c SIGTERM /tmp/trace";
    assert_ne!(home.run(["exec", &id, attached]).any_stderr().success().text(), "0\n");
    let pip = "pip install -q six && python3 -c 'import six; print(six.PY3)' && python3 -m venv /tmp/v && /tmp/v/bin/pip install -q six && /tmp/v/bin/python -c 'import six; print(six.__file__)'";
    let text = home.run(["exec", &id, pip]).success().any_stderr().text();
    assert!(text.starts_with("True\n/tmp/v/lib/"), "{text}");
    let npm = "mkdir app && cd app && npm init -y >/dev/null && npm install --silent left-pad && node -e 'console.log(require(\"left-pad\")(\"x\", 3))' && npm install --silent --global semver && semver 1.2.3";
    home.run(["exec", &id, npm]).success().any_stderr().stdout("  x\n1.2.3\n");
}

#[test]
fn git_clones_over_https_and_checks_the_certificate() {
    let home = Home::new();
    let id = home.init();
    let served = r#"set -e
mkdir /tmp/site && cd /tmp/site
git config --global user.email a@b.c && git config --global user.name a && git config --global init.defaultBranch main
git init -q work && cd work && echo content > file && git add file && git commit -qm first && cd ..
git clone -q --bare work repo.git && git -C repo.git update-server-info
openssl req -x509 -newkey rsa:2048 -nodes -keyout key -out certificate -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost 2>/dev/null
"#;
    home.run(["exec", &id, served]).success();
    let server = "import http.server, ssl
server = http.server.ThreadingHTTPServer(('localhost', 8443), http.server.SimpleHTTPRequestHandler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain('certificate', 'key')
server.socket = context.wrap_socket(server.socket, server_side=True)
server.serve_forever()";
    home.run(["exec", "-d", "-w", "/tmp/site", &id, "--", "python3", "-c", server]).success().id();
    let url = "https://localhost:8443/repo.git";
    home.run(["exec", &id, "curl -sk --retry 30 --retry-connrefused -o /dev/null https://localhost:8443/"]).success();
    home.run([
        "exec",
        &id,
        &format!("git -c http.sslCAInfo=/tmp/site/certificate clone -q {url} cloned && cat cloned/file"),
    ])
    .success()
    .stdout("content\n");
    home.run(["exec", &id, &format!("git clone -q {url} other")]).code(128).stderr_has("certificate");
}

#[test]
fn a_database_takes_writes_of_many_processes_at_once() {
    let home = Home::new();
    let id = home.init();
    let writer = "import sqlite3, sys
base = sqlite3.connect('/workspace/base.db', timeout=60)
base.execute('pragma journal_mode=wal')
base.execute('create table if not exists seen (writer, number)')
for number in range(50):
    with base:
        base.execute('insert into seen values (?, ?)', (sys.argv[1], number))";
    home.file("writer.py", writer);
    let writer = home.path("writer.py");
    home.run(["upload", "-q", &id, writer.to_str().unwrap(), "/tmp/"]).success();
    let all = "for n in 1 2 3 4 5 6; do python3 /tmp/writer.py $n & done; wait; sqlite3 base.db 'select count(*), count(distinct writer) from seen; pragma integrity_check'";
    home.run(["exec", &id, all]).success().stdout("300|6\nok\n");
    // And it is whole after a stop in the middle of writing.
    home.run(["exec", "-d", &id, "while :; do python3 /tmp/writer.py 7; done"]).success().id();
    home.run(["exec", &id, "until [ $(sqlite3 base.db 'select count(*) from seen') -gt 310 ]; do sleep 0.1; done"])
        .success();
    home.run(["stop", &id]).success().any_stderr();
    home.run(["start", &id]).success();
    home.run(["exec", &id, "sqlite3 base.db 'pragma integrity_check; select count(*) > 310 from seen'"])
        .success()
        .stdout("ok\n1\n");
}

#[test]
fn a_headless_browser_runs_a_page() {
    let home = Home::new();
    let id = home.init();
    let apt = "export DEBIAN_FRONTEND=noninteractive; apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null";
    home.run(["exec", "-u", "root", &id, apt]).success().any_stderr();
    home.file("page.html", "<body><h1></h1><script>document.querySelector('h1').textContent = 6 * 7</script></body>");
    let page = home.path("page.html");
    home.run(["upload", "-q", &id, page.to_str().unwrap(), "/tmp/"]).success();
    // Its own sandbox wants namespaces, which this one refuses; it is inside of one already.
    let browse = "chromium --headless --no-sandbox --disable-gpu --dump-dom file:///tmp/page.html && chromium --headless --no-sandbox --disable-gpu --screenshot=/tmp/shot.png file:///tmp/page.html";
    home.run(["exec", &id, browse]).success().any_stderr().stdout_has("<h1>42</h1>");
    home.run(["exec", &id, "head -c 4 /tmp/shot.png | tail -c 3"]).success().stdout("PNG");
}
