//! [`Fault`]: what the server does wrong with one request.

use std::fmt;

/// Stands for the nonce of the request in the bytes of an answer, and is as long.
pub const NONCE: &str = "NONCENON";

/// What the server does with one request.
#[derive(Clone)]
pub enum Fault {
    /// Ends the next connection as soon as it is made.
    HangUp { end: End },
    /// Reads so many bytes of the request, then ends the connection.
    Unread { after: usize, end: End },
    /// Reads so many bytes of the request, answers, then ends the connection.
    Early {
        after: usize,
        bytes: Vec<u8>,
        end: End,
    },
    /// Reads and records the request, answers with these bytes, then ends the connection.
    Answer { bytes: Vec<u8>, end: End },
    /// Reads and records the request, then sends these bytes one by one, this many
    /// milliseconds of the client's clock apart.
    Drip { bytes: Vec<u8>, pause: u64 },
    /// Reads and records the request, sends the bytes, then the others for ever.
    Endless { head: Vec<u8>, body: Vec<u8> },
}

/// How a connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Not at all: the next request may come.
    Keep,
    /// With FIN.
    Close,
    /// With RST.
    Reset,
    /// By closing after so many microseconds of silence.
    After(u64),
    /// Silence, until the client's clock says that it has waited long enough.
    Stall,
}

/// The ways in which a server lets a client down.
pub const ENDS: [End; 3] = [End::Close, End::Reset, End::Stall];

impl Fault {
    /// Whether the client is to wait until its time is over.
    #[cfg(feature = "blocking")]
    pub fn is_silent(&self) -> bool {
        matches!(
            self,
            Self::Unread {
                end: End::Stall,
                ..
            } | Self::Answer {
                end: End::Stall,
                ..
            }
        )
    }

    /// Whether it is an answer in chunks of which nothing but the line end after the last is missing.
    #[cfg(feature = "blocking")]
    pub fn ends_in_last_chunk(&self) -> bool {
        let Self::Answer { bytes, .. } = self else {
            return false;
        };
        bytes.ends_with(b"\r\n0\r\n") || bytes.ends_with(b"\r\n0\r\n\r")
    }

    /// An answer of a body with its length.
    pub fn answer(status: &str, headers: &str, body: &str, end: End) -> Self {
        Self::Answer {
            bytes: with_length(status, headers, body),
            end,
        }
    }

    /// Bytes as an answer.
    pub fn raw(bytes: impl Into<Vec<u8>>, end: End) -> Self {
        let bytes = bytes.into();
        Self::Answer { bytes, end }
    }

    /// Whether it is none.
    pub fn is_good(&self) -> bool {
        matches!(self, Self::Answer { end: End::Keep, .. })
    }

    /// What a good server answers.
    pub fn good(end: End) -> Self {
        let headers = match end {
            End::Keep | End::After(_) => "content-type: application/json\r\n",
            End::Close | End::Reset | End::Stall => {
                "content-type: application/json\r\nconnection: close\r\n"
            }
        };
        Self::answer("200 OK", headers, &format!(r#"{{"nonce":"{NONCE}"}}"#), end)
    }
}

/// Shows the beginning of the bytes, as text.
impl fmt::Debug for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |bytes: &[u8]| {
            let shown = bytes.get(..200).unwrap_or(bytes);
            format!("{} bytes, {}", bytes.len(), shown.escape_ascii())
        };
        match self {
            Self::HangUp { end } => write!(formatter, "{end:?} at once"),
            Self::Unread { after, end } => write!(formatter, "{end:?} after {after} bytes read"),
            Self::Early { after, bytes, end } => {
                write!(
                    formatter,
                    "{end:?} after {after} bytes read and {}",
                    text(bytes)
                )
            }
            Self::Answer { bytes, end } => write!(formatter, "{end:?} after {}", text(bytes)),
            Self::Drip { bytes, pause } => write!(formatter, "{pause} ms each: {}", text(bytes)),
            Self::Endless { head, body } => {
                write!(formatter, "{}, for ever {}", text(head), text(body))
            }
        }
    }
}

/// A whole answer whose body is announced by its length.
pub fn with_length(status: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\n\r\n{body}").into_bytes()
}
