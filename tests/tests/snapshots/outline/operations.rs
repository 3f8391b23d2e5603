//! The groups: their methods, and what a request may carry and brings back.

use castiron::model::{Api, GroupId, Operation, OperationId, StatusPattern};
use castiron::names::{Names, OperationNames};
use proc_macro2::Ident;

use super::Code;
use super::page::{Page, signature, tokens};

/// An operation, and where its items are.
struct Op<'a> {
    operation: &'a Operation,
    names: &'a OperationNames,
    file: String,
}

pub(super) fn outline(api: &Api, names: &Names, code: &Code, page: &mut Page) {
    let groups =
        std::iter::once(None).chain((0..api.groups.len()).map(|index| Some(GroupId(index))));
    for group in groups {
        let members = api
            .operations()
            .filter(|(_, operation)| operation.group == group);
        let members: Vec<(OperationId, &Operation)> = members.collect();
        let (file, handle) = match group {
            Some(group) => {
                let names = names.group(group);
                let (file, name) = (names.module.to_string(), names.name.to_string());
                page.title(
                    &format!("{file}/{name}"),
                    &name,
                    &format!("tag {}", api.groups[group.0].wire),
                );
                (file, name)
            }
            None => ("ungrouped".to_owned(), "Client".to_owned()),
        };
        for (id, operation) in members {
            let op = Op {
                operation,
                names: names.operation(id),
                file: file.clone(),
            };
            request(&op, &handle, code, page);
            types(&op, names, code, page);
        }
    }
}

/// The method that begins a request, its setters, and what it brings back.
fn request(op: &Op<'_>, handle: &str, code: &Code, page: &mut Page) {
    let Op {
        operation,
        names,
        file,
    } = op;
    let name = format!("{file}/{}", names.request);
    let begin = signature(code.method(&format!("{file}/{handle}"), &names.method));
    let route = format!("{} {}", operation.method.as_str(), operation.path);
    page.title(
        &name,
        &format!("{handle}.{begin}"),
        &format!("{route}  {}", operation.id),
    );
    for (parameter, ident) in operation.parameters.iter().zip(&names.parameters) {
        if parameter.required {
            page.line(1, &ident.to_string(), &wire(op, ident));
        }
    }
    for method in code.methods(&name) {
        let ident = method.ident.to_string();
        // Every `send` has a twin that waits and brings back the same.
        if ident.starts_with("send") && ident.ends_with("_blocking") {
            continue;
        }
        if ident.starts_with("send") {
            page.line(1, &format!("{}() -> {}", method.ident, results(method)), "");
        } else {
            page.line(
                1,
                &format!(".{}", signature(method)),
                &wire(op, &method.ident),
            );
        }
    }
    let body = operation.body.iter().flat_map(|body| &body.contents);
    for content in body {
        page.line(1, "body", &content.media_type);
    }
}

/// The types of a success and of an error: the arguments of `runtime::Pending`.
fn results(send: &syn::Signature) -> String {
    let syn::ReturnType::Type(_, ty) = &send.output else {
        panic!("`{}` gives nothing", send.ident);
    };
    let result = tokens(ty);
    let arguments = result
        .strip_prefix("runtime::Pending<")
        .and_then(|rest| rest.strip_suffix('>'));
    let arguments = arguments.unwrap_or_else(|| panic!("`{}` gives `{result}`", send.ident));
    let arguments = arguments.trim_end_matches([',', ' ']);
    format!(
        "Result<{}>",
        arguments.replace("std::convert::Infallible", "!")
    )
}

/// Where a parameter travels, and its name there.
fn wire(op: &Op<'_>, ident: &Ident) -> String {
    let index = op.names.parameters.iter().position(|name| name == ident);
    match index.and_then(|index| op.operation.parameters.get(index)) {
        Some(parameter) => {
            let location = format!("{:?}", parameter.location).to_lowercase();
            format!("{location} {:?}", parameter.wire)
        }
        None => String::new(),
    }
}

/// The enums of an operation: bodies and answers by media type, results by status.
fn types(op: &Op<'_>, names: &Names, code: &Code, page: &mut Page) {
    let statuses: Vec<(Ident, String)> = op
        .operation
        .responses
        .iter()
        .map(|response| (names.status(response.status), shown(response.status)))
        .collect();
    let contents = op.operation.body.iter().flat_map(|body| &body.contents);
    let media: Vec<(Ident, String)> = op
        .names
        .media
        .iter()
        .cloned()
        .zip(contents.map(|content| content.media_type.clone()))
        .collect();
    let answers: Vec<(Ident, String)> = op
        .names
        .representations
        .iter()
        .cloned()
        .zip(
            op.operation
                .representations()
                .iter()
                .map(|content| content.media_type.clone()),
        )
        .collect();
    for (ident, wires) in [
        (&op.names.choice, &media),
        (&op.names.content, &answers),
        (&op.names.success, &statuses),
        (&op.names.failure, &statuses),
    ] {
        let name = format!("{}/{ident}", op.file);
        let Some(syn::Item::Enum(item)) = code.items.get(&name) else {
            continue;
        };
        page.title(&name, &format!("enum {ident}"), "");
        for variant in &item.variants {
            let wire = wires.iter().find(|(name, _)| *name == variant.ident);
            let code = format!("{}{}", variant.ident, tokens(&variant.fields));
            page.line(1, &code, wire.map_or("", |(_, wire)| wire));
        }
    }
}

fn shown(status: StatusPattern) -> String {
    format!("status {status}")
}
