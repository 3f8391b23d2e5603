//! What libraries log of a call, and that the listener hears of it.

#[cfg(feature = "blocking")]
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;

#[cfg(feature = "blocking")]
use castiron_runtime::Config;

use crate::bench::Tally;
use crate::canaries;
#[cfg(feature = "blocking")]
use crate::clock::Clock;
#[cfg(feature = "blocking")]
use crate::fault::{End, Fault};
use crate::listener::{self, Printed};
#[cfg(feature = "blocking")]
use crate::server::Server;
#[cfg(feature = "blocking")]
use crate::subject::CLASSES;
use crate::subject::Make;

/// A listener that is deaf would find nothing either.
pub fn listener(_make: Make, tally: &Tally) {
    let canary = canaries::BEARER;
    let leaks = listener::leaks(|| {
        log::trace!("a record {canary}");
        tracing::trace!("an event {canary}");
        tracing::trace!(canary, "an event of this kind");
        tracing::trace_span!("a span", canary);
        listener::search_debug(&format_args!("{canary}"));
    });
    assert_eq!(leaks.len(), 5, "{leaks:#?}");
    let unheard = listener::leaks(|| log::trace!(target: "ureq_proto::util", "{canary}"));
    assert_eq!(unheard, [""; 0]);
    let records = listener::recorded(|| log::trace!(target: "ureq_proto::util", "{canary}"));
    let [
        Printed {
            target,
            level,
            text,
        },
    ] = &records[..]
    else {
        panic!("{records:#?}");
    };
    let record = (target.as_str(), *level, text.as_str());
    assert_eq!(record, ("ureq_proto::util", log::Level::Trace, canary));
    tally.faults.fetch_add(5, Ordering::Relaxed);
}

/// What ureq logs at the level `trace`, which nobody can tell it to leave out: everything, in the
/// modules that the documentation of `UreqTransport` names, and nothing elsewhere.
#[cfg(feature = "blocking")]
pub fn ureq(make: Make, tally: &Tally) {
    let server = Server::start(Clock::new());
    let mut client = make(&server.url(), &Config::new(), Clock::new());
    let elsewhere = format!("location: /?{}\r\n", canaries::BASE_URL_PASSWORD);
    let records = listener::recorded(|| {
        for class in CLASSES {
            for status in ["200 OK", "302 Found", "400 Bad Request"] {
                server.plan([Fault::answer(status, &elsewhere, "\"NONCENON\"", End::Keep)]);
                let _ = client.call(class, "10000000");
                tally.calls.fetch_add(1, Ordering::Relaxed);
            }
        }
    });
    let (debug, trace) = (log::Level::Debug, log::Level::Trace);
    let everything = [1, 2, 3, 4, 5, 9, 11, 13, 17, 18].into();
    // With path, query and the `Location` of an answer.
    let where_to = [2, 11, 18].into();
    assert_eq!(
        shown(&records),
        [
            (("ureq::run".to_owned(), debug), where_to),
            (("ureq_proto::util".to_owned(), trace), everything),
        ]
        .into()
    );
}

/// The canaries that the records of each module and level show, one after the other.
#[cfg(feature = "blocking")]
fn shown(records: &[Printed]) -> BTreeMap<(String, log::Level), BTreeSet<usize>> {
    let mut texts = BTreeMap::<_, String>::new();
    for record in records {
        let text = texts.entry((record.target.clone(), record.level));
        text.or_default().push_str(dumped(&record.text));
    }
    let shown = texts
        .into_iter()
        .map(|(place, text)| (place, canaries::seen(&text)));
    shown.filter(|(_, canaries)| !canaries.is_empty()).collect()
}

/// The text of a row of a dump: eight groups of four hexadecimal digits, and sixteen characters.
#[cfg(feature = "blocking")]
fn dumped(record: &str) -> &str {
    let is_dump = record.len() == 57 && record.split(' ').take(8).all(|group| group.len() == 4);
    if is_dump { &record[41..] } else { record }
}
