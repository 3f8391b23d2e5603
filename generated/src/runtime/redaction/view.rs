//! [`View`]: a message as it reads once an encoding is taken off, and where it stood before.

/// A text, and for each of its bytes (and for its end) where in the message that comes from.
#[derive(PartialEq, Eq)]
pub(super) struct View {
    pub(super) text: String,
    origins: Vec<usize>,
}

/// The character that a text begins with in an encoding, and how long it is there.
type Decode = fn(&str) -> Option<(char, usize)>;

/// Forms write a space as `+`, so that they need a view of their own.
const ENCODINGS: [Decode; 4] = [percent, form, json, html];

/// How many encodings in each other are taken off: JSON, in a form, in a URL.
const LEVELS: usize = 3;

/// The most views of one message, so that no server can make it cost much.
const VIEWS: usize = 24;

impl View {
    /// The message itself, and all that it can be the encoding of.
    pub(super) fn all(message: &str) -> Vec<Self> {
        let mut views = vec![Self {
            text: message.to_owned(),
            origins: (0..=message.len()).collect(),
        }];
        let mut last = 0..1;
        for _ in 0..LEVELS {
            for index in last.clone() {
                for decode in ENCODINGS {
                    let decoded = views.get(index).map(|view| view.decoded(decode));
                    let new = decoded.filter(|decoded| !views.contains(decoded));
                    views.extend(new.filter(|_| views.len() < VIEWS));
                }
            }
            last = last.end..views.len();
        }
        views
    }

    /// Where in the message a text is found: starts and ends, in bytes.
    pub(super) fn find(&self, text: &str) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(at) = self.text.get(from..).and_then(|rest| rest.find(text)) {
            let start = from + at;
            found.push((self.origin(start), self.origin(start + text.len())));
            // The next may overlap this one.
            let first = text.chars().next().map_or(1, char::len_utf8);
            from = start + first;
        }
        found
    }

    fn decoded(&self, decode: Decode) -> Self {
        let mut decoded = Self {
            text: String::with_capacity(self.text.len()),
            origins: Vec::with_capacity(self.origins.len()),
        };
        let mut rest = self.text.as_str();
        while let Some(plain) = rest.chars().next() {
            let start = self.origin(self.text.len() - rest.len());
            let (character, length) = decode(rest).unwrap_or((plain, plain.len_utf8()));
            decoded.text.push(character);
            decoded.origins.resize(decoded.text.len(), start);
            rest = rest.get(length..).unwrap_or_default();
        }
        decoded.origins.push(self.origin(self.text.len()));
        decoded
    }

    fn origin(&self, position: usize) -> usize {
        self.origins.get(position).copied().unwrap_or_default()
    }
}

/// `%C3%A9`
fn percent(text: &str) -> Option<(char, usize)> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while bytes.len() < 4 {
        let (digits, after) = rest.strip_prefix('%')?.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = after;
        if let Ok(decoded) = std::str::from_utf8(&bytes) {
            return Some((decoded.chars().next()?, text.len() - rest.len()));
        }
    }
    None
}

/// As in URLs, with `+` for a space.
fn form(text: &str) -> Option<(char, usize)> {
    if text.starts_with('+') {
        return Some((' ', 1));
    }
    percent(text)
}

/// `\n`, `\"`, `\u00e9`, and pairs of surrogates.
fn json(text: &str) -> Option<(char, usize)> {
    let letter = text.strip_prefix('\\')?.chars().next()?;
    let character = match letter {
        '"' | '\\' | '/' | '\'' => letter,
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'u' => return unicode_escape(text),
        _ => return None,
    };
    Some((character, 2))
}

fn unicode_escape(text: &str) -> Option<(char, usize)> {
    let unit = |text: &str| {
        let (digits, rest) = text.strip_prefix("\\u")?.split_at_checked(4)?;
        Some((u16::from_str_radix(digits, 16).ok()?, rest.len()))
    };
    let (first, rest) = unit(text)?;
    if let Ok(character) = char::try_from(u32::from(first)) {
        return Some((character, text.len() - rest));
    }
    let (second, rest) = unit(text.get(text.len() - rest..)?)?;
    let character = char::decode_utf16([first, second]).next()?.ok()?;
    Some((character, text.len() - rest))
}

/// `&amp;`, `&#39;`, `&#x27;`
fn html(text: &str) -> Option<(char, usize)> {
    // The longest that means anything here is `&#x10ffff;`.
    let end = text.bytes().take(10).position(|byte| byte == b';')?;
    let name = text.strip_prefix('&')?.get(..end.checked_sub(1)?)?;
    let code = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        },
        None => u32::from(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => return None,
        }),
    };
    Some((char::try_from(code).ok()?, "&;".len() + name.len()))
}
