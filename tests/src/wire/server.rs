//! A server on loopback that records requests byte for byte, and gives the answers it is told to give.
#![allow(clippy::expect_used, reason = "only tests call these functions")]

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::{Json, json};

/// What a server answers.
#[derive(Debug, Clone)]
pub struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Answer {
    /// An answer of some media type.
    pub fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self::empty(status)
            .header("content-type", content_type)
            .body(body)
    }

    /// An answer in JSON.
    pub fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::new(status, "application/json", body)
    }

    /// An answer without a body and without a content type.
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// Every answer ends its connection, so that every request begins one.
    fn bytes(&self) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} Whatever\r\n", self.status);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        let length = self.body.len();
        head.push_str(&format!(
            "content-length: {length}\r\nconnection: close\r\n\r\n"
        ));
        [head.as_bytes(), &self.body].concat()
    }
}

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Request {
    /// Method, target and version.
    pub line: String,
    /// The headers in the order and spelling in which they came.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Request {
    /// Method and target, then the headers sorted by name; without those that say nothing of the
    /// API: `Host`, `Content-Length` and `User-Agent`.
    pub fn head(&self) -> Vec<String> {
        let line = self.line.trim_end_matches(" HTTP/1.1").to_owned();
        let mut headers: Vec<String> = self
            .headers
            .iter()
            .filter(|(name, _)| !["host", "content-length", "user-agent"].contains(&name.as_str()))
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        headers.sort();
        headers.insert(0, line);
        headers
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers.find_map(|(known, value)| (known == name).then_some(value.as_str()))
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("the body is UTF-8")
    }

    /// The body as JSON.
    pub fn json(&self) -> Json {
        json(self.text())
    }

    fn read(head: &str, body: Vec<u8>) -> Self {
        let mut lines = head.split("\r\n");
        let line = lines.next().expect("a request line").to_owned();
        let headers = lines
            .map(|line| line.split_once(": ").expect("a header with a colon"))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        Self {
            line,
            headers,
            body,
        }
    }
}

/// A server that runs until it is dropped.
#[derive(Debug)]
pub struct Server {
    origin: String,
    log: Arc<Mutex<Log>>,
    task: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct Log {
    connections: usize,
    requests: Vec<Request>,
}

impl Server {
    /// A server whose answers depend on the requests.
    pub async fn start(answer: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let origin = format!("http://{}", listener.local_addr().expect("an address"));
        let log = Arc::new(Mutex::new(Log::default()));
        let (answer, written) = (Arc::new(answer), Arc::clone(&log));
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                lock(&written).connections += 1;
                let (answer, written) = (Arc::clone(&answer), Arc::clone(&written));
                tokio::spawn(async move { serve(stream, &*answer, &written).await });
            }
        });
        Self { origin, log, task }
    }

    /// A server that always gives the same answer.
    pub async fn answering(answer: Answer) -> Self {
        Self::start(move |_| answer.clone()).await
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// How many connections were made.
    pub fn connections(&self) -> usize {
        lock(&self.log).connections
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.log).requests.clone()
    }

    /// The latest request.
    pub fn request(&self) -> Request {
        self.requests().pop().expect("a request")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Calls an operation of a client whose base URL is given, against a server with one answer.
///
/// Gives what the operation returned, and what was sent.
pub async fn exchange<R>(answer: Answer, call: impl AsyncFnOnce(&str) -> R) -> (R, Request) {
    let server = Server::answering(answer).await;
    let result = call(server.origin()).await;
    (result, server.request())
}

async fn serve(
    mut stream: TcpStream,
    answer: &(dyn Fn(&Request) -> Answer + Send + Sync),
    log: &Mutex<Log>,
) {
    let Some(request) = receive(&mut stream).await else {
        return;
    };
    let answer = answer(&request).bytes();
    lock(log).requests.push(request);
    // A client that has gone away is its own test's affair.
    let _ = stream.write_all(&answer).await;
    let _ = stream.shutdown().await;
}

/// The request on a connection, or `None` when the client closes it first.
async fn receive(stream: &mut TcpStream) -> Option<Request> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let body = bytes.split_off(end + 4);
    bytes.truncate(end);
    let head = String::from_utf8(bytes).expect("the head of a request is text");
    let mut request = Request::read(&head, body);
    let length = request.header("content-length").unwrap_or("0");
    let length: usize = length.parse().expect("a length");
    while request.body.len() < length {
        if stream.read_buf(&mut request.body).await.ok()? == 0 {
            return None;
        }
    }
    Some(request)
}

fn lock(log: &Mutex<Log>) -> MutexGuard<'_, Log> {
    log.lock().unwrap_or_else(PoisonError::into_inner)
}
