//! A server on loopback that keeps what it was sent, and gives its answers in their order.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::{self, JoinHandle};

/// An answer: status, headers and body.
pub type Answer<'a> = (u16, &'a [(&'a str, &'a str)], &'a [u8]);

/// A server that has as many answers as it was given.
pub struct Server {
    origin: String,
    requests: JoinHandle<Vec<String>>,
}

impl Server {
    pub fn answering(answers: &[Answer<'_>]) -> Self {
        let answers: Vec<Vec<u8>> = answers.iter().map(written).collect();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let requests = thread::spawn(move || {
            let answered = answers.iter().map(|answer| {
                let (mut stream, _) = listener.accept().unwrap();
                let request = received(&stream);
                stream.write_all(answer).unwrap();
                request
            });
            answered.collect()
        });
        Self { origin, requests }
    }

    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// What was sent, each from its request line on.
    pub fn requests(self) -> Vec<String> {
        self.requests.join().unwrap()
    }
}

fn written((status, headers, body): &Answer<'_>) -> Vec<u8> {
    let mut answer = format!("HTTP/1.1 {status} Whatever\r\nconnection: close\r\n");
    for (name, value) in *headers {
        answer += &format!("{name}: {value}\r\n");
    }
    if *status != 204 {
        answer += &format!("content-length: {}\r\n", body.len());
    }
    answer += "\r\n";
    [answer.as_bytes(), body].concat()
}

fn received(stream: &TcpStream) -> String {
    let mut stream = BufReader::new(stream);
    let mut request = String::new();
    while !request.ends_with("\r\n\r\n") {
        stream.read_line(&mut request).unwrap();
    }
    let mut lines = request.lines();
    let length = lines.find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    stream.read_exact(&mut body).unwrap();
    request + &String::from_utf8(body).unwrap()
}
