//! The manifest of an emitted crate.

use super::{Analyzed, tags};
use crate::analyze::Needs;

/// What the emitted crate is called, and whether it lives in a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// The crate's name.
    pub name: String,
    /// What its manifest says about it.
    pub description: Option<String>,
    /// Whether version, edition, lints and dependencies come from the workspace.
    pub workspace: bool,
    /// Whether it has the types of its APIs alone, without clients.
    pub types_only: bool,
}

/// The oldest compiler that emitted code is checked with.
const RUST_VERSION: &str = "1.95";

/// A dependency of emitted code; a test holds this list against the workspace's and the
/// runtime's.
#[derive(Debug, Clone, Copy)]
struct Dependency {
    name: &'static str,
    /// What a crate outside the workspace writes.
    specification: &'static str,
    optional: bool,
}

/// The dependencies of the runtime, in the order of its manifest.
const RUNTIME: &[Dependency] = &[
    Dependency {
        name: "base64",
        specification: r#"version = "0.23", default-features = false, features = ["alloc"]"#,
        optional: false,
    },
    Dependency {
        name: "bytes",
        specification: r#"version = "1.11""#,
        optional: false,
    },
    Dependency {
        name: "csv",
        specification: r#"version = "1.4""#,
        optional: true,
    },
    Dependency {
        name: "fastrand",
        specification: r#"version = "2.3""#,
        optional: false,
    },
    Dependency {
        name: "futures-core",
        specification: r#"version = "0.3", default-features = false"#,
        optional: false,
    },
    Dependency {
        name: "getrandom",
        specification: r#"version = "0.4""#,
        optional: false,
    },
    Dependency {
        name: "http",
        specification: r#"version = "1.4""#,
        optional: false,
    },
    Dependency {
        name: "http-body",
        specification: r#"version = "1.0""#,
        optional: true,
    },
    Dependency {
        name: "httpdate",
        specification: r#"version = "1.0""#,
        optional: false,
    },
    Dependency {
        name: "jiff",
        specification: r#"version = "0.2", default-features = false, features = ["std", "serde"]"#,
        optional: true,
    },
    Dependency {
        name: "percent-encoding",
        specification: r#"version = "2.3""#,
        optional: false,
    },
    Dependency {
        name: "quick-xml",
        specification: r#"version = "0.42", default-features = false"#,
        optional: true,
    },
    Dependency {
        name: "regex",
        specification: r#"version = "1.13", default-features = false, features = ["std", "unicode-bool", "unicode-gencat", "unicode-script"]"#,
        optional: true,
    },
    Dependency {
        name: "reqwest",
        specification: r#"version = "0.13", default-features = false, features = ["rustls"]"#,
        optional: true,
    },
    Dependency {
        name: "rust_decimal",
        specification: r#"version = "1.43", default-features = false, features = ["std"]"#,
        optional: true,
    },
    Dependency {
        name: "serde",
        specification: r#"version = "1.0", features = ["derive"]"#,
        optional: false,
    },
    Dependency {
        name: "serde_json",
        specification: r#"version = "1.0", features = ["float_roundtrip", "raw_value", "unbounded_depth"]"#,
        optional: false,
    },
    Dependency {
        name: "tokio",
        specification: r#"version = "1.49", default-features = false, features = ["rt", "time"]"#,
        optional: true,
    },
    Dependency {
        name: "tracing",
        specification: r#"version = "0.1", default-features = false"#,
        optional: true,
    },
    Dependency {
        name: "ureq",
        specification: r#"version = "~3.5", default-features = false, features = ["platform-verifier", "rustls"]"#,
        optional: true,
    },
];

/// Those of them that types need, without a client.
const OF_TYPES: [&str; 7] = [
    "base64",
    "bytes",
    "jiff",
    "regex",
    "rust_decimal",
    "serde",
    "serde_json",
];

const UUID: Dependency = Dependency {
    name: "uuid",
    specification: r#"version = "1.29", default-features = false, features = ["std", "serde"]"#,
    optional: true,
};

/// A feature that is not an API's.
pub(super) struct Feature {
    pub(super) name: &'static str,
    /// A sentence in Markdown.
    pub(super) purpose: &'static str,
    enables: &'static str,
    /// Whether it means something without a client.
    of_types: bool,
}

const FEATURES: [Feature; 9] = [
    Feature {
        name: "reqwest",
        purpose: "The transport that a client uses when it is given no other.",
        enables: r#"["dep:http-body", "dep:reqwest", "dep:tokio"]"#,
        of_types: false,
    },
    Feature {
        name: "blocking",
        purpose: "Calls that wait for their answer on the thread that makes them: `send_blocking`.",
        enables: r#"["dep:ureq"]"#,
        of_types: false,
    },
    Feature {
        name: "csv",
        purpose: "Lists of records in CSV; APIs that have them turn it on.",
        enables: r#"["dep:csv"]"#,
        of_types: false,
    },
    Feature {
        name: "decimal",
        purpose: "Exact decimal numbers; APIs that have them turn it on.",
        enables: r#"["dep:rust_decimal"]"#,
        of_types: true,
    },
    Feature {
        name: "mock",
        purpose: "A fake of each API for tests.",
        enables: "[]",
        of_types: false,
    },
    Feature {
        name: "time",
        purpose: "Moments, times of day and durations; APIs that have them turn it on.",
        enables: r#"["dep:jiff"]"#,
        of_types: true,
    },
    Feature {
        name: "tracing",
        purpose: "A `tracing` span for each call, and an event for each repeat.",
        enables: r#"["dep:tracing"]"#,
        of_types: false,
    },
    Feature {
        name: "validate",
        purpose: "Checks of the limits that a spec sets to values: `runtime::Validate`.",
        enables: r#"["dep:regex"]"#,
        of_types: true,
    },
    Feature {
        name: "xml",
        purpose: "Bodies in XML; APIs that have them turn it on.",
        enables: r#"["dep:quick-xml"]"#,
        of_types: false,
    },
];

impl Package {
    /// The features of its crate that are not an API's.
    pub(super) fn features(&self) -> impl Iterator<Item = &'static Feature> {
        let types_only = self.types_only;
        let features = FEATURES.iter();
        features.filter(move |feature| feature.of_types || !types_only)
    }

    /// The dependencies of its copy of the runtime.
    fn dependencies(&self) -> impl Iterator<Item = Dependency> {
        let types_only = self.types_only;
        let dependencies = RUNTIME.iter().copied();
        dependencies.filter(move |dependency| !types_only || OF_TYPES.contains(&dependency.name))
    }
}

/// `Cargo.toml`
pub(super) fn manifest(package: &Package, apis: &[Analyzed], needs: Needs) -> String {
    let sections = [
        "# @generated by castiron; do not edit.".to_owned(),
        head(package),
        features(package, apis),
        dependencies(package, needs),
    ];
    let mut text = sections.join("\n\n");
    if package.workspace {
        text.push_str("\n\n[lints]\nworkspace = true");
    }
    text.push('\n');
    text
}

fn head(package: &Package) -> String {
    let mut lines = vec![
        "[package]".to_owned(),
        format!("name = {}", string(&package.name)),
    ];
    lines.extend(
        package
            .description
            .as_ref()
            .map(|description| format!("description = {}", string(description))),
    );
    if package.workspace {
        for key in ["version", "edition", "rust-version", "license"] {
            lines.push(format!("{key}.workspace = true"));
        }
    } else {
        lines.push("version = \"0.1.0\"".to_owned());
        lines.push("edition = \"2024\"".to_owned());
        lines.push(format!("rust-version = \"{RUST_VERSION}\""));
    }
    lines.join("\n")
}

fn features(package: &Package, apis: &[Analyzed]) -> String {
    let mut default: Vec<String> = apis
        .iter()
        .map(|analyzed| string(&analyzed.api.name))
        .collect();
    default.extend((!package.types_only).then(|| string("reqwest")));
    let mut lines = vec![
        "[features]".to_owned(),
        format!("default = [{}]", default.join(", ")),
    ];
    for analyzed in apis {
        lines.push(format!("# {}", one_line(&analyzed.api.title)));
        let needs = analyzed.facts.needs;
        let enabled: Vec<String> = [
            (needs.csv, "csv"),
            (needs.decimal, "decimal"),
            (needs.time, "time"),
            (needs.uuid, "dep:uuid"),
            (needs.xml, "xml"),
        ]
        .into_iter()
        .filter(|(needed, _)| *needed)
        .map(|(_, feature)| string(feature))
        .collect();
        let name = &analyzed.api.name;
        let of_tags = tags::features(analyzed);
        if of_tags.is_empty() {
            lines.push(format!("{name} = [{}]", enabled.join(", ")));
            continue;
        }
        lines.push(format!("{name} = ["));
        lines.extend(
            of_tags
                .iter()
                .map(|(tag, ..)| format!("    {},", string(tag))),
        );
        lines.push("]".to_owned());
        for (feature, tag, followers) in of_tags {
            lines.push(format!("# {}", one_line(tag)));
            let followers = followers.iter().map(|follower| string(follower));
            let enabled: Vec<String> = enabled.iter().cloned().chain(followers).collect();
            lines.push(format!("{feature} = [{}]", enabled.join(", ")));
        }
    }
    for feature in package.features() {
        let Feature {
            name,
            purpose,
            enables,
            ..
        } = feature;
        lines.push(format!("# {purpose}"));
        lines.push(format!("{name} = {enables}"));
    }
    lines.join("\n")
}

fn dependencies(package: &Package, needs: Needs) -> String {
    let own = needs.uuid.then_some(UUID);
    let mut list: Vec<Dependency> = package.dependencies().chain(own).collect();
    list.sort_by_key(|dependency| dependency.name);
    let lines = list.iter().map(|dependency| {
        let Dependency {
            name,
            specification,
            optional,
        } = dependency;
        match (package.workspace, optional) {
            (true, false) => format!("{name}.workspace = true"),
            (true, true) => format!("{name} = {{ workspace = true, optional = true }}"),
            (false, false) => format!("{name} = {{ {specification} }}"),
            (false, true) => format!("{name} = {{ {specification}, optional = true }}"),
        }
    });
    let lines: Vec<String> = std::iter::once("[dependencies]".to_owned())
        .chain(lines)
        .collect();
    lines.join("\n")
}

/// A TOML basic string.
fn string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => {
                quoted.push_str(&format!("\\u{:04X}", u32::from(letter)));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// Text of the spec for a comment: nothing in it can end the line.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect()
}
