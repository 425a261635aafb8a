//! Where ports are reached: published on an address, by host name, over https, as a WebSocket.

use crate::support::http::Site;
use crate::support::traefik::Traefik;
use crate::support::{Home, names};
use std::io::{Read, Write};
use std::net::TcpStream;

fn web(home: &Home, id: &str, port: u16) {
    home.run([
        "exec",
        "-d",
        id,
        &format!(
            "mkdir -p /tmp/{port} && cd /tmp/{port} && echo here{port} > index.html && python3 -m http.server {port}"
        ),
    ])
    .success()
    .id();
}

#[test]
fn with_an_address_set_declared_ports_are_published_on_it_and_others_are_refused() {
    let home = Home::new();
    home.run(["config", "set", "route.address", "127.0.0.1"]).success();
    let id = home.init_with(&["--port", "8000"]);
    web(&home, &id, 8000);
    for _ in 0..2 {
        let url = home.run(["get-host", &id]).success().text();
        assert!(url.starts_with("http://127.0.0.1:"), "{url}");
        assert_eq!(Site::of(url.trim()).until("/", 200).body, "here8000\n");
        home.run(["stop", &id]).success();
        home.run(["get-host", "--json", &id]).fails_in_json("wrong_state", 6, "it is stopped", "sandcastle start");
        home.run(["start", &id]).success();
        web(&home, &id, 8000);
    }
    home.run(["get-host", "--json", &id, "9000"]).fails_in_json("wrong_state", 6, "not published", "--port 9000");
}

#[test]
fn get_host_takes_any_port_and_prints_host_and_port_alone_on_request() {
    let home = Home::new();
    let id = home.init_with(&["--port", "3000"]);
    let address = home.run(["show", &id, "--json"]).success().json()["address"].as_str().unwrap().to_owned();
    assert_eq!(home.run(["get-host", &id]).success().text(), format!("http://{address}:3000\n"));
    assert_eq!(home.run(["get-host", &id, "5173", "--host"]).success().text(), format!("{address}:5173\n"));
    for port in ["0", "65536", "80/udp", "x"] {
        home.run(["get-host", &id, port]).any_stderr().code(2);
    }
}

#[test]
fn traefik_routes_every_port_over_http_https_and_websockets_and_forgets_killed_sandboxes() {
    let home = Home::new();
    let traefik = Traefik::start(&home.path("traefik-home"));
    home.run(["config", "set", "route.dynamic_dir", traefik.folder.to_str().unwrap()]).success();
    home.run(["config", "set", "route.domain", "example.test"]).success();
    home.run(["config", "set", "route.provider", "traefik"]).success();
    let id = home.init();
    web(&home, &id, 8000);
    web(&home, &id, 3000);
    assert_eq!(home.run(["get-host", &id]).success().text(), format!("https://qa-{id}.example.test\n"));
    let first = Site::behind(traefik.http, &format!("qa-{id}.example.test"));
    assert_eq!(first.until("/", 200).body, "here8000\n");
    assert_eq!(home.run(["get-host", &id, "3000"]).success().text(), format!("https://qa-{id}-3000.example.test\n"));
    let second = Site::behind(traefik.http, &format!("qa-{id}-3000.example.test"));
    assert_eq!(second.until("/", 200).body, "here3000\n");

    let resolve = format!("qa-{id}.example.test:{}:127.0.0.1", traefik.https.port());
    let url = format!("https://qa-{id}.example.test:{}/", traefik.https.port());
    let curl = std::process::Command::new("curl")
        .args(["--silent", "--insecure", "--resolve", &resolve, &url])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&curl.stdout), "here8000\n", "over https: {curl:?}");

    home.run(["exec", "-d", &id, WEBSOCKET_ECHO]).success().id();
    home.run(["get-host", &id, "7000"]).success();
    assert_eq!(echo_through(&traefik, &format!("qa-{id}-7000.example.test")), b"ping");

    home.run(["kill", &id]).success();
    first.until("/", 404);
    assert_eq!(names(&traefik.folder), Vec::<String>::new());
    home.is_clean();
}

/// A WebSocket server of a few lines: the handshake, then one frame sent back unmasked.
const WEBSOCKET_ECHO: &str = r#"python3 -c '
import socket, base64, hashlib
server = socket.create_server(("0.0.0.0", 7000))
while True:
    peer, _ = server.accept()
    head = b""
    while b"\r\n\r\n" not in head:
        head += peer.recv(4096)
    key = [line for line in head.decode().split("\r\n") if line.lower().startswith("sec-websocket-key:")][0].split(":", 1)[1].strip()
    accept = base64.b64encode(hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()
    peer.sendall(f"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n".encode())
    frame = peer.recv(4096)
    mask, data = frame[2:6], frame[6:]
    text = bytes(byte ^ mask[at % 4] for at, byte in enumerate(data))
    peer.sendall(bytes([0x81, len(text)]) + text)
'"#;

fn echo_through(traefik: &Traefik, host: &str) -> Vec<u8> {
    let begun = std::time::Instant::now();
    loop {
        let mut stream = TcpStream::connect(traefik.http).unwrap();
        stream.set_read_timeout(Some(std::time::Duration::from_secs(5))).unwrap();
        let key = "dGhlIHNhbXBsZSBub25jZQ==";
        write!(stream, "GET / HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n").unwrap();
        let mut head = Vec::new();
        let mut byte = [0u8];
        while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
            head.push(byte[0]);
        }
        if head.starts_with(b"HTTP/1.1 101") {
            stream.write_all(&[0x81, 0x84, 1, 2, 3, 4, b'p' ^ 1, b'i' ^ 2, b'n' ^ 3, b'g' ^ 4]).unwrap();
            let mut frame = [0u8; 6];
            stream.read_exact(&mut frame).unwrap();
            return frame[2..].to_vec();
        }
        assert!(begun.elapsed().as_secs() < 20, "no upgrade: {}", String::from_utf8_lossy(&head));
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
}

#[test]
fn a_folder_that_cannot_be_written_fails_init_and_leaves_nothing() {
    let home = Home::new();
    home.run(["config", "set", "route.dynamic_dir", "/no/such/folder"]).success();
    home.run(["config", "set", "route.domain", "example.test"]).success();
    home.run(["config", "set", "route.provider", "traefik"]).success();
    home.run(["init", "--json"]).fails_in_json("not_found", 4, "route", "route.dynamic_dir");
    home.is_clean();
}
