//! [`Query`]: the parameters of a query, read as what the API documents them to be.

use std::fmt;

use serde::de::DeserializeOwned;

use super::headers::fault;
use super::wire::{Reading, Wire};
use super::{ReadError, Shape, Value, form, json};

/// The parameters of a query, each of which is read when it is asked for.
#[derive(Clone)]
pub struct Query(Vec<(String, String)>);

/// A query parameter that an API documents.
#[derive(Debug, Clone, Copy)]
pub struct QueryParameter {
    name: &'static str,
    shape: Shape,
    separator: Option<char>,
}

impl QueryParameter {
    /// A parameter of this name, whose value is of this shape.
    pub const fn new(name: &'static str, shape: Shape) -> Self {
        Self {
            name,
            shape,
            separator: None,
        }
    }

    /// The same for a list whose items stand in one text, with this between them.
    #[must_use]
    pub const fn separated(mut self, separator: char) -> Self {
        self.separator = Some(separator);
        self
    }
}

impl Query {
    /// The parameters of a query, which begins behind the question mark of a URL.
    pub fn new(query: &str) -> Self {
        Self(form::read::pairs(query))
    }

    /// The value of a parameter that the API promises.
    ///
    /// # Errors
    ///
    /// The parameter is missing, or not what it is documented to be.
    pub fn required<T: DeserializeOwned>(&self, parameter: QueryParameter) -> Result<T, ReadError> {
        let value = self.optional(parameter)?;
        value.ok_or_else(|| fault("query parameter", parameter.name, None))
    }

    /// The value of a parameter, if it is there.
    ///
    /// # Errors
    ///
    /// The parameter is not what it is documented to be.
    pub fn optional<T: DeserializeOwned>(
        &self,
        parameter: QueryParameter,
    ) -> Result<Option<T>, ReadError> {
        let QueryParameter { name, shape, .. } = parameter;
        let Some(value) = self.value(parameter) else {
            return Ok(None);
        };
        json::from_slice(shape.json(&value).as_bytes(), json::MAX_DEPTH)
            .map(Some)
            .map_err(|error| fault("query parameter", name, Some(&error)))
    }

    /// [`Query::required`] for a value in another form.
    ///
    /// # Errors
    ///
    /// Those of [`Query::required`].
    pub fn required_with<T: Wire<F>, F>(
        &self,
        parameter: QueryParameter,
        _form: F,
    ) -> Result<T, ReadError> {
        let value: Reading<T, F> = self.required(parameter)?;
        Ok(value.0)
    }

    /// [`Query::optional`] for a value in another form.
    ///
    /// # Errors
    ///
    /// Those of [`Query::optional`].
    pub fn optional_with<T: Wire<F>, F>(
        &self,
        parameter: QueryParameter,
        _form: F,
    ) -> Result<Option<T>, ReadError> {
        let value: Option<Reading<T, F>> = self.optional(parameter)?;
        Ok(value.map(|value| value.0))
    }

    fn value(&self, parameter: QueryParameter) -> Option<Value> {
        let QueryParameter {
            name,
            shape,
            separator,
        } = parameter;
        let Some(separator) = separator else {
            return form::read::value(&self.0, name, &shape);
        };
        let (_, text) = self.0.iter().find(|(known, _)| known == name)?;
        let items = text.split(separator).filter(|item| !item.is_empty());
        let items = items.map(|item| Value::Scalar(item.to_owned()));
        Some(Value::List(items.collect()))
    }
}

/// Shows that there is a query, not what is in it: it may hold secrets.
impl fmt::Debug for Query {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Query").finish_non_exhaustive()
    }
}
