//! Servers: the base URLs that the spec names, for all operations or for one.

use openapiv3 as oa;

use super::paths::is_dots;
use super::{Lowering, doc, extensions};
use crate::diagnostics::{Code, Place};
use crate::model::{Operation, Origin, Server, ServerVariable};
use crate::resolve::Node;

impl Lowering<'_, '_, '_> {
    /// The servers that are absolute HTTP URLs: those of the document, then those that only some
    /// operations have, which are told where to go.
    pub(super) fn servers(&mut self, operations: &mut [Operation]) -> Vec<Server> {
        let resolved = self.resolved;
        let mut servers: Vec<Server> = resolved
            .servers
            .iter()
            .filter_map(|node| self.server(node))
            .collect();
        let default = servers.first().map(|server| server.url.clone());
        let mut first_own = Vec::new();
        for (operation, resolved) in operations.iter_mut().zip(&resolved.operations) {
            let own = &resolved.servers;
            if own
                .iter()
                .any(|node| Some(&node.value.url) == default.as_ref())
            {
                continue;
            }
            for (index, node) in own.iter().enumerate() {
                let is_here = |server: &Server| server.url == node.value.url;
                if !servers.iter().any(is_here) {
                    servers.extend(self.server(node));
                }
                if index == 0 {
                    let server = servers.iter().find(|server| is_here(server));
                    operation.server = server.and_then(Server::default_url);
                    first_own.push(node);
                }
            }
        }
        let is_default = default.is_some() || operations.iter().all(|one| one.server.is_some());
        if !is_default {
            // The first server would be taken for that of all operations.
            servers.clear();
        }
        let default = servers.first().and_then(Server::default_url);
        for operation in operations {
            if !is_default || operation.server == default {
                operation.server = None;
            }
        }
        first_own.dedup_by_key(|node| node.place.pointer());
        let default = servers.first().map(|server| server.url.as_str());
        first_own.retain(|node| Some(node.value.url.as_str()) != default);
        for node in first_own {
            self.own_server(node, is_default);
        }
        servers
    }

    /// Says where the calls of an operation go that has servers of its own.
    fn own_server(&mut self, node: &Node<oa::Server>, is_default: bool) {
        let effect = if is_default {
            "calls go there from clients of the default server; a client of another server or base \
             URL sends them where it sends all others"
        } else {
            "calls go to the base URL of the client, like all others"
        };
        self.diagnostics
            .note(
                Code::OwnServers,
                &node.place.child("url"),
                format!(
                    "`{}` is not the default server of the document",
                    node.value.url
                ),
            )
            .effect(effect);
    }

    /// A server with an absolute URL.
    pub(super) fn server(&mut self, node: &Node<oa::Server>) -> Option<Server> {
        let server = &node.value;
        let place = node.place.child("url");
        if server.url.starts_with('/') || server.url.is_empty() || server.url == "." {
            self.diagnostics
                .note(
                    Code::UnusableServerUrl,
                    &place,
                    format!(
                        "`{}` is relative to where the document was found",
                        server.url
                    ),
                )
                .effect("the client has to be given its base URL");
            return None;
        }
        let known = names(&server.url);
        for name in server.variables.iter().flatten().map(|(name, _)| name) {
            if !known.contains(&name.as_str()) {
                self.diagnostics
                    .note(
                        Code::UnusableServerUrl,
                        &node.place.child("variables").child(name).key(),
                        format!("the URL has no `{{{name}}}`"),
                    )
                    .effect("the variable is ignored");
            }
        }
        let mut variables: Vec<ServerVariable> = known
            .into_iter()
            .map(|name| self.variable(node, name))
            .collect();
        if !is_base_url(&example(&server.url, &variables)) {
            // An empty text stands for no default where it makes no URL.
            forget(&mut variables, str::is_empty);
        }
        if !is_base_url(&example(&server.url, &variables)) && forget(&mut variables, |_| true) {
            self.diagnostics
                .warning(
                    Code::UnusableServerUrl,
                    &place,
                    "the defaults of the variables make no URL of an HTTP server",
                )
                .effect("the caller has to give all values")
                .help("mend the defaults");
        }
        if !is_base_url(&example(&server.url, &variables)) {
            self.diagnostics
                .warning(
                    Code::UnusableServerUrl,
                    &place,
                    format!("`{}` is not the URL of an HTTP server", server.url),
                )
                .effect("the server is left out")
                .help("write `https://host/path`, with variables in braces");
            return None;
        }
        Some(Server {
            url: server.url.clone(),
            rust_name: extensions::rust_name(&server.extensions),
            origin: Origin(node.place.pointer().to_owned()),
            label: server.description.clone(),
            doc: doc(server.description.as_deref()),
            variables,
        })
    }

    fn variable(&mut self, node: &Node<oa::Server>, name: &str) -> ServerVariable {
        let declared = node.value.variables.iter().flatten();
        let declared = declared.into_iter().find(|(known, _)| *known == name);
        let place = node.place.child("variables").child(name);
        let origin = |place: &Place| Origin(place.pointer().to_owned());
        let Some((_, variable)) = declared else {
            let place = node.place.child("url");
            self.diagnostics
                .warning(
                    Code::UnusableServerUrl,
                    &place,
                    format!("the variable `{name}` is not declared"),
                )
                .effect("the caller has to give its value")
                .help("declare it under `variables`, with a `default`");
            return ServerVariable {
                wire: name.to_owned(),
                default: None,
                allowed: Vec::new(),
                doc: None,
                origin: origin(&place),
            };
        };
        let allowed = variable.enumeration.clone();
        let default = Some(variable.default.clone());
        // An empty text stands for no default.
        let is_given = !variable.default.is_empty();
        if is_given && !allowed.is_empty() && !allowed.contains(&variable.default) {
            self.diagnostics
                .warning(
                    Code::UnusableServerUrl,
                    &place.child("default"),
                    format!("the default of `{name}` is none of its values"),
                )
                .effect("the caller has to give its value")
                .help("name one of the values in its `enum`");
        }
        ServerVariable {
            wire: name.to_owned(),
            default: default.filter(|value| allowed.is_empty() || allowed.contains(value)),
            allowed,
            doc: doc(variable.description.as_deref()),
            origin: origin(&place),
        }
    }
}

/// The variables in a URL, each once.
fn names(url: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for part in url.split('{').skip(1) {
        if let Some((name, _)) = part.split_once('}')
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}

/// Takes away the defaults that fit; whether there were any.
fn forget(variables: &mut [ServerVariable], fits: impl Fn(&str) -> bool) -> bool {
    let mut any = false;
    for variable in variables {
        any |= variable.default.take_if(|value| fits(value)).is_some();
    }
    any
}

/// The URL with a value for each variable: its default, or one that it may have.
fn example(url: &str, variables: &[ServerVariable]) -> String {
    let mut example = url.to_owned();
    for variable in variables {
        let hole = format!("{{{}}}", variable.wire);
        let known = variable.default.as_ref().or(variable.allowed.first());
        let any = if example.starts_with(&format!("{hole}://")) {
            "https"
        } else if example.starts_with(&hole) {
            "https://1"
        } else {
            "1"
        };
        example = example.replace(&hole, known.map_or(any, String::as_str));
    }
    example
}

/// Whether a text is an absolute HTTP URL that paths can be appended to (RFC 3986, section 3).
fn is_base_url(url: &str) -> bool {
    let Some(rest) = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))
    else {
        return false;
    };
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port),
        _ => (authority, "0"),
    };
    let host_is_plain = host
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b".-_[]:".contains(&byte));
    let host_is_whole = match host.strip_prefix('[') {
        Some(address) => address.strip_suffix(']').is_some_and(is_ipv6),
        None => !host.is_empty() && !host.contains(['[', ']', ':']),
    };
    let path_is_plain = path
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@%/".contains(&byte));
    let has_dots = path.split('/').any(is_dots);
    host_is_plain && host_is_whole && port.parse::<u16>().is_ok() && path_is_plain && !has_dots
}

/// Whether what stands between brackets can be an address; a client looks closer when it is built.
fn is_ipv6(address: &str) -> bool {
    let of_address = |byte: u8| byte.is_ascii_hexdigit() || b":.".contains(&byte);
    address.contains(':') && address.bytes().all(of_address)
}
