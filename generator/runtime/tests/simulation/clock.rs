//! [`Clock`]: time that passes only when nobody has anything left to do.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

/// A clock that stands still until it is told to go on; clones show the same time.
#[derive(Clone)]
pub struct Clock {
    start: Instant,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    now: Duration,
    /// What is due when; the number keeps things apart that are due at once.
    due: BTreeMap<Key, Due>,
    next: u64,
    sleeping: usize,
    jumps: Vec<(Duration, Duration)>,
    /// Threads that rest until something is due, each with the number of its timer.
    resting: BTreeMap<u64, Waker>,
}

type Key = (Duration, u64);

enum Due {
    Wake(Waker),
    Happen(Box<dyn FnOnce() + Send>),
    Jump(Duration),
}

/// The longest time that anything takes here; beyond it, nothing has to be told apart.
const LONGEST: Duration = Duration::from_secs(1_000_000);

impl Clock {
    pub fn new() -> Self {
        Self {
            start: Instant::now(),
            state: Arc::default(),
        }
    }

    /// The time since the start.
    pub fn now(&self) -> Duration {
        self.state.lock().unwrap().now
    }

    pub fn instant(&self) -> Instant {
        self.start + self.now()
    }

    pub fn sleep(&self, duration: Duration) -> Sleep {
        let mut state = self.state.lock().unwrap();
        state.sleeping += 1;
        Sleep {
            clock: self.clone(),
            until: state.now + duration.min(LONGEST),
            key: None,
        }
    }

    /// How many [`Sleep`]s there are.
    pub fn sleeping(&self) -> usize {
        self.state.lock().unwrap().sleeping
    }

    /// A number that nothing else has.
    pub fn number(&self) -> u64 {
        let mut state = self.state.lock().unwrap();
        state.next += 1;
        state.next
    }

    pub fn wake_at(&self, time: Duration, waker: Waker) {
        self.add(time, Due::Wake(waker));
    }

    /// Notes a thread that rests. What wakes threads is not to be seen from here, so all of them are
    /// woken whenever anything has happened.
    pub fn rest(&self, timer: u64, waker: Waker) {
        self.state.lock().unwrap().resting.insert(timer, waker);
    }

    pub fn no_rest(&self, timer: u64) {
        self.state.lock().unwrap().resting.remove(&timer);
    }

    pub fn resting(&self) -> BTreeMap<u64, Waker> {
        self.state.lock().unwrap().resting.clone()
    }

    /// Has something happen, whoever is still there by then.
    pub fn at(&self, time: Duration, happen: impl FnOnce() + Send + 'static) {
        self.add(time, Due::Happen(Box::new(happen)));
    }

    /// Lets the clock leap, as when a machine was asleep.
    pub fn jump_at(&self, time: Duration, by: Duration) {
        self.add(time, Due::Jump(by));
    }

    /// Forgets the leaps that were still to come.
    pub fn go_evenly(&self) {
        let mut state = self.state.lock().unwrap();
        state.due.retain(|_, due| !matches!(due, Due::Jump(_)));
    }

    /// The first moment that the clock shows from `time` on: a leap may pass over it.
    pub fn first_seen(&self, time: Duration) -> Duration {
        let state = self.state.lock().unwrap();
        let over = |jump: &&(Duration, Duration)| jump.0 < time && time < jump.1;
        state.jumps.iter().find(over).map_or(time, |jump| jump.1)
    }

    /// Goes on to what is due next; `false` if there is nothing.
    pub fn advance(&self) -> bool {
        let mut happening = Vec::new();
        {
            let state = &mut *self.state.lock().unwrap();
            let Some((&(time, _), _)) = state.due.first_key_value() else {
                return false;
            };
            state.now = state.now.max(time);
            let before = state.now;
            while let Some(entry) = state.due.first_entry()
                && entry.key().0 <= state.now
            {
                match entry.remove() {
                    Due::Jump(by) => state.now += by,
                    due => happening.push(due),
                }
            }
            if state.now > before {
                state.jumps.push((before, state.now));
            }
        }
        for due in happening {
            match due {
                Due::Wake(waker) => waker.wake(),
                Due::Happen(happen) => happen(),
                Due::Jump(_) => {}
            }
        }
        true
    }

    fn add(&self, time: Duration, due: Due) -> Key {
        let mut state = self.state.lock().unwrap();
        state.next += 1;
        let key = (time, state.next);
        state.due.insert(key, due);
        key
    }
}

/// Ready when its time has come.
pub struct Sleep {
    clock: Clock,
    until: Duration,
    key: Option<Key>,
}

impl Sleep {
    fn forget(&mut self) {
        if let Some(key) = self.key.take() {
            self.clock.state.lock().unwrap().due.remove(&key);
        }
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        self.forget();
        if self.clock.now() >= self.until {
            return Poll::Ready(());
        }
        let due = Due::Wake(context.waker().clone());
        self.key = Some(self.clock.add(self.until, due));
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.forget();
        self.clock.state.lock().unwrap().sleeping -= 1;
    }
}
