//! Examples: the tokens of an `#[example = "…"]` attribute, printed as a block of documentation.

use syn::visit_mut::VisitMut;
use syn::{Attribute, Expr, ExprLit, File, Lit, Meta, parse_quote};

/// What stands around an example, hidden from the reader: the body of a function that can fail.
const BEFORE: &str = "# async fn example() -> Result<(), Box<dyn std::error::Error>> {";
const AFTER: [&str; 2] = ["# Ok(())", "# }"];

/// Replaces each `#[example = "…"]` by the doc comment that shows it.
///
/// Fails with the first one whose text is not Rust.
pub(super) fn print(file: &mut File) -> Result<(), syn::Error> {
    let mut printer = Printer { fault: None };
    printer.visit_file_mut(file);
    printer.fault.map_or(Ok(()), Err)
}

struct Printer {
    fault: Option<syn::Error>,
}

impl VisitMut for Printer {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        let Some((index, tokens)) = attributes
            .iter()
            .enumerate()
            .find_map(|(index, attribute)| Some((index, tokens(attribute)?)))
        else {
            return;
        };
        match lines(&tokens) {
            Ok(lines) => {
                let block = lines
                    .iter()
                    .map(|line| -> Attribute { parse_quote!(#[doc = #line]) });
                attributes.splice(index..=index, block);
            }
            Err(error) => self.fault = self.fault.take().or(Some(error)),
        }
    }
}

/// The text of an example.
fn tokens(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else {
        return None;
    };
    match &pair.value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) if pair.path.is_ident("example") => Some(text.value()),
        _ => None,
    }
}

/// The lines of the block, each as it stands behind `///`.
fn lines(tokens: &str) -> Result<Vec<String>, syn::Error> {
    let file: File = syn::parse_str(&format!("fn example() {{ {tokens} }}"))?;
    let printed = prettyplease::unparse(&file);
    let body: Vec<&str> = printed
        .lines()
        .skip(1)
        .take_while(|line| *line != "}")
        .map(|line| line.strip_prefix("    ").unwrap_or(line))
        .collect();
    let imports = body.iter().take_while(|line| line.starts_with("use "));
    let (imports, body) = body.split_at(imports.count());
    let gap = (!imports.is_empty()).then_some(&"");
    let fence = ["", "```no_run", BEFORE].map(str::to_owned);
    let end = AFTER.iter().copied().chain(["```"]).map(str::to_owned);
    Ok(fence
        .into_iter()
        .chain(
            imports
                .iter()
                .chain(gap)
                .chain(body)
                .map(|line| (*line).to_owned()),
        )
        .chain(end)
        .map(|line| {
            if line.is_empty() {
                line
            } else {
                format!(" {line}")
            }
        })
        .collect())
}
