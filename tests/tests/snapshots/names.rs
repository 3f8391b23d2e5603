//! Names: what becomes of wire names, and the table that `castiron inspect` prints.

use std::fmt::Write as _;
use std::fs;

use castiron::pipeline::{self, Stage};
use castiron_tests::{casting, workspace};

use crate::settings;

/// Spellings that ask something of the splitter: from the five specs, and from those of others.
const WIRE_NAMES: [&str; 40] = [
    "OAuth2Token",
    "IPv4Address",
    "ipv6Prefix",
    "is2FAEnabled",
    "XMLHttpRequest",
    "HTTPStatusCode",
    "userID",
    "UserIDs",
    "imageURLs",
    "iOSVersion",
    "macOSVersion",
    "GitHubURL",
    "PayPalOrder",
    "eMail",
    "ivrProviderData01",
    "page[number]",
    "filter[created_at][gte]",
    "@type",
    "$ref",
    "_links",
    "__v",
    "x-request-id",
    "PAYCOMET-API-TOKEN",
    "909501941-90",
    "2fa",
    "3DSecure",
    "v1.2.3",
    "sha256sum",
    "a1b2",
    "A",
    "aB",
    "ABTest",
    "+1",
    "-1",
    "self",
    "async",
    "user's name",
    "50% off",
    "größe",
    "名前",
];

#[test]
fn words_of_wire_names() {
    settings().bind(|| insta::assert_snapshot!("names__words", table()));
}

/// Each wire name as a field, a variant and a method.
fn table() -> String {
    let quoted: Vec<String> = WIRE_NAMES.iter().map(|wire| format!("{wire:?}")).collect();
    let properties: Vec<String> = quoted.iter().map(|wire| format!("{wire}: {{}}")).collect();
    let operations: Vec<String> = quoted
        .iter()
        .enumerate()
        .map(|(index, id)| {
            format!("\"/{index}\": {{\"get\": {{\"operationId\": {id}, \"responses\": {{}}}}}}")
        })
        .collect();
    let document = format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "Words", "version": "1"}}, "paths": {{{}}}, "components": {{"schemas": {{
            "Fields": {{"type": "object", "properties": {{{}}}}},
            "Variants": {{"type": "string", "enum": [{}]}}
        }}}}}}"#,
        operations.join(", "),
        properties.join(", "),
        quoted.join(", "),
    );
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("words.json");
    fs::write(&spec, document).unwrap();
    let (api, names) = casting::named("words", &spec);

    let members = |key: &str| {
        let found = api.types().find(|(_, def)| def.origin.0.ends_with(key));
        &names.of(found.unwrap().0).members
    };
    let (fields, variants) = (members("/Fields"), members("/Variants"));
    let methods = api.operations().map(|(id, _)| &names.operation(id).method);
    let mut table = format!(
        "{:24} {:24} {:24} method\n",
        "wire name", "field", "variant"
    );
    for (((wire, field), variant), method) in
        WIRE_NAMES.iter().zip(fields).zip(variants).zip(methods)
    {
        let (field, variant) = (field.to_string(), variant.to_string());
        writeln!(table, "{wire:24} {field:24} {variant:24} {method}").unwrap();
    }
    table
}

#[test]
fn names_of_an_api() {
    workspace::enter();
    let config = casting::configuration();
    let api = config.api("paycomet").unwrap();
    let inspection = pipeline::inspect(api, Stage::Names);
    settings().bind(|| insta::assert_snapshot!("names__paycomet", inspection.text.unwrap()));
}
