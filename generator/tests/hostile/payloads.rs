//! Texts that mean something to a parser of Rust, TOML, Markdown or HTML, to a file system or a terminal.

use std::collections::BTreeMap;

use crate::places::LONE_SURROGATE;

/// A name that castiron never makes: it would be `CAnArY` or `c_an_ar_y`.
pub const CANARY: &str = "cAnArY";

/// Texts that mean no harm, of every kind that some place treats by itself.
pub const HARMLESS: [&str; 20] = [
    "harmless",
    "Harmless",
    "harmlessText",
    "harmless text",
    "harmless/text",
    "harmless.",
    "text/x-harmless",
    "application/x-harmless+json",
    "https://harmless.example/text",
    "{harmless}",
    "harmless } text",
    "harmless } text { with {} of } its",
    "$harmless",
    "(?=harmless)",
    "#/harmless",
    "#/components/schemas/Harmless",
    "é",
    "1",
    " ",
    "",
];

/// The payloads by the names that a failure calls them.
pub fn hostile() -> BTreeMap<&'static str, String> {
    let code = [
        ("quote", "a\"b"),
        ("backslash", "a\\"),
        ("apostrophe", "a'b"),
        ("backtick", "a`b"),
        ("end of raw string", "a\"#; cAnArY(); //"),
        ("end of longer raw string", "a\"##; cAnArY(); //"),
        ("line break", "a\ncAnArY();\nb"),
        ("carriage return", "a\rcAnArY();\rb"),
        ("both", "a\r\ncAnArY();\r\nb"),
        ("tab", "a\tb"),
        ("nul", "a\0b"),
        ("next line", "a\u{85}b"),
        ("line separator", "a\u{2028}cAnArY();"),
        ("paragraph separator", "a\u{2029}cAnArY();"),
        ("byte order mark", "\u{feff}a"),
        ("right to left", "a\u{202e}b\u{202c}"),
        ("isolate", "a\u{2066}b\u{2069}"),
        ("joiner", "a\u{200d}b"),
        ("combining marks", "e\u{301}a\u{308}\u{323}"),
        ("decomposed", "e\u{301}"),
        ("surrogate", LONE_SURROGATE),
        ("end of comment", "a */ cAnArY(); /*"),
        ("begin of comment", "/* a"),
        ("line comment", "// a"),
        ("doc comment", "/// a\n/// ```\n/// cAnArY();\n/// ```"),
        ("inner doc comment", "//! a"),
        ("attribute", "#![feature(cAnArY)]"),
        ("outer attribute", "#[cAnArY] fn"),
        ("braces", "{}"),
        ("placeholder", "{x}"),
        ("two braces", "{{x"),
        ("braces of end", "x}}"),
        ("shell", "${cAnArY} $(cAnArY)"),
        ("quote template", "#{x} #(#x)*"),
        ("format", "%s %n {:?}"),
        ("call", "\"); cAnArY(); //"),
        ("module", "x = 1 } mod cAnArY { pub fn x() {} } //"),
        ("include", "include_str!(\"/etc/passwd\")"),
        ("up", "../../x"),
        ("drive", "C:\\x"),
        ("device", "con"),
        ("empty", ""),
        ("space", " "),
        ("keyword", "fn"),
        ("self", "self"),
        ("Self", "Self"),
        ("crate", "crate"),
        ("super", "super"),
        ("underscore", "_"),
        ("String", "String"),
        ("Option", "Option"),
        ("mod", "mod"),
        ("TOML", "a\"\n[dependencies]\ncAnArY = \"1\"\n#"),
        ("script", "<script>cAnArY()</script>"),
        ("link", "[a](javascript:cAnArY())"),
        ("fence", "```rust\ncAnArY();\n```"),
        ("open fence", "~~~ \ncAnArY();"),
        ("indented", "a\n\n    cAnArY();\n\n- b\n\n      cAnArY();"),
        ("rustdoc", "[Vec<T>] <T> http://a.example | a [`Nothing`]"),
        ("escape", "\u{1b}]0;cAnArY\u{7}\u{1b}[2J"),
        ("pointer", "~2/%zz/~1"),
    ];
    let mut payloads: BTreeMap<&str, String> = code
        .into_iter()
        .map(|(name, text)| (name, text.to_owned()))
        .collect();
    payloads.insert("long", "a".repeat(300));
    payloads.insert("very long", "long words ".repeat(6_000));
    payloads
}
