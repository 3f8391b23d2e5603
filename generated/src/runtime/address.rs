//! The rules for the URLs of servers, which credentials are sent to.

use http::Uri;

use super::BuildError;
use super::path::is_dots;

/// Checks the URL of a server; `what` names it in errors.
///
/// The host is written in lower case and the scheme's own port left out, as HTTP clients do.
pub(super) fn checked(what: &str, url: &str, allow_http: bool) -> Result<String, BuildError> {
    if url.contains('@') {
        return Err(BuildError::new(format!(
            "the {what} holds a user name or password: take it out and use the builder's methods \
             for credentials"
        )));
    }
    if url.contains(['?', '#']) {
        return Err(BuildError::new(format!(
            "the {what} has a query or fragment where none can be: take it out"
        )));
    }
    // What does not parse is not shown: nobody knows which of it is a password.
    let Ok(uri) = url.parse::<Uri>() else {
        return Err(BuildError::new(format!(
            "the {what} is not a URL: write `https://`, a host in ASCII, and a path if need be"
        )));
    };
    let refuse = |fact: &str| Err(BuildError::new(format!("the {what} `{url}` {fact}")));
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return refuse("has no scheme or host: set one that begins with `https://`");
    };
    let default_port = match scheme {
        "https" => 443,
        "http" if allow_http || is_loopback(authority.host()) => 80,
        "http" => {
            return refuse(
                "is not encrypted: use `https://`, or allow it with `Config::allow_http`",
            );
        }
        _ => return refuse("is neither `https://` nor `http://`"),
    };
    if authority.host().is_empty() {
        return refuse("has no host");
    }
    let path = uri.path();
    if path.split('/').any(is_dots) {
        return refuse("has a `.` or `..` in its path: write the path it stands for");
    }
    let host = authority.host().to_ascii_lowercase();
    let port = authority.port_u16().filter(|port| *port != default_port);
    let port = port.map(|port| format!(":{port}")).unwrap_or_default();
    Ok(format!("{scheme}://{host}{port}{path}"))
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || address
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}
