//! [`Server`]: the transport, and the API beyond it, which do what the plan says.

use std::collections::VecDeque;
use std::panic::resume_unwind;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use bytes::Bytes;
use castiron_runtime::{
    BoxFuture, HeaderMap, HttpRequest, HttpResponse, ResponseBody, StatusCode, Transport,
    TransportError,
};

use crate::api::Decision;
use crate::clock::Clock;
use crate::executor::Planned;
use crate::ledger::{Fate, Ledger};
use crate::plan::{Answer, Before, Body, Plan, Reach, Reaction, RetryAfter};
use crate::threads::{Timer, blocks};
use crate::tokens::TOKEN_URL;

/// The transport with the API behind it; clones are the same.
#[derive(Clone)]
pub struct Server {
    pub clock: Clock,
    pub plan: Arc<Plan>,
    pub mistake: Option<Mistake>,
    ledger: Arc<Mutex<Ledger>>,
}

/// What a transport or a client must not do, and the simulation has to find.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// It sends again what a closed connection has left unanswered.
    Repeats,
    /// It says that nothing was sent when the connection was closed.
    Belittles,
    /// It is the client's: it sends nothing again.
    GivesUp,
}

impl Server {
    /// A server for the calls of the plan, and one more that goes well.
    pub fn new(clock: Clock, plan: Arc<Plan>, mistake: Option<Mistake>) -> Self {
        let ledger = Ledger::new(plan.calls.len() + 1);
        Self {
            clock,
            plan,
            mistake,
            ledger: Arc::new(Mutex::new(ledger)),
        }
    }

    pub fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap()
    }

    pub fn reaction(&self, call: usize, attempt: usize) -> Reaction {
        let planned = self.plan.calls.get(call);
        let planned = planned.and_then(|call| call.reactions.get(attempt));
        planned.cloned().unwrap_or(Reaction::FINE)
    }

    async fn exchange(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        if request.url == TOKEN_URL {
            return self.token_answer(&request).await;
        }
        let number = request.headers["x-call"].to_str().unwrap();
        let call: usize = number.parse().unwrap();
        let now = self.clock.now();
        let attempt = self.ledger().calls[call].attempts.len();
        let planned = self.reaction(call, attempt);
        let changed = self.plan.hooks && planned.before == Before::Changes;
        self.ledger().sent(call, now, request.clone(), changed);
        let told = |fate| self.ledger().calls[call].attempts[attempt].fate = fate;
        match planned.reach {
            Reach::Panic => {
                told(Fate::Panicked);
                resume_unwind(Box::new(Planned))
            }
            Reach::Nowhere { permanent } => {
                self.clock.sleep(planned.travel).await;
                told(Fate::NotSent { permanent });
                let error = TransportError::not_sent("there is no connection");
                Err(if permanent { error.permanent() } else { error })
            }
            Reach::Lost => {
                self.clock.sleep(planned.travel).await;
                told(Fate::Silent);
                Err(TransportError::unknown("the connection was closed"))
            }
            Reach::Server => {
                let decision = self.arrive(call, attempt, &request, planned.travel).await;
                self.respond(call, attempt, &request, decision).await
            }
        }
    }

    /// The request arrives even if nobody waits for it any longer.
    async fn arrive(
        &self,
        call: usize,
        attempt: usize,
        request: &HttpRequest,
        travel: Duration,
    ) -> Decision {
        let slot = Arc::new(Mutex::new(None));
        let (server, request, decided) = (self.clone(), request.clone(), Arc::clone(&slot));
        self.clock.at(self.clock.now() + travel, move || {
            let decision = server.receive(call, attempt, &request);
            *decided.lock().unwrap() = Some(decision);
        });
        loop {
            self.clock.sleep(travel).await;
            if let Some(decision) = slot.lock().unwrap().take() {
                return decision;
            }
            // A wait of no time is over before anything else happens.
            self.clock.sleep(Duration::from_millis(1)).await;
        }
    }

    async fn respond(
        &self,
        call: usize,
        attempt: usize,
        request: &HttpRequest,
        decision: Decision,
    ) -> Result<HttpResponse, TransportError> {
        let planned = self.reaction(call, attempt);
        let told = |fate| self.ledger().calls[call].attempts[attempt].fate = fate;
        let status = match decision.answer {
            Answer::Status(status) => status,
            Answer::Stall => std::future::pending().await,
            Answer::Cut => {
                self.clock.sleep(planned.think).await;
                if self.mistake == Some(Mistake::Repeats) {
                    self.receive(call, attempt, request);
                }
                if self.mistake == Some(Mistake::Belittles) {
                    told(Fate::NotSent { permanent: false });
                    return Err(TransportError::not_sent("there is no connection"));
                }
                told(Fate::Silent);
                return Err(TransportError::unknown("the connection was closed"));
            }
        };
        self.clock.sleep(planned.think).await;
        let (mut headers, retry_after) = headers(planned.retry_after);
        headers.insert("x-call", call.into());
        headers.insert("x-attempt", (attempt + 1).into());
        told(Fate::Answered {
            status,
            at: self.clock.now(),
            retry_after,
            whole: false,
        });
        Ok(HttpResponse {
            status: StatusCode::from_u16(status).unwrap(),
            headers,
            body: Box::new(Arriving {
                server: self.clone(),
                call,
                attempt,
                chunks: chunks(planned.body, decision.value),
                plan: planned.body,
                within: Duration::MAX,
            }),
        })
    }
}

impl Transport for Server {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let within = request.within;
        Box::pin(async move {
            let answer = blocks(&self.clock, within, self.exchange(request)).await;
            answer.unwrap_or_else(|| Err(TransportError::timed_out()))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(Timer::new(&self.clock, duration))
    }

    fn now(&self) -> Instant {
        self.clock.instant()
    }
}

/// The headers of an answer, and the wait that they ask for.
fn headers(retry_after: RetryAfter) -> (HeaderMap, Option<Duration>) {
    const DATES: [&str; 2] = [
        "Sun, 28 Feb 2027 23:59:50 GMT",
        "Fri, 31 Dec 1999 23:59:50 GMT",
    ];
    const NEXT: [&str; 2] = ["Mon, 01 Mar 2027 00:", "Sat, 01 Jan 2000 00:"];
    let mut headers = HeaderMap::new();
    let (text, wait) = match retry_after {
        RetryAfter::None => return (headers, None),
        RetryAfter::Nonsense(text) => (text.to_owned(), None),
        RetryAfter::Seconds(seconds) => (seconds.to_string(), Some(seconds)),
        RetryAfter::Date { after, skewed } => {
            let index = usize::from(skewed);
            headers.insert("date", DATES[index].parse().unwrap());
            let (minutes, seconds) = (after / 60, after % 60);
            let date = format!("{}{minutes:02}:{seconds:02} GMT", NEXT[index]);
            (date, Some(after + 10))
        }
    };
    headers.insert("retry-after", text.parse().unwrap());
    (headers, wait.map(Duration::from_secs))
}

fn chunks(plan: Body, value: usize) -> VecDeque<Bytes> {
    let text = format!("{value:<12}");
    match plan {
        Body::Whole | Body::Cut | Body::Stall | Body::Panic => VecDeque::from([text.into()]),
        Body::Slow(_) => text.bytes().map(|byte| vec![byte].into()).collect(),
        Body::Garbage => VecDeque::from([Bytes::from_static(b"<html>")]),
        Body::Empty => VecDeque::new(),
        Body::TooLarge => (0..20).map(|_| Bytes::from_static(b"1234567890")).collect(),
    }
}

/// A body on its way.
struct Arriving {
    server: Server,
    call: usize,
    attempt: usize,
    chunks: VecDeque<Bytes>,
    plan: Body,
    within: Duration,
}

impl Arriving {
    async fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        if let Body::Slow(gap) = self.plan {
            self.server.clock.sleep(gap).await;
        }
        match (self.chunks.pop_front(), self.plan) {
            (Some(chunk), _) => Ok(Some(chunk)),
            (None, Body::Cut) => Err(TransportError::unknown("the connection was closed")),
            (None, Body::Stall) => std::future::pending().await,
            (None, Body::Panic) => resume_unwind(Box::new(Planned)),
            (None, _) => {
                self.tell(|fate| {
                    if let Fate::Answered { whole, .. } = fate {
                        *whole = true;
                    }
                });
                Ok(None)
            }
        }
    }

    fn tell(&self, change: impl FnOnce(&mut Fate)) {
        let attempts = &mut self.server.ledger().calls[self.call].attempts;
        change(&mut attempts[self.attempt].fate);
    }
}

impl ResponseBody for Arriving {
    fn within(&mut self, time: Duration) {
        self.within = time;
    }

    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        let (clock, within) = (self.server.clock.clone(), self.within);
        Box::pin(async move {
            let chunk = blocks(&clock, within, self.next()).await;
            chunk.unwrap_or_else(|| Err(TransportError::timed_out()))
        })
    }
}
