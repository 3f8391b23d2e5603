//! Styles of parameters, which depend on where a parameter is sent.

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
