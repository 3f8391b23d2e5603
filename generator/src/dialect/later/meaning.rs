//! `$schema`, `$vocabulary` and `jsonSchemaDialect`: by which dialect of JSON Schema keywords are meant.

use serde_json::Value;

use super::rewriting::{Rewriting, Schema};
use crate::diagnostics::{Code, Severity};

/// How the names of dialects begin whose keywords mean what OpenAPI means by them.
const KNOWN: &[&str] = &[
    "https://json-schema.org/draft/2020-12/",
    "https://spec.openapis.org/oas/3.",
];

/// Reports a schema that is meant by another dialect.
pub(super) fn rewrite(schema: &mut Schema<'_, '_>) {
    if let Some(dialect) = schema.take("$schema") {
        let pointer = schema.at("$schema");
        check(schema.rewriting, &pointer, "$schema", &dialect);
    }
    if schema.take("$vocabulary").is_some() {
        let pointer = schema.at("$vocabulary");
        schema
            .rewriting
            .note(
                &pointer,
                "`$vocabulary` says nothing outside of a meta-schema",
            )
            .effect("it is ignored");
    }
}

/// Reports a document whose schemas are meant by another dialect.
pub(super) fn of_document(root: &Value, rewriting: &mut Rewriting<'_>) {
    if let Some(dialect) = root.get("jsonSchemaDialect") {
        let keyword = "jsonSchemaDialect";
        check(rewriting, &format!("/{keyword}"), keyword, dialect);
    }
}

fn check(rewriting: &mut Rewriting<'_>, pointer: &str, keyword: &str, dialect: &Value) {
    let dialect = dialect.as_str().unwrap_or_default();
    if KNOWN.iter().any(|known| dialect.starts_with(known)) {
        return;
    }
    rewriting
        .add(
            Severity::Warning,
            Code::UnsupportedSchemaKeyword,
            pointer,
            format!("`{keyword}: {dialect}` is a dialect that castiron does not know"),
        )
        .effect("keywords are read as JSON Schema 2020-12 means them");
}
