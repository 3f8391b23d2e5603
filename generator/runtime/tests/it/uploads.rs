//! Bodies from elsewhere than memory: what is sent of them, and what is never sent again.

mod forms;
mod lengths;
mod repeats;
mod sockets;

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use castiron_runtime::{Body, BodyError, OpenBody};
use futures_core::Stream;

/// A stream of these items, each of which has to be waited for.
pub struct Items {
    items: VecDeque<Result<&'static str, &'static str>>,
    waited: bool,
}

impl Stream for Items {
    type Item = Result<&'static str, &'static str>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.waited = !self.waited;
        if self.waited {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(self.items.pop_front())
    }
}

pub fn stream<const COUNT: usize>(items: [Result<&'static str, &'static str>; COUNT]) -> Body {
    Body::stream(Items {
        items: items.into(),
        waited: false,
    })
}

/// A file of this test's own.
pub fn file(name: &str, contents: &[u8]) -> std::path::PathBuf {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, contents).unwrap();
    path
}

/// All that is left, or the first failure.
pub async fn all(mut body: OpenBody) -> Result<Vec<u8>, BodyError> {
    let mut whole = Vec::new();
    while let Some(chunk) = next(&mut body).await {
        whole.extend_from_slice(&chunk?);
    }
    Ok(whole)
}

pub async fn next(body: &mut OpenBody) -> Option<Result<Bytes, BodyError>> {
    std::future::poll_fn(|context| body.poll_chunk(context)).await
}
