//! Whatever text fills a path: one segment that decodes to it, or an error before any socket.

use castiron_runtime::{Operation, RequestParts};
use fastrand::Rng;
use percent_encoding::percent_decode_str;
use reqwest::Url;

use crate::keeper::{Keeper, PLAIN, path_of};

const NAMES: [&str; 16] = [
    "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p",
];

static SIXTEEN: Operation = Operation {
    path: "/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}/{i}/{j}/{k}/{l}/{m}/{n}/{o}/{p}/z",
    ..PLAIN
};

/// Where a random text stands, and what else is in its segment.
static SHAPES: [(Operation, &str, &str); 5] = [
    (shape("/a/{id}/z"), "", ""),
    (shape("/a/v{id}/z"), "v", ""),
    (shape("/a/{id}.json/z"), "", ".json"),
    (shape("/a/.{id}/z"), ".", ""),
    (shape("/a/%2e{id}/z"), ".", ""),
];

const fn shape(path: &'static str) -> Operation {
    Operation { path, ..PLAIN }
}

static NEIGHBOURS: Operation = shape("/a/{x}{y}/z");

/// What paths have been broken with.
const PIECES: [&str; 40] = [
    ".", "..", "...", "%2e", "%2E", "%252e", "..;", ";", "..;a=b", "/", "//", "\\", "..\\", "%2f",
    "%5c", "%00", "\0", "\t", "\n", "\r\n", "?", "#", "?#", "%", "%%", "+", " ", "&", "=", ":",
    "@", "'", "\"", "<>", "{id}", "[]", "|", "^`", "\u{feff}", "．．",
];

/// The segments of a path as a server decodes them.
fn decoded(path: &str) -> Vec<String> {
    path.split('/')
        .map(|segment| percent_decode_str(segment).decode_utf8().unwrap().into())
        .collect()
}

fn assert_unchanged_by_parsing(url: &str) {
    assert_eq!(Url::parse(url).unwrap().as_str(), url);
}

/// Any scalar of any of the seventeen planes, each as likely.
fn any_char(random: &mut Rng) -> char {
    loop {
        let scalar = (random.u32(0..17) << 16) | random.u32(0..0x1_0000);
        if let Some(char) = char::from_u32(scalar) {
            return char;
        }
    }
}

/// A text of some pieces and some characters.
pub fn any_text(random: &mut Rng, most: usize) -> String {
    let mut text = String::new();
    for _ in 0..random.usize(0..=most) {
        match random.bool() {
            true => text.push_str(PIECES[random.usize(..PIECES.len())]),
            false => text.push(any_char(random)),
        }
    }
    text
}

#[test]
fn every_unicode_scalar_value_comes_back_from_a_segment_of_its_own() {
    let keeper = Keeper::default();
    let core = keeper.core();
    let all: Vec<String> = ('\0'..=char::MAX)
        .filter(|char| *char != '.')
        .map(String::from)
        .collect();
    assert_eq!(all.len(), 1_112_064 - 1);
    for values in all.chunks(NAMES.len()) {
        let mut parts = RequestParts::new(&core, &SIXTEEN);
        for (index, name) in NAMES.into_iter().enumerate() {
            parts.path(name, values.get(index).map_or("x", String::as_str));
        }
        let request = keeper.send(parts).unwrap();
        assert_unchanged_by_parsing(&request.url);
        let segments = decoded(path_of(&request));
        assert_eq!(segments.len(), 18);
        assert_eq!(segments[1..=values.len()], *values);
    }
    let mut parts = RequestParts::new(&core, &SHAPES[0].0);
    parts.path("id", ".");
    keeper.send(parts).unwrap_err();
}

#[test]
fn random_texts_come_back_from_one_segment_or_are_refused() {
    let mut random = Rng::with_seed(0x5a17_c0de);
    let keeper = Keeper::default();
    let core = keeper.core();
    let mut refused = 0;
    for turn in 0..80_000 {
        let (operation, before, after) = &SHAPES[turn % SHAPES.len()];
        let value = any_text(&mut random, 6);
        let mut parts = RequestParts::new(&core, operation);
        parts.path("id", &value);
        let segment = format!("{before}{value}{after}");
        let is_refused = value.is_empty() || segment == "." || segment == "..";
        refused += usize::from(is_refused);
        assert_one_segment(&keeper, parts, &segment, is_refused);
    }
    assert!(refused > 5_000, "{refused}");
}

#[test]
fn random_neighbours_in_one_segment_come_back_or_are_refused() {
    let mut random = Rng::with_seed(0xd075);
    let keeper = Keeper::default();
    let core = keeper.core();
    let mut refused = 0;
    for _ in 0..20_000 {
        let [x, y] = [(); 2].map(|()| match random.bool() {
            true => any_text(&mut random, 2),
            false => PIECES[random.usize(..8)].to_owned(),
        });
        let mut parts = RequestParts::new(&core, &NEIGHBOURS);
        parts.path("x", &x);
        parts.path("y", &y);
        let segment = format!("{x}{y}");
        let is_refused = x.is_empty() || y.is_empty() || segment == "..";
        refused += usize::from(is_refused);
        assert_one_segment(&keeper, parts, &segment, is_refused);
    }
    assert!(refused > 1_000, "{refused}");
}

fn assert_one_segment(keeper: &Keeper, parts: Box<RequestParts>, segment: &str, is_refused: bool) {
    match keeper.send(parts) {
        Err(error) => assert!(is_refused, "{segment:?}: {error}"),
        Ok(request) => {
            assert!(!is_refused, "{segment:?} was sent as {}", request.url);
            assert_unchanged_by_parsing(&request.url);
            assert_eq!(decoded(path_of(&request)), ["", "a", segment, "z"]);
        }
    }
}
