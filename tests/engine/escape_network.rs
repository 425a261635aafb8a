//! What a default sandbox may not reach on the network: its siblings, by any name, and the machine that it runs on.

use crate::support::{Home, docker};
use std::net::{Ipv4Addr, TcpListener, UdpSocket};

/// Tries each address that it is given; says how each attempt ended.
const REACH: &str = r#"
import errno, socket, sys
for place in sys.argv[1:]:
    host, _, port = place.rpartition(":")
    try:
        peer = socket.create_connection((host, int(port)), 2)
        peer.settimeout(2)
        print(place, "reached", peer.recv(20).decode() or "-")
    except socket.gaierror:
        print(place, "unknown")
    except TimeoutError:
        print(place, "silence")
    except OSError as error:
        print(place, errno.errorcode.get(error.errno, error.errno))
"#;

fn reach(home: &Home, id: &str, places: &[String]) -> Vec<(String, String)> {
    let arguments = ["exec", "-u", "root", id, "--", "python3", "-c", REACH].map(str::to_owned);
    let text = home.run(arguments.iter().chain(places)).success().text();
    let lines = text.lines().filter_map(|line| line.split_once(' '));
    let outcomes: Vec<(String, String)> =
        lines.map(|(place, outcome)| (place.to_owned(), outcome.to_owned())).collect();
    assert_eq!(outcomes.len(), places.len(), "{text}");
    outcomes
}

/// How a firewall says no. What nobody listens on says `ECONNREFUSED`, too, which is why each place is proved to answer.
const REFUSED: [&str; 6] = ["silence", "ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "EACCES", "EPERM"];

/// A service on all addresses of this machine that greets who connects.
fn greeting() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::UNSPECIFIED, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut peer in listener.incoming().flatten() {
            let _ = std::io::Write::write_all(&mut peer, b"the host");
        }
    });
    port
}

fn greets(address: &str, port: u16) -> bool {
    let Ok(mut peer) = std::net::TcpStream::connect((address, port)) else { return false };
    let mut text = String::new();
    std::io::Read::read_to_string(&mut peer, &mut text).is_ok() && text == "the host"
}

#[test]
fn a_sibling_is_reached_neither_by_address_nor_by_any_name() {
    let home = Home::new();
    let (one, two) = (home.init_with(&["--name", "one"]), home.init_with(&["--name", "two"]));
    let greet = "import socketserver\nclass H(socketserver.BaseRequestHandler):\n  def handle(self): self.request.sendall(b'sibling')\nsocketserver.TCPServer(('', 8000), H).serve_forever()";
    home.run(["exec", "-d", &two, "--", "python3", "-c", greet]).success().id();
    let shown = home.run(["show", &two, "--json"]).success().json();
    let (address, container) = (shown["address"].as_str().unwrap(), shown["container_id"].as_str().unwrap());
    // The witness: it is there for this machine, and for itself.
    let here = vec![format!("{address}:8000")];
    crate::live::until("reached by itself", || reach(&home, &two, &here)[0].1 == "reached sibling");
    assert!(std::net::TcpStream::connect((address, 8000)).is_ok());
    let outcomes = reach(&home, &one, &here);
    assert!(REFUSED.contains(&outcomes[0].1.as_str()), "{outcomes:?}");
    let of_two = docker(&["inspect", "--format", "{{.Name}}", container]);
    let names = ["two", &two, of_two.trim().trim_start_matches('/'), &container[..12]];
    let places: Vec<String> = names.iter().map(|name| format!("{name}:8000")).collect();
    for (place, outcome) in reach(&home, &one, &places) {
        assert!(outcome == "unknown" || REFUSED.contains(&outcome.as_str()), "{place}: {outcome}");
    }
    // Nor by a datagram, nor by pretending that its address is its neighbour's.
    let heard = "import socket\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\ns.bind(('', 9000))\ns.settimeout(3)\nprint('bound', flush=True)\ntry: print(s.recv(10).decode())\nexcept TimeoutError: print('nothing')";
    let job = home.run(["exec", "-d", &two, "--", "python3", "-c", heard]).success().id();
    crate::live::until("bound", || home.run(["jobs", "logs", &two, &job]).success().text().starts_with("bound"));
    let send = format!(
        "import socket\nfor n in range(20): socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('{address}', 9000))"
    );
    home.run(["exec", "-u", "root", &one, "--", "python3", "-c", &send]).any_stderr();
    home.run(["jobs", "wait", "-q", &two, &job]).any_stderr();
    assert_eq!(home.run(["jobs", "logs", &two, &job]).success().text(), "bound\nnothing\n");
}

#[test]
fn what_listens_on_the_machine_is_not_reached_by_any_of_its_addresses() {
    let home = Home::new();
    let id = home.init();
    let port = greeting();
    let addresses = own_addresses();
    assert!(addresses.len() > 1 && addresses.iter().all(|address| greets(address, port)), "{addresses:?}");
    let gateway = home.run(["exec", &id, "awk '$2 == \"00000000\" { print $3 }' /proc/net/route"]).success().text();
    let gateway = u32::from_str_radix(gateway.trim(), 16).map(|raw| Ipv4Addr::from(raw.swap_bytes())).unwrap();
    assert!(addresses.contains(&gateway.to_string()), "the bridge's address {gateway} is one of {addresses:?}");
    let places: Vec<String> =
        addresses.iter().chain(&["host.docker.internal".to_owned()]).map(|to| format!("{to}:{port}")).collect();
    for (place, outcome) in reach(&home, &id, &places) {
        assert!(outcome == "unknown" || REFUSED.contains(&outcome.as_str()), "{place}: {outcome}");
    }
    let metadata = ["169.254.169.254:80".to_owned(), "169.254.170.2:80".to_owned()];
    for (place, outcome) in reach(&home, &id, &metadata) {
        assert!(REFUSED.contains(&outcome.as_str()), "{place}: {outcome}");
    }
}

/// The addresses of this machine, loopback among them.
fn own_addresses() -> Vec<String> {
    let table = std::fs::read_to_string("/proc/net/fib_trie").unwrap();
    let lines: Vec<&str> = table.lines().collect();
    let local = lines.windows(2).filter(|pair| pair[1].contains("/32 host LOCAL"));
    let mut addresses: Vec<String> =
        local.filter_map(|pair| pair[0].split_whitespace().last().map(str::to_owned)).collect();
    addresses.sort();
    addresses.dedup();
    addresses.retain(|address| UdpSocket::bind((address.as_str(), 0)).is_ok());
    addresses
}
