//! Headers: the view through which those of an answer are read.

use proc_macro2::TokenStream;

use super::super::docs::{Text, code};
use super::super::readers;
use super::{Cx, Op};
use crate::model::{Operation, StatusPattern};

/// The view of the headers that the answers to an operation come with, if there are any.
pub(super) fn view(cx: &Cx<'_>, op: &Op<'_>) -> Option<TokenStream> {
    let operation = op.operation;
    if operation.headers.is_empty() {
        return None;
    }
    let name = &op.names.headers;
    let doc = Text::new(format!(
        "The headers of answers to {}, each read when it is asked for.",
        code(&operation.id)
    ))
    .paragraph(format!(
        "`{name}::from(response.headers())` are those of a success; those of an error are\n\
         `error.headers().map({name}::from)`."
    ))
    .paragraph(
        "One that is missing although the API promises it, or cannot be read, is an error of its own.",
    );
    let headers = operation.headers.iter().zip(&op.names.header_methods);
    let methods: Vec<TokenStream> = headers
        .map(|(header, method)| {
            readers::header(cx, header, method, statuses(operation, &header.statuses))
        })
        .collect();
    Some(readers::headers(name, &doc, &methods))
}

/// What the method of an operation says of them.
pub(super) fn mention(op: &Op<'_>) -> Option<String> {
    let name = &op.names.headers;
    let has_headers = !op.operation.headers.is_empty();
    has_headers.then(|| format!("Headers of answers are read through [`{name}`]."))
}

/// Which answers have a header or link, unless all have it.
pub(super) fn statuses(operation: &Operation, statuses: &[StatusPattern]) -> Option<String> {
    let documented = operation.responses.iter();
    let is_of_all = documented
        .map(|response| &response.status)
        .all(|status| statuses.contains(status));
    let listed: Vec<String> = statuses
        .iter()
        .map(|status| format!("`{status}`"))
        .collect();
    (!is_of_all).then(|| format!("Comes with {}.", listed.join(", ")))
}
