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
/// clients and proxies would fold away. What a template has behind a `?` is sent as a query.
pub(super) fn fill(
    base: &str,
    template: &str,
    values: &[(&'static str, String)],
) -> Result<String, EncodeError> {
    let mut url = String::with_capacity(base.len() + template.len() + USUAL_VALUES);
    url.push_str(base);
    let (path, query) = match template.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (template, None),
    };
    append(&mut url, path, values)?;
    check_segments(path, url.get(base.len()..).unwrap_or_default())?;
    if let Some(query) = query {
        url.push('?');
        append(&mut url, query, values)?;
    }
    Ok(url)
}

/// What goes between a URL and a query that is put behind it: the URL may have one already.
pub(super) fn before_query(url: &str) -> char {
    if url.contains('?') { '&' } else { '?' }
}

/// Appends a part of a template with its values.
fn append(
    url: &mut String,
    template: &str,
    values: &[(&'static str, String)],
) -> Result<(), EncodeError> {
    let mut rest = template;
    while let Some((text, (name, after))) = rest
        .split_once('{')
        .and_then(|(text, after)| Some((text, after.split_once('}')?)))
    {
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

fn check_segments(template: &str, path: &str) -> Result<(), EncodeError> {
    // Few paths have one, and looking for two bytes is quicker than looking at each segment.
    let may_be = |pair: &[u8; 2]| matches!(pair, b"/." | b"/%");
    if !path.starts_with(['.', '%']) && !path.as_bytes().array_windows().any(may_be) {
        return Ok(());
    }
    match path.split('/').position(is_dots) {
        None => Ok(()),
        Some(index) => {
            // No value holds a slash that is not encoded, so the segments are those of the template.
            let segment = template.split('/').nth(index).unwrap_or_default();
            Err(EncodeError::new(format!(
                "the path segment `{segment}` comes out as `.` or `..`, which would address another resource"
            )))
        }
    }
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
