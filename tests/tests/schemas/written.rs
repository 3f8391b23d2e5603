//! Documents as they are written: OpenAPI 3.0 or 3.1 in JSON.

use serde_json::{Map, Value, json};

use crate::schema::{
    Additional, Choice, Constant, Direction, Document, Integer, List, Listed, Nulls, Number,
    Object, Schema, Shape, Tag, Text,
};

/// The text of a document.
pub fn written(document: &Document) -> String {
    let writer = Writer(document);
    let components: Map<String, Value> = document
        .components
        .iter()
        .map(|component| (component.name.clone(), writer.schema(&component.schema)))
        .collect();
    let mut paths = Map::new();
    if document.both_ways {
        for (index, component) in document.components.iter().enumerate() {
            let schema = json!({ "$ref": reference(&component.name) });
            let content = json!({ "application/json": { "schema": schema } });
            paths.insert(
                format!("/{index}"),
                json!({ "put": {
                    "operationId": format!("exchange{index}"),
                    "requestBody": { "required": true, "content": content },
                    "responses": { "200": { "description": "It.", "content": content } },
                }}),
            );
        }
    }
    let text = json!({
        "openapi": if document.is_later() { "3.1.0" } else { "3.0.3" },
        "info": { "title": "Random", "version": "1" },
        "servers": [{ "url": "https://api.example.com" }],
        "paths": paths,
        "components": { "schemas": components },
    });
    format!("{text:#}\n")
}

struct Writer<'d>(&'d Document);

impl Writer<'_> {
    fn schema(&self, schema: &Schema) -> Value {
        let written = self.shape(&schema.shape);
        match schema.nullable {
            true => self.nullable(written),
            false => written,
        }
    }

    fn nullable(&self, mut written: Value) -> Value {
        // These rule `null` out whatever the types are.
        let says_more = ["oneOf", "anyOf", "const"];
        let says_more = says_more.iter().any(|word| written.get(word).is_some());
        match self.0.nulls {
            Nulls::Keyword => self.say(&mut written, "nullable"),
            Nulls::Types if written.get("type").is_some() && !says_more => {
                written["type"] = json!([written["type"], "null"]);
                if let Some(Value::Array(values)) = written.get_mut("enum") {
                    values.push(Value::Null);
                }
            }
            Nulls::Types | Nulls::Branch => {
                written = json!({ "anyOf": [written, { "type": "null" }] });
            }
        }
        written
    }

    fn schemas(&self, schemas: &[Schema]) -> Value {
        schemas.iter().map(|schema| self.schema(schema)).collect()
    }

    fn shape(&self, shape: &Shape) -> Value {
        match shape {
            Shape::Any => json!({}),
            Shape::Boolean => json!({ "type": "boolean" }),
            Shape::Integer(integer) => self.integer(integer),
            Shape::Number(number) => self.number(number),
            Shape::Text(text) => self::text(text),
            Shape::Listed(listed) => self::listed(listed),
            Shape::Constant(constant) => self::constant(constant),
            Shape::List(list) => self.list(list),
            Shape::Tuple(items) => json!({
                "type": "array",
                "prefixItems": self.schemas(items),
                "minItems": items.len(),
                "items": false,
            }),
            Shape::Map(map) => {
                let mut written =
                    json!({ "type": "object", "additionalProperties": self.schema(&map.value) });
                if let Some(length) = &map.length {
                    written["minProperties"] = (*length.start()).into();
                    written["maxProperties"] = (*length.end()).into();
                }
                written
            }
            Shape::Object(object) => self.object(object),
            Shape::Extended(parts) => json!({ "allOf": self.schemas(parts) }),
            Shape::Choice(choice) => {
                let mut written = json!({});
                self.choice(choice, &mut written);
                written
            }
            Shape::Reference(component) => {
                json!({ "$ref": reference(&self.0.components[*component].name) })
            }
        }
    }

    fn list(&self, list: &List) -> Value {
        let mut written = json!({ "type": "array", "items": self.schema(&list.item) });
        if let Some(length) = &list.length {
            written["minItems"] = (*length.start()).into();
            written["maxItems"] = (*length.end()).into();
        }
        if list.unique {
            written["uniqueItems"] = true.into();
        }
        written
    }

    fn object(&self, object: &Object) -> Value {
        let mut properties = Map::new();
        let mut required: Vec<&str> = Vec::new();
        for property in &object.properties {
            let mut schema = self.schema(&property.schema);
            match property.direction {
                Direction::Both => {}
                Direction::Read => self.say(&mut schema, "readOnly"),
                Direction::Write => self.say(&mut schema, "writeOnly"),
            }
            properties.insert(property.name.clone(), schema);
            if property.required {
                required.push(&property.name);
            }
        }
        let mut written = json!({ "type": "object", "properties": properties });
        if !required.is_empty() {
            written["required"] = required.into();
        }
        match &object.additional {
            Additional::Unsaid => {}
            Additional::Denied => written["additionalProperties"] = false.into(),
            Additional::Any => written["additionalProperties"] = true.into(),
            Additional::Of(schema) => written["additionalProperties"] = self.schema(schema),
        }
        if let Some(tag) = &object.heirs {
            written["discriminator"] = self.tag(tag);
        }
        if let Some(choice) = &object.choice {
            self.choice(choice, &mut written);
        }
        written
    }

    fn choice(&self, choice: &Choice, written: &mut Value) {
        written[choice.keyword] = self.schemas(&choice.branches);
        if let Some(tag) = &choice.tag {
            written["discriminator"] = self.tag(tag);
        }
    }

    /// Sets a flag of a schema; a reference of OpenAPI 3.0 cannot have one beside it, and is wrapped.
    fn say(&self, schema: &mut Value, flag: &str) {
        if schema.get("$ref").is_some() && !self.0.is_later() {
            *schema = json!({ "allOf": [schema.take()] });
        }
        schema[flag] = true.into();
    }

    fn integer(&self, integer: &Integer) -> Value {
        let mut written = json!({ "type": "integer" });
        format(&mut written, integer.format);
        if let Some(steps) = &integer.steps {
            let beyond = i64::from(integer.exclusive);
            let least = (*steps.start() * integer.step - beyond).into();
            let most = (*steps.end() * integer.step + beyond).into();
            self.bounds(&mut written, [least, most], integer.exclusive);
            written["multipleOf"] = integer.step.into();
        }
        written
    }

    fn number(&self, number: &Number) -> Value {
        let mut written = json!({ "type": "number" });
        format(&mut written, number.format);
        if let Some(steps) = &number.steps {
            let beyond = i64::from(number.exclusive);
            let hundredths =
                |count: i64| Value::from(serde_json::Number::from_f64(count as f64 / 100.0));
            let least = hundredths(*steps.start() * number.step - beyond);
            let most = hundredths(*steps.end() * number.step + beyond);
            self.bounds(&mut written, [least, most], number.exclusive);
            written["multipleOf"] = hundredths(number.step);
        }
        written
    }

    /// Exclusive bounds are flags in OpenAPI 3.0, and bounds of their own later.
    fn bounds(&self, written: &mut Value, [least, most]: [Value; 2], exclusive: bool) {
        let is_later = self.0.is_later();
        let (minimum, maximum) = match exclusive && is_later {
            true => ("exclusiveMinimum", "exclusiveMaximum"),
            false => ("minimum", "maximum"),
        };
        written[minimum] = least;
        written[maximum] = most;
        if exclusive && !is_later {
            written["exclusiveMinimum"] = true.into();
            written["exclusiveMaximum"] = true.into();
        }
    }

    fn tag(&self, tag: &Tag) -> Value {
        let mut written = json!({ "propertyName": tag.property });
        let cases = tag.cases.iter().filter(|case| case.mapped);
        let mapping: Map<String, Value> = cases
            .map(|case| {
                let name = &self.0.components[case.component].name;
                (case.value.clone(), reference(name).into())
            })
            .collect();
        if !mapping.is_empty() {
            written["mapping"] = mapping.into();
        }
        written
    }
}

fn reference(name: &str) -> String {
    format!("#/components/schemas/{name}")
}

fn text(text: &Text) -> Value {
    let mut written = json!({ "type": "string" });
    format(&mut written, text.format);
    if let Some(length) = &text.length {
        written["minLength"] = (*length.start()).into();
        written["maxLength"] = (*length.end()).into();
    }
    if let Some(pattern) = text.pattern {
        written["pattern"] = pattern.into();
    }
    written
}

fn listed(listed: &Listed) -> Value {
    let values = listed.values.iter();
    let values: Vec<Value> = values
        .map(|value| serde_json::from_str(value).unwrap())
        .collect();
    let mut written = json!({ "enum": values });
    if let Some(kind) = listed.kind {
        written["type"] = kind.into();
    }
    written
}

fn format(written: &mut Value, format: Option<&str>) {
    if let Some(format) = format {
        written["format"] = format.into();
    }
}

fn constant(constant: &Constant) -> Value {
    let value: Value = serde_json::from_str(&constant.value).unwrap();
    let mut written = json!({ "const": value });
    if let Some(kind) = constant.kind {
        written["type"] = kind.into();
    }
    written
}
