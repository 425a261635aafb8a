//! Times of one contender, and what is said of them.

use std::time::Duration;

/// Times in the order of the rounds.
#[derive(Debug, Clone, Default)]
pub struct Samples(Vec<Duration>, u32);

impl Samples {
    /// Of these times.
    pub fn new(times: Vec<Duration>) -> Samples {
        Samples(times, 0)
    }

    /// And so many that failed.
    #[must_use]
    pub fn with_failures(self, failed: u32) -> Samples {
        Samples(self.0, failed)
    }

    /// How many failed.
    pub fn failures(&self) -> u32 {
        self.1
    }

    /// The time that `percent` of all stay within; none of nothing.
    pub fn percentile(&self, percent: usize) -> Option<Duration> {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * percent).div_ceil(100);
        sorted.get(rank.max(1) - 1).copied()
    }

    /// In the order of the rounds.
    pub fn times(&self) -> &[Duration] {
        &self.0
    }

    /// The middle one; of an even number, the mean of the two in the middle. None of nothing.
    pub fn median(&self) -> Option<Duration> {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let high = *sorted.get(sorted.len() / 2)?;
        let low = *sorted.get(sorted.len().checked_sub(1)? / 2)?;
        Some((low + high) / 2)
    }

    /// The shortest and the longest.
    pub fn range(&self) -> Option<(Duration, Duration)> {
        Some((*self.0.iter().min()?, *self.0.iter().max()?))
    }

    /// The share that ended well, of 1.
    pub fn success_rate(&self) -> f64 {
        let well = self.0.len() as f64;
        well / (well + f64::from(self.1)).max(1.0)
    }

    /// The longest of this divided by that of another.
    pub fn last_to_last(&self, other: &Samples) -> Option<f64> {
        let (one, other) = (self.0.iter().max()?, other.0.iter().max()?);
        (!other.is_zero()).then(|| one.as_secs_f64() / other.as_secs_f64())
    }

    /// The median of this divided by that of another.
    pub fn ratio_to(&self, other: &Samples) -> Option<f64> {
        let (one, other) = (self.median()?, other.median()?);
        (!other.is_zero()).then(|| one.as_secs_f64() / other.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(times: &[u64]) -> Samples {
        Samples::new(times.iter().map(|&time| Duration::from_millis(time)).collect())
    }

    #[test]
    fn the_median_is_in_the_middle_whatever_the_order() {
        assert_eq!(samples(&[9, 1, 5]).median(), Some(Duration::from_millis(5)));
        assert_eq!(samples(&[9, 1, 5, 7]).median(), Some(Duration::from_millis(6)));
        assert_eq!(samples(&[4]).median(), Some(Duration::from_millis(4)));
        assert_eq!(samples(&[]).median(), None);
        assert_eq!(samples(&[5, 1, 4, 2, 3]).percentile(95), Some(Duration::from_millis(5)));
        assert_eq!(samples(&[5, 1, 4, 2, 3]).percentile(50), Some(Duration::from_millis(3)));
        assert_eq!(samples(&[9, 1, 5]).range(), Some((Duration::from_millis(1), Duration::from_millis(9))));
    }

    #[test]
    fn a_ratio_to_nothing_is_none() {
        assert_eq!(samples(&[2, 4]).ratio_to(&samples(&[6])), Some(0.5));
        assert_eq!(samples(&[2]).ratio_to(&samples(&[0])), None);
        assert_eq!(samples(&[2]).ratio_to(&samples(&[])), None);
    }
}
