//! The command line, as clap reads it.

use std::path::PathBuf;

use castiron::config::Api;
use castiron::selection::Selector;
use clap::error::{ContextKind, ContextValue};
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Casts OpenAPI specs into Rust clients.
#[derive(Debug, Parser)]
#[command(
    name = "castiron",
    version,
    after_help = "\
Examples:
  castiron                                      what `castiron.toml` says
  castiron generate openapi.yaml --out petpay   one document, without that file
Exit status: 0 done; 1 spec refused, drift found or disk failed; 2 wrong usage.",
    disable_help_subcommand = true,
    term_width = 80
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) options: Options,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write the crate; files that are right already are not touched
    #[command(
        override_usage = "castiron generate [OPTIONS] [<SPEC> --out <DIR>]",
        after_help = "\
Examples:
  castiron generate                                what `castiron.toml` says
  castiron generate openapi.yaml --out petpay      the crate `petpay`
  castiron generate openapi.yaml --out petpay --include tag:pets
WHICH is tag:NAME, operation:ID, path:/v1/** or 'GET /v1/*', as often as needed."
    )]
    Generate(OneSpec),
    /// Tell how the crate on disk differs from what would be written
    #[command(
        override_usage = "castiron check [OPTIONS] [<SPEC> --out <DIR>]",
        after_help = "\
Examples:
  castiron check                                   the crate of `castiron.toml`
  castiron check openapi.yaml --out petpay         what `generate` made of it
WHICH is tag:NAME, operation:ID, path:/v1/** or 'GET /v1/*', as often as needed."
    )]
    Check(OneSpec),
    /// Print what a stage makes of a spec
    #[command(after_help = "\
Examples:
  castiron inspect openapi.yaml --stage names      each Rust name and its place
  castiron inspect payrix | jq .types              of an API in `castiron.toml`
WHICH is tag:NAME, operation:ID, path:/v1/** or 'GET /v1/*', as often as needed.")]
    Inspect(Inspect),
    /// Print what the code of a finding means, with an example
    Explain {
        /// The code, for example `E0204`
        code: String,
    },
}

/// Tells who names a document in the place of a command which command takes it.
pub(super) fn suggest(error: &mut clap::Error) {
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) else {
        return;
    };
    let is_document = [".yaml", ".yml", ".json"]
        .iter()
        .any(|extension| word.to_lowercase().ends_with(extension));
    if is_document {
        let command = format!("to cast a document: castiron generate {word} --out <DIR>");
        let tips = ContextValue::StyledStrs(vec![command.into()]);
        error.insert(ContextKind::Suggested, tips);
    }
}

/// A spec that is not in a `castiron.toml`.
#[derive(Debug, Default, Args)]
pub(super) struct OneSpec {
    /// An OpenAPI document, cast without `castiron.toml`
    #[arg(requires = "out", conflicts_with = "config")]
    pub(super) spec: Option<PathBuf>,
    /// The folder of its crate
    #[arg(long, value_name = "DIR", requires = "spec")]
    pub(super) out: Option<PathBuf>,
    /// Its crate and module [default: name of DIR]
    #[arg(long, requires = "spec")]
    pub(super) name: Option<String>,
    /// Cast its types alone, without a client
    #[arg(long, requires = "spec")]
    pub(super) types_only: bool,
    /// Whether tags have features of their own
    #[arg(
        long,
        value_name = "true|false",
        requires = "spec",
        hide_possible_values = true
    )]
    pub(super) tag_features: Option<bool>,
    #[command(flatten)]
    pub(super) reading: Reading,
}

/// What of a spec is read, and how.
#[derive(Debug, Default, Args)]
pub(super) struct Reading {
    /// Folder `$ref`s may read [default: of SPEC]
    #[arg(long, value_name = "DIR", requires = "spec")]
    ref_root: Option<PathBuf>,
    /// Apply this OpenAPI Overlay first
    #[arg(long, value_name = "FILE", requires = "spec")]
    overlay: Vec<PathBuf>,
    /// Cast only operations like `tag:pets`
    #[arg(long, value_name = "WHICH", requires = "spec", value_parser = Selector::parse)]
    include: Vec<Selector>,
    /// Leave out operations like `GET /pets/**`
    #[arg(long, value_name = "WHICH", requires = "spec", value_parser = Selector::parse)]
    exclude: Vec<Selector>,
}

impl Reading {
    /// Reads an API as the command line says, as far as it does.
    pub(super) fn apply(&self, api: &mut Api) {
        fn given<T: Clone>(values: &[T], wanted: &mut Vec<T>) {
            if !values.is_empty() {
                *wanted = values.to_vec();
            }
        }
        if let Some(root) = &self.ref_root {
            api.ref_root = Some(root.clone());
        }
        given(&self.overlay, &mut api.overlays);
        given(&self.include, &mut api.selection.include);
        given(&self.exclude, &mut api.selection.exclude);
    }

    /// The flags as they were given, with their values.
    pub(super) fn given(&self) -> Vec<(&'static str, String)> {
        let root = self.ref_root.iter().map(|root| ("--ref-root", root));
        let overlays = self.overlay.iter().map(|overlay| ("--overlay", overlay));
        let mut given: Vec<_> = root
            .chain(overlays)
            .map(|(flag, path)| (flag, path.display().to_string()))
            .collect();
        for (flag, selectors) in [("--include", &self.include), ("--exclude", &self.exclude)] {
            let selectors = selectors.iter();
            given.extend(selectors.map(|selector| (flag, format!("'{selector}'"))));
        }
        given
    }
}

#[derive(Debug, Args)]
pub(super) struct Inspect {
    /// The name of an API in `castiron.toml`, or an OpenAPI document
    #[arg(id = "spec", value_name = "API|SPEC")]
    pub(super) subject: String,
    /// Whose result to print
    #[arg(
        long,
        value_enum,
        value_name = "document|model|names",
        default_value = "model",
        hide_possible_values = true
    )]
    pub(super) stage: Stage,
    #[command(flatten)]
    pub(super) reading: Reading,
}

/// The spec as OpenAPI 3.0, its operations and types, or the Rust identifiers given to them.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Stage {
    Document,
    Model,
    Names,
}

// Behind those of the subcommands, however many these have.
#[derive(Debug, Args)]
#[command(next_display_order = 100)]
pub(super) struct Options {
    /// Refuse a spec that has warnings
    #[arg(long, global = true)]
    pub(super) strict: bool,
    /// Read this file as `castiron.toml`
    #[arg(long, value_name = "PATH", global = true)]
    pub(super) config: Option<PathBuf>,
    /// How findings are printed
    #[arg(
        long,
        value_enum,
        value_name = "human|json",
        default_value = "human",
        hide_possible_values = true,
        global = true
    )]
    pub(super) message_format: MessageFormat,
    /// When to colour
    #[arg(
        long,
        value_enum,
        value_name = "auto|always|never",
        default_value = "auto",
        hide_possible_values = true,
        global = true
    )]
    pub(super) color: Color,
    /// Print findings only
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
}

/// Findings are text on standard error, or one JSON object per line on standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    Human,
    Json,
}

/// `Auto` colours on a terminal, unless `NO_COLOR` is set.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}
