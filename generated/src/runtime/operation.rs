//! [`Operation`]: what a spec says about one operation, as constant data.

use http::{Method, StatusCode};

use super::SecurityScheme;

/// What the spec says about one operation.
#[derive(Debug)]
pub struct Operation {
    /// The spec's `operationId`, or the name made for it.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path template as the spec has it: `/sessions/{id}`.
    pub path: &'static str,
    /// The URL that it has in place of the spec's default server. Whoever builds a client for another
    /// server, or another base URL, means all operations, this one too.
    pub server: Option<&'static str>,
    /// The `Accept` header; empty when no response has a body.
    pub accept: &'static str,
    /// The alternatives of credentials, each a list of schemes that must all be there. An empty
    /// alternative stands for a call without any; no alternatives at all mean the same.
    ///
    /// The first alternative that is complete is sent, or a longer one that contains it. A client
    /// that has set a part of an alternative and could only call anonymously gets an error instead,
    /// which names what is missing.
    pub security: &'static [&'static [&'static SecurityScheme]],
    /// The documented responses.
    pub responses: &'static [Documented],
    /// Where the API takes an idempotency key.
    pub idempotency: Idempotency,
    /// What of the request nobody may see.
    pub hidden: &'static [Hidden],
}

/// A documented response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Documented {
    /// `200`, `4XX` or `default`.
    pub status: &'static str,
    /// Whether its body is the result of the operation, not an error.
    pub success: bool,
    /// How its body is read.
    pub media: Media,
}

impl Documented {
    /// A response that carries the result.
    pub const fn success(status: &'static str, media: Media) -> Self {
        Self {
            status,
            success: true,
            media,
        }
    }

    /// A response that carries an error.
    pub const fn error(status: &'static str, media: Media) -> Self {
        Self {
            status,
            success: false,
            media,
        }
    }

    fn names(&self, status: StatusCode) -> bool {
        self.status == status.as_str()
    }

    fn spans(&self, status: StatusCode) -> bool {
        let class = self.status.strip_suffix("XX");
        class.is_some_and(|class| {
            status
                .as_str()
                .strip_prefix(class)
                .is_some_and(|rest| rest.len() == 2)
        })
    }
}

/// How a body is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// There is no body.
    Empty,
    /// As JSON.
    Json,
    /// As text.
    Text,
    /// As bytes.
    Bytes,
}

/// Where an operation takes its idempotency key, and what the API does with a key that it knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idempotency {
    /// The operation takes none.
    None,
    /// In the header of this name.
    Header(&'static str, OnRepeat),
    /// In the query parameter of this name.
    Query(&'static str, OnRepeat),
    /// In the top-level property of this name in the JSON body.
    BodyField(&'static str, OnRepeat),
}

/// What an API does with a request whose idempotency key it has seen before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnRepeat {
    /// It answers what it has answered to the first one.
    Replays,
    /// It refuses the request, and does not say what became of the first one.
    Refuses,
}

impl Idempotency {
    /// What the API does with a key that it knows, where it takes keys.
    pub(super) fn on_repeat(self) -> Option<OnRepeat> {
        match self {
            Self::None => None,
            Self::Header(_, on_repeat)
            | Self::Query(_, on_repeat)
            | Self::BodyField(_, on_repeat) => Some(on_repeat),
        }
    }
}

/// A part of a request that nobody may see, because the spec says `x-sensitive` or
/// `format: password`. Where the server quotes it, messages have `[redacted]` in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// The path parameter of this name.
    Path(&'static str),
    /// The query parameter of this name.
    Query(&'static str),
    /// The header of this name.
    Header(&'static str),
    /// The cookie of this name.
    Cookie(&'static str),
    /// The properties of this name in a JSON body or form, at any depth, with all below them.
    Property(&'static str),
    /// The whole body.
    Body,
}

/// What a status means to an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// The result, with the documentation where there is one.
    Success(Option<&'static Documented>),
    /// An error, with the documentation where there is one.
    Failure(Option<&'static Documented>),
    /// A 2xx that is not documented, and several results that it could be.
    Ambiguous,
}

impl Operation {
    /// Finds the documented response: the exact status, then its class, then `default`.
    ///
    /// A 2xx that is not documented is read like the only documented success.
    pub(super) fn choose(&self, status: StatusCode) -> Choice {
        let exact = self.responses.iter().find(|entry| entry.names(status));
        let entry = exact.or_else(|| self.responses.iter().find(|entry| entry.spans(status)));
        match entry {
            Some(entry) if entry.success => Choice::Success(Some(entry)),
            Some(entry) => Choice::Failure(Some(entry)),
            None if status.is_success() => self.undocumented_success(),
            // `default` alone documents successes and failures alike.
            None => Choice::Failure(
                self.default_response(false)
                    .or_else(|| self.default_response(true)),
            ),
        }
    }

    fn undocumented_success(&self) -> Choice {
        if let Some(entry) = self.default_response(true) {
            return Choice::Success(Some(entry));
        }
        let mut successes = self.responses.iter().filter(|entry| entry.success);
        match (successes.next(), successes.next()) {
            (entry, None) => Choice::Success(entry),
            (_, Some(_)) => Choice::Ambiguous,
        }
    }

    fn default_response(&self, success: bool) -> Option<&'static Documented> {
        self.responses
            .iter()
            .find(|entry| entry.status == "default" && entry.success == success)
    }
}
