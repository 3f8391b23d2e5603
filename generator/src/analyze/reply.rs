//! Replies: the type that a success or a documented failure of an operation brings.

use crate::model::{Content, Documented, Framing, Media, Operation, StatusPattern, Type};

/// What a group of responses brings.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// No response of the group has a body.
    Nothing,
    /// All responses that have a body have the same.
    One(ReplyBody),
    /// Bodies differ by status; a response without a body is `None`.
    PerStatus(Vec<(StatusPattern, Option<ReplyBody>)>),
}

/// The body of a reply.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplyBody {
    /// How it is read.
    pub media: Media,
    /// Its type.
    pub ty: Type,
    /// How its items are told apart, if they are handed out one by one.
    pub framing: Option<Framing>,
    /// The media type that is asked for.
    pub media_type: String,
}

impl ReplyBody {
    /// A body in one representation.
    pub fn of(content: &Content) -> Self {
        Self {
            media: content.media,
            ty: content.ty.clone(),
            framing: content.framing,
            media_type: content.media_type.clone(),
        }
    }

    fn is_like(&self, other: &Self) -> bool {
        (self.media, self.framing, &self.ty) == (other.media, other.framing, &other.ty)
    }
}

/// What a success brings.
pub(super) fn success(operation: &Operation) -> Reply {
    let successes: Vec<&Documented> = operation
        .responses
        .iter()
        .filter(|response| response.status.is_success())
        .collect();
    if successes.is_empty() {
        // `default` alone documents the success, too.
        let fallback: Vec<&Documented> = operation
            .responses
            .iter()
            .filter(|response| response.status == StatusPattern::Default)
            .collect();
        return reply(&fallback);
    }
    let reply = reply(&successes);
    let empty = |response: &&Documented| response.contents.is_empty();
    let is_whole = matches!(&reply, Reply::One(body) if body.framing.is_none());
    if is_whole && successes.iter().any(empty) {
        // A caller has to be able to tell a body from none; a stream of nothing is one, too.
        return Reply::PerStatus(bodies(&successes));
    }
    reply
}

/// What a documented failure brings.
pub(super) fn failure(operation: &Operation) -> Reply {
    let failures: Vec<&Documented> = operation
        .responses
        .iter()
        .filter(|response| match response.status {
            StatusPattern::Exact(status) => status >= 300,
            StatusPattern::Range(class) => class >= 3,
            StatusPattern::Default => true,
        })
        .collect();
    reply(&failures)
}

fn reply(responses: &[&Documented]) -> Reply {
    let bodies = bodies(responses);
    let mut different: Vec<&ReplyBody> = Vec::new();
    for body in bodies.iter().filter_map(|(_, body)| body.as_ref()) {
        if !different.iter().any(|known| known.is_like(body)) {
            different.push(body);
        }
    }
    match different.as_slice() {
        [] => Reply::Nothing,
        [only] => Reply::One((*only).clone()),
        _ => Reply::PerStatus(bodies),
    }
}

fn bodies(responses: &[&Documented]) -> Vec<(StatusPattern, Option<ReplyBody>)> {
    responses
        .iter()
        .map(|response| {
            (
                response.status,
                response.contents.first().map(ReplyBody::of),
            )
        })
        .collect()
}
