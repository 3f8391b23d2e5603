//! The shape of the generator: which module knows which, where things may happen, and how files look.
#![cfg(test)]

mod files;
mod headers;
mod layering;
mod places;
mod references;
mod templates;
