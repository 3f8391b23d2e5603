//! How findings are printed, for people and for scripts.

#![cfg(test)]

use castiron::diagnostics::{Code, Diagnostics, Place, nearest, render, render_all, render_json};
use castiron::source::Sources;
use insta::assert_snapshot;

const SPEC: &str = "paths:\n  /pets:\n    get:\n      operationId: list\n  /dogs:\n    get:\n      operationId: list\n";

fn sources(text: &str) -> Sources {
    let mut sources = Sources::new();
    let name = if text.starts_with('{') {
        "openapi.json"
    } else {
        "openapi.yaml"
    };
    sources
        .parse(name, text, &mut Diagnostics::new())
        .expect("the text is a document");
    sources
}

fn duplicate() -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    diagnostics
        .warning(
            Code::DuplicateOperationId,
            &Place::new("openapi.yaml", "/paths/~1dogs/get/operationId"),
            "two operations are called `list`",
        )
        .effect("the second one is called `get_dogs`")
        .help("give one of them another `operationId`")
        .also_at(
            &Place::new("openapi.yaml", "/paths/~1pets/get/operationId"),
            "the first one",
        );
    diagnostics
}

/// Prints one note about the node at `pointer` of a JSON text.
fn shown(text: &str, pointer: &str, message: &str) -> String {
    let mut diagnostics = Diagnostics::new();
    let note = diagnostics.note(
        Code::UnknownKeyword,
        &Place::new("openapi.json", pointer),
        message,
    );
    render(note, &sources(text), false)
}

#[test]
fn all_parts_of_a_finding() {
    assert_snapshot!(render_all(&duplicate(), &sources(SPEC), false), @"
    warning[E0401]: two operations are called `list`
     --> openapi.yaml:7:20
      |
    7 |       operationId: list
      |                    ^^^^
      |
     ::: openapi.yaml:4:20
      |
    4 |       operationId: list
      |                    ---- the first one
      |
      = at: #/paths/~1dogs/get/operationId
      = effect: the second one is called `get_dogs`
      = help: give one of them another `operationId`
    ");
}

#[test]
fn all_parts_of_a_finding_as_json() {
    let diagnostics = duplicate();
    let lines: Vec<_> = diagnostics
        .iter()
        .map(|diagnostic| render_json(diagnostic, &sources(SPEC)))
        .collect();
    assert_snapshot!(lines.join("\n"), @r#"{"code":"E0401","severity":"warning","message":"two operations are called `list`","file":"openapi.yaml","line":7,"column":20,"pointer":"/paths/~1dogs/get/operationId","effect":"the second one is called `get_dogs`","help":"give one of them another `operationId`","related":[{"message":"the first one","file":"openapi.yaml","line":4,"column":20,"pointer":"/paths/~1pets/get/operationId"}]}"#);
}

#[test]
fn finding_without_a_text_as_json() {
    let mut diagnostics = Diagnostics::new();
    let error = diagnostics.error(
        Code::UnreadableFile,
        &Place::new("openapi.yaml", ""),
        "no such file",
    );
    assert_snapshot!(render_json(error, &Sources::new()), @r#"{"code":"E0101","severity":"error","message":"no such file","file":"openapi.yaml","line":null,"column":null,"pointer":"","effect":null,"help":null,"related":[]}"#);
}

#[test]
fn color_is_written_only_where_asked_for() {
    let diagnostics = duplicate();
    let colored = [false, true]
        .map(|color| render_all(&diagnostics, &sources(SPEC), color).contains('\u{1b}'));
    assert_eq!(colored, [false, true]);
}

#[test]
fn nothing_in_a_spec_can_steer_the_terminal() {
    let key = "a\u{202e}\u{9b}31m\u{200b}";
    let report = shown(
        &format!("{{\"{key}\": 1}}"),
        &format!("/{key}"),
        &format!("the key `{key}\n\u{1b}[31m`"),
    );
    assert_snapshot!(report, @r#"
    note[E0204]: the key `a\u{202e}\u{9b}31m\u{200b}\n\u{1b}[31m`
     --> openapi.json:1:13
      |
    1 | {"a��31m�": 1}
      |             ^
      |
      = at: #/a\u{202e}\u{9b}31m\u{200b}
    "#);
}

#[test]
fn long_line_is_cut_around_the_place() {
    let keys = |letter| {
        (0..50)
            .map(|number| format!("\"{letter}{number}\": 1"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let text = format!("{{{}, \"here\": 1, {}}}", keys('a'), keys('b'));
    assert_snapshot!(shown(&text, "/here", "cut"), @r#"
    note[E0204]: cut
     --> openapi.json:1:500
      |
    1 | ...": 1, "a45": 1, "a46": 1, "a47": 1, "a48": 1, "a49": 1, "here": 1, "b0": 1, "b1": 1, "b2": 1, "b3": 1, "b4": 1, "b5": 1, "b6": 1, ...
      |                                                                    ^
      |
      = at: #/here
    "#);
}

#[test]
fn very_long_line_is_shown_as_a_note() {
    let text = format!(
        "{{\"before\": \"{}\", \"here\": 1, \"after\": \"{}\"}}",
        "x".repeat(6_000),
        "é".repeat(3_000)
    );
    assert_snapshot!(shown(&text, "/here", "cut"), @r#"
    note[E0204]: cut
    --> openapi.json:1:6024
     = near: …xxxxxxxxxxxxxxxxxxxx", "here": 1, "after": "ééééééééééééééééé…
     = at: #/here
    "#);
}

#[test]
fn only_the_first_line_of_a_place_is_shown() {
    assert_snapshot!(shown("{\"a\": [{\n  \"b\": 1\n}]}", "/a/0", "an element over several lines"), @r#"
    note[E0204]: an element over several lines
     --> openapi.json:1:8
      |
    1 | {"a": [{
      |        ^
      |
      = at: #/a/0
    "#);
}

#[test]
fn findings_are_sorted_by_place_and_shown_once() {
    let mut diagnostics = Diagnostics::new();
    for pointer in ["/paths/~1dogs", "/paths/~1pets", "/paths/~1dogs"] {
        diagnostics.note(
            Code::MalformedPath,
            &Place::new("openapi.yaml", pointer),
            pointer,
        );
    }
    let sources = sources(SPEC);
    let sorted: Vec<_> = diagnostics
        .sorted(&sources)
        .iter()
        .map(|found| found.message.as_str())
        .collect();
    assert_eq!(sorted, ["/paths/~1pets", "/paths/~1dogs"]);
}

#[test]
fn what_is_said_of_many_places_is_said_once() {
    let sources = sources(SPEC);
    let said = |count: usize| {
        let mut diagnostics = Diagnostics::new();
        let places = [
            "/paths/~1dogs/get",
            "/paths/~1pets/get",
            "/paths/~1pets",
            "",
        ];
        for pointer in &places[..count] {
            diagnostics
                .note(
                    Code::UnknownKeyword,
                    &Place::new("openapi.yaml", *pointer),
                    "it is odd",
                )
                .effect("none");
        }
        let other = Place::new("other.yaml", "");
        diagnostics
            .note(Code::UnknownKeyword, &other, "it is odd")
            .effect("none");
        render_all(&diagnostics, &sources, false)
    };
    assert_eq!(said(2).matches("note[").count(), 3);
    assert_snapshot!(said(4), @"
    note[E0204]: it is odd
     --> openapi.yaml:1:1
      |
    1 | paths:
      | ^^^^^^
      |
      = also: 4 times, at 2:3, 3:5, 6:5, other.yaml
      = effect: none
    ");
}

#[test]
fn what_is_too_much_is_counted() {
    let mut diagnostics = Diagnostics::new();
    for number in 0..60 {
        diagnostics.note(
            Code::UnknownKeyword,
            &Place::new("openapi.yaml", ""),
            format!("number {number}"),
        );
    }
    let report = render_all(&diagnostics, &Sources::new(), false);
    assert_eq!(report.matches("note[").count(), 50);
    assert!(report.ends_with("… and 10 more: 10 notes\n"), "{report}");
}

#[test]
fn what_costs_most_is_printed_whatever_comes_first() {
    let spec = Place::new("openapi.yaml", "");
    let mut diagnostics = Diagnostics::new();
    for number in 0..60 {
        diagnostics.note(Code::UnknownKeyword, &spec, format!("number {number}"));
    }
    diagnostics.warning(Code::MalformedPath, &spec, "late");
    diagnostics.error(Code::UnusableServerUrl, &spec, "latest");
    let report = render_all(&diagnostics, &Sources::new(), false);
    let last_lines: Vec<_> = report
        .lines()
        .filter(|line| line.contains("late"))
        .collect();
    assert_eq!(last_lines, ["warning[E0409]: late", "error[E0701]: latest"]);
    assert!(report.ends_with("… and 12 more: 12 notes\n"), "{report}");
    assert_eq!(
        diagnostics.tally(&Sources::new()).to_string(),
        "1 error, 1 warning, 60 notes"
    );
}

#[test]
fn strict_refuses_warnings_but_not_notes() {
    let place = Place::new("openapi.yaml", "");
    let mut diagnostics = Diagnostics::new();
    diagnostics.note(Code::UnknownKeyword, &place, "");
    assert_eq!(
        [false, true].map(|strict| diagnostics.is_refused(strict)),
        [false, false]
    );
    diagnostics.warning(Code::UnknownKeyword, &place, "");
    assert_eq!(
        [false, true].map(|strict| diagnostics.is_refused(strict)),
        [false, true]
    );
    diagnostics.error(Code::UnknownKeyword, &place, "");
    assert_eq!(
        [false, true].map(|strict| diagnostics.is_refused(strict)),
        [true, true]
    );
}

#[test]
fn nearest_word() {
    let known = ["required", "readOnly", "items", "in"];
    let nearest = |word| nearest(word, known);
    assert_eq!(nearest("requried"), Some("required"));
    assert_eq!(nearest("read_only"), Some("readOnly"));
    assert_eq!(nearest("item"), Some("items"));
    assert_eq!(nearest("const"), None);
}
