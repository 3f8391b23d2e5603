//! The mock of an API: a fake for the tests of those who use its client.

mod body;
mod reply;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Text, code};
use super::operations::mentions;
use super::tree::Contents;
use super::{Cx, rust};
use crate::model::{Operation, OperationId, SchemeId};

/// `<api>/mock.rs`
pub(super) fn mock(cx: &Cx<'_>) -> Contents {
    let title = &cx.api.title;
    let doc = format!(" A fake of {title} for tests.");
    let constants = cx.api.operations().map(|(id, op)| constant(cx, id, op));
    let client = &cx.names.client;
    let schemes = (0..cx.api.schemes.len()).map(|index| {
        let constant = &cx.names.scheme(SchemeId(index)).constant;
        quote!(&#client::#constant)
    });
    let methods = cx.api.operations().map(|(id, op)| method(cx, id, op));
    let encoders = cx
        .api
        .operations()
        .map(|(id, op)| reply::encoders(cx, id, op));
    let encoders: TokenStream = encoders.collect();
    let mock_doc = mock_doc(cx).attributes();
    let code = quote! {
        #mock_doc
        #[derive(Debug, Clone)]
        pub struct Mock {
            script: runtime::mock::Script,
        }

        impl Mock {
            #[doc = " A mock that has no answers yet."]
            pub fn new() -> Self {
                Self { script: runtime::mock::Script::new(OPERATIONS) }
            }

            #[doc = " All requests that were made, one for each attempt."]
            pub fn requests(&self) -> Vec<runtime::mock::Request> {
                self.script.requests()
            }

            #[doc = " A client that sends each request once, with made-up credentials."]
            pub fn client(&self) -> #client::Client {
                #client::Client { core: self.script.core(&[#(#schemes),*]) }
            }

            #[doc = " Begins a client of other settings; it repeats requests, and needs credentials."]
            pub fn builder(&self) -> #client::ClientBuilder {
                let builder = #client::Client::builder().base_url(runtime::mock::BASE_URL);
                builder.transport(self.script.clone())
            }

            #(#methods)*
        }

        impl Default for Mock {
            fn default() -> Self {
                Self::new()
            }
        }

        static OPERATIONS: &[&runtime::Operation] = &[#(&#constants),*];

        #encoders
    };
    let models = mentions(&code, "models").then(|| {
        quote!(
            use super::models;
        )
    });
    rust(
        cx,
        quote! {
            #![doc = #doc]

            use super::#client;
            #models
            use super::operations;
            use crate::runtime;

            #code
        },
    )
}

fn mock_doc(cx: &Cx<'_>) -> Text {
    Text::new(format!("A fake of {}; clones share everything.", cx.api.title)).paragraph(
        "It answers requests with what is queued for their operation, and keeps them. Each method is\n\
         an operation: queue answers on what it returns, or look at the requests there.",
    )
}

/// The description of an operation, in the file of its group.
fn constant(cx: &Cx<'_>, id: OperationId, operation: &Operation) -> TokenStream {
    let module = cx.names.file(operation.group);
    let constant = &cx.names.operation(id).constant;
    quote!(operations::#module::#constant)
}

fn method(cx: &Cx<'_>, id: OperationId, operation: &Operation) -> TokenStream {
    let name = &cx.names.mock(id).method;
    let doc = format!(
        " Answers and requests of {}.",
        code(&format!("{} {}", operation.method.as_str(), operation.path))
    );
    let constant = constant(cx, id, operation);
    let reply::Written {
        ty: success,
        encode: write,
    } = reply::success(cx, id, operation);
    let reply::Written {
        ty: failure,
        encode: write_error,
    } = reply::failure(cx, id, operation);
    let body::Read { ty: body, decode } = body::body(cx, operation);
    quote! {
        #[doc = #doc]
        pub fn #name(&self) -> runtime::mock::Expectation<#success, #failure, #body> {
            self.script.on(&#constant, #write, #write_error, #decode)
        }
    }
}
