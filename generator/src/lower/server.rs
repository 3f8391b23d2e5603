//! Servers: the base URLs that the spec names.

use super::{Lowering, doc, extensions};
use crate::diagnostics::Code;
use crate::model::{Origin, Server, ServerVariable};

impl Lowering<'_, '_, '_> {
    /// The document's servers that are absolute HTTP URLs.
    pub(super) fn servers(&mut self) -> Vec<Server> {
        let resolved = self.resolved;
        let mut servers = Vec::new();
        for node in &resolved.servers {
            let server = &node.value;
            let declared = server.variables.iter().flatten();
            let variables: Vec<ServerVariable> = declared
                .map(|(name, variable)| ServerVariable {
                    wire: name.clone(),
                    default: variable.default.clone(),
                    allowed: variable.enumeration.clone(),
                    doc: doc(variable.description.as_deref()),
                    origin: Origin(
                        node.place
                            .child("variables")
                            .child(name)
                            .pointer()
                            .to_owned(),
                    ),
                })
                .collect();
            let expanded = variables.iter().fold(server.url.clone(), |url, variable| {
                url.replace(&format!("{{{}}}", variable.wire), &variable.default)
            });
            if server.url.starts_with('/') || server.url.is_empty() || server.url == "." {
                self.diagnostics
                    .note(
                        Code::UnusableServerUrl,
                        &node.place.child("url"),
                        format!(
                            "`{}` is relative to where the document was found",
                            server.url
                        ),
                    )
                    .effect("the client has to be given its base URL");
                continue;
            }
            if !is_base_url(&expanded) {
                self.diagnostics
                    .warning(
                        Code::UnusableServerUrl,
                        &node.place.child("url"),
                        format!("`{expanded}` is not the URL of an HTTP server"),
                    )
                    .effect("the server is left out")
                    .help("write `https://host/path`, and declare each variable in braces");
                continue;
            }
            servers.push(Server {
                url: server.url.clone(),
                rust_name: extensions::rust_name(&server.extensions),
                origin: Origin(node.place.pointer().to_owned()),
                label: server.description.clone(),
                doc: doc(server.description.as_deref()),
                variables: variables
                    .into_iter()
                    .filter(|variable| server.url.contains(&format!("{{{}}}", variable.wire)))
                    .collect(),
            });
        }
        servers
    }
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
    let path_is_plain = path
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@%/".contains(&byte));
    !host.is_empty() && host_is_plain && port.parse::<u16>().is_ok() && path_is_plain
}
