//! The Schema Object with what belongs to it: OpenAPI 3.0.3, section 4.7.24, and from OpenAPI 3.1 on the
//! keywords of JSON Schema 2020-12.

use super::grammar::Need::{Essential, Optional, Required};
use super::grammar::Shape::{
    Boolean, Count, Data, List, Map, Number, Object as An, Schema, SchemaOrBoolean, Text, Word,
    Words,
};
use super::grammar::{Lost, Object};
use super::objects::{EXTERNAL_DOCUMENTATION, brief, component, keyword, unread};
use super::version::Version::{V30, V31, V32};

const TYPES: &[&str] = &["string", "number", "integer", "boolean", "array", "object"];

const TYPES_AND_NULL: &[&str] = &[
    "string", "number", "integer", "boolean", "array", "object", "null",
];

/// 4.7.24
pub(super) static SCHEMA: Object = Object {
    lost: Lost::AsAnyValue,
    ..component(
        "Schema",
        "schemas",
        &[
            keyword("title", Text, Optional),
            keyword("multipleOf", Number, Optional),
            keyword("maximum", Number, Optional),
            keyword("exclusiveMaximum", Boolean, Optional).until(V30, "the bound itself here"),
            keyword("exclusiveMaximum", Number, Optional).since(V31, "`true` beside `maximum`"),
            keyword("minimum", Number, Optional),
            keyword("exclusiveMinimum", Boolean, Optional).until(V30, "the bound itself here"),
            keyword("exclusiveMinimum", Number, Optional).since(V31, "`true` beside `minimum`"),
            keyword("maxLength", Count, Optional),
            keyword("minLength", Count, Optional),
            keyword("pattern", Text, Optional),
            keyword("maxItems", Count, Optional),
            keyword("minItems", Count, Optional),
            keyword("uniqueItems", Boolean, Optional),
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
            keyword("default", Data, Optional),
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
            keyword("$comment", Text, Optional).since(V31, ""),
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
