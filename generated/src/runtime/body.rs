//! [`Body`]: what a request sends, from memory, a file, a reader or a stream.

mod error;
mod open;
mod segment;

use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use bytes::Bytes;
use futures_core::Stream;

pub use self::error::BodyError;
pub use self::open::OpenBody;
use self::segment::{Input, Segment};
use super::caught::lock;

/// The body of a request.
///
/// Bytes and texts become one with [`From`]; [`Body::file`], [`Body::reader`] and [`Body::stream`]
/// send what need not fit into memory. Where the length is known, it is sent as `Content-Length`;
/// otherwise the body goes out in chunks.
///
/// A body in memory or in a file can be sent again when the call may be repeated. A reader and a
/// stream can be read only once: such a request is never repeated after anything of the body was
/// read, whatever the method and the idempotency key; not after a 401 either.
#[derive(Clone)]
pub struct Body {
    source: Source,
    /// What the caller says of the length of a reader or stream.
    length: Option<u64>,
    /// What the caller says that the bytes are.
    content_type: Option<Box<str>>,
}

#[derive(Clone)]
enum Source {
    Memory(Bytes),
    File(Arc<Path>),
    Once(Arc<Once>),
    Joined(Arc<[Body]>),
}

/// A reader or stream, until somebody reads it.
struct Once(Mutex<Option<Input>>);

impl Once {
    fn lock(&self) -> MutexGuard<'_, Option<Input>> {
        lock(&self.0)
    }
}

impl Body {
    /// The contents of a file, as they are when the request is sent.
    ///
    /// The file is opened anew for each attempt, and read in pieces of 64 KiB while it is sent, with
    /// the blocking calls of `std`: for a file on a slow disk of the network, give a stream. What is
    /// appended meanwhile is not sent. A file that cannot be opened fails the call before anything
    /// was sent.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self::new(Source::File(path.into().into()))
    }

    /// What a reader gives, read once in pieces of 64 KiB while it is sent.
    ///
    /// A read that blocks, blocks the thread that the request runs on.
    pub fn reader(reader: impl Read + Send + 'static) -> Self {
        Self::once(Input::Reader(Box::new(reader)))
    }

    /// What an async stream gives, read once while it is sent.
    ///
    /// The text of an error of the stream becomes part of the call's error.
    pub fn stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes> + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
    {
        Self::once(Input::stream(stream))
    }

    /// Says how many bytes a reader or stream gives; other bodies know it, and this changes nothing.
    ///
    /// A body that turns out shorter or longer fails the call, and the server cannot take it for
    /// complete.
    #[must_use]
    pub fn with_length(mut self, length: u64) -> Self {
        self.length = Some(length);
        self
    }

    /// Says what the bytes are, where the API takes more than one type: `image/png` of `image/*`.
    ///
    /// A type that the API does not take fails the call before anything is sent. Where nothing is said,
    /// a range that has room for it is `application/octet-stream` or `text/plain`; any other has to be
    /// told.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into().into());
        self
    }

    /// What the caller says that the bytes are.
    pub(super) fn said_content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// The bytes, if they are in memory as one piece.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.source {
            Source::Memory(bytes) => Some(bytes),
            Source::File(_) | Source::Once(_) | Source::Joined(_) => None,
        }
    }

    /// Whether the body can be read more than once.
    pub fn is_repeatable(&self) -> bool {
        match &self.source {
            Source::Memory(_) | Source::File(_) => true,
            Source::Once(_) => false,
            Source::Joined(bodies) => bodies.iter().all(Self::is_repeatable),
        }
    }

    /// Begins to read the body, from its start. Transports do this once for each request.
    ///
    /// # Errors
    ///
    /// A file cannot be opened, or something that can be read only once has been read.
    pub fn open(&self) -> Result<OpenBody, BodyError> {
        let mut segments = Vec::new();
        self.open_into(&mut segments)?;
        Ok(OpenBody::new(segments))
    }

    fn open_into(&self, segments: &mut Vec<Segment>) -> Result<(), BodyError> {
        match &self.source {
            Source::Memory(bytes) => segments.push(Segment::memory(bytes.clone())),
            Source::File(path) => {
                let opened = File::open(path).and_then(Segment::file);
                segments.push(opened.map_err(BodyError::unopened)?);
            }
            Source::Once(_) if self.is_spent() => return Err(BodyError::spent()),
            Source::Once(once) => segments.push(Segment::once(Arc::clone(once), self.length)),
            Source::Joined(bodies) => {
                bodies
                    .iter()
                    .try_for_each(|body| body.open_into(segments))?;
            }
        }
        Ok(())
    }

    /// One body after the other.
    pub(super) fn joined(bodies: Vec<Self>) -> Self {
        Self::new(Source::Joined(bodies.into()))
    }

    /// Whether something that can be read only once has been read.
    pub(super) fn is_spent(&self) -> bool {
        match &self.source {
            Source::Memory(_) | Source::File(_) => false,
            Source::Once(once) => once.lock().is_none(),
            Source::Joined(bodies) => bodies.iter().any(Self::is_spent),
        }
    }

    /// Whether nothing has to be read from elsewhere while the body is sent.
    pub(super) fn is_in_memory(&self) -> bool {
        match &self.source {
            Source::Memory(_) => true,
            Source::File(_) | Source::Once(_) => false,
            Source::Joined(bodies) => bodies.iter().all(Self::is_in_memory),
        }
    }

    fn once(input: Input) -> Self {
        Self::new(Source::Once(Arc::new(Once(Mutex::new(Some(input))))))
    }

    fn new(source: Source) -> Self {
        Self {
            source,
            length: None,
            content_type: None,
        }
    }
}

/// An empty body.
impl Default for Body {
    fn default() -> Self {
        Bytes::new().into()
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self::new(Source::Memory(bytes))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<&'static [u8]> for Body {
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from_static(bytes).into()
    }
}

impl<const LENGTH: usize> From<&'static [u8; LENGTH]> for Body {
    fn from(bytes: &'static [u8; LENGTH]) -> Self {
        Bytes::from_static(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from(text).into()
    }
}

/// Bytes are compared, files by their paths; a reader or stream equals itself only.
impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        match (&self.source, &other.source) {
            (Source::Memory(one), Source::Memory(other)) => one == other,
            (Source::File(one), Source::File(other)) => one == other,
            (Source::Once(one), Source::Once(other)) => Arc::ptr_eq(one, other),
            (Source::Joined(one), Source::Joined(other)) => one == other,
            (Source::Memory(_) | Source::File(_) | Source::Once(_) | Source::Joined(_), _) => false,
        }
    }
}

/// Shows of what kind it is, and neither contents nor path.
impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Source::Memory(bytes) => write!(formatter, "Body({} bytes)", bytes.len()),
            Source::File(_) => formatter.write_str("Body(a file)"),
            Source::Once(_) => formatter.write_str("Body(a stream)"),
            Source::Joined(bodies) => write!(formatter, "Body({} pieces)", bodies.len()),
        }
    }
}
