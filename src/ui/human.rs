//! Sizes, lengths of time and ages, rounded for people. Programs read `--json`, which has the exact numbers.

use std::time::Duration;

/// A size in binary units: `2 GiB`, `1.5 GiB`, `512 B`.
pub fn size(bytes: u64) -> String {
    const UNITS: [&str; 6] = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    if bytes < 1024 {
        return format!("{bytes} B");
    }
    // Tenths of the unit, in whole numbers: floats would round 1023.96 KiB to "1024 KiB".
    let mut tenths = (u128::from(bytes) * 10 + 512) / 1024;
    let mut unit = 0;
    while tenths >= 10 * 1024 && unit + 1 < UNITS.len() {
        tenths = (tenths + 512) / 1024;
        unit += 1;
    }
    let name = UNITS[unit];
    match (tenths / 10, tenths % 10) {
        (whole, 1..) if whole < 10 => format!("{whole}.{} {name}", tenths % 10),
        (whole, tenth) => format!("{} {name}", whole + u128::from(tenth >= 5)),
    }
}

/// How long something took: `250 ms`, `3.2 s`, `93 s`, `4 min 10 s`, `2 h 5 min`.
pub fn duration(length: Duration) -> String {
    let (seconds, milliseconds) = (length.as_secs(), length.subsec_millis());
    match seconds {
        0 => format!("{milliseconds} ms"),
        1..10 => format!("{seconds}.{} s", milliseconds / 100),
        10..120 => format!("{seconds} s"),
        120..7200 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3600, seconds / 60 % 60),
    }
}

/// How long ago something was, in one unit: `45 s`, `12 min`, `3 h`, `4 d`.
pub fn age(length: Duration) -> String {
    let seconds = length.as_secs();
    match seconds {
        0..120 => format!("{seconds} s"),
        120..7200 => format!("{} min", seconds / 60),
        7200..172_800 => format!("{} h", seconds / 3600),
        _ => format!("{} d", seconds / 86_400),
    }
}

/// A share of one processor: `0.4%`, `12%`, `200%`.
pub fn percent(share: f64) -> String {
    if share < 9.95 { format!("{share:.1}%") } else { format!("{share:.0}%") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_keep_two_digits_where_they_matter() {
        let shown =
            [0, 512, 1023, 1024, 1536, 10 << 10, 1_048_575, 1 << 20, 2 << 30, 3 << 29, 250 << 20, u64::MAX].map(size);
        insta::assert_snapshot!(shown.join("\n"), @r"
        0 B
        512 B
        1023 B
        1 KiB
        1.5 KiB
        10 KiB
        1 MiB
        1 MiB
        2 GiB
        1.5 GiB
        250 MiB
        16 EiB
        ");
    }

    #[test]
    fn durations_and_ages_read_like_speech() {
        let lengths = [0, 250, 3250, 93_000, 250_000, 7_500_000, 400_000_000].map(Duration::from_millis);
        let shown = lengths.map(|length| format!("{} / {}", duration(length), age(length)));
        insta::assert_snapshot!(shown.join("\n"), @r"
        0 ms / 0 s
        250 ms / 0 s
        3.2 s / 3 s
        93 s / 93 s
        4 min 10 s / 4 min
        2 h 5 min / 2 h
        111 h 6 min / 4 d
        ");
    }
}
