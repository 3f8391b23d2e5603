//! TOML → `Config`: every fault with its line and column.
//!
//! The tables are read by hand, because serde's errors know neither the place of a fault that is
//! one of meaning nor which key a misspelt one was meant to be.

use std::ops::Range;
use std::path::PathBuf;

use toml_edit::{Document, Item, TableLike};

use super::{Api, Config, ConfigError, Package};
use crate::diagnostics::nearest;
use crate::selection::{Selection, Selector};

pub(super) fn config(file: &str, text: &str) -> Result<Config, ConfigError> {
    let source = Source { file, text };
    let document = Document::parse(text).map_err(|error| {
        let start = error.span().unwrap_or_default();
        // The parser ends some messages with a list of lines; the first says what is wrong.
        source.fault(
            start,
            error.message().lines().collect::<Vec<_>>().join(", "),
        )
    })?;
    let root = source.section(
        "the file",
        document.as_table(),
        0..0,
        &["strict", "package", "api"],
    )?;
    Ok(Config {
        strict: root.flag("strict")?,
        package: package(&root)?,
        apis: apis(&root)?,
    })
}

fn package(root: &Section) -> Result<Package, ConfigError> {
    const KEYS: &[&str] = &["name", "out", "description", "workspace", "types-only"];
    let item = root
        .required("package")
        .map_err(|error| error.help("add `[package]` with `name` and `out`"))?;
    let Some(table) = item.as_table_like() else {
        return Err(root
            .source
            .fault(span(item), "`package` is not a table".to_owned()));
    };
    let section = root
        .source
        .section("`[package]`", table, span(item), KEYS)?;
    Ok(Package {
        name: section.name(check_package_name)?,
        out: section.path("out")?,
        description: section
            .text("description")?
            .map(|(text, _)| text.to_owned()),
        workspace: section.flag("workspace")?,
        types_only: section.flag("types-only")?,
    })
}

fn apis(root: &Section) -> Result<Vec<Api>, ConfigError> {
    const KEYS: &[&str] = &[
        "name",
        "spec",
        "ref-root",
        "overlay",
        "include",
        "exclude",
        "tag-features",
    ];
    const HELP: &str = "add one `[[api]]` table with `name` and `spec` per API";
    let item = root.required("api").map_err(|error| error.help(HELP))?;
    let Some(tables) = item.as_array_of_tables() else {
        return Err(root
            .source
            .fault(span(item), "`api` is not a list of tables".to_owned())
            .help(HELP));
    };
    let mut apis: Vec<Api> = Vec::new();
    for table in tables {
        let place = table.span().unwrap_or_default();
        let section = root.source.section("`[[api]]`", table, place, KEYS)?;
        let api = Api {
            name: section.name(check_api_name)?,
            spec: section.path("spec")?,
            ref_root: section.optional_path("ref-root")?,
            overlays: section.paths("overlay")?,
            selection: Selection {
                include: section.selectors("include")?,
                exclude: section.selectors("exclude")?,
            },
            tag_features: section.optional_flag("tag-features")?,
        };
        if apis.iter().any(|other| other.name == api.name) {
            let message = format!("two APIs are named `{}`", api.name);
            return Err(section
                .fault_at("name", message)
                .help("give each a name of its own"));
        }
        apis.push(api);
    }
    Ok(apis)
}

/// Allows what cargo allows as the name of a package.
pub(super) fn check_package_name(name: &str) -> Result<(), String> {
    let is_allowed = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if is_allowed {
        Ok(())
    } else {
        Err(format!(
            "`{}` cannot name a crate: letters, digits, `-` and `_`, a letter first",
            name.escape_debug()
        ))
    }
}

/// Allows what can be a module and a feature beside those that every emitted crate has, and around
/// those that every API has: no module is in one of its name.
pub(super) fn check_api_name(name: &str) -> Result<(), String> {
    const TAKEN: &[&str] = &[
        "blocking",
        "callbacks",
        "csv",
        "decimal",
        "default",
        "mock",
        "models",
        "operations",
        "reqwest",
        "runtime",
        "time",
        "tracing",
        "validate",
        "xml",
    ];
    if TAKEN.contains(&name) {
        return Err(format!(
            "`{name}` cannot name an API: every emitted crate has a module or feature of that name"
        ));
    }
    let is_lower_case = name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !is_lower_case {
        let name = name.escape_debug();
        return Err(format!(
            "`{name}` cannot name an API: lower-case letters, digits and `_`, a letter first"
        ));
    }
    // Of such words, those that do not parse as an identifier are the keywords; syn does not count `gen` among them.
    if name == "gen" || syn::parse_str::<syn::Ident>(name).is_err() {
        return Err(format!(
            "`{name}` cannot name an API: it is a keyword of Rust"
        ));
    }
    Ok(())
}

/// The text that spans point into.
struct Source<'a> {
    file: &'a str,
    text: &'a str,
}

impl Source<'_> {
    fn fault(&self, place: Range<usize>, message: String) -> ConfigError {
        ConfigError::at(self.file, self.text, place.start, message)
    }

    /// Opens a table that may hold `keys` and nothing else.
    fn section<'a>(
        &'a self,
        title: &'a str,
        table: &'a dyn TableLike,
        place: Range<usize>,
        keys: &[&'static str],
    ) -> Result<Section<'a>, ConfigError> {
        let section = Section {
            source: self,
            title,
            table,
            place,
        };
        let Some((unknown, _)) = table.iter().find(|(key, _)| !keys.contains(key)) else {
            return Ok(section);
        };
        let message = format!("{title} has no key `{}`", unknown.escape_debug());
        Err(section
            .fault_at(unknown, message)
            .help(match nearest(unknown, keys.iter().copied()) {
                Some(key) => format!("did you mean `{key}`?"),
                None => format!("its keys are `{}`", keys.join("`, `")),
            }))
    }
}

/// One table whose keys are known.
struct Section<'a> {
    source: &'a Source<'a>,
    title: &'a str,
    table: &'a dyn TableLike,
    place: Range<usize>,
}

impl<'a> Section<'a> {
    /// A fault at the key itself.
    fn fault_at(&self, key: &str, message: String) -> ConfigError {
        let place = self
            .table
            .get_key_value(key)
            .and_then(|(key, _)| key.span());
        self.source
            .fault(place.unwrap_or_else(|| self.place.clone()), message)
    }

    fn required(&self, key: &str) -> Result<&'a Item, ConfigError> {
        self.table.get(key).ok_or_else(|| {
            self.source
                .fault(self.place.clone(), format!("{} has no `{key}`", self.title))
        })
    }

    fn text(&self, key: &str) -> Result<Option<(&'a str, Range<usize>)>, ConfigError> {
        self.table
            .get(key)
            .map(|item| self.as_text(key, item))
            .transpose()
    }

    fn required_text(&self, key: &str) -> Result<(&'a str, Range<usize>), ConfigError> {
        self.as_text(key, self.required(key)?)
    }

    fn as_text(&self, key: &str, item: &'a Item) -> Result<(&'a str, Range<usize>), ConfigError> {
        match item.as_str() {
            Some(text) => Ok((text, span(item))),
            None => Err(self
                .source
                .fault(span(item), format!("`{key}` is not a string"))),
        }
    }

    fn name(&self, check: fn(&str) -> Result<(), String>) -> Result<String, ConfigError> {
        let (name, place) = self.required_text("name")?;
        check(name).map_err(|message| {
            let likely = name
                .to_lowercase()
                .replace(|c: char| !c.is_alphanumeric(), "_");
            let help = match check(&likely) {
                Ok(()) => format!("write `{likely}`"),
                Err(_) => "choose another name".to_owned(),
            };
            self.source.fault(place, message).help(help)
        })?;
        Ok(name.to_owned())
    }

    fn path(&self, key: &str) -> Result<PathBuf, ConfigError> {
        self.as_path(key, self.required_text(key)?)
    }

    fn optional_path(&self, key: &str) -> Result<Option<PathBuf>, ConfigError> {
        let text = self.text(key)?;
        text.map(|text| self.as_path(key, text)).transpose()
    }

    fn paths(&self, key: &str) -> Result<Vec<PathBuf>, ConfigError> {
        let texts = self.texts(key)?.into_iter();
        texts.map(|text| self.as_path(key, text)).collect()
    }

    fn as_path(&self, key: &str, text: (&str, Range<usize>)) -> Result<PathBuf, ConfigError> {
        let (path, place) = text;
        if path.is_empty() {
            return Err(self.source.fault(place, format!("`{key}` is empty")));
        }
        Ok(PathBuf::from(path))
    }

    fn selectors(&self, key: &str) -> Result<Vec<Selector>, ConfigError> {
        let read = |(text, place): (&str, _)| {
            Selector::parse(text).map_err(|message| self.source.fault(place, message))
        };
        self.texts(key)?.into_iter().map(read).collect()
    }

    /// A list of strings; empty if it is left out.
    fn texts(&self, key: &str) -> Result<Vec<(&'a str, Range<usize>)>, ConfigError> {
        let Some(item) = self.table.get(key) else {
            return Ok(Vec::new());
        };
        let fault = |place| {
            let message = format!("`{key}` is not a list of strings");
            let help = format!("write `{key} = [\"…\"]`");
            self.source.fault(place, message).help(help)
        };
        let list = item.as_array().ok_or_else(|| fault(span(item)))?;
        let texts = list.iter().map(|value| {
            let place = value.span().unwrap_or_default();
            let text = value.as_str().ok_or_else(|| fault(place.clone()))?;
            Ok((text, place))
        });
        texts.collect()
    }

    /// A switch that is off unless the table turns it on.
    fn flag(&self, key: &str) -> Result<bool, ConfigError> {
        Ok(self.optional_flag(key)?.unwrap_or(false))
    }

    fn optional_flag(&self, key: &str) -> Result<Option<bool>, ConfigError> {
        let as_flag = |item: &Item| {
            item.as_bool().ok_or_else(|| {
                self.source
                    .fault(span(item), format!("`{key}` is neither `true` nor `false`"))
            })
        };
        self.table.get(key).map(as_flag).transpose()
    }
}

fn span(item: &Item) -> Range<usize> {
    item.span().unwrap_or_default()
}
