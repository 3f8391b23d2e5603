//! Scopes: where names have to differ, and the only place where an identifier is born.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span};

use super::words;
use crate::diagnostics::{Code, Diagnostics, Place};

/// What a name is for: its case, its reserved words, and what it is called without any letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A struct, enum or alias.
    Type,
    /// A variant of an enum.
    Variant,
    /// A field and its setter.
    Field,
    /// An argument, or a setter of a request.
    Parameter,
    /// A method.
    Method,
    /// A module, and so a file.
    Module,
    /// A constant.
    Constant,
}

impl Kind {
    fn cased(self, words: &[String]) -> String {
        match self {
            Self::Type | Self::Variant => words::pascal(words),
            Self::Field | Self::Parameter | Self::Method => words::snake(words),
            Self::Module => ascii(&words::snake(words)),
            Self::Constant => words::shouting(words),
        }
    }

    /// The word that stands before a digit, or for a name without letters and digits.
    fn noun(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Variant => "value",
            Self::Field => "field",
            Self::Parameter => "parameter",
            Self::Method => "call",
            Self::Module => "module",
            Self::Constant => "constant",
        }
    }

    /// The derived name of a wire name.
    pub(crate) fn derive(self, wire: &str) -> String {
        let mut words = words::split(wire);
        let starts_well = words
            .first()
            .and_then(|word| word.chars().next())
            .is_some_and(unicode_ident::is_xid_start);
        if !starts_well {
            words.insert(0, self.noun().to_owned());
        }
        shortened(self, self.cased(&words), wire)
    }
}

/// The longest name that is derived, in bytes; no file system takes 255 of them with an ending.
const LONGEST: usize = 120;

/// A name of bearable length, told apart from others with the same beginning by a hash of `wire`.
fn shortened(kind: Kind, mut name: String, wire: &str) -> String {
    if name.len() <= LONGEST {
        return name;
    }
    name.truncate(name.floor_char_boundary(LONGEST));
    apart(kind, name.trim_end_matches('_'), wire)
}

/// A name whose letters beyond ASCII are spelt by their numbers: rustc looks for no file that is
/// called otherwise (E0754).
fn ascii(name: &str) -> String {
    let mut spelt = String::new();
    for letter in name.chars() {
        match letter {
            letter if letter.is_ascii() => spelt.push(letter),
            letter => spelt.push_str(&format!("u{:04x}", u32::from(letter))),
        }
    }
    spelt
}

/// Someone's wish for a name.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    /// The name on the wire, for derivation and for messages.
    pub wire: String,
    /// What `x-rust-name` or its like asks for.
    pub wish: Option<String>,
    /// Where the thing is declared.
    pub place: Place,
    /// Whether castiron made the wire name up; such a name gives way.
    pub invented: bool,
}

/// Gives each claim in a scope a name that no other has.
///
/// Of several claims for one name, the one with the first pointer in alphabetical order gets it;
/// the others are told apart by a hash of their pointers, so that neither the order of the document
/// nor the number of claims decides what anything is called.
pub(crate) fn assign(
    kind: Kind,
    scope: &str,
    reserved: &[&str],
    claims: &[Claim],
    diagnostics: &mut Diagnostics,
) -> Vec<Ident> {
    let wanted: Vec<String> = claims
        .iter()
        .map(|claim| wanted(kind, reserved, claim, diagnostics))
        .collect();
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by_key(|&index| {
        claims
            .get(index)
            .map(|claim| (claim.invented, claim.place.pointer().to_owned(), index))
    });
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let mut names: BTreeMap<usize, String> = BTreeMap::new();
    for index in order {
        let (Some(claim), Some(name)) = (claims.get(index), wanted.get(index)) else {
            continue;
        };
        // Files that differ in case only are one file on some systems.
        let key = |name: &str| match kind {
            Kind::Module => name.to_lowercase(),
            _ => name.to_owned(),
        };
        let mut chosen = name.clone();
        if let Some(first) = taken.get(&key(name)).and_then(|first| claims.get(*first)) {
            let mut attempt = String::new();
            while taken.contains_key(&key(&chosen)) {
                attempt.push('+');
                chosen = apart(kind, name, &format!("{}{attempt}", claim.place.pointer()));
            }
            collision(kind, scope, name, &chosen, claim, first, diagnostics);
        }
        taken.insert(key(&chosen), index);
        names.insert(index, chosen);
    }
    names.into_values().map(|name| ident(&name)).collect()
}

/// Makes the identifier of a name that is known to be one.
pub(crate) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// The constant of a method whose name is its own: two of them may share their upper case, as `ß` and
/// `ss` do.
pub(crate) fn constant(method: &str) -> Ident {
    let name = Kind::Constant.derive(method);
    match name.to_lowercase() == method {
        true => ident(&name),
        false => ident(&apart(Kind::Constant, &name, method)),
    }
}

fn wanted(kind: Kind, reserved: &[&str], claim: &Claim, diagnostics: &mut Diagnostics) -> String {
    let derived = guard(kind, reserved, kind.derive(&claim.wire));
    let Some(wish) = &claim.wish else {
        return derived;
    };
    let place = match kind {
        // The names of variants come as a list.
        Kind::Variant => claim.place.clone(),
        _ => claim.place.child("x-rust-name"),
    };
    if !is_identifier(wish) {
        diagnostics
            .warning(
                Code::UnusableName,
                &place,
                format!("`{wish}` is not a Rust identifier"),
            )
            .effect(format!("the name is `{derived}`"))
            .help("use letters, digits and underscores, and begin with a letter");
        return derived;
    }
    // The wish may be written in either case; what counts is its words.
    let has_words = kind != Kind::Constant && !words::split(wish).is_empty();
    let is_cased = match kind {
        // `HTTPError` is as good as `HttpError`.
        Kind::Type | Kind::Variant => wish.starts_with(char::is_uppercase) && !wish.contains('_'),
        _ => kind.cased(&words::split(wish)) == *wish,
    };
    let wished = if has_words && is_cased {
        wish.clone()
    } else {
        kind.derive(wish)
    };
    let wished = guard(kind, reserved, wished);
    // The names of variants come as a list, which is judged as a whole.
    if wished == derived && kind != Kind::Variant {
        diagnostics
            .warning(
                Code::UselessName,
                &place,
                format!("the name `{wish}` that is asked for is the derived one"),
            )
            .effect("none")
            .help("remove it");
    }
    wished
}

/// Steps out of the way of keywords and of names that the emitted code needs itself.
fn guard(kind: Kind, reserved: &[&str], name: String) -> String {
    if reserved.contains(&name.as_str()) {
        return match kind {
            Kind::Type => format!("{name}Type"),
            Kind::Variant => format!("{name}Value"),
            _ => format!("{name}_"),
        };
    }
    if is_keyword(&name) || is_placeholder(kind, &name) || kind == Kind::Module && is_device(&name)
    {
        let mut stepped = format!("{name}_");
        // Another keyword of this name has stepped out of the way already.
        while reserved.contains(&stepped.as_str()) {
            stepped.push_str(kind.noun());
        }
        return stepped;
    }
    name
}

fn collision(
    kind: Kind,
    scope: &str,
    name: &str,
    chosen: &str,
    claim: &Claim,
    first: &Claim,
    diagnostics: &mut Diagnostics,
) {
    let message = format!("two names in {scope} become `{name}`");
    let effect = format!("`{}` is called `{chosen}`", claim.wire);
    let diagnostic = if claim.invented {
        diagnostics.note(Code::CollidingNames, &claim.place, message)
    } else {
        diagnostics.warning(Code::CollidingNames, &claim.place, message)
    };
    diagnostic
        .also_at(&first.place, "the other one")
        .effect(effect)
        .help(match kind {
            // The values of an enum are no objects that an extension could stand in.
            Kind::Variant if !claim.invented => "name the values with `x-enum-varnames`",
            _ => "add `x-rust-name` to one of them",
        });
}

/// A name that depends on nothing but the name and a pointer.
fn apart(kind: Kind, name: &str, pointer: &str) -> String {
    let hash = format!("{:04x}", fnv(pointer) & 0xffff);
    match kind {
        Kind::Type | Kind::Variant => format!("{name}X{hash}"),
        Kind::Constant => format!("{name}_X{}", hash.to_uppercase()),
        // A keyword ends in an underscore already, and two are not snake case.
        _ => format!("{}_x{hash}", name.trim_end_matches('_')),
    }
}

/// FNV-1a, 32 bits: the same on every machine, unlike the standard library's hashers.
fn fnv(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// Whether a text can stand as an identifier.
fn is_identifier(text: &str) -> bool {
    let mut letters = text.chars();
    letters
        .next()
        .is_some_and(|first| first == '_' || unicode_ident::is_xid_start(first))
        && letters.all(unicode_ident::is_xid_continue)
        && text != "_"
}

/// Strict and reserved keywords of every edition up to 2024 (Rust Reference, "Keywords").
fn is_keyword(name: &str) -> bool {
    const KEYWORDS: [&str; 52] = [
        "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
        "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
        "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv",
        "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true", "try",
        "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
    ];
    KEYWORDS.binary_search(&name).is_ok()
}

/// Whether Windows takes a file of this name for a device, whatever its ending is.
fn is_device(name: &str) -> bool {
    let numbered = name
        .strip_prefix("com")
        .or_else(|| name.strip_prefix("lpt"));
    matches!(name, "aux" | "con" | "nul" | "prn")
        || numbered.is_some_and(|number| matches!(number.as_bytes(), [b'0'..=b'9']))
}

/// Whether clippy takes the name of an argument for one that was never thought of
/// (`disallowed_names`).
fn is_placeholder(kind: Kind, name: &str) -> bool {
    matches!(kind, Kind::Field | Kind::Parameter) && ["baz", "foo", "quux"].contains(&name)
}

/// The names of the prelude and of std that emitted code uses, as far as the types of an API
/// hide them.
pub(crate) fn shadowed(types: &[Ident]) -> BTreeSet<String> {
    const USED: [&str; 14] = [
        "BTreeMap",
        "Box",
        "Debug",
        "Default",
        "Deserialize",
        "Deserializer",
        "From",
        "Into",
        "Option",
        "Result",
        "Serialize",
        "Serializer",
        "String",
        "Vec",
    ];
    types
        .iter()
        .map(Ident::to_string)
        .filter(|name| USED.contains(&name.as_str()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_sorted() {
        for keyword in ["Self", "gen", "type", "yield", "crate"] {
            assert!(is_keyword(keyword), "{keyword}");
        }
        assert!(!is_keyword("public"));
    }

    #[test]
    fn names_without_letters_get_a_noun() {
        assert_eq!(Kind::Field.derive("909501941-90"), "field_909501941_90");
        assert_eq!(Kind::Variant.derive("+1"), "Plus1");
        assert_eq!(Kind::Variant.derive("-1"), "Minus1");
        assert_eq!(Kind::Variant.derive(""), "Value");
    }

    #[test]
    fn long_names_are_cut_and_stay_apart() {
        let [one, other] = ["a", "b"].map(|end| "long words ".repeat(90) + end);
        for kind in [Kind::Type, Kind::Field, Kind::Module, Kind::Constant] {
            let names = [kind.derive(&one), kind.derive(&other)];
            assert!(names.iter().all(|name| name.len() < 128), "{names:?}");
            assert_ne!(names[0], names[1]);
        }
    }

    #[test]
    fn modules_are_files_that_rustc_looks_for() {
        assert_eq!(Kind::Module.derive("Überweisung"), "u00fcberweisung");
        assert_eq!(Kind::Type.derive("Überweisung"), "Überweisung");
    }
}
