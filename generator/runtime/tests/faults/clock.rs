//! [`Clock`]: time that passes only when the server says so, so that no proof waits.

use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use bytes::Bytes;
use castiron_runtime::{
    BoxFuture, HttpRequest, HttpResponse, ResponseBody, Transport, TransportError,
};

/// How often a limit is asked before the server's time passes for it. What the server has sent
/// before is to be noticed first, and the client's runtime looks at its sockets only now and then.
const PATIENCE: u32 = 256;

/// A clock that a client and the server which lets it wait have in common.
///
/// A sleep while nothing is under way (the pause before another attempt) is over at once. One
/// beside an exchange is a limit: it ends when the server has let the time pass.
#[derive(Debug, Clone)]
pub struct Clock(Arc<(Mutex<State>, Condvar)>);

#[derive(Debug)]
struct State {
    now: Instant,
    calling: bool,
    under_way: usize,
    waiting: Option<Waker>,
    /// What the server lets pass, and how often a limit is still asked before.
    passing: Option<(Passing, u32)>,
}

#[derive(Debug, Clone, Copy)]
enum Passing {
    ToTheLimit,
    By(Duration),
}

impl Clock {
    pub fn new() -> Self {
        let state = State {
            now: Instant::now(),
            calling: true,
            under_way: 0,
            waiting: None,
            passing: None,
        };
        Self(Arc::new((Mutex::new(state), Condvar::new())))
    }

    /// Lets the time pass up to the limit that the client waits for, or will wait for next.
    pub fn expire(&self) {
        self.state().pass(Passing::ToTheLimit);
    }

    /// Lets some time pass, and waits until the client has noticed; gives whether it has, and not
    /// ended its call.
    pub fn advance(&self, time: Duration) -> bool {
        let mut state = self.state();
        state.pass(Passing::By(time));
        while state.calling && state.passing.is_some() {
            state = self.0.1.wait(state).unwrap();
        }
        state.calling
    }

    /// Says whether there is a call; without one, no time passes.
    pub fn calling(&self, calling: bool) {
        let mut state = self.state();
        state.calling = calling;
        state.passing = None;
        self.0.1.notify_all();
    }

    pub fn now(&self) -> Instant {
        self.state().now
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.0.lock().unwrap()
    }

    fn poll_sleep(&self, deadline: Instant, context: &Context<'_>) -> Poll<()> {
        let mut state = self.state();
        if state.under_way == 0 {
            state.now = state.now.max(deadline);
            return Poll::Ready(());
        }
        state.waiting = Some(context.waker().clone());
        match state.passing {
            Some((passing, 0)) => {
                state.now = match passing {
                    Passing::ToTheLimit => state.now.max(deadline),
                    Passing::By(time) => state.now + time,
                };
                state.passing = None;
                self.0.1.notify_all();
            }
            Some((passing, left)) => {
                state.passing = Some((passing, left - 1));
                state.wake();
            }
            None => {}
        }
        match state.now >= deadline {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    }
}

impl State {
    fn pass(&mut self, passing: Passing) {
        if self.calling {
            self.passing = Some((passing, PATIENCE));
            self.wake();
        }
    }

    fn wake(&mut self) {
        if let Some(waker) = self.waiting.take() {
            waker.wake();
        }
    }
}

/// An exchange under way; it ends when this is dropped.
struct UnderWay(Clock);

impl UnderWay {
    fn new(clock: &Clock) -> Self {
        clock.state().under_way += 1;
        Self(clock.clone())
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.state().under_way -= 1;
    }
}

/// A transport that goes by a [`Clock`].
#[derive(Debug, Clone)]
pub struct Clocked<T> {
    pub transport: T,
    pub clock: Clock,
}

impl<T: Transport> Transport for Clocked<T> {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            let _under_way = UnderWay::new(&self.clock);
            let mut response = self.transport.send(request).await?;
            response.body = Box::new(ClockedBody {
                body: response.body,
                clock: self.clock.clone(),
            });
            Ok(response)
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let clock = self.clock.clone();
        let deadline = clock.now() + duration;
        Box::pin(std::future::poll_fn(move |context| {
            clock.poll_sleep(deadline, context)
        }))
    }

    fn now(&self) -> Instant {
        self.clock.now()
    }
}

struct ClockedBody {
    body: Box<dyn ResponseBody>,
    clock: Clock,
}

impl ResponseBody for ClockedBody {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move {
            let _under_way = UnderWay::new(&self.clock);
            self.body.chunk().await
        })
    }
}
