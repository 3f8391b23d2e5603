//! Styles: whether every value of a parameter has a form in the style of the parameter.

use std::collections::{BTreeMap, BTreeSet};

use super::Lowering;
use crate::diagnostics::Code;
use crate::model::{
    Callback, Content, Header, Made, Media, Operation, Style, Type, TypeId, TypeShape,
};

/// What a value is where only text can go.
pub(super) enum Kind<'a> {
    Text,
    List(&'a Type),
    /// The properties that the spec names.
    Object(Vec<(&'a str, &'a Type)>),
    /// Anything, which is for the runtime to see.
    Unknown,
}

impl Lowering<'_, '_, '_> {
    /// Warns of parameters and headers with values that OpenAPI gives no form to.
    pub(super) fn check_styles(
        &mut self,
        operations: &mut [Operation],
        callbacks: &mut [Callback],
    ) {
        self.check_parameters(operations);
        let of_answers = operations.iter_mut().flat_map(|known| &mut known.headers);
        let brought = callbacks.iter_mut().flat_map(|known| &mut known.headers);
        self.check_headers(of_answers.chain(brought));
        self.check_part_headers();
    }

    fn check_parameters(&mut self, operations: &[Operation]) {
        let mut seen = BTreeSet::new();
        for operation in operations {
            let styled = operation.parameters.iter().filter(|known| !known.json);
            // Several operations may share a declaration.
            for parameter in styled.filter(|known| seen.insert(&known.origin.0)) {
                let Some(part) = self.formless(&parameter.ty, parameter.style, parameter.explode)
                else {
                    continue;
                };
                let place = self.resolved.place(&parameter.origin.0);
                self.diagnostics
                    .warning(
                        Code::UnsupportedParameterStyle,
                        &place,
                        format!(
                            "{part} of `{}` is a list or an object, for which this style has no form",
                            parameter.wire
                        ),
                    )
                    .effect("a call that sets it fails before anything is sent")
                    .help("use `content: { application/json: … }` if the API reads JSON");
            }
            let contents = operation.body.iter().flat_map(|body| &body.contents);
            for form in contents.filter(|content| content.media == Media::Form) {
                self.check_form(operation, form);
            }
        }
    }

    fn check_headers<'h>(&mut self, headers: impl Iterator<Item = &'h mut Header>) {
        let mut seen = BTreeSet::new();
        for header in headers.filter(|header| !header.json) {
            let Some(part) = self.formless(&header.ty, Style::Simple, header.explode) else {
                continue;
            };
            header.ty = Type::String;
            if !seen.insert(header.origin.0.clone()) {
                continue;
            }
            let place = self.resolved.place(&header.origin.0);
            self.diagnostics
                .warning(
                    Code::UnsupportedParameterStyle,
                    &place,
                    format!(
                        "{part} of `{}` is a list or an object, for which headers have no form",
                        header.wire
                    ),
                )
                .effect("the header is read as text")
                .help("use `content: { application/json: … }` if the API writes JSON");
        }
    }

    fn check_part_headers(&mut self) {
        // Several parts may share a declaration.
        let mut found = BTreeMap::new();
        for def in &self.types {
            let TypeShape::Structure(structure) = &def.shape else {
                continue;
            };
            // What the part holds stands before its headers.
            let fields = structure.fields.iter().skip(1);
            let headers = fields.zip(structure.headers.iter().flatten());
            for (field, header) in headers.filter(|(_, header)| !header.json) {
                if let Some(part) = self.formless(&field.ty, Style::Simple, header.explode) {
                    found.insert(&field.origin.0, format!("{part} of `{}`", field.wire));
                }
            }
        }
        for (pointer, part) in found {
            self.diagnostics
                .warning(
                    Code::UnsupportedParameterStyle,
                    &self.resolved.place(pointer),
                    format!("{part} is a list or an object, for which headers have no form"),
                )
                .effect("a call that sets it fails before anything is sent")
                .help("use `content: { application/json: … }` if the API reads JSON");
        }
    }

    /// Warns of properties of a form with values that have no form.
    fn check_form(&mut self, operation: &Operation, form: &Content) {
        let Kind::Object(properties) = self.kind_of(&form.ty) else {
            return;
        };
        let formless = properties.into_iter().find_map(|(wire, ty)| {
            let part = match form.fields.iter().find(|field| field.wire == wire) {
                Some(field) => self.formless(ty, field.style, field.explode)?,
                None => match self.kind_of(ty) {
                    Kind::Object(_) => "the value".to_owned(),
                    _ => self.formless(ty, Style::Form, true)?,
                },
            };
            Some(format!("{part} of `{wire}`"))
        });
        let Some(part) = formless else {
            return;
        };
        let place = self
            .resolved
            .place(&operation.origin.0)
            .child("requestBody");
        self.diagnostics
            .warning(
                Code::UnsupportedParameterStyle,
                &place,
                format!("{part} is a list or an object, and a form of pairs has no place for it"),
            )
            .effect("a call that sets it fails before anything is sent")
            .help("give the property a `style` under `encoding`, such as `deepObject`");
    }

    /// The first part of a value that has no form in a style.
    fn formless(&self, ty: &Type, style: Style, explode: bool) -> Option<String> {
        match self.kind_of(ty) {
            Kind::Text | Kind::Unknown => None,
            Kind::List(item) => self.is_compound(item).then(|| "an item".to_owned()),
            Kind::Object(properties) if style == Style::DeepObject => {
                self.formless_below(&properties)
            }
            Kind::Object(properties) => {
                let spread = style == Style::Form && explode;
                let formless = |ty: &Type| match self.kind_of(ty) {
                    // The items of a list are pairs of their own, like all properties.
                    Kind::List(item) if spread => self.is_compound(item),
                    Kind::List(_) | Kind::Object(_) => true,
                    Kind::Text | Kind::Unknown => false,
                };
                let mut properties = properties.into_iter();
                let found = properties.find(|(_, ty)| formless(ty));
                found.map(|(name, _)| format!("the property `{name}`"))
            }
        }
    }

    /// The first list in a deep object that holds something other than text.
    fn formless_below(&self, properties: &[(&str, &Type)]) -> Option<String> {
        let mut pending: Vec<(String, &Type)> = named("", properties);
        let mut seen = BTreeSet::new();
        while let Some((name, ty)) = pending.pop() {
            match self.kind_of(ty) {
                Kind::Text | Kind::Unknown => {}
                Kind::List(item) if self.is_compound(item) => {
                    return Some(format!("an item of the property `{name}`"));
                }
                Kind::List(_) => {}
                Kind::Object(properties) => {
                    if self.definition(ty).is_none_or(|id| seen.insert(id)) {
                        pending.extend(named(&format!("{name}."), &properties));
                    }
                }
            }
        }
        None
    }

    fn is_compound(&self, ty: &Type) -> bool {
        matches!(self.kind_of(ty), Kind::List(_) | Kind::Object(_))
    }

    /// What a value of a type is where only text can go.
    pub(super) fn kind_of<'a>(&'a self, ty: &'a Type) -> Kind<'a> {
        match ty.made() {
            Made::Single(_) | Made::Bytes => Kind::Text,
            Made::List(item) => Kind::List(item),
            Made::Map(_) => Kind::Object(Vec::new()),
            Made::Wrapped(inner) => self.kind_of(inner),
            Made::Named(id) => match self.types.get(id.0).map(|def| &def.shape) {
                Some(TypeShape::Structure(structure)) => {
                    let fields = structure.fields.iter();
                    Kind::Object(fields.map(|field| (&*field.wire, &field.ty)).collect())
                }
                Some(TypeShape::Alias(target)) => self.kind_of(target),
                Some(TypeShape::Enumeration(_)) => Kind::Text,
                Some(TypeShape::Union(_) | TypeShape::Tuple(_)) | None => Kind::Unknown,
            },
            Made::Null | Made::Any => Kind::Unknown,
        }
    }

    /// The definition that a type stands for.
    fn definition(&self, ty: &Type) -> Option<TypeId> {
        match ty {
            Type::Named(id) => Some(*id),
            Type::Nullable(inner) | Type::Sensitive(inner) => self.definition(inner),
            _ => None,
        }
    }
}

fn named<'a>(before: &str, properties: &[(&'a str, &'a Type)]) -> Vec<(String, &'a Type)> {
    let properties = properties.iter().rev();
    properties
        .map(|(name, ty)| (format!("{before}{name}"), *ty))
        .collect()
}
