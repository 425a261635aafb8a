//! What sandboxes reach, from inside, under every policy and over both roads to the kernel: destinations of every kind,
//! each with somebody who listens there, so that what is refused is refused by the fence.

use crate::live::until;
use crate::support::http::Site;
use crate::support::{Home, docker};
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, Command, Stdio};

/// The port of everybody who listens.
const PORT: u16 = 8080;

/// Says of each destination whether a connection is `open`, `refused`, or what else became of it.
const PROBE: &str = r#"
import socket, sys
for place in sys.argv[1:]:
    host, port = place.split(":")
    try:
        socket.create_connection((host, int(port)), 4).close()
        print("open")
    except ConnectionRefusedError:
        print("refused")
    except OSError as error:
        print(error)
"#;

fn probe(home: &Home, sandbox: &str, places: &[String]) -> Vec<String> {
    let mut words = vec!["exec", sandbox, "--", "python3", "-c", PROBE];
    words.extend(places.iter().map(String::as_str));
    home.run(words).success().text().lines().map(str::to_owned).collect()
}

fn address(home: &Home, sandbox: &str) -> Ipv4Addr {
    home.run(["show", sandbox, "--json"]).success().json()["address"].as_str().unwrap().parse().unwrap()
}

/// The address of the engine's host on a sandbox's network.
fn gateway(own: Ipv4Addr) -> Ipv4Addr {
    Ipv4Addr::from((u32::from(own) & !0x3ff) | 1)
}

#[track_caller]
fn ip(arguments: &str) {
    let status = Command::new("ip").args(arguments.split(' ')).status().unwrap();
    assert!(status.success(), "ip {arguments}");
}

/// A machine beside the engine's host, in a network namespace of its own: it has a private address and a public one, and
/// listens on both. Nothing leaves this machine.
struct Neighbour {
    machine: Child,
    link: String,
    private: Ipv4Addr,
    public: Ipv4Addr,
}

impl Neighbour {
    fn new() -> Neighbour {
        let mark = std::process::id() % 50 * 5 + std::thread::current().name().map_or(0, |name| name.len() as u32 % 5);
        let mark = u8::try_from(mark).unwrap();
        let (host, private) = (Ipv4Addr::new(192, 168, mark, 1), Ipv4Addr::new(192, 168, mark, 2));
        let public = Ipv4Addr::new(198, 51, 100, mark.max(1));
        let link = format!("sct{mark}");
        let script = format!(
            "read ready && ip link set lo up && ip addr add {private}/24 dev peer && ip addr add {public}/32 dev lo \
             && ip link set peer up && ip route add default via {host} && echo up \
             && exec python3 -m http.server {PORT} --bind 0.0.0.0"
        );
        let mut machine = Command::new("unshare")
            .args(["--net", "sh", "-c", &script])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // It is in its namespace once its interfaces are others than ours.
        let namespace = |process: &str| std::fs::read_link(format!("/proc/{process}/ns/net")).unwrap();
        while namespace(&machine.id().to_string()) == namespace("self") {
            std::thread::yield_now();
        }
        let neighbour = |machine| Neighbour { machine, link: link.clone(), private, public };
        let _ = Command::new("ip").args(["link", "del", &link]).stderr(Stdio::null()).status();
        ip(&format!("link add {link} type veth peer name peer netns {}", machine.id()));
        ip(&format!("addr add {host}/24 dev {link}"));
        ip(&format!("link set {link} up"));
        ip(&format!("route add {public}/32 via {private}"));
        machine.stdin.take().unwrap().write_all(b"\n").unwrap();
        let mut line = String::new();
        BufReader::new(machine.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line, "up\n");
        let neighbour = neighbour(machine);
        Site::of(&format!("http://{}:{PORT}", neighbour.private)).until("/", 200);
        neighbour
    }
}

impl Drop for Neighbour {
    fn drop(&mut self) {
        let _ = Command::new("ip").args(["link", "del", &self.link]).status();
        let _ = self.machine.kill();
        let _ = self.machine.wait();
    }
}

/// Destinations with somebody who listens at each of them.
struct Yard {
    home: Home,
    sibling: String,
    neighbour: Neighbour,
    service: TcpListener,
}

/// What is asked for in [`Yard::reached`], in this order.
const PLACES: [&str; 8] = ["public", "private", "host", "docker0", "sibling", "metadata", "resolver", "elsewhere"];

impl Yard {
    fn new(road: &str) -> Yard {
        let home = Home::new();
        home.run(["config", "set", "guest.road", road]).success();
        let sibling = home.init_with(&["--name", "sibling"]);
        home.run(["exec", "-d", &sibling, &format!("python3 -m http.server {PORT}")]).success().id();
        let url = home.run(["get-host", &sibling, &PORT.to_string()]).success().text();
        Site::of(url.trim()).until("/", 200);
        Yard { home, sibling, neighbour: Neighbour::new(), service: TcpListener::bind("0.0.0.0:0").unwrap() }
    }

    fn places(&self, from: &str) -> Vec<String> {
        let service = self.service.local_addr().unwrap().port();
        let docker0 = docker(&["network", "inspect", "bridge", "--format", "{{(index .IPAM.Config 0).Gateway}}"]);
        let resolvers = std::fs::read_to_string("/etc/resolv.conf").unwrap();
        let resolver = resolvers.lines().find_map(|line| line.strip_prefix("nameserver ")).unwrap().to_owned();
        vec![
            format!("{}:{PORT}", self.neighbour.public),
            format!("{}:{PORT}", self.neighbour.private),
            format!("{}:{service}", gateway(address(&self.home, from))),
            format!("{}:{service}", docker0.trim()),
            format!("{}:{PORT}", address(&self.home, &self.sibling)),
            "169.254.169.254:80".to_owned(),
            format!("{resolver}:53"),
            "240.0.0.1:80".to_owned(),
        ]
    }

    /// The names of the places that a sandbox reaches. Those that it does not reach are refused at once, and it can be
    /// reached itself.
    fn reached(&self, sandbox: &str) -> Vec<&'static str> {
        let answers = probe(&self.home, sandbox, &self.places(sandbox));
        assert_eq!(answers.len(), PLACES.len(), "{answers:?}");
        let reached = |answer: &str, place: &str| match answer {
            "open" => true,
            "refused" => false,
            // Where nobody lives there is nobody to answer, if it is not refused.
            other => panic!("{place}: {other}"),
        };
        let places = PLACES.iter().zip(&answers).filter(|(place, _)| !["metadata", "elsewhere"].contains(place));
        let open = places.filter(|(place, answer)| reached(answer, place)).map(|(place, _)| *place).collect();
        self.home.run(["exec", "-d", sandbox, "python3 -m http.server 8000"]).success().id();
        let url = self.home.run(["get-host", sandbox]).success().text();
        Site::of(url.trim()).until("/", 200);
        open
    }
}

fn matrix(road: &str) {
    let yard = Yard::new(road);
    let home = &yard.home;
    let public = home.init();
    assert_eq!(yard.reached(&public), ["public", "resolver"]);
    let answers = probe(home, &public, &yard.places(&public));
    assert_eq!((&*answers[5], &*answers[7]), ("refused", "refused"), "metadata and reserved addresses");
    assert_ne!(home.run(["exec", &public, "getent hosts sibling"]).exit_code(), Some(0));

    let log = home.run(["net", "log", &public, "--json"]).success().json();
    assert_eq!(log["schema"], "refusal.v1");
    let metadata = |item: &&serde_json::Value| item["destination"] == "169.254.169.254";
    let item = log["items"].as_array().unwrap().iter().find(metadata).unwrap();
    assert_eq!((&item["protocol"], &item["port"], &item["packets"]), (&"tcp".into(), &80.into(), &2.into()));
    home.run(["net", "log", &public]).success().stdout_has("169.254.169.254  tcp       80");
    home.run(["net", "log", "-q", &public]).success().stdout_has("169.254.169.254:80\n");
    home.run(["net", "log", "--json", &yard.sibling]).success().stdout_has(r#""items":[]"#);

    let open = home.init_with(&["--egress", "open"]);
    assert_eq!(yard.reached(&open), ["public", "private", "host", "docker0", "resolver"]);
    let none = home.init_with(&["--egress", "none"]);
    assert!(yard.reached(&none).is_empty());
    let rules = format!("deny:{},allow:{}:{PORT}", yard.neighbour.public, yard.neighbour.private);
    let ruled = home.init_with(&["--egress", &rules]);
    assert_eq!(yard.reached(&ruled), ["private"]);

    // Still there after stop and start, and for what comes from it.
    home.run(["restart", &none]).success().stdout_has("");
    assert!(yard.reached(&none).is_empty());
    let fork = home.run(["fork", &none]).success().id();
    assert!(yard.reached(&fork).is_empty());
    home.run(["kill", "--all", "--yes"]).success().stdout_has("");
    home.is_clean();
}

#[test]
fn sandboxes_reach_what_their_policy_says_and_are_reached_themselves() {
    matrix("shared");
}

#[test]
fn the_same_holds_through_the_engine_alone() {
    matrix("bridge");
}

/// Changes the table of a home behind its back, as the root of the engine's host may.
fn behind_its_back(home: &Home, work: &str) -> serde_json::Value {
    told(home, &home.id(), work)
}

/// The work that makes the table be for the network of a sandbox, with these fences.
fn put(home: &Home, sandbox: &str, fences: &str) -> String {
    let base = Ipv4Addr::from(u32::from(address(home, sandbox)) & !0x3ff);
    let network = docker(&["network", "ls", "-q", "--filter", &format!("label=sandcastle.home={}", home.id())]);
    let network = format!(r#"{{"base":"{base}","interface":"br-{}","talks":false}}"#, network.trim());
    format!(r#"{{"put":{{"networks":[{network}],"resolvers":[],"others":[],"fences":{fences}}}}}"#)
}

fn told(home: &Home, table: &str, work: &str) -> serde_json::Value {
    let order = format!(r#"{{"home":"{table}","work":{work}}}"#);
    let folder = home.file("fence/order", order).parent().unwrap().to_owned();
    let mut command = home.command(["guest", "fence"]);
    command.arg(&folder);
    home.finish(command).success();
    serde_json::from_slice(&std::fs::read(folder.join("answer")).unwrap()).unwrap()
}

#[test]
fn a_fence_that_was_taken_away_is_told_of_and_comes_back_with_the_next_start() {
    let home = Home::new();
    let id = home.init_with(&["--egress", "none"]);
    let look = || behind_its_back(&home, r#""look""#);
    let own = address(&home, &id).to_string();
    assert_eq!(look()["fenced"], serde_json::json!([own]));
    home.run(["doctor"]).any_stderr().stdout_has("1 sandboxes run behind their fences");
    behind_its_back(&home, r#""remove""#);
    assert_eq!(look()["stands"], false);
    home.run(["doctor"]).any_stderr().stdout_has("its egress policy none is not in force");
    home.run(["restart", &id]).success().stdout_has("");
    assert_eq!(look()["fenced"], serde_json::json!([own]));
    behind_its_back(&home, r#""remove""#);
    home.run(["doctor", "--fix"]).any_stderr().stdout_has("its egress policy none is not in force");
    assert_eq!(look()["fenced"], serde_json::json!([own]));
    home.run(["doctor"]).any_stderr().stdout_has("1 sandboxes run behind their fences");
    // What a home that is gone has left for the same network does not hold any more.
    let ghost = |work: &str| told(&home, &format!("ghost{}", home.id()), work);
    ghost(&put(&home, &id, "[]"));
    behind_its_back(&home, r#""remove""#);
    home.run(["restart", &id]).success().stdout_has("");
    assert_eq!(probe(&home, &id, &["198.51.100.1:80".to_owned()]), ["refused"]);
    ghost(r#""remove""#);
    // Another sandbox's start puts back what every fence shares, and the fences of all.
    behind_its_back(&home, r#""remove""#);
    let other = home.init();
    assert_eq!(look()["fenced"], serde_json::json!([own]));
    home.run(["kill", "--yes", &id, &other]).success().stdout_has("");
    assert_eq!(look()["stands"], false);
    home.is_clean();
}

#[test]
fn nothing_goes_on_or_begins_without_its_fence_whatever_happened_behind_our_back() {
    let home = Home::new();
    let id = home.init_with(&["--egress", "none"]);
    let own = serde_json::json!([address(&home, &id).to_string()]);
    let container = home.run(["show", "--json", &id]).success().json()["container_id"].as_str().unwrap().to_owned();
    let fenced = || behind_its_back(&home, r#""look""#)["fenced"].clone();
    home.run(["pause", &id]).success().stdout_has("");
    behind_its_back(&home, r#""remove""#);
    home.run(["resume", &id]).success().stdout_has("");
    assert_eq!(fenced(), own, "a sandbox that stood still");
    // Its guest does not know yet who it is, and whoever tells it sees to the fence first.
    let verbs: [&[&str]; 3] = [&["rename", &id, "other"], &["modify", &id, "-e", "A=b"], &["pause", &id]];
    for verb in verbs {
        behind_its_back(&home, r#""remove""#);
        docker(&["restart", "--time", "1", &container]);
        until("its guest refuses", || home.run(["exec", &id, "true"]).any_stderr().exit_code() == Some(125));
        home.run(verb).success().stdout_has("");
        if verb[0] == "pause" {
            home.run(["resume", &id]).success().stdout_has("");
        }
        home.run(["exec", &id, "true"]).success().stdout("");
        assert_eq!(fenced(), own, "{verb:?}");
    }
}

#[test]
fn what_nobody_has_any_more_goes_with_gc() {
    let home = Home::new();
    let (stays, goes) = (home.init(), home.init_with(&["--egress", "none"]));
    let own = address(&home, &goes).to_string();
    home.run(["kill", &goes]).success().stdout_has("");
    assert_eq!(behind_its_back(&home, r#""look""#)["fenced"], serde_json::json!([own]));
    home.run(["gc", "--dry-run"]).any_stderr().stdout_has("no sandbox has this address");
    assert_eq!(behind_its_back(&home, r#""look""#)["fenced"], serde_json::json!([own]));
    home.run(["gc"]).any_stderr().stdout_has("no sandbox has this address");
    assert_eq!(behind_its_back(&home, r#""look""#)["fenced"], serde_json::json!([]));
    home.run(["kill", &stays]).success().stdout_has("");
    home.is_clean();
}

#[test]
fn a_claim_from_the_pool_and_the_address_of_a_dead_one_get_their_own_fence() {
    let home = Home::new();
    home.run(["pool", "fill", "--size", "1"]).success().any_stderr();
    let claimed = home.run(["init", "--json", "--egress", "none"]).success().any_stderr().json();
    assert_eq!(claimed["made"], "pool");
    let id = claimed["id"].as_str().unwrap();
    assert_eq!(probe(&home, id, &["198.51.100.1:80".to_owned()]), ["refused"]);
    // What others have left at an address does not hold for the next one who has it.
    let next = home.init();
    let own = address(&home, &next);
    let stale = put(&home, &next, &format!(r#"[["{own}",{{"filters":[],"otherwise":"allow"}}]]"#));
    behind_its_back(&home, &stale);
    home.run(["restart", &next]).success().stdout_has("");
    assert_eq!(probe(&home, &next, &["169.254.169.254:80".to_owned()]), ["refused"]);
    home.run(["kill", "--all", "--yes"]).success().stdout_has("");
    home.run(["pool", "drain"]).success().any_stderr();
    home.is_clean();
}

#[test]
fn a_new_fence_cuts_what_is_under_way() {
    let yard = Yard::new("shared");
    let id = yard.home.init_with(&["--egress", "open"]);
    let own = address(&yard.home, &id);
    // Nobody reads there, and nobody hangs up.
    let service = yard.service.local_addr().unwrap().port();
    let talk = format!(
        "import socket, time\n\
         link = socket.create_connection(('{}', {service}))\n\
         print('connected', flush=True)\n\
         while True:\n    link.send(b'.'); time.sleep(0.05)\n",
        gateway(own)
    );
    let mut talking = yard.home.command(["exec", &id, "--", "python3", "-c", &talk]);
    let mut talking = talking.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(talking.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line, "connected\n");
    let change = put(&yard.home, &id, &format!(r#"[["{own}",{{"filters":[],"otherwise":"deny"}}]]"#));
    behind_its_back(&yard.home, &change);
    let output = talking.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("ConnectionRe"), "{said}");
}

#[test]
fn a_group_sees_itself_and_nobody_else() {
    let home = Home::new();
    let outside = home.init();
    let (one, two) = (
        home.init_with(&["--name", "one", "--network", "group:web"]),
        home.init_with(&["--name", "two", "--network", "group:web", "--egress", "none"]),
    );
    let other = home.init_with(&["--name", "other", "--network", "group:db"]);
    for id in [&outside, &one, &two, &other] {
        home.run(["exec", "-d", id, "python3 -m http.server 8000"]).success().id();
        let url = home.run(["get-host", id]).success().text();
        Site::of(url.trim()).until("/", 200);
    }
    let place = |id: &str| format!("{}:8000", address(&home, id));
    let all = [place(&outside), place(&one), place(&two), place(&other)];
    assert_eq!(probe(&home, &outside, &all), ["open", "refused", "refused", "refused"]);
    assert_eq!(probe(&home, &one, &all), ["refused", "open", "open", "refused"]);
    assert_eq!(probe(&home, &two, &all), ["refused", "open", "open", "refused"]);
    assert_eq!(probe(&home, &other, &all), ["refused", "refused", "refused", "open"]);
    assert_eq!(probe(&home, &one, &["two:8000".to_owned(), format!("{two}:8000")]), ["open", "open"]);
    assert_eq!(probe(&home, &two, &["198.51.100.1:80".to_owned()]), ["refused"]);
    assert_ne!(home.run(["exec", &outside, "getent hosts two"]).exit_code(), Some(0));
    assert_ne!(home.run(["exec", &other, "getent hosts two"]).exit_code(), Some(0));
    home.run(["rename", "one", "first"]).success().stdout_has("").stderr_has("still called one");
    // The network of a group goes with its last member.
    let groups = || home.on_engine().into_iter().filter(|name| name.contains("-group-")).count();
    assert_eq!(groups(), 2);
    home.run(["kill", &other]).success().stdout_has("");
    assert_eq!(groups(), 1);
    home.run(["kill", "--yes", &one, &two]).success().stdout_has("");
    assert_eq!(groups(), 0);
    home.run(["kill", &outside]).success().stdout_has("");
    home.is_clean();
}

#[test]
fn a_sandbox_of_another_home_and_a_neighbour_reach_no_port_that_was_not_published() {
    let yard = Yard::new("shared");
    let other = Home::new();
    let id = other.init_with(&["--egress", "open"]);
    let sibling = address(&yard.home, &yard.sibling);
    assert_eq!(probe(&other, &id, &[format!("{sibling}:{PORT}")]), ["refused"]);
    let script = format!("import socket; socket.create_connection(('{sibling}', {PORT}), 4)");
    let machine = yard.neighbour.machine.id().to_string();
    let output =
        Command::new("nsenter").args(["--net", "--target", &machine, "python3", "-c", &script]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("ConnectionRefused"), "{said}");
}
