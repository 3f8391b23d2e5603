//! The time-outs of blocking calls, against servers that take their time.

use std::net::TcpStream;
use std::time::{Duration, Instant};

use castiron_runtime::token::ClientCredentials;
use castiron_runtime::{
    Config, Core, CoreBuilder, Effect, Error, ErrorKind, Operation, RequestParts, Response,
    SecurityScheme, UreqTransport, decode,
};

use crate::fake::{PLAIN, once};
use crate::server::Server;
use crate::server::Step::{self, Drip, Give, Ignore, Sip, Take, Wait};
use crate::ureq_transport::{FINE, POSTING, call, core, core_at, ending, outcome};

static OAUTH: SecurityScheme = SecurityScheme::oauth2("oauth", "o_auth");

static GUARDED: Operation = Operation {
    security: &[&[&OAUTH]],
    ..PLAIN
};

const LIMIT: Duration = Duration::from_millis(150);

/// The least of the limits that nobody set here: what ends before is ended by [`LIMIT`], however
/// busy the machine is.
const OTHERS: Duration = Duration::from_secs(5);

/// Less than the 800 ms that [`a_body_that_drips`] takes in all, and as much more than the 20 ms between
/// two bytes as that allows: a busy machine may make them many.
const PATIENCE: Duration = Duration::from_millis(750);

/// How a call fails that takes as long as it may, and no longer.
fn late_by(call: impl FnOnce() -> Result<Response<i32>, Error>) -> Error {
    let began = Instant::now();
    let error = call().unwrap_err();
    let took = began.elapsed();
    assert!(took >= LIMIT && took < OTHERS, "{took:?}");
    error
}

/// How often a machine may be too busy to get as far as a test has to.
const TRIES: usize = 50;

/// The same for calls whose time is to pass after they have had this effect. On a busy machine it can
/// pass before there is a connection: then the client must be right that nothing was sent.
fn late_after(
    effect: Effect,
    steps: &'static [&'static [Step]],
    config: &Config,
    send: impl Fn(&Core) -> Result<Response<i32>, Error>,
) -> Error {
    for _ in 0..TRIES {
        let server = Server::new(steps);
        let error = late_by(|| send(&core(&server, config.clone())));
        if error.effect() >= effect {
            return error;
        }
        if error.effect() == Effect::NotSent {
            // Whom nobody called waits for ever.
            drop(TcpStream::connect(&server.address));
            assert_eq!(server.requests(), [""; 0]);
        }
    }
    panic!("the machine is too busy");
}

fn late(effect: Effect, steps: &'static [&'static [Step]], config: &Config) -> Error {
    late_after(effect, steps, config, |core| call(core, &POSTING))
}

#[test]
fn no_answer() {
    for config in [once().head_timeout(LIMIT), once().total_timeout(LIMIT)] {
        let error = late(Effect::Unknown, &[&[Take, Wait]], &config);
        assert_eq!(outcome(&error), (ErrorKind::Timeout, Effect::Unknown));
        assert!(error.message().starts_with("an answer did not come within"));
    }
}

#[test]
fn the_head_may_take_longer_than_a_body_may_fall_silent() {
    let config = once().head_timeout(LIMIT).idle_timeout(LIMIT / 10);
    let error = late(Effect::Unknown, &[&[Take, Wait]], &config);
    assert_eq!(outcome(&error), (ErrorKind::Timeout, Effect::Unknown));
}

#[test]
fn a_head_that_drips() {
    let config = once().head_timeout(LIMIT);
    let error = late(Effect::Unknown, &[&[Take, Drip(FINE)]], &config);
    assert_eq!(outcome(&error), (ErrorKind::Timeout, Effect::Unknown));
}

#[test]
fn a_silent_body() {
    const BEGUN: &str = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n42";
    let config = once().idle_timeout(LIMIT);
    let error = late(Effect::Applied, &[&[Take, Give(BEGUN), Wait]], &config);
    assert_eq!(outcome(&error), (ErrorKind::Timeout, Effect::Applied));
    assert!(
        error
            .message()
            .starts_with("the rest of the body did not come within")
    );
}

#[test]
fn a_body_that_drips() {
    const DRIP: &[&[Step]] = &[&[
        Take,
        Give("HTTP/1.1 200 OK\r\ncontent-length: 40\r\n\r\n"),
        Drip("                                      42"),
    ]];
    let config = once().idle_timeout(LIMIT).total_timeout(LIMIT);
    let error = late(Effect::Applied, DRIP, &config);
    assert_eq!(outcome(&error), (ErrorKind::Timeout, Effect::Applied));
    // As long as it goes on, silence is what counts, not the sum.
    let patient = once().head_timeout(PATIENCE).idle_timeout(PATIENCE);
    assert_eq!(ending(DRIP, patient).unwrap().into_inner(), 42);
}

#[test]
fn a_server_that_does_not_read() {
    const SLOW: [&[&[Step]]; 2] = [&[&[Ignore]], &[&[Sip]]];
    for steps in SLOW {
        let config = once().head_timeout(LIMIT);
        let error = late_after(Effect::Unknown, steps, &config, |core| {
            let mut parts = RequestParts::new(core, &POSTING);
            parts.path("id", "1");
            parts.bytes_body("application/octet-stream", vec![0; 64 * 1024 * 1024]);
            parts.send_blocking(decode::json, decode::none)
        });
        assert_eq!(outcome(&error), (ErrorKind::Timeout, Effect::Unknown));
    }
}

#[test]
fn a_handshake_that_hangs_proves_that_nothing_was_sent() {
    for config in [once().connect_timeout(LIMIT), once().total_timeout(LIMIT)] {
        let server = Server::new(&[&[Wait]]);
        let core = core_at(&format!("https://{}", server.address), config);
        let error = late_by(|| call(&core, &POSTING));
        assert_eq!(outcome(&error), (ErrorKind::Transport, Effect::NotSent));
    }
}

#[test]
fn a_token_request_has_no_more_time_than_the_call() {
    let tokens = Server::new(&[&[Take, Wait]]);
    let url = format!("http://{}/token", tokens.address);
    let mut builder = CoreBuilder::new("https://castiron.invalid");
    builder.transport(UreqTransport::new(&once()));
    builder.bearer(&OAUTH, ClientCredentials::new(url, "id", "s3cret"));
    builder.config(once().total_timeout(LIMIT));
    let core = builder.build().unwrap();
    let error =
        late_by(|| RequestParts::new(&core, &GUARDED).send_blocking(decode::json, decode::none));
    assert_eq!(outcome(&error), (ErrorKind::Token, Effect::NotSent));
}
