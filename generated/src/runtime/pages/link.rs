//! Links to the next page: resolved as RFC 3986, section 5, says, and refused where the client's
//! credentials must not go.

use http::Uri;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::super::address;

/// What URL parsers would encode in a query.
const NOT_QUERY: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'\'').add(b'<').add(b'>');

/// A URL that may be asked for.
#[derive(Debug)]
pub(super) struct Link {
    /// Everything before the query.
    pub(super) address: String,
    /// The query without its `?`.
    pub(super) query: String,
}

impl Link {
    pub(super) fn text(&self) -> String {
        match self.query.as_str() {
            "" => self.address.clone(),
            query => format!("{}?{query}", self.address),
        }
    }
}

/// Resolves a link that stands in the answer to `current`, a URL without its query.
///
/// # Errors
///
/// The link is no URL, or leads to another origin (RFC 6454) than that of `base_url`. The message
/// names the origin, and nothing else of the link.
pub(super) fn resolve(base_url: &str, current: &str, link: &str) -> Result<Link, String> {
    let link = link.split('#').next().unwrap_or_default();
    let (path, query) = link.split_once('?').unwrap_or((link, ""));
    let absolute = absolute(current, path);
    if absolute.contains('@') {
        return Err("the link to the next page has an `@` in its host or path".to_owned());
    }
    // Which scheme may be used is a question of the origin alone.
    let uri: Uri = absolute
        .parse()
        .map_err(|_| "the link to the next page is not a URL".to_owned())?;
    let address =
        address::parts(&uri, true).map_err(|fact| format!("the link to the next page {fact}"))?;
    let (own, other) = (origin(base_url), origin(&address));
    if own != other {
        return Err(format!(
            "the link to the next page leads to `{other}`, away from `{own}`, and is not followed \
             because the credentials would go there"
        ));
    }
    Ok(Link {
        address,
        query: utf8_percent_encode(query, NOT_QUERY).to_string(),
    })
}

/// The URL that a reference without query and fragment stands for.
fn absolute(current: &str, path: &str) -> String {
    let origin = origin(current);
    if has_scheme(path) {
        path.to_owned()
    } else if path.starts_with("//") {
        let scheme = origin.split("//").next().unwrap_or_default();
        format!("{scheme}{path}")
    } else if path.starts_with('/') {
        format!("{origin}{}", without_dots(path))
    } else if path.is_empty() {
        current.to_owned()
    } else {
        let folder = current.get(origin.len()..).unwrap_or_default();
        let folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{origin}{}", without_dots(&format!("{folder}/{path}")))
    }
}

/// Scheme, host and port of a URL that [`address`] has written.
fn origin(url: &str) -> &str {
    let host = url.find("//").map_or(0, |slashes| slashes + 2);
    let end = url.get(host..).and_then(|rest| rest.find('/'));
    end.and_then(|end| url.get(..host + end)).unwrap_or(url)
}

fn has_scheme(reference: &str) -> bool {
    let is_of_schemes = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    reference
        .split_once(':')
        .is_some_and(|(scheme, _)| scheme.bytes().all(is_of_schemes))
}

/// A path with `.` and `..` taken as directions (RFC 3986, 5.2.4); above the root is the root.
fn without_dots(path: &str) -> String {
    let mut segments: Vec<&str> = Vec::new();
    let mut parts = path.split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        let is_last = parts.peek().is_none();
        match part {
            "." => {}
            ".." => {
                segments.pop();
            }
            part => segments.push(part),
        }
        if is_last && matches!(part, "." | "..") {
            segments.push("");
        }
    }
    format!("/{}", segments.join("/"))
}
