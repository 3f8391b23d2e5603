//! Framing: the media types of requests and successes that bring one item after the other.

use super::Lowering;
use super::body::essence;
use super::facets::Facets;
use crate::diagnostics::Code;
use crate::model::{Content, Documented, Framing, Media, StatusPattern, Type};
use crate::resolve::{Link, ResolvedOperation};

impl Lowering<'_, '_, '_> {
    /// How the items of a body are told apart, if it has any and is no file.
    pub(super) fn framing(
        &self,
        part: &str,
        media_type: &str,
        schema: Option<&Link>,
    ) -> Option<Framing> {
        let framing = framing(&essence(media_type))?;
        let fits = match (framing, part) {
            (Framing::Events, part) => part == "Response",
            // Whoever calls lines a string means all of them.
            (Framing::Lines | Framing::Records, "Request" | "Response") => {
                self.item_kind(schema).as_deref() != Some("string")
            }
            (Framing::Lines | Framing::Records, _) => false,
        };
        (fits && !self.is_binary(schema)).then_some(framing)
    }

    fn item_kind(&self, schema: Option<&Link>) -> Option<String> {
        let node = self.resolved.schema(&schema?.pointer)?;
        Facets::of(self.resolved, &node.value).kind
    }

    /// The schema of one item. That of a body is written in both ways: as that of an item, or as
    /// that of the list of all of them.
    pub(super) fn item(&self, schema: Option<Link>) -> Option<Link> {
        let link = schema?;
        let node = self.resolved.schema(&link.pointer);
        let items = node.and_then(|node| Facets::of(self.resolved, &node.value).items);
        Some(items.unwrap_or(link))
    }

    /// Leaves as bytes what cannot be a stream: an error, which is read as a whole, and a success
    /// beside others that have another type.
    pub(super) fn check_streams(
        &mut self,
        operation: &ResolvedOperation,
        responses: &mut [Documented],
    ) {
        let successes = responses.iter().filter(|found| found.status.is_success());
        let mut firsts = successes.filter_map(|response| response.contents.first());
        let first = firsts.next().cloned();
        let agree = firsts.all(|other| {
            first.as_ref().is_some_and(|first| {
                (first.framing, &first.ty, first.media) == (other.framing, &other.ty, other.media)
            })
        });
        for response in responses {
            let is_success = response.status.is_success();
            let framed = response.contents.iter_mut().enumerate();
            let unfit = framed.filter(|(index, content)| {
                content.framing.is_some() && (!is_success || (!agree && *index == 0))
            });
            for (_, content) in unfit {
                self.leave_bytes(operation, response.status, content);
            }
        }
    }

    fn leave_bytes(
        &mut self,
        operation: &ResolvedOperation,
        status: StatusPattern,
        content: &mut Content,
    ) {
        let place = operation
            .place
            .child("responses")
            .child(&status.to_string());
        let fact = if status.is_success() {
            "a stream beside a success of another type is not supported yet"
        } else {
            "an error is no stream"
        };
        self.diagnostics
            .warning(Code::UnsupportedMediaType, &place, fact)
            .effect("the body is raw bytes that the caller reads")
            .help("give all successes the same type, or none");
        content.framing = None;
        content.media = Media::Bytes;
        content.ty = Type::Binary;
    }
}

/// How the items of a media type are told apart, if it is made of items.
pub(super) fn framing(essence: &str) -> Option<Framing> {
    match essence {
        "text/event-stream" => Some(Framing::Events),
        "application/jsonl"
        | "application/jsonlines"
        | "application/ndjson"
        | "application/x-jsonlines"
        | "application/x-ndjson"
        | "application/stream+json" => Some(Framing::Lines),
        "application/json-seq" => Some(Framing::Records),
        other => other.ends_with("+json-seq").then_some(Framing::Records),
    }
}

/// What the type of an item is called, after its operation.
pub(super) fn part(framing: Framing, whole: &str) -> &'static str {
    match framing {
        Framing::Events => "Event",
        Framing::Lines | Framing::Records if whole == "Request" => "RequestItem",
        Framing::Lines | Framing::Records => "Item",
    }
}

/// How an item is read: as JSON, but for the data of events without a schema that says so.
pub(super) fn media(framing: Framing, ty: &Type) -> Media {
    match (framing, ty) {
        (Framing::Events, Type::String | Type::Any) => Media::Text,
        (Framing::Events | Framing::Lines | Framing::Records, _) => Media::Json,
    }
}
