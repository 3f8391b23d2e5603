//! The parameters of a request: of its path, query, headers and cookies.

use http::HeaderName;
use serde::Serialize;

use super::super::security::{header_value, unusable_name};
use super::super::style::{self, Escape};
use super::super::{EncodeError, Hidden, Idempotency, Style, Value};
use super::RequestParts;

impl RequestParts {
    /// Sets a path parameter in style `simple`. Empty values are refused, and those that make the
    /// segment `.` or `..`.
    pub fn path<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.path_styled(name, Style::Simple, false, value);
    }

    /// Sets a path parameter that stands where other operations have a literal: `taken` are the
    /// values that would address one of those.
    pub fn path_except<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
        taken: &[&'static str],
    ) {
        self.path(name, value);
        let text = self.path.iter().find(|(known, _)| *known == name);
        let taken = taken
            .iter()
            .find(|taken| text.is_some_and(|(_, text)| *text == style::encode(taken)));
        if let Some(taken) = taken {
            self.fail(format!(
                "the path parameter `{name}` cannot be `{taken}`, which would address another \
                 operation"
            ));
        }
    }

    /// Sets a path parameter in another style: `simple`, `label` or `matrix`.
    pub fn path_styled<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) {
        let value = Value::of(value);
        self.keep(Hidden::Path(name), &value);
        let text =
            value.and_then(|value| style::expand(name, style, explode, Escape::Unreserved, value));
        if let Some(text) = self.kept("path parameter", name, text) {
            self.path.retain(|(known, _)| *known != name);
            self.path.push((name, text.unwrap_or_default()));
        }
    }

    /// Sets a query parameter in style `form`, exploded. An absent value is left out.
    pub fn query<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.put_query(
            name,
            Style::Form,
            true,
            Escape::Unreserved,
            Value::of(value),
        );
    }

    /// Sets a query parameter in another style. A part of a list or object that holds the style's
    /// separator is refused, because it would be read as two.
    pub fn query_styled<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) {
        self.put_query(name, style, explode, Escape::Unreserved, Value::of(value));
    }

    /// Sets a query parameter whose reserved characters stay as they are (`allowReserved`), but for
    /// `#`, `&`, `+` and `'`, which would come out as something else.
    pub fn query_reserved<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) {
        self.put_query(name, style, explode, Escape::Reserved, Value::of(value));
    }

    /// Sets a header in style `simple`, as it is: printable ASCII and tabs, without white space at the
    /// ends; everything else is refused. An absent value is left out, and so is an empty list.
    pub fn header<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.header_styled(name, false, value);
    }

    /// Sets a header in style `simple`, exploded or not. Parts that hold the comma between them are
    /// refused.
    pub fn header_styled<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        explode: bool,
        value: &T,
    ) {
        let value = Value::of(value);
        self.keep(Hidden::Header(name), &value);
        let text = value
            .and_then(|value| style::expand(name, Style::Simple, explode, Escape::Nothing, value));
        if let Some(text) = self.kept("header", name, text) {
            self.put_header(name, text);
        }
    }

    /// Sets a cookie in style `form`: percent-encoded, so that it carries any text. An absent value is
    /// left out.
    pub fn cookie<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.cookie_styled(name, true, value);
    }

    /// Sets a cookie in style `form`, exploded or not.
    pub fn cookie_styled<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        explode: bool,
        value: &T,
    ) {
        let value = Value::of(value);
        self.keep(Hidden::Cookie(name), &value);
        let pairs = value.and_then(|value| {
            style::named_pairs(name, Style::Form, explode, Escape::Unreserved, &value)
        });
        if let Some(pairs) = self.kept("cookie", name, pairs) {
            self.cookies.set(name, pairs);
        }
    }

    fn put_query(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        escape: Escape,
        value: Result<Value, EncodeError>,
    ) {
        self.keep(Hidden::Query(name), &value);
        if let (Idempotency::Query(carrier, _), Ok(Value::Scalar(text))) =
            (self.operation.idempotency, &value)
            && carrier == name
        {
            self.key = Some(text.clone());
        }
        let pairs =
            value.and_then(|value| style::named_pairs(name, style, explode, escape, &value));
        if let Some(pairs) = self.kept("query parameter", name, pairs) {
            self.query.set(name, pairs);
        }
    }

    fn put_header(&mut self, name: &'static str, text: Option<String>) {
        if let Idempotency::Header(carrier, _) = self.operation.idempotency
            && carrier == name
        {
            self.key.clone_from(&text);
        }
        let Ok(header) = HeaderName::from_bytes(name.as_bytes()) else {
            return self.fail(unusable_name(name));
        };
        match text.map(header_value) {
            None => {
                self.headers.remove(header);
            }
            Some(Some(mut value)) => {
                value.set_sensitive(self.secrets.hides(Hidden::Header(name)));
                self.headers.insert(header, value);
            }
            Some(None) => self.fail(format!(
                "the header `{name}` cannot carry its value: HTTP allows neither line breaks, nor \
                 white space at the ends, nor characters beyond ASCII"
            )),
        }
    }

    /// Keeps an argument for links, and out of every message when the spec says that nobody may see
    /// it.
    pub(super) fn keep(&mut self, part: Hidden, value: &Result<Value, EncodeError>) {
        let Ok(value) = value else {
            return;
        };
        if self.secrets.hides(part) {
            self.secrets.add(value);
        }
        if let Some(sent) = &mut self.sent {
            sent.keep(part, value);
        }
    }

    fn kept<T>(&mut self, what: &str, name: &str, value: Result<T, EncodeError>) -> Option<T> {
        value
            .map_err(|error| self.fail(format!("the {what} `{name}` cannot be written: {error}")))
            .ok()
    }
}
