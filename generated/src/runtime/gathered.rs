//! [`Gathered`]: a body put together from its chunks.

use bytes::Bytes;

/// A body, as far as it has come. Most have one chunk, which is not copied.
#[derive(Default)]
pub(super) struct Gathered {
    first: Bytes,
    /// All chunks, as soon as there are several.
    all: Vec<u8>,
}

impl Gathered {
    /// How many bytes have come.
    pub(super) fn len(&self) -> usize {
        self.first.len().max(self.all.len())
    }

    /// Adds a chunk, without taking more memory than the `limit` of the whole; a `Vec` that grows by
    /// itself doubles.
    pub(super) fn add(&mut self, chunk: Bytes, limit: usize) {
        if self.len() == 0 {
            self.first = chunk;
            return;
        }
        let needed = self.len().saturating_add(chunk.len());
        if needed > self.all.capacity() {
            let doubled = self.len().saturating_mul(2).min(limit);
            self.all
                .reserve_exact(doubled.max(needed).saturating_sub(self.all.len()));
        }
        if self.all.is_empty() {
            self.all.extend_from_slice(&std::mem::take(&mut self.first));
        }
        self.all.extend_from_slice(&chunk);
    }

    pub(super) fn into_bytes(self) -> Bytes {
        if self.all.is_empty() {
            return self.first;
        }
        self.all.into()
    }
}
