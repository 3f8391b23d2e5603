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

/// Fills encoded values into a template such as `/sessions/{id}`.
///
/// Refused are values that are missing or empty, and segments that come out as `.` or `..`, which
/// clients and proxies would fold away.
pub(super) fn fill(
    template: &str,
    values: &[(&'static str, String)],
) -> Result<String, EncodeError> {
    let mut path = String::with_capacity(template.len());
    for (index, segment) in template.split('/').enumerate() {
        if index > 0 {
            path.push('/');
        }
        let filled = fill_segment(segment, values)?;
        if is_dots(&filled) {
            return Err(EncodeError::new(format!(
                "the path segment `{segment}` comes out as `.` or `..`, which would address another resource"
            )));
        }
        path.push_str(&filled);
    }
    Ok(path)
}

fn fill_segment(segment: &str, values: &[(&'static str, String)]) -> Result<String, EncodeError> {
    let mut filled = String::new();
    let mut rest = segment;
    while let Some((text, (name, after))) = rest
        .split_once('{')
        .and_then(|(text, after)| Some((text, after.split_once('}')?)))
    {
        let value = values.iter().find(|(known, _)| *known == name);
        let (_, value) = value
            .filter(|(_, value)| !value.is_empty())
            .ok_or_else(|| EncodeError::new(format!("the path parameter `{name}` is empty")))?;
        filled.extend(utf8_percent_encode(text, NOT_PATH));
        filled.push_str(value);
        rest = after;
    }
    filled.extend(utf8_percent_encode(rest, NOT_PATH));
    Ok(filled)
}

/// Whether a path segment means this or the parent folder, in any spelling; servers that know
/// path parameters read `..;x=1` as `..`.
pub(super) fn is_dots(segment: &str) -> bool {
    let segment = segment.split(';').next().unwrap_or_default();
    if segment.len() > "%2E%2E".len() {
        return false;
    }
    let plain = segment.replace("%2e", ".").replace("%2E", ".");
    plain == "." || plain == ".."
}
