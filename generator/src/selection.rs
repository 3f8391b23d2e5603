//! Selection: which operations of a spec are cast, in the words of `--include` and `--exclude`.

use std::fmt;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// Which operations of a spec are cast: those that one of `include` matches, or all if it is empty,
/// without those that one of `exclude` matches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// What is cast; everything if empty.
    pub include: Vec<Selector>,
    /// What of it is not.
    pub exclude: Vec<Selector>,
}

impl Selection {
    /// Whether every operation is cast.
    pub fn is_whole(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    /// Whether an operation is cast.
    pub fn admits(&self, operation: &Traits<'_>) -> bool {
        let is_matched =
            |selectors: &[Selector]| selectors.iter().any(|selector| selector.matches(operation));
        (self.include.is_empty() || is_matched(&self.include)) && !is_matched(&self.exclude)
    }
}

/// What of an operation a selector can ask for.
#[derive(Clone, Debug)]
pub struct Traits<'d> {
    /// Its `operationId`.
    pub id: Option<&'d str>,
    /// Its tags.
    pub tags: Vec<&'d str>,
    /// Its method, in lower case.
    pub method: &'d str,
    /// Its path template; a webhook has none.
    pub path: Option<&'d str>,
}

/// One condition on operations: `tag:pets`, `operation:listPets`, `path:/v1/**` or `GET /pets`.
#[derive(Clone)]
pub struct Selector {
    text: String,
    sought: Sought,
}

/// What a selector asks for.
#[derive(Clone, Debug)]
pub enum Sought {
    /// A tag.
    Tag(String),
    /// An `operationId`.
    Operation(String),
    /// A path, and perhaps a method in lower case.
    Path {
        /// The method; every one if not given.
        method: Option<String>,
        /// The pattern as it was written.
        pattern: String,
        /// What it matches.
        paths: GlobSet,
    },
}

/// The methods that a path item may have.
pub const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

impl Selector {
    /// Reads a selector; the error is the fact, without a help.
    ///
    /// In a path, `*` stands for what is between two `/`, `**` for any number of such parts, `?` for
    /// one character, and braces for themselves.
    pub fn parse(text: &str) -> Result<Self, String> {
        let path = |method: Option<&str>, pattern: &str| {
            Ok::<_, String>(Sought::Path {
                method: method.map(str::to_lowercase),
                pattern: pattern.to_owned(),
                paths: paths(pattern)?,
            })
        };
        let sought = match (text.split_once(':'), text.split_once(' ')) {
            (Some(("tag", name)), _) if !name.is_empty() => Sought::Tag(name.to_owned()),
            (Some(("operation", id)), _) if !id.is_empty() => Sought::Operation(id.to_owned()),
            (Some(("path", pattern)), _) if pattern.starts_with(['/', '*']) => path(None, pattern)?,
            (_, Some((method, pattern)))
                if METHODS.contains(&method.to_lowercase().as_str())
                    && pattern.starts_with(['/', '*']) =>
            {
                path(Some(method), pattern)?
            }
            _ => {
                return Err(format!(
                    "`{}` selects no operations: write `tag:pets`, `operation:listPets`, `path:/pets/**` or `GET /pets`",
                    text.escape_debug()
                ));
            }
        };
        let text = text.to_owned();
        Ok(Self { text, sought })
    }

    /// What it asks for.
    pub fn sought(&self) -> &Sought {
        &self.sought
    }

    /// Whether an operation is what it asks for.
    pub fn matches(&self, operation: &Traits<'_>) -> bool {
        match &self.sought {
            Sought::Tag(tag) => operation.tags.contains(&tag.as_str()),
            Sought::Operation(id) => operation.id == Some(id),
            Sought::Path { method, paths, .. } => {
                let is_method = method
                    .as_ref()
                    .is_none_or(|method| method == operation.method);
                is_method && operation.path.is_some_and(|path| paths.is_match(path))
            }
        }
    }
}

/// As it was written.
impl fmt::Display for Selector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl fmt::Debug for Selector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Selector").field(&self.text).finish()
    }
}

impl PartialEq for Selector {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Selector {}

fn paths(pattern: &str) -> Result<GlobSet, String> {
    // Braces are what path templates have, not alternatives.
    let literal = pattern.replace('{', "[{]").replace('}', "[}]");
    let glob = GlobBuilder::new(&literal)
        .literal_separator(true)
        .backslash_escape(false)
        .build();
    let set = glob.and_then(|glob| GlobSetBuilder::new().add(glob).build());
    set.map_err(|error| {
        format!(
            "`{}` is not a pattern of paths: {}",
            pattern.escape_debug(),
            error.kind()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::{Selector, Traits};

    /// Which of these operations a selector matches.
    fn matched(selector: &str) -> Vec<&'static str> {
        const OPERATIONS: [(&str, &str, &str, &str); 4] = [
            ("listPets", "pets", "get", "/pets"),
            ("addPet", "pets", "post", "/pets"),
            ("getPet", "pets", "get", "/pets/{id}"),
            ("listToys", "toys", "get", "/pets/{id}/toys"),
        ];
        let selector = Selector::parse(selector).unwrap();
        let matches = |(id, tag, method, path): &(&'static str, &str, &str, &str)| {
            selector.matches(&Traits {
                id: Some(id),
                tags: vec![tag],
                method,
                path: Some(path),
            })
        };
        let operations = OPERATIONS.into_iter();
        operations.filter(matches).map(|(id, ..)| id).collect()
    }

    #[test]
    fn what_selectors_match() {
        for (selector, operations) in [
            ("tag:toys", &["listToys"][..]),
            ("tag:Toys", &[]),
            ("operation:addPet", &["addPet"]),
            ("path:/pets", &["listPets", "addPet"]),
            ("path:/pets/*", &["getPet"]),
            ("path:/pets/{id}", &["getPet"]),
            ("path:/pets/**", &["getPet", "listToys"]),
            ("path:**/toys", &["listToys"]),
            ("GET /pets", &["listPets"]),
            ("post /**", &["addPet"]),
        ] {
            assert_eq!(matched(selector), operations, "{selector}");
        }
    }

    #[test]
    fn what_selects_nothing_is_refused() {
        for text in [
            "pets",
            "tag:",
            "tags:pets",
            "path:pets",
            "FETCH /pets",
            "GET pets",
            "path:/[a",
        ] {
            assert!(Selector::parse(text).is_err(), "{text}");
        }
    }
}
