//! Puts blank lines between printed items.
//!
//! prettyplease prints none. It does print every item at the indentation of its surroundings and
//! everything inside an item deeper, so the lines alone tell where an item begins.

/// How far prettyplease indents.
const INDENT: usize = 4;

/// Adds the blank lines that a person would put between the items of a file, an `impl`, a `trait` or a `mod`.
///
/// `printed` comes from prettyplease and has no literal or comment of more than one line. Text
/// that has the blank lines already comes back unchanged.
pub(super) fn space(printed: &str) -> String {
    let mut spaced = String::with_capacity(printed.len() + printed.len() / 16);
    let mut is_blank_above = true;
    let mut surroundings = Surroundings::default();
    for line in printed.lines() {
        if surroundings.read(line) == Gap::Blank && !is_blank_above {
            spaced.push('\n');
        }
        is_blank_above = line.is_empty();
        spaced.push_str(line);
        spaced.push('\n');
    }
    spaced
}

/// What belongs above a line.
#[derive(PartialEq)]
enum Gap {
    Nothing,
    Blank,
}

/// The item being read at each depth: in the file, in a `mod`, `impl` or `trait` of the file, and so on.
#[derive(Default)]
struct Surroundings<'a> {
    enclosing: Vec<Item<'a>>,
    item: Option<Item<'a>>,
}

impl<'a> Surroundings<'a> {
    fn read(&mut self, line: &'a str) -> Gap {
        let text = line.trim_start();
        let indent = line.len() - text.len();
        if text.is_empty() {
            return Gap::Nothing;
        }
        while indent < INDENT * self.enclosing.len() {
            self.item = self.enclosing.pop();
        }
        let is_inside = indent > INDENT * self.enclosing.len();
        let gap = match &mut self.item {
            Some(item) if is_inside || item.is_only_led || continues(text) => {
                item.add(text, is_inside);
                Gap::Nothing
            }
            above => {
                let below = Item::new(text);
                let gap = above
                    .as_ref()
                    .map_or(Gap::Nothing, |above| above.gap(&below));
                *above = Some(below);
                gap
            }
        };
        if !is_inside && text.ends_with('{') && self.item.as_ref().is_some_and(Item::holds_items) {
            self.enclosing.extend(self.item.take());
        }
        gap
    }
}

/// Whether a line at the indentation of an item is not its first: the rest of what was too long for one line.
fn continues(text: &str) -> bool {
    text.starts_with(['}', ')', ']', '>', '{']) || text.starts_with("for ") || text == "where"
}

/// One item as far as it is read.
struct Item<'a> {
    kind: &'a str,
    /// Whether documentation or attributes lead it.
    is_led: bool,
    /// Whether nothing but those was read yet.
    is_only_led: bool,
    is_one_line: bool,
}

impl<'a> Item<'a> {
    fn new(text: &'a str) -> Self {
        let is_led = is_lead(text);
        Self {
            kind: kind(text),
            is_led,
            is_only_led: is_led,
            is_one_line: text.ends_with([';', '}']),
        }
    }

    fn add(&mut self, text: &'a str, is_inside: bool) {
        self.is_one_line = false;
        if self.is_only_led && !(is_inside || is_lead(text) || continues(text)) {
            self.is_only_led = false;
            self.kind = kind(text);
        }
    }

    /// Imports stand together, and so does the opening of a file; other items do if each fits one line.
    fn gap(&self, below: &Self) -> Gap {
        let is_pair = self.kind == below.kind && !self.is_led && !below.is_led;
        let is_block = matches!(self.kind, OPENING | "use" | "pub use");
        if is_pair && (is_block || self.is_one_line && below.is_one_line) {
            Gap::Nothing
        } else {
            Gap::Blank
        }
    }

    fn holds_items(&self) -> bool {
        matches!(self.kind, "impl" | "trait" | "mod")
    }
}

fn is_lead(text: &str) -> bool {
    text.starts_with("///") || text.starts_with("#[")
}

/// The kind of documentation and attributes that are about what surrounds them.
const OPENING: &str = "!";

/// The keyword of an item; that of an import has its visibility, as re-exports stand apart.
fn kind(text: &str) -> &str {
    if text.starts_with("//!") || text.starts_with("#![") {
        return OPENING;
    }
    if text.starts_with("pub use ") {
        return "pub use";
    }
    let mut words = text
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty());
    let is_modifier = |word: &&str| {
        matches!(
            *word,
            "pub" | "crate" | "super" | "in" | "unsafe" | "async" | "auto" | "default"
        )
    };
    words.find(|word| !is_modifier(word)).unwrap_or_default()
}
