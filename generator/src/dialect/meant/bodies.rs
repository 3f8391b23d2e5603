//! Request bodies that are parameters, as in Swagger 2.0.

use serde_json::{Map, Value, json};

use super::super::findings::{Change, Findings};
use super::super::walk::Spot;
use crate::diagnostics::{Code, Severity};
use crate::source::fragment_pointer;

/// Makes a request body of the parameters `in: body` and `in: formData` of an operation.
pub(super) fn read(findings: &mut Findings<'_>, spot: &Spot, operation: &Map<String, Value>) {
    let listed = operation.get("parameters").and_then(Value::as_array);
    let Some(listed) = listed.filter(|_| !operation.contains_key("requestBody")) else {
        return;
    };
    let is_in = |parameter: &Value, location: &str| {
        followed(findings, parameter)
            .get("in")
            .is_some_and(|found| found == location)
    };
    let is_of_body = |parameter: &&Value| is_in(parameter, "body") || is_in(parameter, "formData");
    let of_body: Vec<&Value> = listed.iter().filter(is_of_body).collect();
    let Some(first) = listed.iter().position(|parameter| is_of_body(&parameter)) else {
        return;
    };
    let parameters: Vec<Value> = listed
        .iter()
        .filter(|entry| !is_of_body(entry))
        .cloned()
        .collect();
    let media = operation.get("consumes").and_then(Value::as_array);
    let media = media
        .and_then(|media| media.first())
        .and_then(Value::as_str);
    let body = of_body.iter().find(|entry| is_in(entry, "body"));
    let (body, read_as) = match body {
        Some(body) => (whole(followed(findings, body), media), "the request body"),
        None => {
            let fields = of_body.iter().map(|entry| followed(findings, entry));
            (form(fields.collect(), media), "a field of the request body")
        }
    };
    let place = findings.place(&format!("{}/{first}", spot.member("parameters")));
    findings.change(
        spot.member("parameters"),
        Change::Put(Value::Array(parameters)),
    );
    findings.change(spot.member("requestBody"), Change::Put(body));
    findings.moves(spot.member("parameters"));
    if operation.contains_key("consumes") {
        findings.change(spot.member("consumes"), Change::Remove);
    }
    findings
        .add(
            Severity::Warning,
            Code::WrongValue,
            &place,
            "`in` must be `query`, `header`, `path` or `cookie`: bodies are no parameters",
        )
        .effect(format!("it is read as {read_as}"));
}

fn followed<'a>(findings: &Findings<'a>, parameter: &'a Value) -> &'a Value {
    let reference = parameter.get("$ref").and_then(Value::as_str);
    let target = reference
        .and_then(|reference| reference.strip_prefix('#'))
        .and_then(fragment_pointer);
    let found = target.and_then(|target| findings.document().get(&target));
    found.unwrap_or(parameter)
}

fn whole(parameter: &Value, media: Option<&str>) -> Value {
    let own = |keyword: &str| parameter.get(keyword).cloned();
    let schema = own("schema").unwrap_or_else(|| Value::Object(own_schema(parameter)));
    json!({
        "description": own("description").unwrap_or_else(|| json!("")),
        "required": own("required").unwrap_or_else(|| json!(false)),
        "content": { media.unwrap_or("application/json"): { "schema": schema } },
    })
}

fn form(fields: Vec<&Value>, media: Option<&str>) -> Value {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    let mut has_file = false;
    for field in fields {
        let Some(name) = field.get("name").and_then(Value::as_str) else {
            continue;
        };
        let mut schema = match field.get("schema").and_then(Value::as_object) {
            Some(schema) => schema.clone(),
            None => own_schema(field),
        };
        let says =
            |keyword: &str, value: &str| schema.get(keyword).is_some_and(|said| said == value);
        has_file |= says("type", "file") || says("format", "binary");
        if let Some(description) = field
            .get("description")
            .filter(|_| !schema.contains_key("$ref"))
        {
            schema.insert("description".to_owned(), description.clone());
        }
        if field.get("required") == Some(&Value::Bool(true)) {
            required.push(json!(name));
        }
        properties.insert(name.to_owned(), Value::Object(schema));
    }
    let media = media.unwrap_or(match has_file {
        true => "multipart/form-data",
        false => "application/x-www-form-urlencoded",
    });
    let is_required = !required.is_empty();
    let schema = json!({ "type": "object", "properties": properties, "required": required });
    json!({ "required": is_required, "content": { media: { "schema": schema } } })
}

/// The keywords that a parameter of Swagger 2.0 says of its value itself.
fn own_schema(parameter: &Value) -> Map<String, Value> {
    let is_of_parameter = |key: &str| {
        matches!(
            key,
            "name" | "in" | "description" | "required" | "collectionFormat" | "allowEmptyValue"
        )
    };
    let members = parameter.as_object().into_iter().flatten();
    members
        .filter(|(key, _)| !is_of_parameter(key))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}
