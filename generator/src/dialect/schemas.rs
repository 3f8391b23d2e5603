//! The Schema Object with what belongs to it: OpenAPI 3.0.3, section 4.7.24, and from OpenAPI 3.1 on the
//! keywords of JSON Schema 2020-12.

use super::grammar::Need::{Essential, Optional, Required};
use super::grammar::Shape::{
    Boolean, Count, Data, List, Map, Number, Object as An, Schema, SchemaOrBoolean, Text, Word,
    Words,
};
use super::grammar::{Lost, Object, Unread};
use super::objects::{EXTERNAL_DOCUMENTATION, brief, component, keyword, nowhere, unread};
use super::version::Version::{V30, V31, V32};

const TYPES: &[&str] = &["string", "number", "integer", "boolean", "array", "object"];

const TYPES_AND_NULL: &[&str] = &[
    "string", "number", "integer", "boolean", "array", "object", "null",
];

/// A limit on what has no place of its own in the documentation: an item of a list, a value of a map.
const CHECKED_BY_HOLDER: Unread = Unread {
    at: is_item,
    noted: Some("of items of lists and values of maps, the documentation does not say that"),
    effect: "only `validate()` of a type that holds it may check it",
};

/// What an item or value is if it is absent, which it never is.
const ASSUMED: Unread = Unread {
    effect: "it is for the API to assume",
    ..CHECKED_BY_HOLDER
};

fn is_item(pointer: &str) -> bool {
    let held = pointer.rsplit_once('/');
    held.is_some_and(|(holder, keyword)| {
        matches!(keyword, "items" | "additionalProperties") && !holder.ends_with("/properties")
    })
}

/// 4.7.24
pub(super) static SCHEMA: Object = Object {
    lost: Lost::AsAnyValue,
    ..component(
        "Schema",
        "schemas",
        &[
            keyword("title", Text, Optional),
            keyword("multipleOf", Number, Optional).unread(CHECKED_BY_HOLDER),
            keyword("maximum", Number, Optional).unread(CHECKED_BY_HOLDER),
            keyword("exclusiveMaximum", Boolean, Optional)
                .unread(CHECKED_BY_HOLDER)
                .until(V30, "the bound itself here"),
            keyword("exclusiveMaximum", Number, Optional)
                .unread(CHECKED_BY_HOLDER)
                .since(V31, "`true` beside `maximum`"),
            keyword("minimum", Number, Optional).unread(CHECKED_BY_HOLDER),
            keyword("exclusiveMinimum", Boolean, Optional)
                .unread(CHECKED_BY_HOLDER)
                .until(V30, "the bound itself here"),
            keyword("exclusiveMinimum", Number, Optional)
                .unread(CHECKED_BY_HOLDER)
                .since(V31, "`true` beside `minimum`"),
            keyword("maxLength", Count, Optional).unread(CHECKED_BY_HOLDER),
            keyword("minLength", Count, Optional).unread(CHECKED_BY_HOLDER),
            keyword("pattern", Text, Optional).unread(CHECKED_BY_HOLDER),
            keyword("maxItems", Count, Optional).unread(CHECKED_BY_HOLDER),
            keyword("minItems", Count, Optional).unread(CHECKED_BY_HOLDER),
            keyword("uniqueItems", Boolean, Optional).unread(CHECKED_BY_HOLDER),
            keyword("maxProperties", Count, Optional),
            keyword("minProperties", Count, Optional),
            keyword("required", List(&Text), Optional),
            keyword("enum", List(&Data), Optional),
            keyword("const", Data, Optional).since(V31, "an `enum` of one value"),
            keyword("type", Word(TYPES), Essential).until(V30, "a list of types"),
            keyword("type", Words(TYPES_AND_NULL), Essential)
                .since(V31, "one `type`, and `nullable: true` beside it"),
            keyword("allOf", List(&Schema(&SCHEMA)), Essential),
            keyword("oneOf", List(&Schema(&SCHEMA)), Essential),
            keyword("anyOf", List(&Schema(&SCHEMA)), Essential),
            keyword("not", Schema(&SCHEMA), Optional),
            keyword("if", Schema(&SCHEMA), Optional).since(V31, ""),
            keyword("then", Schema(&SCHEMA), Optional).since(V31, ""),
            keyword("else", Schema(&SCHEMA), Optional).since(V31, ""),
            keyword("dependentRequired", Map(&List(&Text)), Optional).since(V31, ""),
            keyword("dependentSchemas", Map(&Schema(&SCHEMA)), Optional).since(V31, ""),
            keyword("prefixItems", List(&Schema(&SCHEMA)), Essential).since(V31, ""),
            keyword("items", Schema(&SCHEMA), Essential),
            keyword("contains", Schema(&SCHEMA), Optional).since(V31, ""),
            keyword("minContains", Count, Optional).since(V31, ""),
            keyword("maxContains", Count, Optional).since(V31, ""),
            keyword("unevaluatedItems", Schema(&SCHEMA), Optional).since(V31, ""),
            keyword("properties", Map(&Schema(&SCHEMA)), Essential),
            keyword("patternProperties", Map(&Schema(&SCHEMA)), Optional)
                .since(V31, "`additionalProperties`"),
            keyword("additionalProperties", SchemaOrBoolean(&SCHEMA), Optional),
            keyword("unevaluatedProperties", SchemaOrBoolean(&SCHEMA), Optional)
                .since(V31, "`additionalProperties`"),
            keyword("propertyNames", Schema(&SCHEMA), Optional).since(V31, ""),
            keyword("description", Text, Optional),
            keyword("format", Text, Optional),
            keyword("contentEncoding", Text, Optional).since(V31, "`format: byte`"),
            keyword("contentMediaType", Text, Optional).since(V31, "`format: binary`"),
            keyword("contentSchema", Schema(&SCHEMA), Optional).since(V31, ""),
            keyword("default", Data, Optional).unread(ASSUMED),
            keyword("nullable", Boolean, Optional).until(V30, "`null` into the list of `type`"),
            keyword("discriminator", An(&DISCRIMINATOR), Optional),
            keyword("readOnly", Boolean, Optional),
            keyword("writeOnly", Boolean, Optional),
            keyword("xml", An(&XML), Optional),
            keyword("externalDocs", An(&EXTERNAL_DOCUMENTATION), Optional),
            keyword("example", Data, Optional),
            keyword("examples", List(&Data), Optional).since(V31, "`example`"),
            keyword("deprecated", Boolean, Optional),
            keyword("$ref", Text, Optional).since(V31, ""),
            keyword("$defs", Map(&Schema(&SCHEMA)), Optional).since(V31, "`components/schemas`"),
            // The name that `$defs` had before.
            keyword("definitions", Map(&Schema(&SCHEMA)), Optional)
                .since(V31, "`components/schemas`"),
            keyword("$id", Text, Optional).since(V31, ""),
            keyword("$anchor", Text, Optional).since(V31, ""),
            keyword("$dynamicAnchor", Text, Optional).since(V31, ""),
            keyword("$dynamicRef", Text, Optional).since(V31, "`$ref`"),
            keyword("$schema", Text, Optional).since(V31, ""),
            keyword("$vocabulary", Map(&Boolean), Optional).since(V31, ""),
            keyword("$comment", Text, Optional)
                .since(V31, "")
                .unread(nowhere(
                    "it is for readers of the document, and is not in the documentation",
                )),
        ],
    )
};

/// 4.7.25
static DISCRIMINATOR: Object = brief(
    "Discriminator",
    "propertyName",
    &[
        keyword("propertyName", Text, Required),
        keyword("mapping", Map(&Text), Optional),
        keyword("defaultMapping", Text, Optional).since(V32, ""),
    ],
);

/// 4.7.26
static XML: Object = brief(
    "XML",
    "name",
    &[
        keyword("name", Text, Optional),
        keyword("namespace", Text, Optional),
        keyword("prefix", Text, Optional),
        keyword("attribute", Boolean, Optional),
        keyword("wrapped", Boolean, Optional),
        unread("nodeType", "`attribute` and `wrapped` say what the node is"),
    ],
);
