//! What a default sandbox may not reach on the network: its siblings, by any name.

use crate::support::{Home, docker};

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
