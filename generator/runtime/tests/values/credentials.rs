//! Which alternative of credentials an operation sends, for every set that a client may have.

use castiron_runtime::{
    CoreBuilder, ErrorKind, HttpRequest, Operation, RequestParts, SecurityScheme,
};

use crate::keeper::{BASE, Keeper, PLAIN};
use crate::reference::encoded;

static A: SecurityScheme = SecurityScheme::api_key_header("a", "set_a", "key-a");
static B: SecurityScheme = SecurityScheme::api_key_header("b", "set_b", "key-b");
static C: SecurityScheme = SecurityScheme::api_key_header("c", "set_c", "key-c");

/// The schemes whose letters are in a text.
fn schemes(letters: &str) -> Vec<&'static SecurityScheme> {
    let all = [("a", &A), ("b", &B), ("c", &C)];
    let named = all
        .into_iter()
        .filter(|(letter, _)| letters.contains(letter));
    named.map(|(_, scheme)| scheme).collect()
}

/// An operation with alternatives of credentials.
fn operation(alternatives: &[&str]) -> &'static Operation {
    let alternatives: Vec<&[_]> = alternatives
        .iter()
        .map(|letters| &*schemes(letters).leak())
        .collect();
    Box::leak(Box::new(Operation {
        security: alternatives.leak(),
        ..PLAIN
    }))
}

fn builder(keeper: &Keeper) -> CoreBuilder {
    let mut builder = CoreBuilder::new(BASE);
    builder.transport(keeper.clone());
    builder
}

/// What is sent by a client with these credentials: their letters, or what is missing.
fn sent(alternatives: &[&str], given: &str) -> String {
    let keeper = Keeper::default();
    let mut builder = builder(&keeper);
    for scheme in schemes(given) {
        builder.api_key(scheme, "k");
    }
    let parts = RequestParts::new(&builder.build().unwrap(), operation(alternatives));
    match keeper.send(parts) {
        Ok(request) => ["a", "b", "c"]
            .into_iter()
            .filter(|letter| request.headers.contains_key(format!("key-{letter}")))
            .collect(),
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Credentials);
            let text = error.message().strip_prefix("`getThing` ").unwrap();
            let text = text.strip_suffix(" on the client builder").unwrap_or(text);
            text.strip_suffix(
                " too on the client builder, or call it with a client that has no credentials",
            )
            .unwrap_or(text)
            .to_owned()
        }
    }
}

/// Eight sets of credentials, and what each comes to.
fn assert_all(alternatives: &[&str], expected: [&str; 8]) {
    for (given, expected) in ["", "a", "b", "c", "ab", "ac", "bc", "abc"]
        .into_iter()
        .zip(expected)
    {
        assert_eq!(sent(alternatives, given), expected, "{given}");
    }
}

#[test]
fn without_security_nothing_is_sent() {
    assert_all(&[], [""; 8]);
    assert_all(&[""], [""; 8]);
}

#[test]
fn one_scheme() {
    let missing = "needs credentials: set `set_a`";
    assert_all(
        &["a"],
        [missing, "a", missing, missing, "a", "a", missing, "a"],
    );
}

#[test]
fn a_pair() {
    let missing = "needs credentials: set `set_a` and `set_b`";
    assert_all(
        &["ab"],
        [
            missing, missing, missing, missing, "ab", missing, missing, "ab",
        ],
    );
}

#[test]
fn the_first_of_several_that_are_complete() {
    let missing = "needs credentials: set `set_b`, or `set_a`";
    assert_all(
        &["b", "a"],
        [missing, "a", "b", missing, "b", "a", "b", "b"],
    );
}

#[test]
fn a_longer_alternative_wins_over_a_part_of_it() {
    let missing = "needs credentials: set `set_a`, or `set_a` and `set_b`";
    assert_all(
        &["a", "ab"],
        [missing, "a", missing, missing, "ab", "a", missing, "ab"],
    );
}

#[test]
fn anonymous_calls_send_what_is_set_all_the_same() {
    assert_all(&["", "a"], ["", "a", "", "", "a", "a", "", "a"]);
    assert_all(&["a", ""], ["", "a", "", "", "a", "a", "", "a"]);
}

/// Whoever has set a part of what an operation takes does not mean to call it anonymously.
#[test]
fn a_part_of_an_alternative_is_refused_where_anonymous_calls_are_allowed() {
    let alone = "does not take `set_b` alone: set `set_a`";
    assert_all(
        &["", "a", "ab"],
        ["", "a", alone, "", "ab", "a", alone, "ab"],
    );
    assert_all(
        &["", "ab", "ac"],
        [
            "",
            "does not take `set_a` alone: set `set_b`, or `set_c`",
            alone,
            "does not take `set_c` alone: set `set_a`",
            "ab",
            "ac",
            "does not take `set_b` and `set_c` alone: set `set_a`, or `set_a`",
            "ab",
        ],
    );
}

#[test]
fn a_part_of_one_alternative_does_not_stand_in_the_way_of_another() {
    let missing = "needs credentials: set `set_a`, or `set_b` and `set_c`";
    assert_all(
        &["a", "bc"],
        [missing, "a", missing, missing, "a", "a", "bc", "a"],
    );
}

#[test]
fn the_user_name_may_be_the_key() {
    static BASIC: SecurityScheme = SecurityScheme::basic("basic", "login");
    static OPERATION: Operation = Operation {
        security: &[&[&BASIC]],
        ..PLAIN
    };
    let keeper = Keeper::default();
    let mut builder = builder(&keeper);
    builder.basic(&BASIC, "sk_test", "");
    let parts = RequestParts::new(&builder.build().unwrap(), &OPERATION);
    let request = keeper.send(parts).unwrap();
    assert_eq!(request.headers["authorization"], "Basic c2tfdGVzdDo=");
}

#[test]
fn what_basic_cannot_carry_is_refused_when_the_client_is_built() {
    static BASIC: SecurityScheme = SecurityScheme::basic("basic", "login");
    for (username, password, expected) in [
        ("s3:cret", "s3cret", "colon"),
        ("s3cret", "s3cret\n", "line break"),
        ("s3\0cret", "s3cret", "control character"),
        ("", "", "`login` is empty"),
    ] {
        let mut builder = builder(&Keeper::default());
        builder.basic(&BASIC, username, password);
        let message = builder.build().unwrap_err().to_string();
        assert!(message.contains(expected), "{message}");
        assert!(!message.contains("s3"), "{message}");
    }
}

#[test]
fn two_credentials_for_one_header_are_refused() {
    static BASIC: SecurityScheme = SecurityScheme::basic("basic", "login");
    static BEARER: SecurityScheme = SecurityScheme::bearer("bearer", "token");
    static KEY: SecurityScheme = SecurityScheme::api_key_header("key", "key", "AUTHORIZATION");
    static OPERATIONS: [Operation; 2] = [
        Operation {
            security: &[&[&BASIC, &A, &BEARER]],
            ..PLAIN
        },
        Operation {
            security: &[&[&BASIC, &KEY]],
            ..PLAIN
        },
    ];
    for (operation, names) in OPERATIONS
        .iter()
        .zip(["`login` and `token`", "`login` and `key`"])
    {
        let keeper = Keeper::default();
        let mut builder = builder(&keeper);
        builder.basic(&BASIC, "u", "p");
        builder.bearer(&BEARER, "t");
        builder.api_key(&A, "a");
        builder.api_key(&KEY, "k");
        let parts = RequestParts::new(&builder.build().unwrap(), operation);
        let error = keeper.send(parts).unwrap_err();
        let expected = format!("`getThing` needs both {names}, but a request has room for one");
        assert!(error.message().starts_with(&expected), "{error}");
    }
}

/// A client with a key, or why it cannot be built; the key goes into a header and a query.
fn keyed(key: &str) -> Result<HttpRequest, String> {
    static QUERY: SecurityScheme = SecurityScheme::api_key_query("query", "query_key", "key");
    static BEARER: SecurityScheme = SecurityScheme::bearer("bearer", "token");
    static OPERATION: Operation = Operation {
        security: &[&[&A, &QUERY, &BEARER]],
        ..PLAIN
    };
    let keeper = Keeper::default();
    let mut builder = builder(&keeper);
    builder.api_key(&QUERY, key);
    builder.api_key(&A, key);
    builder.bearer(&BEARER, key);
    let core = builder.build().map_err(|error| error.to_string())?;
    let request = keeper.send(RequestParts::new(&core, &OPERATION));
    request.map_err(|error| error.to_string())
}

#[test]
fn keys_of_all_256_bytes_are_sent_as_they_are_or_refused_when_the_client_is_built() {
    for byte in 0..=255_u8 {
        let char = char::from(byte);
        let key = format!("s3{char}cret");
        match keyed(&key) {
            Ok(request) => {
                assert!(char == '\t' || (' '..='~').contains(&char), "{byte}");
                assert_eq!(request.headers["key-a"], key);
                assert_eq!(request.headers["authorization"], format!("Bearer {key}"));
                let query = format!("{BASE}/thing?key={}", encoded(&key, ""));
                assert_eq!(request.url, query);
            }
            Err(message) => {
                assert!(char.is_control() && char != '\t' || byte > 127, "{byte}");
                assert!(message.contains("`set_a`"), "{message}");
                assert!(!message.contains("s3"), "{message}");
            }
        }
    }
    for key in ["", " k", "k\t"] {
        keyed(key).unwrap_err();
    }
}

#[test]
fn a_header_that_http_does_not_know_is_an_error() {
    static BROKEN: SecurityScheme = SecurityScheme::api_key_header("broken", "broken", "x y");
    static OPERATION: Operation = Operation {
        security: &[&[&BROKEN]],
        ..PLAIN
    };
    let keeper = Keeper::default();
    let mut builder = builder(&keeper);
    builder.api_key(&BROKEN, "s3cret");
    let parts = RequestParts::new(&builder.build().unwrap(), &OPERATION);
    assert_eq!(
        keeper.send(parts).unwrap_err().message(),
        "`x y` cannot be the name of an HTTP header"
    );
}
