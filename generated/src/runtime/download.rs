//! [`Download`]: a body of bytes that is handed out as it arrives.

mod save;

use std::fmt;
use std::future::poll_fn;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use self::save::Partial;
pub use self::save::SaveError;
use super::Error;
use super::incoming::Incoming;

/// A body of bytes that is handed out as it arrives, however large it is.
///
/// It is there as soon as the status and headers are. [`Config::total_timeout`] and the attempts of
/// the call end with them; [`Config::idle_timeout`] bounds each wait for more bytes, and
/// [`Download::within`] all of them. [`Config::body_limit`] does not count: nothing is kept.
///
/// The end of the body is the end only when all of it was there: a connection that breaks, and a body
/// that is shorter than its `Content-Length`, are errors which say how many bytes have come. Only a
/// body that the server marks by closing the connection, without announcing a length, cannot be
/// told from a part of it where there is no TLS.
///
/// Dropping it closes the connection.
///
/// [`Config::total_timeout`]: super::Config::total_timeout
/// [`Config::idle_timeout`]: super::Config::idle_timeout
/// [`Config::body_limit`]: super::Config::body_limit
pub struct Download {
    incoming: Incoming,
}

impl Download {
    pub(super) fn new(incoming: Incoming) -> Self {
        Self { incoming }
    }

    /// How many bytes the body has (`Content-Length`), when the server has said so.
    pub fn length(&self) -> Option<u64> {
        self.incoming.length()
    }

    /// How many bytes of it have arrived.
    pub fn arrived(&self) -> u64 {
        self.incoming.arrived()
    }

    /// Bounds the time for all that is still to come, which is not bounded otherwise.
    pub fn within(&mut self, time: Duration) {
        self.incoming.within(time);
    }

    /// The next bytes, as many as there are; `None` when all of the body was there.
    ///
    /// Dropping the future before it is ready loses nothing.
    pub async fn chunk(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|context| self.incoming.poll(context)).await
    }

    /// Waits for the next bytes on this thread.
    #[cfg(feature = "blocking")]
    pub fn chunk_blocking(&mut self) -> Option<Result<Bytes, Error>> {
        super::blocking::wait(Box::pin(self.chunk()))
    }

    /// Writes all that is still to come; gives the number of bytes.
    ///
    /// The writer is called between the chunks, on the executor's thread.
    ///
    /// # Errors
    ///
    /// The body does not come to its end, or the writer fails; what was written until then stays.
    pub async fn write_to(&mut self, mut writer: impl io::Write) -> Result<u64, SaveError> {
        let mut written = 0;
        while let Some(chunk) = self.chunk().await {
            written += put(&mut writer, chunk)?;
        }
        writer.flush().map_err(SaveError::Write)?;
        Ok(written)
    }

    /// Like [`write_to`](Self::write_to), on this thread.
    ///
    /// # Errors
    ///
    /// The body does not come to its end, or the writer fails; what was written until then stays.
    #[cfg(feature = "blocking")]
    pub fn write_to_blocking(&mut self, mut writer: impl io::Write) -> Result<u64, SaveError> {
        let mut written = 0;
        while let Some(chunk) = self.chunk_blocking() {
            written += put(&mut writer, chunk)?;
        }
        writer.flush().map_err(SaveError::Write)?;
        Ok(written)
    }

    /// Writes all that is still to come into a file; gives the number of bytes.
    ///
    /// The file gets its name only when all of it is on the disk: until then it is a hidden one in
    /// the same folder, which is removed if anything fails, or the future is dropped. A file that has
    /// the name already is replaced. The disk is written to on the executor's thread.
    ///
    /// # Errors
    ///
    /// The body does not come to its end, or the file cannot be written.
    pub async fn save(&mut self, path: impl AsRef<Path>) -> Result<u64, SaveError> {
        let mut partial = Partial::beside(path.as_ref()).map_err(SaveError::Write)?;
        let written = self.write_to(partial.file()).await?;
        partial.keep(path.as_ref()).map_err(SaveError::Write)?;
        Ok(written)
    }

    /// Like [`save`](Self::save), on this thread.
    ///
    /// # Errors
    ///
    /// The body does not come to its end, or the file cannot be written.
    #[cfg(feature = "blocking")]
    pub fn save_blocking(&mut self, path: impl AsRef<Path>) -> Result<u64, SaveError> {
        let mut partial = Partial::beside(path.as_ref()).map_err(SaveError::Write)?;
        let written = self.write_to_blocking(partial.file())?;
        partial.keep(path.as_ref()).map_err(SaveError::Write)?;
        Ok(written)
    }
}

/// Writes a chunk; gives its size.
fn put(writer: &mut impl io::Write, chunk: Result<Bytes, Error>) -> Result<u64, SaveError> {
    let chunk = chunk.map_err(SaveError::Download)?;
    writer.write_all(&chunk).map_err(SaveError::Write)?;
    Ok(chunk.len() as u64)
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.incoming.poll(context)
    }
}

/// Shows how much has arrived.
impl fmt::Debug for Download {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Download")
            .field("arrived", &self.arrived())
            .field("length", &self.length())
            .finish_non_exhaustive()
    }
}
