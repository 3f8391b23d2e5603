//! Parameters: where they travel, how they are written, in which order they are asked for.

use openapiv3 as oa;

use super::example::Example;
use super::facets::Facets;
use super::omissions::Omission;
use super::{Lowering, body, doc, extensions, paths, template};
use crate::diagnostics::{Code, Place};
use crate::model::{Location, Made, Origin, Parameter, Style, Type, TypeName};
use crate::resolve::{Link, Node, ResolvedOperation};

/// How the value of a parameter or header is written that has `content`.
pub(super) enum Written {
    /// As JSON, of a schema if there is one.
    Json(Option<Link>),
    /// As text.
    Text,
    /// As a media type that castiron does not know.
    Unknown(String),
}

impl Written {
    /// The schema of the value, and whether it is JSON; without a schema, it is text.
    pub(super) fn schema(self) -> (Option<Link>, bool) {
        match self {
            Self::Json(link) => (link, true),
            Self::Text | Self::Unknown(_) => (None, false),
        }
    }
}

impl Lowering<'_, '_, '_> {
    /// The parameters of an operation: those of the path as they stand there, then query, header
    /// and cookie in document order.
    pub(super) fn parameters(&mut self, id: &str, operation: &ResolvedOperation) -> Vec<Parameter> {
        let template = template::names(paths::sent(&operation.path));
        let mut parameters: Vec<Parameter> = Vec::new();
        for node in &operation.parameters {
            if self.is_sent_by_security(node, operation) {
                continue;
            }
            let Some(mut parameter) = self.parameter(id, node) else {
                continue;
            };
            if parameter.location == Location::Path && !template.contains(&parameter.wire) {
                let meant = template::meant(&parameter.wire, &template, operation);
                let effect = match meant {
                    Some(name) => format!("it is sent in the place of `{{{name}}}`"),
                    None => "the parameter is left out".to_owned(),
                };
                self.diagnostics
                    .warning(
                        Code::UnusedPathParameter,
                        &node.place,
                        format!(
                            "`{}` is a path parameter, but `{}` has no `{{{}}}`",
                            parameter.wire, operation.path, parameter.wire
                        ),
                    )
                    .effect(effect)
                    .help("correct the name, or the path");
                let Some(name) = meant else {
                    continue;
                };
                parameter.wire.clone_from(name);
            }
            let same = |known: &&Parameter| {
                let is_same_name = match parameter.location {
                    // Names of headers are the same in any case of letters (RFC 9110, section 5.1).
                    Location::Header => known.wire.eq_ignore_ascii_case(&parameter.wire),
                    Location::Path | Location::Query | Location::Cookie => {
                        known.wire == parameter.wire
                    }
                };
                known.location == parameter.location && is_same_name
            };
            if let Some(first) = parameters.iter().find(same) {
                let first = self.resolved.place(&first.origin.0);
                self.declared_twice(&parameter.wire, &node.place, &first);
                continue;
            }
            parameters.push(parameter);
        }
        for name in &template {
            let declared = parameters
                .iter()
                .any(|known| known.location == Location::Path && known.wire == *name);
            if !declared {
                self.undeclared(name, operation);
                parameters.push(undeclared(name, &operation.path_place));
            }
        }
        parameters.sort_by_key(|parameter| {
            let position = template.iter().position(|name| *name == parameter.wire);
            match parameter.location {
                Location::Path => (Location::Path, position),
                other => (other, None),
            }
        });
        parameters
    }

    /// A parameter by itself; `None` for one that is ignored.
    pub(super) fn parameter(&mut self, id: &str, node: &Node<oa::Parameter>) -> Option<Parameter> {
        let data = node.value.parameter_data_ref();
        let (location, style, allow_reserved) = place_and_style(&node.value);
        if location == Location::Header && !self.is_header(node, &data.name) {
            return None;
        }
        if location == Location::Path && !data.required {
            self.diagnostics
                .note(
                    Code::OptionalPathParameter,
                    &node.place,
                    format!("the path parameter `{}` is not `required`", data.name),
                )
                .effect("it is required all the same: there is no path without it")
                .help("add `required: true`");
        }
        let required = location == Location::Path || data.required;
        let (link, json) = match &data.format {
            oa::ParameterSchemaOrContent::Schema(schema) => {
                (Some(self.resolved.link(schema)), false)
            }
            oa::ParameterSchemaOrContent::Content(content) => {
                let written = self.written(content);
                if let Written::Unknown(media_type) = &written {
                    self.unknown_form(&node.place, media_type);
                }
                written.schema()
            }
        };
        let name = TypeName::OperationPart {
            operation: id.to_owned(),
            part: data.name.clone(),
        };
        let ty = match &link {
            // In no style is there a text for `null`.
            Some(link) if !json => self.used(link, &name).ty,
            Some(link) => self.used(link, &name).standalone(),
            None if json => Type::Any,
            None => Type::String,
        };
        let schema = link
            .as_ref()
            .and_then(|link| self.resolved.schema(&link.pointer));
        let constraints = schema.map(|schema| Facets::of(self.resolved, &schema.value).constraints);
        let constraints = constraints.unwrap_or_default();
        let schema = schema.map(|schema| &schema.value.schema_data);
        let default = schema.and_then(|schema| schema.default.clone());
        let schema_doc = schema.and_then(|schema| schema.description.as_deref());
        let may_be_empty = matches!(
            node.value,
            oa::Parameter::Query {
                allow_empty_value: Some(true),
                ..
            }
        );
        if may_be_empty && !has_empty_text(&ty) {
            let place = node.place.child("allowEmptyValue");
            self.omissions.add(Omission::EmptyValue, place);
        }
        // An argument is never printed, so only what the runtime has to know is left of it.
        let is_hidden = matches!(ty, Type::Secret | Type::Sensitive(_));
        let ty = match ty {
            Type::Sensitive(inner) => *inner,
            ty => ty,
        };
        let explode = data
            .explode
            .unwrap_or(matches!(style, Style::Form | Style::DeepObject));
        let (example, examples) = match &data.format {
            oa::ParameterSchemaOrContent::Content(content) => content
                .first()
                .map(|(_, media)| (&media.example, &media.examples)),
            oa::ParameterSchemaOrContent::Schema(_) => Some((&data.example, &data.examples)),
        }
        .unzip();
        let shown = match (example, examples) {
            (Some(one), Some(several)) => self.example(one.as_ref(), several),
            _ => Example::default(),
        };
        let example = shown.value.or_else(|| schema?.example.clone());
        Some(Parameter {
            wire: data.name.clone(),
            rust_name: extensions::rust_name(&data.extensions),
            origin: Origin(node.place.pointer().to_owned()),
            location,
            style,
            explode,
            allow_reserved,
            json,
            required,
            doc: doc(data.description.as_deref().or(schema_doc)),
            deprecated: data.deprecated.unwrap_or(false),
            sensitive: extensions::sensitive(&data.extensions) || is_hidden,
            default,
            idempotency: self.key_in_parameter(
                &data.name,
                location,
                &node.place,
                &data.extensions,
                (&ty, &constraints),
            ),
            ty,
            constraints,
            example,
            example_doc: shown.doc,
        })
    }

    /// How a parameter or header with `content` is written.
    pub(super) fn written(&self, content: &oa::Content) -> Written {
        let (media_type, media) = content.first().unzip();
        let media_type = media_type.map_or("", String::as_str);
        let essence = body::essence(media_type);
        if body::is_json(&essence) {
            let schema = media.and_then(|media| media.schema.as_ref());
            return Written::Json(schema.map(|schema| self.resolved.link(schema)));
        }
        if essence.starts_with("text/") {
            return Written::Text;
        }
        Written::Unknown(media_type.to_owned())
    }

    fn unknown_form(&mut self, place: &Place, media_type: &str) {
        let message = match media_type {
            "" => "`content` names no media type".to_owned(),
            _ => format!("parameters written as `{media_type}` are not supported"),
        };
        self.diagnostics
            .warning(
                Code::UnsupportedParameterStyle,
                &place.child("content"),
                message,
            )
            .effect("the parameter is text that the caller writes")
            .help("use JSON, or `schema` and `style`, if the API reads them");
    }

    /// Whether a parameter is the `Authorization` header, which OpenAPI ignores, of an operation that
    /// has it from a security scheme.
    fn is_sent_by_security(
        &self,
        node: &Node<oa::Parameter>,
        operation: &ResolvedOperation,
    ) -> bool {
        let data = node.value.parameter_data_ref();
        let is_header = matches!(node.value, oa::Parameter::Header { .. });
        is_header && data.name.eq_ignore_ascii_case("authorization") && self.authorizes(operation)
    }

    /// Whether a header parameter is one that an operation may set.
    fn is_header(&mut self, node: &Node<oa::Parameter>, name: &str) -> bool {
        let ignored = ["accept", "content-type", "authorization"];
        if ignored.contains(&name.to_ascii_lowercase().as_str()) {
            self.diagnostics
                .note(
                    Code::IgnoredHeaderParameter,
                    &node.place,
                    format!("OpenAPI ignores a header parameter named `{name}`"),
                )
                .effect("security and media types decide what is sent");
            return false;
        }
        if is_of_transport(name) || name.eq_ignore_ascii_case("cookie") {
            self.diagnostics
                .warning(
                    Code::IgnoredHeaderParameter,
                    &node.place,
                    format!("`{name}` is set by what sends the request"),
                )
                .effect("the parameter is left out")
                .help("remove it");
            return false;
        }
        if name.is_empty() || !name.bytes().all(is_token) {
            self.diagnostics
                .warning(
                    Code::UnusableHeaderName,
                    &node.place.child("name"),
                    format!("`{name}` cannot be the name of an HTTP header"),
                )
                .effect("the parameter is left out")
                .help("a name is made of letters, digits and any of `!#$%&'*+-.^_`|~`");
            return false;
        }
        true
    }

    fn declared_twice(&mut self, name: &str, place: &Place, first: &Place) {
        self.diagnostics
            .warning(
                Code::DuplicateParameter,
                place,
                format!("the parameter `{name}` is declared twice"),
            )
            .also_at(first, "the first one")
            .effect("the second declaration is left out")
            .help("remove one of them");
    }

    fn undeclared(&mut self, name: &str, operation: &ResolvedOperation) {
        self.diagnostics
            .warning(
                Code::UndeclaredPathParameter,
                &operation.path_place,
                format!(
                    "`{{{name}}}` is in the path, but {} declares no such parameter",
                    operation.method.to_uppercase()
                ),
            )
            .also_at(&operation.place, "the operation")
            .effect("it is taken for a required string")
            .help("declare it under `parameters` with `in: path`");
    }
}

/// Whether an argument of the type can be the empty text.
fn has_empty_text(ty: &Type) -> bool {
    let is_text = matches!(ty, Type::String | Type::Secret);
    match ty.made() {
        Made::Single(_) => is_text,
        Made::Named(_) | Made::Any => true,
        Made::List(inner) | Made::Wrapped(inner) => has_empty_text(inner),
        Made::Bytes | Made::Map(_) | Made::Null => false,
    }
}

/// Whether a header frames a message, says where it goes or is about the connection (RFC 9110, sections
/// 7.2, 7.6.1 and 8.6; RFC 9112, section 6): another value than that of the transport makes another
/// request of the same bytes.
pub(super) fn is_of_transport(name: &str) -> bool {
    const OF_CONNECTIONS: [&str; 9] = [
        "connection",
        "content-length",
        "host",
        "keep-alive",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    ];
    OF_CONNECTIONS.contains(&name.to_ascii_lowercase().as_str())
}

/// The characters of a token (RFC 9110, section 5.6.2).
pub(super) fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

fn undeclared(name: &str, place: &Place) -> Parameter {
    Parameter {
        wire: name.to_owned(),
        rust_name: None,
        origin: Origin(place.pointer().to_owned()),
        location: Location::Path,
        style: Style::Simple,
        explode: false,
        allow_reserved: false,
        json: false,
        required: true,
        ty: Type::String,
        doc: None,
        deprecated: false,
        sensitive: false,
        default: None,
        constraints: Vec::new(),
        example: None,
        example_doc: None,
        idempotency: None,
    }
}

fn place_and_style(parameter: &oa::Parameter) -> (Location, Style, bool) {
    match parameter {
        oa::Parameter::Path { style, .. } => {
            let style = match style {
                oa::PathStyle::Simple => Style::Simple,
                oa::PathStyle::Label => Style::Label,
                oa::PathStyle::Matrix => Style::Matrix,
            };
            (Location::Path, style, false)
        }
        oa::Parameter::Query {
            style,
            allow_reserved,
            ..
        } => {
            let style = match style {
                oa::QueryStyle::Form => Style::Form,
                oa::QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                oa::QueryStyle::PipeDelimited => Style::PipeDelimited,
                oa::QueryStyle::DeepObject => Style::DeepObject,
            };
            (Location::Query, style, *allow_reserved)
        }
        oa::Parameter::Header { .. } => (Location::Header, Style::Simple, false),
        oa::Parameter::Cookie { .. } => (Location::Cookie, Style::Form, false),
    }
}
