//! [`Flight`]: one piece of work that many wait for, driven on by whoever of them is polled.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, TryLockError};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, ThreadId};

use super::super::BoxFuture;
use super::super::caught::lock;
use super::TokenError;
use super::caught::caught;

/// Work with one result for all who wait for it; nobody of them is in charge.
///
/// Any of them may give up, or be left unpolled for ever, without holding up the others. When all
/// have given up the work stands still, until it is joined again or dropped.
pub(super) struct Flight<T> {
    progress: Mutex<Progress<T>>,
    polled_by: Mutex<Option<ThreadId>>,
    /// Whether someone came while another was at it, and was left to wait.
    missed: AtomicBool,
    waiting: Arc<Waiting>,
}

enum Progress<T> {
    Running(BoxFuture<'static, Outcome<T>>),
    Ended(Outcome<T>),
}

type Outcome<T> = Result<T, TokenError>;

impl<T: Clone> Flight<T> {
    /// Work that begins when it is first waited for. If it panics, that is its error.
    pub(super) fn new(work: impl Future<Output = Outcome<T>> + Send + 'static) -> Arc<Self>
    where
        T: 'static,
    {
        let work = caught(|| Box::pin(work));
        Arc::new(Self {
            progress: Mutex::new(Progress::Running(Box::pin(work))),
            polled_by: Mutex::default(),
            missed: AtomicBool::new(false),
            waiting: Arc::default(),
        })
    }

    /// Waits for the result.
    pub(super) fn join(self: Arc<Self>) -> Passenger<T> {
        let seat = self.waiting.seat();
        Passenger { flight: self, seat }
    }

    /// Drives the work on, if nobody else is at it.
    ///
    /// Whoever finds another at it does not wait for the lock, which work that blocks holds to its
    /// end, but is woken; so time-outs of its own still pass. The mark is set before the lock is
    /// tried, so that who holds the lock sees it after.
    fn poll(&self) -> Poll<Outcome<T>> {
        let this_thread = Some(thread::current().id());
        if *lock(&self.polled_by) == this_thread {
            // The work waits for itself. That cannot end well, but it can end: by a time-out.
            return Poll::Pending;
        }
        self.missed.store(true, Ordering::SeqCst);
        let mut progress = match self.progress.try_lock() {
            Ok(progress) => progress,
            Err(TryLockError::Poisoned(error)) => error.into_inner(),
            Err(TryLockError::WouldBlock) => return Poll::Pending,
        };
        self.missed.store(false, Ordering::SeqCst);
        *lock(&self.polled_by) = this_thread;
        let waker = Waker::from(Arc::clone(&self.waiting));
        let (polled, ended) = progress.poll(&mut Context::from_waker(&waker));
        *lock(&self.polled_by) = None;
        // Whoever is woken takes the lock again, and so may what is dropped.
        drop(progress);
        if polled.is_ready() || self.missed.load(Ordering::SeqCst) {
            self.waiting.wake_all();
        }
        drop(ended);
        polled
    }
}

impl<T: Clone> Progress<T> {
    /// The result, if it is there, and the work if it has ended with that.
    fn poll(&mut self, context: &mut Context<'_>) -> (Poll<Outcome<T>>, Option<Self>) {
        let polled = match self {
            Self::Ended(result) => return (Poll::Ready(result.clone()), None),
            Self::Running(work) => work.as_mut().poll(context),
        };
        let ended = match &polled {
            Poll::Ready(result) => Some(std::mem::replace(self, Self::Ended(result.clone()))),
            Poll::Pending => None,
        };
        (polled, ended)
    }
}

/// One who waits for a [`Flight`].
pub(super) struct Passenger<T> {
    flight: Arc<Flight<T>>,
    seat: u64,
}

impl<T: Clone> Future for Passenger<T> {
    type Output = Outcome<T>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Outcome<T>> {
        self.flight.waiting.add(self.seat, context.waker());
        self.flight.poll()
    }
}

impl<T> Drop for Passenger<T> {
    fn drop(&mut self) {
        lock(&self.flight.waiting.0).wakers.remove(&self.seat);
    }
}

/// Those who wait. All are woken, so that it does not matter which of them gave up.
#[derive(Default)]
struct Waiting(Mutex<Seats>);

#[derive(Default)]
struct Seats {
    taken: u64,
    wakers: BTreeMap<u64, Waker>,
}

impl Waiting {
    fn seat(&self) -> u64 {
        let mut seats = lock(&self.0);
        seats.taken += 1;
        seats.taken
    }

    fn add(&self, seat: u64, waker: &Waker) {
        lock(&self.0).wakers.insert(seat, waker.clone());
    }

    fn wake_all(&self) {
        let wakers = std::mem::take(&mut lock(&self.0).wakers);
        wakers.into_values().for_each(Waker::wake);
    }
}

impl Wake for Waiting {
    fn wake(self: Arc<Self>) {
        self.wake_all();
    }
}
