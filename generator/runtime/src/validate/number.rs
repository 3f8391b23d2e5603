//! Numbers of any size and precision, exact, from the text of JSON.

use std::cmp::Ordering;
use std::fmt;

/// A number: its digits without zeros at either end, and the power of ten of the last one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    negative: bool,
    /// From 0 to 9; none for zero.
    digits: Vec<u8>,
    exponent: i64,
}

impl Number {
    /// Reads the text of a JSON number.
    pub(super) fn of(text: &str) -> Self {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = whole.bytes().chain(fraction.bytes());
        let mut digits: Vec<u8> = digits
            .map(|digit| digit.wrapping_sub(b'0'))
            .skip_while(|digit| *digit == 0)
            .collect();
        let written = signed(fraction.len()).saturating_neg();
        let mut exponent = saturated(exponent).saturating_add(written);
        while digits.last() == Some(&0) {
            digits.pop();
            exponent = exponent.saturating_add(1);
        }
        if digits.is_empty() {
            exponent = 0;
        }
        Self {
            negative: negative && !digits.is_empty(),
            digits,
            exponent,
        }
    }

    /// Whether it is so many times another one; of zero nothing but zero is a multiple.
    pub(super) fn is_multiple_of(&self, of: &Self) -> bool {
        let (false, false) = (self.digits.is_empty(), of.digits.is_empty()) else {
            return self.digits.is_empty();
        };
        // The last digit of a multiple is no further down.
        let Ok(zeros) = u64::try_from(self.exponent.saturating_sub(of.exponent)) else {
            return false;
        };
        let Some(divisor) = of.magnitude() else {
            return self == of;
        };
        let digits = self.digits.iter().map(|digit| u128::from(*digit));
        let rest = digits.fold(0, |rest, digit| (rest * 10 + digit) % divisor);
        (rest * power_of_ten(zeros, divisor)).is_multiple_of(divisor)
    }

    /// The digits as an integer; `None` for more than products of two such integers have room for.
    fn magnitude(&self) -> Option<u128> {
        let digits = self.digits.iter().map(|digit| u128::from(*digit));
        (self.digits.len() <= 18).then(|| digits.fold(0, |value, digit| value * 10 + digit))
    }

    /// The power of ten of the first digit, and the digits.
    fn compared(&self) -> (i64, &[u8]) {
        let first = self.exponent.saturating_add(signed(self.digits.len()));
        (first, &self.digits)
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |number: &Self| match (number.digits.is_empty(), number.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        sign(self).cmp(&sign(other)).then_with(|| {
            let larger = self.compared().cmp(&other.compared());
            if self.negative {
                larger.reverse()
            } else {
                larger
            }
        })
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The same text for the same number.
impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        let digits = self.digits.iter().map(|digit| char::from(b'0' + digit));
        let digits: String = digits.collect();
        write!(formatter, "{sign}0{digits}e{}", self.exponent)
    }
}

/// 10ⁿ modulo a divisor of at most 18 digits.
fn power_of_ten(mut power: u64, divisor: u128) -> u128 {
    let (mut result, mut factor) = (1 % divisor, 10 % divisor);
    while power > 0 {
        if power % 2 == 1 {
            result = result * factor % divisor;
        }
        factor = factor * factor % divisor;
        power /= 2;
    }
    result
}

fn signed(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The exponent that a text says, or the nearest one.
fn saturated(exponent: &str) -> i64 {
    exponent.parse().unwrap_or(match exponent.starts_with('-') {
        true => i64::MIN,
        false => i64::MAX,
    })
}
