//! The table of names: every identifier beside the pointer of what it names.

use std::fmt::Write as _;

use super::Names;
use crate::model::{Api, GroupId, SchemeId, TypeShape};

/// Lists what everything in an API is called, one line each, in the order of the model.
pub fn table(api: &Api, names: &Names) -> String {
    let mut rows: Vec<(String, &str)> = Vec::new();
    for (server, server_names) in api.servers.iter().zip(&names.servers) {
        rows.push((
            format!("Server::{}", server_names.variant),
            &server.origin.0,
        ));
    }
    for (index, scheme) in api.schemes.iter().enumerate() {
        let setter = &names.scheme(SchemeId(index)).setter;
        rows.push((format!("ClientBuilder::{setter}"), &scheme.origin.0));
    }
    for (index, group) in api.groups.iter().enumerate() {
        let method = &names.group(GroupId(index)).method;
        rows.push((format!("Client::{method}"), &group.origin.0));
    }
    for (id, operation) in api.operations() {
        let operation_names = names.operation(id);
        let owner = match operation.group {
            Some(group) => names.group(group).name.to_string(),
            None => "Client".to_owned(),
        };
        rows.push((
            format!("{owner}::{}", operation_names.method),
            &operation.origin.0,
        ));
        for (parameter, name) in operation.parameters.iter().zip(&operation_names.parameters) {
            rows.push((
                format!("{owner}::{}({name})", operation_names.method),
                &parameter.origin.0,
            ));
        }
    }
    for (callback, callback_names) in api.callbacks.iter().zip(&names.callbacks) {
        rows.push((
            format!("callbacks::{}", callback_names.module),
            &callback.origin.0,
        ));
    }
    for (id, def) in api.types() {
        let type_names = names.of(id);
        rows.push((format!("models::{}", type_names.name), &def.origin.0));
        let origins: Vec<&str> = match &def.shape {
            TypeShape::Alias(_) | TypeShape::Tuple(_) => Vec::new(),
            TypeShape::Structure(structure) => structure
                .fields
                .iter()
                .map(|field| field.origin.0.as_str())
                .collect(),
            TypeShape::Enumeration(list) => list
                .variants
                .iter()
                .map(|variant| variant.origin.0.as_str())
                .collect(),
            TypeShape::Union(union) => union
                .branches
                .iter()
                .map(|branch| branch.origin.0.as_str())
                .collect(),
        };
        let separator = match &def.shape {
            TypeShape::Structure(_) => ".",
            _ => "::",
        };
        for (origin, member) in origins.into_iter().zip(&type_names.members) {
            rows.push((
                format!("models::{}{separator}{member}", type_names.name),
                origin,
            ));
        }
    }
    let width = rows
        .iter()
        .map(|(name, _)| name.chars().count())
        .max()
        .unwrap_or_default();
    let mut text = String::new();
    for (name, origin) in rows {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{name:width$}  #{origin}");
    }
    text
}
