//! A server on this machine that keeps the head of each request, byte for byte.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use castiron_runtime::{Config, CoreBuilder, Operation, RequestParts, decode};
use tokio::runtime::Runtime;

/// A client on reqwest, and what its server reads.
pub struct Wire {
    runtime: Runtime,
    address: SocketAddr,
    heads: Receiver<Vec<u8>>,
}

impl Wire {
    pub fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, heads) = channel();
        std::thread::spawn(move || {
            for socket in listener.incoming() {
                let sender = sender.clone();
                std::thread::spawn(move || serve(socket.unwrap(), &sender));
            }
        });
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        Self {
            runtime,
            address,
            heads,
        }
    }

    /// The server's URL without a path.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A builder for clients of the server.
    pub fn builder(&self) -> CoreBuilder {
        let mut builder = CoreBuilder::new(self.origin());
        builder.config(Config::new().user_agent("test"));
        builder
    }

    /// Makes a client once, then sends requests with it; each gives the head as it arrived.
    pub fn sender(
        &self,
        operation: &'static Operation,
    ) -> impl Fn(&dyn Fn(&mut RequestParts)) -> Vec<u8> {
        self.sender_of(self.builder(), operation)
    }

    /// The same with credentials.
    pub fn sender_of(
        &self,
        builder: CoreBuilder,
        operation: &'static Operation,
    ) -> impl Fn(&dyn Fn(&mut RequestParts)) -> Vec<u8> {
        let core = builder.build().unwrap();
        move |set| {
            let mut parts = RequestParts::new(&core, operation);
            set(&mut parts);
            self.runtime
                .block_on(async { parts.send(decode::json::<i32>, decode::none).await })
                .unwrap();
            self.heads.recv_timeout(Duration::from_secs(10)).unwrap()
        }
    }
}

fn serve(mut socket: TcpStream, heads: &Sender<Vec<u8>>) {
    let mut head = Vec::new();
    let mut buffer = [0; 65_536];
    while let Ok(read @ 1..) = socket.read(&mut buffer) {
        head.extend_from_slice(&buffer[..read]);
        if head.ends_with(b"\r\n\r\n") {
            heads.send(std::mem::take(&mut head)).unwrap();
            socket
                .write_all(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1\r\n\r\n1")
                .unwrap();
        }
    }
}

/// The target of the request line.
pub fn target(head: &[u8]) -> &str {
    let line = head.split(|byte| *byte == b'\r').next().unwrap();
    let line = std::str::from_utf8(line).unwrap();
    line.strip_prefix("GET ")
        .and_then(|line| line.strip_suffix(" HTTP/1.1"))
        .unwrap()
}

/// The value of a header, byte for byte.
pub fn header<'a>(head: &'a [u8], name: &str) -> Option<&'a [u8]> {
    head.split(|byte| *byte == b'\n').find_map(|line| {
        line.strip_prefix(name.as_bytes())?
            .strip_prefix(b": ")?
            .strip_suffix(b"\r")
    })
}
