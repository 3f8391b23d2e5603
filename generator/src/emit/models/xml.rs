//! XML: the table that says where in a document the properties of a structure are.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::types::{Scope, ty};
use super::{Cx, Imports};
use crate::model::{Structure, Type, TypeId, Xml, XmlElement, XmlName, XmlProperty, XmlShape};

/// The impl of `runtime::xml::Xml`.
pub(super) fn xml(
    cx: &Cx<'_>,
    id: TypeId,
    structure: &Structure,
    xml: &Xml,
    imports: &mut Imports,
) -> TokenStream {
    imports.xml = true;
    let name = &cx.names.of(id).name;
    let root = self::name(&xml.root);
    let fields = structure.fields.iter().zip(&xml.properties);
    let fields = fields.map(|(declared, property)| {
        let wire = &declared.wire;
        let field = field(cx, wire, property);
        let required = declared.presence.is_required();
        let required = required.then(|| quote!(.required()));
        quote!(xml::Field::#field #required)
    });
    let additional = xml.additional.as_ref().map(|values| {
        let values = shape(cx, values);
        quote!(.additional(#values))
    });
    quote! {
        impl xml::Xml for #name {
            fn structure() -> &'static xml::Structure {
                static STRUCTURE: xml::Structure = xml::Structure::new(
                    #root,
                    &[#(#fields),*],
                )#additional;
                &STRUCTURE
            }
        }
    }
}

fn field(cx: &Cx<'_>, wire: &str, property: &XmlProperty) -> TokenStream {
    match property {
        XmlProperty::Text(value) => {
            let shape = shape(cx, value);
            quote!(text(#wire, #shape))
        }
        XmlProperty::Attribute(element) => {
            let (name, shape) = parts(cx, element);
            quote!(attribute(#wire, #name, #shape))
        }
        XmlProperty::Element(element) => {
            let (name, shape) = parts(cx, element);
            quote!(element(#wire, #name, #shape))
        }
        XmlProperty::Items(element) => {
            let (name, shape) = parts(cx, element);
            quote!(items(#wire, #name, #shape))
        }
    }
}

fn parts(cx: &Cx<'_>, element: &XmlElement) -> (TokenStream, TokenStream) {
    (name(&element.name), shape(cx, &element.shape))
}

fn name(name: &XmlName) -> TokenStream {
    let XmlName {
        local,
        prefix,
        namespace,
    } = name;
    let prefix = prefix.as_ref().map(|prefix| quote!(.prefix(#prefix)));
    let namespace = namespace
        .as_ref()
        .map(|namespace| quote!(.namespace(#namespace)));
    quote!(xml::Name::new(#local)#prefix #namespace)
}

fn shape(cx: &Cx<'_>, shape: &XmlShape) -> TokenStream {
    match shape {
        XmlShape::Text => quote!(xml::Shape::Text),
        XmlShape::Number => quote!(xml::Shape::Number),
        XmlShape::Boolean => quote!(xml::Shape::Boolean),
        XmlShape::Structure(id) => {
            let ty = ty(cx, Scope::Models, &Type::Named(*id));
            quote!(xml::Shape::of::<#ty>())
        }
        XmlShape::List(item) => {
            let (name, shape) = parts(cx, item);
            quote!(xml::Shape::List(&xml::Element::new(#name, #shape)))
        }
        XmlShape::Map(values) => {
            let values = self::shape(cx, values);
            quote!(xml::Shape::Map(&#values))
        }
    }
}
