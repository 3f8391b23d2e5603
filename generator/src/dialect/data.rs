//! Values of data that contradict the type of their schema: of `enum`, `default` and `example`.

use serde_json::{Map, Number, Value, json};

use super::findings::{Change, Changes, Findings};
use super::grammar::Object;
use super::schemas::SCHEMA;
use super::values::whole;
use super::version::Version;
use super::walk::{self, Pass, Spot};
use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::source::Document;

/// Gives values the type of their schema where they spell one of it, and removes the others.
pub(super) fn check(
    document: &Document,
    version: Version,
    diagnostics: &mut Diagnostics,
) -> Changes {
    let mut data = Data {
        findings: Findings::new(document),
        examples: Vec::new(),
    };
    walk::walk(document.root(), version, &mut data);
    data.tell_of_examples();
    data.findings.report(diagnostics)
}

struct Data<'d> {
    findings: Findings<'d>,
    /// The pointers of examples of another type: documents have hundreds of them.
    examples: Vec<String>,
}

impl Pass for Data<'_> {
    fn object(&mut self, spot: &Spot, object: &'static Object, members: &Map<String, Value>) {
        let kind = members.get("type").and_then(Value::as_str);
        let (true, Some(kind)) = (std::ptr::eq(object, &SCHEMA), kind) else {
            return;
        };
        let listed = members.get("enum").and_then(Value::as_array);
        if let Some(listed) = listed {
            match kind {
                "array" => self.list_of_items(spot, members, listed),
                kind => self.list(spot, kind, listed),
            }
        }
        if let Some(default) = members.get("default").filter(|default| !default.is_null()) {
            self.default(spot, kind, default, listed);
        }
        if let Some(example) = members.get("example").filter(|example| !example.is_null())
            && !is_of(kind, example)
        {
            let pointer = spot.member("example");
            let change = match self.meant(&pointer, kind, example) {
                Some(meant) => Change::Put(meant),
                None => Change::Remove,
            };
            self.findings.change(pointer.as_str(), change);
            self.examples.push(pointer);
        }
    }
}

impl Data<'_> {
    fn list(&mut self, spot: &Spot, kind: &str, listed: &[Value]) {
        let mut values = Vec::new();
        let (mut odd, mut lost) = (None, false);
        for (index, value) in listed.iter().enumerate() {
            let pointer = format!("{}/{index}", spot.member("enum"));
            // An enumeration of integers holds 64 bits with a sign.
            let fits =
                is_of(kind, value) && (kind != "integer" || !value.is_u64() || value.is_i64());
            if value.is_null() || fits {
                values.push(value.clone());
                continue;
            }
            let meant = self.meant(&pointer, kind, value);
            lost |= meant.is_none();
            odd.get_or_insert(pointer);
            values.extend(meant);
        }
        let Some(first) = odd else {
            return;
        };
        let place = self.findings.place(&first);
        let (severity, effect) = match (lost, values.is_empty()) {
            (false, _) => (
                Severity::Note,
                format!("they are read as values of `type: {kind}`"),
            ),
            (true, true) => (
                Severity::Warning,
                "any value of the type is accepted".to_owned(),
            ),
            (true, false) => (
                Severity::Warning,
                "values of another type are left out".to_owned(),
            ),
        };
        let change = match values.is_empty() {
            true => Change::Remove,
            false => Change::Put(Value::Array(values)),
        };
        self.findings.change(spot.member("enum"), change);
        let message = format!("`enum` has values that are not of `type: {kind}`");
        self.findings
            .add(severity, Code::WrongValue, &place, message)
            .effect(effect);
    }

    /// Single values in the `enum` of a list are those of its items.
    fn list_of_items(&mut self, spot: &Spot, members: &Map<String, Value>, listed: &[Value]) {
        let items = members.get("items").and_then(Value::as_object);
        let is_free =
            items.is_none_or(|items| !items.contains_key("enum") && !items.contains_key("$ref"));
        if !is_free || listed.is_empty() || listed.iter().any(|value| value.is_array()) {
            return;
        }
        let mut items = items.cloned().unwrap_or_default();
        if items.is_empty() && listed.iter().all(Value::is_string) {
            items.insert("type".to_owned(), json!("string"));
        }
        items.insert("enum".to_owned(), json!(listed));
        let place = self.findings.place(&spot.member("enum")).key();
        self.findings.change(spot.member("enum"), Change::Remove);
        let kind = items.get("type").and_then(Value::as_str);
        let fits = kind.is_none_or(|kind| listed.iter().all(|value| is_of(kind, value)));
        if fits {
            self.findings
                .change(spot.member("items"), Change::Put(Value::Object(items)));
        }
        self.findings
            .add(
                Severity::Warning,
                Code::WrongValue,
                &place,
                "`enum` of a list has values that are no lists",
            )
            .effect(match fits {
                true => "it is read as the `enum` of its `items`",
                false => "it is ignored",
            });
    }

    fn default(&mut self, spot: &Spot, kind: &str, default: &Value, listed: Option<&Vec<Value>>) {
        let pointer = spot.member("default");
        let place = self.findings.place(&pointer);
        let mut meant = Some(default.clone());
        if !is_of(kind, default) {
            meant = self.meant(&pointer, kind, default);
            let effect = match &meant {
                Some(value) => format!("it is read as `{value}`"),
                None => "it is ignored".to_owned(),
            };
            let change = meant.clone().map_or(Change::Remove, Change::Put);
            self.findings.change(pointer.as_str(), change);
            let message = format!("the `default` is not of `type: {kind}`");
            self.findings
                .add(Severity::Note, Code::WrongValue, &place, message)
                .effect(effect);
        }
        let (Some(meant), Some(listed)) = (meant, listed.filter(|_| kind != "array")) else {
            return;
        };
        let is_same = |value: &Value| text(value) == text(&meant);
        if !listed.is_empty() && !listed.iter().any(is_same) {
            self.findings.change(pointer, Change::Remove);
            self.findings
                .add(
                    Severity::Note,
                    Code::WrongValue,
                    &place,
                    format!("the `default` `{}` is not in the `enum`", text(&meant)),
                )
                .effect("it is ignored");
        }
    }

    fn tell_of_examples(&mut self) {
        let Some(first) = self.examples.first() else {
            return;
        };
        let place = self.findings.place(first);
        let message = match self.examples.len() {
            1 => "1 schema has an `example` of another type".to_owned(),
            count => format!("{count} schemas have an `example` of another type"),
        };
        self.findings
            .add(Severity::Note, Code::WrongValue, &place, message)
            .effect("what spells a value of the type is read as that; for others the documentation shows a value that is made up");
    }

    /// The value of a type that a value of another one spells.
    fn meant(&self, pointer: &str, kind: &str, value: &Value) -> Option<Value> {
        match (kind, value) {
            ("string", Value::Number(_) | Value::Bool(_)) => {
                let spelling = self.findings.document().spelling(pointer);
                Some(spelling.map_or_else(|| json!(value.to_string()), Value::from))
            }
            ("integer" | "number", Value::String(text)) => {
                let number = Value::Number(text.trim().parse::<Number>().ok()?);
                is_of(kind, &number).then_some(number)
            }
            ("boolean", Value::String(text)) => text.trim().parse::<bool>().ok().map(Value::Bool),
            _ => None,
        }
    }
}

fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value
            .as_number()
            .is_some_and(|number| number.is_i64() || number.is_u64() || whole(number).is_some()),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
