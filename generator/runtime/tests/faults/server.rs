//! [`Server`]: listens on this machine, and does to requests what its plan says.

use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Instant;

use crate::clock::Clock;
use crate::connection;
use crate::fault::{End, Fault};
use crate::ledger::Ledger;

/// A server with a plan; it stops when it is dropped.
pub struct Server {
    pub address: SocketAddr,
    pub state: Arc<State>,
}

/// What the connections of a server share.
pub struct State {
    pub clock: Clock,
    pub ledger: Ledger,
    plan: Mutex<VecDeque<Fault>>,
    begun: AtomicU32,
    reused: AtomicU32,
    stopped: AtomicBool,
    closed: Mutex<Option<Instant>>,
    /// How many requests are being dealt with.
    busy: Mutex<u32>,
    idle: Condvar,
}

impl Server {
    pub fn start(clock: Clock) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(State {
            clock,
            ledger: Ledger::default(),
            plan: Mutex::default(),
            begun: AtomicU32::new(0),
            reused: AtomicU32::new(0),
            stopped: AtomicBool::new(false),
            closed: Mutex::new(None),
            busy: Mutex::new(0),
            idle: Condvar::new(),
        });
        let shared = Arc::clone(&state);
        thread::spawn(move || accept(&listener, &shared));
        Self { address, state }
    }

    /// The URL in front of all paths.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Plans what is done to the next requests, in place of what was left of the last plan.
    pub fn plan(&self, faults: impl IntoIterator<Item = Fault>) {
        *self.state.plan.lock().unwrap() = faults.into_iter().collect();
    }

    /// How many requests have begun to arrive.
    pub fn begun(&self) -> u32 {
        self.state.begun.load(Ordering::SeqCst)
    }

    /// How many of them came over a connection that had carried one before.
    pub fn reused(&self) -> u32 {
        self.state.reused.load(Ordering::SeqCst)
    }

    /// When the idle connection was closed, if it was.
    pub fn closed(&self) -> Option<Instant> {
        *self.state.closed.lock().unwrap()
    }

    /// Waits until everything planned for the requests that have begun is done to them.
    pub fn settle(&self) {
        let mut busy = self.state.busy.lock().unwrap();
        while *busy > 0 {
            busy = self.state.idle.wait(busy).unwrap();
        }
    }
}

impl State {
    /// How to end a connection that has just been made, if the plan is to do so.
    pub fn hangs_up(&self) -> Option<End> {
        let mut plan = self.plan.lock().unwrap();
        let Some(Fault::HangUp { end }) = plan.front() else {
            return None;
        };
        let end = *end;
        plan.pop_front();
        Some(end)
    }

    /// Takes note of when the idle connection was closed.
    pub fn closed(&self, at: Option<Instant>) {
        *self.closed.lock().unwrap() = at;
    }

    /// Takes note of a request that begins, and says what to do with it.
    pub fn begin(self: &Arc<Self>, reused: bool) -> (Fault, Busy) {
        *self.busy.lock().unwrap() += 1;
        self.begun.fetch_add(1, Ordering::SeqCst);
        self.reused.fetch_add(u32::from(reused), Ordering::SeqCst);
        let planned = self.plan.lock().unwrap().pop_front();
        let fault = planned.unwrap_or_else(|| Fault::good(End::Keep));
        (fault, Busy(Arc::clone(self)))
    }
}

/// A request that is being dealt with, until this is dropped.
pub struct Busy(Arc<State>);

impl Drop for Busy {
    fn drop(&mut self) {
        *self.0.busy.lock().unwrap() -= 1;
        self.0.idle.notify_all();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.state.stopped.store(true, Ordering::SeqCst);
        // Wakes the listener.
        drop(TcpStream::connect(self.address));
    }
}

fn accept(listener: &TcpListener, state: &Arc<State>) {
    for stream in listener.incoming() {
        if state.stopped.load(Ordering::SeqCst) {
            return;
        }
        let (stream, state) = (stream.unwrap(), Arc::clone(state));
        thread::spawn(move || connection::serve(stream, &state));
    }
}
