//! [`caught`]: a panic in code that is not the runtime's becomes an error.

use std::any::Any;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::Poll;

use super::super::BoxFuture;
use super::TokenError;

/// The result of what `begin` begins, or an error when either panics.
///
/// What has panicked is not touched again, so it does not matter in which state it was left.
pub(super) async fn caught<'a, T>(
    begin: impl FnOnce() -> BoxFuture<'a, Result<T, TokenError>>,
) -> Result<T, TokenError> {
    let mut future = catch_unwind(AssertUnwindSafe(begin)).map_err(panicked)?;
    poll_fn(|context| {
        let poll = || future.as_mut().poll(context);
        catch_unwind(AssertUnwindSafe(poll))
            .unwrap_or_else(|panic| Poll::Ready(Err(panicked(panic))))
    })
    .await
}

/// The words of a panic are not repeated: nobody has looked for secrets in them.
fn panicked(_: Box<dyn Any + Send>) -> TokenError {
    TokenError::new("the source of access tokens panicked")
}
