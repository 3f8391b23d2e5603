//! Lists of types, and the type of nothing but `null`.

use serde_json::{Map, Value, json};

use super::rewriting::Schema;

/// Makes a list of types one type, nullable if `null` is in it, or a choice of single types.
pub(super) fn rewrite(schema: &mut Schema<'_, '_>) {
    let mut types = match schema.get("type") {
        Some(Value::Array(types)) => words(types),
        Some(Value::String(only)) if only == "null" => vec![only.clone()],
        _ => return,
    };
    let is_nullable = types.iter().any(|word| word == "null");
    types.retain(|word| word != "null");
    // Every integer is a number.
    if types.iter().any(|word| word == "number") {
        types.retain(|word| word != "integer");
    }
    if is_nullable {
        schema.put("nullable", true);
    }
    match types.as_slice() {
        [] if is_nullable => {
            schema.take("type");
            schema.put("enum", json!([null]));
        }
        [only] => schema.put("type", only.as_str()),
        // Of any type, or of that of its values.
        [] | [_, _, _, _, _, ..] => drop(schema.take("type")),
        _ if schema.has("enum") => drop(schema.take("type")),
        several => choice(schema, several),
    }
}

fn words(list: &[Value]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in list.iter().filter_map(Value::as_str) {
        if !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words
}

/// Gives each type a branch with the keywords that speak of it.
fn choice(schema: &mut Schema<'_, '_>, types: &[String]) {
    schema.take("type");
    let mut branches: Vec<Map<String, Value>> = types
        .iter()
        .map(|word| Map::from_iter([("type".to_owned(), json!(word))]))
        .collect();
    let mut moved = Vec::new();
    let keywords: Vec<String> = schema.members.keys().cloned().collect();
    for keyword in keywords {
        let value = schema.get(&keyword);
        let of: Vec<usize> = types
            .iter()
            .enumerate()
            .filter(|(_, word)| value.is_some_and(|value| speaks_of(&keyword, value, word)))
            .map(|(index, _)| index)
            .collect();
        let Some(value) = (!of.is_empty()).then(|| schema.take(&keyword)).flatten() else {
            continue;
        };
        for index in of {
            if let Some(branch) = branches.get_mut(index) {
                branch.insert(keyword.clone(), value.clone());
            }
            moved.push((keyword.clone(), index));
        }
    }
    let branches: Value = branches.into_iter().map(Value::Object).collect();
    let at = if schema.has("anyOf") {
        schema.add_part(json!({ "anyOf": branches }))
    } else {
        schema.put("anyOf", branches);
        schema.pointer.to_owned()
    };
    for (keyword, index) in moved {
        let to = format!("{at}/anyOf/{index}/{keyword}");
        schema.moved(schema.at(&keyword), to);
    }
}

/// Formats of numbers; all others are of strings.
const OF_NUMBERS: &[&str] = &[
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "float",
    "double",
    "decimal",
    "decimal128",
];

/// Whether a keyword rules values of a type out, or says what they are.
fn speaks_of(keyword: &str, value: &Value, word: &str) -> bool {
    let is_number = matches!(word, "number" | "integer");
    match keyword {
        "minLength" | "maxLength" | "pattern" => word == "string",
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => is_number,
        "items" | "minItems" | "maxItems" | "uniqueItems" | "x-castiron-tuple" => word == "array",
        "properties"
        | "required"
        | "additionalProperties"
        | "minProperties"
        | "maxProperties"
        | "discriminator" => word == "object",
        "format" => match value.as_str() {
            Some(format) if OF_NUMBERS.contains(&format) => is_number,
            _ => word == "string",
        },
        _ => false,
    }
}
