//! [`Plan`]: all that will happen in one run, as data that can be repeated and made smaller.

use std::time::Duration;

/// What will happen in one run.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Decides whatever is not written here: the order of polls, and the client's own chances.
    pub seed: u64,
    pub client: ClientPlan,
    pub calls: Vec<CallPlan>,
    /// What the token server does with each request; no tokens are used where this is `None`.
    pub tokens: Option<TokenPlan>,
    /// Whether the server knows idempotency keys again.
    pub honours_keys: bool,
    /// Whether a key counts as used although its request was refused.
    pub burns_keys: bool,
    /// When the clock leaps, and how far.
    pub jumps: Vec<(Duration, Duration)>,
    pub spurious_polls: bool,
    /// Whether the client has hooks.
    pub hooks: bool,
}

#[derive(Debug, Clone)]
pub struct ClientPlan {
    pub total_timeout: Duration,
    pub head_timeout: Duration,
    pub idle_timeout: Duration,
    pub policy: PolicyPlan,
}

#[derive(Debug, Clone, Copy)]
pub struct PolicyPlan {
    pub max_attempts: u32,
    pub first_wait: Duration,
    pub longest_wait: Duration,
    pub longest_retry_after: Duration,
}

#[derive(Debug, Clone)]
pub struct CallPlan {
    /// Index into [`OPERATIONS`](crate::client::OPERATIONS).
    pub operation: usize,
    pub start: Duration,
    /// Whether it blocks a thread of its own.
    pub blocking: bool,
    /// The poll instead of which the caller gives up.
    pub drop_at: Option<u32>,
    pub key: Option<String>,
    pub body_size: usize,
    pub timeout: Option<Duration>,
    pub policy: Option<PolicyPlan>,
    /// What meets each attempt; then all goes well.
    pub reactions: Vec<Reaction>,
}

/// What meets one attempt.
#[derive(Debug, Clone)]
pub struct Reaction {
    pub reach: Reach,
    /// How long the request is on its way.
    pub travel: Duration,
    /// How long the server thinks before it answers.
    pub think: Duration,
    /// When the request takes effect, counted from its arrival.
    pub applies: Option<Duration>,
    pub answer: Answer,
    pub retry_after: RetryAfter,
    pub body: Body,
    pub before: Before,
    pub after: After,
}

/// How far a request gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    Server,
    /// There is no connection.
    Nowhere {
        permanent: bool,
    },
    /// The connection breaks, and the server never gets it; the client cannot know.
    Lost,
    /// The transport panics.
    Panic,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Status(u16),
    /// The connection is closed without an answer.
    Cut,
    /// None ever comes.
    Stall,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetryAfter {
    None,
    Seconds(u64),
    /// So many seconds after the response's own date, which may be a day off.
    Date {
        after: u64,
        skewed: bool,
    },
    Nonsense(&'static str),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    Whole,
    /// Byte for byte, with this long between them.
    Slow(Duration),
    Cut,
    Stall,
    Garbage,
    Empty,
    TooLarge,
    /// The transport panics on the way.
    Panic,
}

/// What the `on_request` hook does with an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    Looks,
    /// It adds a header, and changes one of the call.
    Changes,
    /// It sets the header of the idempotency key, if there is one, which it must not.
    ChangesKey,
    /// It sets a header that HTTP cannot carry.
    SetsNonsense,
    Panics,
}

/// What the `on_response` hook does with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    Looks,
    Panics,
}

#[derive(Debug, Clone)]
pub struct TokenPlan {
    pub flow: Flow,
    pub reactions: Vec<TokenReaction>,
}

/// Where tokens come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// A source of the caller's own.
    Own,
    ClientCredentials,
    Password,
    RefreshToken,
}

#[derive(Debug, Clone)]
pub struct TokenReaction {
    pub think: Duration,
    pub answer: TokenAnswer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenAnswer {
    /// A token, with the lifetime that the server announces and the one that it means.
    Grant {
        announced: Option<u64>,
        meant: Duration,
    },
    Refuse(u16),
    Garbage,
    Cut,
    Stall,
    Panic,
}

const MOMENT: Duration = Duration::from_millis(1);

impl Plan {
    /// A run of some calls by a client with the defaults, against a server that honours keys.
    pub fn of(calls: Vec<CallPlan>) -> Self {
        Self {
            seed: 1,
            client: ClientPlan {
                total_timeout: Duration::from_secs(120),
                head_timeout: Duration::from_secs(10),
                idle_timeout: Duration::from_secs(10),
                policy: PolicyPlan {
                    max_attempts: 3,
                    first_wait: Duration::from_millis(500),
                    longest_wait: Duration::from_secs(8),
                    longest_retry_after: Duration::from_secs(60),
                },
            },
            calls,
            tokens: None,
            honours_keys: true,
            burns_keys: false,
            jumps: Vec::new(),
            spurious_polls: false,
            hooks: true,
        }
    }
}

impl CallPlan {
    /// A call that goes well, by itself.
    pub fn new(operation: usize) -> Self {
        Self {
            operation,
            start: Duration::ZERO,
            blocking: false,
            drop_at: None,
            key: None,
            body_size: 0,
            timeout: None,
            policy: None,
            reactions: Vec::new(),
        }
    }
}

impl Reaction {
    /// All goes well.
    pub const FINE: Self = Self {
        reach: Reach::Server,
        travel: MOMENT,
        think: MOMENT,
        applies: Some(Duration::ZERO),
        answer: Answer::Status(200),
        retry_after: RetryAfter::None,
        body: Body::Whole,
        before: Before::Looks,
        after: After::Looks,
    };
}

impl TokenReaction {
    /// All goes well.
    pub const FINE: Self = Self {
        think: MOMENT,
        answer: TokenAnswer::Grant {
            announced: None,
            meant: Duration::from_secs(1_000_000),
        },
    };
}
