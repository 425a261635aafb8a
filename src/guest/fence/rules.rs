//! The rules: those that every table of ours has, and those of one sandbox.

use super::PREFIX;
use super::expression::{
    Expression, FIRST, Rule, TCP, UDP, Verdict, as_mapped, between, came_in_on, count_in, destination,
    destination_port, differs, equals, is_answer, is_in, is_ipv4, is_not_published, is_protocol, leaves_on, load, mark,
    mask, over, prohibited, protocol, reset, source, verdict,
};
use crate::sandbox::fence::{Fence, Filter, Otherwise, RESERVED, mask as mask_of};
use std::net::Ipv4Addr;

/// Our networks.
pub(super) const NETWORKS: &str = "networks";
/// Pairs of networks that may talk: each with itself.
pub(super) const TALKING: &str = "talking";
/// The host's addresses on our networks.
pub(super) const GATEWAYS: &str = "gateways";
/// The interfaces of our networks.
pub(super) const BRIDGES: &str = "bridges";
/// The interfaces by which the host reaches the internet.
pub(super) const UPLINKS: &str = "uplinks";
/// The resolvers of the host.
pub(super) const RESOLVERS: &str = "resolvers";
/// The chains of sandboxes that have one of their own.
pub(super) const FENCES: &str = "fences";
/// What was refused.
pub(super) const REFUSED: &str = "refused";

const OUTWARD: &str = "outward";
const TO_HOST: &str = "to_host";
const SANDBOX: &str = "sandbox";
const NEIGHBOUR: &str = "neighbour";
const PUBLIC: &str = "public";
const REFUSE: &str = "refuse";
const TURN_AWAY: &str = "turn_away";

/// How bridges of engines and virtual machines are called.
const OTHERS_BRIDGES: [&str; 5] = ["docker0", "br-", "virbr", "podman", "cni"];

/// Answers that a host gives in a second, beside resets, before it falls silent: its own need some room.
const ANSWERS: (u64, u32) = (100, 50);

/// Where a chain hangs: forwarded packets, or those to the host itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hook {
    /// `NF_INET_LOCAL_IN`.
    Input = 1,
    /// `NF_INET_FORWARD`.
    Forward = 2,
}

/// A chain.
pub(super) struct Chain {
    /// Its name.
    pub name: &'static str,
    /// Where it hangs, if it is not only jumped to.
    pub hook: Option<Hook>,
    /// Its rules.
    pub rules: Vec<Rule>,
}

fn rule(parts: impl IntoIterator<Item = Expression>) -> Rule {
    parts.into_iter().collect()
}

fn chained<const N: usize>(parts: [Vec<Expression>; N]) -> Rule {
    parts.concat()
}

fn network_bits(prefix: u8) -> [u8; 4] {
    mask_of(prefix).to_be_bytes()
}

fn source_is_ours() -> Rule {
    chained([is_ipv4().into(), vec![source(FIRST), mask(FIRST, &network_bits(PREFIX)), is_in(NETWORKS)]])
}

fn destination_is_ours() -> Rule {
    chained([is_ipv4().into(), vec![destination(FIRST), mask(FIRST, &network_bits(PREFIX)), is_in(NETWORKS)]])
}

fn to_resolvers(decide: impl Fn() -> Expression) -> Vec<Rule> {
    let to = |number| {
        chained([
            is_protocol(number).into(),
            vec![destination_port(FIRST), equals(&53u16.to_be_bytes())],
            vec![destination(FIRST), is_in(RESOLVERS), decide()],
        ])
    };
    vec![to(UDP), to(TCP)]
}

/// The mark of a fence: at the host's own address, on a port that only this fence has.
fn marked(port: u16) -> Rule {
    chained([
        is_protocol(TCP).into(),
        vec![destination_port(FIRST), equals(&port.to_be_bytes()), destination(FIRST), is_in(GATEWAYS), mark()],
    ])
}

/// Counts what is refused: TCP and UDP by their port, the rest together.
fn counts() -> Vec<Rule> {
    let count = |fits: Vec<Expression>, port| {
        let key = vec![source(FIRST), destination(FIRST + 1), protocol(FIRST + 2), port];
        chained([fits, key, vec![count_in(REFUSED)]])
    };
    let neither = vec![protocol(FIRST), differs(&[TCP]), differs(&[UDP])];
    vec![
        count(is_protocol(TCP).into(), destination_port(FIRST + 3)),
        count(is_protocol(UDP).into(), destination_port(FIRST + 3)),
        count(neither, load(FIRST + 3, &[0; 4])),
    ]
}

fn answers() -> Vec<Rule> {
    vec![
        chained([is_protocol(TCP).into(), vec![reset()]]),
        rule([over(ANSWERS.0, ANSWERS.1), verdict(Verdict::Drop)]),
        rule([prohibited()]),
    ]
}

/// The chains that every table has. Those that are jumped to come first.
pub(super) fn chains() -> Vec<Chain> {
    let chain = |name, hook, rules| Chain { name, hook, rules };
    let to = |condition: Rule, chain| chained([condition, vec![verdict(Verdict::Jump(chain))]]);
    let accept = || verdict(Verdict::Accept);
    let no_others = rule([came_in_on(), is_in(BRIDGES), verdict(Verdict::Drop)]);
    let network = network_bits(PREFIX);
    let both = chained([
        vec![source(FIRST), mask(FIRST, &network), destination(FIRST + 1), mask(FIRST + 1, &network)],
        vec![is_in(TALKING), accept()],
    ]);
    let refuse = || rule([verdict(Verdict::Goto(REFUSE))]);
    let to_self = rule([came_in_on(), equals(b"lo\0"), accept()]);
    let answer = || chained([is_answer().into(), vec![accept()]]);
    let from_elsewhere = chained([destination_is_ours(), is_not_published().into()]);
    let neighbours = chained([destination_is_ours(), vec![verdict(Verdict::Goto(NEIGHBOUR))]]);
    vec![
        chain(REFUSE, None, [counts(), answers()].concat()),
        chain(TURN_AWAY, None, answers()),
        chain(NEIGHBOUR, None, vec![both, refuse()]),
        // One that has its own chain does not come back here, so that it never shows the mark of the others.
        chain(
            SANDBOX,
            None,
            vec![rule([source(FIRST), as_mapped(FENCES)]), marked(Fence::default().mark(super::VERSION))],
        ),
        chain(PUBLIC, None, public()),
        chain(OUTWARD, None, vec![neighbours, to(Vec::new(), SANDBOX), rule([verdict(Verdict::Goto(PUBLIC))])]),
        chain(TO_HOST, None, [vec![to(Vec::new(), SANDBOX)], to_resolvers(accept), vec![refuse()]].concat()),
        // What a sandbox begins is looked at with every packet: so a new fence also holds for what is under way.
        chain(
            "forward",
            Some(Hook::Forward),
            vec![answer(), to(source_is_ours(), OUTWARD), no_others.clone(), to(from_elsewhere, TURN_AWAY)],
        ),
        chain("input", Some(Hook::Input), vec![to_self, answer(), to(source_is_ours(), TO_HOST), no_others]),
    ]
}

fn public() -> Vec<Rule> {
    let refuse = || verdict(Verdict::Goto(REFUSE));
    let mut rules = to_resolvers(|| verdict(Verdict::Accept));
    for (base, prefix) in RESERVED {
        let is_of_it = [mask(FIRST, &network_bits(prefix)), equals(&base.octets())];
        rules.push(chained([vec![destination(FIRST)], is_of_it.into(), vec![refuse()]]));
    }
    // A host may well have a bridge as its way out.
    rules.push(rule([leaves_on(), is_in(UPLINKS), verdict(Verdict::Accept)]));
    for name in OTHERS_BRIDGES {
        rules.push(rule([leaves_on(), equals(name.as_bytes()), refuse()]));
    }
    rules.push(rule([verdict(Verdict::Accept)]));
    rules
}

/// The name of a sandbox's own chain.
pub(super) fn own_chain(address: Ipv4Addr) -> String {
    format!("fence_{:08x}", u32::from(address))
}

/// The rules of a sandbox's own chain.
pub(super) fn own(fence: &Fence) -> Vec<Rule> {
    let mut rules = vec![marked(fence.mark(super::VERSION))];
    rules.extend(fence.filters.iter().flat_map(filter));
    match fence.otherwise {
        Otherwise::Public => {}
        Otherwise::Allow => rules.push(rule([verdict(Verdict::Accept)])),
        Otherwise::Deny => rules.push(rule([verdict(Verdict::Goto(REFUSE))])),
    }
    rules
}

fn filter(filter: &Filter) -> Vec<Rule> {
    let bits = network_bits(filter.prefix);
    let base = (u32::from(filter.network) & u32::from_be_bytes(bits)).to_be_bytes();
    let decide = || verdict(if filter.allow { Verdict::Accept } else { Verdict::Goto(REFUSE) });
    if filter.resolvers {
        return to_resolvers(decide);
    }
    let address = || vec![destination(FIRST), mask(FIRST, &bits), equals(&base)];
    match filter.ports {
        None => vec![chained([address(), vec![decide()]])],
        Some((first, last)) => {
            let of = |number| {
                let ports = between(&first.to_be_bytes(), &last.to_be_bytes());
                let ports = chained([vec![destination_port(FIRST)], ports.into()]);
                chained([address(), is_protocol(number).into(), ports, vec![decide()]])
            };
            vec![of(TCP), of(UDP)]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_with_ports_holds_for_tcp_and_for_udp() {
        let one = Filter { allow: true, network: Ipv4Addr::new(198, 51, 100, 7), prefix: 24, ..Filter::default() };
        assert_eq!(filter(&one).len(), 1);
        assert_eq!(filter(&Filter { ports: Some((80, 90)), ..one }).len(), 2);
        assert_eq!(filter(&Filter { resolvers: true, ..Filter::default() }).len(), 2);
    }
}
