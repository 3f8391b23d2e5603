//! The support code of an HTTP client: requests are built, sent, limited and read here.
//!
//! Whoever calls an API meets these:
//!
//! - [`Config`] and [`RetryPolicy`], with time-outs, limits and repeats
//! - [`Response`], and [`Error`], whose [`Effect`] says what a failed call may have done
//! - [`Pages`] and [`Items`] of a list; [`Download`], [`Events`] and [`Lines`], which are handed out as
//!   they arrive
//! - [`Body`] and [`File`], which are sent as they are read
//! - [`Secret`], [`Sensitive`], [`Nullable`], [`RawJson`] and [`Apart`], which are values in models
//! - [`token`], where access tokens come from
//! - `Validate`, which holds values against the limits of the spec, with the feature `validate`
//! - [`RequestView`] and [`ResponseView`], which hooks see
//! - [`Transport`], for another HTTP stack, or a fake
//!
//! The rest is what clients are made of: a request is collected in [`RequestParts`], run by a [`Call`]
//! (a state machine without I/O) over a [`Transport`], and ends as a [`Response`] or an [`Error`].

// The life of a request, in order.
mod address;
mod alternatives;
mod answer;
mod attempt;
#[cfg(feature = "blocking")]
mod blocking;
mod body;
mod call;
pub mod callback;
mod caught;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod close_delimited;
mod completed;
mod config;
pub mod constant;
mod core;
pub mod decode;
mod download;
mod driver;
mod error;
mod events;
mod exchange;
mod finite;
mod form;
mod framed;
mod gathered;
mod guard;
mod headers;
mod hooks;
mod idempotency;
mod incoming;
mod lines;
mod links;
mod media_type;
mod message;
mod multipart;
mod operation;
mod pages;
mod pairs;
mod path;
#[cfg(any(feature = "csv", feature = "xml"))]
mod plain;
mod query;
mod redaction;
mod request;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
mod response;
mod retry;
mod security;
mod shape;
mod style;
mod success;
pub mod token;
#[cfg(feature = "tracing")]
mod trace;
#[cfg(not(feature = "tracing"))]
#[path = "untraced.rs"]
mod trace;
mod transport;
mod transports;
#[cfg(feature = "blocking")]
mod ureq_transport;
mod value;

// What models are made of.
mod apart;
pub mod base64_bytes;
pub mod base64_url;
#[cfg(feature = "csv")]
pub mod csv;
#[cfg(feature = "decimal")]
pub mod decimal;
#[cfg(feature = "decimal")]
pub mod decimal_string;
#[cfg(feature = "time")]
pub mod http_date;
pub mod integer_string;
pub mod json;
mod nullable;
pub mod object;
mod raw_json;
mod secret;
mod sensitive;
#[cfg(feature = "time")]
pub mod unix_time;
#[cfg(feature = "validate")]
pub mod validate;
#[cfg(feature = "time")]
mod verbatim;
pub mod wire;
#[cfg(feature = "xml")]
pub mod xml;

// For tests of programs that call an API.
#[cfg(feature = "mock")]
pub mod mock;

pub use self::answer::Received;
pub use self::apart::Apart;
pub use self::attempt::{Attempt, ExchangeError, Head};
/// What a request sends: bytes as they are, or from a file, a reader or a stream, in pieces.
///
/// ```
#[doc = concat!("use ", module_path!(), "::Body;")]
///
/// let receipts = Body::from("2026-01-31;12.50\n");
/// let scan = Body::file("scan.pdf");
/// let export = Body::reader(std::io::stdin());
/// ```
pub use self::body::Body;
pub use self::body::{BodyError, OpenBody};
pub use self::call::{Action, Call, Event};
pub use self::completed::Completed;
/// Time-outs, limits and repeats, set once for all calls of a client.
///
/// ```
#[doc = concat!("use ", module_path!(), "::{Config, RetryPolicy};")]
/// use std::time::Duration;
///
/// // A person waits: better an early error than a late answer.
/// let impatient = Config::new()
///     .head_timeout(Duration::from_secs(8))
///     .total_timeout(Duration::from_secs(15))
///     .retry(RetryPolicy::new().max_attempts(2))
///     .user_agent("till/2.1");
/// ```
pub use self::config::Config;
pub use self::constant::Null;
pub use self::core::{BuildError, Core, CoreBuilder};
pub use self::decode::{DecodeError, Decoder};
pub use self::download::{Download, SaveError};
pub use self::driver::Pending;
/// What may have happened, and with it what to do after an error.
///
/// ```
#[doc = concat!("use ", module_path!(), "::{Effect, Error};")]
/// enum Next {
///     PayAgain,
///     TellTheCustomer,
///     LookFirst,
/// }
///
/// fn next<E>(error: &Error<E>) -> Next {
///     match error.effect() {
///         Effect::NotSent => Next::PayAgain,
///         Effect::Answered => Next::TellTheCustomer,
///         Effect::Unknown | Effect::Applied => Next::LookFirst,
///     }
/// }
///
/// // The later, the worse: the effect of many calls is the greatest of theirs.
/// assert!(Effect::NotSent < Effect::Answered);
/// assert!(Effect::Answered < Effect::Unknown);
/// assert!(Effect::Unknown < Effect::Applied);
/// ```
pub use self::error::Effect;
/// The one type of error of all operations, with everything that is known of a failed call.
///
/// ```
#[doc = concat!("use ", module_path!(), "::Error;")]
/// use std::fmt::Debug;
///
/// /// A line for the log, which holds no secrets; and what the support desk will ask for.
/// fn log<E: Debug>(error: &Error<E>) {
///     eprintln!("{error}");
///     eprintln!("  effect {:?} after {} attempts", error.effect(), error.attempts());
///     if let Some(id) = error.request_id() {
///         eprintln!("  request {id}");
///     }
///     if let Some(key) = error.idempotency_key() {
///         eprintln!("  idempotency key {key}");
///     }
///     if let Some(wait) = error.retry_after() {
///         eprintln!("  not again before {wait:?} have passed");
///     }
///     match error.api_error() {
///         Some(refusal) => eprintln!("  {refusal:?}"),
///         None => eprintln!("  {} bytes of a body", error.body().map_or(0, |body| body.len())),
///     }
/// }
/// ```
pub use self::error::Error;
pub use self::error::{ErrorKind, Report};
pub use self::events::{Events, ServerEvent};
pub use self::form::FormField;
pub use self::headers::{Header, Headers, ReadError};
pub use self::hooks::{RequestView, ResponseView};
pub use self::lines::Lines;
pub use self::links::{Answer, Expression, Linked};
/// A part of a form that is a file.
///
/// ```
#[doc = concat!("use ", module_path!(), "::{Body, File};")]
///
/// let scan = File::at("scans/passport.jpg").content_type("image/jpeg");
/// let export = File::new("export.csv", Body::reader(std::io::stdin()));
/// ```
pub use self::multipart::File;
pub use self::multipart::{Multipart, ToMultipart};
pub use self::nullable::{Nullable, optional_any, required_nullable};
pub use self::operation::{Documented, Hidden, Idempotency, Media, OnRepeat, Operation};
/// The entries of a list one by one, whatever pages they come in.
///
/// ```
#[doc = concat!("use ", module_path!(), "::{Error, Items};")]
///
/// async fn first_hundred<P, I, E>(mut list: Items<P, I, E>) -> Result<Vec<I>, Error<E>> {
///     let mut items = Vec::new();
///     while let Some(item) = list.next().await {
///         items.push(item?);
///         if items.len() == 100 {
///             break;
///         }
///     }
///     Ok(items)
/// }
/// ```
pub use self::pages::Items;
/// A list page by page, with the way back to a page that failed.
///
/// ```
#[doc = concat!("use ", module_path!(), "::{Effect, Error, Pages, Response};")]
///
/// /// The pages of a list; one that provably was not asked for is asked for once more.
/// async fn all<P, I, E>(mut list: Pages<P, I, E>) -> Result<Vec<Response<P>>, Error<E>> {
///     let (mut pages, mut failures) = (Vec::new(), 0);
///     while let Some(page) = list.next().await {
///         match page {
///             Ok(page) => pages.push(page),
///             Err(error) if error.effect() == Effect::NotSent && failures == 0 => {
///                 failures += 1;
///                 list.resume();
///             }
///             Err(error) => return Err(error),
///         }
///     }
///     Ok(pages)
/// }
/// ```
pub use self::pages::Pages;
#[cfg(feature = "blocking")]
pub use self::pages::{BlockingItems, BlockingPages};
pub use self::pages::{Next, Paging};
pub use self::query::{Query, QueryParameter};
pub use self::raw_json::{Kind, RawJson};
pub use self::request::RequestParts;
#[cfg(feature = "reqwest")]
pub use self::reqwest_transport::ReqwestTransport;
/// The result of an operation, with status and headers around it.
///
/// ```
#[doc = concat!("use ", module_path!(), "::Response;")]
/// struct Payment {
///     id: String,
/// }
///
/// fn receipt(payment: Response<Payment>) -> String {
///     // It is the result, as far as reading it goes.
///     let id = &payment.id;
///     match payment.request_id() {
///         Some(request) => format!("{id} (request {request}, status {})", payment.status()),
///         None => payment.into_inner().id,
///     }
/// }
/// ```
pub use self::response::Response;
/// How often a failed request is sent again, and how soon.
///
/// ```
#[doc = concat!("use ", module_path!(), "::{Config, RetryPolicy};")]
/// use std::time::Duration;
///
/// let patient = RetryPolicy::new()
///     .max_attempts(5)
///     .backoff(Duration::from_secs(1), Duration::from_secs(20));
/// let config = Config::new().retry(patient);
/// ```
pub use self::retry::RetryPolicy;
/// Text that shows itself only where it is asked to.
///
/// ```
#[doc = concat!("use ", module_path!(), "::Secret;")]
/// let key = Secret::new("pk_live_4711");
/// assert_eq!(format!("{key:?}"), "[redacted]");
/// assert_eq!(key.expose(), "pk_live_4711");
/// ```
pub use self::secret::Secret;
pub use self::security::SecurityScheme;
pub use self::sensitive::Sensitive;
pub use self::shape::Shape;
pub use self::style::Style;
pub use self::success::Streaming;
/// Access tokens from wherever an application has them.
///
/// ```
#[doc = concat!("use ", module_path!(), "::token::{Token, TokenClient};")]
#[doc = concat!("use ", module_path!(), "::{BoxFuture, TokenError, TokenSource};")]
/// use std::time::Duration;
///
/// /// Tokens that another program writes into a file, anew every hour.
/// struct TokenFile;
///
/// impl TokenSource for TokenFile {
///     fn fetch<'a>(&'a self, _: &'a TokenClient) -> BoxFuture<'a, Result<Token, TokenError>> {
///         Box::pin(async {
///             let text = std::fs::read_to_string("/run/secrets/token")
///                 .map_err(|error| TokenError::new("the token is not there").with_source(error))?;
///             Ok(Token::new(text.trim()).expires_in(Duration::from_secs(60)))
///         })
///     }
/// }
/// ```
#[doc(inline)]
pub use self::token::TokenSource;
pub use self::token::{Bearer, TokenError};
/// What carries requests to a server, and brings back what it answers.
///
/// Here one that says how long each request took, around another:
///
/// ```
#[doc = concat!("use ", module_path!(), "::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError};")]
/// use std::time::{Duration, Instant};
///
/// struct Timed<T>(T);
///
/// impl<T: Transport> Transport for Timed<T> {
///     fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
///         Box::pin(async move {
///             // The method and no more: a URL may hold secrets.
///             let (method, begun) = (request.method.clone(), self.0.now());
///             let result = self.0.send(request).await;
///             let took = self.0.now().saturating_duration_since(begun);
///             match &result {
///                 Ok(response) => eprintln!("{method}: {} in {took:?}", response.status),
///                 Err(error) => eprintln!("{method}: {:?}, {error}, in {took:?}", error.sent()),
///             }
///             result
///         })
///     }
///
///     fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
///         self.0.sleep(duration)
///     }
///
///     fn now(&self) -> Instant {
///         self.0.now()
///     }
/// }
/// ```
pub use self::transport::Transport;
pub use self::transport::{
    BoxFuture, HttpRequest, HttpResponse, ResponseBody, Sent, TransportError,
};
#[cfg(feature = "blocking")]
pub use self::ureq_transport::UreqTransport;
/// What checks a value against the limits of the spec, when you ask for it:
///
/// ```
#[doc = concat!("use ", module_path!(), "::Validate;")]
///
/// /// The first limit that is broken, in words that do not hold the value.
/// fn complaint(value: &impl Validate) -> Option<String> {
///     let errors = value.validate().err()?;
///     errors.faults().first().map(ToString::to_string)
/// }
/// ```
#[cfg(feature = "validate")]
pub use self::validate::Validate;
pub use self::value::{EncodeError, Value};
/// A moment that was read is written as it was read; one that is made comes from jiff:
///
/// ```
#[doc = concat!("use ", module_path!(), "::DateTime;")]
/// use jiff::Timestamp;
///
/// let booked: DateTime = "2026-01-31T12:00:00.50+01:00".parse()?;
/// assert_eq!(booked.to_string(), "2026-01-31T12:00:00.50+01:00");
/// assert_eq!(booked.as_second(), 1_769_857_200);
/// assert!(booked < Timestamp::now().max(*booked));
///
/// let now = DateTime::from(Timestamp::UNIX_EPOCH);
/// assert_eq!(now.to_string(), "1970-01-01T00:00:00Z");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[cfg(feature = "time")]
pub use self::verbatim::DateTime;
#[cfg(feature = "time")]
pub use self::verbatim::{Duration, FormatError, Time, Verbatim};
pub use http::{HeaderMap, Method, StatusCode};
