//! Filling the values into a path template, such that no value can change the path's shape.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::EncodeError;

/// What may not stand in a path as it is; `%` may, because templates are encoded where they need it.
const NOT_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Room for the values of a path and for a query, so that most URLs are written without moving.
const USUAL_VALUES: usize = 128;

/// Fills encoded values into a template such as `/sessions/{id}`, and puts it behind `base`.
///
/// Refused are values that are missing or empty, and segments that come out as `.` or `..`, which
/// clients and proxies would fold away.
pub(super) fn fill(
    base: &str,
    template: &str,
    values: &[(&'static str, String)],
) -> Result<String, EncodeError> {
    let mut url = String::with_capacity(base.len() + template.len() + USUAL_VALUES);
    url.push_str(base);
    for (index, segment) in template.split('/').enumerate() {
        if index > 0 {
            url.push('/');
        }
        let start = url.len();
        fill_segment(segment, values, &mut url)?;
        if url.get(start..).is_some_and(is_dots) {
            return Err(EncodeError::new(format!(
                "the path segment `{segment}` comes out as `.` or `..`, which would address another resource"
            )));
        }
    }
    Ok(url)
}

fn fill_segment(
    segment: &str,
    values: &[(&'static str, String)],
    url: &mut String,
) -> Result<(), EncodeError> {
    let mut rest = segment;
    while let Some((text, name, after)) = placeholder(rest) {
        let value = values.iter().find(|(known, _)| *known == name);
        let (_, value) = value
            .filter(|(_, value)| !value.is_empty())
            .ok_or_else(|| EncodeError::new(format!("the path parameter `{name}` is empty")))?;
        url.extend(utf8_percent_encode(text, NOT_PATH));
        url.push_str(value);
        rest = after;
    }
    url.extend(utf8_percent_encode(rest, NOT_PATH));
    Ok(())
}

/// The first placeholder of a segment: the text before it, its name, and what follows.
fn placeholder(segment: &str) -> Option<(&str, &str, &str)> {
    // Most segments have none, and are too short for the search for a letter to pay.
    let start = segment.bytes().position(|byte| byte == b'{')?;
    let (text, rest) = segment.split_at_checked(start)?;
    let (name, after) = rest.strip_prefix('{')?.split_once('}')?;
    Some((text, name, after))
}

/// Whether a path segment means this or the parent folder, in any spelling; servers that know
/// path parameters read `..;x=1` as `..`.
pub(super) fn is_dots(segment: &str) -> bool {
    if !segment.starts_with(['.', '%']) {
        return false;
    }
    let segment = segment.split(';').next().unwrap_or_default();
    if segment.len() > "%2E%2E".len() {
        return false;
    }
    let plain = segment.replace("%2e", ".").replace("%2E", ".");
    plain == "." || plain == ".."
}
