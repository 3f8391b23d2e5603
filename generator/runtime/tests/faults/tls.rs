//! Servers that cannot prove who they are, and handshakes that end half-way.

use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::thread;

use castiron_runtime::{Config, Effect, ErrorKind};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, PKCS_ED25519,
    date_time_ymd,
};
use rustls::pki_types::PrivateKeyDer;
use rustls::version::{TLS12, TLS13};
use rustls::{DEFAULT_VERSIONS, ServerConfig, ServerConnection, Stream, SupportedProtocolVersion};

use crate::bench::Tally;
use crate::clock::Clock;
use crate::connection::{filled, read, record};
use crate::fault::{End, Fault};
use crate::ledger::Ledger;
use crate::listener::search;
use crate::reqwest_client::make_trusting;
use crate::subject::{CLASSES, Class, Make};

/// Certificates that are expired, not valid yet, for another host, or of an issuer that nobody
/// trusts: nothing is sent, and nothing is tried again.
pub fn certificates(make: Make, tally: &Tally) {
    let root = root();
    let dates = [
        (2000, 2001, "localhost"),
        (2090, 2091, "localhost"),
        (2000, 2090, "elsewhere"),
    ];
    for (from, to, name) in dates {
        let server = Server::start(&root, from, to, name);
        for class in CLASSES {
            let mut client = make_trusting(&server.url, root.der());
            refuses(client.call(class, "10000000"), tally);
        }
    }
    let server = Server::start(&root, 2000, 2090, "localhost");
    for class in CLASSES {
        let mut client = make(&server.url, &Config::new(), Clock::new());
        refuses(client.call(class, "10000000"), tally);
        assert!(server.ledger.receipts("10000000").is_empty());
    }
}

fn refuses(outcome: crate::subject::Outcome, tally: &Tally) {
    let failure = outcome.unwrap_err();
    let facts = (failure.effect, failure.kind, failure.attempts);
    assert_eq!(
        facts,
        (Effect::NotSent, ErrorKind::Transport, 1),
        "{failure:?}"
    );
    assert!(failure.shown.contains("certificate"), "{failure:?}");
    tally.faults.fetch_add(1, Ordering::Relaxed);
}

/// Handshakes of which the server sends any number of bytes but not all: nothing was sent, so even
/// what may not be repeated is sent again.
pub fn handshakes(_make: Make, tally: &Tally) {
    let root = root();
    let server = Server::start(&root, 2000, 2090, "localhost");
    let mut client = make_trusting(&server.url, root.der());
    client.call(Class::Once, "10000000").unwrap();
    let whole = *server.length.lock().unwrap();
    for after in 0..whole {
        server.cuts.lock().unwrap().push_back(after);
        let nonce = (10_000_001 + after).to_string();
        let outcome = client.call(Class::Once, &nonce);
        assert!(
            outcome.is_ok(),
            "after {after} of {whole} bytes: {outcome:?}"
        );
        assert_eq!(
            server.ledger.receipts(&nonce).len(),
            1,
            "after {after} bytes"
        );
        tally.faults.fetch_add(1, Ordering::Relaxed);
    }
}

/// Servers that know no version of TLS but those that are no longer safe: nothing is sent. rustls
/// cannot play them, but the first bytes of their answer are all that it takes.
pub fn versions(make: Make, tally: &Tally) {
    const VERSIONS: [&[u8; 2]; 3] = [b"\x03\0", b"\x03\x01", b"\x03\x02"];
    let hello = |version: &[u8; 2]| {
        let random = [7; 32];
        let hello = [
            b"\x02\0\0\x26".as_slice(),
            version,
            &random[..],
            b"\0\xc0\x13\0",
        ]
        .concat();
        [b"\x16".as_slice(), version, b"\0\x2a", &hello].concat()
    };
    let alert = b"\x15\x03\x01\0\x02\x02\x46".to_vec();
    for answer in VERSIONS.map(hello).into_iter().chain([alert]) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let url = format!("https://{}", listener.local_addr().unwrap());
        let answered = answer.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let (mut hello, mut rest) = (vec![0; 4096], Vec::new());
                let length = stream.read(&mut hello).unwrap();
                stream.write_all(&answered).unwrap();
                // The client may reset the connection.
                let _ = stream.read_to_end(&mut rest);
                search(&String::from_utf8_lossy(&hello[..length]));
                search(&String::from_utf8_lossy(&rest));
            }
        });
        for class in CLASSES {
            let mut client = make(&url, &Config::new(), Clock::new());
            let failure = client.call(class, "10000000").unwrap_err();
            let facts = (failure.effect, failure.kind);
            let expected = (Effect::NotSent, ErrorKind::Transport);
            assert_eq!(facts, expected, "{answer:?} {failure:?}");
            tally.faults.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// TLS 1.2 and 1.3 are each enough.
pub fn safe_versions(_make: Make, tally: &Tally) {
    let root = root();
    for version in [&TLS12, &TLS13] {
        let server = Server::start_with(&[version], &root, 2000, 2090, "localhost");
        for class in CLASSES {
            let mut client = make_trusting(&server.url, root.der());
            client.call(class, "10000000").unwrap();
            tally.calls.fetch_add(1, Ordering::Relaxed);
        }
    }
}

fn root() -> CertifiedIssuer<'static, KeyPair> {
    let mut parameters = CertificateParams::new(Vec::new()).unwrap();
    parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(parameters, key()).unwrap()
}

/// Signatures of other kinds differ in length from one handshake to the next.
fn key() -> KeyPair {
    KeyPair::generate_for(&PKCS_ED25519).unwrap()
}

/// A server with a certificate; it ends the next handshakes after so many bytes.
struct Server {
    url: String,
    ledger: Arc<Ledger>,
    cuts: Arc<Mutex<VecDeque<usize>>>,
    /// How many bytes the last whole handshake took.
    length: Arc<Mutex<usize>>,
}

impl Server {
    fn start(root: &CertifiedIssuer<'_, KeyPair>, from: i32, to: i32, name: &str) -> Self {
        Self::start_with(DEFAULT_VERSIONS, root, from, to, name)
    }

    fn start_with(
        versions: &[&'static SupportedProtocolVersion],
        root: &CertifiedIssuer<'_, KeyPair>,
        from: i32,
        to: i32,
        name: &str,
    ) -> Self {
        let config = Arc::new(config(versions, root, from, to, name));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let (ledger, cuts, length) = <(Arc<Ledger>, Arc<Mutex<_>>, Arc<Mutex<_>>)>::default();
        let server = Self {
            url: format!("https://localhost:{port}"),
            ledger: Arc::clone(&ledger),
            cuts: Arc::clone(&cuts),
            length: Arc::clone(&length),
        };
        thread::spawn(move || {
            for stream in listener.incoming() {
                let left = cuts.lock().unwrap().pop_front();
                let stream = Cut {
                    stream: stream.unwrap(),
                    sent: 0,
                    left,
                };
                // Most handshakes are to fail.
                let _ = serve(stream, &config, &ledger, &length);
            }
        });
        server
    }
}

fn config(
    versions: &[&'static SupportedProtocolVersion],
    root: &CertifiedIssuer<'_, KeyPair>,
    from: i32,
    to: i32,
    name: &str,
) -> ServerConfig {
    let key = key();
    let mut parameters = CertificateParams::new(vec![name.to_owned()]).unwrap();
    parameters.not_before = date_time_ymd(from, 1, 1);
    parameters.not_after = date_time_ymd(to, 1, 1);
    let certificate = parameters.signed_by(&key, root).unwrap();
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(versions)
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    // A session that is taken up again has a shorter handshake.
    config.send_tls13_tickets = 0;
    config
}

fn serve(
    mut stream: Cut,
    config: &Arc<ServerConfig>,
    ledger: &Ledger,
    length: &Mutex<usize>,
) -> io::Result<()> {
    let mut connection = ServerConnection::new(Arc::clone(config)).unwrap();
    while connection.is_handshaking() {
        connection.complete_io(&mut stream)?;
    }
    *length.lock().unwrap() = stream.sent;
    let mut stream = Stream::new(&mut connection, &mut stream);
    let request = read(&mut stream, usize::MAX)?.unwrap();
    let nonce = record(ledger, &request);
    if let Fault::Answer { bytes, .. } = Fault::good(End::Close) {
        stream.write_all(&filled(bytes, &nonce))?;
    }
    stream.conn.send_close_notify();
    stream.flush()
}

/// A connection that ends when so many bytes were sent.
struct Cut {
    stream: TcpStream,
    sent: usize,
    left: Option<usize>,
}

impl Read for Cut {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.stream.read(buffer)
    }
}

impl Write for Cut {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = self.left.unwrap_or(bytes.len()).min(bytes.len());
        if room == 0 && !bytes.is_empty() {
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        let written = self.stream.write(&bytes[..room])?;
        self.sent += written;
        self.left = self.left.map(|left| left - written);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}
