//! What the programs of `tests/examples` print: each runs by itself, against a server of its own.
#![cfg(test)]

use std::process::Command;

use castiron_tests::workspace;

/// What an example prints. `cargo test` compiles the examples, and leaves them beside the tests' folder.
fn printed(example: &str) -> String {
    let test = std::env::current_exe().unwrap();
    let folder = test.ancestors().nth(2).unwrap().join("examples");
    let program = folder.join(format!("{example}{}", std::env::consts::EXE_SUFFIX));
    let output = match Command::new(&program).env("NO_PROXY", "*").output() {
        Ok(output) => output,
        Err(error) => panic!(
            "`{}` cannot run: {error}; `cargo build -p castiron-tests --examples` compiles it",
            program.display()
        ),
    };
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{example} failed:\n{errors}");
    assert_eq!(errors, "", "{example}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn retry() {
    insta::assert_snapshot!(printed("retry"), @r"
    server: attempt 1 with the key order-17: says 503
    server: attempt 2 with the key order-17: hangs up
    server: attempt 3 with the key order-17: says 200
    client: created, status 200
    client: POST /paymentoffer/reservationworkbench/{ReservationResource_Identifier}/payments: error sending request: client error (SendRequest): connection closed before message completed (the request may have been applied)
    client: Unknown after 1 attempt
    ");
}

#[test]
fn auth() {
    insta::assert_snapshot!(printed("auth"), @r"
    - an API key
    server: GET /sessions/17, apikey: api-key
    - client credentials
    server: POST /token, authorization: Basic Y2xpZW50OnNlY3JldA==
    server: GET /customers/contracts/1/bills, authorization: Bearer token-1
    server: POST /token, authorization: Basic Y2xpZW50OnNlY3JldA==
    server: GET /customers/contracts/1/bills, authorization: Bearer token-2
    server: GET /customers/contracts/2/bills, authorization: Bearer token-2
    - a refresh token
    server: POST /token, grant_type=refresh_token&refresh_token=refresh-0&client_id=client
    client: stores refresh-3
    server: GET /customers/contracts/3/bills, authorization: Bearer token-3
    ");
}

#[test]
fn pagination() {
    insta::assert_snapshot!(printed("pagination"), @r"
    server: GET /sessions?page%5Blimit%5D=2&page%5Bnumber%5D=1
    client: session-1
    client: session-2
    server: GET /sessions?page%5Blimit%5D=2&page%5Bnumber%5D=2
    client: GET /sessions: 400 Bad Request: Not now; once more
    server: GET /sessions?page%5Blimit%5D=2&page%5Bnumber%5D=2
    client: session-3
    client: session-4
    server: GET /sessions?page%5Blimit%5D=2&page%5Bnumber%5D=3
    client: session-5
    client: session-6
    ");
}

#[test]
fn blocking() {
    insta::assert_snapshot!(printed("blocking"), @r"
    server: a token
    client: contract 1 has 2 bills
    client: contract 2 has 2 bills
    client: contract 3 has 2 bills
    ");
}

#[test]
fn mock() {
    insta::assert_snapshot!(printed("mock"), @r"
    ada: open
    bob: refused
    cyd: look first: POST /sessions: an answer did not come within 60s (the request may have been applied)
    sent for ada
    sent for bob
    sent for cyd
    ");
}

#[test]
fn upload() {
    insta::assert_snapshot!(printed("upload"), @r"
    server: 19 bytes: hangs up
    server: 19 bytes: says 200
    client: the file: status 200
    server: 19 bytes: hangs up
    client: the reader: Unknown after 1 attempt
    ");
}

#[test]
fn download() {
    insta::assert_snapshot!(printed("download"), @r"
    client: status 200, 25 bytes to come
    client: 25 bytes
    client: 25 bytes saved
    payment;amount
    17;943.60
    ");
}

#[test]
fn each_is_listed_and_run() {
    let readme = workspace::text("README.md");
    let tests = workspace::text("tests/tests/examples.rs");
    let files = workspace::rust_files("tests/examples");
    let examples = files.iter().filter(|path| !path.contains('/'));
    for example in examples.map(|path| path.trim_end_matches(".rs")) {
        let command = format!("`cargo run -p castiron-tests --example {example}`");
        assert!(readme.contains(&command), "README.md has no {command}");
        let run = format!("printed(\"{example}\")");
        assert!(tests.contains(&run), "nothing runs {example}");
    }
}
