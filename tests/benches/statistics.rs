//! Medians, and how far they may be off.

use std::fmt;

/// The median of a sample, with an interval that holds the true one in 95 of 100 runs.
#[derive(Debug, Clone, Copy)]
pub struct Estimate {
    /// The median of the sample.
    pub median: f64,
    low: f64,
    high: f64,
}

impl Estimate {
    /// The estimate from a sample that is not empty, whatever its distribution.
    ///
    /// How many values lie below the true median is binomial, so the interval lies between two
    /// values of the sorted sample, 0.98 √n places from its middle.
    pub fn of(mut sample: Vec<f64>) -> Self {
        sample.sort_by(f64::total_cmp);
        let count = sample.len() as f64;
        let reach = 0.98 * count.sqrt();
        let at = |place: f64| {
            let place = place.round().clamp(0.0, count - 1.0);
            *sample.get(place as usize).expect("a sample")
        };
        let middle = (count - 1.0) / 2.0;
        Self {
            median: at(middle),
            low: at(middle - reach),
            high: at(middle + reach),
        }
    }
}

impl fmt::Display for Estimate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { median, low, high } = self;
        write!(formatter, "{median:.3} [{low:.3}, {high:.3}]")
    }
}
