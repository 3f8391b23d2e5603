//! Connections that end at every byte of the request and of the response.

use castiron_runtime::ErrorKind;

use crate::bench::{Bench, Case, On, Tally, run};
use crate::fate::Fate;
use crate::fault::{ENDS, End, Fault, with_length};
use crate::subject::{CLASSES, Class, Make};

/// Bodies of every JSON kind and nesting.
const BODIES: [&str; 20] = [
    r#"{"nonce":"NONCENON"}"#,
    r#""NONCENON""#,
    r#"["NONCENON"]"#,
    r#"[[["NONCENON"]]]"#,
    r#"{"a":{"b":{"c":"NONCENON"}}}"#,
    r#"{"NONCENON":null}"#,
    r#"{"NONCENON":true,"b":false}"#,
    r#"{"NONCENON":12.50}"#,
    r#"[1,2.5,-3e2,"NONCENON"]"#,
    r#"[{"n":"NONCENON"},{"n":"NONCENON"}]"#,
    r#"{"text":"a\"b\\c\u00e9","n":"NONCENON"}"#,
    r#"{"text":"äöü €","n":"NONCENON"}"#,
    r#"{"empty":{},"list":[],"n":"NONCENON"}"#,
    " \n{ \"nonce\" : \"NONCENON\" }\n ",
    r#"{"amount":"12.50","currency":"EUR","n":"NONCENON"}"#,
    r#"{"id":18446744073709551615,"n":"NONCENON"}"#,
    r#"[null,null,"NONCENON",null]"#,
    r#"{"a":1,"n":"NONCENON","b":2}"#,
    r#"{"":"","n":"NONCENON"}"#,
    "NONCENON",
];

/// Requests of which the server reads any number of bytes but not all.
pub fn requests(make: Make, tally: &Tally) {
    run(make, tally, &cut_requests(make));
}

fn cut_requests(make: Make) -> Vec<Case> {
    let mut cases = Vec::new();
    for class in CLASSES {
        for after in 0..request_length(make, class) {
            for end in ENDS {
                let fault = Fault::Unread { after, end };
                cases.extend(Case::on_both(class, &fault, Fate::Lost));
            }
        }
    }
    cases
}

/// Requests and responses of all kinds cut at every byte, but never by silence: for clients that go by the clock of the
/// machine, which would wait for it.
#[cfg(feature = "blocking")]
pub fn without_silence(make: Make, tally: &Tally) {
    // The last chunk ends a body for ureq, whether or not the trailer after it comes: all is there.
    let other = |fault: &Fault| !fault.is_silent() && !fault.ends_in_last_chunk();
    let loud = |case: &Case| case.faults.iter().all(other);
    let cases = [
        cut_requests(make),
        swept(&with_lengths()),
        swept(&in_chunks()),
        swept(&close_delimited()),
    ];
    let cases: Vec<Case> = cases.into_iter().flatten().filter(loud).collect();
    run(make, tally, &cases);
}

fn request_length(make: Make, class: Class) -> usize {
    let tally = Tally::default();
    let mut bench = Bench::new(make, &tally);
    let (_, receipts) = bench.call(class, Vec::new());
    receipts[0].bytes.len()
}

/// Faults one after the other: no call is made more often than it may be.
pub fn rows(make: Make, tally: &Tally) {
    let half = Fault::good(End::Keep);
    let Fault::Answer { bytes, .. } = &half else {
        panic!("a good server answers");
    };
    let lost = |end| {
        [
            Fault::Unread { after: 9, end },
            Fault::raw("", end),
            Fault::raw(&bytes[..30], end),
        ]
    };
    // Two stalls would leave no time for a third attempt.
    let faults: Vec<Fault> = [End::Close, End::Reset]
        .into_iter()
        .flat_map(lost)
        .collect();
    let mut cases = Vec::new();
    for class in CLASSES {
        for (first, second) in pairs(&faults) {
            for (third, fate) in [
                (Fault::good(End::Keep), Fate::Lost),
                (first.clone(), Fate::GivenUp),
            ] {
                cases.extend([On::Fresh, On::Reused].map(|on| Case {
                    class,
                    on,
                    faults: vec![first.clone(), second.clone(), third.clone()],
                    fate,
                }));
            }
        }
    }
    run(make, tally, &cases);
}

fn pairs(faults: &[Fault]) -> impl Iterator<Item = (&Fault, &Fault)> {
    faults
        .iter()
        .flat_map(move |first| faults.iter().map(move |second| (first, second)))
}

/// Responses with a length, of which any number of bytes arrive but not all.
pub fn responses(make: Make, tally: &Tally) {
    run(make, tally, &swept(&with_lengths()));
}

fn with_lengths() -> [Vec<u8>; 20] {
    BODIES.map(|body| with_length("200 OK", JSON, body))
}

/// Responses in chunks, of which any number of bytes arrive but not all.
pub fn chunked_responses(make: Make, tally: &Tally) {
    run(make, tally, &swept(&in_chunks()));
}

fn in_chunks() -> [Vec<u8>; 5] {
    [BODIES[0], BODIES[5], BODIES[10], BODIES[11], BODIES[19]].map(|body| {
        let (first, second) = body.split_at(1);
        let length = second.len();
        format!(
            "HTTP/1.1 200 OK\r\n{JSON}transfer-encoding: chunked\r\n\r\n\
             1\r\n{first}\r\n{length:x};a=b\r\n{second}\r\n0\r\n\r\n"
        )
        .into_bytes()
    })
}

/// Responses that end where the connection does, at any byte before the last.
pub fn close_delimited_responses(make: Make, tally: &Tally) {
    run(make, tally, &swept(&close_delimited()));
}

fn close_delimited() -> [Vec<u8>; 20] {
    BODIES.map(|body| {
        let body = body.trim_end();
        format!("HTTP/1.1 200 OK\r\n{JSON}\r\n{body}").into_bytes()
    })
}

const JSON: &str = "content-type: application/json\r\n";

/// Cuts answers at every byte, but their head, which all have in common, only once.
fn swept(answers: &[Vec<u8>]) -> Vec<Case> {
    let mut cases = Vec::new();
    for (index, answer) in answers.iter().enumerate() {
        let from = if index == 0 { 0 } else { head_length(answer) };
        for class in [Class::Once, Class::Replayed, Class::Streamed] {
            for (after, end) in (from..answer.len()).flat_map(|after| ENDS.map(|end| (after, end)))
            {
                let cut = &answer[..after];
                let fault = Fault::raw(cut, end);
                cases.extend(Case::on_both(class, &fault, fate(cut, end)));
            }
        }
    }
    cases
}

/// The length of the head, or of what there is of it.
fn head_length(answer: &[u8]) -> usize {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
    end.map_or(answer.len(), |end| end + 4)
}

/// What becomes of a call whose answer is cut after these bytes.
fn fate(bytes: &[u8], end: End) -> Fate {
    if !bytes.windows(4).any(|four| four == b"\r\n\r\n") {
        return Fate::Lost;
    }
    let (head, body) = bytes.split_at(head_length(bytes));
    let has_end = [b"-length: ".as_slice(), b"-encoding"];
    let has_end = has_end
        .iter()
        .any(|name| head.windows(9).any(|part| part == *name));
    match end {
        End::Stall => Fate::Cut(ErrorKind::Timeout),
        End::Close if has_end => Fate::Cut(ErrorKind::Transport),
        End::Close if body.trim_ascii().is_empty() => Fate::Useless(ErrorKind::EmptyBody),
        End::Close if body[0].is_ascii_digit() => Fate::Cut(ErrorKind::Transport),
        End::Close => Fate::Useless(ErrorKind::Decode),
        End::Reset | End::Keep | End::After(_) => Fate::Cut(ErrorKind::Transport),
    }
}
