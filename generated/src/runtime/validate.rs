//! Checks of values against the limits that a spec sets to them: lengths, patterns, ranges and the like.
//!
//! Nothing calls them but you: a client sends what it is given, and the API judges it. What a type can
//! hold, such as a date, needs no check; nor is it a fault that an enum has a value that is not listed.

mod error;
mod json;
mod number;
mod rule;

use std::collections::BTreeMap;

use serde::Serialize;

use super::wire::{Wire, Writing};
use super::{Apart, Nullable, RawJson, Sensitive};

pub use self::error::{Errors, Fault};
pub use self::rule::Rule;

/// A value, or what holds values, to which a spec sets limits.
pub trait Validate {
    /// Notes what is broken of the limits.
    fn check(&self, check: &mut Check);

    /// Checks the value and all that it holds.
    ///
    /// # Errors
    ///
    /// Everything that is not within its limits.
    fn validate(&self) -> Result<(), Errors> {
        let mut check = Check::default();
        self.check(&mut check);
        check.result()
    }
}

/// What is noted while a value is gone through.
#[derive(Debug, Default)]
pub struct Check {
    /// The names and indices that lead to the value at hand.
    path: Vec<String>,
    faults: Vec<Fault>,
}

impl Check {
    /// Holds the value at hand against rules. Nothing is asked of one that is absent or `null`.
    pub fn value<T: Serialize + ?Sized>(&mut self, value: &T, rules: &[Rule]) {
        // A number that JSON cannot hold is refused where it is written.
        if let Ok(json) = RawJson::from_value(value) {
            self.rules(&json, rules);
        }
    }

    /// [`value`](Self::value) for one in another form: `value_with(&amount, decimal::Number, &[…])`.
    pub fn value_with<T: Wire<F>, F>(&mut self, value: &T, _form: F, rules: &[Rule]) {
        self.value(&Writing::<T, F>::new(value), rules);
    }

    /// [`value`](Self::value) for that of a property.
    pub fn property<T: Serialize + ?Sized>(&mut self, name: &str, value: &T, rules: &[Rule]) {
        self.at(name, |check| check.value(value, rules));
    }

    /// [`property`](Self::property) for a value in another form.
    pub fn property_with<T: Wire<F>, F>(&mut self, name: &str, value: &T, form: F, rules: &[Rule]) {
        self.at(name, |check| check.value_with(value, form, rules));
    }

    /// Goes on with the value of a property, which has limits of its own.
    pub fn inside<T: Validate + ?Sized>(&mut self, name: &str, value: &T) {
        self.at(name, |check| value.check(check));
    }

    /// Goes on with a value that has limits of its own, at the same place.
    pub fn nested<T: Validate + ?Sized>(&mut self, value: &T) {
        value.check(self);
    }

    fn at(&mut self, name: &str, check: impl FnOnce(&mut Self)) {
        self.path.push(name.to_owned());
        check(self);
        self.path.pop();
    }

    fn rules(&mut self, json: &RawJson, rules: &[Rule]) {
        for rule in rules {
            match rule {
                Rule::Each(rules) => {
                    for (name, value) in json::held(json) {
                        self.at(&name, |check| check.rules(&value, rules));
                    }
                }
                rule if rule.holds(json) => {}
                rule => self.faults.push(Fault::new(&self.path, *rule)),
            }
        }
    }

    fn result(self) -> Result<(), Errors> {
        match self.faults.is_empty() {
            true => Ok(()),
            false => Err(Errors::new(self.faults)),
        }
    }
}

impl<T: Validate + ?Sized> Validate for &T {
    fn check(&self, check: &mut Check) {
        (**self).check(check);
    }
}

impl<T: Validate + ?Sized> Validate for Box<T> {
    fn check(&self, check: &mut Check) {
        (**self).check(check);
    }
}

impl<T: Validate> Validate for Apart<T> {
    fn check(&self, check: &mut Check) {
        (**self).check(check);
    }
}

impl<T: Validate> Validate for Option<T> {
    fn check(&self, check: &mut Check) {
        if let Some(value) = self {
            value.check(check);
        }
    }
}

impl<T: Validate> Validate for Nullable<T> {
    fn check(&self, check: &mut Check) {
        if let Some(value) = self.as_option() {
            value.check(check);
        }
    }
}

impl<T: Validate> Validate for Sensitive<T> {
    fn check(&self, check: &mut Check) {
        self.expose().check(check);
    }
}

impl<T: Validate> Validate for [T] {
    fn check(&self, check: &mut Check) {
        for (index, item) in self.iter().enumerate() {
            check.inside(&index.to_string(), item);
        }
    }
}

impl<T: Validate> Validate for Vec<T> {
    fn check(&self, check: &mut Check) {
        self.as_slice().check(check);
    }
}

impl<T: Validate> Validate for BTreeMap<String, T> {
    fn check(&self, check: &mut Check) {
        for (name, value) in self {
            check.inside(name, value);
        }
    }
}
