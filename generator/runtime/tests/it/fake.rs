//! A transport that answers from a script and keeps what it was sent: on tokio's paused clock, or,
//! for blocking callers, on one that jumps ahead whenever somebody waits for it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bytes::Bytes;
use castiron_runtime::{
    BoxFuture, Config, Core, CoreBuilder, Documented, HeaderMap, HttpRequest, HttpResponse,
    Idempotency, Media, Method, Operation, ResponseBody, RetryPolicy, Sent, StatusCode, Transport,
    TransportError,
};

/// One scripted answer.
pub enum Reply {
    Answer(u16, &'static [(&'static str, &'static str)], Vec<Step>),
    Fail(TransportError),
    Hang,
    /// After this long, the next.
    After(Duration, Box<Reply>),
}

impl Clone for Reply {
    fn clone(&self) -> Self {
        match self {
            Self::Answer(status, headers, steps) => Self::Answer(*status, headers, steps.clone()),
            Self::Fail(error) => {
                let same = match error.sent() {
                    Sent::NotSent => TransportError::not_sent(error.to_string()),
                    Sent::Unknown => TransportError::unknown(error.to_string()),
                };
                Self::Fail(match error.is_permanent() {
                    true => same.permanent(),
                    false => same,
                })
            }
            Self::Hang => Self::Hang,
            Self::After(time, next) => Self::After(*time, next.clone()),
        }
    }
}

/// One step of a body.
#[derive(Clone)]
pub enum Step {
    Chunk(&'static str),
    Bytes(Vec<u8>),
    Cut,
    /// A failure that the transport takes for one before anything was sent.
    Mistaken,
    Hang,
    Wait(Duration),
}

pub fn json(status: u16, body: &'static str) -> Reply {
    let headers = &[("content-type", "application/json")];
    Reply::Answer(status, headers, vec![Step::Chunk(body)])
}

#[derive(Clone, Default)]
pub struct Fake {
    replies: Arc<Mutex<VecDeque<Reply>>>,
    sent: Arc<Mutex<Vec<HttpRequest>>>,
    clock: Clock,
}

#[derive(Clone, Default)]
enum Clock {
    #[default]
    Tokio,
    #[cfg(feature = "blocking")]
    Jumping(Arc<Mutex<Instant>>),
}

impl Fake {
    pub fn new(replies: impl IntoIterator<Item = Reply>) -> Self {
        let replies = Arc::new(Mutex::new(replies.into_iter().collect()));
        Self {
            replies,
            sent: Arc::default(),
            clock: Clock::Tokio,
        }
    }

    /// The same script for blocking callers.
    #[cfg(feature = "blocking")]
    pub fn blocking(&self) -> Self {
        Self {
            replies: Arc::new(Mutex::new(self.replies.lock().unwrap().clone())),
            sent: Arc::default(),
            clock: Clock::Jumping(Arc::new(Mutex::new(Instant::now()))),
        }
    }

    pub fn sent(&self) -> Vec<HttpRequest> {
        self.sent.lock().unwrap().clone()
    }

    /// A client that repeats nothing unless `set` says so.
    pub fn core(&self) -> Core {
        self.core_with(|_| {})
    }

    pub fn core_with(&self, set: impl FnOnce(&mut CoreBuilder)) -> Core {
        let mut builder = CoreBuilder::new("https://api.example.com/v1/");
        builder.transport(self.clone());
        builder.config(once());
        set(&mut builder);
        builder.build().unwrap()
    }
}

/// The defaults, but for repeats.
pub fn once() -> Config {
    Config::new().retry(RetryPolicy::never())
}

impl Transport for Fake {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            self.sent.lock().unwrap().push(request);
            let mut reply = self.replies.lock().unwrap().pop_front();
            while let Some(Reply::After(time, next)) = reply {
                self.sleep(time).await;
                reply = Some(*next);
            }
            play(reply.expect("a reply for every request")).await
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        match &self.clock {
            Clock::Tokio => Box::pin(tokio::time::sleep(duration)),
            #[cfg(feature = "blocking")]
            Clock::Jumping(now) => {
                let now = Arc::clone(now);
                Box::pin(async move { *now.lock().unwrap() += duration })
            }
        }
    }

    fn now(&self) -> Instant {
        match &self.clock {
            Clock::Tokio => tokio::time::Instant::now().into_std(),
            #[cfg(feature = "blocking")]
            Clock::Jumping(now) => *now.lock().unwrap(),
        }
    }
}

async fn play(reply: Reply) -> Result<HttpResponse, TransportError> {
    match reply {
        Reply::Answer(status, headers, steps) => {
            let mut map = HeaderMap::new();
            for (name, value) in headers {
                map.append(*name, value.parse().unwrap());
            }
            Ok(HttpResponse {
                status: StatusCode::from_u16(status).unwrap(),
                headers: map,
                body: Box::new(Body(steps.into())),
            })
        }
        Reply::Fail(error) => Err(error),
        Reply::Hang | Reply::After(..) => std::future::pending().await,
    }
}

struct Body(VecDeque<Step>);

impl ResponseBody for Body {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move {
            while let Some(Step::Wait(time)) = self.0.front() {
                tokio::time::sleep(*time).await;
                self.0.pop_front();
            }
            match self.0.pop_front() {
                Some(Step::Chunk(text)) => Ok(Some(Bytes::from_static(text.as_bytes()))),
                Some(Step::Bytes(bytes)) => Ok(Some(bytes.into())),
                Some(Step::Cut) => Err(TransportError::unknown("the connection was closed")),
                Some(Step::Mistaken) => Err(TransportError::not_sent("no connection")),
                Some(Step::Hang | Step::Wait(_)) => std::future::pending().await,
                None => Ok(None),
            }
        })
    }
}

/// An operation without security and with JSON everywhere.
pub const PLAIN: Operation = Operation {
    id: "getThing",
    method: Method::GET,
    path: "/thing",
    server: None,
    accept: "application/json",
    security: &[],
    responses: &[
        Documented::success("200", Media::Json),
        Documented::error("default", Media::Json),
    ],
    idempotency: Idempotency::None,
    hidden: &[],
};

pub fn operation(operation: Operation) -> &'static Operation {
    Box::leak(Box::new(operation))
}
