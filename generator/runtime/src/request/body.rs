//! The body of a request, in each of the media types that can be written.

use http::{HeaderValue, header};
use serde::Serialize;

use super::super::form::form;
#[cfg(feature = "xml")]
use super::super::xml::{self, Xml};
use super::super::{Body, EncodeError, FormField, Multipart, ToMultipart, Value, finite};
use super::RequestParts;

impl RequestParts {
    /// Sets a JSON body, with the content type that the spec gives to it.
    pub fn json_body<T: Serialize + ?Sized>(&mut self, content_type: &'static str, body: &T) {
        let bytes = finite::to_json(body).map_err(|error| EncodeError::new(error.to_string()));
        self.put_body(content_type, bytes.map(Body::from));
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
            Ok((json, xml))
        });
        match xml {
            Ok((json, xml)) => {
                self.put_body(content_type, Ok(xml.into()));
                // What is hidden is found by the names of properties, which XML may not have.
                self.secrets.keep_body(json.into());
            }
            Err(error) => self.put_body(content_type, Err(error)),
        }
    }

    /// Sets a body of text.
    pub fn text_body(&mut self, content_type: &'static str, body: impl Into<String>) {
        self.put_body(content_type, Ok(body.into().into()));
    }

    /// Sets a body that is sent as it is.
    pub fn bytes_body(&mut self, content_type: &'static str, body: impl Into<Body>) {
        self.put_body(content_type, Ok(body.into()));
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
