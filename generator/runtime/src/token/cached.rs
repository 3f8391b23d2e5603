//! [`Cached`]: one token for all callers, fetched by one of them at a time.

use std::fmt;
use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError, Weak};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant};

use super::super::transports::Mode;
use super::super::{BoxFuture, Secret};
use super::{Token, TokenClient, TokenError, TokenSource};

/// Keeps the token of a source until it expires or the API refuses it; clones share it.
///
/// However many callers need a token at the same time, it is fetched once. The fetch belongs to
/// all who wait for it: it goes on as long as one of them does. A token is renewed before it
/// expires, by 60 seconds or a tenth of its life, whichever is less; when that fails, the old one
/// serves until its end.
#[derive(Clone)]
pub struct Cached {
    shared: Arc<Shared>,
}

struct Shared {
    source: Box<dyn TokenSource>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    kept: Option<Kept>,
    flight: Weak<Flight>,
    #[cfg(feature = "blocking")]
    blocking_flight: Weak<Flight>,
}

impl State {
    /// The fetch that callers of a mode wait for. Those of the other cannot drive it on: its
    /// transport may need an async runtime, or block the thread of one.
    fn flight(&mut self, mode: Mode) -> &mut Weak<Flight> {
        match mode {
            Mode::Async => &mut self.flight,
            #[cfg(feature = "blocking")]
            Mode::Blocking => &mut self.blocking_flight,
        }
    }
}

/// A token, when it is to be renewed, and when it is of no more use.
#[derive(Clone)]
struct Kept {
    secret: Secret,
    renew: Option<Instant>,
    expires: Option<Instant>,
}

/// How long a failed renewal is not tried again while the old token is still good.
const RENEWAL_PAUSE: Duration = Duration::from_secs(5);

/// The longest life believed, so that instants cannot overflow.
const LONGEST_LIFE: Duration = Duration::from_secs(30 * 24 * 60 * 60);

impl Cached {
    /// Keeps the tokens of a source.
    pub fn new(source: impl TokenSource) -> Self {
        Self {
            shared: Arc::new(Shared {
                source: Box::new(source),
                state: Mutex::default(),
            }),
        }
    }

    /// A token to send now. The one that the API has just refused is not kept any longer.
    ///
    /// # Errors
    ///
    /// There is no valid token, and none could be fetched.
    pub async fn get(
        &self,
        client: TokenClient,
        refused: Option<Secret>,
    ) -> Result<Secret, TokenError> {
        let flight = {
            let now = client.transport().now();
            let mut state = lock(&self.shared.state);
            if let Some(refused) = refused {
                state.kept.take_if(|kept| kept.secret == refused);
            }
            if let Some(kept) = &state.kept
                && kept.renew.is_none_or(|renew| now < renew)
            {
                return Ok(kept.secret.clone());
            }
            let current = state.flight(client.mode());
            match current.upgrade() {
                Some(flight) => flight,
                None => {
                    let flight = Arc::new(Flight::new(self.clone().renew(client)));
                    *current = Arc::downgrade(&flight);
                    flight
                }
            }
        };
        poll_fn(|context| flight.poll(context)).await
    }

    async fn renew(self, client: TokenClient) -> Result<Secret, TokenError> {
        let fetched = self.shared.source.fetch(&client).await;
        let now = client.transport().now();
        let mut state = lock(&self.shared.state);
        *state.flight(client.mode()) = Weak::new();
        match fetched {
            Ok(token) => {
                let secret = token.secret.clone();
                state.kept = Kept::new(token, now);
                Ok(secret)
            }
            Err(error) => {
                let valid = |kept: &&mut Kept| kept.expires.is_none_or(|expires| now < expires);
                let kept = state.kept.as_mut().filter(valid).ok_or(error)?;
                kept.renew = Some(now + RENEWAL_PAUSE);
                Ok(kept.secret.clone())
            }
        }
    }
}

impl Kept {
    /// `None` for a token that is good for a single use.
    fn new(token: Token, now: Instant) -> Option<Self> {
        let Some(lifetime) = token.lifetime else {
            return Some(Self {
                secret: token.secret,
                renew: None,
                expires: None,
            });
        };
        let lifetime = Some(lifetime.min(LONGEST_LIFE)).filter(|life| !life.is_zero())?;
        // Clients that were started together must not all renew at the same moment.
        let early = (lifetime / 10).min(Duration::from_secs(60));
        let jitter = early.mul_f64(fastrand::f64() / 10.0);
        Some(Self {
            secret: token.secret,
            renew: Some(now + (lifetime - early - jitter)),
            expires: Some(now + lifetime),
        })
    }
}

impl fmt::Debug for Cached {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Cached").finish_non_exhaustive()
    }
}

/// A fetch that many wait for: whoever is polled drives it on.
struct Flight {
    progress: Mutex<Progress>,
    waiting: Arc<Waiting>,
    /// Whether someone came while another drove it, and was left to wait.
    missed: AtomicBool,
}

enum Progress {
    Running(BoxFuture<'static, Result<Secret, TokenError>>),
    Ended(Result<Secret, TokenError>),
}

impl Flight {
    fn new(fetch: impl Future<Output = Result<Secret, TokenError>> + Send + 'static) -> Self {
        Self {
            progress: Mutex::new(Progress::Running(Box::pin(fetch))),
            waiting: Arc::default(),
            missed: AtomicBool::new(false),
        }
    }

    fn poll(&self, context: &mut Context<'_>) -> Poll<Result<Secret, TokenError>> {
        self.waiting.add(context.waker());
        // Where the fetch blocks, the lock is held all along: who waited for it would miss a
        // time-out of its own. The mark is set first, so that whoever holds the lock sees it.
        self.missed.store(true, Ordering::SeqCst);
        let mut progress = match self.progress.try_lock() {
            Ok(progress) => progress,
            Err(TryLockError::Poisoned(error)) => error.into_inner(),
            Err(TryLockError::WouldBlock) => return Poll::Pending,
        };
        self.missed.store(false, Ordering::SeqCst);
        let waker = Waker::from(Arc::clone(&self.waiting));
        let result = progress.poll(&mut Context::from_waker(&waker));
        drop(progress);
        if result.is_ready() || self.missed.load(Ordering::SeqCst) {
            self.waiting.wake_all();
        }
        result
    }
}

impl Progress {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Secret, TokenError>> {
        let result = match self {
            Self::Ended(result) => return Poll::Ready(result.clone()),
            Self::Running(fetch) => fetch.as_mut().poll(context),
        };
        if let Poll::Ready(result) = &result {
            *self = Self::Ended(result.clone());
        }
        result
    }
}

/// Those who wait. All are woken, so that it does not matter which of them gave up.
#[derive(Default)]
struct Waiting(Mutex<Vec<Waker>>);

impl Waiting {
    fn add(&self, waker: &Waker) {
        let mut wakers = lock(&self.0);
        if !wakers.iter().any(|known| known.will_wake(waker)) {
            wakers.push(waker.clone());
        }
    }

    fn wake_all(&self) {
        let wakers = std::mem::take(&mut *lock(&self.0));
        wakers.into_iter().for_each(Waker::wake);
    }
}

impl Wake for Waiting {
    fn wake(self: Arc<Self>) {
        self.wake_all();
    }
}

/// A panic elsewhere leaves the state whole: every change to it is a single assignment.
fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
