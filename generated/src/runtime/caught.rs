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
pub(super) fn caught<'a, T: 'a>(
    begin: impl FnOnce() -> BoxFuture<'a, T>,
) -> impl Future<Output = Option<T>> {
    let mut future = returned(begin);
    poll_fn(move |context| {
        let poll = future
            .as_mut()
            .and_then(|future| returned(|| future.as_mut().poll(context)));
        poll.map_or(Poll::Ready(None), |poll| poll.map(Some))
    })
}

/// What a function returns, or `None` when it panics.
pub(super) fn returned<T>(function: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(function)).ok()
}

/// What a mutex guards. A panic elsewhere leaves it whole: every change to it is a single assignment.
pub(super) fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
