//! Waiting for a call on the thread that makes it, without an async runtime.

use std::cell::Cell;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

thread_local! {
    static TIMER: Cell<Timer> = const { Cell::new(Timer::Absent) };
}

/// When the thread has to look again at what it waits for.
#[derive(Clone, Copy)]
enum Timer {
    /// It is not in [`wait`].
    Absent,
    /// When it is woken.
    Off,
    /// Then, if it is not woken before.
    At(Instant),
}

/// Puts back the timer of the call around this one, however this one ends.
struct Around(Timer);

impl Drop for Around {
    fn drop(&mut self) {
        TIMER.set(self.0);
    }
}

/// Polls a future until it is ready, and parks the thread in between.
pub(super) fn wait<F: Future + Unpin>(mut future: F) -> F::Output {
    let _around = Around(TIMER.replace(Timer::Off));
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(result) = Pin::new(&mut future).poll(&mut context) {
            return result;
        }
        match TIMER.replace(Timer::Off) {
            Timer::At(instant) => {
                thread::park_timeout(instant.saturating_duration_since(Instant::now()));
            }
            Timer::Absent | Timer::Off => thread::park(),
        }
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Is ready after a time, by the timer of [`wait`]; anywhere else it blocks, as there is no timer.
pub(super) struct Sleep {
    /// `None` stands for a time that never comes.
    until: Option<Instant>,
}

impl Sleep {
    pub(super) fn new(duration: Duration) -> Self {
        Self {
            until: Instant::now().checked_add(duration),
        }
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        let Some(until) = self.until else {
            return Poll::Pending;
        };
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Poll::Ready(());
        }
        match TIMER.get() {
            Timer::Absent => {
                thread::sleep(left);
                return Poll::Ready(());
            }
            Timer::Off => TIMER.set(Timer::At(until)),
            Timer::At(other) => TIMER.set(Timer::At(other.min(until))),
        }
        Poll::Pending
    }
}
