//! Which base URLs a client accepts.

use castiron_runtime::{Config, CoreBuilder, Operation, RequestParts, decode};

use crate::fake::{Fake, PLAIN, json, once, operation};

fn build(url: &str, config: Config) -> Result<String, String> {
    let mut builder = CoreBuilder::new("https://other.example.com");
    let fake = Fake::new([json(200, "1")]);
    builder.base_url(url);
    builder.config(config);
    builder.transport(fake.clone());
    let core = builder.build().map_err(|error| error.to_string())?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    let request = RequestParts::new(&core, &PLAIN);
    let answer = runtime.block_on(request.send(decode::json::<i32>, decode::none));
    answer.map_err(|error| error.to_string())?;
    Ok(fake.sent().remove(0).url)
}

#[test]
fn joined_without_loss() {
    for (url, expected) in [
        ("https://a.example", "https://a.example/thing"),
        ("https://a.example/", "https://a.example/thing"),
        ("https://a.example/v1/x", "https://a.example/v1/x/thing"),
        ("https://a.example/v1/x/", "https://a.example/v1/x/thing"),
        ("https://A.Example:443/V1", "https://a.example/V1/thing"),
        ("https://a.example:8443", "https://a.example:8443/thing"),
        ("https://[2001:db8::1]/v1", "https://[2001:db8::1]/v1/thing"),
        ("https://a.example/%7Eme", "https://a.example/%7Eme/thing"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/thing"),
        ("http://localhost:80", "http://localhost/thing"),
        ("http://[::1]:1", "http://[::1]:1/thing"),
    ] {
        assert_eq!(build(url, Config::new()).unwrap(), expected);
    }
}

#[test]
fn refused() {
    for (url, expected) in [
        (
            "http://a.example",
            "the base URL `http://a.example` is not encrypted",
        ),
        (
            "http://127.1",
            "the base URL `http://127.1` has a number for a host",
        ),
        (
            "http://localhost.example",
            "the base URL `http://localhost.example` is not encrypted",
        ),
        (
            "ftp://a.example",
            "the base URL `ftp://a.example` is neither",
        ),
        ("/v1", "the base URL `/v1` has no scheme or host"),
        (
            "a.example",
            "the base URL `a.example` has no scheme or host",
        ),
        ("", "there is no base URL"),
        ("https://", "the base URL is not a URL"),
        ("https://bücher.example", "the base URL is not a URL"),
        (
            "https://user:s3cret@a.example",
            "the base URL holds a user name or password",
        ),
        (
            "https://a.example?key=s3cret",
            "the base URL has a query or fragment",
        ),
        (
            "https://a.example#x",
            "the base URL has a query or fragment",
        ),
        (
            "https://a.example/v1/../x",
            "the base URL `https://a.example/v1/../x` has a `.` or `..`",
        ),
        (
            "https://a.example/%2E%2e/x",
            "the base URL `https://a.example/%2E%2e/x` has a `.`",
        ),
    ] {
        let message = build(url, Config::new()).unwrap_err();
        assert!(message.starts_with(expected), "{url}: {message}");
        assert!(!message.contains("s3cret"), "{message}");
    }
}

#[test]
fn http_when_opted_in() {
    let config = Config::new().allow_http(true);
    assert_eq!(
        build("http://a.example/v1", config).unwrap(),
        "http://a.example/v1/thing"
    );
}

/// The URL that an operation with a server of its own is sent to, or why it is not.
async fn own(server: &'static str, set: impl FnOnce(&mut CoreBuilder)) -> String {
    let fake = Fake::new([json(200, "1")]);
    let mut builder = CoreBuilder::new("https://api.example.com/v1");
    builder.transport(fake.clone());
    builder.config(once());
    set(&mut builder);
    let core = builder.build().unwrap();
    let server = Some(server);
    let request = RequestParts::new(&core, operation(Operation { server, ..PLAIN }));
    match request.send(decode::json::<i32>, decode::none).await {
        Ok(_) => fake.sent().remove(0).url,
        Err(error) => {
            assert!(fake.sent().is_empty());
            error.message().to_owned()
        }
    }
}

#[tokio::test]
async fn a_server_of_an_operation() {
    const FILES: &str = "https://Files.Example.com/v2/";
    assert_eq!(
        own(FILES, |_| {}).await,
        "https://files.example.com/v2/thing"
    );
    // Whoever names the default server gets what it stands for.
    let default = own(FILES, |builder| {
        builder.base_url("https://api.example.com/v1")
    });
    assert_eq!(default.await, "https://files.example.com/v2/thing");
}

#[tokio::test]
async fn nothing_leaves_a_server_that_was_chosen() {
    let sandbox = own("https://files.example.com", |builder| {
        builder.base_url("https://sandbox.example.com");
    });
    assert_eq!(sandbox.await, "https://sandbox.example.com/thing");
}

#[tokio::test]
async fn a_server_of_an_operation_that_is_not_encrypted() {
    let message = own("http://files.example.com", |_| {}).await;
    assert!(message.contains("is not encrypted"), "{message}");
    let allowed = own("http://files.example.com", |builder| {
        builder.config(once().allow_http(true));
    });
    assert_eq!(allowed.await, "http://files.example.com/thing");
}
