//! [`Apart`]: a value in a box that proofs about its holder end at.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::AssertUnwindSafe;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::wire::Wire;

/// A value that is part of another one, and held apart from it.
///
/// It is used like a `Box`. Where types of an API hold one another in long rows, a field is held so
/// now and then: to know whether the holder may be sent to another thread, the compiler goes
/// through all that it holds, and gives up after 128 levels. What is held apart was asked when it was
/// made, and is not gone through again.
pub struct Apart<T>(AssertUnwindSafe<Box<dyn Hold<T>>>);

/// A value of a type that the compiler does not look at.
trait Hold<T>: Send + Sync {
    fn value(&self) -> &T;
    fn value_mut(&mut self) -> &mut T;
    fn into_value(self: Box<Self>) -> T;
}

impl<T: Send + Sync> Hold<T> for T {
    fn value(&self) -> &T {
        self
    }

    fn value_mut(&mut self) -> &mut T {
        self
    }

    fn into_value(self: Box<Self>) -> T {
        *self
    }
}

impl<T: Send + Sync + 'static> Apart<T> {
    /// Holds a value.
    pub fn new(value: T) -> Self {
        Self(AssertUnwindSafe(Box::new(value)))
    }
}

impl<T> Apart<T> {
    /// The value.
    pub fn into_inner(self) -> T {
        self.0.0.into_value()
    }
}

impl<T> Deref for Apart<T> {
    type Target = T;

    fn deref(&self) -> &T {
        (*self.0.0).value()
    }
}

impl<T> DerefMut for Apart<T> {
    fn deref_mut(&mut self) -> &mut T {
        (*self.0.0).value_mut()
    }
}

impl<'a, T> IntoIterator for &'a Apart<T>
where
    &'a T: IntoIterator,
{
    type Item = <&'a T as IntoIterator>::Item;
    type IntoIter = <&'a T as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        (**self).into_iter()
    }
}

impl<T: Send + Sync + 'static> From<T> for Apart<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: Clone + Send + Sync + 'static> Clone for Apart<T> {
    fn clone(&self) -> Self {
        Self::new(T::clone(self))
    }
}

impl<T: PartialEq> PartialEq for Apart<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: fmt::Debug> fmt::Debug for Apart<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::fmt(self, formatter)
    }
}

impl<T: Serialize> Serialize for Apart<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::serialize(self, serializer)
    }
}

impl<'de, T: Deserialize<'de> + Send + Sync + 'static> Deserialize<'de> for Apart<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::new)
    }
}

impl<T: Wire<F> + Send + Sync + 'static, F> Wire<F> for Apart<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Wire::serialize(&**self, serializer)
    }

    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::new)
    }
}
