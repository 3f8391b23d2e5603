//! Redirects, none of which is followed, and proxies that open no tunnel.

use std::io::ErrorKind::WouldBlock;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::atomic::Ordering;

use castiron_runtime::{Effect, ErrorKind};

use crate::bench::{Bench, Tally};
use crate::canaries::{self, BASE_URL_PASSWORD as SECRET};
use crate::clock::Clock;
use crate::fate::Fate;
use crate::fault::{End, Fault};
use crate::reqwest_client::make_through;
use crate::server::Server;
use crate::subject::{CLASSES, Make};

/// Redirects to anywhere, of calls with credentials in every carrier: each is an error, and nobody
/// else hears of the call.
pub fn redirects(make: Make, tally: &Tally) {
    let other = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    other.set_nonblocking(true).unwrap();
    let port = other.local_addr().unwrap().port();
    let mut bench = Bench::new(make, tally);
    let own = bench.server.url();
    let targets = [
        format!("http://localhost:{port}/things/1?token={SECRET}"),
        format!("http://127.0.0.1:{port}/things/1"),
        format!("https://127.0.0.1:{port}/things/1"),
        format!("//127.0.0.1:{port}/things/1"),
        format!("http://user:{SECRET}@127.0.0.1:{port}/"),
        format!("{own}/elsewhere"),
        "/things/NONCENON".to_owned(),
        "javascript:alert(1)".to_owned(),
    ];
    let fates = [301, 302, 303].map(Fate::Elsewhere);
    let codes = [301, 302, 303, 307, 308];
    let fates = fates.into_iter().chain([307, 308].map(Fate::Refused));
    for (status, fate) in codes.into_iter().zip(fates) {
        for target in &targets {
            for class in CLASSES {
                let headers = format!("location: {target}\r\n");
                let fault = Fault::answer(&format!("{status} Away"), &headers, "", End::Keep);
                let begun = bench.server.begun();
                let (outcome, _) = bench.call(class, vec![fault]);
                fate.judge(class, &outcome);
                assert_eq!(bench.server.begun(), begun + 1, "{status} {target}");
                tally.faults.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
    let heard = other.accept();
    assert_eq!(
        heard.unwrap_err().kind(),
        WouldBlock,
        "a redirect was followed"
    );
}

/// Proxies that answer anything but a tunnel: nothing was sent, and they see no credential.
pub fn tunnels(_make: Make, tally: &Tally) {
    let answers = [
        "HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\n\r\n",
        "HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 403 Forbidden\r\ncontent-type: text/html\r\n\r\n<html>no</html>",
        "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1/\r\n\r\n",
        "<html>no</html>",
        "HTTP/1.1 200 Connection established\r\n\r\n",
        "",
    ];
    for answer in answers {
        for class in CLASSES {
            let server = Server::start(Clock::new());
            let fault = Fault::raw(answer, End::Close);
            server.plan([fault.clone(), fault.clone(), fault]);
            let proxy = server.url().replace("//", &format!("//user:{SECRET}@"));
            let mut client = make_through("https://castiron.invalid", &proxy);
            let failure = client.call(class, "10000000").unwrap_err();
            server.settle();
            let facts = (failure.effect, failure.kind, failure.attempts);
            assert_eq!(
                facts,
                (Effect::NotSent, ErrorKind::Transport, 3),
                "{failure:?}"
            );
            for receipt in server.state.ledger.receipts("castiron.invalid:443") {
                let head = String::from_utf8(receipt.bytes).unwrap();
                assert_eq!(canaries::seen(&head), [18].into(), "{head}");
            }
            tally.faults.fetch_add(3, Ordering::Relaxed);
        }
    }
}
