//! How long a call waits before it repeats, and when it does not: `Retry-After`, deadlines, jitter.

use std::time::Duration;

use castiron_runtime::{
    Config, Core, Effect, Error, ErrorKind, RequestParts, RetryPolicy, TransportError, decode,
};
use tokio::time::Instant;

use crate::fake::{Fake, PLAIN, Reply, Step, json};

type Headers = &'static [(&'static str, &'static str)];

fn busy(headers: Headers) -> Reply {
    Reply::Answer(503, headers, vec![Step::Chunk("{}")])
}

fn fine() -> Reply {
    json(200, "1")
}

fn seconds(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds)
}

fn client(fake: &Fake, policy: RetryPolicy) -> Core {
    fake.core_with(|builder| builder.config(Config::new().retry(policy)))
}

async fn call(core: &Core) -> Result<i32, Error> {
    let parts = RequestParts::new(core, &PLAIN);
    let result = parts.send(decode::json::<i32>, decode::none).await;
    result.map(|response| *response)
}

/// How long a call took that was answered so, and how it ended.
async fn after(reply: Reply, policy: RetryPolicy) -> (Duration, Result<i32, Error>) {
    let fake = Fake::new([reply, fine()]);
    let started = Instant::now();
    let result = call(&client(&fake, policy)).await;
    (started.elapsed(), result)
}

/// What a `Retry-After` leads to.
#[derive(Debug, Clone, Copy)]
enum Then {
    Waits(u64),
    /// The wait is random, as without the header.
    BacksOff,
    /// Ends at once; the error tells how long to wait, in seconds.
    Ends(u64),
}

#[tokio::test(start_paused = true)]
async fn what_the_server_asks_for() {
    const DATE: (&str, &str) = ("date", "Sun, 28 Feb 2027 23:59:50 GMT");
    // A server whose clock is a day behind counts from its own time.
    const SKEWED: (&str, &str) = ("date", "Sat, 27 Feb 2027 23:59:50 GMT");
    let rows: [(Headers, Then); 27] = [
        (&[], Then::BacksOff),
        (&[("retry-after", "7")], Then::Waits(7)),
        (&[("retry-after", " 7 ")], Then::Waits(7)),
        (&[("retry-after", "007")], Then::Waits(7)),
        (&[("retry-after", "60")], Then::Waits(60)),
        (&[("retry-after", "61")], Then::Ends(61)),
        (
            &[("retry-after", "99999999999")],
            Then::Ends(99_999_999_999),
        ),
        (
            &[("retry-after", "99999999999999999999999")],
            Then::Ends(u64::MAX),
        ),
        (&[("retry-after", "0")], Then::BacksOff),
        (&[("retry-after", "-1")], Then::BacksOff),
        (&[("retry-after", "+1")], Then::BacksOff),
        (&[("retry-after", "1.5")], Then::BacksOff),
        (&[("retry-after", "")], Then::BacksOff),
        (&[("retry-after", "soon")], Then::BacksOff),
        (&[("retry-after", "7, 9")], Then::BacksOff),
        // Of two headers the first counts.
        (
            &[("retry-after", "7"), ("retry-after", "9")],
            Then::Waits(7),
        ),
        (
            &[("retry-after", "Mon, 01 Mar 2027 00:00:05 GMT"), DATE],
            Then::Waits(15),
        ),
        // The two obsolete forms of a date, which RFC 9110 (5.6.7) wants to be understood.
        (
            &[("retry-after", "Monday, 01-Mar-27 00:00:05 GMT"), DATE],
            Then::Waits(15),
        ),
        (
            &[("retry-after", "Mon Mar  1 00:00:05 2027"), DATE],
            Then::Waits(15),
        ),
        (
            &[("retry-after", "Mon, 01 Mar 2027 00:10:00 GMT"), DATE],
            Then::Ends(610),
        ),
        (
            &[("retry-after", "Sun, 28 Feb 2027 00:00:05 GMT"), SKEWED],
            Then::Waits(15),
        ),
        (
            &[("retry-after", "Mon, 01 Mar 2027 00:00:05 GMT"), SKEWED],
            Then::Ends(86_415),
        ),
        (
            &[("retry-after", "Sun, 28 Feb 2027 23:00:00 GMT"), DATE],
            Then::BacksOff,
        ),
        (
            &[("retry-after", "Mon, 01 Mar 2027 00:00:05 GMT")],
            Then::BacksOff,
        ),
        (
            &[("retry-after", "Mon, 99 Mar 2027 00:00:05 GMT"), DATE],
            Then::BacksOff,
        ),
        (
            &[
                (
                    "retry-after",
                    "Mon, 18446744073709551615 Mar 2027 00:00:05 GMT",
                ),
                DATE,
            ],
            Then::BacksOff,
        ),
        (
            &[
                (
                    "retry-after",
                    "Mon, 01 Mar 2027 18446744073709551615:00:05 GMT",
                ),
                DATE,
            ],
            Then::BacksOff,
        ),
    ];
    for (headers, then) in rows {
        let policy = RetryPolicy::new().backoff(seconds(0.5), seconds(0.5));
        let (took, result) = after(busy(headers), policy).await;
        match then {
            Then::Waits(wait) => {
                assert!(result.is_ok(), "{headers:?}");
                assert_eq!(took.as_secs(), wait, "{headers:?}");
            }
            Then::BacksOff => {
                assert!(result.is_ok(), "{headers:?}");
                assert!(took < seconds(0.6), "{headers:?}: {took:?}");
            }
            Then::Ends(wait) => {
                let error = result.unwrap_err();
                assert_eq!(took, Duration::ZERO, "{headers:?}");
                assert_eq!((error.status(), error.attempts()), (Some(503), 1));
                let asked = error.retry_after().unwrap();
                assert_eq!(asked.as_secs(), wait, "{headers:?}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_leaves_no_time_is_not_begun() {
    for (timeout, waits) in [(9.999, false), (10.0, false), (10.1, true)] {
        let fake = Fake::new([busy(&[("retry-after", "10")]), fine()]);
        let started = Instant::now();
        let mut parts = RequestParts::new(&client(&fake, RetryPolicy::new()), &PLAIN);
        parts.timeout(seconds(timeout));
        let result = parts.send(decode::json::<i32>, decode::none).await;
        assert_eq!(result.is_ok(), waits, "{timeout}");
        assert_eq!(started.elapsed().as_secs(), if waits { 10 } else { 0 });
    }
}

#[tokio::test(start_paused = true)]
async fn the_last_error_comes_at_once_when_time_is_short() {
    let unsent = Reply::Fail(TransportError::not_sent("refused"));
    let fake = Fake::new([unsent]);
    let policy = RetryPolicy::new().backoff(seconds(1e9), seconds(1e9));
    let started = Instant::now();
    let error = call(&client(&fake, policy)).await.unwrap_err();
    assert_eq!(started.elapsed(), Duration::ZERO);
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Transport, Effect::NotSent)
    );
}

#[tokio::test(start_paused = true)]
async fn attempts_share_the_time_of_the_call() {
    let fake = Fake::new([Reply::Hang, Reply::Hang]);
    let config = Config::new()
        .total_timeout(seconds(15.0))
        .head_timeout(seconds(10.0))
        .retry(RetryPolicy::new().backoff(Duration::ZERO, Duration::ZERO));
    let core = fake.core_with(|builder| builder.config(config));
    let started = Instant::now();
    let error = call(&core).await.unwrap_err();
    assert_eq!(started.elapsed().as_secs_f64().round(), 15.0);
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 2));
}

#[tokio::test(start_paused = true)]
async fn a_call_without_time_sends_nothing() {
    let fake = Fake::new([]);
    let mut parts = RequestParts::new(&fake.core(), &PLAIN);
    parts.timeout(Duration::ZERO);
    let sent = parts.send(decode::json::<i32>, decode::none).await;
    let error = sent.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /thing: no time was left of 0ns (the request was not sent)"
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_can_have_its_own_policy() {
    for (attempts, sent) in [(0, 1), (1, 1), (2, 2), (5, 5)] {
        let fake = Fake::new((0..9).map(|_| busy(&[])));
        let mut parts = RequestParts::new(&client(&fake, RetryPolicy::new()), &PLAIN);
        parts.retry(RetryPolicy::new().max_attempts(attempts));
        let error = parts.send(decode::json::<i32>, decode::none).await;
        assert_eq!(error.unwrap_err().attempts(), sent);
    }
}

#[tokio::test(start_paused = true)]
async fn waits_double_and_are_spread_evenly() {
    fastrand::seed(1);
    let calls = 1000;
    for (repeats, bounds) in [(1, 0.5), (2, 1.5), (3, 3.5), (4, 7.5), (5, 15.5), (6, 23.5)] {
        let mut waits = Vec::new();
        for _ in 0..calls {
            let replies = std::iter::repeat_with(|| busy(&[])).take(repeats);
            let fake = Fake::new(replies.chain([fine()]));
            let started = Instant::now();
            let policy = RetryPolicy::new().max_attempts(10);
            call(&client(&fake, policy)).await.unwrap();
            waits.push(started.elapsed().as_secs_f64() / bounds);
        }
        let mean = waits.iter().sum::<f64>() / f64::from(calls);
        assert!((0.48..0.52).contains(&mean), "{repeats}: {mean}");
        assert!(waits.iter().all(|wait| *wait <= 1.01), "{repeats}");
        if repeats == 1 {
            for tenth in 0..10 {
                let bounds = f64::from(tenth) / 10.0..f64::from(tenth + 1) / 10.0;
                let count = waits.iter().filter(|wait| bounds.contains(wait)).count();
                assert!((60..140).contains(&count), "{bounds:?}: {count}");
            }
        }
    }
}
