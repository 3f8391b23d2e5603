//! `contentEncoding` and `contentMediaType`, which OpenAPI 3.0 says by `format`.

use serde_json::Value;

use super::rewriting::Schema;

/// Makes a `format` of the way in which a string holds other content.
pub(super) fn rewrite(schema: &mut Schema<'_, '_>) {
    let encoding = schema.take("contentEncoding");
    let media = schema.take("contentMediaType");
    if schema.has("contentSchema") {
        schema.unchecked("contentSchema");
        schema.take("contentSchema");
    }
    let word = |value: &Option<Value>| {
        let text = value.as_ref().and_then(Value::as_str);
        text.map(str::to_ascii_lowercase)
    };
    let (keyword, format) = match (word(&encoding).as_deref(), word(&media).as_deref()) {
        (Some("base64"), _) => ("contentEncoding", "byte"),
        (Some("base64url"), _) => ("contentEncoding", "base64url"),
        (None | Some("binary"), Some(media)) if is_binary(media) => ("contentMediaType", "binary"),
        _ => {
            unread(schema, "contentEncoding", encoding.as_ref());
            unread(schema, "contentMediaType", media.as_ref());
            return;
        }
    };
    if !schema.has("format") {
        schema.put("format", format);
        schema.moved(schema.at(keyword), schema.at("format"));
    }
}

fn unread(schema: &mut Schema<'_, '_>, keyword: &str, value: Option<&Value>) {
    let Some(value) = value.and_then(Value::as_str) else {
        return;
    };
    let pointer = schema.at(keyword);
    schema
        .rewriting
        .note(&pointer, format!("`{keyword}: {value}` is not read"))
        .effect("the value is text as it stands");
}

/// Whether content of a media type is no text.
fn is_binary(media: &str) -> bool {
    let media = media.split(';').next().unwrap_or_default().trim();
    let is_text = media.starts_with("text/")
        || ["json", "xml", "yaml", "javascript", "x-www-form-urlencoded"]
            .iter()
            .any(|text| media.ends_with(text));
    !is_text
}
