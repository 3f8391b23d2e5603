//! The model: what a spec says, as data that knows HTTP and JSON but neither OpenAPI nor Rust.
//!
//! Everything carries its wire name and its origin; nothing here has a Rust name of its own
//! making. `rust_name` fields hold what the author asked for with `x-rust-name`.

mod body;
mod callback;
mod constraint;
mod csv;
mod enumeration;
mod header;
mod link;
mod operation;
mod pagination;
mod parameter;
mod parts;
mod security;
mod server;
mod structure;
mod types;
mod union;
mod xml;

use serde::Serialize;

pub use body::{Body, Content, Documented, FormField, Framing, Media, StatusPattern};
pub use callback::Callback;
pub use constraint::{Constraint, Pattern};
pub use csv::{Csv, CsvCell};
pub use enumeration::{Enumeration, Others, Values, Variant, VariantValue};
pub use header::Header;
pub use link::{Expression, Follow, Link};
pub use operation::{Group, GroupId, KeyCarrier, Method, OnRepeat, Operation, OperationId};
pub use pagination::{PageStyle, Pagination, Step};
pub use parameter::{Location, Parameter, Style};
pub use parts::{Made, Scalar, leading_to, reach};
pub use security::{SchemeId, SecurityKind, SecurityScheme, TokenFlow};
pub use server::{Server, ServerVariable};
pub use structure::{Additional, Field, Part, PartContent, PartHeader, Presence, Structure};
pub use types::{
    Base64Form, DecimalForm, IntegerKind, TimestampForm, TupleItem, Type, TypeDef, TypeId,
    TypeName, TypeShape, Value,
};
pub use union::{Dispatch, JsonKind, Tagged, Test, Union};
pub use xml::{Xml, XmlElement, XmlName, XmlProperty, XmlShape};

/// One API: everything that castiron understood of one spec.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Api {
    /// The module's and feature's name, as the configuration gives it.
    pub name: String,
    /// The spec's file, as it is shown in diagnostics.
    pub source: String,
    /// `info.title`, one line that is safe to stand in rustdoc.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description`, safe to stand in rustdoc.
    pub doc: Option<Doc>,
    /// The servers in spec order; the first is the default.
    pub servers: Vec<Server>,
    /// The ways to authenticate, in spec order.
    pub schemes: Vec<SecurityScheme>,
    /// The groups of operations: the spec's tags that are in use.
    pub groups: Vec<Group>,
    /// Every type that an operation or another type uses, and every named schema.
    pub types: Vec<TypeDef>,
    /// The operations in spec order.
    pub operations: Vec<Operation>,
    /// The requests that the API sends, in spec order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub callbacks: Vec<Callback>,
    /// How many operations the document has, also those that could not be read.
    pub declared_operations: usize,
}

impl Api {
    /// The definition that an id stands for.
    ///
    /// Ids are made only by `lower`, for definitions of this very `Api`; `None` is the answer to
    /// an id of another one.
    pub fn find_type(&self, id: TypeId) -> Option<&TypeDef> {
        self.types.get(id.0)
    }

    /// All types with their ids.
    pub fn types(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        self.types
            .iter()
            .enumerate()
            .map(|(index, def)| (TypeId(index), def))
    }

    /// What carries the idempotency key of an operation, and what the API does with one it knows.
    ///
    /// Only POST and PATCH need a key: the other methods are idempotent by themselves, or ask for
    /// nothing to be changed.
    pub fn idempotency<'a>(
        &'a self,
        operation: &'a Operation,
    ) -> Option<(KeyCarrier<'a>, OnRepeat)> {
        if !matches!(operation.method, Method::Post | Method::Patch) {
            return None;
        }
        let parameter = operation
            .parameters
            .iter()
            .find_map(|parameter| Some((KeyCarrier::Parameter(parameter), parameter.idempotency?)));
        parameter.or_else(|| {
            let body = operation.body.as_ref()?.contents.first()?;
            let fields = (body.media == Media::Json).then(|| self.fields(&body.ty))?;
            fields
                .iter()
                .find_map(|field| Some((KeyCarrier::Property(field), field.idempotency?)))
        })
    }

    /// The properties of a structure, behind aliases; none of any other type.
    fn fields(&self, ty: &Type) -> &[Field] {
        let Type::Named(id) = ty else {
            return &[];
        };
        match self.find_type(*id).map(|def| &def.shape) {
            Some(TypeShape::Structure(structure)) => &structure.fields,
            Some(TypeShape::Alias(target)) => self.fields(target),
            Some(TypeShape::Enumeration(_) | TypeShape::Union(_) | TypeShape::Tuple(_)) | None => {
                &[]
            }
        }
    }

    /// All operations with their ids.
    pub fn operations(&self) -> impl Iterator<Item = (OperationId, &Operation)> {
        self.operations
            .iter()
            .enumerate()
            .map(|(index, operation)| (OperationId(index), operation))
    }
}

/// Where in the spec something was declared: a JSON pointer into the document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Origin(pub String);

/// Description text that is safe to stand in rustdoc: Markdown, already rewritten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Doc(pub String);
