//! Finding the operation that a request is for, by its method and path template.

use http::Method;
use percent_encoding::percent_decode_str;

use super::super::Operation;

/// The values of the parameters in a path, by name.
type Values = Vec<(&'static str, String)>;

/// The operation that a path is for, and the values of its parameters.
///
/// The path may begin with that of a base URL. So the template that explains most of it is taken,
/// and of several the one with the most literal text. A template that has a query is for requests that
/// have all of it.
pub(super) fn find(
    method: &Method,
    path: &str,
    query: &str,
    operations: &[&'static Operation],
) -> Option<(&'static Operation, Values)> {
    let candidates = operations.iter().filter(|known| known.method == *method);
    candidates
        .filter_map(|operation| {
            let (template, own) = operation
                .path
                .split_once('?')
                .unwrap_or((operation.path, ""));
            let is_asked = own
                .split('&')
                .filter(|pair| !pair.is_empty() && !pair.contains('{'))
                .all(|pair| query.split('&').any(|asked| is_same(asked, pair)));
            let values = values(template, path).filter(|_| is_asked)?;
            Some((*operation, values))
        })
        .max_by_key(|(operation, _)| {
            let segments = operation.path.split('/').count();
            (segments, literal(operation.path).len())
        })
}

/// Whether two texts are the same once they are decoded.
fn is_same(one: &str, other: &str) -> bool {
    percent_decode_str(one).eq(percent_decode_str(other))
}

/// The values in the last segments of a path, if they fit a template.
fn values(template: &'static str, path: &str) -> Option<Values> {
    let template: Vec<&str> = template.split('/').skip(1).collect();
    let path: Vec<&str> = path.split('/').skip(1).collect();
    let path = path.get(path.len().checked_sub(template.len())?..)?;
    let mut values = Vec::new();
    for (template, segment) in template.iter().zip(path) {
        let segment = percent_decode_str(segment).decode_utf8_lossy();
        fill(template, &segment, &mut values)?;
    }
    Some(values)
}

/// Adds the values in one segment, if it fits the template's.
fn fill(template: &'static str, segment: &str, values: &mut Values) -> Option<()> {
    let Some((before, rest)) = template.split_once('{') else {
        return (template == segment).then_some(());
    };
    let (name, after) = rest.split_once('}')?;
    let segment = segment.strip_prefix(before)?;
    let next = after.split('{').next().unwrap_or_default();
    let end = match next {
        "" => segment.len(),
        // The last text of a segment ends it; one between two values is looked for from the left.
        _ if next == after => segment.strip_suffix(next)?.len(),
        _ => segment.find(next)?,
    };
    let (value, segment) = segment.split_at_checked(end)?;
    values.push((name, value.to_owned()));
    match (value, after) {
        ("", _) => None,
        (_, "") => Some(()),
        _ => fill(after, segment, values),
    }
}

/// A template without its parameters.
fn literal(template: &str) -> String {
    let parts = template.split('{').enumerate();
    parts
        .map(|(index, part)| match index {
            0 => part,
            _ => part.split_once('}').map_or("", |(_, after)| after),
        })
        .collect()
}
