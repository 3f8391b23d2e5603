//! Replies: the type that a success or a documented failure of an operation brings.

use crate::model::{Content, Documented, Media, Operation, StatusPattern, Type};

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
    /// The media type that is asked for.
    pub media_type: String,
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
    if matches!(reply, Reply::One(_)) && successes.iter().any(empty) {
        // A caller has to be able to tell a body from none.
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
        let known = different
            .iter()
            .any(|known| known.ty == body.ty && known.media == body.media);
        if !known {
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
        .map(|response| (response.status, response.contents.first().map(body)))
        .collect()
}

fn body(content: &Content) -> ReplyBody {
    ReplyBody {
        media: content.media,
        ty: content.ty.clone(),
        media_type: content.media_type.clone(),
    }
}
