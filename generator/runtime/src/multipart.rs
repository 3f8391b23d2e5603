//! [`Multipart`]: a body of `multipart/form-data` (RFC 7578), put together part by part.

mod file;
mod headers;

use std::fmt::Write as _;

use bytes::{Bytes, BytesMut};
use http::HeaderValue;
use serde::Serialize;

pub use self::file::File;
use super::security::header_value;
use super::{Body, EncodeError, Value, finite};

/// A value that is sent as the parts of a form.
pub trait ToMultipart {
    /// Adds the parts, in the order in which they are sent.
    fn parts(&self, multipart: &mut Multipart);
}

impl<T: ToMultipart + ?Sized> ToMultipart for Box<T> {
    fn parts(&self, multipart: &mut Multipart) {
        T::parts(self, multipart);
    }
}

/// The parts of a form.
///
/// Parts are written as they come. The first that cannot be is kept, and the call reports it
/// instead of sending.
#[derive(Debug, Default)]
pub struct Multipart {
    parts: Vec<Part>,
    fault: Option<String>,
}

#[derive(Debug)]
struct Part {
    name: &'static str,
    kind: Kind,
    /// The headers, each with its line break.
    head: String,
    body: Body,
    /// The values of headers that the spec declares, by their names.
    headers: Vec<(&'static str, Value)>,
}

/// What a part was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Json,
    File,
}

/// The largest part, in bytes, that is copied to be sent together with what surrounds it.
const SMALL: usize = 8 * 1024;

impl Multipart {
    /// Adds a text, number or boolean, as text without a content type.
    pub fn text<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.put(name, Kind::Text, head(name, None, None, &[]), text(value));
    }

    /// Adds a text, number or boolean, as text of another content type than `text/plain`.
    pub fn text_as<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        content_type: &'static str,
        value: &T,
    ) {
        let head = head(name, None, Some(content_type), &[]);
        self.put(name, Kind::Text, head, text(value));
    }

    /// Adds a value as JSON.
    pub fn json<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        content_type: &'static str,
        value: &T,
    ) {
        let head = head(name, None, Some(content_type), &[]);
        let body = finite::to_json(value).map_err(|error| EncodeError::new(error.to_string()));
        self.put(name, Kind::Json, head, body.map(Body::from));
    }

    /// Adds a file; `content_type` is for one that has none of its own.
    pub fn file(&mut self, name: &'static str, content_type: &'static str, file: &File) {
        let said = file.content_type.as_deref();
        let said = said.or_else(|| file.body.said_content_type());
        let content_type = said.unwrap_or(content_type);
        let file_name = file.name.as_deref();
        let head = head(name, file_name, Some(content_type), &file.headers);
        self.put(name, Kind::File, head, Ok(file.body.clone()));
    }

    fn put(
        &mut self,
        name: &'static str,
        kind: Kind,
        head: Result<String, EncodeError>,
        body: Result<Body, EncodeError>,
    ) {
        match head.and_then(|head| Ok((head, body?))) {
            Ok((head, body)) => self.parts.push(Part {
                name,
                kind,
                head,
                body,
                headers: Vec::new(),
            }),
            Err(error) => {
                let fault = format!("the part `{name}` cannot be written: {error}");
                self.fault.get_or_insert(fault);
            }
        }
    }

    /// The parts other than files, and the headers of all, as one JSON document, in which hidden
    /// properties are found like in any other body.
    pub(super) fn readable(&self) -> Bytes {
        let headers = self.parts.iter().flat_map(|part| &part.headers);
        let headers = headers.map(|(name, value)| headers::readable(name, value));
        let members = self.parts.iter().filter_map(|part| {
            let bytes = part.body.as_bytes()?;
            let value = std::str::from_utf8(bytes).ok()?;
            let name = serde_json::Value::from(part.name);
            match (part.kind, value) {
                (Kind::Json, _) | (Kind::Text, "true" | "false") => {
                    Some(format!("{{{name}:{value}}}"))
                }
                (Kind::Text, _) => Some(format!("{{{name}:{}}}", serde_json::Value::from(value))),
                (Kind::File, _) => None,
            }
        });
        let members: Vec<String> = members.chain(headers).collect();
        format!("[{}]", members.join(",")).into()
    }

    /// The content type and the body.
    ///
    /// # Errors
    ///
    /// A part could not be written, or the operating system has no random numbers to give.
    pub(super) fn finish(self) -> Result<(HeaderValue, Body), EncodeError> {
        if let Some(fault) = self.fault {
            return Err(EncodeError::new(fault));
        }
        let boundary = boundary(&self.parts)?;
        let mut pieces = Pieces::default();
        for part in self.parts {
            pieces.text(&format!("--{boundary}\r\n{}\r\n", part.head));
            pieces.body(part.body);
            pieces.text("\r\n");
        }
        pieces.text(&format!("--{boundary}--\r\n"));
        let content_type = format!("multipart/form-data; boundary={boundary}");
        let content_type = HeaderValue::try_from(content_type)
            .map_err(|error| EncodeError::new(error.to_string()))?;
        Ok((content_type, pieces.join()))
    }
}

fn text<T: Serialize + ?Sized>(value: &T) -> Result<Body, EncodeError> {
    match Value::of(value)? {
        Value::Scalar(text) => Ok(text.into()),
        Value::Absent => Ok(Body::default()),
        Value::List(_) | Value::Object(_) => Err(EncodeError::new("it is not a text")),
    }
}

/// The headers of a part.
///
/// Names may hold any text, in UTF-8 (RFC 7578, 5.1); `"` and line breaks, which would end them,
/// are percent-encoded as browsers do it (WHATWG HTML, "multipart/form-data encoding algorithm").
fn head(
    name: &str,
    file_name: Option<&str>,
    content_type: Option<&str>,
    headers: &[(String, String)],
) -> Result<String, EncodeError> {
    let mut head = format!("Content-Disposition: form-data; name=\"{}\"", quoted(name));
    if let Some(file_name) = file_name {
        let _ = write!(head, "; filename=\"{}\"", quoted(file_name));
    }
    head.push_str("\r\n");
    let content_type = content_type.map(|value| ("Content-Type", value));
    let others = headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    for (name, value) in content_type.into_iter().chain(others) {
        head.push_str(&line(name, value)?);
    }
    Ok(head)
}

/// A header with its line break.
fn line(name: &str, value: &str) -> Result<String, EncodeError> {
    let usable = http::HeaderName::from_bytes(name.as_bytes()).is_ok();
    if !usable || header_value(value).is_none() {
        return Err(EncodeError::new(format!(
            "its header `{}` cannot be sent",
            name.escape_default()
        )));
    }
    Ok(format!("{name}: {value}\r\n"))
}

fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A line that occurs in no part whose content is known, and by its 128 random bits in no other.
fn boundary(parts: &[Part]) -> Result<String, EncodeError> {
    loop {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(|error| {
            EncodeError::new(format!("there are no random numbers for it: {error}"))
        })?;
        let boundary = format!("{:032x}", u128::from_be_bytes(bytes));
        let occurs = |part: &Part| {
            let known = part.body.as_bytes().map(Bytes::as_ref).unwrap_or_default();
            contains(part.head.as_bytes(), boundary.as_bytes())
                || contains(known, boundary.as_bytes())
        };
        if !parts.iter().any(occurs) {
            return Ok(boundary);
        }
    }
}

fn contains(text: &[u8], searched: &[u8]) -> bool {
    text.windows(searched.len())
        .any(|window| window == searched)
}

/// Bodies in a row, of which small neighbours are one.
#[derive(Default)]
struct Pieces {
    done: Vec<Body>,
    text: BytesMut,
}

impl Pieces {
    fn text(&mut self, text: &str) {
        self.text.extend_from_slice(text.as_bytes());
    }

    fn body(&mut self, body: Body) {
        match body.as_bytes() {
            Some(bytes) if bytes.len() <= SMALL => self.text.extend_from_slice(bytes),
            _ => {
                self.done.push(self.text.split().freeze().into());
                self.done.push(body);
            }
        }
    }

    fn join(mut self) -> Body {
        let last = Body::from(self.text.freeze());
        if self.done.is_empty() {
            return last;
        }
        self.done.push(last);
        Body::joined(self.done)
    }
}
