//! What documentation says in keywords that OpenAPI 3.0 has not: summaries, and names of licenses.

use serde_json::{Map, Value};

use crate::dialect::grammar::Object;
use crate::dialect::messages::RESPONSE;
use crate::dialect::objects::{INFO, LICENSE, TAG};

/// Puts the `summary` of an object before its `description`, and makes an address of the
/// `identifier` of a license.
pub(super) fn rewrite(object: &'static Object, members: &mut Map<String, Value>) {
    if std::ptr::eq(object, &LICENSE) {
        license(members);
    }
    let is_response = std::ptr::eq(object, &RESPONSE);
    if !is_response && ![&INFO, &TAG].into_iter().any(|of| std::ptr::eq(object, of)) {
        return;
    }
    let summary = members.shift_remove("summary");
    let texts = [summary.as_ref(), members.get("description")];
    let texts: Vec<&str> = texts
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    // Only a response has to have one, which may be empty.
    if is_response || !texts.is_empty() {
        let description = texts.join("\n\n");
        members.insert("description".to_owned(), description.into());
    }
}

/// The identifier is one of SPDX, which shows the license under it.
fn license(members: &mut Map<String, Value>) {
    if let Some(Value::String(identifier)) = members.shift_remove("identifier")
        && !members.contains_key("url")
    {
        let is_one = identifier
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || "-.+".contains(letter));
        // An expression of several licenses has no page.
        let url = match is_one {
            true => format!("https://spdx.org/licenses/{identifier}.html"),
            false => "https://spdx.org/licenses/".to_owned(),
        };
        members.insert("url".to_owned(), url.into());
    }
}
