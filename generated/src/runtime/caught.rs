//! [`caught`]: a panic in code that is not the runtime's ends one call, and nothing else.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use super::BoxFuture;

/// The result of what `begin` begins, or `None` when either panics.
///
/// What has panicked is not touched again, so it does not matter in which state it was left. The
/// words of a panic are not repeated: nobody has looked for secrets in them.
pub(super) async fn caught<'a, T>(begin: impl FnOnce() -> BoxFuture<'a, T>) -> Option<T> {
    let mut future = returned(begin)?;
    poll_fn(|context| match returned(|| future.as_mut().poll(context)) {
        Some(poll) => poll.map(Some),
        None => Poll::Ready(None),
    })
    .await
}

/// What a function returns, or `None` when it panics.
pub(super) fn returned<T>(function: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(function)).ok()
}

/// What a mutex guards. A panic elsewhere leaves it whole: every change to it is a single assignment.
pub(super) fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
