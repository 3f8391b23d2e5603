//! Which URLs become links, and where a URL in running text ends.

use super::{Inline, push};

/// Returns the target as it may be written in a link; nothing for one that is no link on docs.rs.
///
/// Only `http`, `https` and `mailto` lead anywhere from generated documentation. A relative target
/// has lost its base, and any other could be an intra-doc link or a script.
pub(super) fn target(url: &str) -> Option<String> {
    let url = url.trim();
    let (scheme, rest) = url.split_once(':')?;
    let leads_somewhere = match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => rest.strip_prefix("//").is_some_and(has_alphanumeric),
        // Without a dot, rustdoc takes `mailto:a@b` for the path of an item.
        "mailto" => rest.contains('@') && rest.contains('.') && has_alphanumeric(rest),
        _ => false,
    };
    leads_somewhere.then(|| encode(url))
}

/// Percent-encodes what could end a link early or mean something else in Markdown.
fn encode(url: &str) -> String {
    let mut encoded = String::with_capacity(url.len());
    for c in url.chars() {
        // An `&name;` would be read as a character reference.
        let keep =
            is_url(c) && (c != ';' || !url.contains('&')) || (!c.is_ascii() && c.is_alphanumeric());
        if keep {
            encoded.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                encoded.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    encoded
}

/// Turns URLs in running text into links, as rustdoc asks; a URL with a `{placeholder}` into code.
pub(super) fn link(line: Vec<Inline>) -> Vec<Inline> {
    let mut linked = Vec::with_capacity(line.len());
    for inline in line {
        match inline {
            Inline::Text(text) => link_text(&text, &mut linked),
            Inline::Styled(style, children) => {
                push(&mut linked, Inline::Styled(style, link(children)))
            }
            inline @ (Inline::Code(_)
            | Inline::Link { .. }
            | Inline::Autolink(_)
            | Inline::Break) => {
                push(&mut linked, inline);
            }
        }
    }
    linked
}

fn link_text(text: &str, line: &mut Vec<Inline>) {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("http") {
        let (before, candidate) = rest.split_at(at);
        plain.push_str(before);
        let url = leading_url(candidate);
        if url.is_empty() {
            plain.push_str("http");
            rest = candidate.strip_prefix("http").unwrap_or_default();
            continue;
        }
        if !plain.is_empty() {
            push(line, Inline::Text(std::mem::take(&mut plain)));
        }
        let code = url.contains(['{', '}']);
        push(
            line,
            if code {
                Inline::Code(url.to_owned())
            } else {
                Inline::Autolink(encode(url))
            },
        );
        rest = candidate.strip_prefix(url).unwrap_or_default();
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        push(line, Inline::Text(plain));
    }
}

/// Returns the URL that the text begins with, without the punctuation of the sentence around it.
fn leading_url(text: &str) -> &str {
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| text.starts_with(scheme));
    let Some((scheme, rest)) = scheme.and_then(|scheme| text.split_at_checked(scheme.len())) else {
        return "";
    };
    let end = rest
        .find(|c| !is_url(c) && !matches!(c, '{' | '}'))
        .unwrap_or(rest.len());
    let rest = rest.get(..end).unwrap_or_default();
    let mut unopened = rest
        .matches(')')
        .count()
        .saturating_sub(rest.matches('(').count());
    let kept = rest.trim_end_matches(|last| match last {
        ')' if unopened > 0 => {
            unopened -= 1;
            true
        }
        _ => matches!(
            last,
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' | '&'
        ),
    });
    if !has_alphanumeric(kept) {
        return "";
    }
    text.get(..scheme.len() + kept.len()).unwrap_or_default()
}

fn has_alphanumeric(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_alphanumeric())
}

fn is_url(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(c)
}
