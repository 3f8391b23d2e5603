//! The names of callbacks, each of which has a module of its own.

use proc_macro2::Ident;

use super::operations::Part;
use super::scope::{Claim, Kind, assign};
use super::{CallbackNames, Naming};
use crate::model::{Callback, Content};

impl Naming<'_, '_> {
    pub(super) fn callbacks(&mut self) -> Vec<CallbackNames> {
        let api = self.api;
        let claims: Vec<Claim> = api
            .callbacks
            .iter()
            .map(|callback| {
                let wire = callback.id.replace(['{', '}'], " ");
                self.claim(&wire, callback.rust_name.as_ref(), &callback.origin.0)
            })
            .collect();
        let modules = assign(
            Kind::Module,
            "the callbacks",
            &["mod", "callbacks"],
            &claims,
            self.diagnostics,
        );
        api.callbacks
            .iter()
            .zip(modules)
            .map(|(callback, module)| self.callback(callback, module))
            .collect()
    }

    fn callback(&mut self, callback: &Callback, module: Ident) -> CallbackNames {
        let headers = callback.headers.iter().map(|header| Part {
            wire: &header.wire,
            rust_name: header.rust_name.as_ref(),
            statuses: &[],
            origin: &header.origin,
        });
        let headers = self.parts(&format!("the headers of `{}`", callback.id), headers);
        let query = callback.query.iter().map(|parameter| Part {
            wire: &parameter.wire,
            rust_name: parameter.rust_name.as_ref(),
            statuses: &[],
            origin: &parameter.origin,
        });
        let query = self.parts(&format!("the query of `{}`", callback.id), query);
        let body = callback.body.iter();
        let contents: Vec<&Content> = body.flat_map(|body| &body.contents).collect();
        let origin = &callback.origin;
        let media = self.media(Kind::Variant, &callback.id, origin, &contents);
        CallbackNames {
            module,
            headers,
            query,
            media,
        }
    }
}
