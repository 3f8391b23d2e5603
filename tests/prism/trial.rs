//! [`Trial`]: one API before the judge.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::path::Path;

use payment_clients::runtime::Pending;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Outcome;
use crate::documented::{self, Documented};
use crate::samples;
use crate::server::Prism;
use crate::transport::{Judged, Spoil};
use crate::verdict::{self, Holds, Wanted, same};

/// Calls an API through its client and judges what comes back.
pub struct Trial {
    url: String,
    transport: Judged,
    documented: BTreeMap<String, Vec<Documented>>,
    called: BTreeSet<String>,
    tally: Tally,
}

/// What came of a trial.
#[derive(Default)]
pub struct Tally {
    /// The name of the API.
    pub api: &'static str,
    /// Operations that the spec has.
    pub operations: usize,
    /// Calls of the client.
    pub calls: usize,
    /// Requests that Prism received for them.
    pub requests: usize,
    /// What Prism found wrong with them.
    pub violations: usize,
    /// Spoilt requests that Prism refused.
    pub refused: usize,
    /// Checks that held.
    pub passed: usize,
    /// Checks that did not, in words.
    pub failures: Vec<String>,
}

impl Tally {
    /// Counts a check.
    pub fn note(&mut self, what: &str, verdict: Result<(), String>) {
        match verdict {
            Ok(()) => self.passed += 1,
            Err(why) => self.failures.push(format!("{}: {what}: {why}", self.api)),
        }
    }
}

impl Trial {
    /// A trial of the API that `prism` mocks.
    pub fn new(api: &'static str, spec: &Path, prism: &Prism) -> Outcome<Self> {
        let documented = documented::read(spec)?;
        Ok(Self {
            url: prism.url(),
            transport: Judged::new()?,
            called: BTreeSet::new(),
            tally: Tally {
                api,
                operations: documented.len(),
                ..Tally::default()
            },
            documented,
        })
    }

    /// The base URL for the client.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The transport for the client.
    pub fn transport(&self) -> Judged {
        self.transport.clone()
    }

    /// The plain JSON request sample of an operation.
    pub fn request<T: DeserializeOwned>(&self, id: &str) -> Outcome<T> {
        samples::request(self.tally.api, id)
    }

    /// Every JSON request sample of an operation.
    pub fn requests<T: DeserializeOwned>(&self, id: &str) -> Outcome<Vec<T>> {
        samples::requests(self.tally.api, id)
    }

    /// Calls an operation once for each documented answer with the spec's example, and the first
    /// time also with whatever else the schema allows.
    pub async fn operation<T, E>(&mut self, id: &str, call: impl Fn() -> Pending<T, E>)
    where
        T: Serialize,
        E: Serialize,
    {
        let first = !self.called.contains(id);
        for answer in self.answers(id) {
            self.call(id, Wanted::example(answer), call(), same).await;
            if first {
                self.call(id, Wanted::random(answer), call(), same).await;
            }
        }
    }

    /// Calls an operation whose errors have no body.
    pub async fn operation_without_error_body<T>(
        &mut self,
        id: &str,
        call: impl Fn() -> Pending<T, Infallible>,
    ) where
        T: Serialize,
    {
        let no_body: Holds<Infallible> = |never, _, _| match *never {};
        for answer in self.answers(id) {
            self.call(id, Wanted::example(answer), call(), no_body)
                .await;
        }
    }

    /// Calls an operation in a way in which it gives only successes.
    pub async fn successes<T, E>(&mut self, id: &str, call: impl Fn() -> Pending<T, E>)
    where
        T: Serialize,
        E: Serialize,
    {
        for answer in self.answers(id) {
            if answer.is_success() {
                self.call(id, Wanted::example(answer), call(), same).await;
            }
        }
    }

    /// Spoils a request on its way, which Prism has to notice.
    pub async fn refuses<T, E>(
        &mut self,
        what: &str,
        spoil: Spoil,
        call: impl Fn() -> Pending<T, E>,
    ) {
        self.transport.order("code=200".to_owned(), Some(spoil));
        let result = call().await;
        let noticed = !self.transport.seen().violations.is_empty();
        let verdict = match result {
            Err(_) if noticed => Ok(()),
            Err(error) => Err(format!("Prism did not notice it, but: {error}")),
            Ok(_) => Err("Prism let it pass".to_owned()),
        };
        self.tally.refused += usize::from(verdict.is_ok());
        self.note(what, verdict);
    }

    /// Checks that no operation was forgotten and that Prism has judged every request.
    pub fn close(mut self, prism: &Prism) -> Outcome<Tally> {
        let forgotten: Vec<_> = self
            .documented
            .keys()
            .filter(|id| !self.called.contains(*id))
            .cloned()
            .collect();
        for id in forgotten {
            self.note(&id, Err("the operation was never called".to_owned()));
        }
        let judged = prism.said("The request passed the validation rules")?;
        let verdict = if judged == self.tally.requests {
            Ok(())
        } else {
            Err(format!(
                "Prism passed {judged} of {} requests, says its log",
                self.tally.requests
            ))
        };
        self.note("log", verdict);
        Ok(self.tally)
    }

    fn answers(&mut self, id: &str) -> Vec<Documented> {
        self.called.insert(id.to_owned());
        let answers = self.documented.get(id).cloned().unwrap_or_default();
        if answers.is_empty() {
            self.note(id, Err("the spec has no such operation".to_owned()));
        }
        answers
    }

    async fn call<T: Serialize, E>(
        &mut self,
        id: &str,
        wanted: Wanted,
        call: Pending<T, E>,
        error_holds: Holds<E>,
    ) {
        self.transport.order(wanted.prefer(), None);
        let result = call.await;
        let seen = self.transport.seen();
        self.tally.calls += 1;
        self.tally.requests += seen.requests;
        self.tally.violations += seen.violations.len();
        let verdict = verdict::of(wanted, result, &seen, error_holds);
        self.note(&format!("{id}, {}", wanted.prefer()), verdict);
    }

    fn note(&mut self, what: &str, verdict: Result<(), String>) {
        self.tally.note(what, verdict);
    }
}
