//! The names of definitions: types, their files, fields, variants and branches.

use proc_macro2::Ident;

use super::scope::{Claim, Kind, assign};
use super::{Naming, TypeNames, local};
use crate::diagnostics::Code;
use crate::model::{
    Additional, Enumeration, Structure, TypeDef, TypeName, TypeShape, Union, VariantValue,
};

impl Naming<'_, '_> {
    pub(super) fn types(&mut self) -> Vec<TypeNames> {
        let api = self.api;
        let claims: Vec<Claim> = api
            .types
            .iter()
            .map(|def| Claim {
                wire: unhiding(def, self.type_wire(def)),
                wish: def.rust_name.clone().map(|wish| unhiding(def, wish)),
                place: self.place(&def.origin.0),
                invented: !matches!(def.name, TypeName::Schema(_)),
            })
            .collect();
        let names = assign(Kind::Type, "`models`", &["Self"], &claims, self.diagnostics);
        // A file is called after its type, which settles collisions once for both.
        let module_claims: Vec<Claim> = names
            .iter()
            .zip(&claims)
            .map(|(name, claim)| Claim {
                wire: name.to_string(),
                wish: None,
                place: claim.place.clone(),
                invented: true,
            })
            .collect();
        let modules = assign(
            Kind::Module,
            "the files of `models`",
            &["mod", "models"],
            &module_claims,
            self.diagnostics,
        );
        api.types
            .iter()
            .zip(names.into_iter().zip(modules))
            .map(|(def, (name, module))| {
                let members = self.members(&name, def);
                let additional = local("additional_properties", &members);
                TypeNames {
                    name,
                    module,
                    members,
                    additional,
                }
            })
            .collect()
    }

    /// The wire name of a definition: for a part, that of its owner and its own.
    fn type_wire(&self, def: &TypeDef) -> String {
        match &def.name {
            TypeName::Schema(key) => key.clone(),
            TypeName::OperationPart { operation, part } => {
                format!("{} {part}", operation.replace(['{', '}'], " "))
            }
            TypeName::Part { owner, part } => match self.api.find_type(*owner) {
                Some(owner) if owner.name != def.name => {
                    let owner = owner
                        .rust_name
                        .clone()
                        .unwrap_or_else(|| self.type_wire(owner));
                    format!("{owner} {part}")
                }
                _ => part.clone(),
            },
        }
    }

    fn members(&mut self, owner: &Ident, def: &TypeDef) -> Vec<Ident> {
        match &def.shape {
            TypeShape::Alias(_) | TypeShape::Tuple(_) => Vec::new(),
            TypeShape::Structure(structure) => self.fields(owner, structure),
            TypeShape::Enumeration(list) => self.variants(owner, def, list),
            TypeShape::Union(union) => self.branches(owner, union),
        }
    }

    fn fields(&mut self, owner: &Ident, structure: &Structure) -> Vec<Ident> {
        let claims: Vec<Claim> = structure
            .fields
            .iter()
            .map(|field| self.claim(&field.wire, field.rust_name.as_ref(), &field.origin.0))
            .collect();
        // A setter must not hide the `clone` of `Clone`.
        let reserved: &[&str] = match structure.additional {
            Additional::Kept(_) => &["additional_property", "clone", "new"],
            Additional::Ignored | Additional::Denied => &["clone", "new"],
        };
        assign(
            Kind::Field,
            &format!("the fields of `{owner}`"),
            reserved,
            &claims,
            self.diagnostics,
        )
    }

    fn variants(&mut self, owner: &Ident, def: &TypeDef, list: &Enumeration) -> Vec<Ident> {
        let claims: Vec<Claim> = list
            .variants
            .iter()
            .map(|variant| {
                let wire = match &variant.value {
                    VariantValue::String(text) => text.clone(),
                    // `4.25` and `42.5` must not become one word.
                    VariantValue::Number(text) => text.replace('.', " point "),
                    VariantValue::Integer(_) | VariantValue::Boolean(_) => variant.value.json(),
                };
                self.claim(&wire, variant.rust_name.as_ref(), &variant.origin.0)
            })
            .collect();
        let derived = |claim: &Claim| claim.wish == Some(Kind::Variant.derive(&claim.wire));
        if let Some(first) = claims.first()
            && claims.iter().all(derived)
        {
            let place = self.place(&def.origin.0).child("x-enum-varnames");
            self.diagnostics
                .warning(
                    Code::UselessName,
                    &place,
                    format!("all names, from `{}` on, are the derived ones", first.wire),
                )
                .effect("none")
                .help("remove the list");
        }
        assign(
            Kind::Variant,
            &format!("the variants of `{owner}`"),
            &["Self", "Unknown"],
            &claims,
            self.diagnostics,
        )
    }

    fn branches(&mut self, owner: &Ident, union: &Union) -> Vec<Ident> {
        let claims: Vec<Claim> = union
            .branches
            .iter()
            .map(|branch| {
                let mut claim =
                    self.claim(&branch.label, branch.rust_name.as_ref(), &branch.origin.0);
                // Branches of one kind have the same label unless the author titled them.
                claim.invented = true;
                claim
            })
            .collect();
        assign(
            Kind::Variant,
            &format!("the variants of `{owner}`"),
            &["Self", "Unknown"],
            &claims,
            self.diagnostics,
        )
    }
}

/// The name of a definition, but none by which the constructor of a tuple would hide what emitted code
/// uses.
fn unhiding(def: &TypeDef, name: String) -> String {
    let is_tuple = matches!(def.shape, TypeShape::Tuple(_));
    match Kind::Type.derive(&name).as_str() {
        "Err" | "None" | "Ok" | "Some" if is_tuple => format!("{name}Type"),
        _ => name,
    }
}
