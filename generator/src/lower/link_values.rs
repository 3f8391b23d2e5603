//! The values that links hand on: whether they are there, and whether they fit where they go.

use super::Lowering;
use super::link::Source;
use super::styles::Kind;
use crate::diagnostics::Place;
use crate::model::{Additional, Content, Expression, Media, StatusPattern, Type, TypeShape, Value};

/// Why a link cannot be followed.
pub(super) struct Fault {
    pub place: Place,
    pub fact: String,
    pub help: &'static str,
}

/// What the value of an expression is, as far as the spec says.
pub(super) enum Given<'t> {
    Of(&'t Type),
    Text,
    List,
    Object,
    Unknown,
}

impl Lowering<'_, '_, '_> {
    /// What an expression stands for.
    pub(super) fn type_of<'t>(
        &'t self,
        source: Source<'t>,
        place: &Place,
        expression: &Expression,
    ) -> Result<Given<'t>, Fault> {
        let nowhere = |fact: String| Fault {
            place: place.clone(),
            fact,
            help: "say where the value is, in the call or in its answer",
        };
        match expression {
            Expression::Url | Expression::Method | Expression::StatusCode => Ok(Given::Text),
            Expression::Argument(location, name) => {
                let parameter = source.operation.parameter(*location, name);
                let parameter = parameter.ok_or_else(|| {
                    let id = &source.operation.id;
                    nowhere(format!("`{id}` has no such parameter as `{expression}`"))
                })?;
                Ok(Given::Of(&parameter.ty))
            }
            Expression::RequestBody(pointer) => {
                let contents = source.operation.body.iter();
                let contents = contents.flat_map(|body| &body.contents);
                self.in_body(contents, pointer)
                    .map_err(|fact| nowhere(format!("{fact} for `{expression}`")))
            }
            Expression::ResponseBody(pointer) => {
                let responses = source.operation.responses.iter();
                let responses = responses.filter(|known| known.status == source.status);
                self.in_body(responses.flat_map(|response| &response.contents), pointer)
                    .map_err(|fact| nowhere(format!("{fact} for `{expression}`")))
            }
            Expression::ResponseHeader(name) => Ok(self.header_type(source, name)),
            Expression::Text(parts) => {
                for part in parts {
                    self.type_of(source, place, part)?;
                }
                Ok(Given::Text)
            }
            Expression::Constant(value) => Ok(match value {
                Value::Array(_) => Given::List,
                Value::Object(_) => Given::Object,
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Given::Text,
            }),
        }
    }

    fn header_type<'t>(&self, source: Source<'t>, name: &str) -> Given<'t> {
        let is_of = |status: &StatusPattern| *status == source.status;
        let mut headers = source.operation.headers.iter();
        let header = headers.find(|known| {
            known.wire.eq_ignore_ascii_case(name) && known.statuses.iter().any(is_of)
        });
        header.map_or(Given::Text, |header| Given::Of(&header.ty))
    }

    /// What a pointer leads to in a body that is JSON.
    fn in_body<'t>(
        &'t self,
        mut contents: impl Iterator<Item = &'t Content>,
        pointer: &str,
    ) -> Result<Given<'t>, String> {
        let content = contents.find(|content| match content.media {
            Media::Json => content.framing.is_none(),
            Media::Text => pointer.is_empty(),
            Media::Form | Media::Multipart | Media::Xml | Media::Csv | Media::Bytes => false,
        });
        let content = content.ok_or("there is no body of JSON")?;
        let mut ty = &content.ty;
        for step in pointer.split('/').skip(1) {
            let step = step.replace("~1", "/").replace("~0", "~");
            match self.step(ty, &step)? {
                Given::Of(next) => ty = next,
                given => return Ok(given),
            }
        }
        Ok(Given::Of(ty))
    }

    fn step<'t>(&'t self, ty: &'t Type, step: &str) -> Result<Given<'t>, String> {
        let shape = match ty {
            Type::Nullable(inner) | Type::Sensitive(inner) => return self.step(inner, step),
            Type::List(item) if index(step).is_some() => {
                return Ok(Given::Of(item));
            }
            Type::Map(values) => return Ok(Given::Of(values)),
            Type::Any => return Ok(Given::Unknown),
            Type::Named(id) => self.types.get(id.0).map(|def| &def.shape),
            _ => None,
        };
        match shape {
            Some(TypeShape::Alias(target)) => self.step(target, step),
            Some(TypeShape::Union(_)) => Ok(Given::Unknown),
            Some(TypeShape::Structure(structure)) => {
                let mut fields = structure.fields.iter();
                if let Some(field) = fields.find(|field| !field.flat && field.wire == step) {
                    return Ok(Given::Of(&field.ty));
                }
                match &structure.additional {
                    Additional::Kept(ty) => Ok(Given::Of(ty)),
                    _ if structure.fields.iter().any(|field| field.flat) => Ok(Given::Unknown),
                    Additional::Ignored | Additional::Denied => {
                        Err(format!("there is no property `{step}`"))
                    }
                }
            }
            Some(TypeShape::Tuple(items)) => {
                let item = index(step).and_then(|index| items.get(index));
                item.map(|item| Given::Of(&item.ty))
                    .ok_or_else(|| format!("there is no item `{step}`"))
            }
            Some(TypeShape::Enumeration(_)) | None => Err(format!("there is no property `{step}`")),
        }
    }

    /// Whether a value can be what a parameter asks for.
    pub(super) fn fits(
        &self,
        source: Source<'_>,
        place: &Place,
        value: &Expression,
        wanted: &Type,
    ) -> Result<(), Fault> {
        let given = match self.type_of(source, place, value)? {
            Given::Of(ty) => self.word(ty),
            Given::Text => Some("a single value"),
            Given::List => Some("a list"),
            Given::Object => Some("an object"),
            Given::Unknown => None,
        };
        match (given, self.word(wanted)) {
            (Some(given), Some(wanted)) if given != wanted => Err(Fault {
                place: place.clone(),
                fact: format!("`{value}` is {given}, and the parameter {wanted}"),
                help: "hand on a part of it",
            }),
            _ => Ok(()),
        }
    }

    fn word(&self, ty: &Type) -> Option<&'static str> {
        match self.kind_of(ty) {
            Kind::Text => Some("a single value"),
            Kind::List(_) => Some("a list"),
            Kind::Object(_) => Some("an object"),
            Kind::Unknown => None,
        }
    }
}

/// The index that a step of a JSON pointer into a list is: digits, without zeros before them
/// (RFC 6901, 4).
fn index(step: &str) -> Option<usize> {
    let is_index = step == "0" || !step.starts_with(['0', '+']);
    step.parse().ok().filter(|_| is_index)
}
