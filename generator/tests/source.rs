//! Reading documents: what arrives in the tree, and how faults are shown.

#![cfg(test)]

use castiron::diagnostics::{Diagnostics, Locate, render_all};
use castiron::source::{Document, Sources};
use insta::assert_snapshot;

/// The tree of `text`, if there is one, and the findings.
fn read(name: &str, text: &str) -> String {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let document = sources.parse(name, text, &mut diagnostics);
    told(document, &sources, &diagnostics)
}

fn told(document: Option<Document>, sources: &Sources, diagnostics: &Diagnostics) -> String {
    let tree = document.map(|document| format!("{}\n", document.root()));
    let findings = render_all(diagnostics, sources, false);
    let told = tree.unwrap_or_default() + &findings;
    told.trim_end().to_owned()
}

/// The same of a file of bytes.
fn read_bytes(bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("openapi.yaml");
    std::fs::write(&path, bytes).expect("a file");
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let document = sources.read(&path, &mut diagnostics);
    let told = told(document, &sources, &diagnostics);
    told.replace(&*folder.path().to_string_lossy(), "specs")
}

fn read_and_found(name: &str, text: &str) -> String {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let document = sources
        .parse(name, text, &mut diagnostics)
        .expect("the text is a document");
    let found = render_all(&diagnostics, &sources, false);
    format!("{}\n{found}", document.root())
}

fn yaml(text: &str) -> String {
    read("openapi.yaml", text)
}

fn json(text: &str) -> String {
    read("openapi.json", text)
}

fn document(name: &str, text: &str) -> Document {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    sources
        .parse(name, text, &mut diagnostics)
        .expect("the text is a document")
}

#[test]
fn yaml_keys_keep_their_spelling() {
    assert_snapshot!(yaml("200: a\ntrue: b\n1.10: c\nno: d\n~: e"), @r#"{"200":"a","true":"b","1.10":"c","no":"d","~":"e"}"#);
}

#[test]
fn yaml_scalars_follow_version_1_2() {
    assert_snapshot!(yaml("[yes, on, true, 0o17, 017, 0x1f, 2001-01-01, 1_000, 12e3, 1.10, ~, '200']"), @r#"["yes","on",true,15,"017",31,"2001-01-01","1_000",12000.0,1.1,null,"200"]"#);
}

#[test]
fn merge_keys_add_what_is_not_there() {
    assert_snapshot!(yaml("a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3\nc:\n  <<: [*a, {x: 9, z: 4}]"), @r#"{"a":{"x":1,"y":2},"b":{"y":3,"x":1},"c":{"x":1,"y":2,"z":4}}"#);
}

#[test]
fn merge_of_something_else_than_a_mapping() {
    assert_snapshot!(yaml("a:\n  <<: 3"), @r#"
    {"a":{}}
    warning[E0104]: the value of the merge key `<<` is neither a mapping nor a list of them
     --> openapi.yaml:2:3
      |
    2 |   <<: 3
      |   ^^
      |
      = at: #/a/<<
      = effect: nothing is merged of it
      = help: name a mapping after `<<`, such as `*anchor`
    "#);
}

#[test]
fn merge_key_is_an_ordinary_key_in_json() {
    assert_snapshot!(json(r#"{"<<": {"a": 1}}"#), @r#"{"<<":{"a":1}}"#);
}

#[test]
fn tags_of_other_tools_are_passed_over() {
    assert_snapshot!(yaml("a: !reference {b: !secret [1]}\nc: !!str 3"), @r#"{"a":{"b":[1]},"c":"3"}"#);
}

#[test]
fn byte_order_mark_is_passed_over() {
    assert_snapshot!(yaml("\u{feff}a: 1"), @r#"{"a":1}"#);
    assert_snapshot!(json("\u{feff}{\"a\": 1}"), @r#"{"a":1}"#);
}

#[test]
fn notation_follows_the_first_character_where_the_name_says_nothing() {
    assert_snapshot!(read("openapi", "{\"a\":\t1}"), @r#"{"a":1}"#);
    assert_snapshot!(read("openapi", "a: 1"), @r#"{"a":1}"#);
}

#[test]
fn empty_text_is_null() {
    assert_snapshot!(yaml(""), @"null");
}

#[test]
fn last_value_of_a_repeated_key_is_read() {
    assert_snapshot!(read_and_found("openapi.yaml", "a: [{}, {b: 1, b: 2, b: 3}]\na/b: {c: 1}\n<<: {x: 1}\na/b: {d: 1}\n<<: {y: 1}"), @r##"
    {"a":[{},{"b":3}],"a/b":{"d":1},"x":1,"y":1}
    warning[E0106]: the key `b` stands twice in one mapping
     --> openapi.yaml:1:22
      |
    1 | a: [{}, {b: 1, b: 2, b: 3}]
      |                      ^
      |
      = at: #/a/1/b
      = effect: its last value is read
      = help: remove or rename one of them

    warning[E0106]: the key `a/b` stands twice in one mapping
     --> openapi.yaml:4:1
      |
    4 | a/b: {d: 1}
      | ^^^
      |
      = at: #/a~1b
      = effect: its last value is read
      = help: remove or rename one of them
    "##);
    assert_snapshot!(read_and_found("openapi.json", "{\"b\": {\"a\\\"\": 1,\n \"a\\\"\": 3}}"), @r##"
    {"b":{"a\"":3}}
    warning[E0106]: the key `a"` stands twice in one mapping
     --> openapi.json:2:2
      |
    2 |  "a\"": 3}}
      |  ^^^^^
      |
      = at: #/b/a"
      = effect: its last value is read
      = help: remove or rename one of them
    "##);
}

#[test]
fn several_documents_in_one_file() {
    assert_snapshot!(yaml("a: 1\n---\nb: 2"), @r#"
    {"a":1}
    warning[E0109]: the file holds more than one YAML document
     --> openapi.yaml:2:1
      |
    2 | ---
      | ^^^
      |
      = effect: the first one is read
      = help: put each document into a file of its own
    "#);
}

#[test]
fn yaml_syntax() {
    assert_snapshot!(yaml("é: [\nb: @x"), @"
    error[E0104]: the text is not YAML: found character that cannot start any token, while scanning for the next token
     --> openapi.yaml:2:4
      |
    2 | b: @x
      |    ^^
      |
      = help: write a text that begins with this character in quotes
    ");
}

#[test]
fn tab_as_indentation() {
    assert_snapshot!(yaml("a:\n\tb: 1"), @"
    error[E0104]: the text is not YAML: found character that cannot start any token, while scanning for the next token
     --> openapi.yaml:2:1
      |
    2 |     b: 1
      | ^^^^
      |
      = help: indent with spaces: YAML takes no tab here
    ");
}

#[test]
fn colon_within_a_text() {
    assert_snapshot!(yaml("a: 1\nb: c: d"), @"
    error[E0104]: the text is not YAML: mapping values are not allowed in this context
     --> openapi.yaml:2:5
      |
    2 | b: c: d
      |     ^
      |
      = help: write a text that holds `: ` in quotes, or indent this line like its neighbours
    ");
}

#[test]
fn indentation_between_two_levels() {
    assert_snapshot!(yaml("a:\n    b: 1\n  c: 2"), @"
    error[E0104]: the text is not YAML: did not find expected key, while parsing a block mapping
     --> openapi.yaml:3:3
      |
    3 |   c: 2
      |   ^
      |
      = help: indent this line like its neighbours, or double the quote within a text in quotes
    ");
    assert_snapshot!(yaml("a:\n  - b\n  c: 2"), @"
    error[E0104]: the text is not YAML: did not find expected '-' indicator, while parsing a block collection
     --> openapi.yaml:3:3
      |
    3 |   c: 2
      |   ^
      |
      = help: indent this line like its neighbours
    ");
}

#[test]
fn quote_within_a_text() {
    assert_snapshot!(yaml("a: 'it's'\nb: 2"), @"
    error[E0104]: the text is not YAML: did not find expected key, while parsing a block mapping
     --> openapi.yaml:1:8
      |
    1 | a: 'it's'
      |        ^^
      |
      = help: indent this line like its neighbours, or double the quote within a text in quotes
    ");
}

#[test]
fn quote_without_an_end() {
    assert_snapshot!(yaml("a: \"it\nb: 2"), @"
    error[E0104]: the text is not YAML: found unexpected end of stream, while scanning a quoted scalar
     --> openapi.yaml:2:5
      |
    2 | b: 2
      |     ^
      |
      = help: end the text that begins with a quote further up
    ");
}

#[test]
fn emphasis_at_the_beginning_of_a_text() {
    assert_snapshot!(yaml("a: *b* c"), @"
    error[E0104]: the text is not YAML: did not find expected alphabetic or numeric character, while scanning an alias
     --> openapi.yaml:1:6
      |
    1 | a: *b* c
      |      ^
      |
      = help: write a text that begins with `*` in quotes
    ");
}

#[test]
fn key_without_a_colon() {
    assert_snapshot!(yaml("a: 1\nb:2\nc: 3"), @"
    error[E0104]: the text is not YAML: could not find expected ':', while scanning a simple key
     --> openapi.yaml:3:1
      |
    3 | c: 3
      | ^
      |
      = help: a line above lacks its `: `, the colon or the space after it
    ");
}

#[test]
fn bracket_that_is_left_open() {
    assert_snapshot!(yaml("a: [b, c\nd: e"), @"
    error[E0104]: the text is not YAML: did not find expected ',' or ']', while parsing a flow sequence
     --> openapi.yaml:2:2
      |
    2 | d: e
      |  ^
      |
      = help: close the bracket that is open further up
    ");
}

#[test]
fn unknown_anchor() {
    assert_snapshot!(yaml("a: *b"), @"
    error[E0104]: the text is not YAML: unknown anchor
     --> openapi.yaml:1:4
      |
    1 | a: *b
      |    ^^
      |
      = help: write a text that begins with `*` in quotes, or its anchor, with `&`, further up
    ");
}

#[test]
fn mapping_as_key() {
    assert_snapshot!(yaml("? [1]\n: 2"), @"
    error[E0104]: the text is not YAML: invalid type: sequence, expected a key that is not itself a mapping or list
     --> openapi.yaml:1:3
      |
    1 | ? [1]
      |   ^
    ");
}

#[test]
fn not_a_number() {
    assert_snapshot!(yaml("a: .nan"), @r#"
    {"a":".nan"}
    warning[E0110]: `.nan` is not a value that JSON can hold
     --> openapi.yaml:1:4
      |
    1 | a: .nan
      |    ^^^^
      |
      = at: #/a
      = effect: it is read as a text
      = help: leave out a bound that there is not, or put what is meant as text in quotes
    "#);
}

#[test]
fn json_syntax() {
    assert_snapshot!(json("{\"é\": 1,\n \"b\": x}"), @r#"
    {"é":1,"b":"x"}
    warning[E0105]: the text is not JSON: expected value
     --> openapi.json:2:7
      |
    2 |  "b": x}
      |       ^
      |
      = effect: it is read as YAML
    "#);
}

#[test]
fn json_that_ends_early() {
    assert_snapshot!(json("{\"a\": ["), @r#"
    error[E0105]: the text is not JSON: EOF while parsing a list
     --> openapi.json:1:7
      |
    1 | {"a": [
      |       ^
      |
      = help: the text ends too early: fetch the document again, or close what is open
    "#);
}

#[test]
fn text_behind_json() {
    assert_snapshot!(json("{} {}"), @"
    error[E0105]: the text is not JSON: trailing characters
     --> openapi.json:1:4
      |
    1 | {} {}
      |    ^
    ");
}

#[test]
fn too_deep_is_the_same_in_both_notations() {
    for nested in [120, 121, 1000] {
        let text = format!("{}{}", "[".repeat(nested), "]".repeat(nested));
        let refused = [yaml(&text), json(&text)].map(|report| report.starts_with("error[E0107]"));
        assert_eq!(refused, [nested > 120; 2], "{nested} levels");
    }
}

#[test]
fn deep_flow_mappings_are_refused_at_once() {
    let text = "{a: ".repeat(500_000);
    assert!(yaml(&text).starts_with("error[E0107]"));
}

#[test]
fn alias_within_its_own_anchor() {
    assert_snapshot!(yaml("a: &a [*a]"), @"
    error[E0107]: mappings and lists are nested more than 120 levels deep
     --> openapi.yaml:1:4
      |
    1 | a: &a [*a]
      |    ^^
    ");
}

#[test]
fn alias_bomb() {
    let mut text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..10 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        text.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    assert_snapshot!(yaml(&text), @"
    error[E0108]: aliases make the document more than 10 times as large as its text
     --> openapi.yaml:2:15
      |
    2 | a1: &a1 [*a0, *a0, *a0, *a0, *a0, *a0, *a0, *a0, *a0, *a0]
      |               ^^^
      |
      = help: write what is shared once, and use `$ref`
    ");
}

#[test]
fn alias_of_a_long_text() {
    let text = format!(
        "a: &a {}\nb: [{}]",
        "x".repeat(100_000),
        vec!["*a"; 1_000].join(", ")
    );
    assert!(yaml(&text).starts_with(
        "error[E0108]: aliases make the document more than 10 times as large as its text"
    ));
}

#[test]
fn missing_file() {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    assert!(
        sources
            .read("no/such/openapi.yaml".as_ref(), &mut diagnostics)
            .is_none()
    );
    assert_snapshot!(render_all(&diagnostics, &sources, false), @"
    error[E0101]: the file cannot be read: no such file
    --> no/such/openapi.yaml
    ");
}

#[test]
fn folder_instead_of_a_file() {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    assert!(sources.read("src".as_ref(), &mut diagnostics).is_none());
    assert_snapshot!(render_all(&diagnostics, &sources, false), @"
    error[E0101]: the file cannot be read: it is a folder
    --> src
    ");
}

#[test]
fn text_that_is_not_utf_8() {
    assert_snapshot!(read_bytes(b"openapi: 3.0.3\ninfo: Caf\xe9 \x93\xc3\xa9\x94"), @r#"
    {"openapi":"3.0.3","info":"Café “é”"}
    warning[E0103]: the text is not UTF-8
     --> specs/openapi.yaml:2:10
      |
    2 | info: Café “é”
      |          ^
      |
      = effect: bytes that are none are read as Windows-1252
      = help: save the file as UTF-8
    "#);
}

#[test]
fn text_in_utf_16() {
    type Bytes = fn(u16) -> [u8; 2];
    let utf_16 =
        |text: &str, unit: Bytes| -> Vec<u8> { text.encode_utf16().flat_map(unit).collect() };
    assert_snapshot!(read_bytes(&utf_16("\u{feff}info: \u{1f436}", u16::to_le_bytes)), @r#"
    {"info":"🐶"}
    warning[E0103]: the text is UTF-16
     --> specs/openapi.yaml:1:1
      |
    1 | info: 🐶
      | ^^^^
      |
      = effect: it is read as such
      = help: save the file as UTF-8
    "#);
    let others: [(&str, Bytes); 2] = [
        ("\u{feff}info: \u{1f436}", u16::to_be_bytes),
        ("info: \u{1f436}", u16::to_le_bytes),
    ];
    for (text, unit) in others {
        assert!(read_bytes(&utf_16(text, unit)).starts_with("{\"info\":\"\u{1f436}\"}\n"));
    }
}

#[test]
fn json_as_people_write_it() {
    assert_snapshot!(json("{\"a\": [1, 2,],\n# why\n'b': NaN}"), @r#"
    {"a":[1,2],"b":"NaN"}
    warning[E0105]: the text is not JSON: trailing comma
     --> openapi.json:1:13
      |
    1 | {"a": [1, 2,],
      |             ^
      |
      = effect: it is read as YAML
    "#);
    assert_snapshot!(json("a: 1"), @r#"
    {"a":1}
    warning[E0105]: the text is not JSON: expected value
     --> openapi.json:1:1
      |
    1 | a: 1
      | ^
      |
      = effect: it is read as YAML
    "#);
    assert_snapshot!(json("<html></html>"), @"
    error[E0201]: the document is a page of HTML or XML
     --> openapi.json:1:1
      |
    1 | <html></html>
      | ^^^^^^^^^^^^^
      |
      = help: download the OpenAPI document itself, not the page that shows it or says why it is not there
    ");
}

#[test]
fn control_characters_in_yaml() {
    assert_snapshot!(yaml("a: \"b\u{b}c\u{7f}d\u{81}\"\nb: x: y"), @r#"
    error[E0104]: the text is not YAML: control characters are not allowed at position 5
     --> openapi.yaml:1:1
      |
    1 | a: "b�c�d�"
      | ^
    "#);
    assert_snapshot!(yaml("a: \"b\u{b}c\u{7f}d\u{81}\""), @r#"
    {"a":"b c d "}
    warning[E0104]: the text is not YAML: control characters are not allowed at position 5
     --> openapi.yaml:1:1
      |
    1 | a: "b c d "
      | ^
      |
      = effect: control characters, which YAML does not have, are read as spaces
    "#);
}

#[test]
fn numbers_keep_their_digits_in_the_spelling() {
    let document = document("openapi.json", r#"{"default": 12345678901234567.890}"#);
    assert_eq!(document.spelling("/default"), Some("12345678901234567.890"));
    assert_eq!(document.spelling("/nowhere"), None);
}

#[test]
fn what_does_not_exist_is_placed_at_what_holds_it() {
    let document = document("openapi.yaml", "info:\n  title: T");
    let location = document
        .locate(&document.place("/info/title/x/y"))
        .expect("a location");
    assert_eq!((location.line, location.column), (2, 10));
}

#[test]
fn columns_count_characters() {
    let document = document("openapi.yaml", "{größe: 'ä', b: 1}");
    let location = document
        .locate(&document.place("/b").key())
        .expect("a location");
    assert_eq!((location.line, location.column), (1, 14));
    assert_eq!(document.spelling("/größe"), Some("'ä'"));
}
