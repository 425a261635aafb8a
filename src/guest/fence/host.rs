//! What the engine's host uses itself: its resolvers, and its ways to the internet.

use std::net::Ipv4Addr;

/// The resolvers that this machine names, as far as a sandbox could ask them.
pub fn resolvers() -> Vec<Ipv4Addr> {
    // A resolver on the machine itself names the real ones elsewhere.
    let files = ["/etc/resolv.conf", "/run/systemd/resolve/resolv.conf"];
    let texts = files.iter().filter_map(|path| std::fs::read_to_string(path).ok());
    texts.flat_map(|text| named(&text)).collect()
}

fn named(text: &str) -> Vec<Ipv4Addr> {
    let lines = text.lines().filter_map(|line| line.trim().strip_prefix("nameserver"));
    let addresses = lines.filter_map(|rest| rest.trim().parse::<Ipv4Addr>().ok());
    addresses.filter(|address| !address.is_loopback() && !address.is_unspecified()).collect()
}

/// Whether packets that stay on one bridge pass the rules. A kernel without that knob does not look at them.
pub(super) fn sees_bridged() -> bool {
    let knob = std::fs::read_to_string("/proc/sys/net/bridge/bridge-nf-call-iptables");
    knob.is_ok_and(|text| text.trim() == "1")
}

/// The interfaces of default routes.
pub(super) fn uplinks() -> Vec<String> {
    ways_out(&std::fs::read_to_string("/proc/net/route").unwrap_or_default())
}

fn ways_out(table: &str) -> Vec<String> {
    let lines = table.lines().skip(1).map(|line| line.split_whitespace().collect::<Vec<_>>());
    let default = lines.filter(|fields| fields.get(1) == Some(&"00000000") && fields.get(7) == Some(&"00000000"));
    default.filter_map(|fields| fields.first().map(|&name| name.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolvers_on_the_machine_itself_do_not_count() {
        let text = "# nameserver 8.8.8.8\nnameserver 127.0.0.53\nnameserver 10.1.1.1\nnameserver ::1\nsearch x\n";
        assert_eq!(named(text), [Ipv4Addr::new(10, 1, 1, 1)]);
    }

    #[test]
    fn only_the_default_route_leads_to_the_internet() {
        let table = "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT\n\
            eth0 00000000 010200C0 0003 0 0 0 00000000 0 0 0\n\
            br-1 0000A8C0 00000000 0001 0 0 0 0000FFFF 0 0 0\n";
        assert_eq!(ways_out(table), ["eth0"]);
    }
}
