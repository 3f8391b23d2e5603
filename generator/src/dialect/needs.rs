//! What objects of one kind need because of what they say, which no table of keywords can tell.

use serde_json::{Map, Value};

use super::findings::Findings;
use super::grammar::Object;
use super::walk::Spot;
use crate::diagnostics::Code;

/// Loses an object that lacks what it needs to mean anything.
pub(super) fn check(
    findings: &mut Findings<'_>,
    spot: &Spot,
    object: &Object,
    members: &Map<String, Value>,
) {
    match object.name {
        "Link" => link(findings, spot, members),
        "Security Scheme" => scheme(findings, spot, members),
        _ => {}
    }
}

/// 4.7.20: a link leads to an operation.
fn link(findings: &mut Findings<'_>, spot: &Spot, members: &Map<String, Value>) {
    if members.contains_key("operationId") || members.contains_key("operationRef") {
        return;
    }
    let place = findings.place(&spot.pointer);
    let message = "a Link needs `operationId` or `operationRef`";
    findings
        .lost(spot, Code::MissingKeyword, &place, message)
        .effect("no method follows the link")
        .help("name the operation that it leads to");
}

/// 4.7.27: what a scheme needs depends on its type.
fn scheme(findings: &mut Findings<'_>, spot: &Spot, members: &Map<String, Value>) {
    let kind = members.get("type").and_then(Value::as_str);
    let is_there = |key: &str| members.get(key).is_some_and(|value| !value.is_null());
    let needed: &[&str] = match kind {
        Some("apiKey" | "apikey") => &["name", "in"],
        Some("http") => &["scheme"],
        Some("oauth2") => &["flows"],
        Some("openIdConnect") => &["openIdConnectUrl"],
        _ => &[],
    };
    let missing = needed.iter().find(|key| !is_there(key));
    let (Some(kind), Some(missing)) = (kind, missing) else {
        return;
    };
    let place = findings.place(&spot.pointer);
    let message = format!("a Security Scheme of `type: {kind}` needs `{missing}`");
    findings
        .lost(spot, Code::MissingKeyword, &place, message)
        .effect("it is left out: clients take no credentials for it")
        .help(format!(
            "say in the spec, or in an overlay, what its `{missing}` is"
        ));
}
