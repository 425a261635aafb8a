//! A home's table: made, changed in one transaction, read, removed.

use super::attributes::{Attributes, find, parse};
use super::expression::{Expression, Rule, Verdict, verdict_data};
use super::netlink::{APPEND, Batch, CREATE, Kind, Socket};
use super::rules::{
    BRIDGES, FENCES, GATEWAYS, Hook, NETWORKS, REFUSED, RESOLVERS, TALKING, UPLINKS, chains, own, own_chain,
};
use super::{Answer, Change, MEMORY, PREFIX, VERSION};
use crate::sandbox::fence::Fence;
use std::collections::BTreeSet;
use std::ffi::CStr;
use std::io;
use std::net::Ipv4Addr;

/// Before the engine's own chains, which hang at 0. What is refused in any chain is refused.
const PRIORITY: i32 = -10;
/// Destinations that are remembered.
const REMEMBERED: u32 = 16_384;
/// Elements in one message: its length has 16 bits.
const ELEMENTS: usize = 500;

/// Flags of sets.
const MAP: u32 = 8;
const TIMEOUT: u32 = 0x10;
const DYNAMIC: u32 = 0x20;
/// The type of a map's data that is a verdict.
const VERDICTS: u32 = 0xffff_ff00;

/// Kinds of keys, as other tools name them.
const ADDRESS: (u32, u32) = (7, 4);
const INTERFACE: (u32, u32) = (41, 16);
/// Two addresses; sender, destination, protocol and port: types are six bits each.
const ADDRESSES: (u32, u32) = ((7 << 6) | 7, 8);
const CONVERSATION: (u32, u32) = ((7 << 18) | (7 << 12) | (12 << 6) | 13, 16);

/// What the tables of all homes begin with.
const OURS: &str = "sandcastle_";

/// A home's table.
pub(super) struct Table {
    name: String,
}

impl Table {
    pub(super) fn of(home: &str) -> Table {
        Table { name: format!("{OURS}{home}") }
    }

    fn named(&self) -> Attributes {
        Attributes::new().text(1, &self.name)
    }

    /// Makes the table as it is to be, in one transaction.
    pub(super) fn put(&self, change: &Change) -> io::Result<()> {
        let socket = Socket::open()?;
        self.release(&socket, change)?;
        let stands = self.stands(&socket)?;
        match socket.commit(&self.batch(change, stands)) {
            // It went between our look and our change.
            Err(error) if stands && error.kind() == io::ErrorKind::NotFound => {
                socket.commit(&self.batch(change, false))
            }
            other => other,
        }
    }

    /// A home that is gone may have left a table that still holds for networks which are ours by now.
    fn release(&self, socket: &Socket, change: &Change) -> io::Result<()> {
        let ours: BTreeSet<Ipv4Addr> = change.networks.iter().map(|bridge| bridge.base).collect();
        for message in socket.dump(Kind::GetTable, &Attributes::new())?.unwrap_or_default() {
            let name = find(&message, 1).and_then(|name| CStr::from_bytes_until_nul(name).ok()?.to_str().ok());
            let Some(name) = name.filter(|name| name.starts_with(OURS) && *name != self.name) else { continue };
            let other = Table { name: name.to_owned() };
            let mut batch = Batch::default();
            for base in other.addresses(socket, NETWORKS)?.intersection(&ours) {
                batch.push(Kind::DeleteElements, 0, other.element(NETWORKS, &key(*base)));
            }
            match socket.commit(&batch) {
                // One that goes at this moment claims nothing.
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    fn batch(&self, change: &Change, stands: bool) -> Batch {
        let mut batch = Batch::default();
        let mut fences: Vec<&(Ipv4Addr, Fence)> = Vec::new();
        if !stands {
            self.build(&mut batch);
            fences.extend(&change.others);
        }
        self.surroundings(&mut batch, change);
        fences.extend(&change.fences);
        for (address, fence) in fences {
            self.replace(&mut batch, *address, fence);
        }
        batch
    }

    fn build(&self, batch: &mut Batch) {
        // One of another version, or what somebody left of it, goes; a table that is not there can't go.
        batch.push(Kind::NewTable, CREATE, self.named());
        batch.push(Kind::DeleteTable, 0, self.named());
        batch.push(Kind::NewTable, CREATE, self.named());
        let sets = [
            (NETWORKS, ADDRESS),
            (GATEWAYS, ADDRESS),
            (RESOLVERS, ADDRESS),
            (TALKING, ADDRESSES),
            (BRIDGES, INTERFACE),
            (UPLINKS, INTERFACE),
        ];
        for (index, (name, key)) in (1..).zip(sets) {
            batch.push(Kind::NewSet, CREATE, self.set(name, key, 0, index));
        }
        let fences = self.set(FENCES, ADDRESS, MAP, 7).number(6, VERDICTS).number(7, 0);
        batch.push(Kind::NewSet, CREATE, fences);
        let size = Attributes::new().number(1, REMEMBERED);
        let refused = self.set(REFUSED, CONVERSATION, TIMEOUT | DYNAMIC, 8).nested(9, &size).long(11, MEMORY);
        batch.push(Kind::NewSet, CREATE, refused);
        self.chain(batch, &version_chain(), None);
        for chain in chains() {
            self.chain(batch, chain.name, chain.hook);
        }
        for chain in chains() {
            self.rules(batch, chain.name, &chain.rules);
        }
    }

    fn set(&self, name: &str, (kind, length): (u32, u32), flags: u32, id: u32) -> Attributes {
        self.named().text(2, name).number(3, flags).number(4, kind).number(5, length).number(10, id)
    }

    fn chain(&self, batch: &mut Batch, name: &str, hook: Option<Hook>) {
        let chain = self.named().text(3, name);
        let chain = match hook {
            None => chain,
            Some(hook) => {
                let place = Attributes::new().number(1, hook as u32).bytes(2, &PRIORITY.to_be_bytes());
                // The policy is to accept: what is not from our networks or to them is none of our business.
                chain.nested(4, &place).number(5, 1).text(7, "filter")
            }
        };
        batch.push(Kind::NewChain, CREATE, chain);
    }

    fn rules(&self, batch: &mut Batch, chain: &str, rules: &[Rule]) {
        for rule in rules {
            let body = self.named().text(2, chain).nested(4, &Expression::list(rule));
            batch.push(Kind::NewRule, CREATE | APPEND, body);
        }
    }

    /// Networks, resolvers and ways out, as they are now.
    fn surroundings(&self, batch: &mut Batch, change: &Change) {
        let each = |key: fn(&super::Bridge) -> Vec<u8>| change.networks.iter().map(key).collect::<Vec<_>>();
        self.fill(batch, NETWORKS, each(|bridge| bridge.base.octets().to_vec()));
        self.fill(batch, GATEWAYS, each(|bridge| bridge.gateway().octets().to_vec()));
        self.fill(batch, BRIDGES, each(|bridge| interface(&bridge.interface)));
        let talking = change.networks.iter().filter(|bridge| bridge.talks);
        let pairs = talking.map(|bridge| [bridge.base.octets(), bridge.base.octets()].concat());
        self.fill(batch, TALKING, pairs.collect());
        let mut resolvers: Vec<Ipv4Addr> = change.resolvers.clone();
        resolvers.extend(super::host::resolvers());
        self.fill(batch, RESOLVERS, resolvers.iter().map(|address| address.octets().to_vec()).collect());
        self.fill(batch, UPLINKS, super::host::uplinks().iter().map(|name| interface(name)).collect());
    }

    fn fill(&self, batch: &mut Batch, set: &str, mut keys: Vec<Vec<u8>>) {
        // Without elements it is all of them.
        batch.push(Kind::DeleteElements, 0, self.named().text(2, set));
        keys.sort();
        keys.dedup();
        for keys in keys.chunks(ELEMENTS) {
            let elements = keys.iter().fold(Attributes::new(), |list, key| {
                list.nested(1, &Attributes::new().nested(1, &Attributes::new().bytes(1, key)))
            });
            batch.push(Kind::NewElements, CREATE, self.named().text(2, set).nested(3, &elements));
        }
    }

    /// Gives a sandbox this fence. The default one is the one of all that have no chain of their own.
    fn replace(&self, batch: &mut Batch, address: Ipv4Addr, fence: &Fence) {
        let chain = own_chain(address);
        let key = key(address);
        let element = |element: &Attributes| self.element(FENCES, element);
        self.chain(batch, &chain, None);
        batch.push(Kind::DeleteRule, 0, self.named().text(2, &chain));
        let there = key.clone().nested(2, &verdict_data(Verdict::Goto(&chain)));
        batch.push(Kind::NewElements, CREATE, element(&there));
        if *fence == Fence::default() {
            batch.push(Kind::DeleteElements, 0, element(&key));
            batch.push(Kind::DeleteChain, 0, self.named().text(3, &chain));
        } else {
            self.rules(batch, &chain, &own(fence));
        }
    }

    fn stands(&self, socket: &Socket) -> io::Result<bool> {
        let chain = self.named().text(3, &version_chain());
        Ok(socket.get(Kind::GetChain, &chain)?.is_some())
    }

    /// The addresses that a set or a map holds.
    fn addresses(&self, socket: &Socket, set: &str) -> io::Result<BTreeSet<Ipv4Addr>> {
        let mut addresses = BTreeSet::new();
        for element in self.elements(socket, set)? {
            let key = find(&element, 1).and_then(|key| find(key, 1)).and_then(|key| <[u8; 4]>::try_from(key).ok());
            addresses.extend(key.map(Ipv4Addr::from));
        }
        Ok(addresses)
    }

    fn element(&self, set: &str, element: &Attributes) -> Attributes {
        self.named().text(2, set).nested(3, &Attributes::new().nested(1, element))
    }

    fn elements(&self, socket: &Socket, set: &str) -> io::Result<Vec<Vec<u8>>> {
        let messages = socket.dump(Kind::GetElements, &self.named().text(2, set))?.unwrap_or_default();
        let lists = messages.iter().filter_map(|message| find(message, 3));
        Ok(lists.flat_map(parse).map(|(_, element)| element.to_vec()).collect())
    }

    /// What stands in it, and what was refused.
    pub(super) fn look(&self) -> io::Result<Answer> {
        let socket = Socket::open()?;
        if !self.stands(&socket)? {
            return Ok(Answer::default());
        }
        let refused = self.elements(&socket, REFUSED)?;
        Ok(Answer {
            failure: None,
            stands: true,
            bridged: super::host::sees_bridged(),
            fenced: self.addresses(&socket, FENCES)?,
            refused: refused.iter().filter_map(|element| super::refused::parse(element)).collect(),
        })
    }

    /// Removes it; one that is not there is gone.
    pub(super) fn remove(&self) -> io::Result<()> {
        let mut batch = Batch::default();
        batch.push(Kind::NewTable, CREATE, self.named());
        batch.push(Kind::DeleteTable, 0, self.named());
        Socket::open()?.commit(&batch)
    }
}

fn version_chain() -> String {
    format!("version_{VERSION}_{PREFIX}")
}

/// An address as the key of an element.
fn key(address: Ipv4Addr) -> Attributes {
    Attributes::new().nested(1, &Attributes::new().bytes(1, &address.octets()))
}

/// The name of an interface as a key: the kernel's 16 bytes.
fn interface(name: &str) -> Vec<u8> {
    let mut key = name.as_bytes().to_vec();
    key.resize(16, 0);
    key
}
