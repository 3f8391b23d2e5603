//! The end of a call: what is reported of it.

use http::StatusCode;

use super::super::retry::Class;
use super::super::{
    Completed, Effect, ErrorKind, ExchangeError, Head, OnRepeat, Received, Report, TokenError,
};
use super::{Action, Call, Outcome};

impl Call {
    pub(super) fn end(&mut self, outcome: Outcome) -> Action {
        Action::Done(match outcome {
            Ok(received) => Ok(self.completed(received)),
            Err(error) => Err(Box::new(self.failed(error))),
        })
    }

    /// The end of a call whose hook failed when it was shown the response.
    pub(super) fn spoilt(&self, fault: &str, outcome: Outcome) -> Action {
        let report = self.report(ErrorKind::Hook, fault.to_owned());
        let report = match outcome {
            Ok(received) => report.answered(received),
            Err(error) => with_head(report, error.into_head()),
        };
        Action::Done(Err(Box::new(report)))
    }

    pub(super) fn out_of_time(&self) -> Action {
        let message = format!("no time was left of {:?}", self.config.total_timeout);
        Action::Done(Err(Box::new(self.report(ErrorKind::Timeout, message))))
    }

    fn completed(&self, received: Received) -> Box<Completed> {
        let repeated = self.may_refuse_repeat(received.status);
        let mut completed = Completed::new(self.report(ErrorKind::Status, String::new()), received);
        completed.json_depth(self.config.json_depth);
        completed.received.secrets = self.secrets.clone();
        completed.received.sent = self.sent.clone();
        if repeated {
            completed.note(
                "the API refuses an idempotency key that it has seen, and this may be such a refusal",
            );
        }
        completed
    }

    /// The end of a call whose token was refused, when its body cannot be sent again.
    pub(super) fn refused_for_good(&self, refused: Received) -> Box<Completed> {
        let mut completed = self.completed(refused);
        completed.note(
            "there is another access token now, but the body can be read only once, so the request \
             was not sent again",
        );
        completed
    }

    /// Whether a status may mean that the key was used before: by an attempt whose fate is not
    /// known, or by an earlier call, which only the caller can know of.
    pub(super) fn may_refuse_repeat(&self, status: StatusCode) -> bool {
        let says_nothing_of_the_key = matches!(
            status,
            StatusCode::UNAUTHORIZED | StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS
        );
        status.is_client_error()
            && !says_nothing_of_the_key
            && self.class == Class::Keyed(OnRepeat::Refuses)
            && (self.effect >= Effect::Unknown || self.key.as_ref().is_some_and(|key| key.chosen))
    }

    /// Without another token, the refusal of the last one is the result.
    pub(super) fn no_token(&mut self, error: TokenError) -> Action {
        if let Some(Ok(received)) = self.last.take() {
            let mut completed = self.completed(received);
            completed.note(&format!("there is no other access token: {error}"));
            completed.cause(error);
            return Action::Done(Ok(completed));
        }
        let message = self.secrets.redacted(&error.to_string());
        let mut report = self.report(ErrorKind::Token, message);
        report.because_of(error, &self.secrets);
        Action::Done(Err(Box::new(report)))
    }

    fn failed(&self, error: ExchangeError) -> Report {
        match error {
            ExchangeError::Transport { error, head } => {
                let message = self.secrets.redacted(&error.to_string());
                let mut report = with_head(self.report(ErrorKind::Transport, message), head);
                report.because_of(error, &self.secrets);
                report
            }
            ExchangeError::TimedOut {
                awaited,
                after,
                head,
            } => {
                let message = format!("{awaited} did not come within {after:?}");
                with_head(self.report(ErrorKind::Timeout, message), head)
            }
            ExchangeError::TooLarge { limit, head } => {
                let message = format!(
                    "the body is larger than {limit} bytes: raise `Config::body_limit` to accept it"
                );
                with_head(self.report(ErrorKind::TooLarge, message), Some(head))
            }
        }
    }

    pub(super) fn report(&self, kind: ErrorKind, message: String) -> Report {
        let mut report = Report::new(self.operation, kind, self.effect, message);
        report.attempts = self.attempts;
        report.idempotency_key = self.key.as_ref().map(|key| key.text.clone());
        report
    }
}

fn with_head(mut report: Report, head: Option<Head>) -> Report {
    if let Some(head) = head {
        report.status = Some(head.status);
        report.headers = Some(head.headers);
    }
    report
}
