//! Media types, which Swagger 2.0 lists for a whole operation or document.

use serde_json::Value;

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// What an operation takes and gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MediaTypes {
    consumes: Vec<String>,
    pub(super) produces: Vec<String>,
}

impl MediaTypes {
    /// Those of an operation, or of the document where the operation has none of its own.
    pub(super) fn of(holder: &Value, document: Option<&Self>) -> Self {
        let list = |key: &str, inherited: fn(&Self) -> &Vec<String>| match holder.get(key) {
            Some(Value::Array(list)) => list
                .iter()
                .filter_map(|media| Some(media.as_str()?.to_owned()))
                .collect(),
            _ => document.map(inherited).cloned().unwrap_or_default(),
        };
        Self {
            consumes: list("consumes", |it| &it.consumes),
            produces: list("produces", |it| &it.produces),
        }
    }

    /// Those of a body that is no form.
    pub(super) fn of_body(&self) -> Vec<&str> {
        let mut media = self.consumes.iter().map(String::as_str).collect::<Vec<_>>();
        media.retain(|media| !is_form(media));
        or_json(media)
    }

    /// Those of a form; one with a file is always `multipart/form-data`.
    pub(super) fn of_form(&self, has_file: bool) -> Vec<&str> {
        let mut media = self.consumes.iter().map(String::as_str).collect::<Vec<_>>();
        media.retain(|media| is_form(media) && !(has_file && media.starts_with(FORM)));
        match (media.is_empty(), has_file) {
            (true, true) => vec![MULTIPART],
            (true, false) => vec![FORM],
            (false, _) => media,
        }
    }

    /// Those of a response with this schema.
    ///
    /// The list is for everything that an operation may answer. An object cannot come as plain text
    /// or HTML, so those are meant for other answers, and are left out where JSON is in the list.
    pub(super) fn of_response(&self, schema: &Value) -> Vec<&str> {
        let mut media = self.produces.iter().map(String::as_str).collect::<Vec<_>>();
        let of_type = |name: &str| schema.get("type").is_some_and(|kind| kind == name);
        if of_type("file") {
            media.retain(|media| *media != JSON);
            if media.is_empty() {
                media.push("application/octet-stream");
            }
        } else if !of_type("string") && media.contains(&JSON) {
            media.retain(|media| !matches!(*media, "text/plain" | "text/html"));
        }
        or_json(media)
    }
}

/// Swagger 2.0 does not say what goes without `consumes` and `produces`; everyone takes it for JSON.
fn or_json(media: Vec<&str>) -> Vec<&str> {
    if media.is_empty() { vec![JSON] } else { media }
}

fn is_form(media: &str) -> bool {
    media.starts_with(FORM) || media.starts_with(MULTIPART)
}
