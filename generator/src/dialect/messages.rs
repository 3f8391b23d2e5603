//! The objects of OpenAPI that say what a request or a response is made of, with their sections of the
//! specification as in [`objects`](super::objects).

use super::grammar::Need::{Essential, Filled, Optional, Required};
use super::grammar::Shape::{
    Boolean, Data, Map, Object as An, Referable as Or, Schema, Text, Word,
};
use super::grammar::{Lost, Names, Object};
use super::objects::{PATH_ITEM, SERVER, component, keyword, nowhere, object, unread};
use super::schemas::SCHEMA;
use super::version::Version::{V31, V32};
use crate::diagnostics::Code;

const STYLES: &[&str] = &[
    "matrix",
    "label",
    "form",
    "simple",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
];

/// The styles of a query parameter, which are also those of a part of a form (4.7.15).
pub(super) const QUERY_STYLES: &[&str] = &["form", "spaceDelimited", "pipeDelimited", "deepObject"];

/// 4.7.12
pub(super) static PARAMETER: Object = component(
    "Parameter",
    "parameters",
    &[
        keyword("name", Text, Required),
        keyword("in", Word(&["query", "header", "path", "cookie"]), Required),
        keyword("description", Text, Optional),
        keyword("required", Boolean, Optional),
        keyword("deprecated", Boolean, Optional),
        keyword("allowEmptyValue", Boolean, Optional),
        keyword("style", Word(STYLES), Optional),
        keyword("explode", Boolean, Optional),
        keyword("allowReserved", Boolean, Optional),
        keyword("schema", Schema(&SCHEMA), Optional),
        keyword("example", Data, Optional),
        keyword("examples", Map(&Or(&EXAMPLE)), Optional),
        keyword("content", Map(&An(&MEDIA_TYPE)), Essential),
    ],
);

/// 4.7.13
pub(super) static REQUEST_BODY: Object = Object {
    lost: Lost::AsAnyBody,
    ..component(
        "Request Body",
        "requestBodies",
        &[
            keyword("description", Text, Optional),
            keyword("content", Map(&An(&MEDIA_TYPE)), Filled),
            keyword("required", Boolean, Optional),
        ],
    )
};

/// 4.7.14
pub(super) static MEDIA_TYPE: Object = Object {
    lost: Lost::WithHolder,
    ..object(
        "Media Type",
        &[
            keyword("schema", Schema(&SCHEMA), Optional),
            keyword("example", Data, Optional),
            keyword("examples", Map(&Or(&EXAMPLE)), Optional),
            keyword("encoding", Map(&An(&ENCODING)), Optional),
            keyword("itemSchema", Schema(&SCHEMA), Optional).since(V32, "a list as `schema`"),
            unread("prefixEncoding", "parts are sent as their types are"),
            unread("itemEncoding", "parts are sent as their types are"),
        ],
    )
};

/// 4.7.15
static ENCODING: Object = object(
    "Encoding",
    &[
        keyword("contentType", Text, Optional),
        keyword("headers", Map(&Or(&HEADER)), Optional),
        keyword("style", Word(QUERY_STYLES), Optional),
        keyword("explode", Boolean, Optional),
        keyword("allowReserved", Boolean, Optional),
        unread("encoding", "what is inside is sent as its type is"),
        unread("prefixEncoding", "what is inside is sent as its type is"),
        unread("itemEncoding", "what is inside is sent as its type is"),
    ],
);

/// 4.7.16
pub(super) static RESPONSES: Object = Object {
    names: Some(Names {
        called: "{status}",
        admits: is_status,
        shape: Or(&RESPONSE),
        code: Code::UnusableStatus,
        complaint: "is not a status: a response stands under a code such as `200`, a range such as `4XX`, or `default`",
    }),
    ..object("Responses", &[keyword("default", Or(&RESPONSE), Optional)])
};

fn is_status(key: &str) -> bool {
    matches!(
        key.as_bytes(),
        [b'1'..=b'5', b'X' | b'x', b'X' | b'x'] | [b'1'..=b'9', b'0'..=b'9', b'0'..=b'9']
    )
}

/// 4.7.17
pub(super) static RESPONSE: Object = Object {
    lost: Lost::AsAnyBody,
    ..component(
        "Response",
        "responses",
        &[
            keyword("description", Text, Filled).until(V31, ""),
            keyword("description", Text, Optional).since(V32, ""),
            keyword("summary", Text, Optional).since(V32, "`description`"),
            keyword("headers", Map(&Or(&HEADER)), Optional),
            keyword("content", Map(&An(&MEDIA_TYPE)), Essential),
            keyword("links", Map(&Or(&LINK)), Optional),
        ],
    )
};

/// 4.7.18
pub(super) static CALLBACK: Object = Object {
    names: Some(Names {
        called: "{expression}",
        admits: |_| true,
        shape: Or(&PATH_ITEM),
        code: Code::UnknownKeyword,
        complaint: "is not an expression",
    }),
    ..component("Callback", "callbacks", &[])
};

/// 4.7.19
pub(super) static EXAMPLE: Object = component(
    "Example",
    "examples",
    &[
        keyword("summary", Text, Optional),
        keyword("description", Text, Optional),
        keyword("value", Data, Optional),
        keyword("externalValue", Text, Optional).unread(nowhere(
            "other documents are not read, so the documentation shows a value that is made up",
        )),
        unread("dataValue", "it is not in the documentation"),
        unread("serializedValue", "it is not in the documentation"),
    ],
);

/// 4.7.20
pub(super) static LINK: Object = component(
    "Link",
    "links",
    &[
        keyword("operationRef", Text, Optional),
        keyword("operationId", Text, Optional),
        keyword("parameters", Map(&Data), Optional),
        keyword("requestBody", Data, Optional),
        keyword("description", Text, Optional),
        keyword("server", An(&SERVER), Optional),
    ],
);

/// 4.7.21: a Parameter without `name` and `in`.
pub(super) static HEADER: Object = component(
    "Header",
    "headers",
    &[
        keyword("description", Text, Optional),
        keyword("required", Boolean, Optional),
        keyword("deprecated", Boolean, Optional),
        keyword("allowEmptyValue", Boolean, Optional),
        keyword("style", Word(&["simple"]), Optional),
        keyword("explode", Boolean, Optional),
        keyword("allowReserved", Boolean, Optional),
        keyword("schema", Schema(&SCHEMA), Optional),
        keyword("example", Data, Optional),
        keyword("examples", Map(&Or(&EXAMPLE)), Optional),
        keyword("content", Map(&An(&MEDIA_TYPE)), Essential),
    ],
);
