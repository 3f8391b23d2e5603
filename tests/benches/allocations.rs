//! How often a call through a generated client asks for memory, against the same call written by hand.
//!
//! `cargo bench -p castiron-tests --bench allocations`. Counting takes time, so this is no part of
//! the other benchmark. The server allocates nothing, so the counts of the process are the client's;
//! they hardly differ between runs, so that a generated client that asks too often fails here.
#![allow(clippy::expect_used, reason = "a benchmark that cannot run stops")]

mod calls;

use std::alloc::System;
use std::fmt;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use tokio::runtime::{Builder, Runtime};

use self::calls::{Call, Side};

/// How many times more than by hand a generated client may ask for memory in one call.
const MOST: f64 = 12.0;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() {
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    println!("per call                  by hand            by hand, with check   generated");
    for call in calls::calls() {
        runtime.block_on(call.check());
        let [by_hand, with_check, generated] =
            calls::SIDES.map(|side| counted(&runtime, &call, side));
        println!("{:24}  {by_hand}  {with_check}  {generated}", call.title);
        assert!(generated.times <= by_hand.times + MOST, "{}", call.title);
    }
}

/// What one call asks for.
struct Count {
    times: f64,
    bytes: usize,
}

impl fmt::Display for Count {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:6.1} × {:7} B", self.times, self.bytes)
    }
}

/// What one call asks for, on average over many.
fn counted(runtime: &Runtime, call: &Call, side: Side) -> Count {
    const CALLS: usize = 200;
    let region = Region::new(ALLOCATOR);
    runtime.block_on(async {
        for _ in 0..CALLS {
            call.make(side).await;
        }
    });
    let change = region.change();
    Count {
        times: (change.allocations + change.reallocations) as f64 / CALLS as f64,
        bytes: change.bytes_allocated / CALLS,
    }
}
