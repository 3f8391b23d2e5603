//! Connections of ureq that keep a deadline, and know whether they were given a request.
//!
//! ureq has one time-out for waiting in the head and in the body of a response, and a pooled
//! connection learns nothing of the request that it serves. But whoever blocks does all of its
//! input and output on one thread, so the deadline of the moment is kept with the thread.

use std::cell::Cell;
use std::io;
use std::time::Instant;

use ureq::Timeout;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::time::Duration;
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, DefaultConnector, NextTimeout, Transport,
};

/// How many bytes are written under one time-out. A time-out of the operating system is for each
/// write, so one of a large piece starts anew whenever a slow reader makes room.
const PIECE: usize = 16 * 1024;

thread_local! {
    static MOMENT: Cell<Moment> = const { Cell::new(Moment { deadline: None, handed_over: false }) };
}

#[derive(Clone, Copy)]
struct Moment {
    deadline: Option<Instant>,
    handed_over: bool,
}

/// Does what blocks, and breaks it off at the deadline; says too whether a connection was given
/// any byte of a request.
pub(super) fn until<T>(deadline: Option<Instant>, work: impl FnOnce() -> T) -> (T, bool) {
    let before = MOMENT.replace(Moment {
        deadline,
        handed_over: false,
    });
    let result = work();
    (result, MOMENT.replace(before).handed_over)
}

fn hand_over(handed_over: bool) {
    MOMENT.set(Moment {
        handed_over,
        ..MOMENT.get()
    });
}

/// The time-out, or what is left until the deadline if that is less.
fn bounded(timeout: NextTimeout) -> Result<NextTimeout, ureq::Error> {
    let Some(deadline) = MOMENT.get().deadline else {
        return Ok(timeout);
    };
    let left = deadline.saturating_duration_since(Instant::now());
    if left.is_zero() {
        return Err(ureq::Error::Timeout(Timeout::Global));
    }
    let left = Duration::from(left);
    Ok(if left < timeout.after {
        NextTimeout {
            after: left,
            reason: Timeout::Global,
            ..timeout
        }
    } else {
        timeout
    })
}

/// A connection that broke, in words that ureq does not take for the end of a body: it does so where
/// nothing else says how long the body is, and what is cut would pass for whole.
fn broken(error: ureq::Error) -> ureq::Error {
    match error {
        ureq::Error::Io(error) => ureq::Error::Io(io::Error::other(error)),
        other => other,
    }
}

/// Resolves names, by the deadline.
#[derive(Debug, Default)]
pub(super) struct Resolving {
    inner: DefaultResolver,
}

impl Resolver for Resolving {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        self.inner.resolve(uri, config, bounded(timeout)?)
    }
}

/// Connects, by the deadline.
#[derive(Debug, Default)]
pub(super) struct Connecting {
    inner: DefaultConnector,
}

impl Connector for Connecting {
    type Out = Connection;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<()>,
    ) -> Result<Option<Connection>, ureq::Error> {
        let details = ConnectionDetails {
            uri: details.uri,
            addrs: details.addrs.clone(),
            config: details.config,
            request_level: details.request_level,
            resolver: details.resolver,
            now: details.now,
            timeout: bounded(details.timeout)?,
            current_time: details.current_time.clone(),
            run_connector: details.run_connector.clone(),
            register_shutdown: details.register_shutdown.clone(),
        };
        let connected = self.inner.connect(&details, chained);
        // What a proxy was given on the way is no request of ours.
        hand_over(false);
        Ok(connected?.map(|inner| Connection { inner }))
    }
}

/// A connection, to a server or to a proxy before it.
#[derive(Debug)]
pub(super) struct Connection {
    inner: Box<dyn Transport>,
}

impl Transport for Connection {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.inner.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), ureq::Error> {
        let mut left = amount;
        while left > 0 {
            let piece = left.min(PIECE);
            let timeout = bounded(timeout)?;
            hand_over(true);
            self.inner.transmit_output(piece, timeout)?;
            self.buffers().output().copy_within(piece..left, 0);
            left -= piece;
        }
        Ok(())
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, ureq::Error> {
        self.inner.await_input(bounded(timeout)?).map_err(broken)
    }

    fn is_open(&mut self) -> bool {
        self.inner.is_open()
    }

    fn is_tls(&self) -> bool {
        self.inner.is_tls()
    }
}
