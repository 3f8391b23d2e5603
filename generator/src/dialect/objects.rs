//! The objects of OpenAPI, in the order of the specification of 3.0.3 (section 4.7), whose numbers they
//! have; what later versions added stands with them. Parameters, bodies and responses are in
//! [`messages`](super::messages).

use super::grammar::Need::{Essential, Filled, Optional, Required};
use super::grammar::Shape::{
    Boolean, Data, List, Map, Object as An, Referable as Or, Schema, Text, Word,
};
use super::grammar::{Keyword, Lost, Names, Need, Object, Shape, Unread};
use super::messages::{
    CALLBACK, EXAMPLE, HEADER, LINK, PARAMETER, REQUEST_BODY, RESPONSE, RESPONSES,
};
use super::schemas::SCHEMA;
use super::version::Version;
use super::version::Version::{V30, V31, V32};
use crate::diagnostics::Code;

/// A keyword of all versions.
pub(super) const fn keyword(name: &'static str, shape: Shape, need: Need) -> Keyword {
    Keyword {
        name,
        shape,
        need,
        since: Version::OLDEST,
        until: Version::NEWEST,
        instead: "",
        unread: None,
    }
}

/// A keyword of OpenAPI 3.2 that is not read yet, with what follows.
pub(super) const fn unread(name: &'static str, effect: &'static str) -> Keyword {
    keyword(name, Data, Optional).since(V32, "").unread(Unread {
        at: |_| true,
        noted: None,
        effect,
    })
}

/// What is noted of a keyword that is read nowhere.
pub(super) const fn nowhere(effect: &'static str) -> Unread {
    Unread {
        at: |_| true,
        noted: Some("castiron does not model that"),
        effect,
    }
}

pub(super) const fn object(name: &'static str, keywords: &'static [Keyword]) -> Object {
    Object {
        name,
        section: None,
        keywords,
        names: None,
        brief: None,
        lost: Lost::WithSlot,
    }
}

/// An object in whose place a text says no less than this keyword of it.
pub(super) const fn brief(
    name: &'static str,
    keyword: &'static str,
    keywords: &'static [Keyword],
) -> Object {
    Object {
        brief: Some(keyword),
        ..object(name, keywords)
    }
}

pub(super) const fn component(
    name: &'static str,
    section: &'static str,
    keywords: &'static [Keyword],
) -> Object {
    Object {
        section: Some(section),
        ..object(name, keywords)
    }
}

/// 4.7.1
pub(super) static OPENAPI: Object = object(
    "OpenAPI",
    &[
        keyword("openapi", Text, Required),
        keyword("info", An(&INFO), Filled),
        keyword("servers", List(&An(&SERVER)), Optional),
        keyword("paths", An(&PATHS), Filled).until(V30, ""),
        keyword("paths", An(&PATHS), Optional).since(V31, ""),
        keyword("webhooks", Map(&Or(&PATH_ITEM)), Optional).since(V31, ""),
        keyword("components", An(&COMPONENTS), Optional),
        keyword("security", List(&Map(&List(&Text))), Optional),
        keyword("tags", List(&An(&TAG)), Optional),
        keyword("externalDocs", An(&EXTERNAL_DOCUMENTATION), Optional),
        keyword("jsonSchemaDialect", Text, Optional).since(V31, ""),
        unread("$self", "references by that name are not found"),
    ],
);

/// 4.7.2
pub(super) static INFO: Object = brief(
    "Info",
    "title",
    &[
        keyword("title", Text, Filled),
        keyword("summary", Text, Optional).since(V31, "`description`"),
        keyword("description", Text, Optional),
        keyword("termsOfService", Text, Optional),
        keyword("contact", An(&CONTACT), Optional),
        keyword("license", An(&LICENSE), Optional),
        keyword("version", Text, Filled),
    ],
);

/// 4.7.3
static CONTACT: Object = object(
    "Contact",
    &[
        keyword("name", Text, Optional),
        keyword("url", Text, Optional),
        keyword("email", Text, Optional),
    ],
);

/// 4.7.4
pub(super) static LICENSE: Object = brief(
    "License",
    "name",
    &[
        keyword("name", Text, Required),
        keyword("identifier", Text, Optional).since(V31, "`url`"),
        keyword("url", Text, Optional),
    ],
);

/// 4.7.5
pub(super) static SERVER: Object = brief(
    "Server",
    "url",
    &[
        keyword("url", Text, Required),
        keyword("description", Text, Optional),
        keyword("variables", Map(&An(&SERVER_VARIABLE)), Optional),
        unread(
            "name",
            "the server is named after its description or address",
        ),
    ],
);

/// 4.7.6
static SERVER_VARIABLE: Object = object(
    "Server Variable",
    &[
        keyword("enum", List(&Text), Optional),
        keyword("default", Text, Required),
        keyword("description", Text, Optional),
    ],
);

/// 4.7.7
pub(super) static COMPONENTS: Object = object(
    "Components",
    &[
        keyword("schemas", Map(&Schema(&SCHEMA)), Optional),
        keyword("responses", Map(&Or(&RESPONSE)), Optional),
        keyword("parameters", Map(&Or(&PARAMETER)), Optional),
        keyword("examples", Map(&Or(&EXAMPLE)), Optional),
        keyword("requestBodies", Map(&Or(&REQUEST_BODY)), Optional),
        keyword("headers", Map(&Or(&HEADER)), Optional),
        keyword("securitySchemes", Map(&Or(&SECURITY_SCHEME)), Optional),
        keyword("links", Map(&Or(&LINK)), Optional),
        keyword("callbacks", Map(&Or(&CALLBACK)), Optional),
        keyword("pathItems", Map(&Or(&PATH_ITEM)), Optional).since(V31, ""),
        unread("mediaTypes", "references to media types are not found"),
    ],
);

/// 4.7.8
static PATHS: Object = Object {
    names: Some(Names {
        called: "/{path}",
        admits: |key| key.starts_with('/'),
        shape: Or(&PATH_ITEM),
        code: Code::MalformedPath,
        complaint: "is not a path: a path begins with `/`",
    }),
    ..object("Paths", &[])
};

/// 4.7.9
pub(super) static PATH_ITEM: Object = component(
    "Path Item",
    "pathItems",
    &[
        keyword("summary", Text, Optional),
        keyword("description", Text, Optional),
        keyword("get", Or(&OPERATION), Optional),
        keyword("put", Or(&OPERATION), Optional),
        keyword("post", Or(&OPERATION), Optional),
        keyword("delete", Or(&OPERATION), Optional),
        keyword("options", Or(&OPERATION), Optional),
        keyword("head", Or(&OPERATION), Optional),
        keyword("patch", Or(&OPERATION), Optional),
        keyword("trace", Or(&OPERATION), Optional),
        unread("query", "the operation is left out"),
        unread("additionalOperations", "the operations are left out"),
        keyword("servers", List(&An(&SERVER)), Optional),
        keyword("parameters", List(&Or(&PARAMETER)), Optional),
    ],
);

/// 4.7.10
pub(super) static OPERATION: Object = Object {
    lost: Lost::AsNull,
    ..object(
        "Operation",
        &[
            keyword("tags", List(&Text), Optional),
            keyword("summary", Text, Optional),
            keyword("description", Text, Optional),
            keyword("externalDocs", An(&EXTERNAL_DOCUMENTATION), Optional),
            keyword("operationId", Text, Optional),
            keyword("parameters", List(&Or(&PARAMETER)), Optional),
            keyword("requestBody", Or(&REQUEST_BODY), Optional),
            keyword("responses", An(&RESPONSES), Filled).until(V30, ""),
            keyword("responses", An(&RESPONSES), Optional).since(V31, ""),
            keyword("callbacks", Map(&Or(&CALLBACK)), Optional),
            keyword("deprecated", Boolean, Optional),
            keyword("security", List(&Map(&List(&Text))), Optional),
            keyword("servers", List(&An(&SERVER)), Optional),
        ],
    )
};

/// 4.7.11
pub(super) static EXTERNAL_DOCUMENTATION: Object = brief(
    "External Documentation",
    "url",
    &[
        keyword("description", Text, Optional),
        keyword("url", Text, Required),
    ],
);

/// 4.7.22
pub(super) static TAG: Object = brief(
    "Tag",
    "name",
    &[
        keyword("name", Text, Required),
        keyword("description", Text, Optional),
        keyword("externalDocs", An(&EXTERNAL_DOCUMENTATION), Optional),
        keyword("summary", Text, Optional).since(V32, "`description`"),
        unread("parent", "groups stand side by side"),
        unread("kind", "every tag is a group"),
    ],
);

/// 4.7.27
static SECURITY_SCHEME: Object = component(
    "Security Scheme",
    "securitySchemes",
    &[
        keyword(
            "type",
            Word(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"]),
            Required,
        ),
        keyword("description", Text, Optional),
        keyword("name", Text, Essential),
        keyword("in", Word(&["query", "header", "cookie"]), Essential),
        keyword("scheme", Text, Essential),
        keyword("bearerFormat", Text, Optional),
        keyword("flows", An(&OAUTH_FLOWS), Essential),
        keyword("openIdConnectUrl", Text, Essential),
        unread(
            "oauth2MetadataUrl",
            "the client is given its URLs by `flows`",
        ),
        unread("deprecated", "nothing says so"),
    ],
);

/// 4.7.28
static OAUTH_FLOWS: Object = object(
    "OAuth Flows",
    &[
        keyword("implicit", An(&OAUTH_FLOW), Optional),
        keyword("password", An(&OAUTH_FLOW), Optional),
        keyword("clientCredentials", An(&OAUTH_FLOW), Optional),
        keyword("authorizationCode", An(&OAUTH_FLOW), Optional),
        unread("deviceAuthorization", "clients take a token in its place"),
    ],
);

/// 4.7.29
static OAUTH_FLOW: Object = object(
    "OAuth Flow",
    &[
        keyword("authorizationUrl", Text, Optional),
        keyword("tokenUrl", Text, Optional),
        keyword("refreshUrl", Text, Optional),
        keyword("scopes", Map(&Text), Filled),
    ],
);
