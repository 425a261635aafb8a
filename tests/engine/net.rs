//! Egress policies as they are said: names, what is told of them, and `net test`.

use crate::support::dns::Dns;
use crate::support::{Home, docker};
use serde_json::Value;

/// A home whose policies are looked up by a server of the test.
fn home(dns: &Dns) -> Home {
    let home = Home::new();
    home.run(["config", "set", "egress.resolver", &dns.address().to_string()]).success();
    home
}

fn layer<'a>(tested: &'a Value, name: &str) -> &'a Value {
    tested["layers"].as_array().unwrap().iter().find(|layer| layer["layer"] == name).unwrap_or(&Value::Null)
}

/// The address at which sandboxes of this home see the engine's host.
fn host_of(home: &Home, id: &str) -> std::net::Ipv4Addr {
    let shown = home.run(["show", id, "--json"]).success().json();
    let own: std::net::Ipv4Addr = shown["address"].as_str().unwrap().parse().unwrap();
    (u32::from(own) & !0x3ff | 1).into()
}

#[test]
fn names_of_a_policy_are_looked_up_pinned_told_and_looked_up_again() {
    let dns = Dns::new(&[("api.example.test", &[[198, 51, 100, 8], [198, 51, 100, 7]])]);
    let home = home(&dns);
    let id = home.init_with(&["--egress", "allow:API.example.test:443", "--egress", "deny:private"]);
    let hosts = || home.run(["exec", &id, "getent ahostsv4 api.example.test | awk '/STREAM/ {print $1}'"]);
    hosts().success().stdout("198.51.100.7\n198.51.100.8\n");
    let shown = home.run(["show", &id, "--json"]).success().json();
    assert_eq!(shown["egress"], "allow:api.example.test:443,deny:private");
    let enforced = &shown["egress_enforced"];
    assert_eq!(enforced["names"]["api.example.test"], serde_json::json!(["198.51.100.7", "198.51.100.8"]));
    assert_eq!([&enforced["address"], &enforced["dns"], &enforced["sni"]], ["enforced", "pinned", "not_enforced"]);
    home.run(["show", &id]).success().stdout_has("api.example.test is 198.51.100.7, 198.51.100.8 since 20");
    dns.set(&[("api.example.test", &[[198, 51, 100, 9]])]);
    home.run(["restart", &id]).success().stdout_has("");
    hosts().success().stdout("198.51.100.9\n");
    // The block is replaced, and what the engine wrote stays.
    home.run(["exec", &id, "grep -c sandcastle: /etc/hosts; grep -c localhost /etc/hosts"]).success().stdout_has("2\n");
    dns.set(&[]);
    home.run(["restart", &id]).success().stderr_has("api.example.test has no IPv4 address; the addresses as of 20");
    hosts().success().stdout("198.51.100.9\n");
    // What was known goes with the fork's source; a fork of its own looks for itself.
    home.run(["fork", "--json", &id]).fails_in_json("not_found", 4, "api.example.test", "how the name is written");
    dns.set(&[("api.example.test", &[[198, 51, 100, 10]])]);
    let fork = home.run(["fork", &id]).success().id();
    home.run(["exec", &fork, "grep -c 198.51.100.10 /etc/hosts"]).success().stdout("1\n");
    home.run(["kill", "--yes", &id, &fork]).success().stdout_has("");
    home.is_clean();
}

#[test]
fn a_policy_that_cannot_be_makes_nothing() {
    let dns = Dns::new(&[("in.example.test", &[[10, 1, 2, 3]])]);
    let home = home(&dns);
    for (policy, part, hint) in [
        ("allow:*.example.com", "can't be enforced", "name each host"),
        ("public,allow:x.example.test", "follows it", "last"),
        ("allow:10.0.0.1/8", "address within a network", "10.0.0.0/8"),
    ] {
        home.run(["init", "--json", "--egress", policy]).fails_in_json("usage", 2, part, hint);
    }
    home.run(["init", "--json", "--network", "none", "--egress", "public"]).fails_in_json("usage", 2, "network", "");
    home.run(["init", "--json", "--egress", "allow:no.example.test"]).fails_in_json("not_found", 4, "no.example", "");
    home.run(["init", "--json", "--egress", "allow:in.example.test"]).fails_in_json(
        "denied",
        8,
        "leads to 10.1.2.3",
        "allow:10.1.2.3",
    );
    home.run(["config", "set", "sandbox.egress", "allow:metdata"]).fails(2, "sandbox.egress", "");
    home.file("project/sandbox.toml", "[settings]\nsandbox.egress = \"open\"\n");
    let mut command = home.command(["ls"]);
    command.current_dir(home.path("project"));
    home.finish(command).fails(2, "a project may not set sandbox.egress", "config set");
    home.is_clean();
}

#[test]
fn a_test_tells_what_is_in_the_way_and_who_put_it_there() {
    let dns = Dns::new(&[]);
    let home = home(&dns);
    let probe = home.init();
    let host = host_of(&home, &probe);
    dns.set(&[("api.example.test", &[host.octets()])]);
    let port = std::net::TcpListener::bind("0.0.0.0:0").unwrap().local_addr().unwrap().port();
    // A name may lead to the host only because the host's address is allowed, too.
    let policy = format!("allow:api.example.test:{port},allow:{host}:{port}");
    let id = home.init_with(&["--egress", &policy]);
    let tested = |url: &str, exit: i32| home.run(["net", "test", &id, url, "--json"]).code(exit).json();

    // Allowed, and nobody listens: it is not the policy.
    let nobody = tested(&format!("http://api.example.test:{port}"), 1);
    assert_eq!(nobody["verdict"], "unreachable", "{nobody}");
    assert_eq!(layer(&nobody, "dns")["outcome"], "allowed");
    assert_eq!(layer(&nobody, "address")["outcome"], "refused");
    let server = std::net::TcpListener::bind(("0.0.0.0", port)).unwrap();
    std::thread::spawn(move || server.incoming().for_each(|stream| answer_as_tls(stream.unwrap())));
    let reached = tested(&format!("http://api.example.test:{port}/path"), 0);
    assert_eq!(
        [&reached["schema"], &reached["verdict"], &reached["policy"], &reached["sandbox"]],
        ["net_test.v1", "reachable", &policy as &str, &id as &str]
    );
    assert_eq!(layer(&reached, "dns")["addresses"], serde_json::json!([host.to_string()]));
    assert_eq!(*layer(&reached, "tls"), Value::Null);
    // A server that answers for any name shows that names in TLS are not enforced.
    let tls = tested(&format!("https://api.example.test:{port}"), 0);
    assert_eq!([&layer(&tls, "tls")["outcome"], &layer(&tls, "tls_other_name")["outcome"]], ["allowed", "allowed"]);
    home.run(["net", "test", &id, &format!("https://api.example.test:{port}")])
        .success()
        .stdout_has("names in TLS are not enforced");
    // Neither a name that is not of the policy nor another port, though somebody listens there.
    let other = tested("http://other.example.test", 8);
    assert_ne!(layer(&other, "dns")["outcome"], "allowed", "{other}");
    let beside = std::net::TcpListener::bind("0.0.0.0:0").unwrap();
    let shut = tested(&format!("tcp://{host}:{}", beside.local_addr().unwrap().port()), 8);
    assert_eq!(layer(&shut, "address")["outcome"], "refused", "{shut}");
    assert_eq!(
        (&other["verdict"], &layer(&other, "dns")["policy_allows"]),
        (&"denied".into(), &false.into()),
        "{other}"
    );
    let shut = tested("tcp://203.0.113.5:22", 8);
    assert_eq!(
        (&shut["verdict"], &layer(&shut, "address")["policy_allows"]),
        (&"denied".into(), &false.into()),
        "{shut}"
    );
    home.run(["net", "test", "-q", &id, "http://10.1.2.3"]).code(8).stdout("denied\n");
    home.run(["net", "test", "--json", &id, "example.com"]).fails_in_json("usage", 2, "is not a URL", "https://HOST");
    home.run(["net", "test", "--json", "nobody", "http://x.example"]).fails_in_json("not_found", 4, "nobody", "");
    home.run(["stop", &id]).success().stdout_has("");
    home.run(["net", "test", "--json", &id, "http://x.example"]).fails_in_json("wrong_state", 6, "stopped", "start");
}

/// Says the beginning of a TLS handshake to whatever is said.
fn answer_as_tls(mut stream: std::net::TcpStream) {
    use std::io::{Read, Write};
    let mut heard = [0u8; 4096];
    if stream.read(&mut heard).is_ok_and(|length| length > 0) {
        let _ = stream.write_all(&[22, 3, 3, 0, 1, 2]);
    }
}

#[test]
fn a_lie_from_inside_is_no_more_than_a_lie() {
    let dns = Dns::new(&[]);
    let home = home(&dns);
    let id = home.init_with(&["--egress", "none"]);
    let shown = home.run(["show", &id, "--json"]).success().json();
    assert_eq!(shown["egress_enforced"]["dns"], "enforced");
    let denied = home.run(["net", "test", "--json", &id, "https://203.0.113.5"]).code(8).json();
    assert_eq!(denied["verdict"], "denied");
    let container = shown["container_id"].as_str().unwrap();
    // Root inside writes what it likes into its files: the verdict is the policy's.
    docker(&["exec", "--user", "0", container, "sh", "-c", "echo '203.0.113.5 api.example.test' >> /etc/hosts"]);
    let fooled = home.run(["net", "test", "--json", &id, "http://api.example.test"]).code(8).json();
    assert_eq!(layer(&fooled, "address")["policy_allows"], false, "{fooled}");
    let none = home.init_with(&["--network", "none"]);
    home.run(["net", "test", "--json", &none, "http://203.0.113.5"]).code(8);
    assert_eq!(home.run(["show", &none, "--json"]).success().json()["egress"], "none");
}

#[test]
fn another_policy_holds_at_once_also_for_one_that_stands_still() {
    let dns = Dns::new(&[("api.example.test", &[[198, 51, 100, 7]])]);
    let home = home(&dns);
    let id = home.init_with(&["--egress", "none"]);
    let host = host_of(&home, &id);
    let server = std::net::TcpListener::bind("0.0.0.0:0").unwrap();
    let port = server.local_addr().unwrap().port();
    let url = format!("tcp://{host}:{port}");
    home.run(["net", "test", "-q", &id, &url]).code(8).stdout("denied\n");
    let policy = format!("allow:host:{port},allow:api.example.test");
    home.run(["modify", &id, "--egress", &policy]).success().stdout_has("egress_names");
    home.run(["net", "test", "-q", &id, &url]).success().stdout("reachable\n");
    home.run(["exec", &id, "grep -c api.example.test /etc/hosts"]).success().stdout("1\n");
    home.run(["pause", &id]).success().stdout_has("");
    home.run(["modify", &id, "--egress", "none"]).success().stdout_has("egress");
    home.run(["resume", &id]).success().stdout_has("");
    home.run(["net", "test", "-q", &id, &url]).code(8).stdout("denied\n");
    home.run(["exec", &id, "grep -c sandcastle: /etc/hosts"]).code(1).stdout("0\n");
}

/// A network of somebody else's, gone with the test.
struct Foreign(String);

impl Drop for Foreign {
    fn drop(&mut self) {
        let _ = std::process::Command::new("docker").args(["network", "rm", &self.0]).output();
    }
}

#[test]
fn a_subnet_that_somebody_else_has_by_now_is_not_asked_for() {
    let home = Home::new();
    let subnet = || {
        let label = format!("label=sandcastle.home={}", home.id());
        let network = docker(&["network", "ls", "-q", "--filter", &label]);
        docker(&["network", "inspect", "--format", "{{(index .IPAM.Config 0).Subnet}}", network.trim()])
            .trim()
            .to_owned()
    };
    let id = home.init();
    let first = subnet();
    home.run(["kill", &id]).success();
    home.is_clean();
    let foreign = Foreign(format!("sandcastle-test-foreign-{}", std::process::id()));
    docker(&["network", "create", "--subnet", &first, &foreign.0]);
    let id = home.init();
    assert_ne!(subnet(), first);
    home.run(["exec", &id, "true"]).success();
    home.run(["kill", &id]).success();
    home.is_clean();
}
