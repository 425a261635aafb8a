//! Times of one contender, and what is said of them.

use std::time::Duration;

/// Times in the order of the rounds.
#[derive(Debug, Clone, Default)]
pub struct Samples(Vec<Duration>);

impl Samples {
    /// Of these times.
    pub fn new(times: Vec<Duration>) -> Samples {
        Samples(times)
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
        assert_eq!(samples(&[9, 1, 5]).range(), Some((Duration::from_millis(1), Duration::from_millis(9))));
    }

    #[test]
    fn a_ratio_to_nothing_is_none() {
        assert_eq!(samples(&[2, 4]).ratio_to(&samples(&[6])), Some(0.5));
        assert_eq!(samples(&[2]).ratio_to(&samples(&[0])), None);
        assert_eq!(samples(&[2]).ratio_to(&samples(&[])), None);
    }
}
