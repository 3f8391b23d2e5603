//! What a person or a program reads: status lines and faults on standard error, data on standard output.

use std::env;
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use castiron::diagnostics::{self, Diagnostics, Locate, Severity};
use castiron::visible::visible;
use clap::builder::styling::{AnsiColor, Style};
use serde_json::{Value, json};

use super::arguments::{Color, MessageFormat, Options};
use super::failure::Fault;

const DONE: Style = AnsiColor::BrightGreen.on_default().bold();
const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
const HELP: Style = AnsiColor::BrightCyan.on_default().bold();

/// Where and how a run tells what it does.
pub(super) struct Console {
    is_colored: bool,
    is_quiet: bool,
    format: MessageFormat,
}

impl Console {
    pub(super) fn new(options: &Options) -> Self {
        Self {
            is_colored: is_colored(options.color),
            is_quiet: options.quiet,
            format: options.message_format,
        }
    }

    /// A line of progress: a verb, aligned as cargo does it, and what it was done to.
    pub(super) fn status(&self, verb: &str, what: impl Display) {
        if !self.is_quiet {
            self.say(format_args!(
                "{} {what}",
                self.styled(DONE, format_args!("{verb:>12}"))
            ));
        }
    }

    /// A fault that no spec is the place of.
    pub(super) fn fault(&self, fault: &Fault) -> io::Result<()> {
        match self.format {
            MessageFormat::Human => {
                self.say(format_args!(
                    "{}: {}",
                    self.styled(ERROR, "error"),
                    visible(&fault.message)
                ));
                if let Some((file, line, column)) = &fault.place {
                    self.say(format_args!("  --> {}:{line}:{column}", visible(file)));
                }
                if let Some(help) = &fault.help {
                    self.say(format_args!(
                        "{}: {}",
                        self.styled(HELP, "help"),
                        visible(help)
                    ));
                }
                Ok(())
            }
            MessageFormat::Json => self.record(fault_record(fault)),
        }
    }

    /// A way on that belongs to the lines above it.
    pub(super) fn help(&self, help: impl Display) {
        if self.format == MessageFormat::Human {
            self.say(format_args!("{}: {help}", self.styled(HELP, "help")));
        }
    }

    /// A line that is part of the answer: `human` on standard error, or `record` on standard output.
    pub(super) fn answer(
        &self,
        human: impl Display,
        record: impl FnOnce() -> Value,
    ) -> io::Result<()> {
        match self.format {
            MessageFormat::Human => {
                self.say(human);
                Ok(())
            }
            MessageFormat::Json => self.record(record()),
        }
    }

    /// An object that only programs read.
    pub(super) fn record_if_json(&self, record: impl FnOnce() -> Value) -> io::Result<()> {
        match self.format {
            MessageFormat::Human => Ok(()),
            MessageFormat::Json => self.record(record()),
        }
    }

    /// The findings about the specs.
    pub(super) fn findings(
        &self,
        diagnostics: &Diagnostics,
        sources: &dyn Locate,
    ) -> io::Result<()> {
        match self.format {
            MessageFormat::Human => {
                self.findings_aside(diagnostics, sources);
                Ok(())
            }
            MessageFormat::Json => self.data(&lines(diagnostics, sources)),
        }
    }

    /// The findings about the specs, on standard error in either format because standard output is for other data.
    pub(super) fn findings_aside(&self, diagnostics: &Diagnostics, sources: &dyn Locate) {
        match self.format {
            // A blank line sets them apart from what follows.
            MessageFormat::Human if !diagnostics.is_empty() => {
                let text = diagnostics::render_all(diagnostics, sources, self.is_colored);
                self.say(format_args!("{}", text.trim_end()));
                if !diagnostics::is_printed_whole(diagnostics, sources) {
                    self.help("`--message-format json` prints all of them");
                }
                self.say("");
            }
            MessageFormat::Json if !diagnostics.is_empty() => {
                self.say(lines(diagnostics, sources).trim_end());
            }
            MessageFormat::Human | MessageFormat::Json => {}
        }
    }

    /// The last line of a run that its findings stopped.
    pub(super) fn refused(&self, diagnostics: &Diagnostics) {
        let (errors, warnings) = (
            diagnostics.count(Severity::Error),
            diagnostics.count(Severity::Warning),
        );
        let found = match (errors, warnings) {
            (0, _) => format!(
                "{}, which strict mode refuses",
                counted(warnings, "warning")
            ),
            (_, 0) => counted(errors, "error"),
            _ => format!(
                "{}, {}",
                counted(errors, "error"),
                counted(warnings, "warning")
            ),
        };
        if self.format == MessageFormat::Human {
            self.say(format_args!(
                "{}: nothing was written: {found}",
                self.styled(ERROR, "error")
            ));
        }
    }

    /// Standard output failed for another reason than that its reader is gone.
    pub(super) fn lost_output(&self, error: &io::Error) {
        self.say(format_args!(
            "{}: cannot write to standard output: {error}",
            self.styled(ERROR, "error")
        ));
    }

    /// Text for standard output, as it stands.
    pub(super) fn data(&self, text: &str) -> io::Result<()> {
        let mut output = io::stdout().lock();
        output.write_all(text.as_bytes())?;
        output.flush()
    }

    fn record(&self, record: Value) -> io::Result<()> {
        self.data(&format!("{record}\n"))
    }

    fn say(&self, line: impl Display) {
        // When standard error is gone there is nobody left to tell.
        let _ = writeln!(io::stderr().lock(), "{line}");
    }

    fn styled(&self, style: Style, text: impl Display) -> String {
        if self.is_colored {
            format!("{style}{text}{style:#}")
        } else {
            text.to_string()
        }
    }
}

fn fault_record(fault: &Fault) -> Value {
    let (file, line, column) = match &fault.place {
        Some((file, line, column)) => (Some(file), Some(line), Some(column)),
        None => (None, None, None),
    };
    json!({
        "code": null,
        "severity": "error",
        "message": fault.message,
        "file": file,
        "line": line,
        "column": column,
        "pointer": null,
        "effect": null,
        "help": fault.help,
        "related": [],
    })
}

/// One JSON object per line.
fn lines(diagnostics: &Diagnostics, sources: &dyn Locate) -> String {
    let line = |diagnostic| diagnostics::render_json(diagnostic, sources) + "\n";
    diagnostics.sorted(sources).into_iter().map(line).collect()
}

/// A count and its noun.
pub(super) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// <https://no-color.org>: any value but the empty one means no colour.
fn is_colored(color: Color) -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            io::stderr().is_terminal()
                && !is_set("NO_COLOR")
                && env::var_os("TERM").is_none_or(|term| term != "dumb")
        }
    }
}
