//! The client, its builder and its servers.

use castiron::model::{Api, GroupId, SchemeId, SecurityKind};
use castiron::names::Names;

use super::Code;
use super::page::{Page, signature};

pub(super) fn outline(api: &Api, names: &Names, code: &Code, page: &mut Page) {
    page.title("client/Client", "Client", "");
    for method in code.methods("client/Client") {
        let group =
            (0..api.groups.len()).find(|index| names.group(GroupId(*index)).method == method.ident);
        let wire = group.map(|index| format!("tag {}", api.groups[index].wire));
        let code = signature(method).replace("super::operations::", "");
        page.line(1, &code, &wire.unwrap_or_default());
    }

    page.title("client/ClientBuilder", "ClientBuilder", "");
    for method in code.methods("client/ClientBuilder") {
        let scheme = (0..api.schemes.len())
            .find(|index| names.scheme(SchemeId(*index)).setter == method.ident);
        let wire = scheme.map(|index| credentials(&api.schemes[index].kind));
        page.line(1, &signature(method), &wire.unwrap_or_default());
    }

    if api.servers.is_empty() {
        return;
    }
    page.title("client/Server", "enum Server", "");
    for (server, names) in api.servers.iter().zip(&names.servers) {
        let variables = names.variables.iter();
        let variables: Vec<String> = variables.map(|names| names.field.to_string()).collect();
        let variables = match variables.as_slice() {
            [] => String::new(),
            some => format!(" {{ {} }}", some.join(", ")),
        };
        page.line(1, &format!("{}{variables}", names.variant), &server.url);
    }
}

fn credentials(kind: &SecurityKind) -> String {
    match kind {
        SecurityKind::ApiKey { location, name } => {
            format!("{} {name}", format!("{location:?}").to_lowercase())
        }
        SecurityKind::Basic => "HTTP Basic".to_owned(),
        SecurityKind::Http(scheme) => format!("HTTP {scheme}"),
        SecurityKind::Bearer(_) | SecurityKind::OpenIdConnect(_) => "bearer token".to_owned(),
        SecurityKind::OAuth2(_) => "OAuth2 bearer token".to_owned(),
    }
}
