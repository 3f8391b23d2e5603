//! Security schemes in the words of Swagger 2.0, and flows that lack an address.

use serde_json::{Map, Value, json};

use super::super::findings::{Change, Findings};
use super::super::walk::Spot;
use crate::diagnostics::{Code, Severity, pointer_keys};

/// Writes a scheme as OpenAPI does.
pub(super) fn read(findings: &mut Findings<'_>, spot: &Spot, members: &Map<String, Value>) {
    let text = |keyword: &str| members.get(keyword).and_then(Value::as_str);
    let place = findings.place(&spot.pointer);
    let kind = text("type").unwrap_or_default().to_ascii_lowercase();
    match kind.as_str() {
        scheme @ ("basic" | "bearer") => {
            findings.change(spot.member("type"), Change::Put(json!("http")));
            findings.change(spot.member("scheme"), Change::Put(json!(scheme)));
            let message = format!("`type: {scheme}` is not a type of security schemes");
            findings
                .add(Severity::Warning, Code::WrongValue, &place, message)
                .effect(format!(
                    "it is read as `type: http` with `scheme: {scheme}`"
                ));
        }
        "http" if !members.contains_key("scheme") && members.contains_key("bearerFormat") => {
            findings.change(spot.member("scheme"), Change::Put(json!("bearer")));
            missing(findings, spot, "scheme", "it is read as `scheme: bearer`");
        }
        "apikey" if !members.contains_key("in") && text("name").is_some_and(is_of_headers) => {
            findings.change(spot.member("in"), Change::Put(json!("header")));
            missing(findings, spot, "in", "it is read as `in: header`");
        }
        "oauth2" if !members.contains_key("flows") => flows(findings, spot, members),
        _ => {}
    }
}

/// Whether a key of that name can only be meant for a header.
fn is_of_headers(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name == "authorization" || name.starts_with("x-")
}

/// The one flow of Swagger 2.0, or none at all.
fn flows(findings: &mut Findings<'_>, spot: &Spot, members: &Map<String, Value>) {
    let flow = members.get("flow").and_then(Value::as_str);
    let name = match flow {
        Some("application" | "clientCredentials") => Some("clientCredentials"),
        Some("accessCode" | "authorizationCode") => Some("authorizationCode"),
        Some("password") => Some("password"),
        Some("implicit") => Some("implicit"),
        _ => None,
    };
    let Some(name) = name else {
        findings.change(spot.member("flows"), Change::Put(json!({})));
        return missing(findings, spot, "flows", "the client takes a token");
    };
    let mut flow = Map::new();
    for keyword in ["authorizationUrl", "tokenUrl", "refreshUrl", "scopes"] {
        if let Some(value) = members.get(keyword) {
            flow.insert(keyword.to_owned(), value.clone());
            findings.change(spot.member(keyword), Change::Remove);
        }
    }
    findings.change(spot.member("flow"), Change::Remove);
    findings.change(spot.member("flows"), Change::Put(json!({ name: flow })));
    missing(
        findings,
        spot,
        "flows",
        &format!("it is read as the flow `{name}`"),
    );
}

/// A flow of OAuth 2: without its addresses, nothing can be asked for.
pub(super) fn flow(findings: &mut Findings<'_>, spot: &Spot, members: &Map<String, Value>) {
    let needed: &[&str] = match pointer_keys(&spot.pointer).next_back().as_deref() {
        Some("implicit") => &["authorizationUrl"],
        Some("authorizationCode") => &["authorizationUrl", "tokenUrl"],
        _ => &["tokenUrl"],
    };
    let lacks = |keyword: &&&str| !members.get(**keyword).is_some_and(Value::is_string);
    let Some(keyword) = needed.iter().find(lacks) else {
        return;
    };
    let place = findings.place(&spot.pointer);
    findings.change(spot.pointer.as_str(), Change::Remove);
    let message = format!("an OAuth Flow needs `{keyword}` here");
    findings
        .add(Severity::Warning, Code::MissingKeyword, &place, message)
        .effect("the flow is left out: the client takes a token");
}

fn missing(findings: &mut Findings<'_>, spot: &Spot, keyword: &str, effect: &str) {
    let place = findings.place(&spot.pointer);
    let message = format!("this Security Scheme needs `{keyword}`");
    findings
        .add(Severity::Warning, Code::MissingKeyword, &place, message)
        .effect(effect);
}
