//! Keywords that belong to another version than the document's, and what takes their place in it.

use super::grammar::Object;
use super::version::Version;

/// Says where a keyword that `object` does not have in `version` comes from, if that is known.
pub(super) fn origin(object: &Object, keyword: &str, version: Version) -> Option<String> {
    let (of, instead) = of_openapi(object, keyword).or_else(|| of_swagger(object, keyword))?;
    Some(match instead {
        "" => format!("it is a keyword of {of}"),
        instead => format!(
            "it is a keyword of {of}; {} writes {instead}",
            version.name()
        ),
    })
}

fn of_openapi(object: &Object, name: &str) -> Option<(&'static str, &'static str)> {
    let mut keywords = object.keywords.iter();
    let keyword = keywords.find(|keyword| keyword.name == name)?;
    let of = if keyword.since == Version::OLDEST {
        keyword.until
    } else {
        keyword.since
    };
    Some((of.name(), keyword.instead))
}

fn of_swagger(object: &Object, name: &str) -> Option<(&'static str, &'static str)> {
    let (_, entries) = TABLES.iter().find(|(holder, _)| *holder == object.name)?;
    let (_, instead) = entries.iter().find(|(known, _)| *known == name)?;
    Some((SWAGGER, instead))
}

/// Every keyword of Swagger 2.0 that OpenAPI writes in another way: the object and the keyword.
pub(super) fn of_swagger_alone() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLES.iter().flat_map(|(object, entries)| {
        let entries = entries.iter();
        entries.map(|(keyword, _)| (*object, *keyword))
    })
}

pub(super) const SWAGGER: &str = "Swagger 2.0";

/// The tables by the names of their objects.
const TABLES: &[(&str, &[Entry])] = &[
    ("OpenAPI", DOCUMENT),
    ("Operation", OPERATION),
    ("Parameter", PARAMETER),
    ("Header", PARAMETER),
    ("Response", RESPONSE),
];

/// A keyword, and how OpenAPI says the same (empty if it cannot).
type Entry = (&'static str, &'static str);

const DOCUMENT: &[Entry] = &[
    ("host", "`servers`"),
    ("basePath", "`servers`"),
    ("schemes", "`servers`"),
    ("consumes", "media types below `content`"),
    ("produces", "media types below `content`"),
    ("definitions", "`components/schemas`"),
    ("parameters", "`components/parameters`"),
    ("responses", "`components/responses`"),
    ("securityDefinitions", "`components/securitySchemes`"),
];

const OPERATION: &[Entry] = &[
    ("consumes", "media types below `requestBody/content`"),
    ("produces", "media types below `content` of a response"),
    ("schemes", "`servers`"),
];

const IN_SCHEMA: &str = "it below `schema`";

const PARAMETER: &[Entry] = &[
    ("type", IN_SCHEMA),
    ("format", IN_SCHEMA),
    ("items", IN_SCHEMA),
    ("enum", IN_SCHEMA),
    ("default", IN_SCHEMA),
    ("minimum", IN_SCHEMA),
    ("maximum", IN_SCHEMA),
    ("minLength", IN_SCHEMA),
    ("maxLength", IN_SCHEMA),
    ("pattern", IN_SCHEMA),
    ("collectionFormat", "`style` and `explode`"),
];

const RESPONSE: &[Entry] = &[
    ("schema", "it below a media type of `content`"),
    ("examples", "them below a media type of `content`"),
];
