//! How parameters are written, which depends on where they are sent.

use serde_json::{Map, Value};

use super::findings::{Change, Changes, Findings};
use super::grammar::{Object, alternatives};
use super::messages::{PARAMETER, QUERY_STYLES};
use super::version::Version;
use super::walk::{self, Pass, Spot};
use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::source::Document;

/// Reports a style that a parameter cannot have where it is sent, and gives it the default one.
pub(super) fn check(
    document: &Document,
    version: Version,
    diagnostics: &mut Diagnostics,
) -> Changes {
    let mut styles = Styles {
        findings: Findings::new(document),
    };
    walk::walk(document.root(), version, &mut styles);
    styles.findings.report(diagnostics)
}

struct Styles<'d> {
    findings: Findings<'d>,
}

impl Pass for Styles<'_> {
    fn object(&mut self, spot: &Spot, object: &'static Object, members: &Map<String, Value>) {
        if !std::ptr::eq(object, &PARAMETER) {
            return;
        }
        self.one_way(spot, members);
        let word = |keyword| members.get(keyword).and_then(Value::as_str);
        let Some((location, style)) = word("in").zip(word("style")) else {
            return;
        };
        let Some(styles) = styles(location).filter(|styles| !styles.contains(&style)) else {
            return;
        };
        let pointer = spot.member("style");
        let place = self.findings.place(&pointer);
        let code = Code::UnsupportedParameterStyle;
        let message = format!("a parameter in `{location}` cannot have `style: {style}`");
        let default = match location {
            "query" | "cookie" => "form",
            _ => "simple",
        };
        let help = format!("in `{location}` the style is {}", alternatives(styles));
        self.findings
            .change(pointer, Change::Put(Value::from(default)));
        let diagnostic = self.findings.add(Severity::Warning, code, &place, message);
        diagnostic.effect(format!("it is sent with `style: {default}`"));
        if styles.len() > 1 {
            diagnostic.help(help);
        }
    }
}

impl Styles<'_> {
    /// A parameter is written in one way: as `schema` says, or as one media type (4.7.12.2).
    fn one_way(&mut self, spot: &Spot, members: &Map<String, Value>) {
        let Some(content) = members.get("content").and_then(Value::as_object) else {
            return;
        };
        let place = self.findings.place(&spot.member("content"));
        let (message, effect) = match (members.contains_key("schema"), content.keys().next()) {
            (true, _) => (
                "a parameter has either `schema` or `content`".to_owned(),
                "`content` is ignored".to_owned(),
            ),
            (false, Some(first)) if content.len() > 1 => (
                format!(
                    "`content` has {} media types, and a parameter is written as one",
                    content.len()
                ),
                format!("it is sent as `{first}`"),
            ),
            (false, _) => return,
        };
        self.findings
            .add(
                Severity::Warning,
                Code::UnsupportedParameterStyle,
                &place,
                message,
            )
            .effect(effect);
    }
}

/// The styles that a parameter in `location` may have (4.7.12.3).
fn styles(location: &str) -> Option<&'static [&'static str]> {
    match location {
        "path" => Some(&["matrix", "label", "simple"]),
        "query" => Some(QUERY_STYLES),
        "header" => Some(&["simple"]),
        "cookie" => Some(&["form"]),
        _ => None,
    }
}
