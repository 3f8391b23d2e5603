//! [`Trace`] without the feature `tracing`: nothing.

use std::time::Duration;

use super::{Completed, ExchangeError, Operation, Received, Report};

/// The span of a call, if there were one.
pub(super) struct Trace;

impl Trace {
    pub(super) fn of(_: &'static Operation) -> Self {
        Self
    }

    pub(super) fn inside<T>(&mut self, step: impl FnOnce() -> T) -> T {
        step()
    }

    pub(super) fn answered(&self, _: &Completed) {}

    pub(super) fn failed(&self, _: &Report) {}
}

pub(super) fn repeat(_: &Result<Received, ExchangeError>, _: Duration) {}
