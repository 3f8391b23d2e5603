//! Servers that stop reading a body which is longer than the sockets hold.

use std::sync::atomic::Ordering;

use castiron_runtime::Effect;

use crate::bench::{Bench, Case, Tally, run};
use crate::fate::Fate;
use crate::fault::{ENDS, End, Fault};
use crate::subject::{Class, Make, UPLOAD};

/// How much of head and body is read.
const READ: [usize; 9] = [
    0,
    1,
    100,
    1_000,
    4_096,
    100_000,
    1 << 20,
    4 << 20,
    UPLOAD as usize,
];

/// Nobody knows how much of it was of use, and a body that can be read only once is not sent again.
pub fn unread(make: Make, tally: &Tally) {
    run(make, tally, &unread_until(&ENDS));
}

/// The same without silence, for clients that go by the clock of the machine.
#[cfg(feature = "blocking")]
pub fn unread_without_silence(make: Make, tally: &Tally) {
    run(make, tally, &unread_until(&[End::Close, End::Reset]));
}

fn unread_until(ends: &[End]) -> Vec<Case> {
    let faults = READ.iter().flat_map(|after| {
        ends.iter().map(|end| Fault::Unread {
            after: *after,
            end: *end,
        })
    });
    faults
        .flat_map(|fault| Case::on_both(Class::Upload, &fault, Fate::Lost))
        .collect()
}

/// A server that refuses before it has read all: its answer counts, if it arrives. A reset may be
/// quicker, and then nobody knows.
pub fn early_refusals(make: Make, tally: &Tally) {
    let mut bench = Bench::new(make, tally);
    for after in READ {
        for end in [End::Close, End::Reset] {
            let Fault::Answer { bytes, .. } =
                Fault::answer("413 Content Too Large", "connection: close\r\n", "", end)
            else {
                panic!("it is an answer");
            };
            let fault = Fault::Early { after, bytes, end };
            let (outcome, _) = bench.call(Class::Upload, vec![fault]);
            let failure = outcome.unwrap_err();
            match (end, failure.status) {
                (End::Reset, None) => assert_eq!(failure.effect, Effect::Unknown, "{failure:?}"),
                _ => assert_eq!(
                    (failure.effect, failure.status),
                    (Effect::Answered, Some(413)),
                    "{after} {end:?} {failure:?}"
                ),
            }
            tally.faults.fetch_add(1, Ordering::Relaxed);
        }
    }
}
