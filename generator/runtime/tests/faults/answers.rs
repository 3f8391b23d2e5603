//! Answers that are no HTTP, or HTTP in the strangest of ways.

use castiron_runtime::ErrorKind::{Decode, EmptyBody, Transport};

use crate::bench::{Case, Tally, run};
use crate::fate::Fate::{self, Broken, Cut, Done, Elsewhere, Lost, Refused, Useless};
use crate::fault::{End, Fault};
use crate::subject::{CLASSES, Make};

/// Headers in front of `{"nonce":"NONCENON"}`, which has 20 bytes.
const HEADERS: [(&str, Fate); 33] = [
    // Lengths that are wrong, doubled, or no numbers.
    ("content-length: 21", Cut(Transport)),
    ("content-length: 19", Useless(Decode)),
    ("content-length: 0", Useless(EmptyBody)),
    ("content-length: 20\r\ncontent-length: 20", Done),
    ("content-length: 20, 20", Done),
    ("content-length: 20\r\ncontent-length: 19", Lost),
    ("content-length: 20, 19", Lost),
    ("content-length: -1", Lost),
    ("content-length: +20", Lost),
    ("content-length: 0x14", Lost),
    ("content-length: ", Lost),
    ("content-length: 18446744073709551615", Lost),
    ("content-length: 18446744073709551616", Lost),
    // Encodings for the way.
    ("transfer-encoding: chunked", Cut(Transport)),
    (
        "transfer-encoding: chunked\r\ncontent-length: 20",
        Cut(Transport),
    ),
    ("transfer-encoding: chunked, chunked", Cut(Transport)),
    ("transfer-encoding: gzip, chunked", Cut(Transport)),
    ("transfer-encoding: gzip", Useless(Decode)),
    ("transfer-encoding: identity\r\ncontent-length: 20", Done),
    // Encodings that nobody asked for.
    (
        "content-length: 20\r\ncontent-encoding: gzip",
        Useless(Decode),
    ),
    (
        "content-length: 20\r\ncontent-encoding: identity, br",
        Useless(Decode),
    ),
    (
        "content-length: 20\r\ncontent-encoding: x-unheard-of",
        Useless(Decode),
    ),
    ("content-length: 20\r\ncontent-encoding: identity", Done),
    // Headers that are none.
    ("content-length: 20\r\nx: a\0b", Lost),
    ("content-length: 20\r\nx\0y: a", Lost),
    ("content-length: 20\r\nx: a\r\n b", Lost),
    ("content-length: 20\r\nx : a", Lost),
    ("content-length: 20\r\nno colon", Lost),
    ("content-length: 20\r\n: no name", Lost),
    // Headers that mean nothing here.
    ("content-length: 20\r\nx: \u{e9}", Done),
    ("content-length: 20\r\nset-cookie: a=b", Done),
    (
        "content-length: 20\r\nconnection: upgrade\r\nupgrade: websocket",
        Done,
    ),
    (
        "content-length: 20\r\ncontent-type: text/html; charset=latin-1",
        Done,
    ),
];

/// Chunks, after a head that announces them.
const CHUNKS: [(&str, Fate); 10] = [
    ("14\r\n{\"nonce\":\"NONCENON\"}\r\n0\r\n\r\n", Done),
    (
        "14;a=\"b\"\r\n{\"nonce\":\"NONCENON\"}\r\n0\r\nx-trailer: 1\r\n\r\n",
        Done,
    ),
    ("14\r\n{\"nonce\":\"NONCENON\"}\r\n", Cut(Transport)),
    ("14\r\n{\"nonce\":\"NONCENON\"}\r\n0\r\n", Cut(Transport)),
    (
        "13\r\n{\"nonce\":\"NONCENON\"}\r\n0\r\n\r\n",
        Cut(Transport),
    ),
    (
        "15\r\n{\"nonce\":\"NONCENON\"}\r\n0\r\n\r\n",
        Cut(Transport),
    ),
    (
        "FFFFFFFFFFFFFFFFF\r\n{\"nonce\":\"NONCENON\"}\r\n0\r\n\r\n",
        Cut(Transport),
    ),
    (
        "-1\r\n{\"nonce\":\"NONCENON\"}\r\n0\r\n\r\n",
        Cut(Transport),
    ),
    (
        "zz\r\n{\"nonce\":\"NONCENON\"}\r\n0\r\n\r\n",
        Cut(Transport),
    ),
    ("\r\n{\"nonce\":\"NONCENON\"}\r\n0\r\n\r\n", Cut(Transport)),
];

/// Everything that a server sends.
const WHOLE: [(&str, Fate); 26] = [
    (
        "HTTP/1.1 999 Odd\r\ncontent-length: 0\r\n\r\n",
        Elsewhere(999),
    ),
    (
        "HTTP/1.1 600 Odd\r\ncontent-length: 0\r\n\r\n",
        Elsewhere(600),
    ),
    ("HTTP/1.1 099 Odd\r\ncontent-length: 0\r\n\r\n", Lost),
    ("HTTP/1.1 99 Odd\r\ncontent-length: 0\r\n\r\n", Lost),
    ("HTTP/1.1 1000 Odd\r\ncontent-length: 0\r\n\r\n", Lost),
    ("HTTP/1.1 -20 Odd\r\ncontent-length: 0\r\n\r\n", Lost),
    (
        "HTTP/1.1 200\r\ncontent-length: 20\r\n\r\n{\"nonce\":\"NONCENON\"}",
        Done,
    ),
    (
        "HTTP/1.0 200 OK\r\ncontent-length: 20\r\n\r\n{\"nonce\":\"NONCENON\"}",
        Done,
    ),
    (
        "HTTP/1.1 200 OK\ncontent-length: 20\n\n{\"nonce\":\"NONCENON\"}",
        Done,
    ),
    (
        "\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{\"nonce\":\"NONCENON\"}",
        Done,
    ),
    (
        "HTTP/2.0 200 OK\r\ncontent-length: 20\r\n\r\n{\"nonce\":\"NONCENON\"}",
        Lost,
    ),
    (
        "HTTP/0.9 200 OK\r\ncontent-length: 20\r\n\r\n{\"nonce\":\"NONCENON\"}",
        Lost,
    ),
    (
        "ICY 200 OK\r\ncontent-length: 20\r\n\r\n{\"nonce\":\"NONCENON\"}",
        Lost,
    ),
    ("{\"nonce\":\"NONCENON\"}", Lost),
    ("<html>NONCENON</html>", Lost),
    ("SSH-2.0-OpenSSH_9.9\r\n", Lost),
    ("\u{15}\u{3}\u{1}\0\u{2}\u{2}F", Lost),
    (
        "HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n",
        Elsewhere(101),
    ),
    (
        "HTTP/1.1 204 No Content\r\ncontent-length: 20\r\n\r\n{\"nonce\":\"NONCENON\"}",
        Useless(EmptyBody),
    ),
    (
        "HTTP/1.1 205 Reset Content\r\ncontent-length: 20\r\n\r\n{\"nonce\":\"NONCENON\"}",
        Done,
    ),
    (
        "HTTP/1.1 304 Not Modified\r\ncontent-length: 20\r\n\r\n{\"nonce\":\"NONCENON\"}",
        Refused(304),
    ),
    ("HTTP/1.1 200 OK\r\n\r\n", Useless(EmptyBody)),
    ("HTTP/1.1 200 OK\r\n\r\n{\"nonce\":\"NONCENON\"}", Done),
    ("HTTP/1.1 200 OK\r\n\r\nNONCENON", Cut(Transport)),
    (
        "HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{\"nonce\":\"NONCENON\"}and more",
        Done,
    ),
    (
        "HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{\"nonce\":\"NONCENON\"}\
         HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{\"nonce\":\"99999999\"}",
        Done,
    ),
];

/// Pages that a proxy sends in place of the API.
const PAGES: [(&str, Fate); 8] = [
    ("200 OK", Useless(Decode)),
    ("400 Bad Request", Refused(400)),
    ("403 Forbidden", Refused(403)),
    ("407 Proxy Authentication Required", Refused(407)),
    ("413 Content Too Large", Refused(413)),
    ("502 Bad Gateway", Broken(502)),
    ("503 Service Unavailable", Broken(503)),
    ("504 Gateway Timeout", Broken(504)),
];

/// Broken framing, headers and status lines: each has its fate, and the next call is untouched.
pub fn odd(make: Make, tally: &Tally) {
    const BODY: &str = r#"{"nonce":"NONCENON"}"#;
    let headers = HEADERS
        .map(|(headers, fate)| (format!("HTTP/1.1 200 OK\r\n{headers}\r\n\r\n{BODY}"), fate));
    let chunks = CHUNKS.iter().flat_map(|(chunks, fate)| {
        ["", "content-length: 20\r\n"].map(|length| {
            let head = format!("HTTP/1.1 200 OK\r\n{length}transfer-encoding: chunked");
            (format!("{head}\r\n\r\n{chunks}"), *fate)
        })
    });
    let whole = WHOLE.map(|(answer, fate)| (answer.to_owned(), fate));
    let answers = headers.into_iter().chain(chunks).chain(whole);
    play(make, tally, answers.collect());
}

/// More headers than anyone sends, and more in one than anyone reads.
pub fn large_heads(make: Make, tally: &Tally) {
    const END: &str = "content-length: 20\r\n\r\n{\"nonce\":\"NONCENON\"}";
    let with = |headers: String| format!("HTTP/1.1 200 OK\r\n{headers}{END}");
    let provisional = |head: &str| format!("{}{}", head.repeat(1000), with(String::new()));
    let answers = vec![
        (with("x: 1\r\n".repeat(101)), Done),
        (with("x: 1\r\n".repeat(255)), Done),
        (with("x: 1\r\n".repeat(256)), Lost),
        (with("x: 1\r\n".repeat(2_000)), Lost),
        (with(format!("x: {}\r\n", "a".repeat(100_000))), Done),
        (with(format!("x: {}\r\n", "a".repeat(1_000_000))), Lost),
        (provisional("HTTP/1.1 100 Continue\r\n\r\n"), Done),
        (
            provisional("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"),
            Done,
        ),
    ];
    play(make, tally, answers);
}

/// Pages of HTML: the status is known, and a success is not taken for an answer of the API.
pub fn pages(make: Make, tally: &Tally) {
    let answers = PAGES.map(|(status, fate)| {
        let page = "<html><body>NONCENON</body></html>";
        let length = page.len();
        let head = format!("HTTP/1.1 {status}\r\ncontent-type: text/html\r\n");
        (
            format!("{head}content-length: {length}\r\n\r\n{page}"),
            fate,
        )
    });
    play(make, tally, answers.into());
}

fn play(make: Make, tally: &Tally, answers: Vec<(String, Fate)>) {
    let mut cases = Vec::new();
    for (answer, fate) in answers {
        for class in CLASSES {
            let fault = Fault::raw(answer.as_str(), End::Close);
            cases.extend(Case::on_both(class, &fault, fate));
        }
    }
    run(make, tally, &cases);
}
