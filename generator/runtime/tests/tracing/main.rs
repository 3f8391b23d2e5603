//! The feature `tracing`, in a process of its own.
//!
//! `tracing` remembers for the whole process whether anybody listens to an event. Where a thread
//! without a subscriber is the first to reach the event while another sets a subscriber, the answer
//! "nobody" may stay, so each call of this process is listened to.

#[cfg(test)]
mod calls;
#[cfg(test)]
mod canaries;
#[cfg(test)]
mod capture;
#[cfg(test)]
#[path = "../it/fake.rs"]
#[expect(dead_code, reason = "the other tests of the runtime need all of it")]
mod fake;
