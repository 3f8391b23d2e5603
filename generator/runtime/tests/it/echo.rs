//! A transport whose server sends every byte of a request back, in an encoding, wherever a
//! response has room.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use castiron_runtime::{
    BoxFuture, HeaderMap, HttpRequest, HttpResponse, ResponseBody, StatusCode, Transport,
    TransportError,
};
use http::HeaderValue;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// How a server writes what it quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Raw,
    Percent,
    TwicePercent,
    /// After so many other bytes.
    Base64(usize),
    Json,
    UnicodeEscapes,
    Html,
}

pub const ENCODINGS: [Encoding; 9] = [
    Encoding::Raw,
    Encoding::Percent,
    Encoding::TwicePercent,
    Encoding::Base64(0),
    Encoding::Base64(1),
    Encoding::Base64(2),
    Encoding::Json,
    Encoding::UnicodeEscapes,
    Encoding::Html,
];

impl Encoding {
    pub fn apply(self, text: &str) -> String {
        let percent = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        match self {
            Self::Raw => text.to_owned(),
            Self::Percent => percent(text),
            Self::TwicePercent => percent(&percent(text)),
            Self::Base64(before) => STANDARD.encode("x".repeat(before) + text),
            Self::Json => serde_json::to_string(text).unwrap().replace('/', "\\/"),
            Self::UnicodeEscapes => {
                let units = text.encode_utf16();
                units.map(|unit| format!("\\u{unit:04x}")).collect()
            }
            Self::Html => text
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('"', "&quot;")
                .replace('\'', "&#39;"),
        }
    }
}

/// What the server does once it has read the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Answers with this status and the echo in a JSON message.
    Message(u16),
    /// Answers with this status and the echo as a page.
    Page(u16),
    /// Answers with this status and the echo as a key of JSON that does not fit.
    Key(u16),
    /// Answers with this status and the echo as a value of JSON that does not fit.
    Value(u16),
    /// Answers with this status and no body.
    Empty(u16),
    /// Answers with 302 to a host that holds the echo.
    Redirect,
    /// Sends the head, and falls silent.
    Silent,
    /// Says nothing at all.
    Hang,
    /// Sends the head and 200, and the transport quotes all in its error.
    Cut,
    /// The transport quotes all in an error: nothing was sent.
    Refused,
    /// The transport quotes all in an error: it may have been sent.
    Broken,
}

/// The server. The token server at `login.example.com` answers with `grant`, where there is one.
#[derive(Clone)]
pub struct Echo {
    pub encoding: Encoding,
    pub deed: Deed,
    pub grant: Option<String>,
    /// Which part of the request is quoted: all of them have to be, one after the other, because
    /// messages are cut.
    pub part: usize,
    pub quoted: Arc<Mutex<String>>,
}

/// All parts of a request: method and URL, each header, and the body: a form field by field.
fn parts(request: &HttpRequest) -> Vec<String> {
    let mut parts = vec![format!("{} {}", request.method, request.url)];
    for (name, value) in &request.headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        parts.push(format!("{name}: {value}"));
    }
    let body = String::from_utf8(request.body.as_bytes().unwrap().to_vec()).unwrap();
    match body.starts_with('{') {
        true => parts.push(body),
        false => parts.extend(body.split_inclusive('&').map(str::to_owned)),
    }
    parts
}

impl Echo {
    pub fn new(encoding: Encoding, deed: Deed, part: usize, grant: Option<String>) -> Self {
        Self {
            encoding,
            deed,
            grant,
            part,
            quoted: Arc::default(),
        }
    }

    fn answer(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let parts = parts(request);
        let part = &parts[self.part % parts.len()];
        self.quoted.lock().unwrap().push_str(part);
        let echo = self.encoding.apply(part);
        let mut headers = HeaderMap::new();
        for name in [
            "content-type",
            "location",
            "x-request-id",
            "retry-after",
            "x-echo",
        ] {
            let value = HeaderValue::from_str(&echo)
                .or_else(|_| HeaderValue::from_str(&Encoding::Percent.apply(part)));
            headers.insert(name, value.unwrap());
        }
        let json = |value: serde_json::Value| value.to_string();
        let (status, body) = match self.deed {
            Deed::Message(status) => (status, json(serde_json::json!({"message": echo}))),
            Deed::Page(status) => (status, format!("<html>{echo}</html>")),
            Deed::Key(status) => (status, json(serde_json::json!({&echo: "no integer"}))),
            Deed::Value(status) => (status, json(serde_json::json!({"value": echo}))),
            Deed::Empty(status) => (status, String::new()),
            Deed::Redirect => {
                let echo = Encoding::Percent.apply(&echo);
                let location = format!("https://{echo}.example/{echo}?{echo}");
                headers.insert("location", location.parse().unwrap());
                (302, String::new())
            }
            Deed::Silent | Deed::Cut => (200, String::new()),
            Deed::Hang => (0, String::new()),
            Deed::Refused => return Err(TransportError::not_sent(&echo).with_source(Quoting(echo))),
            Deed::Broken => return Err(TransportError::unknown(&echo).with_source(Quoting(echo))),
        };
        Ok(HttpResponse {
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::OK),
            headers,
            body: Box::new(Body {
                deed: self.deed,
                echo,
                left: Some(Bytes::from(body)),
            }),
        })
    }
}

impl Transport for Echo {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            let is_login = request.url.starts_with("https://login.example.com");
            if let Some(grant) = self.grant.as_ref().filter(|_| is_login) {
                let body = Bytes::from(grant.clone());
                return Ok(HttpResponse::new(StatusCode::OK, HeaderMap::new(), body));
            }
            let answer = self.answer(&request);
            if self.deed == Deed::Hang {
                std::future::pending::<()>().await;
            }
            answer
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }

    fn now(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }
}

struct Body {
    deed: Deed,
    echo: String,
    left: Option<Bytes>,
}

impl ResponseBody for Body {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move {
            match self.deed {
                Deed::Silent => std::future::pending().await,
                Deed::Cut => {
                    let echo = self.echo.clone();
                    Err(TransportError::unknown(&echo).with_source(Quoting(echo)))
                }
                _ => Ok(self.left.take()),
            }
        })
    }
}

/// An error beneath that quotes all in `Debug` and `Display`.
#[derive(Debug)]
struct Quoting(String);

impl std::fmt::Display for Quoting {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Quoting {}
