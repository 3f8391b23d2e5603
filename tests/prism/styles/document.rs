//! The operations: a parameter of every style × explode × type, and a body of every kind, each with what
//! is to be sent.
//!
//! What is to be sent is written out by hand: parameters from RFC 6570 and the style table of OpenAPI
//! 3.0.4, bodies from the standards of their media types.

use serde_json::{Map, Value, json};

/// An operation and its request.
pub struct Row {
    /// The operation's id, which is its path.
    pub id: String,
    /// The request, but for its method: the path, with the query; the header or cookie; or the content
    /// type and the body.
    pub sent: String,
    operation: Value,
}

/// What a parameter is. Names of properties are in lower case, in which Prism looks for all names.
const KINDS: [&str; 4] = ["Text", "Integer", "Array", "Object"];

/// What stands in the values of requests, and what spoils it: text that is not allowed, or no integer.
pub const SPOILT: [(&str, &str); 5] = [
    ("light", "dark"),
    ("70707", "7.5"),
    ("black", "red"),
    ("10203", "7.5"),
    ("Ada", "Eve"),
];

/// Place, style, explode, and what is written for each kind; nothing where OpenAPI has no form.
const PARAMETERS: [(&str, &str, bool, [&str; 4]); 15] = [
    (
        "path",
        "simple",
        false,
        ["light%20blue", "70707", "blue,black", "r,10203,g,200"],
    ),
    (
        "path",
        "simple",
        true,
        ["light%20blue", "70707", "blue,black", "r=10203,g=200"],
    ),
    (
        "path",
        "label",
        false,
        [".light%20blue", ".70707", ".blue,black", ".r,10203,g,200"],
    ),
    (
        "path",
        "label",
        true,
        [".light%20blue", ".70707", ".blue.black", ".r=10203.g=200"],
    ),
    (
        "path",
        "matrix",
        false,
        [
            ";color=light%20blue",
            ";color=70707",
            ";color=blue,black",
            ";color=r,10203,g,200",
        ],
    ),
    (
        "path",
        "matrix",
        true,
        [
            ";color=light%20blue",
            ";color=70707",
            ";color=blue;color=black",
            ";r=10203;g=200",
        ],
    ),
    (
        "query",
        "form",
        false,
        [
            "color=light%20blue",
            "color=70707",
            "color=blue,black",
            "color=r,10203,g,200",
        ],
    ),
    (
        "query",
        "form",
        true,
        [
            "color=light%20blue",
            "color=70707",
            "color=blue&color=black",
            "r=10203&g=200",
        ],
    ),
    (
        "query",
        "spaceDelimited",
        false,
        ["", "", "color=blue%20black", "color=r%2010203%20g%20200"],
    ),
    (
        "query",
        "pipeDelimited",
        false,
        ["", "", "color=blue%7Cblack", "color=r%7C10203%7Cg%7C200"],
    ),
    (
        "query",
        "deepObject",
        true,
        ["", "", "", "color%5Br%5D=10203&color%5Bg%5D=200"],
    ),
    (
        "header",
        "simple",
        false,
        ["light blue", "70707", "blue,black", "r,10203,g,200"],
    ),
    (
        "header",
        "simple",
        true,
        ["light blue", "70707", "blue,black", "r=10203,g=200"],
    ),
    (
        "cookie",
        "form",
        false,
        [
            "color=light%20blue",
            "color=70707",
            "color=blue,black",
            "color=r,10203,g,200",
        ],
    ),
    (
        "cookie",
        "form",
        true,
        [
            "color=light%20blue",
            "color=70707",
            "color=blue; color=black",
            "r=10203; g=200",
        ],
    ),
];

/// Names and media types of bodies that hold a person, and what is sent.
const BODIES: [(&str, &str, &str); 8] = [
    ("Json", "application/json", r#"{"name":"Ada","age":70707}"#),
    (
        "OtherJson",
        "application/vnd.person+json",
        r#"{"name":"Ada","age":70707}"#,
    ),
    (
        "MergePatch",
        "application/merge-patch+json",
        r#"{"name":"Ada","age":70707}"#,
    ),
    (
        "Form",
        "application/x-www-form-urlencoded",
        "name=Ada&age=70707",
    ),
    (
        "Multipart",
        "multipart/form-data",
        "--B\nContent-Disposition: form-data; name=\"name\"\n\nAda\n\
         --B\nContent-Disposition: form-data; name=\"age\"\n\n70707\n--B--\n",
    ),
    (
        "Xml",
        "application/xml",
        r#"<?xml version="1.0" encoding="UTF-8"?><Person><name>Ada</name><age>70707</age></Person>"#,
    ),
    ("Csv", "text/csv", "name,age\nAda,70707\n"),
    (
        "Lines",
        "application/jsonl",
        "{\"name\":\"Ada\",\"age\":70707}\n",
    ),
];

/// All operations, parameters first.
pub fn rows() -> Vec<Row> {
    let parameters = PARAMETERS.into_iter().flat_map(parameters);
    let bodies = BODIES
        .into_iter()
        .map(|(name, media_type, sent)| body(name, media_type, sent));
    parameters.chain(bodies).chain(others()).collect()
}

/// The document of all operations.
pub fn document(rows: &[Row]) -> Value {
    let paths: Map<String, Value> = rows
        .iter()
        .map(|row| {
            let is_path = row.operation.pointer("/parameters/0/in") == Some(&json!("path"));
            let variable = if is_path { "/{color}" } else { "" };
            let operation = json!({ "post": row.operation });
            (format!("/{}{variable}", row.id), operation)
        })
        .collect();
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Styles and bodies", "version": "1" },
        "paths": paths,
        "components": { "schemas": { "Person": {
            "type": "object",
            "required": ["name", "age"],
            "properties": { "name": { "type": "string", "enum": ["Ada"] }, "age": { "type": "integer" } },
        } } },
    })
}

fn parameters(
    (place, style, explode, texts): (&str, &str, bool, [&str; 4]),
) -> impl Iterator<Item = Row> {
    let kinds = KINDS.into_iter().zip(texts);
    let kinds = kinds.filter(|(_, text)| !text.is_empty());
    let rows: Vec<Row> = kinds
        .map(|(kind, text)| {
            let exploded = if explode { "Exploded" } else { "" };
            let id = format!("{place}-{style}-{exploded}-{kind}").replace("--", "-");
            let (schema, example) = schema(kind);
            let sent = match place {
                "path" => format!("/{id}/{text}"),
                "query" => format!("/{id}?{text}"),
                "header" => format!("/{id}\ncolor: {text}"),
                _ => format!("/{id}\ncookie: {text}"),
            };
            let parameter = json!({
                "name": "color", "in": place, "required": true, "style": style, "explode": explode,
                "schema": schema, "example": example,
            });
            let operation = operation(&id, ("parameters", json!([parameter])));
            Row {
                id,
                sent,
                operation,
            }
        })
        .collect();
    rows.into_iter()
}

fn schema(kind: &str) -> (Value, Value) {
    match kind {
        "Text" => (
            json!({ "type": "string", "enum": ["light blue"] }),
            json!("light blue"),
        ),
        "Integer" => (json!({ "type": "integer" }), json!(70707)),
        "Array" => (
            json!({
                "type": "array", "minItems": 2, "maxItems": 2,
                "items": { "type": "string", "enum": ["blue", "black"] },
            }),
            json!(["blue", "black"]),
        ),
        _ => (
            json!({
                "type": "object", "required": ["r", "g"], "additionalProperties": false,
                "properties": { "r": { "type": "integer" }, "g": { "type": "integer" } },
            }),
            json!({ "r": 10203, "g": 200 }),
        ),
    }
}

fn body(name: &str, media_type: &str, sent: &str) -> Row {
    let person = json!({ "$ref": "#/components/schemas/Person" });
    let example = json!({ "name": "Ada", "age": 70707 });
    let (schema, example) = match name {
        "Csv" | "Lines" => (
            json!({ "type": "array", "items": person }),
            json!([example]),
        ),
        _ => (person, example),
    };
    let content_type = match name {
        "Multipart" => "multipart/form-data; boundary=B",
        _ => media_type,
    };
    row(
        name,
        media_type,
        json!({ "schema": schema, "example": example }),
        (content_type, sent),
    )
}

/// Bodies that hold no person.
fn others() -> [Row; 5] {
    let text = json!({ "schema": { "type": "string", "enum": ["Ada"] }, "example": "Ada" });
    let bytes = json!({ "schema": { "type": "string", "format": "binary" } });
    let compound = json!({ "schema": {
        "type": "object",
        "required": ["names", "person", "scan"],
        "properties": {
            "names": { "type": "array", "items": { "type": "string" } },
            "person": { "$ref": "#/components/schemas/Person" },
            "scan": { "type": "string", "format": "binary" },
        },
    }, "example": { "names": ["Ada", "Bo"], "person": { "name": "Ada", "age": 70707 } } });
    let lists = json!({
        "schema": { "type": "object", "required": ["names"], "properties": {
            "names": { "type": "array", "minItems": 2, "items": { "type": "string", "enum": ["Ada", "Bo"] } },
        } },
        "example": { "names": ["Ada", "Bo"] },
        "encoding": { "names": { "style": "form", "explode": true } },
    });
    let parts = "--B\nContent-Disposition: form-data; name=\"names\"\n\nAda\n\
                 --B\nContent-Disposition: form-data; name=\"names\"\n\nBo\n\
                 --B\nContent-Disposition: form-data; name=\"person\"\nContent-Type: application/json\n\n\
                 {\"name\":\"Ada\",\"age\":70707}\n\
                 --B\nContent-Disposition: form-data; name=\"scan\"; filename=\"document.pdf\"\n\
                 Content-Type: application/octet-stream\n\nthe document\n--B--\n";
    [
        row("Text", "text/plain", text, ("text/plain", "Ada")),
        row(
            "Bytes",
            "application/octet-stream",
            bytes.clone(),
            ("application/octet-stream", "..."),
        ),
        row("Image", "image/*", bytes, ("image/png", "...")),
        row(
            "Parts",
            "multipart/form-data",
            compound,
            ("multipart/form-data; boundary=B", parts),
        ),
        row(
            "FormList",
            "application/x-www-form-urlencoded",
            lists,
            ("application/x-www-form-urlencoded", "names=Ada&names=Bo"),
        ),
    ]
}

fn row(name: &str, media_type: &str, media: Value, (content_type, sent): (&str, &str)) -> Row {
    let id = format!("body-{name}");
    let body = json!({ "required": true, "content": { media_type: media } });
    Row {
        sent: format!("/{id}\ncontent-type: {content_type}\n\n{sent}"),
        operation: operation(&id, ("requestBody", body)),
        id,
    }
}

/// An operation of one member: its parameters, or its body.
fn operation(id: &str, (member, value): (&str, Value)) -> Value {
    json!({
        "operationId": id,
        member: value,
        "responses": { "204": { "description": "None." } },
    })
}
