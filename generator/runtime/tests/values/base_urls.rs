//! Base URLs: joined with the path without loss, and left as they are by URL parsers; or refused
//! when the client is built.

use castiron_runtime::{Config, CoreBuilder, RequestParts};

use crate::keeper::{Keeper, PLAIN};

/// The URL of a request behind a base URL.
fn url(base: &str) -> Result<String, String> {
    static THING: castiron_runtime::Operation = PLAIN;
    let keeper = Keeper::default();
    let mut builder = CoreBuilder::new(base);
    builder.transport(keeper.clone());
    builder.config(Config::new().allow_http(true));
    let core = builder.build().map_err(|error| error.to_string())?;
    let request = keeper.send(RequestParts::new(&core, &THING)).unwrap();
    Ok(request.url)
}

#[test]
fn joined_without_loss() {
    let table = [
        ("https://a.example", "https://a.example/thing"),
        ("https://a.example/", "https://a.example/thing"),
        ("https://a.example//", "https://a.example//thing"),
        ("https://a.example/v1", "https://a.example/v1/thing"),
        ("https://a.example/v1/", "https://a.example/v1/thing"),
        ("https://a.example/v1//", "https://a.example/v1//thing"),
        ("https://a.example//v1", "https://a.example//v1/thing"),
        (
            "https://a.example/v1/x.y/z",
            "https://a.example/v1/x.y/z/thing",
        ),
        ("https://a.example/...", "https://a.example/.../thing"),
        ("https://a.example/V1", "https://a.example/V1/thing"),
        ("https://a.example/%7Eme", "https://a.example/%7Eme/thing"),
        ("https://a.example/a%2Fb", "https://a.example/a%2Fb/thing"),
        (
            "https://a.example/~a;b=c,d:e+f",
            "https://a.example/~a;b=c,d:e+f/thing",
        ),
        (
            "https://a.example/(a)!$&'*",
            "https://a.example/(a)!$&'*/thing",
        ),
        ("HTTPS://A.EXAMPLE/V1", "https://a.example/V1/thing"),
        ("https://a.example:443/v1", "https://a.example/v1/thing"),
        ("https://a.example:0443/v1", "https://a.example/v1/thing"),
        (
            "https://a.example:8443/v1",
            "https://a.example:8443/v1/thing",
        ),
        ("https://a.example:08443", "https://a.example:8443/thing"),
        ("https://a.example:80", "https://a.example:80/thing"),
        ("https://a.example:65535", "https://a.example:65535/thing"),
        ("https://a.example:/v1", "https://a.example/v1/thing"),
        ("http://a.example:80/v1", "http://a.example/v1/thing"),
        ("http://a.example:443/v1", "http://a.example:443/v1/thing"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/thing"),
        ("https://192.0.2.1/v1", "https://192.0.2.1/v1/thing"),
        ("https://[::1]:8443", "https://[::1]:8443/thing"),
        ("https://[2001:DB8::1]/v1", "https://[2001:db8::1]/v1/thing"),
        (
            "https://[2001:db8:0:0:0:0:0:1]",
            "https://[2001:db8::1]/thing",
        ),
        ("https://[1:0:0:2:0:0:0:3]", "https://[1:0:0:2::3]/thing"),
        (
            "https://[::ffff:192.0.2.1]",
            "https://[::ffff:c000:201]/thing",
        ),
        ("https://[::]", "https://[::]/thing"),
        (
            "https://xn--bcher-kva.example",
            "https://xn--bcher-kva.example/thing",
        ),
        ("https://a_b.example", "https://a_b.example/thing"),
        ("https://a-b.1.example", "https://a-b.1.example/thing"),
        ("https://a.example./v1", "https://a.example./v1/thing"),
        ("https://localhost", "https://localhost/thing"),
    ];
    for (base, expected) in table {
        let url = url(base).unwrap();
        assert_eq!(url, expected, "{base}");
        #[cfg(feature = "reqwest")]
        assert_eq!(reqwest::Url::parse(&url).unwrap().as_str(), url);
    }
}

#[test]
fn refused_when_the_client_is_built() {
    let table = [
        ("", "there is no base URL"),
        ("a.example/v1", "is not a URL"),
        ("a.example", "has no scheme or host"),
        ("/v1", "has no scheme or host"),
        ("https:/a.example", "is not a URL"),
        ("https:a.example", "has no scheme or host"),
        ("https://", "is not a URL"),
        ("https:///v1", "is not a URL"),
        ("https://:443", "has no host"),
        ("ftp://a.example", "is neither `https://` nor `http://`"),
        ("file:///etc/passwd", "is not a URL"),
        (" https://a.example", "is not a URL"),
        ("https://a.example/v 1", "is not a URL"),
        ("https://a.example\r\nx", "is not a URL"),
        ("https://bücher.example", "is not a URL"),
        ("https://user@a.example", "holds a user name or password"),
        (
            "https://user:s3cret@a.example",
            "holds a user name or password",
        ),
        ("https://a.example/v1?key=s3cret", "has a query or fragment"),
        ("https://a.example?", "has a query or fragment"),
        ("https://a.example#s3cret", "has a query or fragment"),
        ("https://a.example:65536", "has a port that is no number"),
        ("https://a.example:99999/v1", "has a port that is no number"),
        ("https://a.example:port", "has a port that is no number"),
        ("https://a.example:-1", "has a port that is no number"),
        ("https://a.example:+80", "has a port that is no number"),
        ("https://a.example:80:90", "is not a URL"),
        ("https://127.1", "has a number for a host"),
        ("https://2130706433", "has a number for a host"),
        ("https://0x7f.1", "has a number for a host"),
        ("https://0177.0.0.1", "has a number for a host"),
        ("https://256.0.0.1", "has a number for a host"),
        ("https://127.0.0.1.", "has a number for a host"),
        ("https://[::1", "is not a URL"),
        (
            "https://[fe80::1%25eth0]",
            "has a host in brackets that is no IPv6 address",
        ),
        (
            "https://[a.example]",
            "has a host in brackets that is no IPv6 address",
        ),
        ("https://a%2Eexample", "is not a URL"),
        ("https://a!b.example", "has a host with other characters"),
        ("https://a.example/.", "has a `.` or `..` in its path"),
        ("https://a.example/v1/../x", "has a `.` or `..` in its path"),
        (
            "https://a.example/%2E%2e/x",
            "has a `.` or `..` in its path",
        ),
        ("https://a.example/..;x/y", "has a `.` or `..` in its path"),
        ("https://a.example/a\\b", "has characters in its path"),
        ("https://a.example/{version}", "has characters in its path"),
        ("https://a.example/a|b", "has characters in its path"),
        ("https://a.example/[a]", "has characters in its path"),
        ("https://a.example/é", "has characters in its path"),
    ];
    for (base, expected) in table {
        let message = url(base).unwrap_err();
        assert!(message.contains(expected), "{base}: {message}");
        assert!(!message.contains("s3cret"), "{message}");
        assert!(!message.contains(['\r', '\n']), "{message}");
    }
}
