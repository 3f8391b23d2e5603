//! Keywords that belong to another version of OpenAPI, and what takes their place in 3.0.

use super::grammar::Object;

/// Says where a keyword that `object` does not have comes from, if that is known.
pub(super) fn origin(object: &Object, keyword: &str) -> Option<String> {
    let (_, entries) = TABLES.iter().find(|(name, _)| *name == object.name)?;
    let (_, version, instead) = entries.iter().find(|(known, ..)| *known == keyword)?;
    Some(match *instead {
        "" => format!("it is a keyword of {version}"),
        instead => format!("it is a keyword of {version}; OpenAPI 3.0 writes {instead}"),
    })
}

/// Every keyword that is known to come from elsewhere: the version, the object, and the keyword.
pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    TABLES.iter().flat_map(|(object, entries)| {
        let known = entries.iter();
        known.map(|(keyword, version, _)| (*version, *object, *keyword))
    })
}

/// A keyword, the version it belongs to, and how OpenAPI 3.0 says the same (empty if it cannot).
type Entry = (&'static str, &'static str, &'static str);

/// The tables by the names of their objects.
const TABLES: &[(&str, &[Entry])] = &[
    ("OpenAPI", DOCUMENT),
    ("Info", INFO),
    ("License", LICENSE),
    ("Operation", OPERATION),
    ("Parameter", PARAMETER),
    ("Header", PARAMETER),
    ("Response", RESPONSE),
    ("Components", COMPONENTS),
    ("Schema", SCHEMA),
];

const SWAGGER: &str = "Swagger 2.0";
const LATER: &str = "OpenAPI 3.1";

const DOCUMENT: &[Entry] = &[
    ("webhooks", LATER, ""),
    ("jsonSchemaDialect", LATER, ""),
    ("host", SWAGGER, "`servers`"),
    ("basePath", SWAGGER, "`servers`"),
    ("schemes", SWAGGER, "`servers`"),
    ("consumes", SWAGGER, "media types below `content`"),
    ("produces", SWAGGER, "media types below `content`"),
    ("definitions", SWAGGER, "`components/schemas`"),
    ("parameters", SWAGGER, "`components/parameters`"),
    ("responses", SWAGGER, "`components/responses`"),
    (
        "securityDefinitions",
        SWAGGER,
        "`components/securitySchemes`",
    ),
];

const INFO: &[Entry] = &[("summary", LATER, "`description`")];

const LICENSE: &[Entry] = &[("identifier", LATER, "`url`")];

const OPERATION: &[Entry] = &[
    (
        "consumes",
        SWAGGER,
        "media types below `requestBody/content`",
    ),
    (
        "produces",
        SWAGGER,
        "media types below `content` of a response",
    ),
    ("schemes", SWAGGER, "`servers`"),
];

const IN_SCHEMA: &str = "it below `schema`";

const PARAMETER: &[Entry] = &[
    ("type", SWAGGER, IN_SCHEMA),
    ("format", SWAGGER, IN_SCHEMA),
    ("items", SWAGGER, IN_SCHEMA),
    ("enum", SWAGGER, IN_SCHEMA),
    ("default", SWAGGER, IN_SCHEMA),
    ("minimum", SWAGGER, IN_SCHEMA),
    ("maximum", SWAGGER, IN_SCHEMA),
    ("minLength", SWAGGER, IN_SCHEMA),
    ("maxLength", SWAGGER, IN_SCHEMA),
    ("pattern", SWAGGER, IN_SCHEMA),
    ("collectionFormat", SWAGGER, "`style` and `explode`"),
];

const RESPONSE: &[Entry] = &[
    ("schema", SWAGGER, "it below a media type of `content`"),
    ("examples", SWAGGER, "them below a media type of `content`"),
];

const COMPONENTS: &[Entry] = &[("pathItems", LATER, "")];

const SCHEMA: &[Entry] = &[
    ("const", LATER, "an `enum` of one value"),
    ("examples", LATER, "`example`"),
    ("$schema", LATER, ""),
    ("$id", LATER, ""),
    ("$anchor", LATER, ""),
    ("$dynamicAnchor", LATER, ""),
    ("$dynamicRef", LATER, "`$ref`"),
    ("$vocabulary", LATER, ""),
    ("$comment", LATER, ""),
    ("$defs", LATER, "`components/schemas`"),
    ("definitions", LATER, "`components/schemas`"),
    ("if", LATER, ""),
    ("then", LATER, ""),
    ("else", LATER, ""),
    ("prefixItems", LATER, ""),
    ("contains", LATER, ""),
    ("minContains", LATER, ""),
    ("maxContains", LATER, ""),
    ("patternProperties", LATER, "`additionalProperties`"),
    ("propertyNames", LATER, ""),
    ("dependentRequired", LATER, ""),
    ("dependentSchemas", LATER, ""),
    ("unevaluatedItems", LATER, ""),
    ("unevaluatedProperties", LATER, "`additionalProperties`"),
    ("contentEncoding", LATER, "`format: byte`"),
    ("contentMediaType", LATER, "`format: binary`"),
    ("contentSchema", LATER, ""),
];
