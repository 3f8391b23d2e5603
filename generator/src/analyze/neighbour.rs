//! Neighbours: operations whose path has a literal where that of another has a parameter.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Operation;

/// For each operation, the values that would lead to a neighbour, by path parameter.
///
/// Next to `POST /payments/{id}` there is `POST /payments/list`, so `id` cannot be `list`: the
/// literal path wins (OpenAPI 3, Paths Object), and the call would do something else.
pub(super) fn taken(operations: &[Operation]) -> Vec<BTreeMap<String, Vec<String>>> {
    let mut sides = Sides::default();
    let around: Vec<Vec<Around<'_>>> = operations
        .iter()
        .map(|operation| sides.around_segments(&operation.path))
        .collect();
    let mut literals: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    let mut passed = BTreeSet::new();
    for (operation, around) in operations.iter().zip(&around) {
        for Around {
            before,
            after,
            segment,
        } in around
        {
            // Paths that only their queries tell apart have the same segments.
            let literal = (operation.method, *before, *after, *segment);
            if !segment.contains('{') && passed.insert(literal) {
                let found = literals.entry((operation.method, *before, *after));
                found.or_default().push(segment);
            }
        }
    }
    let operations = operations.iter().zip(&around);
    let taken = operations.map(|(operation, around)| {
        let mut taken: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for Around {
            before,
            after,
            segment,
        } in around
        {
            if let Some(parameter) = parameter(segment)
                && let Some(values) = literals.get(&(operation.method, *before, *after))
            {
                let values = values.iter().map(|value| (*value).to_owned());
                taken
                    .entry(parameter.to_owned())
                    .or_default()
                    .extend(values);
            }
        }
        taken
    });
    taken.collect()
}

/// A segment of a path, between what stands before it and after it.
struct Around<'a> {
    before: Side,
    after: Side,
    segment: &'a str,
}

/// Segments in a row from the beginning or the end of a path; two are the same if no literal tells them
/// apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Side(usize);

/// Numbers for sides, so that looking for the neighbours of all paths takes time in proportion to their
/// lengths: there may be twenty thousand.
#[derive(Default)]
struct Sides<'a>(BTreeMap<(Side, &'a str), Side>);

impl<'a> Sides<'a> {
    /// The segments of a path; a query or fragment that is written behind it tells no paths apart.
    fn around_segments(&mut self, path: &'a str) -> Vec<Around<'a>> {
        let (path, _) = path.split_once(['?', '#']).unwrap_or((path, ""));
        let segments: Vec<&str> = path.split('/').collect();
        let mut after = self.growing(segments.iter().rev());
        // Of all segments but the first, and so on to none.
        after.pop();
        let before = self.growing(segments.iter());
        let sides = before.into_iter().zip(after.into_iter().rev());
        let around = sides.zip(segments);
        around
            .map(|((before, after), segment)| Around {
                before,
                after,
                segment,
            })
            .collect()
    }

    /// The sides of no segment, of the first one, and so on to all.
    fn growing<'s>(&mut self, segments: impl Iterator<Item = &'s &'a str>) -> Vec<Side>
    where
        'a: 's,
    {
        let mut sides = vec![Side(0)];
        let mut side = Side(0);
        for segment in segments {
            let same = if parameter(segment).is_some() {
                "{}"
            } else {
                segment
            };
            let next = Side(self.0.len() + 1);
            side = *self.0.entry((side, same)).or_insert(next);
            sides.push(side);
        }
        sides
    }
}

/// The parameter that is all of a segment.
fn parameter(segment: &str) -> Option<&str> {
    let name = segment.strip_prefix('{')?.strip_suffix('}')?;
    (!name.contains(['{', '}'])).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{Sides, parameter};

    /// The parameter that fills a segment of one path, and the literal in its place in the other.
    fn only_difference<'a>(path: &'a str, other: &'a str) -> Option<(&'a str, &'a str)> {
        let mut sides = Sides::default();
        let (segments, others) = (sides.around_segments(path), sides.around_segments(other));
        segments.iter().zip(&others).find_map(|(one, other)| {
            let is_there = (one.before, one.after) == (other.before, other.after);
            let is_literal = !other.segment.contains('{');
            let found = (parameter(one.segment)?, other.segment);
            (is_there && is_literal).then_some(found)
        })
    }

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
            ("/p/{id}?a=1", "/p/list?b=2", Some(("id", "list"))),
            ("/p/{id}", "/p/list#a", Some(("id", "list"))),
            ("/p/{id}?a=1", "/p/{id}?a=2", None),
        ] {
            assert_eq!(only_difference(path, other), expected, "{path} {other}");
        }
    }
}
