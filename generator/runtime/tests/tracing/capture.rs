//! A subscriber that writes down all that it is told, at every level.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::instrument::WithSubscriber as _;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

thread_local! {
    static ENTERED: RefCell<Vec<u64>> = const { RefCell::new(Vec::new()) };
}

#[derive(Clone, Default)]
pub struct Capture(Arc<Mutex<Notes>>);

#[derive(Default)]
struct Notes {
    names: BTreeMap<u64, &'static str>,
    lines: Vec<String>,
    parents: Vec<(String, u64)>,
}

/// What a future tells, line for line.
pub async fn captured<T>(future: impl Future<Output = T>) -> Vec<String> {
    let capture = Capture::default();
    capture.listen(future).await;
    let notes = capture.0.lock().unwrap();
    notes.lines.clone()
}

impl Capture {
    pub async fn listen<T>(&self, future: impl Future<Output = T>) -> T {
        future.with_subscriber(self.clone()).await
    }

    /// The numbers of the spans in which an event was told.
    pub fn parents_of(&self, message: &str) -> Vec<u64> {
        let notes = self.0.lock().unwrap();
        let events = notes.parents.iter().filter(|(event, _)| event == message);
        events.map(|(_, span)| *span).collect()
    }
}

impl Subscriber for Capture {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut notes = self.0.lock().unwrap();
        let id = notes.names.len() as u64 + 1;
        let name = span.metadata().name();
        notes.names.insert(id, name);
        let mut fields = Fields::default();
        span.record(&mut fields);
        notes.lines.push(format!("span {name}:{}", fields.text));
        Id::from_u64(id)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut fields = Fields::default();
        values.record(&mut fields);
        let mut notes = self.0.lock().unwrap();
        let name = notes.names[&span.into_u64()];
        notes.lines.push(format!("{name}:{}", fields.text));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let parent = ENTERED.with_borrow(|entered| entered.last().copied());
        let mut notes = self.0.lock().unwrap();
        let inside = parent.map_or("", |span| notes.names[&span]);
        let line = format!("{inside} > {}{}", fields.message, fields.text);
        notes.lines.push(line);
        notes
            .parents
            .extend(parent.map(|span| (fields.message, span)));
    }

    fn enter(&self, span: &Id) {
        ENTERED.with_borrow_mut(|entered| entered.push(span.into_u64()));
    }

    fn exit(&self, _: &Id) {
        ENTERED.with_borrow_mut(|entered| entered.pop());
    }
}

#[derive(Default)]
struct Fields {
    message: String,
    text: String,
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        match field.name() {
            "message" => self.message = format!("{value:?}"),
            name => write!(self.text, " {name}={value:?}").unwrap(),
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        write!(self.text, " {}={value}", field.name()).unwrap();
    }
}
