//! [`Hooks`]: code of the application that sees each request before it is sent, and each response.

mod request;
mod response;

use std::sync::Arc;
use std::time::Duration;

use super::attempt::head;
use super::caught::returned;
use super::{ExchangeError, HttpRequest, Operation, Received, Secret};

pub use self::request::RequestView;
pub use self::response::ResponseView;

/// What `on_request` and `on_response` were given; free to clone and to ask when they were not called.
#[derive(Clone, Default)]
pub(super) struct Hooks(Option<Arc<Given>>);

#[derive(Clone, Default)]
struct Given {
    on_request: Vec<OnRequest>,
    on_response: Vec<OnResponse>,
}

type OnRequest = Arc<dyn Fn(&mut RequestView<'_>) + Send + Sync>;
type OnResponse = Arc<dyn Fn(&ResponseView<'_>) + Send + Sync>;

impl Hooks {
    pub(super) fn on_request(
        &mut self,
        hook: impl Fn(&mut RequestView<'_>) + Send + Sync + 'static,
    ) {
        self.given().on_request.push(Arc::new(hook));
    }

    pub(super) fn on_response(&mut self, hook: impl Fn(&ResponseView<'_>) + Send + Sync + 'static) {
        self.given().on_response.push(Arc::new(hook));
    }

    fn given(&mut self) -> &mut Given {
        Arc::make_mut(self.0.get_or_insert_default())
    }

    /// Shows a request to the hooks, in the order in which they were set; gives the secrets that
    /// they have put into it, or why it cannot be sent.
    pub(super) fn before(
        &self,
        operation: &'static Operation,
        attempt: u32,
        request: &mut HttpRequest,
    ) -> Result<Vec<Secret>, String> {
        let Some(given) = &self.0 else {
            return Ok(Vec::new());
        };
        let mut view = RequestView::new(operation, attempt, &mut request.headers);
        for hook in &given.on_request {
            returned(|| hook(&mut view)).ok_or("an `on_request` hook panicked")?;
        }
        view.finish()
    }

    /// Shows a response to the hooks, if there is one; fails when a hook does.
    pub(super) fn after(
        &self,
        operation: &'static Operation,
        attempt: u32,
        elapsed: Duration,
        outcome: &Result<Received, ExchangeError>,
    ) -> Result<(), &'static str> {
        let (Some(given), Some((status, headers))) = (&self.0, head(outcome)) else {
            return Ok(());
        };
        let view = ResponseView::new(operation, attempt, elapsed, status, headers);
        given
            .on_response
            .iter()
            .try_for_each(|hook| returned(|| hook(&view)).ok_or("an `on_response` hook panicked"))
    }
}
