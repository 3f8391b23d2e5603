//! [`Fate`]: what has to become of a call that was let down.

use castiron_runtime::{Effect, ErrorKind};

use crate::subject::{Class, Outcome};

/// What has to become of a call, when all goes well from the first repeat on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It succeeds.
    Done,
    /// No answer came that one could use: it is made again where that is safe, and otherwise
    /// nobody knows whether it was applied.
    Lost,
    /// It was applied, and the rest of the answer is missing: it is made again where that brings
    /// the same answer.
    Cut(ErrorKind),
    /// It was applied, and its answer is of no use.
    Useless(ErrorKind),
    /// The server said no.
    Refused(u16),
    /// The answer points elsewhere, perhaps to the result, or is none that HTTP knows.
    Elsewhere(u16),
    /// Whoever answered may not have been the server: it is made again where that is safe.
    Broken(u16),
    /// Every attempt was lost.
    GivenUp,
}

impl Fate {
    /// Checks what became of a call.
    pub fn judge(self, class: Class, outcome: &Outcome) {
        let facts = match outcome {
            Ok(_) => None,
            Err(failure) => Some((failure.effect, failure.kind, failure.status)),
        };
        let attempts = match outcome {
            Ok(_) => 0,
            Err(failure) => failure.attempts,
        };
        let as_fated = match self {
            Self::Done => facts.is_none(),
            Self::Lost if class.is_repeated() => facts.is_none(),
            Self::Cut(_) if matches!(class, Class::Read | Class::Replayed) => facts.is_none(),
            Self::Broken(_) if class.is_repeated() => facts.is_none(),
            Self::Lost => matches!(facts, Some((Effect::Unknown, _, None))),
            Self::Cut(kind) | Self::Useless(kind) => {
                matches!(facts, Some((Effect::Applied, found, Some(_))) if found == kind)
            }
            Self::Elsewhere(status) if class != Class::Read => {
                facts == Some((Effect::Unknown, ErrorKind::Status, Some(status)))
            }
            Self::Refused(status) | Self::Elsewhere(status) => {
                facts == Some((Effect::Answered, ErrorKind::Status, Some(status)))
            }
            Self::Broken(status) => {
                facts == Some((Effect::Unknown, ErrorKind::Status, Some(status)))
            }
            Self::GivenUp => {
                attempts == class.limit() && matches!(facts, Some((Effect::Unknown, _, None)))
            }
        };
        assert!(
            as_fated,
            "{self:?} was to be, and {class:?} became {outcome:?}"
        );
    }
}
