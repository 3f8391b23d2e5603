//! Answers that take too long, never end, or are larger than they look.

use std::fs;

use castiron_runtime::ErrorKind::{Decode, Timeout, TooLarge, Transport};

use crate::bench::{Bench, Case, Tally, run};
use crate::fate::Fate::{self, Broken, Cut, Done, Lost, Refused, Useless};
use crate::fault::{End, Fault, with_length};
use crate::subject::{CLASSES, Class, Make};

/// What the resident memory may grow by beside the body that is kept.
const SLACK: usize = 8 << 20;

/// The largest body that a client reads.
const CAP: usize = 16 << 20;

/// Answers that come byte by byte: they may be slow, but not slower than the limits.
pub fn drips(make: Make, tally: &Tally) {
    let short = with_length("200 OK", "", r#"{"nonce":"NONCENON"}"#);
    let list = format!("[\"NONCENON\"{}]", ",0".repeat(1_000));
    let long = with_length("200 OK", "", &list);
    let provisional = "HTTP/1.1 100 Continue\r\n\r\n".repeat(10).into_bytes();
    let drips: [(&[u8], u64, Fate); 6] = [
        (&short, 100, Done),
        (&short, 2_000, Lost),
        (&long, 50, Done),
        (&long, 100, Cut(Timeout)),
        (&provisional, 100, Lost),
        (&provisional, 300, Lost),
    ];
    let mut cases = Vec::new();
    for class in [Class::Once, Class::Keyed] {
        for (bytes, pause, fate) in drips {
            let bytes = bytes.to_vec();
            cases.extend(Case::on_both(class, &Fault::Drip { bytes, pause }, fate));
        }
    }
    run(make, tally, &cases);
}

/// Heads and bodies without end: each is left at its limit, and takes no more memory than that.
pub fn endless(make: Make, tally: &Tally) {
    const HEAD: &str = "HTTP/1.1 200 OK\r\n";
    let zeros = vec![b'0'; 64 << 10];
    let of = |head: String, body: &[u8], fate| {
        let (head, body) = (head.into_bytes(), body.to_vec());
        (Fault::Endless { head, body }, fate)
    };
    let chunk = [b"10000\r\n".as_slice(), &zeros, b"\r\n"].concat();
    let chunked = format!("{HEAD}transfer-encoding: chunked\r\n\r\n");
    let faults = [
        of(format!("{HEAD}\r\n"), &zeros, Useless(TooLarge)),
        of(
            format!("{HEAD}content-length: 999999999999\r\n\r\n"),
            &zeros,
            Useless(TooLarge),
        ),
        of(chunked.clone(), &chunk, Useless(TooLarge)),
        of(format!("{chunked}1;"), &zeros, Cut(Transport)),
        of(format!("{chunked}0\r\nx: "), &zeros, Cut(Transport)),
        of(
            "HTTP/1.1 502 Bad Gateway\r\n\r\n".to_owned(),
            &zeros,
            Broken(502),
        ),
        of(HEAD.to_owned(), b"x: y\r\n", Lost),
        of(format!("{HEAD}x: "), &zeros, Lost),
    ];
    for class in CLASSES {
        for (fault, fate) in &faults {
            within(CAP, make, tally, &Case::on_both(class, fault, *fate));
        }
    }
}

/// What nobody asked to be compressed is compressed all the same, to a small part of its size: it is
/// not unpacked, so it takes no more memory than it has bytes.
pub fn bombs(make: Make, tally: &Tally) {
    const TIMES: usize = 20_000;
    const { assert!(TIMES * 2_064 > CAP + SLACK) };
    let bomb = bomb(TIMES);
    let length = bomb.len();
    for (status, fate) in [
        ("200 OK", Useless(Decode)),
        ("400 Bad Request", Refused(400)),
        ("502 Bad Gateway", Broken(502)),
    ] {
        for encoding in ["gzip", "x-gzip"] {
            let head = format!(
                "HTTP/1.1 {status}\r\ncontent-encoding: {encoding}\r\ncontent-length: {length}\r\n\r\n"
            );
            let fault = Fault::raw([head.as_bytes(), &bomb].concat(), End::Close);
            for class in CLASSES {
                within(length, make, tally, &Case::on_both(class, &fault, fate));
            }
        }
    }
}

/// Zeros, so many times 2,064, as gzip: a block of RFC 1951 with fixed codes, which holds one zero and
/// then "258 times the byte before" over and over, eight of which are thirteen bytes. The checksum is
/// wrong, which who unpacks it learns too late.
fn bomb(times: usize) -> Vec<u8> {
    const HEAD: &[u8] = b"\x1f\x8b\x08\0\0\0\0\0\0\xff\x63";
    const COPIES: &[u8] = b"\x18\x05\xa3\x60\x14\x8c\x82\x51\x30\x0a\x46\xc1\x28";
    [HEAD, &COPIES.repeat(times), &[0; 10]].concat()
}

/// Injects cases, which may take so much memory and [`SLACK`].
fn within(size: usize, make: Make, tally: &Tally, cases: &[Case]) {
    let mut bench = Bench::new(make, tally);
    let before = memory("VmRSS");
    forget_peak();
    for case in cases {
        bench.inject(case.clone());
    }
    let growth = memory("VmHWM").saturating_sub(before);
    assert!(growth <= size + SLACK, "{growth} bytes for {cases:?}");
}

/// A figure of this process's memory, in bytes.
fn memory(name: &str) -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    let kibibytes = line.split_whitespace().nth(1).unwrap();
    kibibytes.parse::<usize>().unwrap() << 10
}

/// Lets the peak of the memory begin anew.
fn forget_peak() {
    fs::write("/proc/self/clear_refs", "5").unwrap();
}
