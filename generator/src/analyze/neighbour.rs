//! Neighbours: operations whose path has a literal where that of another has a parameter.

use std::collections::BTreeMap;

use crate::model::{Api, Operation};

/// The values that would lead to a neighbour, by path parameter.
///
/// Next to `POST /payments/{id}` there is `POST /payments/list`, so `id` cannot be `list`: the
/// literal path wins (OpenAPI 3, Paths Object), and the call would do something else.
pub(super) fn taken(api: &Api, operation: &Operation) -> BTreeMap<String, Vec<String>> {
    let mut taken: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let others = api.operations.iter();
    for other in others.filter(|other| other.method == operation.method) {
        if let Some((parameter, literal)) = only_difference(&operation.path, &other.path) {
            let values = taken.entry(parameter.to_owned()).or_default();
            values.push(literal.to_owned());
        }
    }
    taken
}

/// The parameter that fills a segment of one path, and the literal in its place in the other,
/// if nothing else tells the two apart.
fn only_difference<'a>(path: &'a str, other: &'a str) -> Option<(&'a str, &'a str)> {
    let (segments, others) = (path.split('/'), other.split('/'));
    if segments.clone().count() != others.clone().count() {
        return None;
    }
    let mut different = segments
        .zip(others)
        .filter(|(segment, other)| segment != other)
        .filter(|(segment, other)| parameter(segment).is_none() || parameter(other).is_none());
    let (segment, literal) = different.next()?;
    if different.next().is_some() || literal.contains('{') {
        return None;
    }
    Some((parameter(segment)?, literal))
}

/// The parameter that is all of a segment.
fn parameter(segment: &str) -> Option<&str> {
    let name = segment.strip_prefix('{')?.strip_suffix('}')?;
    (!name.contains(['{', '}'])).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::only_difference;

    #[test]
    fn a_literal_in_the_place_of_one_parameter() {
        for (path, other, expected) in [
            ("/p/{id}", "/p/list", Some(("id", "list"))),
            ("/p/{id}/x", "/p/all/x", Some(("id", "all"))),
            ("/{a}/p/{id}", "/{b}/p/list", Some(("id", "list"))),
            ("/p/list", "/p/{id}", None),
            ("/p/{id}", "/p/{other}", None),
            ("/p/{id}", "/p/{id}", None),
            ("/p/{id}", "/p/list/x", None),
            ("/p/{id}", "/q/list", None),
            ("/{a}/{b}", "/x/y", None),
            ("/p/{id}.json", "/p/list.json", None),
            ("/p/{id}", "/p/v{version}", None),
        ] {
            assert_eq!(only_difference(path, other), expected, "{path} {other}");
        }
    }
}
