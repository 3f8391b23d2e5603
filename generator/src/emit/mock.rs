//! The mock of an API: a fake for the tests of those who use its client.

mod body;
mod reply;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Text, code};
use super::operations::mentions;
use super::tree::{Contents, FileTree};
use super::{Cx, rust};
use crate::model::{GroupId, Operation, OperationId, SchemeId};
use crate::names::known;

/// Puts the mock into the tree: `<api>/mock.rs`, or a folder with a file for each group that has a
/// feature.
pub(super) fn mock(cx: &Cx<'_>, folder: &str, tree: &mut FileTree) {
    let all = || cx.api.operations();
    if cx.facts.tags.is_none() {
        let file = root(cx, &Part::of(cx, all()), &[]);
        tree.insert(format!("{folder}/mock.rs"), file);
        return;
    }
    let groups = (0..cx.api.groups.len()).map(GroupId);
    let groups: Vec<GroupId> = groups.collect();
    for group in &groups {
        let members = all().filter(|(_, operation)| operation.group == Some(*group));
        let file = part(cx, *group, &Part::of(cx, members));
        let name = &cx.names.group(*group).part;
        tree.insert(format!("{folder}/mock/{name}.rs"), file);
    }
    let members = all().filter(|(_, operation)| operation.group.is_none());
    let file = root(cx, &Part::of(cx, members), &groups);
    tree.insert(format!("{folder}/mock/mod.rs"), file);
}

/// What some operations are in a mock.
struct Part {
    methods: TokenStream,
    constants: Vec<TokenStream>,
    encoders: TokenStream,
}

impl Part {
    fn of<'a>(cx: &Cx<'a>, operations: impl Iterator<Item = (OperationId, &'a Operation)>) -> Self {
        let operations: Vec<_> = operations.collect();
        let of_each = |make: fn(&Cx<'_>, OperationId, &Operation) -> TokenStream| {
            let made = operations
                .iter()
                .map(|(id, operation)| make(cx, *id, operation));
            made.collect::<Vec<TokenStream>>()
        };
        Self {
            methods: of_each(method).into_iter().collect(),
            constants: of_each(constant),
            encoders: of_each(reply::encoders).into_iter().collect(),
        }
    }
}

/// The file with the mock itself.
fn root(cx: &Cx<'_>, own: &Part, groups: &[GroupId]) -> Contents {
    let title = &cx.api.title;
    let doc = format!(" A fake of {title} for tests.");
    let client = &cx.names.client;
    let schemes = (0..cx.api.schemes.len()).map(|index| {
        let constant = &cx.names.scheme(SchemeId(index)).constant;
        quote!(&#client::#constant)
    });
    let Part {
        methods,
        constants,
        encoders,
    } = own;
    let parts = groups.iter().map(|group| {
        let (condition, part) = (cx.only_with(Some(*group)), &cx.names.group(*group).part);
        (condition, part)
    });
    let modules = parts
        .clone()
        .map(|(condition, part)| quote!(#condition mod #part;));
    let (script, operations) = if groups.is_empty() {
        (
            quote!(runtime::mock::Script::new(OPERATIONS)),
            quote!(static OPERATIONS: &[&runtime::Operation] = &[#(&#constants),*];),
        )
    } else {
        let lists = parts.map(|(condition, part)| quote!(#condition #part::OPERATIONS));
        let own = (!constants.is_empty()).then(|| quote!(&[#(&#constants),*],));
        (
            quote!(runtime::mock::Script::of_groups(GROUPS)),
            quote!(static GROUPS: &[&[&runtime::Operation]] = &[#own #(#lists),*];),
        )
    };
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
                Self { script: #script }
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

            #methods
        }

        impl Default for Mock {
            fn default() -> Self {
                Self::new()
            }
        }

        #operations

        #encoders
    };
    let imports = imports(&code, &quote!(super));
    rust(
        cx,
        quote! {
            #![doc = #doc]

            #(#modules)*

            use super::#client;
            #imports
            use crate::runtime;

            #code
        },
    )
}

/// The file with the operations of a group.
fn part(cx: &Cx<'_>, group: GroupId, own: &Part) -> Contents {
    let tag = cx.api.groups.get(group.0).map_or("", |group| &group.wire);
    let doc = Text::new(format!("The operations tagged {}.", code(tag))).inner();
    let Part {
        methods,
        constants,
        encoders,
    } = own;
    let code = quote! {
        impl Mock {
            #methods
        }

        pub(super) static OPERATIONS: &[&runtime::Operation] = &[#(&#constants),*];

        #encoders
    };
    let imports = imports(&code, &quote!(super::super));
    rust(
        cx,
        quote! {
            #doc

            use super::Mock;
            #imports
            use crate::runtime;

            #code
        },
    )
}

/// The modules of the API, which is `above`, that code names.
fn imports(code: &TokenStream, above: &TokenStream) -> TokenStream {
    let named = ["models", "operations"].map(|module| {
        let ident = known(module);
        mentions(code, module).then(|| quote!(use #above::#ident;))
    });
    quote!(#(#named)*)
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
