//! Facets: one view of a schema, whichever variant of `openapiv3` it came in.

use openapiv3 as oa;
use serde_json::Value;

use crate::model::{Constraint, Pattern};
use crate::resolve::{Link, Resolved};

/// Everything that a schema says of the values it allows.
#[derive(Debug, Default)]
pub(super) struct Facets {
    pub kind: Option<String>,
    pub format: Option<String>,
    pub properties: Vec<(String, Link)>,
    pub required: Vec<String>,
    pub additional: Option<AdditionalFacet>,
    pub items: Option<Link>,
    pub enumeration: Vec<Value>,
    /// Whether the branches of the items are one item each, in their order.
    pub tuple: bool,
    /// Whether the one listed value was a `const`.
    pub constant: bool,
    pub one_of: Vec<Link>,
    pub any_of: Vec<Link>,
    pub all_of: Vec<Link>,
    pub not: bool,
    pub constraints: Vec<Constraint>,
}

/// `additionalProperties`.
#[derive(Debug, Clone)]
pub(super) enum AdditionalFacet {
    Flag(bool),
    Schema(Link),
}

impl Facets {
    /// Whether the schema speaks of objects.
    pub(super) fn is_object(&self) -> bool {
        match self.kind.as_deref() {
            Some(kind) => kind == "object",
            None => !self.properties.is_empty() || self.additional.is_some(),
        }
    }

    /// Whether the schema says nothing but what its `allOf` branches say.
    pub(super) fn adds_nothing(&self) -> bool {
        self.says_only_choices() && self.one_of.is_empty() && self.any_of.is_empty()
    }

    /// Whether the schema says nothing but what its branches of all kinds say.
    pub(super) fn says_only_choices(&self) -> bool {
        self.properties.is_empty()
            && self.required.is_empty()
            && self.additional.is_none()
            && self.items.is_none()
            && self.enumeration.is_empty()
    }

    /// The listed values but for `null`.
    pub(super) fn listed(&self) -> impl Iterator<Item = &Value> {
        self.enumeration.iter().filter(|value| !value.is_null())
    }

    /// Reads a typed schema.
    pub(super) fn of(resolved: &Resolved<'_>, schema: &oa::Schema) -> Self {
        let mut facets = Self::read(resolved, schema);
        let extensions = &schema.schema_data.extensions;
        facets.tuple = extensions.contains_key("x-castiron-tuple");
        facets.constant =
            extensions.contains_key("x-castiron-const") && facets.enumeration.len() == 1;
        let listed: Vec<Value> = facets.listed().cloned().collect();
        // Their lists make no type of its own.
        let is_plain = facets.kind.as_deref() == Some("boolean") && !facets.constant
            || facets.format.as_deref() == Some("decimal");
        if is_plain && !listed.is_empty() {
            facets.constraints.push(Constraint::OneOf(listed));
        }
        facets
    }

    fn read(resolved: &Resolved<'_>, schema: &oa::Schema) -> Self {
        let links = |list: &[oa::ReferenceOr<oa::Schema>]| -> Vec<Link> {
            list.iter().map(|branch| resolved.link(branch)).collect()
        };
        match &schema.schema_kind {
            oa::SchemaKind::Type(oa::Type::String(string)) => Self {
                kind: Some("string".to_owned()),
                format: format(&string.format),
                enumeration: values(&string.enumeration),
                constraints: Constraints::default()
                    .count(Constraint::MinLength, string.min_length)
                    .count(Constraint::MaxLength, string.max_length)
                    .pattern(string.pattern.as_ref())
                    .0,
                ..Self::default()
            },
            oa::SchemaKind::Type(oa::Type::Number(number)) => Self {
                kind: Some("number".to_owned()),
                format: format(&number.format),
                enumeration: values(&number.enumeration).into_iter().map(whole).collect(),
                constraints: Constraints::default()
                    .bound(
                        Constraint::Minimum,
                        number.minimum,
                        number.exclusive_minimum,
                    )
                    .bound(
                        Constraint::Maximum,
                        number.maximum,
                        number.exclusive_maximum,
                    )
                    .multiple(number.multiple_of)
                    .0,
                ..Self::default()
            },
            oa::SchemaKind::Type(oa::Type::Integer(integer)) => Self {
                kind: Some("integer".to_owned()),
                format: format(&integer.format),
                enumeration: values(&integer.enumeration),
                constraints: Constraints::default()
                    .bound(
                        Constraint::Minimum,
                        integer.minimum,
                        integer.exclusive_minimum,
                    )
                    .bound(
                        Constraint::Maximum,
                        integer.maximum,
                        integer.exclusive_maximum,
                    )
                    .multiple(integer.multiple_of)
                    .0,
                ..Self::default()
            },
            oa::SchemaKind::Type(oa::Type::Boolean(boolean)) => Self {
                kind: Some("boolean".to_owned()),
                enumeration: values(&boolean.enumeration),
                ..Self::default()
            },
            oa::SchemaKind::Type(oa::Type::Object(object)) => Self {
                kind: Some("object".to_owned()),
                properties: properties(resolved, &object.properties),
                required: object.required.clone(),
                additional: additional(resolved, object.additional_properties.as_ref()),
                constraints: Constraints::default()
                    .count(Constraint::MinProperties, object.min_properties)
                    .count(Constraint::MaxProperties, object.max_properties)
                    .0,
                ..Self::default()
            },
            oa::SchemaKind::Type(oa::Type::Array(array)) => Self {
                kind: Some("array".to_owned()),
                items: array.items.as_ref().map(|items| resolved.link(items)),
                constraints: Constraints::default()
                    .count(Constraint::MinItems, array.min_items)
                    .count(Constraint::MaxItems, array.max_items)
                    .unique(array.unique_items)
                    .0,
                ..Self::default()
            },
            oa::SchemaKind::OneOf { one_of } => Self {
                one_of: links(one_of),
                ..Self::default()
            },
            oa::SchemaKind::AllOf { all_of } => Self {
                all_of: links(all_of),
                ..Self::default()
            },
            oa::SchemaKind::AnyOf { any_of } => Self {
                any_of: links(any_of),
                ..Self::default()
            },
            oa::SchemaKind::Not { .. } => Self {
                not: true,
                ..Self::default()
            },
            oa::SchemaKind::Any(any) => Self {
                kind: any.typ.clone(),
                format: any.format.clone(),
                properties: properties(resolved, &any.properties),
                required: any.required.clone(),
                additional: additional(resolved, any.additional_properties.as_ref()),
                items: any.items.as_ref().map(|items| resolved.link(items)),
                enumeration: any.enumeration.clone(),
                one_of: links(&any.one_of),
                any_of: links(&any.any_of),
                all_of: links(&any.all_of),
                not: any.not.is_some(),
                constant: false,
                tuple: false,
                constraints: Constraints::default()
                    .count(Constraint::MinLength, any.min_length)
                    .count(Constraint::MaxLength, any.max_length)
                    .pattern(any.pattern.as_ref())
                    .bound(
                        Constraint::Minimum,
                        any.minimum,
                        any.exclusive_minimum.unwrap_or(false),
                    )
                    .bound(
                        Constraint::Maximum,
                        any.maximum,
                        any.exclusive_maximum.unwrap_or(false),
                    )
                    .multiple(any.multiple_of)
                    .count(Constraint::MinItems, any.min_items)
                    .count(Constraint::MaxItems, any.max_items)
                    .unique(any.unique_items.unwrap_or(false))
                    .count(Constraint::MinProperties, any.min_properties)
                    .count(Constraint::MaxProperties, any.max_properties)
                    .0,
            },
        }
    }
}

/// What a schema extends. Families of schemas are asked for this time and again, so nothing else of the
/// schema is read, as [`Facets::of`] would.
pub(super) fn bases(resolved: &Resolved<'_>, schema: &oa::Schema) -> Vec<Link> {
    let bases = match &schema.schema_kind {
        oa::SchemaKind::AllOf { all_of } => all_of,
        oa::SchemaKind::Any(any) => &any.all_of,
        _ => return Vec::new(),
    };
    bases.iter().map(|base| resolved.link(base)).collect()
}

/// The schema of a property that a schema declares itself.
pub(super) fn property(resolved: &Resolved<'_>, schema: &oa::Schema, name: &str) -> Option<Link> {
    let properties = match &schema.schema_kind {
        oa::SchemaKind::Type(oa::Type::Object(object)) => &object.properties,
        oa::SchemaKind::Any(any) => &any.properties,
        _ => return None,
    };
    properties.get(name).map(|link| resolved.link(link))
}

/// The properties that a schema requires itself.
pub(super) fn required(schema: &oa::Schema) -> &[String] {
    match &schema.schema_kind {
        oa::SchemaKind::Type(oa::Type::Object(object)) => &object.required,
        oa::SchemaKind::Any(any) => &any.required,
        _ => &[],
    }
}

/// Collects the limits that a schema states.
#[derive(Default)]
struct Constraints(Vec<Constraint>);

impl Constraints {
    fn count(mut self, make: fn(u64) -> Constraint, count: Option<usize>) -> Self {
        let count = count.and_then(|count| u64::try_from(count).ok());
        self.0.extend(count.map(make));
        self
    }

    fn bound<N: Into<Value>>(
        mut self,
        make: fn(Value, bool) -> Constraint,
        bound: Option<N>,
        exclusive: bool,
    ) -> Self {
        self.0
            .extend(bound.map(|bound| make(whole(bound.into()), exclusive)));
        self
    }

    fn multiple<N: Into<Value>>(mut self, of: Option<N>) -> Self {
        self.0
            .extend(of.map(|of| Constraint::MultipleOf(whole(of.into()))));
        self
    }

    fn pattern(mut self, pattern: Option<&String>) -> Self {
        self.0.extend(
            pattern
                .cloned()
                .map(|text| Constraint::Pattern(Pattern { text, regex: None })),
        );
        self
    }

    fn unique(mut self, unique: bool) -> Self {
        self.0.extend(unique.then_some(Constraint::UniqueItems));
        self
    }
}

/// `openapiv3` keeps the bounds of numbers as `f64`; a bound of `0` is shown as `0`, not `0.0`.
fn whole(bound: Value) -> Value {
    let exact = bound.as_f64().filter(|float| float.fract() == 0.0);
    match exact.map(|float| format!("{float}").parse::<i64>()) {
        Some(Ok(integer)) => integer.into(),
        _ => bound,
    }
}

fn values<T: Clone + Into<Value>>(values: &[Option<T>]) -> Vec<Value> {
    values
        .iter()
        .map(|value| value.clone().map_or(Value::Null, Into::into))
        .collect()
}

fn format<T: std::fmt::Debug + serde::Serialize>(
    format: &oa::VariantOrUnknownOrEmpty<T>,
) -> Option<String> {
    match format {
        // The known formats are unit variants that serialise as OpenAPI spells them.
        oa::VariantOrUnknownOrEmpty::Item(known) => serde_json::to_value(known)
            .ok()
            .and_then(|value| value.as_str().map(str::to_owned)),
        oa::VariantOrUnknownOrEmpty::Unknown(format) => Some(format.clone()),
        oa::VariantOrUnknownOrEmpty::Empty => None,
    }
}

fn properties(
    resolved: &Resolved<'_>,
    properties: &indexmap::IndexMap<String, oa::ReferenceOr<Box<oa::Schema>>>,
) -> Vec<(String, Link)> {
    properties
        .iter()
        .map(|(name, schema)| (name.clone(), resolved.link(schema)))
        .collect()
}

fn additional(
    resolved: &Resolved<'_>,
    additional: Option<&oa::AdditionalProperties>,
) -> Option<AdditionalFacet> {
    Some(match additional? {
        oa::AdditionalProperties::Any(flag) => AdditionalFacet::Flag(*flag),
        oa::AdditionalProperties::Schema(schema) => {
            AdditionalFacet::Schema(resolved.link(schema.as_ref()))
        }
    })
}
