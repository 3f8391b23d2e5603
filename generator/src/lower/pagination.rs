//! Pagination: the mark on an operation, checked against its parameters and its response.

mod mark;
mod way;

use serde_json::Value;

use self::mark::{Mark, Style};
use self::way::Way;
use super::Lowering;
use crate::diagnostics::Code;
use crate::model::{Constraint, Media, Method, Operation, PageStyle, Pagination, Parameter, Type};

/// The mark, on an operation.
const MARK: &str = "x-rust-pagination";

/// Why a mark cannot be used: the key that it is about, the fact, and the way out.
struct Fault {
    key: Option<String>,
    fact: String,
    help: String,
}

fn fault(key: &str, fact: impl Into<String>, help: impl Into<String>) -> Fault {
    Fault {
        key: Some(key.to_owned()),
        fact: fact.into(),
        help: help.into(),
    }
}

impl Lowering<'_, '_, '_> {
    /// Reads the marks of all operations; the types that they lead through have to be there.
    pub(super) fn paginate(&mut self, operations: &mut [Operation]) {
        let resolved = self.resolved;
        for (node, operation) in resolved.operations.iter().zip(operations) {
            let Some(mark) = node.value.extensions.get(MARK) else {
                continue;
            };
            let read = Mark::read(mark).and_then(|mark| self.pagination(&mark, operation));
            match read {
                Ok(pagination) => operation.pagination = Some(pagination),
                Err(Fault { key, fact, help }) => {
                    let place = node.place.child(MARK);
                    let place = key.map_or(place.clone(), |key| place.child(&key));
                    self.diagnostics
                        .warning(Code::UnusablePagination, &place, fact)
                        .effect("the mark is ignored: there is no `pages` and no `items`")
                        .help(help);
                }
            }
        }
    }

    fn pagination(&self, mark: &Mark<'_>, operation: &Operation) -> Result<Pagination, Fault> {
        let page = page(operation)?;
        let way = Way::new(&self.types, page);
        let (items, item) = mark.items(&way)?;
        let style = match mark.style {
            Style::Page => {
                let parameter = mark.parameter(&way, operation, "page", INTEGER)?;
                PageStyle::Page {
                    parameter: parameter.wire.clone(),
                    first: first(parameter)?,
                    last: mark.optional(&way, "last", INTEGER)?,
                }
            }
            Style::Offset => {
                let parameter = mark.parameter(&way, operation, "offset", INTEGER)?;
                PageStyle::Offset {
                    parameter: parameter.wire.clone(),
                }
            }
            Style::Cursor => {
                let parameter = mark.parameter(&way, operation, "cursor", CURSOR)?;
                PageStyle::Cursor {
                    parameter: parameter.wire.clone(),
                    next: mark.needed(&way, "next", CURSOR)?,
                }
            }
            Style::NextLink => PageStyle::NextLink {
                next: mark.needed(&way, "next", TEXT)?,
            },
            Style::LinkHeader => PageStyle::LinkHeader,
        };
        let more = mark.optional(&way, "more", BOOLEAN)?;
        let errors = mark.optional(&way, "errors", LIST)?;
        Ok(Pagination {
            style,
            items,
            item: item.clone(),
            more,
            errors,
        })
    }
}

/// A kind of value that a key asks for, with its name.
#[derive(Clone, Copy)]
struct Kind {
    holds: fn(&Type) -> bool,
    name: &'static str,
}

const INTEGER: Kind = Kind {
    holds: |ty| matches!(ty, Type::Integer(_)),
    name: "an integer",
};

const BOOLEAN: Kind = Kind {
    holds: |ty| matches!(ty, Type::Boolean),
    name: "a boolean",
};

const LIST: Kind = Kind {
    holds: |ty| matches!(ty, Type::List(_)),
    name: "a list",
};

const TEXT: Kind = Kind {
    holds: |ty| matches!(ty, Type::String),
    name: "a string",
};

const CURSOR: Kind = Kind {
    holds: |ty| matches!(ty, Type::String | Type::Integer(_) | Type::IntegerString(_)),
    name: "a string or an integer",
};

/// The type of a page.
fn page(operation: &Operation) -> Result<&Type, Fault> {
    let refuse = |fact: &str, help: &str| fault("style", fact, help);
    if operation.method != Method::Get {
        return Err(refuse(
            "only the pages of a GET can be asked for one after the other",
            "remove the mark, or declare a GET for the list",
        ));
    }
    let mut successes = operation
        .responses
        .iter()
        .filter(|response| response.status.is_success());
    let content = match (successes.next(), successes.next()) {
        (Some(only), None) => only.contents.first(),
        _ => None,
    };
    content
        .filter(|content| content.media == Media::Json)
        .map(|content| &content.ty)
        .ok_or_else(|| {
            refuse(
                "the pages do not come as the JSON of one documented success",
                "document one response of status 200 with the page as `application/json`",
            )
        })
}

/// The number of the first page: what the API assumes, else the smallest that it takes. A guess
/// would lose the page 0 of an API that counts from there.
fn first(parameter: &Parameter) -> Result<u64, Fault> {
    let least = parameter
        .constraints
        .iter()
        .find_map(|constraint| match constraint {
            Constraint::Minimum(least, exclusive) => {
                least.as_u64()?.checked_add(u64::from(*exclusive))
            }
            _ => None,
        });
    let default = parameter.default.as_ref().and_then(Value::as_u64);
    default.or(least).ok_or_else(|| {
        let name = &parameter.wire;
        fault(
            "page",
            format!(
                "nothing says whether pages count from 0 or 1: `{name}` has neither `default` nor \
                 `minimum`"
            ),
            "give the parameter the number of the first page as its `default` or `minimum`",
        )
    })
}
