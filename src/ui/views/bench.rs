//! Measurements, as they are shown.

use crate::sandbox::ops::bench::{Case, GuestMemory, Report, Samples};
use crate::ui::human;
use serde::Serialize;

/// The shape of `bench --json`.
pub const SCHEMA: &str = "bench.v1";

/// The machine that something was measured on: figures mean nothing without it.
#[derive(Debug, Clone, Serialize)]
pub struct MachineView {
    /// Processors.
    pub cpus: u64,
    /// Bytes of memory.
    pub memory: u64,
    /// The release of the kernel.
    pub kernel: String,
    /// The engine and its version.
    pub engine: String,
    /// How it stores files.
    pub storage: String,
    /// The version of this program.
    pub sandcastle: &'static str,
}

impl MachineView {
    /// In one line.
    pub fn line(&self) -> String {
        let MachineView { cpus, memory, kernel, engine, storage, sandcastle } = self;
        let memory = human::size(*memory);
        format!("{cpus} processors, {memory}, Linux {kernel}, {engine} on {storage}, sandcastle {sandcastle}")
    }
}

/// Times of one contender in milliseconds.
#[derive(Debug, Clone, Serialize)]
pub struct TimesView {
    /// The shortest.
    pub min_ms: f64,
    /// The middle one.
    pub median_ms: f64,
    /// The time that 95 of 100 stay within.
    pub p95_ms: f64,
    /// The time that 99 of 100 stay within.
    pub p99_ms: f64,
    /// The longest.
    pub max_ms: f64,
    /// The share that ended well.
    pub success_rate: f64,
    /// In the order of the rounds.
    pub runs_ms: Vec<f64>,
}

/// One measurement.
#[derive(Debug, Clone, Serialize)]
pub struct CaseView {
    /// What was measured.
    pub name: String,
    /// Whole processes of ours.
    pub sandcastle: Option<TimesView>,
    /// Whole processes of the engine's client; absent where there is none.
    pub docker: Option<TimesView>,
    /// The engine's API, called without a process of its own.
    pub api: Option<TimesView>,
    /// The median of ours divided by the client's.
    pub ratio: Option<f64>,
    /// The ratio that this project wants to stay under.
    pub goal: f64,
    /// Whether it does.
    pub reached: Option<bool>,
    /// The most memory that a process of ours was seen with, in bytes; absent where it ended too soon to look.
    pub peak_memory: Option<u64>,
}

/// All of it.
#[derive(Debug, Clone, Serialize)]
pub struct BenchView {
    /// Where.
    pub machine: MachineView,
    /// Rounds that count.
    pub pairs: usize,
    /// What.
    pub cases: Vec<CaseView>,
    /// Bytes of memory that the guest holds at rest.
    pub guest_idle_memory: Option<u64>,
    /// The most that it has held.
    pub guest_peak_memory: Option<u64>,
}

fn milliseconds(time: std::time::Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e3
}

fn times(samples: &Samples) -> Option<TimesView> {
    let (min, max) = samples.range()?;
    Some(TimesView {
        min_ms: milliseconds(min),
        median_ms: milliseconds(samples.median()?),
        p95_ms: milliseconds(samples.percentile(95)?),
        p99_ms: milliseconds(samples.percentile(99)?),
        max_ms: milliseconds(max),
        success_rate: samples.success_rate(),
        runs_ms: samples.times().iter().copied().map(milliseconds).collect(),
    })
}

impl From<&Case> for CaseView {
    fn from(case: &Case) -> Self {
        let ratio = case
            .client
            .as_ref()
            .and_then(|client| if case.by_last { case.ours.last_to_last(client) } else { case.ours.ratio_to(client) });
        CaseView {
            name: case.name.clone(),
            sandcastle: times(&case.ours),
            docker: case.client.as_ref().and_then(times),
            api: times(&case.api),
            ratio: ratio.map(|ratio| (ratio * 1000.0).round() / 1000.0),
            goal: case.goal,
            reached: ratio.map(|ratio| ratio <= case.goal),
            peak_memory: case.peak,
        }
    }
}

impl BenchView {
    /// The headers of the table.
    pub const HEADERS: [&'static str; 7] = ["MEASURED", "SANDCASTLE", "DOCKER", "API", "RATIO", "GOAL", "MEMORY"];

    /// Of a report.
    pub fn new(machine: MachineView, pairs: usize, report: &Report) -> BenchView {
        let of = |pick: fn(&GuestMemory) -> u64| report.guest.as_ref().map(pick);
        BenchView {
            machine,
            pairs,
            cases: report.cases.iter().map(CaseView::from).collect(),
            guest_idle_memory: of(|guest| guest.idle),
            guest_peak_memory: of(|guest| guest.peak),
        }
    }

    /// The rows of the table: medians, and the range of ours.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let median = |times: &Option<TimesView>| times.as_ref().map_or("-".to_owned(), |times| shown(times.median_ms));
        let row = |case: &CaseView| {
            let mark = if case.reached == Some(false) { " missed" } else { "" };
            vec![
                case.name.clone(),
                median(&case.sandcastle),
                median(&case.docker),
                median(&case.api),
                case.ratio.map_or("-".to_owned(), |ratio| format!("{ratio:.3}")),
                format!("≤ {:.2}{mark}", case.goal),
                case.peak_memory.map_or("-".to_owned(), human::size),
            ]
        };
        self.cases.iter().map(row).collect()
    }

    /// The table for a README, line by line.
    pub fn markdown(&self) -> Vec<String> {
        let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
        let headers = Self::HEADERS.map(|header| header.to_lowercase());
        let rule = Self::HEADERS.map(|_| "---".to_owned());
        [line(&headers), line(&rule)].into_iter().chain(self.rows().iter().map(|row| line(row))).collect()
    }

    /// What the guest holds, in words.
    pub fn guest(&self) -> Option<String> {
        let (idle, peak) = (self.guest_idle_memory?, self.guest_peak_memory?);
        Some(format!("guest: {} at rest, {} at most", human::size(idle), human::size(peak)))
    }
}

fn shown(milliseconds: f64) -> String {
    match milliseconds {
        long if long >= 1000.0 => format!("{:.2} s", long / 1000.0),
        short if short < 10.0 => format!("{short:.1} ms"),
        other => format!("{other:.0} ms"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn samples(times: &[u64]) -> Samples {
        Samples::new(times.iter().map(|&time| Duration::from_millis(time)).collect())
    }

    fn view(client: Option<&[u64]>) -> BenchView {
        let case = Case {
            name: "exec -- true".to_owned(),
            goal: 0.08,
            ours: samples(&[5, 4, 6]),
            client: client.map(samples),
            api: samples(&[40, 1400, 1500]),
            peak: Some(9 << 20),
            by_last: false,
        };
        let machine = MachineView {
            cpus: 2,
            memory: 1 << 30,
            kernel: "6.1".to_owned(),
            engine: "Docker 28".to_owned(),
            storage: "overlay2".to_owned(),
            sandcastle: "1.0",
        };
        let guest = Some(GuestMemory { idle: 1 << 20, peak: 8 << 20 });
        BenchView::new(machine, 3, &Report { cases: vec![case], guest })
    }

    #[test]
    fn a_row_holds_medians_their_ratio_and_whether_the_goal_is_reached() {
        let rows = view(Some(&[60, 50, 70])).rows();
        assert_eq!(rows[0], ["exec -- true", "5.0 ms", "60 ms", "1.40 s", "0.083", "≤ 0.08 missed", "9 MiB"]);
        assert!(view(Some(&[60, 50, 70])).markdown()[0].starts_with("| measured | sandcastle |"));
        assert_eq!(view(None).guest().unwrap(), "guest: 1 MiB at rest, 8 MiB at most");
    }

    #[test]
    fn without_a_client_there_is_no_ratio() {
        let view = view(None);
        assert_eq!(view.rows()[0][2..5], ["-", "1.40 s", "-"]);
        let json = serde_json::to_value(&view).unwrap();
        assert!(json["cases"][0]["docker"].is_null() && json["cases"][0]["reached"].is_null());
    }
}
