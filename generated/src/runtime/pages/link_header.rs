//! The header `Link` (RFC 8288), as far as it leads to the next page.

use http::{HeaderMap, header};

/// The target of the first link with the relation `next`.
///
/// # Errors
///
/// The header is not written as RFC 8288, section 3, says.
pub(super) fn next(headers: &HeaderMap) -> Result<Option<String>, String> {
    for value in headers.get_all(header::LINK) {
        let links = value.to_str().ok().and_then(links);
        let links = links.ok_or("the header `Link` cannot be read")?;
        if let Some(link) = links.into_iter().find(Link::is_next) {
            return Ok(Some(link.target.to_owned()));
        }
    }
    Ok(None)
}

#[derive(Default)]
struct Link<'a> {
    target: &'a str,
    relation: Option<String>,
    /// The link is one of another resource than the answer's.
    is_elsewhere: bool,
}

impl Link<'_> {
    fn is_next(&self) -> bool {
        let relations = self.relation.as_deref().unwrap_or_default();
        let is_next = relations
            .split_ascii_whitespace()
            .any(|relation| relation.eq_ignore_ascii_case("next"));
        is_next && !self.is_elsewhere
    }
}

fn links(mut text: &str) -> Option<Vec<Link<'_>>> {
    let mut links = Vec::new();
    loop {
        text = text.trim_start_matches([' ', '\t', ',']);
        if text.is_empty() {
            return Some(links);
        }
        let (target, rest) = text.strip_prefix('<')?.split_once('>')?;
        let mut link = Link {
            target: target.trim(),
            ..Link::default()
        };
        text = parameters(rest, &mut link)?;
        links.push(link);
    }
}

/// Reads `; name=value` as often as it stands there; gives what follows.
fn parameters<'a>(mut text: &'a str, link: &mut Link<'_>) -> Option<&'a str> {
    loop {
        text = text.trim_ascii_start();
        if text.is_empty() || text.starts_with(',') {
            return Some(text);
        }
        text = text.strip_prefix(';')?.trim_ascii_start();
        let end = text.find(['=', ';', ',']).unwrap_or(text.len());
        let (name, rest) = text.split_at_checked(end)?;
        let Some(rest) = rest.strip_prefix('=') else {
            text = rest;
            continue;
        };
        let (value, rest) = value(rest.trim_ascii_start())?;
        match name.trim_ascii_end().to_ascii_lowercase().as_str() {
            // A second one does not count (RFC 8288, 3.3).
            "rel" => drop(link.relation.get_or_insert(value)),
            "anchor" => link.is_elsewhere = true,
            _ => {}
        }
        text = rest;
    }
}

/// A value with or without quotes, and what follows it.
fn value(text: &str) -> Option<(String, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([';', ',']).unwrap_or(text.len());
        let (value, rest) = text.split_at_checked(end)?;
        return Some((value.trim_ascii_end().to_owned(), rest));
    };
    let mut value = String::new();
    let mut letters = quoted.char_indices();
    while let Some((position, letter)) = letters.next() {
        match letter {
            '"' => return Some((value, quoted.get(position + 1..)?)),
            '\\' => value.push(letters.next()?.1),
            letter => value.push(letter),
        }
    }
    None
}
