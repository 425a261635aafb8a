//! What is read, what is refused, and what a policy comes to.

use super::layers::Layer;
use super::*;
use crate::error::Kind;
use crate::sandbox::fence::mask;
use proptest::prelude::*;

fn egress(text: &str) -> Egress {
    text.parse().unwrap()
}

fn resolved(name: &str, addresses: &[[u8; 4]]) -> Resolved {
    let addresses = addresses.iter().copied().map(Ipv4Addr::from).collect();
    Resolved { at: Timestamp::UNIX_EPOCH, names: [(name.parse().unwrap(), addresses)].into() }
}

#[test]
fn a_policy_reads_as_it_was_said() {
    for text in [
        "public",
        "open",
        "none",
        "allow:10.1.2.3:5432,public",
        "deny:198.51.100.0/24,open",
        "allow:api.example.com:443,allow:dns",
        "allow:0.0.0.0/0:8000-8100",
        "deny:metadata,deny:private:22,allow:host:8080,open",
    ] {
        assert_eq!(egress(text).to_string(), text);
    }
    for (said, canonical) in [
        ("allow:API.Example.COM.:443", "allow:api.example.com:443"),
        ("allow:10.1.2.3/32", "allow:10.1.2.3"),
        ("allow:10.1.2.3:80-80, none", "allow:10.1.2.3:80"),
        (" deny:private , public ", "deny:private,public"),
    ] {
        assert_eq!(egress(said).to_string(), canonical, "{said}");
    }
}

#[test]
fn what_is_no_policy_is_refused_with_the_part_that_is_wrong() {
    let refusal = |text: &str| {
        let error = text.parse::<Egress>().unwrap_err();
        assert_eq!(error.kind(), Kind::Usage, "{text}");
        assert!(!error.hints().is_empty(), "{text}");
        error.message().to_owned()
    };
    for (text, part) in [
        ("", "\"\" is not an egress rule"),
        ("Public", "\"Public\" is not"),
        ("allow:x.example,", "\"\" is not"),
        ("public,open", "\"open\" follows it"),
        ("none,allow:x.example", "\"allow:x.example\" follows it"),
        ("permit:x.example", "\"permit:x.example\" is not"),
        ("public,", "\"\" follows it"),
        ("allow:x.example,deny:metdata", "\"deny:metdata\": \"metdata\" is no destination"),
        ("allow:*.example.com", "can't be enforced"),
        ("allow:https://example.com/", "takes no URL"),
        ("allow:10.1.2.3/8", "10.1.2.3/8 is an address within a network"),
        ("allow:10.1.2", "\"10.1.2\" is no destination"),
        ("allow:10.0.0.0/33", "is not an IPv4 network"),
        ("allow:10.0.0.0/+8", "is not an IPv4 network"),
        ("allow:010.0.0.1", "\"010.0.0.1\" is no destination"),
        ("allow:::1", "no IPv6"),
        ("allow:[fd00::1]:80", "no IPv6"),
        ("allow:fd00::/8", "no IPv6"),
        ("allow:10.1.2.3:0", "\"0\" is no port"),
        ("allow:10.1.2.3:90-80", "\"90-80\" is no port"),
        ("allow:10.1.2.3:http", "\"http\" is no port"),
        ("allow:10.1.2.3:80:81", "more than one colon"),
        ("deny:host", "more addresses"),
        ("allow:dns:53", "dns is port 53"),
        ("allow:-x.example", "\"-x.example\" is no destination"),
        ("allow:a..example", "\"a..example\" is no destination"),
        ("allow:a b.example", "\"a b.example\" is no destination"),
        ("allow:x.example\n", "\"x.example\\n\" is no destination"),
        ("allow::80", "\"\" is no destination"),
        ("allow:x.example:\u{0661}", "is no port"),
    ] {
        assert!(refusal(text).contains(part), "{text}: {}", refusal(text));
    }
    let many = vec!["allow:10.1.2.3"; MAX_RULES + 1].join(",");
    assert!(refusal(&many).contains("at most 256 rules"));
    assert!(egress(&vec!["allow:10.1.2.3"; MAX_RULES].join(",")).rules().len() == MAX_RULES);
}

#[test]
fn the_first_filter_that_fits_decides_and_the_last_word_holds_for_the_rest() {
    let fence = egress("deny:198.51.100.7:443,allow:198.51.100.0/24,deny:203.0.113.0/24,allow:10.1.2.3:5432,public")
        .fence(None, None);
    let allows = |address: [u8; 4], port| fence.allows(address.into(), port);
    assert!(!allows([198, 51, 100, 7], 443) && allows([198, 51, 100, 7], 80) && allows([198, 51, 100, 8], 443));
    assert!(!allows([203, 0, 113, 5], 80) && allows([203, 0, 114, 5], 80));
    assert!(allows([10, 1, 2, 3], 5432) && !allows([10, 1, 2, 3], 5433) && !allows([169, 254, 169, 254], 80));
    assert!(!egress("none").fence(None, None).allows([203, 0, 113, 5].into(), 80));
    assert!(egress("open").fence(None, None).allows([10, 0, 0, 1].into(), 80));
    assert!(!egress("allow:10.0.0.0/8").fence(None, None).allows([11, 0, 0, 1].into(), 80));
    assert!(egress("allow:0.0.0.0/0").fence(None, None).allows([11, 0, 0, 1].into(), 80));
}

#[test]
fn names_and_the_host_become_filters_of_their_addresses_and_the_resolvers_stay_to_be_found() {
    let policy = egress("allow:api.example.com:443,allow:host:8080,allow:dns");
    let resolved = resolved("api.example.com", &[[198, 51, 100, 7], [198, 51, 100, 8]]);
    let fence = policy.fence(Some(&resolved), Some([10, 128, 0, 1].into()));
    assert_eq!(fence.filters.len(), 4);
    assert!(fence.allows([198, 51, 100, 8].into(), 443) && !fence.allows([198, 51, 100, 8].into(), 80));
    assert!(fence.allows([10, 128, 0, 1].into(), 8080) && !fence.allows([10, 128, 0, 1].into(), 22));
    assert!(fence.filters[3].resolvers && fence.filters[3].allow);
    // Before the name is resolved it allows nothing.
    assert_eq!(policy.fence(None, None).filters.len(), 1);
}

#[test]
fn a_name_may_not_lead_to_what_is_not_of_the_internet_unless_a_rule_says_so() {
    let by_name = egress("allow:db.example.com:5432,public");
    for address in
        [[10, 1, 2, 3], [127, 0, 0, 1], [169, 254, 169, 254], [192, 168, 1, 1], [100, 64, 0, 1], [0, 0, 0, 0]]
    {
        assert!(!by_name.trusts(address.into()), "{address:?}");
    }
    assert!(by_name.trusts([198, 51, 100, 7].into()));
    let by_address = egress("allow:db.example.com:5432,allow:10.1.0.0/16:5432,deny:192.168.0.0/16");
    assert!(by_address.trusts([10, 1, 2, 3].into()) && !by_address.trusts([10, 2, 2, 3].into()));
    assert!(!by_address.trusts([192, 168, 0, 1].into()));
}

#[test]
fn what_holds_at_which_layer_is_told() {
    let dns = |text: &str| egress(text).layers().dns;
    assert_eq!(dns("public"), Layer::Open);
    assert_eq!(dns("none"), Layer::Enforced);
    assert_eq!(dns("allow:api.example.com:443"), Layer::Pinned);
    assert_eq!(dns("allow:api.example.com:443,allow:dns"), Layer::Open);
    assert_eq!(dns("deny:dns,public"), Layer::Enforced);
    assert_eq!(egress("open").layers().address, Layer::Open);
    assert!(["public", "open", "none", "allow:dns"].iter().all(|text| egress(text).layers().sni == Layer::NotEnforced));
}

fn destination() -> impl Strategy<Value = Destination> {
    prop_oneof![
        (any::<u32>(), 0u8..=32).prop_map(|(bits, prefix)| Destination::Network((bits & mask(prefix)).into(), prefix)),
        "[a-z0-9]([a-z0-9_-]{0,20}[a-z0-9])?(\\.[a-z]([a-z0-9-]{0,9}[a-z0-9])?){1,3}"
            .prop_map(|name| Destination::Name(name.parse().unwrap())),
        Just(Destination::Private),
        Just(Destination::Metadata),
    ]
}

prop_compose! {
    fn rule()(allow in any::<bool>(), to in destination(), ports in proptest::option::of((1u16.., 1u16..))) -> Rule {
        let ports = ports.map(|(one, other)| format!("{}-{}", one.min(other), one.max(other)).parse().unwrap());
        Rule { allow, to, ports }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(
        rules in proptest::collection::vec(rule(), 1..20),
        otherwise in prop_oneof![Just(Otherwise::Public), Just(Otherwise::Allow), Just(Otherwise::Deny)],
    ) {
        let policy = Egress::Rules(Rules { rules, otherwise });
        let text = policy.to_string();
        prop_assert_eq!(&text.parse::<Egress>().unwrap(), &policy);
        let json = serde_json::to_string(&policy).unwrap();
        prop_assert_eq!(serde_json::from_str::<Egress>(&json).unwrap(), policy);
    }

    #[test]
    fn anything_is_read_or_refused(text in "\\PC*") {
        if let Ok(policy) = text.parse::<Egress>() {
            prop_assert_eq!(policy.to_string().parse::<Egress>().unwrap(), policy);
        }
    }

    #[test]
    fn rules_of_any_look_are_read_or_refused(text in "(allow|deny):[a-z0-9./*:_-]{0,30}(,(public|open|none|allow:[0-9./:-]{0,20}))?") {
        if let Ok(policy) = text.parse::<Egress>() {
            prop_assert_eq!(policy.to_string().parse::<Egress>().unwrap(), policy);
        }
    }
}
