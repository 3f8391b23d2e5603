//! The rules for the URLs of servers, which credentials are sent to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use http::Uri;

use super::BuildError;
use super::path::is_dots;

/// The longest URL in bytes that `http::Uri` can hold, and with it whatever is built on it.
const LONGEST: usize = 65_534;

/// Refuses a URL that is too long to be sent.
pub(super) fn check_length(url: &str) -> Result<(), String> {
    if url.len() <= LONGEST {
        return Ok(());
    }
    Err(format!(
        "the URL has {} bytes, and no more than {LONGEST} can be sent",
        url.len()
    ))
}

/// Checks the URL of a server; `what` names it in errors.
///
/// The scheme, the host and its numbers come out in the one spelling that URL parsers leave as it
/// is: in lower case, IPv6 in its short form, and without the scheme's own port. The path must be
/// in such a spelling already.
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
    parts(&uri, allow_http)
        .map_err(|fact| BuildError::new(format!("the {what} `{}` {fact}", url.escape_debug())))
}

/// The checks of [`checked`], for a URL without user name, password, query and fragment.
///
/// # Errors
///
/// What is wrong with it, in words that follow its name and do not quote it.
pub(super) fn parts(uri: &Uri, allow_http: bool) -> Result<String, &'static str> {
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err("has no scheme or host: set one that begins with `https://`");
    };
    let host = host(authority.host())?;
    let default_port = match scheme {
        "https" => 443,
        "http" if allow_http || is_loopback(&host) => 80,
        "http" => {
            return Err("is not encrypted: use `https://`, or allow it with `Config::allow_http`");
        }
        _ => return Err("is neither `https://` nor `http://`"),
    };
    let port = authority.as_str().get(authority.host().len()..);
    let port = port_of(port.unwrap_or_default())?.filter(|port| *port != default_port);
    let port = port.map(|port| format!(":{port}")).unwrap_or_default();
    check_path(uri.path())?;
    Ok(format!("{scheme}://{host}{port}{}", uri.path()))
}

/// The host as URL parsers write it.
fn host(host: &str) -> Result<String, &'static str> {
    if host.is_empty() {
        return Err("has no host");
    }
    if let Some(address) = host.strip_prefix('[') {
        let address = address.strip_suffix(']').unwrap_or(address);
        let address = address.parse::<Ipv6Addr>();
        return address
            .map(short)
            .map_err(|_| "has a host in brackets that is no IPv6 address");
    }
    let is_of_names = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    if !host.bytes().all(is_of_names) {
        return Err("has a host with other characters than letters, digits, `-`, `.` and `_`");
    }
    if ends_in_a_number(host) && host.parse::<Ipv4Addr>().is_err() {
        return Err("has a number for a host that is not four numbers up to 255, with dots");
    }
    Ok(host.to_ascii_lowercase())
}

/// `std` writes addresses that stand for IPv4 with dots; URL parsers do not.
fn short(address: Ipv6Addr) -> String {
    match address.segments() {
        [0, 0, 0, 0, 0, 0xffff, high, low] => format!("[::ffff:{high:x}:{low:x}]"),
        _ => format!("[{address}]"),
    }
}

/// Whether URL parsers take the host for an IPv4 address, in whatever spelling: `0x7f.1`.
fn ends_in_a_number(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let last = host.rsplit('.').next().unwrap_or_default();
    let digits = last.strip_prefix("0x").or_else(|| last.strip_prefix("0X"));
    match digits {
        Some(digits) => digits.bytes().all(|byte| byte.is_ascii_hexdigit()),
        None => !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit()),
    }
}

/// The port of what follows a host: nothing, `:`, or `:8443`.
fn port_of(text: &str) -> Result<Option<u16>, &'static str> {
    let digits = text.strip_prefix(':').unwrap_or(text);
    if digits.is_empty() {
        return Ok(None);
    }
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    let port = digits.parse().ok().filter(|_| is_number);
    port.map(Some)
        .ok_or("has a port that is no number up to 65535")
}

fn check_path(path: &str) -> Result<(), &'static str> {
    if path.split('/').any(is_dots) {
        return Err("has a `.` or `..` in its path: write the path it stands for");
    }
    let is_of_paths =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:%/".contains(&byte);
    if !path.bytes().all(is_of_paths) {
        return Err("has characters in its path that have to be percent-encoded");
    }
    Ok(())
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}
