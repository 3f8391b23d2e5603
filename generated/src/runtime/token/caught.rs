//! [`caught`]: a panic of a token source becomes its error.

use super::super::{BoxFuture, caught};
use super::TokenError;

/// The result of what `begin` begins, or an error when either panics.
pub(super) async fn caught<'a, T: 'a>(
    begin: impl FnOnce() -> BoxFuture<'a, Result<T, TokenError>>,
) -> Result<T, TokenError> {
    let result = caught::caught(begin).await;
    result.unwrap_or_else(|| Err(TokenError::new("the source of access tokens panicked")))
}
