//! One connection of the server: reads requests to any byte, answers to any byte, ends in any way.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use socket2::SockRef;

use crate::fault::{End, Fault, NONCE};
use crate::ledger::{Ledger, Receipt};
use crate::server::{Busy, State};

/// Serves requests until the connection ends. A client may hang up at any time.
pub fn serve(mut stream: TcpStream, state: &Arc<State>) {
    let _ = stream.set_nodelay(true);
    if let Some(end) = state.hangs_up() {
        return finish(stream, end, state, None);
    }
    let mut reused = false;
    while begins(&stream) {
        let (fault, busy) = state.begin(reused);
        let mut busy = Some(busy);
        match suffer(&mut stream, state, fault, &mut busy) {
            Ok(End::Keep) => reused = true,
            Ok(end) => return finish(stream, end, state, busy),
            Err(_) => return,
        }
    }
}

/// Waits for the first byte of a request.
fn begins(stream: &TcpStream) -> bool {
    matches!(stream.peek(&mut [0]), Ok(1))
}

fn suffer(
    stream: &mut TcpStream,
    state: &State,
    fault: Fault,
    busy: &mut Option<Busy>,
) -> io::Result<End> {
    let limit = match &fault {
        Fault::Unread { after, .. } | Fault::Early { after, .. } => *after,
        Fault::HangUp { .. }
        | Fault::Answer { .. }
        | Fault::Drip { .. }
        | Fault::Endless { .. } => usize::MAX,
    };
    let request = read(stream, limit)?;
    let nonce = match &request {
        Some(request) => record(&state.ledger, request),
        None => String::new(),
    };
    match fault {
        Fault::HangUp { end } | Fault::Unread { end, .. } => Ok(end),
        Fault::Early { bytes, end, .. } | Fault::Answer { bytes, end } => {
            stream.write_all(&filled(bytes, &nonce))?;
            Ok(end)
        }
        Fault::Drip { bytes, pause } => drip(stream, state, &filled(bytes, &nonce), pause),
        Fault::Endless { head, body } => {
            stream.write_all(&filled(head, &nonce))?;
            *busy = None;
            loop {
                stream.write_all(&body)?;
            }
        }
    }
}

/// Reads a request up to a byte; gives the request when that was all of it.
pub fn read(stream: &mut impl Read, limit: usize) -> io::Result<Option<Vec<u8>>> {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    while request.len() < limit {
        let room = buffer.len().min(limit - request.len());
        let count = stream.read(&mut buffer[..room])?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        request.extend_from_slice(&buffer[..count]);
        if length(&request) == Some(request.len()) {
            return Ok(Some(request));
        }
    }
    Ok(None)
}

/// The length of a request, once its head is there.
fn length(request: &[u8]) -> Option<usize> {
    let end = request.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(&request[..end]);
    if header(&head, "transfer-encoding").is_some() {
        const LAST: &[u8] = b"\r\n0\r\n\r\n";
        return request.ends_with(LAST).then_some(request.len());
    }
    let body = header(&head, "content-length").map_or(0, |length| length.parse().unwrap());
    Some(end + body)
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let mut pairs = head.lines().filter_map(|line| line.split_once(": "));
    let found = pairs.find(|(found, _)| found.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value)
}

/// Enters a request into the ledger; gives its nonce, the last segment of the path.
pub fn record(ledger: &Ledger, request: &[u8]) -> String {
    let text = String::from_utf8_lossy(request);
    let target = text.split(' ').nth(1).unwrap();
    let path = target.split('?').next().unwrap();
    let nonce = path.rsplit('/').next().unwrap().to_owned();
    let receipt = Receipt {
        bytes: request.to_vec(),
        key: header(&text, "idempotency-key").map(str::to_owned),
    };
    ledger.enter(nonce.clone(), receipt);
    nonce
}

/// An answer with the nonce in place of what stands for it; a cut one may end within that.
pub fn filled(mut bytes: Vec<u8>, nonce: &str) -> Vec<u8> {
    let places = bytes.windows(NONCE.len()).enumerate();
    let place = places
        .filter(|(_, text)| *text == NONCE.as_bytes())
        .map(|(at, _)| at)
        .next();
    if let Some(at) = place {
        bytes.splice(at..at + NONCE.len(), nonce.bytes());
    }
    bytes
}

fn drip(stream: &mut TcpStream, state: &State, bytes: &[u8], pause: u64) -> io::Result<End> {
    for byte in bytes {
        stream.write_all(&[*byte])?;
        if !state.clock.advance(Duration::from_millis(pause)) {
            break;
        }
    }
    Ok(End::Close)
}

/// Ends a connection, which is done when the client can know.
fn finish(mut stream: TcpStream, end: End, state: &State, busy: Option<Busy>) {
    match end {
        End::Keep => {}
        // Closing with bytes unread would be a reset.
        End::Close => {
            let _ = stream.shutdown(Shutdown::Write);
            drop(busy);
            return drain(&mut stream);
        }
        End::Reset => {
            let _ = SockRef::from(&stream).set_linger(Some(Duration::ZERO));
        }
        End::After(microseconds) => {
            state.closed(None);
            drop(busy);
            thread::sleep(Duration::from_micros(microseconds));
            // Like a server's own: with a reset, if something has come in between.
            drop(stream);
            return state.closed(Some(Instant::now()));
        }
        End::Stall => {
            state.clock.expire();
            drop(busy);
            return drain(&mut stream);
        }
    }
    drop(stream);
    drop(busy);
}

/// Waits until the client hangs up.
fn drain(stream: &mut TcpStream) {
    let mut buffer = [0; 4096];
    while stream.read(&mut buffer).is_ok_and(|count| count > 0) {}
}
