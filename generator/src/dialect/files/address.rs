//! Where a reference leads: a file, and a node in it.

use crate::source::{fragment_pointer, percent_decoded};

/// A node of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Address {
    /// The path, as the main document's is written: from the folder where castiron runs.
    pub(super) file: String,
    /// A JSON pointer, or the name of an anchor.
    pub(super) fragment: String,
}

/// Why a reference leads to no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unreachable {
    /// It is a URL of the network.
    Network,
    /// It is another URL, of which castiron reads none: `file:`, `urn:`, `data:`.
    Scheme,
    /// It is an absolute path.
    Absolute,
    /// It is not percent-encoded as it should be.
    Malformed,
}

impl Address {
    /// The address of what is called `reference` in `file`.
    pub(super) fn of(reference: &str, file: &str) -> Result<Self, Unreachable> {
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        match scheme(path) {
            Some("" | "ftp" | "http" | "https") => return Err(Unreachable::Network),
            Some(_) => return Err(Unreachable::Scheme),
            None => {}
        }
        let decoded = |text| percent_decoded(text).ok_or(Unreachable::Malformed);
        let path = decoded(path)?.replace('\\', "/");
        if path.starts_with('/') || path.get(1..3) == Some(":/") {
            return Err(Unreachable::Absolute);
        }
        let fragment = match fragment_pointer(fragment) {
            Some(pointer) => pointer,
            None => decoded(fragment)?,
        };
        let file = if path.is_empty() {
            file.to_owned()
        } else {
            joined(file, &path)
        };
        Ok(Self { file, fragment })
    }

    /// What the node is called: by its key, or by its file if it is the whole file.
    pub(super) fn name(&self) -> String {
        let key = self.fragment.rsplit('/').next().unwrap_or_default();
        let key = key.replace("~1", "/").replace("~0", "~");
        if key.is_empty() || key.chars().all(|character| character.is_ascii_digit()) {
            return self.name_with_file();
        }
        component_name(&key)
    }

    /// A name that tells nodes of one key in two files apart.
    pub(super) fn name_with_file(&self) -> String {
        let name = self.file.rsplit('/').next().unwrap_or_default();
        let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
        let key = self.fragment.rsplit('/').next().unwrap_or_default();
        if key.is_empty() {
            component_name(stem)
        } else {
            component_name(&format!("{stem}_{key}"))
        }
    }
}

/// The scheme that a URL begins with, of at least two letters (RFC 3986, section 3.1; one letter is a
/// drive of Windows); nothing for that of the document, where it begins with `//`.
fn scheme(path: &str) -> Option<&str> {
    if path.starts_with("//") {
        return Some("");
    }
    let (scheme, _) = path.split_once(':')?;
    let of_scheme =
        |character: char| character.is_ascii_alphanumeric() || "+-.".contains(character);
    (scheme.len() > 1 && scheme.chars().all(of_scheme)).then_some(scheme)
}

/// The path of `path` as seen from the folder of `file`, without `.` and as few `..` as possible.
fn joined(file: &str, path: &str) -> String {
    let folder = file.rsplit_once('/').map(|(folder, _)| folder);
    let mut steps: Vec<&str> = Vec::new();
    let all = folder.into_iter().flat_map(|folder| folder.split('/'));
    for (index, step) in all.chain(path.split('/')).enumerate() {
        match step {
            // An absolute path begins with nothing before its first `/`.
            "" if index == 0 => steps.push(step),
            "" | "." => {}
            ".." if steps.last().is_some_and(|last| !matches!(*last, ".." | "")) => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The name with what a key of `components` may not have replaced (OpenAPI 3.0.3, section 4.7.7).
fn component_name(name: &str) -> String {
    let allowed = |character: char| character.is_ascii_alphanumeric() || "._-".contains(character);
    name.chars()
        .map(|character| if allowed(character) { character } else { '_' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_from_the_file() {
        let cases = [
            ("a/b.yaml", "c.yaml#/d", "a/c.yaml", "/d"),
            ("a/b.yaml", "./c/../d.yaml", "a/d.yaml", ""),
            ("a/b.yaml", "../c.yaml", "c.yaml", ""),
            ("b.yaml", "../c.yaml", "../c.yaml", ""),
            ("../x/b.yaml", "../../c.yaml", "../../c.yaml", ""),
            ("/x/b.yaml", "../../c.yaml", "/../c.yaml", ""),
            ("b.yaml", "my%20pet.yaml#/a~1b%25", "my pet.yaml", "/a~1b%"),
            ("b.yaml", "#/x", "b.yaml", "/x"),
            ("b.yaml", "c.yaml#Anchor", "c.yaml", "Anchor"),
        ];
        for (file, reference, path, fragment) in cases {
            let address = Address::of(reference, file);
            let expected = Address {
                file: path.to_owned(),
                fragment: fragment.to_owned(),
            };
            assert_eq!(address, Ok(expected), "{reference} in {file}");
        }
    }

    #[test]
    fn what_is_no_file_is_told_apart() {
        let cases = [
            ("https://example.com/a.yaml", Unreachable::Network),
            ("//example.com/a.yaml#/b", Unreachable::Network),
            ("file:///etc/passwd", Unreachable::Scheme),
            ("urn:example:a", Unreachable::Scheme),
            ("/etc/passwd", Unreachable::Absolute),
            ("c:\\a.yaml", Unreachable::Absolute),
            ("a%zz.yaml", Unreachable::Malformed),
        ];
        for (reference, expected) in cases {
            assert_eq!(
                Address::of(reference, "b.yaml"),
                Err(expected),
                "{reference}"
            );
        }
    }

    #[test]
    fn nodes_are_called_by_their_key_or_file() {
        let cases = [
            ("a/pet.v1.yaml", "pet", "pet"),
            ("a/all.yaml#/components/schemas/Pet", "Pet", "all_Pet"),
            ("all.yaml#/list/0", "all_0", "all_0"),
            ("all.yaml#/a~1b", "a_b", "all_a_1b"),
        ];
        for (reference, name, apart) in cases {
            let address = Address::of(reference, "b.yaml").unwrap();
            assert_eq!(address.name(), name, "{reference}");
            assert_eq!(address.name_with_file(), apart, "{reference}");
        }
    }
}
