//! Bodies: the media types of requests and responses, and the types of their values.

use indexmap::IndexMap;
use openapiv3 as oa;

use super::example::Example;
use super::facets::Facets;
use super::{Lowering, doc, framing, multipart, parameter};
use crate::diagnostics::{Code, Place};
use crate::model::{Body, Content, Documented, Framing, Media, StatusPattern, Type, TypeName};
use crate::resolve::{Link, Node, ResolvedOperation, ResolvedResponse};

impl Lowering<'_, '_, '_> {
    /// The body of a request; `None` if no media type is declared.
    pub(super) fn request_body(&mut self, id: &str, node: &Node<oa::RequestBody>) -> Option<Body> {
        self.body(id, "Request", node)
    }

    fn body(&mut self, id: &str, part: &str, node: &Node<oa::RequestBody>) -> Option<Body> {
        let contents = self.contents(id, part, &node.place, &node.value.content);
        (!contents.is_empty()).then(|| Body {
            required: node.value.required,
            doc: doc(node.value.description.as_deref()),
            contents,
        })
    }

    /// The body that a callback brings; `None` if no media type is declared.
    pub(super) fn body_of_callback(
        &mut self,
        id: &str,
        node: &Node<oa::RequestBody>,
    ) -> Option<Body> {
        self.body(id, "Payload", node)
    }

    /// The documented responses in the order in which they are tried.
    pub(super) fn responses(&mut self, id: &str, operation: &ResolvedOperation) -> Vec<Documented> {
        let mut responses = Vec::new();
        // `default` is for failures, unless nothing else is there for successes.
        let statuses = || {
            operation
                .responses
                .iter()
                .filter_map(|(key, _)| status(key))
        };
        let has_success = statuses().any(StatusPattern::is_success);
        for (key, ResolvedResponse { node, .. }) in &operation.responses {
            let Some(status) = status(key) else {
                self.diagnostics
                    .warning(
                        Code::UnusableStatus,
                        &operation.place.child("responses").child(key),
                        format!("`{key}` is not a status"),
                    )
                    .effect("the response is left out")
                    .help("use a code such as `404`, a range such as `4XX`, or `default`");
                continue;
            };
            let is_success =
                status.is_success() || (status == StatusPattern::Default && !has_success);
            if responses
                .iter()
                .any(|known: &Documented| known.status == status)
            {
                self.diagnostics
                    .warning(
                        Code::UnusableStatus,
                        &operation.place.child("responses").child(key),
                        format!("`{status}` has a response already"),
                    )
                    .effect("this one is left out")
                    .help("remove it");
                continue;
            }
            let part = if is_success { "Response" } else { "Error" };
            responses.push(Documented {
                status,
                doc: doc(Some(&node.value.description)),
                contents: self.contents(id, part, &node.place, &node.value.content),
            });
        }
        responses.sort_by_key(|response| response.status);
        self.check_streams(operation, &mut responses);
        responses
    }

    /// Whether a schema is `type: string, format: binary`.
    pub(super) fn is_binary(&self, link: Option<&Link>) -> bool {
        let node = link.and_then(|link| self.resolved.schema(&link.pointer));
        let format = node.and_then(|node| Facets::of(self.resolved, &node.value).format);
        format.as_deref() == Some("binary")
    }

    /// Whether a schema is that of a text, number or boolean, itself or by a `$ref`.
    fn is_scalar(&self, link: Option<&Link>) -> bool {
        let facets = link.and_then(|link| self.behind(&link.pointer));
        let kind = facets.and_then(|facets| facets.kind);
        matches!(
            kind.as_deref(),
            Some("string" | "number" | "integer" | "boolean")
        )
    }

    /// The representations of a body, JSON first.
    fn contents(
        &mut self,
        id: &str,
        part: &str,
        place: &Place,
        content: &IndexMap<String, oa::MediaType>,
    ) -> Vec<Content> {
        let place = place.child("content");
        let mut contents: Vec<Content> = Vec::new();
        for (media_type, value) in content {
            if is_media_type(media_type) {
                contents.push(self.content(id, part, &place, media_type, value));
            } else {
                self.diagnostics
                    .warning(
                        Code::UnsupportedMediaType,
                        &place.child(media_type).key(),
                        format!("`{media_type}` is not a media type"),
                    )
                    .effect("this form of the body is left out")
                    .help("write `type/subtype`, such as `application/json`");
            }
        }
        contents.sort_by_key(|content| content.media);
        contents
    }

    fn unsupported(&mut self, media_type: &str, place: &Place) {
        let essence = essence(media_type);
        let is_text = essence.starts_with("text/") && essence != "text/csv" && !is_xml(&essence);
        let (fact, help) = if is_text {
            (
                format!("`{media_type}` has no form for values that are not text"),
                format!("give it a schema of `type: string`, or leave `{media_type}` out"),
            )
        } else {
            (
                format!("bodies of type `{media_type}` are not supported yet"),
                "JSON, forms, text and bytes are supported; XML of objects with properties, CSV of lists of \
                 them, and `multipart/form-data` of such objects in requests"
                    .to_owned(),
            )
        };
        self.diagnostics
            .warning(Code::UnsupportedMediaType, place, fact)
            .effect("in this form, the body is raw bytes that the caller writes or reads")
            .help(help);
    }

    fn content(
        &mut self,
        id: &str,
        part: &str,
        place: &Place,
        media_type: &str,
        value: &oa::MediaType,
    ) -> Content {
        let place = place.child(media_type);
        let link = value
            .schema
            .as_ref()
            .map(|schema| self.resolved.link(schema));
        if let Some(form) = self.multipart(id, part, &place, media_type, value) {
            return form;
        }
        let is_request = part == "Request";
        let framing = self.framing(part, media_type, link.as_ref());
        let (link, part) = match framing {
            Some(framing) => (self.item(link), framing::part(framing, part)),
            None => (link, part),
        };
        let ty = match &link {
            Some(link) => self
                .used(
                    link,
                    &TypeName::OperationPart {
                        operation: id.to_owned(),
                        part: part.to_owned(),
                    },
                )
                .standalone(),
            None => Type::Any,
        };
        let sensitive = self.is_sensitive_body(link.as_ref(), &ty);
        let ty = if self.is_binary(link.as_ref()) {
            Type::Binary
        } else {
            ty
        };
        let known = match framing {
            Some(framing) => Some(framing::media(framing, &ty)),
            None => media(media_type, &ty, self.is_scalar(link.as_ref())),
        };
        let (media, ty) = match known {
            // Whoever sends it says which text it is.
            Some(Media::Text) if is_request && media_type.contains('*') => {
                (Media::Bytes, Type::Binary)
            }
            Some(Media::Text) => (Media::Text, Type::String),
            Some(Media::Bytes) => (Media::Bytes, Type::Binary),
            // All items of a request are given at once.
            Some(media) if is_request && framing.is_some() => (media, Type::List(Box::new(ty))),
            Some(media) => (media, ty),
            None => {
                self.unsupported(media_type, &place);
                (Media::Bytes, Type::Binary)
            }
        };
        let Example { value, doc } = self.example(value.example.as_ref(), &value.examples);
        let example = value.or_else(|| {
            let node = self.resolved.schema(&link.as_ref()?.pointer)?;
            node.value.schema_data.example.clone()
        });
        // A range says that any JSON type will do; a body has to have one.
        let media_type = match (media, media_type.contains('*')) {
            (Media::Json, true) => "application/json",
            (Media::Xml, true) => "application/xml",
            _ => media_type,
        };
        let fields = self.form_fields(&place, media);
        Content {
            media_type: media_type.to_owned(),
            media,
            ty,
            framing,
            fields,
            sensitive,
            example,
            example_doc: doc,
        }
    }
}

impl Lowering<'_, '_, '_> {
    /// A request body that is a form of parts; `None` if it is none, or one without properties.
    fn multipart(
        &mut self,
        id: &str,
        part: &str,
        place: &Place,
        media_type: &str,
        value: &oa::MediaType,
    ) -> Option<Content> {
        let is_form = part == "Request" && essence(media_type) == multipart::FORM;
        let schema = value.schema.as_ref().filter(|_| is_form)?;
        let link = self.resolved.link(schema);
        let ty = self.form(id, place, &link, &value.encoding)?;
        let example = self.example(value.example.as_ref(), &value.examples);
        Some(Content {
            framing: None,
            fields: Vec::new(),
            media_type: media_type.to_owned(),
            media: Media::Multipart,
            sensitive: self.is_sensitive_body(Some(&link), &ty),
            ty,
            example: example.value,
            example_doc: example.doc,
        })
    }
}

/// Whether a text is a media type, as far as a header can carry it (RFC 9110, section 8.3.1).
fn is_media_type(text: &str) -> bool {
    let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
    let token = |part: &str| !part.is_empty() && part.bytes().all(parameter::is_token);
    essence
        .trim()
        .split_once('/')
        .is_some_and(|(kind, subtype)| token(kind) && token(subtype))
        && parameters
            .bytes()
            .all(|byte| byte == b' ' || byte.is_ascii_graphic())
}

/// A media type without its parameters.
pub(super) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

pub(super) fn is_json(essence: &str) -> bool {
    matches!(essence, "application/json" | "text/json") || essence.ends_with("+json")
}

/// How a media type is written and read, of a value that `is_scalar` or not; `None` if castiron does
/// not know.
fn media(media_type: &str, ty: &Type, is_scalar: bool) -> Option<Media> {
    let essence = essence(media_type);
    if *ty == Type::Binary || essence == "application/octet-stream" {
        return Some(Media::Bytes);
    }
    if is_json(&essence) || essence == "*/*" || essence == "application/*" {
        return Some(Media::Json);
    }
    if essence == "application/x-www-form-urlencoded" {
        return Some(Media::Form);
    }
    let is_text = essence.starts_with("text/");
    let is_lines = matches!(
        framing::framing(&essence),
        Some(Framing::Lines | Framing::Records)
    );
    if is_text && *ty == Type::Any || (is_text || is_lines) && is_scalar {
        return Some(Media::Text);
    }
    // Whether CSV and XML have a form for it is known when all types are.
    if essence == "text/csv" && *ty != Type::Any {
        return Some(Media::Csv);
    }
    (is_xml(&essence) && matches!(ty, Type::Named(_))).then_some(Media::Xml)
}

fn is_xml(essence: &str) -> bool {
    matches!(essence, "application/xml" | "text/xml") || essence.ends_with("+xml")
}

/// The statuses that a response's key means.
pub(super) fn status(key: &str) -> Option<StatusPattern> {
    if key == "default" {
        return Some(StatusPattern::Default);
    }
    if let Some(class) = key.strip_suffix("XX").or_else(|| key.strip_suffix("xx")) {
        let class: u8 = class.parse().ok()?;
        return (1..=5)
            .contains(&class)
            .then_some(StatusPattern::Range(class));
    }
    let code: u16 = key.parse().ok()?;
    (100..=599)
        .contains(&code)
        .then_some(StatusPattern::Exact(code))
}

/// The representations of each body of a request and its answers.
pub(super) fn bodies<'c>(
    body: &'c mut Option<Body>,
    responses: &'c mut [Documented],
) -> impl Iterator<Item = &'c mut Vec<Content>> {
    let request = body.iter_mut().map(|body| &mut body.contents);
    request.chain(responses.iter_mut().map(|response| &mut response.contents))
}
