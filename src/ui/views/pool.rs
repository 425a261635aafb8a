//! The pool as it is shown: a line for each kind of sandbox that waits or is to.

use crate::registry::pool::Member;
use crate::sandbox::id::Id;
use crate::sandbox::pool::Origin;
use crate::sandbox::size::ByteSize;
use crate::sandbox::spec::SandboxSpec;
use jiff::Timestamp;
use serde::Serialize;

/// The name of this shape.
pub const SCHEMA: &str = "pool.v1";

/// A kind of sandbox in the pool.
#[derive(Debug, Clone, Serialize)]
pub struct PoolView {
    /// `default`, an image, or `snapshot:NAME`.
    pub kind: String,
    /// The image's id.
    pub image_id: String,
    /// Processors.
    pub cpus: f64,
    /// Bytes of memory.
    pub memory: ByteSize,
    /// Processes and threads.
    pub pids: i64,
    /// How many are declared; 0 for what was filled by hand.
    pub wanted: u16,
    /// How many wait and can be claimed.
    pub ready: usize,
    /// How many wait and are to be renewed.
    pub stale: usize,
    /// Since when the oldest waits.
    pub oldest_at: Option<Timestamp>,
    /// Their ids.
    pub ids: Vec<String>,
}

impl PoolView {
    /// The view of members of one kind.
    pub fn of(
        spec: &SandboxSpec,
        origin: &Origin,
        wanted: u16,
        members: &[&Member],
        stale: &[(Id, &'static str)],
    ) -> PoolView {
        let is_stale = |member: &&&Member| stale.iter().any(|(id, _)| *id == member.id);
        let stale = members.iter().filter(is_stale).count();
        PoolView {
            kind: origin.to_string(),
            image_id: spec.image_id.clone(),
            cpus: spec.cpus,
            memory: spec.memory,
            pids: spec.pids,
            wanted,
            ready: members.len() - stale,
            stale,
            oldest_at: members.iter().map(|member| member.made_at).min(),
            ids: members.iter().map(|member| member.id.to_string()).collect(),
        }
    }

    /// Whether two members are of one kind.
    #[expect(clippy::float_cmp, reason = "both come from the same text or the same default")]
    pub fn are_alike(one: &Member, other: &Member) -> bool {
        let key = |member: &Member| (member.spec.image.clone(), member.spec.pids, member.snapshot.clone());
        key(one) == key(other) && one.spec.cpus == other.spec.cpus && one.spec.memory == other.spec.memory
    }

    /// The headers of a listing.
    pub const HEADERS: [&'static str; 6] = ["KIND", "LIMITS", "READY", "WANTED", "STALE", "OLDEST"];

    /// A row of a listing at the moment `now`.
    pub fn row(&self, now: Timestamp) -> Vec<String> {
        let age = |at: Timestamp| super::super::human::age(now.duration_since(at).try_into().unwrap_or_default());
        vec![
            self.kind.clone(),
            format!("{} CPUs, {}, {} pids", self.cpus, self.memory, self.pids),
            self.ready.to_string(),
            self.wanted.to_string(),
            self.stale.to_string(),
            self.oldest_at.map_or("-".to_owned(), age),
        ]
    }
}
