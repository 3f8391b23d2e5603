//! [`Executor`]: runs tasks on one thread, in an order of chance that a seed repeats.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use castiron_runtime::BoxFuture;

use crate::clock::Clock;
use crate::judge::Violation;

pub struct Executor<T> {
    clock: Clock,
    ready: Arc<Mutex<Vec<usize>>>,
    tasks: Vec<Task<T>>,
    random: fastrand::Rng,
    /// Whether tasks are polled now and then though nothing has woken them.
    spurious: bool,
    /// The timers whose resting threads were woken last, and how many tasks were ready since.
    woken: Vec<u64>,
    polls: usize,
}

pub struct Task<T> {
    future: Option<BoxFuture<'static, T>>,
    waker: Waker,
    drop_at: Option<u32>,
    pub polls: u32,
    pub began: Duration,
    pub ended: Duration,
    pub end: Option<End<T>>,
}

/// How a task ended.
pub enum End<T> {
    Finished(T),
    /// Given up, as planned.
    Dropped,
}

/// What a planned panic carries. It is thrown by `resume_unwind`, which prints nothing.
pub struct Planned;

/// More polls than any run needs: whoever takes more is going round in circles.
const MOST_POLLS: usize = 300_000;

impl<T> Executor<T> {
    pub fn new(clock: Clock, seed: u64, spurious: bool) -> Self {
        Self {
            clock,
            ready: Arc::default(),
            tasks: Vec::new(),
            random: fastrand::Rng::with_seed(seed),
            spurious,
            woken: Vec::new(),
            polls: 0,
        }
    }

    /// Adds a task that is polled first at `start`, and dropped instead of its poll number
    /// `drop_at`, counted from zero.
    pub fn spawn(
        &mut self,
        start: Duration,
        drop_at: Option<u32>,
        future: impl Future<Output = T> + Send + 'static,
    ) {
        let waker = Waker::from(Arc::new(TaskWaker {
            task: self.tasks.len(),
            ready: Arc::clone(&self.ready),
        }));
        self.clock.wake_at(start, waker.clone());
        self.tasks.push(Task {
            future: Some(Box::pin(future)),
            waker,
            drop_at,
            polls: 0,
            began: Duration::ZERO,
            ended: Duration::ZERO,
            end: None,
        });
    }

    /// Runs until all tasks have ended. Whenever all of them wait, `check` looks at them.
    pub fn run(
        &mut self,
        check: impl Fn(&[Task<T>]) -> Result<(), Violation>,
    ) -> Result<(), Violation> {
        for _ in 0..MOST_POLLS {
            if let Some(task) = self.next() {
                self.poll(task)?;
                continue;
            }
            if self.wakes_resting() {
                continue;
            }
            if self.tasks.iter().all(|task| task.end.is_some()) {
                return Ok(());
            }
            check(&self.tasks)?;
            if !self.clock.advance() {
                return Err(Violation::new("hang", "a call waits for what never comes"));
            }
            self.woken.clear();
        }
        Err(Violation::new("circles", "there is no end of polling"))
    }

    pub fn into_tasks(self) -> Vec<Task<T>> {
        self.tasks
    }

    fn next(&mut self) -> Option<usize> {
        if self.spurious && self.random.u32(..32) == 0 {
            let task = self.random.usize(..self.tasks.len());
            if self.tasks[task].polls > 0 {
                return Some(task);
            }
        }
        let mut ready = self.ready.lock().unwrap();
        self.polls += usize::from(!ready.is_empty());
        let chosen = (!ready.is_empty()).then(|| self.random.usize(..ready.len()));
        chosen.map(|chosen| ready.swap_remove(chosen))
    }

    /// Wakes the threads that rest, unless nothing has happened since they were woken last.
    fn wakes_resting(&mut self) -> bool {
        let resting = self.clock.resting();
        let in_vain = resting.keys().eq(&self.woken) && self.polls <= self.woken.len();
        if resting.is_empty() || in_vain {
            return false;
        }
        self.woken = resting.keys().copied().collect();
        self.polls = 0;
        resting.into_values().for_each(Waker::wake);
        true
    }

    /// Polls a task. A panic, which the client has to keep from its caller, ends the run.
    fn poll(&mut self, number: usize) -> Result<(), Violation> {
        let now = self.clock.now();
        let task = &mut self.tasks[number];
        let Some(future) = task.future.as_mut() else {
            return Ok(());
        };
        if task.polls == 0 {
            task.began = now;
        }
        let end = if task.drop_at == Some(task.polls) {
            End::Dropped
        } else {
            task.polls += 1;
            let mut context = Context::from_waker(&task.waker);
            match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(&mut context))) {
                Ok(Poll::Pending) => return Ok(()),
                Ok(Poll::Ready(result)) => End::Finished(result),
                Err(panic) => {
                    let words = format!("call {number}: {}", words(&*panic));
                    return Err(Violation::new("panic", words));
                }
            }
        };
        task.future = None;
        task.ended = now;
        task.end = Some(end);
        Ok(())
    }
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    text.unwrap_or_else(|| "as planned".to_owned())
}

struct TaskWaker {
    task: usize,
    ready: Arc<Mutex<Vec<usize>>>,
}

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        let mut ready = self.ready.lock().unwrap();
        if !ready.contains(&self.task) {
            ready.push(self.task);
        }
    }
}
