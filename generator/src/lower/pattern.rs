//! Patterns: regular expressions of ECMA-262, in the syntax of the crate regex.
//!
//! Most are the same in both. What differs is rewritten so that it means the same: `\d`, `\w`, `\s`
//! and `\b` know ASCII only (or, for white space, more than Unicode's), a dot does not match a
//! carriage return either, and a set of characters holds no other set. Looking around and back has no
//! counterpart.

use std::iter::Peekable;
use std::str::Chars;

use regex::Regex;

/// White space and line ends (ECMA-262, 12.2 and 12.3).
const SPACE: &str = r"\t\n\x0B\x0C\r \u{A0}\u{FEFF}\p{Zs}\u{2028}\u{2029}";

/// A pattern in the other syntax; `None` if that has no words for it.
pub(super) fn translated(pattern: &str) -> Option<String> {
    let mut regex = String::new();
    let mut has_dot = false;
    let mut letters = pattern.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => regex.push_str(&escaped(&mut letters, false)?),
            '[' => regex.push_str(&set(&mut letters)?),
            '.' => {
                has_dot = true;
                regex.push('.');
            }
            // A brace that counts nothing stands for itself.
            '{' if !counts(letters.clone()) => regex.push_str(r"\{"),
            '(' if letters.peek() == Some(&'?') => regex.push_str(&group(&mut letters)?),
            letter => regex.push(letter),
        }
    }
    if has_dot {
        regex.insert_str(0, "(?R)");
    }
    // What it is used for later has to compile now.
    Regex::new(&regex).is_ok().then_some(regex)
}

/// Whether what follows a brace is the rest of `{2}`, `{2,}` or `{2,3}`.
fn counts(letters: Peekable<Chars<'_>>) -> bool {
    let inside: String = letters.take_while(|letter| *letter != '}').collect();
    let (least, most) = inside.split_once(',').unwrap_or((&inside, ""));
    let is_count = |text: &str| text.bytes().all(|letter| letter.is_ascii_digit());
    !least.is_empty() && is_count(least) && is_count(most)
}

/// What opens a group, up to its first question mark's sign.
fn group(letters: &mut Peekable<Chars<'_>>) -> Option<String> {
    letters.next();
    match letters.next()? {
        ':' => Some("(?:".to_owned()),
        // A name; what looks around begins with one of these, too.
        '<' if !matches!(letters.peek(), Some('=' | '!')) => Some("(?<".to_owned()),
        _ => None,
    }
}

/// What follows a backslash, in a set of characters or outside of one.
fn escaped(letters: &mut Peekable<Chars<'_>>, in_set: bool) -> Option<String> {
    let letter = letters.next()?;
    Some(match letter {
        'd' if in_set => "0-9".to_owned(),
        'd' => "[0-9]".to_owned(),
        'D' => "[^0-9]".to_owned(),
        'w' if in_set => "0-9A-Za-z_".to_owned(),
        'w' => "[0-9A-Za-z_]".to_owned(),
        'W' => "[^0-9A-Za-z_]".to_owned(),
        's' if in_set => SPACE.to_owned(),
        's' => format!("[{SPACE}]"),
        'S' => format!("[^{SPACE}]"),
        'b' if in_set => r"\x08".to_owned(),
        'b' | 'B' => format!(r"(?-u:\{letter})"),
        't' | 'n' | 'r' | 'v' | 'f' => format!(r"\{letter}"),
        '0' => r"\x00".to_owned(),
        // A group that was matched before; a letter's code in base eight is as rare.
        '1'..='9' => return None,
        'k' => return None,
        'c' => {
            let control = letters.next().filter(char::is_ascii_alphabetic)?;
            format!(r"\x{:02X}", u32::from(control) % 32)
        }
        'p' | 'P' if letters.peek() == Some(&'{') => format!(r"\{letter}"),
        'x' => code(letters, 2)?,
        'u' if letters.peek() == Some(&'{') => r"\u".to_owned(),
        'u' => code(letters, 4)?,
        letter if letter.is_ascii_punctuation() => format!(r"\{letter}"),
        letter => letter.to_string(),
    })
}

/// A character by so many digits of base sixteen.
fn code(letters: &mut Peekable<Chars<'_>>, digits: usize) -> Option<String> {
    let code: String = letters.take(digits).collect();
    let is_code = code.len() == digits && code.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_code.then(|| format!(r"\u{{{code}}}"))
}

/// A set of characters, from after its bracket.
fn set(letters: &mut Peekable<Chars<'_>>) -> Option<String> {
    let mut set = String::from("[");
    if letters.next_if_eq(&'^').is_some() {
        set.push('^');
    }
    if letters.peek() == Some(&']') {
        letters.next();
        // Nothing at all, or anything at all.
        return Some(if set == "[" { r"[^\s\S]" } else { r"[\s\S]" }.to_owned());
    }
    loop {
        match letters.next()? {
            ']' => break,
            '\\' => set.push_str(&escaped(letters, true)?),
            // To regex, these open a set within the set, or combine two.
            letter @ ('[' | '&' | '~') => set.extend(['\\', letter]),
            // At the end, and where it combines two, a hyphen is one.
            '-' if matches!(letters.peek(), Some('-' | ']')) => set.push_str(r"\-"),
            letter => set.push(letter),
        }
    }
    set.push(']');
    Some(set)
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::translated;

    /// Patterns, texts in which they match, and texts in which they do not.
    const CASES: &[(&str, &[&str], &[&str])] = &[
        ("^[A-Z]{2}$", &["DE"], &["D", "DEU", "DE\n", "de"]),
        (r"^\d+$", &["12"], &["\u{661}\u{662}", ""]),
        (r"^[\d.\-]+$", &["1.-"], &["\u{661}", "a"]),
        (
            r"^\w\W\s\S$",
            &["a-\u{feff}x", "_\u{e9}\u{2028}x"],
            &["\u{e9}- x"],
        ),
        ("^.$", &["a", "\u{1f980}"], &["\n", "\r", "ab"]),
        (r"^https?:\/\/", &["http://a"], &["ftp://a"]),
        ("^[[a]$", &["[", "a"], &["b"]),
        ("^[a&&b]$", &["a", "&"], &["c"]),
        ("^[a~~b--]+$", &["a~b-"], &["c"]),
        ("^[-a]$", &["-", "a"], &["b"]),
        ("^[^]$", &["\n", "a"], &["", "ab"]),
        ("[]", &[], &["a", ""]),
        ("^a{$", &["a{"], &["a"]),
        ("^a{,2}$", &["a{,2}"], &["aa"]),
        ("^a{1,}b{2}$", &["aabb"], &["ab"]),
        (r"^\u00e9\x41\u{1F980}$", &["\u{e9}A\u{1f980}"], &["eA"]),
        (r"^(?:a|(?<b>c))\bx?$", &["a", "c"], &["ax", "b"]),
        (r"^[\b\cA]$", &["\u{8}", "\u{1}"], &["b", "A"]),
        (r"^\p{Lu}+$", &["\u{c9}A"], &["a"]),
        (r"^\@\%\ä$", &["@%ä"], &["@%"]),
    ];

    #[test]
    fn patterns_match_what_they_match_in_ecmascript() {
        for (pattern, matching, others) in CASES {
            let regex = translated(pattern).unwrap_or_else(|| panic!("{pattern}"));
            let regex = Regex::new(&regex).unwrap();
            for text in *matching {
                assert!(regex.is_match(text), "{pattern}: {text:?}");
            }
            for text in *others {
                assert!(!regex.is_match(text), "{pattern}: {text:?}");
            }
        }
    }

    #[test]
    fn what_regex_has_no_words_for_is_not_translated() {
        for pattern in [
            "(?=a)",
            "(?!a)",
            "(?<=a)b",
            "(?<!a)b",
            r"(a)\1",
            r"(?<n>a)\k<n>",
            "(",
            "a**",
            "[b-a]",
            "(a{1000}){1000}",
            r"\",
            "[a",
        ] {
            assert_eq!(translated(pattern), None, "{pattern}");
        }
    }
}
