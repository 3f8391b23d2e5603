//! [`Blocking`]: calls that block a thread of their own, as futures for the executor.
//!
//! Only one thread runs at a time: polling the future lets its thread run until it has nothing to do
//! but wait, which the transport finds out. So a run is as exact and as repeatable as without threads.
//!
//! The transport does what the built-in one of blocking calls does. What it sends and reads blocks,
//! and ends within the time that it is given, because nobody else could end it ([`blocks`]). Its
//! timer does not, because something else may be ready before; whoever waits for the timer has
//! nothing else to do, so that is where a thread rests ([`Timer`]).
//!
//! A thread that does anything else without end is left to itself, so that no fault of the client
//! keeps a test from ending ([`LONGEST_TURN`]).

use std::cell::RefCell;
use std::future::poll_fn;
use std::panic::resume_unwind;
use std::pin::{Pin, pin};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::task::{Context, Poll, Waker};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::clock::{Clock, Sleep};
use crate::executor::Planned;

thread_local! {
    static TURN: RefCell<Option<Arc<Turn>>> = const { RefCell::new(None) };
}

/// How long a thread may run, by the clock on the wall. Whoever takes longer is parked for ever, waits
/// for a lock that is never free, or goes round in circles.
const LONGEST_TURN: Duration = Duration::from_secs(30);

/// Whether the executor runs or the thread of a blocking call.
#[derive(Default)]
struct Turn {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// Set while the thread may run; wakes its task.
    running: Option<Waker>,
    /// How many times the thread was let run.
    turns: u64,
    ended: bool,
    abandoned: bool,
}

impl Turn {
    fn of_this_thread() -> Option<Arc<Self>> {
        TURN.with_borrow(Clone::clone)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// Lets the thread run until it waits; whether it has ended.
    fn give(&self, waker: Waker) -> bool {
        let mut state = self.state();
        state.running = Some(waker);
        state.turns += 1;
        self.changed.notify_all();
        let runs = |state: &mut State| state.running.is_some();
        let waited = self.changed.wait_timeout_while(state, LONGEST_TURN, runs);
        let (state, late) = waited.unwrap();
        let ended = state.ended;
        drop(state);
        assert!(!late.timed_out(), "its thread neither ends nor waits");
        ended
    }

    /// Has the thread wait until it may run.
    fn wait(&self) {
        let mut state = self.state();
        while state.running.is_none() && !state.abandoned {
            state = self.changed.wait(state).unwrap();
        }
        if state.abandoned {
            drop(state);
            // Nobody wants the rest: the call takes this for a panic of the transport, and ends.
            resume_unwind(Box::new(Planned));
        }
    }

    /// Lets the executor run until it gives the turn back.
    fn pass(&self) {
        self.state().running = None;
        self.changed.notify_all();
        self.wait();
    }

    /// Wakes the task whose thread runs.
    fn waker(&self) -> Waker {
        let waker = self.state().running.clone();
        waker.unwrap_or_else(|| Waker::noop().clone())
    }

    fn turns(&self) -> u64 {
        self.state().turns
    }
}

/// What a function returns that blocks its thread.
pub struct Blocking<T> {
    turn: Arc<Turn>,
    begin: Option<Box<dyn FnOnce() -> T + Send>>,
    thread: Option<JoinHandle<T>>,
}

impl<T> Blocking<T> {
    pub fn new(begin: impl FnOnce() -> T + Send + 'static) -> Self {
        Self {
            turn: Arc::default(),
            begin: Some(Box::new(begin)),
            thread: None,
        }
    }
}

impl<T: Send + 'static> Future for Blocking<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        if let Some(begin) = self.begin.take() {
            let turn = Arc::clone(&self.turn);
            self.thread = Some(thread::spawn(move || {
                TURN.set(Some(Arc::clone(&turn)));
                let _ends = Ends(Arc::clone(&turn));
                turn.wait();
                begin()
            }));
        }
        if !self.turn.give(context.waker().clone()) {
            return Poll::Pending;
        }
        let thread = self.thread.take().expect("it is polled until it is ready");
        Poll::Ready(thread.join().unwrap_or_else(|panic| resume_unwind(panic)))
    }
}

/// A thread that nobody waits for any longer ends, if it can: only a run that breaks a rule leaves
/// one behind, and the rule may be just that it ends.
impl<T> Drop for Blocking<T> {
    fn drop(&mut self) {
        self.turn.state().abandoned = true;
        self.turn.changed.notify_all();
    }
}

/// Says that a thread has ended, however it did.
struct Ends(Arc<Turn>);

impl Drop for Ends {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.ended = true;
        state.running = None;
        drop(state);
        self.0.changed.notify_all();
    }
}

/// The result of a future, which blocks the thread of a blocking call until it is ready, or for as
/// long as the limit says: `None`. Elsewhere it takes its time.
pub async fn blocks<T>(
    clock: &Clock,
    limit: Duration,
    future: impl Future<Output = T>,
) -> Option<T> {
    let mut future = pin!(future);
    let mut ends = None;
    poll_fn(|context| {
        let Some(turn) = Turn::of_this_thread() else {
            return future.as_mut().poll(context).map(Some);
        };
        let ends = ends.get_or_insert_with(|| Box::pin(clock.sleep(limit)));
        loop {
            let waker = turn.waker();
            let context = &mut Context::from_waker(&waker);
            if let Poll::Ready(result) = future.as_mut().poll(context) {
                return Poll::Ready(Some(result));
            }
            if ends.as_mut().poll(context).is_ready() {
                return Poll::Ready(None);
            }
            turn.pass();
        }
    })
    .await
}

/// The timer of the transport, where the thread of a blocking call rests.
pub struct Timer {
    sleep: Sleep,
    clock: Clock,
    number: u64,
    /// In which turn of the thread it was polled last.
    polled: Option<u64>,
}

impl Timer {
    pub fn new(clock: &Clock, duration: Duration) -> Self {
        Self {
            sleep: clock.sleep(duration),
            clock: clock.clone(),
            number: clock.number(),
            polled: None,
        }
    }
}

impl Future for Timer {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let Some(turn) = Turn::of_this_thread() else {
            return Pin::new(&mut self.sleep).poll(context);
        };
        let waker = turn.waker();
        let sleep = |timer: &mut Self| {
            let context = &mut Context::from_waker(&waker);
            Pin::new(&mut timer.sleep).poll(context)
        };
        if sleep(&mut self).is_ready() {
            return Poll::Ready(());
        }
        // When it was polled in this turn before, so was everything else that could be ready.
        if self.polled == Some(turn.turns()) {
            self.clock.rest(self.number, waker.clone());
            turn.pass();
            self.clock.no_rest(self.number);
            if sleep(&mut self).is_ready() {
                return Poll::Ready(());
            }
        }
        self.polled = Some(turn.turns());
        // So that the client does not rest, and polls all of it once more.
        thread::current().unpark();
        Poll::Pending
    }
}
