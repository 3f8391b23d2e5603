//! A server on this machine that follows a script, one connection after the other.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// What a server does with one connection.
pub enum Step {
    /// Reads a request, head and body.
    Take,
    /// Writes a text.
    Give(&'static str),
    /// Writes a byte of a text every 20 ms.
    Drip(&'static str),
    /// Reads 64 KiB every 20 ms.
    Sip,
    /// Reads nothing for a second.
    Ignore,
    /// Waits until the client hangs up.
    Wait,
}

/// A server that serves one connection after the other, and tells what it was sent.
pub struct Server {
    pub address: String,
    requests: Receiver<String>,
}

impl Server {
    pub fn new(connections: &'static [&'static [Step]]) -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").unwrap(), connections)
    }

    /// Begins to serve; whoever connected before has had to wait.
    pub fn on(listener: TcpListener, connections: &'static [&'static [Step]]) -> Self {
        let address = listener.local_addr().unwrap().to_string();
        let (sender, requests) = channel();
        thread::spawn(move || {
            for steps in connections {
                let (socket, _) = listener.accept().unwrap();
                for request in serve(socket, steps) {
                    let _ = sender.send(request);
                }
            }
        });
        Self { address, requests }
    }

    /// The requests that were read whole, after the last connection is done with.
    pub fn requests(self) -> Vec<String> {
        let Self { address, requests } = self;
        requests
            .iter()
            .map(|request| request.replace(&address, "HOST"))
            .collect()
    }
}

fn serve(mut socket: TcpStream, steps: &[Step]) -> Vec<String> {
    let mut requests = Vec::new();
    for step in steps {
        match step {
            Step::Take => requests.extend(read(&mut socket)),
            Step::Give(text) => socket.write_all(text.as_bytes()).unwrap(),
            Step::Drip(text) => {
                for byte in text.bytes() {
                    thread::sleep(Duration::from_millis(20));
                    if socket.write_all(&[byte]).is_err() {
                        break;
                    }
                }
            }
            Step::Sip => {
                while matches!(socket.read(&mut vec![0; 64 * 1024]), Ok(1..)) {
                    thread::sleep(Duration::from_millis(20));
                }
            }
            Step::Ignore => thread::sleep(Duration::from_secs(1)),
            Step::Wait => {
                let _ = socket.read_to_end(&mut Vec::new());
            }
        }
    }
    requests
}

fn read(socket: &mut TcpStream) -> Option<String> {
    let mut request = String::new();
    let mut buffer = [0; 4096];
    while !is_whole(&request) {
        match socket.read(&mut buffer) {
            Ok(read) if read > 0 => request.push_str(str::from_utf8(&buffer[..read]).unwrap()),
            _ => return None,
        }
    }
    Some(request)
}

fn is_whole(request: &str) -> bool {
    let Some((head, body)) = request.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head.split("content-length: ").nth(1);
    let length = length.and_then(|rest| rest.lines().next());
    body.len() >= length.map_or(0, |length| length.parse().unwrap())
}
