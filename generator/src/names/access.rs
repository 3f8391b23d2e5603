//! The names of servers and of security schemes: how an API is reached.

use super::scope::{Claim, Kind, assign, ident};
use super::{Naming, SchemeNames, ServerNames, ValuesNames, VariableNames, words};
use crate::model::ServerVariable;

/// Methods of a client's builder besides the setters of credentials.
const OF_BUILDERS: [&str; 12] = [
    "base_url",
    "build",
    "config",
    "mock",
    "new",
    "on_request",
    "on_response",
    "retry",
    "server",
    "timeout",
    "transport",
    "with_reqwest",
];

impl Naming<'_, '_> {
    pub(super) fn schemes(&mut self) -> Vec<SchemeNames> {
        let claims: Vec<Claim> = self
            .api
            .schemes
            .iter()
            .map(|scheme| self.claim(&scheme.wire, scheme.rust_name.as_ref(), &scheme.origin.0))
            .collect();
        let setters = assign(
            Kind::Method,
            "the security schemes",
            &OF_BUILDERS,
            &claims,
            self.diagnostics,
        );
        setters
            .into_iter()
            .map(|setter| SchemeNames {
                constant: ident(&Kind::Constant.derive(&setter.to_string())),
                setter,
            })
            .collect()
    }

    pub(super) fn servers(&mut self) -> Vec<ServerNames> {
        let api = self.api;
        let claims: Vec<Claim> = api
            .servers
            .iter()
            .map(|server| Claim {
                wire: server_wire(server.label.as_deref(), &server.url),
                wish: server.rust_name.clone(),
                place: self.place(&server.origin.0),
                // A label is prose that nobody wrote to be a name.
                invented: true,
            })
            .collect();
        let variants = assign(
            Kind::Variant,
            "the servers",
            &["Self"],
            &claims,
            self.diagnostics,
        );
        let values = self.values();
        api.servers
            .iter()
            .zip(variants)
            .map(|(server, variant)| {
                let claims: Vec<Claim> = server
                    .variables
                    .iter()
                    .map(|variable| self.claim(&variable.wire, None, &variable.origin.0))
                    .collect();
                let fields = assign(
                    Kind::Field,
                    &format!("the variables of server `{variant}`"),
                    &[],
                    &claims,
                    self.diagnostics,
                );
                let variables = server
                    .variables
                    .iter()
                    .zip(fields)
                    .map(|(variable, field)| VariableNames {
                        field,
                        values: values
                            .iter()
                            .find(|(known, _)| are_alike(known, variable))
                            .map(|(_, names)| names.clone()),
                    })
                    .collect();
                ServerNames { variant, variables }
            })
            .collect()
    }

    /// The enums of variables that have only some values.
    fn values(&mut self) -> Vec<(ServerVariable, ValuesNames)> {
        let api = self.api;
        let mut variables: Vec<&ServerVariable> = Vec::new();
        for variable in api.servers.iter().flat_map(|server| &server.variables) {
            let is_known = variables.iter().any(|known| are_alike(known, variable));
            if !variable.allowed.is_empty() && !is_known {
                variables.push(variable);
            }
        }
        let claims: Vec<Claim> = variables
            .iter()
            .map(|variable| {
                self.claim(
                    &format!("server {}", variable.wire),
                    None,
                    &variable.origin.0,
                )
            })
            .collect();
        let names = assign(
            Kind::Type,
            "the variables of the servers",
            &["Server"],
            &claims,
            self.diagnostics,
        );
        variables
            .into_iter()
            .zip(names)
            .map(|(variable, name)| {
                let claims: Vec<Claim> = variable
                    .allowed
                    .iter()
                    .map(|value| self.claim(value, None, &variable.origin.0))
                    .collect();
                let scope = format!("the values of `{}`", variable.wire);
                let variants = assign(Kind::Variant, &scope, &["Self"], &claims, self.diagnostics);
                (variable.clone(), ValuesNames { name, variants })
            })
            .collect()
    }
}

/// Whether two variables can be of one type.
fn are_alike(one: &ServerVariable, other: &ServerVariable) -> bool {
    (&one.wire, &one.allowed, &one.default) == (&other.wire, &other.allowed, &other.default)
}

/// A server is called by the first words of its description, or by its host.
fn server_wire(label: Option<&str>, url: &str) -> String {
    let label = label.map(words::split).unwrap_or_default();
    if !label.is_empty() && label.len() <= 3 {
        return label.join(" ");
    }
    let host = url.split("://").nth(1).unwrap_or(url);
    host.split('/').next().unwrap_or(host).to_owned()
}
