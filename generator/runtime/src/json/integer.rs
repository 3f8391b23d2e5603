//! Whole numbers from the text of a JSON number, exactly and without floats on the way.

/// Why a number is not the integer that it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// It has a fraction.
    Fraction,
    /// It is beyond what the type holds.
    Beyond,
}

/// Reads a JSON number as an integer; `1.0`, `1e3`, `10e-1` and `-0` are integers, too.
///
/// JSON has one kind of number, so servers write whole ones as their own language likes.
pub(super) fn integer<T: TryFrom<u128> + TryFrom<i128>>(number: &str) -> Result<T, Fault> {
    let (negative, number) = match number.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, number),
    };
    let magnitude = magnitude(number)?;
    let value = if negative {
        0_i128
            .checked_sub_unsigned(magnitude)
            .and_then(|value| T::try_from(value).ok())
    } else {
        T::try_from(magnitude).ok()
    };
    value.ok_or(Fault::Beyond)
}

/// Whether the text of a JSON number names a whole number, of any size.
pub(in super::super) fn is_whole(number: &str) -> bool {
    let number = number.strip_prefix('-').unwrap_or(number);
    magnitude(number) != Err(Fault::Fraction)
}

/// The value of a number without a sign.
fn magnitude(number: &str) -> Result<u128, Fault> {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [whole, fraction].concat();
    let significant = digits.trim_end_matches('0');
    let zeros = digits.len() - significant.len();
    let significant = significant.trim_start_matches('0');
    if significant.is_empty() {
        return Ok(0);
    }
    // How many zeros follow the significant digits; below none, a fraction is left.
    let scale = power(exponent)
        .saturating_sub(length(fraction.len()))
        .saturating_add(length(zeros));
    let scale = u32::try_from(scale).map_err(|_| match scale {
        ..0 => Fault::Fraction,
        0.. => Fault::Beyond,
    })?;
    let significant: u128 = significant.parse().map_err(|_| Fault::Beyond)?;
    let power = 10_u128.checked_pow(scale).ok_or(Fault::Beyond)?;
    significant.checked_mul(power).ok_or(Fault::Beyond)
}

/// An exponent; one that no type holds counts as the largest or smallest.
fn power(exponent: &str) -> i64 {
    let furthest = match exponent.starts_with('-') {
        true => i64::MIN,
        false => i64::MAX,
    };
    exponent.parse().unwrap_or(furthest)
}

fn length(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
