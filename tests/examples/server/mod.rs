//! A server on this machine for the examples to call, so that they run anywhere.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// A status and a JSON body; `None` hangs up without an answer.
pub type Answer = Option<(u16, String)>;

/// Starts a server that asks `answer` what to say to each request, and gives its URL.
///
/// A request is its head and its body, as one text.
pub fn start(mut answer: impl FnMut(&str) -> Answer + Send + 'static) -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming() {
            // A client that has gone away needs no answer.
            let _ = stream.and_then(|stream| exchange(stream, &mut answer));
        }
    });
    Ok(url)
}

fn exchange(stream: TcpStream, answer: &mut impl FnMut(&str) -> Answer) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    let request = receive(&mut reader)?;
    let Some((status, body)) = answer(&request) else {
        return Ok(());
    };
    let length = body.len();
    write!(
        reader.into_inner(),
        "HTTP/1.1 {status} Whatever\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

fn receive(reader: &mut BufReader<TcpStream>) -> io::Result<String> {
    let (mut request, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.trim_end().parse().map_err(io::Error::other)?;
        }
        request.push_str(&line);
        if line.trim_end().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    request.push_str(&String::from_utf8_lossy(&body));
    Ok(request)
}
