//! Findings about a spec: what was found, where, what follows from it, and the way out.
//!
//! A stage pushes findings into [`Diagnostics`] and goes on; the command prints them once, sorted by
//! their place. Each finding has a stable [`Code`], so that a person can look it up and a script can
//! count it.

mod alike;
mod codes;
mod diagnostic;
mod json;
mod list;
mod nearest;
mod place;
mod render;
mod tally;

pub use codes::Code;
pub use diagnostic::{Diagnostic, Severity};
pub use json::render_json;
pub use list::Diagnostics;
pub use nearest::nearest;
pub use place::{Aim, Locate, Location, Place, child_pointer, pointer_keys};
pub use render::{is_printed_whole, render, render_all};
pub use tally::Tally;
