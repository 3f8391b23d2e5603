//! [`Judge`]: a transport to Prism that keeps what is sent, and spoils it if it is told to; part of a
//! program that `styles.rs` puts together.

use std::error::Error;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use client::runtime::{
    BoxFuture, Config, HeaderMap, HttpRequest, HttpResponse, ReqwestTransport, StatusCode,
    Transport, TransportError,
};

/// What an operation's call comes to.
pub type Outcome<T = ()> = Result<T, Box<dyn Error>>;

#[derive(Clone)]
pub struct Judge {
    carrier: Arc<ReqwestTransport>,
    /// The origin of Prism.
    pub origin: String,
    /// Texts and what takes their place.
    spoilt: Vec<(String, String)>,
    /// The operations that Prism is not shown.
    kept: Vec<String>,
    sent: Arc<Mutex<String>>,
}

impl Judge {
    /// By what the program was started with: the origin of Prism, `text=spoilt` for what spoils
    /// requests, and the operations that Prism is not shown.
    pub fn new() -> Outcome<Self> {
        let mut arguments = std::env::args().skip(1);
        let origin = arguments.next().unwrap_or_default();
        let (pairs, kept): (Vec<String>, Vec<String>) =
            arguments.partition(|argument| argument.contains('='));
        let pairs = pairs.iter().filter_map(|pair| pair.split_once('='));
        let pairs = pairs.map(|(from, to)| (from.to_owned(), to.to_owned()));
        Ok(Self {
            carrier: Arc::new(ReqwestTransport::new(&Config::new())?),
            origin,
            spoilt: pairs.collect(),
            kept,
            sent: Arc::default(),
        })
    }

    /// One that spoils nothing.
    pub fn honest(&self) -> Self {
        Self {
            spoilt: Vec::new(),
            sent: Arc::default(),
            ..self.clone()
        }
    }

    /// Prints a line of JSON: the operation, what was sent, and what was said to the request and to a
    /// spoilt one.
    pub fn tell(operation: &str, honest: &Self, straight: Outcome, spoilt: Outcome) {
        let said = |outcome: Outcome| outcome.err().map(|error| error.to_string());
        let sent = honest.sent.lock().unwrap().clone();
        let line = serde_json::json!([operation, sent, said(straight), said(spoilt)]);
        println!("{line}");
    }

    fn spoil(&self, text: &str) -> String {
        let spoilt = self.spoilt.iter();
        spoilt.fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
    }

    fn spoil_all(&self, request: &mut HttpRequest) {
        let path = request.url.strip_prefix(&self.origin).unwrap_or_default();
        request.url = format!("{}{}", self.origin, self.spoil(path));
        for value in request.headers.values_mut() {
            if let Ok(text) = value.to_str() {
                *value = self.spoil(text).parse().unwrap();
            }
        }
        if let Some(body) = request.body.as_bytes() {
            request.body = self.spoil(&String::from_utf8_lossy(body)).into();
        }
    }
}

/// What is of interest in a request: path and query, the header, the cookie, the body and its type.
fn shown(origin: &str, request: &HttpRequest) -> String {
    let mut text = request.url.replace(origin, "");
    let header = |name: &str| {
        request
            .headers
            .get(name)
            .map(|value| value.to_str().unwrap())
    };
    for name in ["color", "cookie", "content-type"] {
        if let Some(value) = header(name) {
            text += &format!("\n{name}: {value}");
        }
    }
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut request.body.open().unwrap(), &mut bytes).unwrap();
    let body = String::from_utf8_lossy(&bytes).replace('\r', "");
    if !body.is_empty() {
        text += &format!("\n\n{body}");
    }
    match header("content-type").and_then(|value| value.split_once("boundary=")) {
        Some((_, boundary)) => text.replace(boundary, "B"),
        None => text,
    }
}

impl Transport for Judge {
    fn send(
        &self,
        mut request: HttpRequest,
    ) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        *self.sent.lock().unwrap() = shown(&self.origin, &request);
        let path = request.url.strip_prefix(&self.origin).unwrap_or_default();
        let operation = path.split(['/', '?']).nth(1).unwrap_or_default();
        if self.kept.iter().any(|kept| kept == operation) {
            let answer = HttpResponse::new(StatusCode::NO_CONTENT, HeaderMap::new(), "");
            return Box::pin(async { Ok(answer) });
        }
        self.spoil_all(&mut request);
        self.carrier.send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.carrier.sleep(duration)
    }
}
