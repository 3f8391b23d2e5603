//! Encodings: how the properties of a form are written, where the document says it.

use serde_json::Value;

use super::Lowering;
use super::omissions::Omission;
use crate::diagnostics::Place;
use crate::model::{FormField, Media, Style};

/// Keywords that only fields of `application/x-www-form-urlencoded` have (OpenAPI 3.0.4, 4.8.15).
pub(super) const OF_FIELDS: [&str; 3] = ["style", "explode", "allowReserved"];

/// Keywords that only parts of `multipart/form-data` have.
const OF_PARTS: [&str; 2] = ["contentType", "headers"];

impl Lowering<'_, '_, '_> {
    /// The properties of a form that are not written as usual; `place` is that of the media type.
    pub(super) fn form_fields(&mut self, place: &Place, media: Media) -> Vec<FormField> {
        let place = place.child("encoding");
        let encoding = self.resolved.raw(place.pointer());
        let Some(encoding) = encoding.and_then(Value::as_object) else {
            return Vec::new();
        };
        if media != Media::Form {
            self.omissions.add(Omission::EncodingOfNoForm, place);
            return Vec::new();
        }
        let mut fields = Vec::new();
        for (wire, says) in encoding {
            self.idle_keywords(&place.child(wire), says, &OF_PARTS, "field");
            if OF_FIELDS.iter().any(|keyword| says.get(keyword).is_some()) {
                fields.push(field(wire, says));
            }
        }
        fields
    }

    /// Notes keywords that say nothing of what an encoding is for.
    pub(super) fn idle_keywords(
        &mut self,
        place: &Place,
        says: &Value,
        idle: &'static [&'static str],
        what: &'static str,
    ) {
        for keyword in idle.iter().filter(|keyword| says.get(keyword).is_some()) {
            let omission = Omission::IdleEncoding(keyword, what);
            self.omissions.add(omission, place.child(keyword));
        }
    }
}

fn field(wire: &str, says: &Value) -> FormField {
    let style = match says.get("style").and_then(Value::as_str) {
        Some("spaceDelimited") => Style::SpaceDelimited,
        Some("pipeDelimited") => Style::PipeDelimited,
        Some("deepObject") => Style::DeepObject,
        _ => Style::Form,
    };
    let flag = |keyword| says.get(keyword).and_then(Value::as_bool);
    FormField {
        wire: wire.to_owned(),
        style,
        explode: flag("explode").unwrap_or(style == Style::Form),
        allow_reserved: flag("allowReserved").unwrap_or(false),
    }
}
