//! [`File`]: a part of a form that has a name and a content type of its own.

use std::fmt;
use std::path::Path;

use super::super::Body;

/// A file to be sent as a part of a form.
#[derive(Clone, PartialEq)]
pub struct File {
    pub(super) name: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Body,
}

impl File {
    /// A file of this name.
    ///
    /// The name may hold any text; quotes and line breaks arrive as `%22`, `%0D` and `%0A`, as they
    /// do from a browser.
    pub fn new(name: impl Into<String>, body: impl Into<Body>) -> Self {
        Self {
            name: Some(name.into()),
            ..Self::unnamed(body)
        }
    }

    /// The file at a path, under its own name and without its folders; see [`Body::file`] for when
    /// it is read.
    pub fn at(path: impl AsRef<Path>) -> Self {
        let path = path.as_ref();
        let name = path.file_name().unwrap_or_default();
        Self::new(name.to_string_lossy(), Body::file(path))
    }

    /// A part without a file name, which most servers take for a text rather than a file.
    pub fn unnamed(body: impl Into<Body>) -> Self {
        Self {
            name: None,
            content_type: None,
            headers: Vec::new(),
            body: body.into(),
        }
    }

    /// Says what the file holds: `image/png`. Unless set, it is what the API asks for, or
    /// `application/octet-stream`.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Adds a header to the part. One that HTTP cannot carry fails the call before it is sent.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

/// Shows the kind of the body only.
impl fmt::Debug for File {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("File")
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}
