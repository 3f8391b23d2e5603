//! Listens to all that is printed, by whatever library, and searches it for canaries.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::{Debug, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{LazyLock, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::canaries;

static HEARD: LazyLock<Mutex<Heard>> = LazyLock::new(Mutex::default);

/// What was printed.
#[derive(Default)]
struct Heard {
    /// How many texts there were.
    texts: u64,
    /// The texts that were searched, without their hexadecimal digits: those that differ in numbers
    /// and random bytes only are searched once.
    kinds: BTreeSet<String>,
    leaks: Vec<String>,
    /// What is written down word for word, while somebody asks for it.
    records: Option<Vec<Printed>>,
}

/// A record of the crate `log`.
#[derive(Debug, Clone)]
pub struct Printed {
    pub target: String,
    pub level: log::Level,
    pub text: String,
}

/// Listens to `log` and to `tracing` from now on, at every level.
pub fn listen() {
    log::set_logger(&Listener).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    tracing::subscriber::set_global_default(Listener).unwrap();
}

/// Searches a text for canaries.
pub fn search(text: &str) {
    let kind = text.chars().filter(|c| !c.is_ascii_hexdigit()).collect();
    let mut heard = HEARD.lock().unwrap();
    heard.texts += 1;
    if heard.kinds.insert(kind) {
        // Others need not wait for it.
        drop(heard);
        let seen = canaries::seen(text);
        if !seen.is_empty() {
            let leak = format!("canaries {seen:?} in: {text}");
            HEARD.lock().unwrap().leaks.push(leak);
        }
    }
}

/// Searches what a value shows of itself.
pub fn search_debug(value: &dyn Debug) {
    search(&format!("{value:?}"));
    search(&format!("{value:#?}"));
}

/// Searches what a failure shows, causes included.
pub fn search_error(error: &impl Error) {
    search(&chain(error));
    search(&format!("{error:#} {error:#?}"));
}

/// An error with all its causes.
pub fn chain(error: &dyn Error) -> String {
    let mut shown = format!("{error} {error:?}");
    let mut source = error.source();
    while let Some(cause) = source {
        write!(shown, " / {cause} {cause:?}").unwrap();
        source = cause.source();
    }
    shown
}

/// Fails if a canary was printed so far; gives the number of texts, and of different ones.
pub fn judge() -> (u64, usize) {
    let heard = HEARD.lock().unwrap();
    assert!(heard.leaks.is_empty(), "{:#?}", heard.leaks);
    (heard.texts, heard.kinds.len())
}

/// The leaks of some work, which are not held against anybody.
pub fn leaks(work: impl FnOnce()) -> Vec<String> {
    work();
    std::mem::take(&mut HEARD.lock().unwrap().leaks)
}

/// What the crate `log` is told meanwhile, with nothing left out and nothing judged.
pub fn recorded(work: impl FnOnce()) -> Vec<Printed> {
    HEARD.lock().unwrap().records = Some(Vec::new());
    work();
    HEARD.lock().unwrap().records.take().unwrap()
}

struct Listener;

/// Follows the advice of `UreqTransport`, unless somebody asks for everything.
fn is_heard(metadata: &log::Metadata<'_>) -> bool {
    let is_ureq = metadata.target().starts_with("ureq");
    let is_advised = !is_ureq || metadata.level() <= log::Level::Debug;
    is_advised || HEARD.lock().unwrap().records.is_some()
}

impl log::Log for Listener {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        is_heard(metadata)
    }

    fn log(&self, record: &log::Record<'_>) {
        if !is_heard(record.metadata()) {
            return;
        }
        let (target, text) = (record.target().to_owned(), record.args().to_string());
        let mut heard = HEARD.lock().unwrap();
        if let Some(records) = &mut heard.records {
            let level = record.level();
            return records.push(Printed {
                target,
                level,
                text,
            });
        }
        drop(heard);
        search(&format!("{target} {text}"));
    }

    fn flush(&self) {}
}

impl Subscriber for Listener {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        static SPANS: AtomicU64 = AtomicU64::new(1);
        let mut text = span.metadata().name().to_owned();
        span.record(&mut Fields(&mut text));
        search(&text);
        Id::from_u64(SPANS.fetch_add(1, Ordering::Relaxed))
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut text = String::new();
        values.record(&mut Fields(&mut text));
        search(&text);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut text = event.metadata().target().to_owned();
        event.record(&mut Fields(&mut text));
        search(&text);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        write!(self.0, " {field}={value}").unwrap();
    }

    fn record_error(&mut self, field: &Field, value: &(dyn Error + 'static)) {
        write!(self.0, " {field}={}", chain(value)).unwrap();
    }
}
