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
    let table = match object.name {
        "OpenAPI" => DOCUMENT,
        "Operation" => OPERATION,
        "Parameter" | "Header" => PARAMETER,
        "Response" => RESPONSE,
        _ => return None,
    };
    let (_, instead) = table.iter().find(|(known, _)| *known == name)?;
    Some(("Swagger 2.0", instead))
}

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
