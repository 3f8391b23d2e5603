//! What a call through a generated client takes, against the same call written by hand.
//!
//! `cargo bench -p castiron-tests --bench time`, or with `-- --quick` to see that it runs.
//!
//! What was learned with it:
//!
//! - Ratios between sides that do the same jumped from 0.6 to 1.1 while each connection had a server
//!   thread of its own; since one thread serves all connections they repeat within 2 %.
//! - Checking the JSON while a type reads it costs nothing: a page of sessions is read in 0.99 of what
//!   serde_json takes, because the reader need not look at the encoding of each string. Before, a
//!   check ahead of the reading took 12 instructions for each byte, at eight bytes of a string at a
//!   time. A union is kept as text first, which is checked so; serde_json alone parses that text
//!   once more, so that the call for a small payment takes 9 % more instructions by hand than with check.
//! - A call makes 98 (GET) or 103 (POST) blocks by hand, 103 or 107 with check, and 108 through a
//!   generated client.
//! - Of a small call, a tenth of the client's time was neither instructions nor system calls. Half of that
//!   came from code that is compiled in other crates and codegen units than by hand; it is gone with
//!   `lto = "thin"` and one unit, as `[profile.bench]` has it. Some came from moving a request of 424 bytes
//!   twice for each setter, 17 times in all; now a box is moved.
//! - A GET makes the same system calls as by hand. A POST makes two more, `epoll_wait` both, to notice
//!   connections that were closed: without them a POST right after an answer with which a server hangs
//!   up is lost, as `generator/runtime/tests/faults` shows. They take some 2,000 instructions. In a
//!   runtime of one thread, a future in `block_on` is polled between the look at the sockets and the
//!   tasks that it wakes, so that one is not enough.
//! - Room for 256 headers takes 3,500 instructions and 16 kB for each call.
//! - Instructions of the client's thread, by callgrind, tell more than the clock does on a machine that
//!   has other work: a small GET takes 125,500 by hand, 125,200 with check and 127,300 generated; a
//!   small POST 172,200, 157,400 and 159,700. Of large calls reading takes so much that there is no
//!   difference. 2,000 of those of the generated GET are made under callgrind alone, where an answer
//!   is never so fresh that closed connections need not be noticed.
//! - What the clock shows beyond that is code and data that are in no cache any more after a system
//!   call: of 4,500 lines of code that a small GET fetches anew, 540 are more than with check, and of
//!   1,470 lines of data 360, by the simulation of callgrind. The driver has 140 of the former, putting
//!   the request together 110.
//! - What was taken away, in instructions of a small GET: parsing the host of the URL anew for each call
//!   (3,100), credentials made into headers for each call (2,400), copies of the body and futures in
//!   two boxes, or of more than the kilobyte up to which glibc keeps blocks at hand (2,300), a query
//!   written in pieces (2,000), and a copy that reqwest makes of each request to be able to repeat it,
//!   and looking for a chunk after the last (2,000 together). Of a POST: a path template searched letter
//!   by letter, and a body that grows from 128 bytes (4,500 together).
//! - A copy of a large body made glibc give memory back and ask for it anew, three page faults for each
//!   call, 10 % of a large GET. Now the chunk is read where it lies.
#![allow(clippy::expect_used, reason = "a benchmark that cannot run stops")]

mod calls;
mod statistics;

use std::hint::black_box;
use std::time::{Duration, Instant};

use cpu_time::ThreadTime;
use payment_clients::payrix::models::SessionsPostResponseResult;
use payment_clients::runtime::json;
use payment_clients::travelport::models::PaymentResponseWrapper;
use serde::de::DeserializeOwned;
use tokio::runtime::{Builder, Runtime};

use self::calls::{Call, SIDES, Side};
use self::statistics::Estimate;

/// How much is measured.
#[derive(Clone, Copy)]
struct Effort {
    rounds: usize,
    batch: usize,
}

const FULL: Effort = Effort {
    rounds: 400,
    batch: 20,
};
const QUICK: Effort = Effort {
    rounds: 6,
    batch: 3,
};

fn main() {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let effort = if quick { QUICK } else { FULL };
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    println!("{HEADING}");
    for call in calls::calls() {
        compare_calls(&runtime, &call, effort);
    }
    compare_reading::<SessionsPostResponseResult>("read 50 kB", &calls::sessions(50_000), effort);
    let payment = calls::payment_answer(50_000);
    compare_reading::<PaymentResponseWrapper>("read 50 kB, a union", &payment, effort);
    println!("{LEGEND}");
}

const HEADING: &str = "\
one call                 clock    by hand   generated    generated ÷ by hand     ÷ by hand with check";

const LEGEND: &str = "
wall: from call to result, with loopback and the server. cpu: of the client's thread alone.
All sides send the same requests, have the same time-outs, limits and models, and follow no redirects.
Generated clients check the JSON of a response as a whole (nesting, keys that are there twice) and
take 256 headers; the second ratio is against code by hand that does so too. They also refuse URLs that would be rewritten
and numbers that are not finite, keep status and headers beside the result, and have what a retry
needs at hand; nothing of that is by hand.
Ratios are medians of rounds, with the interval that holds the true median in 95 of 100 runs.";

fn compare_calls(runtime: &Runtime, call: &Call, effort: Effort) {
    runtime.block_on(call.check());
    let batch = |side: Side, count: usize| {
        runtime.block_on(async {
            for _ in 0..count {
                call.make(side).await;
            }
        });
    };
    print_comparison(call.title, &measured(batch, effort));
}

/// Reading alone; `generated` reads as a generated client does, `by hand` with serde_json.
fn compare_reading<T: DeserializeOwned>(title: &str, body: &str, effort: Effort) {
    let batch = |side: Side, count: usize| {
        for _ in 0..count {
            let body = black_box(body.as_bytes());
            let value: T = match side {
                Side::ByHand => serde_json::from_slice(body).expect("a value"),
                Side::ByHandWithCheck | Side::Generated => {
                    json::from_slice(body, json::MAX_DEPTH).expect("a value")
                }
            };
            black_box(value);
        }
    };
    print_comparison(title, &measured(batch, effort));
}

/// The time of one call, for each side and round, by both clocks.
#[derive(Default)]
struct Times {
    wall: [Vec<f64>; 3],
    cpu: [Vec<f64>; 3],
}

/// Lets the sides take turns in small batches, there and back again, so that a machine that
/// grows slower or faster does so for all of them.
fn measured(batch: impl Fn(Side, usize), effort: Effort) -> Times {
    for side in SIDES {
        batch(side, effort.batch);
    }
    let mut times = Times::default();
    for _ in 0..effort.rounds {
        let mut sums = [(Duration::ZERO, Duration::ZERO); 3];
        for index in [0, 1, 2, 2, 1, 0] {
            let (wall, cpu) = (Instant::now(), ThreadTime::now());
            let side = SIDES.get(index).expect("a side");
            batch(*side, effort.batch);
            let sum = sums.get_mut(index).expect("a sum");
            *sum = (sum.0 + wall.elapsed(), sum.1 + cpu.elapsed());
        }
        let calls = 2.0 * effort.batch as f64;
        for (index, (wall, cpu)) in sums.into_iter().enumerate() {
            let micros = |time: Duration| time.as_secs_f64() * 1e6 / calls;
            times
                .wall
                .get_mut(index)
                .expect("a side")
                .push(micros(wall));
            times.cpu.get_mut(index).expect("a side").push(micros(cpu));
        }
    }
    times
}

fn print_comparison(title: &str, times: &Times) {
    for (clock, [by_hand, with_check, generated]) in [("wall", &times.wall), ("cpu", &times.cpu)] {
        let micros = |sample: &[f64]| Estimate::of(sample.to_vec()).median;
        let ratio = |base: &[f64]| {
            let pairs = generated.iter().zip(base);
            Estimate::of(pairs.map(|(generated, base)| generated / base).collect())
        };
        println!(
            "{title:24} {clock:5} {:7.1} µs  {:7.1} µs   {:22}  {:22}",
            micros(by_hand),
            micros(generated),
            ratio(by_hand).to_string(),
            ratio(with_check).to_string(),
        );
    }
}
