//! Findings as JSON for editors and scripts.

use serde_json::{Value, json};

use super::{Diagnostic, Locate, Place};

/// One finding as a JSON object on one line, without a line break at its end.
///
/// The members are always there and always in this order: `code`, `severity`, `message`, `file`,
/// `line`, `column` (both from 1, columns in characters), `pointer`, `effect`, `help` and `related`
/// (objects with `message`, `file`, `line`, `column`, `pointer`). What is not known is `null`.
pub fn render_json(diagnostic: &Diagnostic, locate: &dyn Locate) -> String {
    let related: Vec<Value> = diagnostic
        .also
        .iter()
        .map(|(place, label)| placed(json!({ "message": label }), place, locate))
        .collect();
    let head = json!({
        "code": diagnostic.code.as_str(),
        "severity": diagnostic.severity.as_str(),
        "message": diagnostic.message,
    });
    let mut object = placed(head, &diagnostic.place, locate);
    extend(
        &mut object,
        json!({ "effect": diagnostic.effect, "help": diagnostic.help, "related": related }),
    );
    object.to_string()
}

fn placed(mut object: Value, place: &Place, locate: &dyn Locate) -> Value {
    let location = locate.locate(place);
    let place = json!({
        "file": place.file(),
        "line": location.as_ref().map(|location| location.line),
        "column": location.as_ref().map(|location| location.column),
        "pointer": location.as_ref().map_or(place.pointer(), |location| &location.pointer),
    });
    extend(&mut object, place);
    object
}

fn extend(object: &mut Value, members: Value) {
    if let (Value::Object(object), Value::Object(members)) = (object, members) {
        object.extend(members);
    }
}
