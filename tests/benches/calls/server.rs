//! A server on loopback that gives one answer for ever, on connections that stay open.
//!
//! All its connections share one thread: which core a thread happens to run on makes more of a
//! difference than what is compared. It allocates nothing once a connection is warm, so that
//! neither its time nor its memory counts as a client's.

use std::net;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Builder;

/// A server that runs until the process ends.
pub struct Server {
    origin: String,
    last: Arc<Mutex<Vec<u8>>>,
}

impl Server {
    /// A server that answers every request with this JSON.
    pub fn answering(body: &str) -> Self {
        let listener = net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let origin = format!("http://{}", listener.local_addr().expect("an address"));
        let last = Arc::new(Mutex::new(Vec::with_capacity(64 * 1024)));
        let (answer, written) = (answer(body).into(), Arc::clone(&last));
        thread::spawn(move || listen(listener, answer, written));
        Self { origin, last }
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The lines of the latest request, sorted: the order of headers says nothing.
    pub fn last_request(&self) -> Vec<String> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let text = String::from_utf8_lossy(&last);
        let mut lines: Vec<String> = text.split("\r\n").map(str::to_owned).collect();
        lines.sort();
        lines
    }
}

fn answer(body: &str) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
         date: Sat, 21 Nov 2026 12:00:00 GMT\r\nx-request-id: 49f58f5f-c443-43b4\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body.as_bytes()].concat()
}

fn listen(listener: net::TcpListener, answer: Arc<[u8]>, last: Arc<Mutex<Vec<u8>>>) {
    listener.set_nonblocking(true).expect("a socket option");
    let runtime = Builder::new_current_thread().enable_io().build();
    runtime.expect("a runtime").block_on(async {
        let listener = TcpListener::from_std(listener).expect("a listener");
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, Arc::clone(&answer), Arc::clone(&last)));
        }
    });
}

async fn serve(mut stream: TcpStream, answer: Arc<[u8]>, last: Arc<Mutex<Vec<u8>>>) {
    stream.set_nodelay(true).expect("a socket option");
    let mut request = Vec::with_capacity(64 * 1024);
    while let Ok(1..) = stream.read_buf(&mut request).await {
        if !is_whole(&request) {
            continue;
        }
        last.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone_from(&request);
        request.clear();
        if stream.write_all(&answer).await.is_err() {
            return;
        }
    }
}

/// Whether head and body are there; the clients here send one request at a time.
fn is_whole(request: &[u8]) -> bool {
    let Some(end) = find(request, b"\r\n\r\n") else {
        return false;
    };
    let (head, body) = request.split_at(end + 4);
    let length = find(head, b"content-length: ").and_then(|at| {
        let digits = head.get(at + 16..)?.split(|byte| *byte == b'\r').next()?;
        std::str::from_utf8(digits).ok()?.parse().ok()
    });
    body.len() >= length.unwrap_or(0)
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}
