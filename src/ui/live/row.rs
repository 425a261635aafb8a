//! A sandbox as one line of the live view: what is known of it, and the text of each column.

use crate::sandbox::id::Id;
use crate::sandbox::ops::observe::Sandbox;
use crate::sandbox::ops::stats::Usage;
use crate::sandbox::status::State;
use crate::ui::human;
use jiff::Timestamp;
use std::time::Duration;

/// What the spinner shows, one after the other.
const SPINNER: [char; 10] = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
/// How long each is shown.
pub(super) const TURN: Duration = Duration::from_millis(100);

/// A sandbox in the view.
#[derive(Debug, Clone)]
pub struct Row {
    /// The id.
    pub id: Id,
    /// The name.
    pub name: String,
    /// The state.
    pub state: State,
    /// The operation in flight or the last one that failed, and its start.
    pub operation: Option<(&'static str, Timestamp)>,
    /// How it failed.
    pub error: Option<String>,
    /// When the sandbox was made.
    pub created_at: Timestamp,
    /// When it may be removed.
    pub expires_at: Option<Timestamp>,
    /// Its declared ports; those that are routed by name carry an arrow.
    pub ports: String,
    /// What is special about it, a letter each; the help of the view explains them.
    pub marks: String,
    /// What a filter is looked for in.
    pub text: String,
}

impl Row {
    /// The line of a sandbox.
    pub fn of(sandbox: &Sandbox) -> Row {
        let (record, operation) = (&sandbox.record, sandbox.operation.as_ref());
        let routed = |port| if record.routed.contains(port) { "→" } else { "" };
        let ports: Vec<String> = record.spec.ports.iter().map(|port| format!("{port}{}", routed(port))).collect();
        let mut marks = String::new();
        let is_kept = record.keepalive_until.is_some_and(|until| until > crate::clock::now());
        for (mark, holds) in [
            ('T', record.temporary),
            ('K', is_kept),
            ('I', record.idle.is_some()),
            ('P', !record.spec.ports.is_empty()),
            ('R', !record.routed.is_empty()),
            ('N', record.spec.network == crate::sandbox::spec::Network::None),
            ('L', !record.labels.is_empty()),
        ] {
            if holds {
                marks.push(mark);
            }
        }
        let labels: String = record.labels.iter().map(|(key, value)| format!(" {key}={value}")).collect();
        Row {
            id: record.id.clone(),
            name: record.name.to_string(),
            state: sandbox.state,
            operation: operation.map(|operation| (operation.kind.verb(), operation.started_at)),
            error: operation.and_then(|operation| operation.error.clone()),
            created_at: record.created_at,
            expires_at: record.expires_at,
            ports: ports.join(","),
            marks,
            text: format!("{} {} {} {}{labels}", record.name, record.id, sandbox.state.as_str(), record.spec.image),
        }
    }

    /// Whether something goes on with it at this moment.
    pub fn is_busy(&self) -> bool {
        self.operation.is_some() && self.error.is_none()
    }

    fn operation_text(&self, now: Timestamp) -> String {
        match (self.operation, &self.error) {
            (None, _) => String::new(),
            (Some((verb, _)), Some(error)) => format!("{verb} failed: {error}"),
            (Some((verb, since)), None) => {
                let turn = now.as_millisecond().unsigned_abs() / TURN.as_millis().max(1) as u64;
                let sign = SPINNER[usize::try_from(turn % SPINNER.len() as u64).unwrap_or_default()];
                format!("{sign} {verb} {}", human::age(between(since, now)))
            }
        }
    }
}

fn between(earlier: Timestamp, later: Timestamp) -> Duration {
    // A clock that was set back makes nothing younger than new.
    later.duration_since(earlier).try_into().unwrap_or_default()
}

/// What is measured of a sandbox from time to time.
#[derive(Debug, Clone, Default)]
pub(super) struct Measured {
    /// The last look.
    pub(super) usage: Option<Usage>,
    /// Percent of one processor between the last two looks.
    pub(super) cpu: Option<f64>,
    /// Bytes a second, in and out, between them.
    pub(super) network: Option<(f64, f64)>,
    /// Bytes that it added to its image.
    pub(super) disk: Option<u64>,
}

impl Measured {
    /// Takes in a new look.
    pub(super) fn see(&mut self, usage: Usage) {
        if let Some(before) = &self.usage {
            self.cpu = usage.cpu_percent_since(before);
            self.network = usage.network_rate_since(before);
        }
        self.usage = Some(usage);
    }

    /// Forgets what only counts while it runs.
    pub(super) fn stop(&mut self) {
        (self.usage, self.cpu, self.network) = (None, None, None);
    }
}

/// The columns, from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Name,
    Id,
    State,
    Cpu,
    Memory,
    In,
    Out,
    Disk,
    Age,
    Ttl,
    Marks,
    Ports,
    Operation,
}

impl Column {
    /// All of them.
    pub(super) const ALL: [Column; 13] = [
        Column::Name,
        Column::Id,
        Column::State,
        Column::Cpu,
        Column::Memory,
        Column::In,
        Column::Out,
        Column::Disk,
        Column::Age,
        Column::Ttl,
        Column::Marks,
        Column::Ports,
        Column::Operation,
    ];

    /// Which goes first where there is no room for all: the last of these.
    pub(super) const BY_WEIGHT: [Column; 13] = [
        Column::Name,
        Column::State,
        Column::Operation,
        Column::Cpu,
        Column::Memory,
        Column::Age,
        Column::Ttl,
        Column::Marks,
        Column::In,
        Column::Out,
        Column::Id,
        Column::Disk,
        Column::Ports,
    ];

    /// Its header.
    pub(super) fn title(self) -> &'static str {
        match self {
            Column::Name => "NAME",
            Column::Id => "ID",
            Column::State => "STATE",
            Column::Cpu => "CPU",
            Column::Memory => "MEMORY",
            Column::In => "IN/S",
            Column::Out => "OUT/S",
            Column::Disk => "DISK",
            Column::Age => "AGE",
            Column::Ttl => "TTL",
            Column::Marks => "MARKS",
            Column::Ports => "PORTS",
            Column::Operation => "OPERATION",
        }
    }

    /// Cells that it takes. The name's is of the longest one, and the operation takes what is left.
    pub(super) fn width(self, longest_name: usize) -> usize {
        match self {
            Column::Name => longest_name.clamp(4, 24),
            Column::Id => 6,
            Column::State | Column::Age | Column::Ttl | Column::In | Column::Out | Column::Disk => 7,
            Column::Cpu => 6,
            Column::Memory => 15,
            Column::Marks => 5,
            Column::Ports => 12,
            Column::Operation => 16,
        }
    }

    /// Whether it holds numbers, which stand at its right end.
    pub(super) fn is_number(self) -> bool {
        use Column::{Age, Cpu, Disk, In, Memory, Out, Ttl};
        matches!(self, Cpu | Memory | In | Out | Disk | Age | Ttl)
    }

    /// Its text for a row.
    pub(super) fn cell(self, row: &Row, measured: &Measured, now: Timestamp) -> String {
        let or_dash = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        match self {
            Column::Name => row.name.clone(),
            Column::Id => row.id.as_str().chars().take(6).collect(),
            Column::State => row.state.as_str().to_owned(),
            Column::Cpu => or_dash(measured.cpu.map(human::percent)),
            Column::Memory => or_dash(
                measured
                    .usage
                    .as_ref()
                    .map(|usage| format!("{}/{}", human::size(usage.memory), human::size(usage.memory_limit))),
            ),
            Column::In => or_dash(measured.network.map(|(incoming, _)| rate(incoming))),
            Column::Out => or_dash(measured.network.map(|(_, outgoing)| rate(outgoing))),
            Column::Disk => or_dash(measured.disk.map(human::size)),
            Column::Age => human::age(between(row.created_at, now)),
            Column::Ttl => or_dash(row.expires_at.map(|at| match between(now, at) {
                Duration::ZERO => "over".to_owned(),
                left => human::age(left),
            })),
            Column::Marks => row.marks.clone(),
            Column::Ports => row.ports.clone(),
            Column::Operation => row.operation_text(now),
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rate is no more than a link's")]
fn rate(bytes: f64) -> String {
    human::size(bytes.max(0.0) as u64)
}
