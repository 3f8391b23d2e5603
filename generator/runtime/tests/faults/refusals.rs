//! Servers that there is no connection with.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use castiron_runtime::{Config, Effect, ErrorKind};
use socket2::{Domain, Socket, Type};

use crate::bench::{Bench, On, Tally};
use crate::clock::Clock;
use crate::fault::{ENDS, Fault};
use crate::subject::{ATTEMPTS, CLASSES, Class, Failure, Make};

/// Connections that end as soon as they are made: what was not sent is sent again, whatever it is.
pub fn hang_ups(make: Make, tally: &Tally) {
    const TIMES: usize = 20;
    let mut bench = Bench::new(make, tally);
    for class in CLASSES {
        for end in ENDS {
            for _ in 0..TIMES {
                bench.good_call(On::Fresh);
                let (outcome, _) = bench.call(class, vec![Fault::HangUp { end }]);
                let unknown = |failure: &Failure| failure.effect == Effect::Unknown;
                let is_right = match &outcome {
                    Ok(_) => true,
                    Err(failure) => !class.is_repeated() && unknown(failure),
                };
                assert!(is_right, "{class:?} {end:?} {outcome:?}");
                tally.faults.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
}

/// Names without address, ports without listener, networks without route: nothing was sent, and
/// every class is tried again.
pub fn no_connection(make: Make, tally: &Tally) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let closed = listener.local_addr().unwrap();
    drop(listener);
    for url in [
        "http://castiron.invalid".to_owned(),
        format!("http://{closed}"),
        "http://255.255.255.255".to_owned(),
        "https://castiron.invalid".to_owned(),
        format!("https://{closed}"),
    ] {
        for class in CLASSES {
            let failure = refused(make, &url, &Config::new().allow_http(true), class);
            assert_eq!(failure.attempts, ATTEMPTS, "{url} {failure:?}");
            tally
                .faults
                .fetch_add(u64::from(ATTEMPTS), Ordering::Relaxed);
        }
    }
}

/// A listener that takes no connection: the connect time-out ends each attempt.
pub fn no_accept(make: Make, tally: &Tally) {
    let (listener, _waiting) = full();
    let address = listener.local_addr().unwrap().as_socket().unwrap();
    let limit = Duration::from_millis(50);
    let config = Config::new().connect_timeout(limit);
    for class in CLASSES {
        let began = Instant::now();
        let failure = refused(make, &format!("http://{address}"), &config, class);
        assert_eq!(failure.attempts, ATTEMPTS, "{failure:?}");
        assert!(began.elapsed() >= limit * ATTEMPTS, "{failure:?}");
        tally
            .faults
            .fetch_add(u64::from(ATTEMPTS), Ordering::Relaxed);
    }
}

fn refused(make: Make, url: &str, config: &Config, class: Class) -> Failure {
    let outcome = make(url, config, Clock::new()).call(class, "10000000");
    let failure = outcome.unwrap_err();
    let facts = (failure.effect, failure.kind, failure.status);
    let expected = (Effect::NotSent, ErrorKind::Transport, None);
    assert_eq!(facts, expected, "{url} {failure:?}");
    failure
}

/// A listener whose queue is full, and the connections that fill it.
fn full() -> (Socket, Vec<TcpStream>) {
    let listener = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    listener.bind(&any.into()).unwrap();
    listener.listen(0).unwrap();
    let address = listener.local_addr().unwrap().as_socket().unwrap();
    let mut waiting = Vec::new();
    while let Ok(stream) = TcpStream::connect_timeout(&address, Duration::from_millis(100)) {
        waiting.push(stream);
    }
    (listener, waiting)
}
