//! The body of a request, in each of the media types that can be written.

use http::{HeaderValue, header};
use serde::Serialize;
use serde_json::value::RawValue;

#[cfg(feature = "csv")]
use super::super::csv::{self, Record};
use super::super::form::form;
#[cfg(feature = "xml")]
use super::super::xml::{self, Xml};
use super::super::{
    Body, EncodeError, FormField, Multipart, ToMultipart, Value, finite, media_type,
};
use super::RequestParts;

impl RequestParts {
    /// Sets a JSON body, with the content type that the spec gives to it.
    pub fn json_body<T: Serialize + ?Sized>(&mut self, content_type: &'static str, body: &T) {
        let bytes = finite::to_json(body).map_err(|error| EncodeError::new(error.to_string()));
        self.put_body(content_type, bytes.map(Body::from));
    }

    /// Sets a body of the items of a list, each as JSON on a line of its own.
    pub fn lines_body<T: Serialize + ?Sized>(&mut self, content_type: &'static str, body: &T) {
        self.put_items(content_type, "", body);
    }

    /// Sets a JSON text sequence (RFC 7464) of the items of a list.
    pub fn records_body<T: Serialize + ?Sized>(&mut self, content_type: &'static str, body: &T) {
        self.put_items(content_type, "\u{1E}", body);
    }

    /// Sets a body of the items of a list, each between `before` and a line break.
    fn put_items<T: Serialize + ?Sized>(
        &mut self,
        content_type: &'static str,
        before: &str,
        body: &T,
    ) {
        let json = finite::to_json(body).map_err(|error| EncodeError::new(error.to_string()));
        let items = json.and_then(|json| Ok((framed(before, &json)?, json)));
        self.put_converted(content_type, items);
    }

    /// Sets a body of `application/x-www-form-urlencoded` from the properties of an object.
    pub fn form_body<T: Serialize + ?Sized>(&mut self, body: &T) {
        self.encoded_form_body(&[], body);
    }

    /// Sets a body of `application/x-www-form-urlencoded`, some of whose properties are written as the
    /// spec says.
    pub fn encoded_form_body<T: Serialize + ?Sized>(&mut self, fields: &[FormField], body: &T) {
        let bytes = Value::of(body).and_then(|value| form(&value, fields));
        self.put_body("application/x-www-form-urlencoded", bytes.map(Body::from));
    }

    /// Sets an XML body, with the content type that the spec gives to it.
    #[cfg(feature = "xml")]
    pub fn xml_body<T: Xml + Serialize>(&mut self, content_type: &'static str, body: &T) {
        let json = finite::to_json(body).map_err(|error| EncodeError::new(error.to_string()));
        let xml = json.and_then(|json| {
            let xml = xml::from_json(&json, T::structure())?;
            Ok((xml, json))
        });
        self.put_converted(content_type, xml);
    }

    /// Sets a CSV body, with the content type that the spec gives to it.
    #[cfg(feature = "csv")]
    pub fn csv_body<T: Record + Serialize>(&mut self, content_type: &'static str, body: &[T]) {
        let json = finite::to_json(body).map_err(|error| EncodeError::new(error.to_string()));
        let csv = json.and_then(|json| Ok((csv::from_json(&json, T::columns())?, json)));
        self.put_converted(content_type, csv);
    }

    /// Sets a body of text.
    pub fn text_body(&mut self, content_type: &'static str, body: impl Into<String>) {
        self.put_body(content_type, Ok(body.into().into()));
    }

    /// Sets a body that is sent as it is, of a content type or of one in a range: `image/*`.
    pub fn bytes_body(&mut self, content_type: &'static str, body: impl Into<Body>) {
        let body = body.into();
        match media_type::chosen(content_type, body.said_content_type()) {
            Ok(chosen) => {
                self.put_body(content_type, Ok(body));
                self.headers.insert(header::CONTENT_TYPE, chosen);
            }
            Err(error) => self.unwritten(&error),
        }
    }

    /// Sets a body of `multipart/form-data`.
    pub fn multipart_body(&mut self, body: &impl ToMultipart) {
        let mut multipart = Multipart::default();
        body.parts(&mut multipart);
        if self.secrets.hide_in_body() {
            self.secrets.keep_body(multipart.readable());
        }
        match multipart.finish() {
            Ok((content_type, body)) => {
                self.body = body;
                self.headers.insert(header::CONTENT_TYPE, content_type);
            }
            Err(error) => self.unwritten(&error),
        }
    }

    /// Sets a body that was made of JSON, which is the second.
    fn put_converted(
        &mut self,
        content_type: &'static str,
        body: Result<(impl Into<Body>, Vec<u8>), EncodeError>,
    ) {
        match body {
            Ok((body, json)) => {
                self.put_body(content_type, Ok(body.into()));
                // What is hidden is found by the names of properties, which other forms may not have.
                self.secrets.keep_body(json.into());
            }
            Err(error) => self.put_body(content_type, Err(error)),
        }
    }

    fn put_body(&mut self, content_type: &'static str, body: Result<Body, EncodeError>) {
        match body {
            Ok(body) => {
                if self.secrets.hide_in_body() {
                    let bytes = body.as_bytes().cloned();
                    self.secrets.keep_body(bytes.unwrap_or_default());
                }
                self.body = body;
            }
            Err(error) => self.unwritten(&error),
        }
        self.headers
            .insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    }

    fn unwritten(&mut self, error: &EncodeError) {
        self.fail(format!("the body cannot be written: {error}"));
    }
}

/// The items of a JSON list, each between `before` and a line break.
fn framed(before: &str, json: &[u8]) -> Result<String, EncodeError> {
    let items: Vec<&RawValue> =
        serde_json::from_slice(json).map_err(|error| EncodeError::new(error.to_string()))?;
    let mut text = String::with_capacity(json.len());
    for item in items {
        text.push_str(before);
        // Free-form JSON is sent as it is written, and may go over lines between its tokens.
        text.extend(item.get().chars().map(|letter| match letter {
            '\n' | '\r' => ' ',
            other => other,
        }));
        text.push('\n');
    }
    Ok(text)
}
