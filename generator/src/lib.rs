//! castiron casts OpenAPI specs into Rust clients that read as if written by hand.
//!
//! [`pipeline::cast`] takes specs through all stages and gives a crate in memory; [`output`] prints it
//! and brings a folder up to date. Each stage is a module, and has one type that it takes and one that
//! it gives. What was found in a spec is in [`diagnostics::Diagnostics`]; nothing panics for it.
//!
//! ```no_run
//! use std::path::Path;
//!
//! use castiron::config::Config;
//! use castiron::pipeline::{self, Request};
//! use castiron::{diagnostics, output};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let config = Config::of_one("openapi.yaml".into(), "client".into(), "client")?;
//! let outcome = pipeline::cast(&Request {
//!     apis: config.apis,
//!     package: config.package,
//!     strict: true,
//! });
//! let findings = diagnostics::render_all(&outcome.diagnostics, &outcome.sources, false);
//! eprint!("{findings}");
//! if let Some(tree) = outcome.tree {
//!     output::write(Path::new("client"), &output::format(tree)?)?;
//! }
//! # Ok(())
//! # }
//! ```

pub mod analyze;
pub mod config;
pub mod diagnostics;
pub mod dialect;
pub mod emit;
pub mod lower;
pub mod model;
pub mod names;
pub mod output;
pub mod overlay;
pub mod pipeline;
pub mod resolve;
pub mod selection;
pub mod source;
pub mod visible;
