//! The names of servers and of security schemes: how an API is reached.

use super::scope::{Claim, Kind, assign, ident};
use super::{Naming, SchemeNames, ServerNames, words};

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
        api.servers
            .iter()
            .zip(variants)
            .map(|(server, variant)| {
                let claims: Vec<Claim> = server
                    .variables
                    .iter()
                    .map(|variable| self.claim(&variable.wire, None, &variable.origin.0))
                    .collect();
                let variables = assign(
                    Kind::Field,
                    &format!("the variables of server `{variant}`"),
                    &[],
                    &claims,
                    self.diagnostics,
                );
                ServerNames { variant, variables }
            })
            .collect()
    }
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
