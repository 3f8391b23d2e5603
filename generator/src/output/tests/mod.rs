//! Tests of what is printed and of what is touched on disk.

mod disk;
mod printing;
