//! The answers that documents give as examples, each sent through the type that reads it.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use castiron::diagnostics::{child_pointer, pointer_keys};
use castiron::model::{Additional, Api, Content, Media, Type, TypeId, TypeShape};
use castiron_tests::emitted::{self, Model};
use castiron_tests::{casting, workspace};
use serde_json::Value;

use crate::Outcome;
use crate::batches::Written;
use crate::report::Row;

/// The example of cargo's that reads and writes.
const PROGRAM: &str = "answers";

/// How many types are looked into for a property.
const DEPTH: usize = 64;

/// What became of the answers of a document.
#[derive(Debug, Default)]
pub struct Answers {
    /// Those that came back with every key.
    pub back: usize,
    /// Those that their schema does not allow, with what is wrong.
    pub wrong: Vec<String>,
    /// Those with a property that their schema does not speak of, which is read and not kept.
    pub undeclared: Vec<String>,
    /// Those that lost something else.
    pub lost: Vec<String>,
}

/// A documented answer.
struct Answer {
    row: usize,
    /// Where the document has it.
    pointer: String,
    ty: TypeId,
    /// The path of its type in the crate.
    path: String,
    value: Value,
}

/// Sends all answers of a batch through their types.
pub fn send_through(batch: &Written, rows: &mut [Row]) -> Outcome {
    let mut answers = Vec::new();
    let mut apis: BTreeMap<usize, Api> = BTreeMap::new();
    for index in &batch.rows {
        let Some(row) = rows.get_mut(*index) else {
            continue;
        };
        if row.said.as_ref().is_some_and(|said| said.errors.is_empty()) {
            row.answers = Some(Answers::default());
            apis.insert(*index, collect(*index, row, &mut answers));
        }
    }
    if answers.is_empty() {
        return Ok(());
    }
    let types: BTreeMap<&str, usize> = answers
        .iter()
        .map(|answer| (answer.path.as_str(), 0))
        .collect();
    let types: BTreeMap<&str, usize> = types.into_keys().zip(0..).collect();
    let program = build(batch, rows, &types)?;
    let texts: Vec<String> = answers
        .iter()
        .map(|answer| answer.value.to_string())
        .collect();
    let calls: Vec<(usize, &str)> = answers
        .iter()
        .zip(&texts)
        .map(|(answer, text)| {
            (
                types.get(answer.path.as_str()).copied().unwrap_or_default(),
                text.as_str(),
            )
        })
        .collect();
    let backs = emitted::ask(&program, &calls).into_iter().map(Some);
    for (answer, back) in answers.iter().zip(backs.chain(std::iter::repeat(None))) {
        let tally = rows
            .get_mut(answer.row)
            .and_then(|row| row.answers.as_mut());
        let Some(tally) = tally else { continue };
        let place = &answer.pointer;
        match back {
            None => tally
                .lost
                .push(format!("`{place}`: the program ended before")),
            Some(Err(error)) => tally.wrong.push(format!("`{place}`: {error}")),
            Some(Ok(back)) => {
                match lost(&answer.value, &serde_json::from_str(&back.written)?, "") {
                    None => tally.back += 1,
                    Some(Lost {
                        pointer,
                        null: true,
                    }) => {
                        tally
                            .wrong
                            .push(format!("`{place}`: `{pointer}` may not be null"));
                    }
                    Some(Lost { pointer, .. }) => {
                        let keys: Vec<String> = pointer_keys(&pointer).collect();
                        let ty = Type::Named(answer.ty);
                        let list = match apis.get(&answer.row) {
                            Some(api) if !is_declared(api, &ty, &keys, DEPTH) => {
                                &mut tally.undeclared
                            }
                            _ => &mut tally.lost,
                        };
                        list.push(format!("`{place}`: `{pointer}`"));
                    }
                }
            }
        }
    }
    Ok(())
}

/// Compiles the program that reads and writes.
fn build(
    batch: &Written,
    rows: &[Row],
    types: &BTreeMap<&str, usize>,
) -> Outcome<std::path::PathBuf> {
    let models: Vec<Model> = types
        .keys()
        .map(|path| Model {
            path: (*path).to_owned(),
            limited: false,
        })
        .collect();
    let folder = batch.folder.join("client/examples");
    fs::create_dir_all(&folder)?;
    fs::write(
        folder.join(format!("{PROGRAM}.rs")),
        emitted::program(&models),
    )?;
    let modules = batch.rows.iter().filter_map(|index| rows.get(*index));
    let modules: Vec<&str> = modules.map(|row| row.document.module.as_str()).collect();
    let target = workspace::target()?;
    let output = Command::new(env!("CARGO"))
        .args(["build", "--offline", "--quiet", "--example", PROGRAM])
        .args(["--no-default-features", "--features"])
        .arg(format!("validate,{}", modules.join(",")))
        .arg("--target-dir")
        .arg(&target)
        .env("CARGO_INCREMENTAL", "0")
        .current_dir(batch.folder.join("client"))
        .output()?;
    fs::remove_dir_all(&folder)?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        return Err(format!("the types of answers do not compile:\n{errors}").into());
    }
    Ok(target.join("debug/examples").join(PROGRAM))
}

/// The documented answers in JSON of a document, and its model.
fn collect(index: usize, row: &Row, answers: &mut Vec<Answer>) -> Api {
    let (api, names) = casting::named(&row.document.module, &row.document.path);
    let document = casting::translated(&row.document.path);
    let root = document.root();
    for operation in &api.operations {
        for documented in &operation.responses {
            let status = documented.status.to_string();
            let responses = root.pointer(&format!("{}/responses", operation.origin.0));
            let response = entries(responses).find(|(key, _)| key.eq_ignore_ascii_case(&status));
            let Some((key, response)) = response else {
                continue;
            };
            for (media_type, media) in entries(followed(root, response).get("content")) {
                let content = documented
                    .contents
                    .iter()
                    .find(|content| is_of(content, media_type));
                let Some(content) = content else { continue };
                for value in examples(root, media) {
                    let pointer = format!("{}/responses/{key}", operation.origin.0);
                    add(&content.ty, value, &mut |ty, value| {
                        answers.push(Answer {
                            row: index,
                            pointer: pointer.clone(),
                            ty,
                            path: format!("{}::models::{}", names.module, names.of(ty).name),
                            value: value.clone(),
                        });
                    });
                }
            }
        }
    }
    api
}

fn is_of(content: &Content, media_type: &str) -> bool {
    content.media == Media::Json
        && content.framing.is_none()
        && content.media_type.eq_ignore_ascii_case(media_type.trim())
}

/// The examples of a media type.
fn examples<'a>(root: &'a Value, media: &'a Value) -> impl Iterator<Item = &'a Value> {
    let several = entries(media.get("examples"));
    let several = several.filter_map(|(_, example)| followed(root, example).get("value"));
    media.get("example").into_iter().chain(several)
}

/// Finds the values of named types in a value of a type.
fn add(ty: &Type, value: &Value, found: &mut impl FnMut(TypeId, &Value)) {
    match (ty, value) {
        (Type::Named(id), _) => found(*id, value),
        (Type::Nullable(inner), value) if !value.is_null() => add(inner, value, found),
        (Type::List(item), Value::Array(items)) => {
            items.iter().for_each(|value| add(item, value, found));
        }
        (Type::Map(item), Value::Object(members)) => {
            members.values().for_each(|value| add(item, value, found));
        }
        _ => {}
    }
}

/// Whether a type speaks of what is at the end of these keys.
fn is_declared(api: &Api, ty: &Type, keys: &[String], depth: usize) -> bool {
    let (Some((key, rest)), Some(depth)) = (keys.split_first(), depth.checked_sub(1)) else {
        return true;
    };
    let inner = |ty: &Type, keys: &[String]| is_declared(api, ty, keys, depth);
    match ty {
        Type::Nullable(ty) | Type::Sensitive(ty) => inner(ty, keys),
        Type::List(ty) | Type::Map(ty) => inner(ty, rest),
        Type::Named(id) => match api.find_type(*id).map(|def| &def.shape) {
            Some(TypeShape::Alias(ty)) => inner(ty, keys),
            Some(TypeShape::Union(union)) => {
                union.branches.iter().any(|branch| inner(&branch.ty, keys))
            }
            Some(TypeShape::Structure(structure)) => {
                matches!(structure.additional, Additional::Kept(_))
                    || structure.fields.iter().any(|field| {
                        if field.flat {
                            inner(&field.ty, keys)
                        } else {
                            field.wire == *key && inner(&field.ty, rest)
                        }
                    })
            }
            Some(TypeShape::Tuple(_) | TypeShape::Enumeration(_)) | None => true,
        },
        _ => true,
    }
}

struct Lost {
    pointer: String,
    /// Whether it was `null`, which came back as absent.
    null: bool,
}

/// The first thing that did not come back.
fn lost(sent: &Value, back: &Value, pointer: &str) -> Option<Lost> {
    match (sent, back) {
        (Value::Object(sent), Value::Object(back)) => sent.iter().find_map(|(key, value)| {
            let pointer = child_pointer(pointer, key);
            match back.get(key) {
                Some(back) => lost(value, back, &pointer),
                None => Some(Lost {
                    pointer,
                    null: value.is_null(),
                }),
            }
        }),
        (Value::Array(sent), Value::Array(back)) if sent.len() == back.len() => sent
            .iter()
            .zip(back)
            .enumerate()
            .find_map(|(index, (sent, back))| lost(sent, back, &format!("{pointer}/{index}"))),
        // A whole number in a field of fractions may come back with a `.0`.
        (Value::Number(sent), Value::Number(back))
            if (sent.is_f64() || back.is_f64()) && sent.as_f64() == back.as_f64() =>
        {
            None
        }
        _ if sent == back => None,
        _ => Some(Lost {
            pointer: pointer.to_owned(),
            null: false,
        }),
    }
}

/// What a `$ref` within the document names, or the value itself.
fn followed<'a>(root: &'a Value, value: &'a Value) -> &'a Value {
    value
        .get("$ref")
        .and_then(|reference| root.pointer(reference.as_str()?.strip_prefix('#')?))
        .unwrap_or(value)
}

fn entries(map: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    map.and_then(Value::as_object).into_iter().flatten()
}
